package because.evaluate.faithfulness;

import because.core.BadInput;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** All players, from the most to the least important one. A value. */
public final class Ordering {
    private final int[] players;

    private Ordering(int[] players) {
        this.players = players;
    }

    /**
     * @param players each player once, the most important first
     * @return the ordering
     * @throws BadInput if a player is missing or named twice
     */
    public static Ordering of(int... players) {
        int[] sorted = players.clone();
        Arrays.sort(sorted);
        if (!Arrays.equals(sorted, IntStream.range(0, players.length).toArray())) {
            throw BadInput.of(
                    "an ordering", Arrays.toString(players), "each of " + players.length + " players once", "");
        }
        return new Ordering(players.clone());
    }

    /**
     * Orders players by what an explanation gives them, the highest first; equal values in the order of the players.
     *
     * @param values a number for each player
     * @return the ordering
     */
    public static Ordering by(double... values) {
        return sorted(values, IntStream.range(0, values.length).toArray());
    }

    /**
     * Orders players by what an explanation gives them. Equal values are in random order: an explainer that gives everybody the same must not profit from how
     * the players happen to be numbered, which is often by time.
     *
     * @param values a number for each player
     * @param seed of the order of equal values
     * @return the ordering
     */
    public static Ordering by(double[] values, long seed) {
        return sorted(values, random(values.length, new SplittableRandom(seed)).players);
    }

    private static Ordering sorted(double[] values, int[] start) {
        return new Ordering(IntStream.of(start)
                .boxed()
                .sorted(Comparator.comparingDouble(player -> -values[player] + 0.0))
                .mapToInt(Integer::intValue)
                .toArray());
    }

    /**
     * @param players how many
     * @param random draws
     * @return an ordering, each as probable as any other
     */
    public static Ordering random(int players, SplittableRandom random) {
        int[] order = IntStream.range(0, players).toArray();
        for (int i = players - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return new Ordering(order);
    }

    /** @return how many players there are */
    public int size() {
        return players.length;
    }

    /** @return the players, the most important first */
    public List<Integer> players() {
        return IntStream.of(players).boxed().toList();
    }

    /** @return the same players, the least important first */
    public Ordering reversed() {
        int[] reversed = new int[players.length];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = players[players.length - 1 - i];
        }
        return new Ordering(reversed);
    }

    /**
     * @param count from 0 to size
     * @return that many of the most important players
     */
    public BitSet only(int count) {
        BitSet present = new BitSet(players.length);
        for (int i = 0; i < count; i++) {
            present.set(players[i]);
        }
        return present;
    }

    /**
     * @param count from 0 to size
     * @return all players but that many of the most important ones
     */
    public BitSet without(int count) {
        BitSet present = new BitSet(players.length);
        for (int i = count; i < players.length; i++) {
            present.set(players[i]);
        }
        return present;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ordering that && Arrays.equals(players, that.players);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(players);
    }

    @Override
    public String toString() {
        return Arrays.toString(players);
    }
}
