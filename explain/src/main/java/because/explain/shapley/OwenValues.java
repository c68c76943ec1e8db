package because.explain.shapley;

import because.core.BadInput;
import because.core.Game;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Owen values (Owen 1977): Shapley values of players who come in groups. The groups share the whole as if each were one player, and within a group the players
 * share what the group gets, each judged with other whole groups present. Groups of one, or one group of all, give Shapley values.
 */
public final class OwenValues {
    /** The method's name. */
    public static final String METHOD = "owen";

    private OwenValues() {}

    /**
     * Exact values, from every union of other groups with every part of one's own.
     *
     * @param game a game of at most {@value ExactShapley#MOST_PLAYERS} players
     * @param groups each player once
     * @return the values; errors are 0
     * @throws BadInput if the game has more players, or a player is in no group or in two
     */
    public static Solution exact(Game game, List<int[]> groups) {
        return allExact(game, groups).part(0, game.players());
    }

    /** The values of the players, and after them those of the groups. */
    static Solution allExact(Game game, List<int[]> groups) {
        int n = game.players();
        ExactShapley.refuseTooMany(n);
        refuseUnsound(n, groups);
        Oracle oracle = new Oracle(game);
        double[][] worth = ExactShapley.worth(game, oracle);
        int[] masks = groups.stream()
                .mapToInt(group -> Arrays.stream(group).map(p -> 1 << p).reduce(0, (a, b) -> a | b))
                .toArray();
        double[][] values = new double[n][game.columns()];
        double[] outer = ExactShapley.weights(masks.length);
        for (int g = 0; g < masks.length; g++) {
            double[] inner = ExactShapley.weights(Integer.bitCount(masks[g]));
            for (int others = 0; others < 1 << masks.length; others++) {
                if ((others >> g & 1) == 0) {
                    double weight = outer[Integer.bitCount(others)];
                    add(worth, values, masks[g], union(masks, others), weight, inner);
                }
            }
        }
        double[][] all = Arrays.copyOf(values, n + groups.size());
        for (int g = 0; g < groups.size(); g++) {
            all[n + g] = new double[game.columns()];
            for (int column = 0; column < game.columns(); column++) {
                for (int player : groups.get(g)) {
                    all[n + g][column] += values[player][column];
                }
            }
        }
        double[] base = Arrays.stream(worth).mapToDouble(v -> v[0]).toArray();
        double[] score = Arrays.stream(worth).mapToDouble(v -> v[v.length - 1]).toArray();
        return new Solution(
                METHOD,
                Map.of("groups", Integer.toString(groups.size())),
                base,
                score,
                all,
                new double[all.length][game.columns()],
                oracle.calls());
    }

    private static int union(int[] masks, int chosen) {
        int union = 0;
        for (int g = 0; g < masks.length; g++) {
            union |= (chosen >> g & 1) == 0 ? 0 : masks[g];
        }
        return union;
    }

    /** Adds what each player of a group adds to every part of the group, beside some other groups. */
    private static void add(double[][] worth, double[][] values, int group, int others, double weight, double[] inner) {
        for (int part = group; ; part = (part - 1) & group) {
            double w = weight * (part == group ? 0 : inner[Integer.bitCount(part)]);
            for (int left = group & ~part; left != 0 && w != 0; left &= left - 1) {
                int bit = left & -left;
                for (int column = 0; column < worth.length; column++) {
                    values[Integer.numberOfTrailingZeros(bit)][column] +=
                            w * (worth[column][others | part | bit] - worth[column][others | part]);
                }
            }
            if (part == 0) {
                return;
            }
        }
    }

    /**
     * Estimates from random orders in which groups stay together, each with its reverse: {@link PermutationShapley} over fewer orders, with the same standard
     * errors and at the same cost.
     *
     * @param game the game
     * @param groups each player once
     * @param pairs how many pairs of orders, 1 or more
     * @param seed of the orders
     * @return the estimated values
     * @throws BadInput if there are no pairs, or a player is in no group or in two
     */
    public static Solution sampled(Game game, List<int[]> groups, int pairs, long seed) {
        return allSampled(game, groups, pairs, seed).part(0, game.players());
    }

    /** The values of the players, and after them those of the groups. */
    static Solution allSampled(Game game, List<int[]> groups, int pairs, long seed) {
        refuseUnsound(game.players(), groups);
        SplittableRandom random = new SplittableRandom(seed);
        int[][] drawn = groups.stream().map(int[]::clone).toArray(int[][]::new);
        return PermutationShapley.of(
                game,
                pairs,
                () -> {
                    shuffle(drawn, random);
                    for (int[] group : drawn) {
                        PermutationShapley.shuffle(group, random);
                    }
                    return Arrays.stream(drawn).flatMapToInt(Arrays::stream).toArray();
                },
                METHOD,
                groups);
    }

    private static void shuffle(int[][] groups, SplittableRandom random) {
        for (int i = groups.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int[] swapped = groups[i];
            groups[i] = groups[j];
            groups[j] = swapped;
        }
    }

    private static void refuseUnsound(int players, List<int[]> groups) {
        BitSet seen = new BitSet(players);
        for (int[] group : groups) {
            for (int player : group) {
                if (player < 0 || player >= players || seen.get(player)) {
                    throw BadInput.of(
                            "a player of a group", player, "each of the " + players + " players in one group", "");
                }
                seen.set(player);
            }
        }
        if (seen.cardinality() < players) {
            throw BadInput.of("the number of players in groups", seen.cardinality(), players + ", all of them", "");
        }
    }
}
