package because.explain.shapley;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Functions of a coalition that change their sign with its complement, beside the players themselves: what a regression may say of a game beyond a number for each
 * player. Their own Shapley values are known, so whatever they explain is told exactly, and only the rest has to be sampled. z is 1 for a present player and −1 for an absent one; all
 * are 0 for nobody and for everybody.
 */
final class OddFeatures {
    private final int players;
    private final boolean crowd;
    private final List<int[]> triples = new ArrayList<>();

    /**
     * @param players n
     * @param crowd whether there is z·z̄² for each player, z̄ the mean of all: that it counts more, or less, the more others there are
     * @param strong players whose products of three are there, too
     */
    OddFeatures(int players, boolean crowd, int... strong) {
        this.players = players;
        this.crowd = crowd;
        for (int i = 0; i < strong.length; i++) {
            for (int j = i + 1; j < strong.length; j++) {
                for (int k = j + 1; k < strong.length; k++) {
                    triples.add(new int[] {strong[i], strong[j], strong[k]});
                }
            }
        }
    }

    int size() {
        return (crowd ? players : 0) + triples.size();
    }

    /** Writes the features of a coalition. */
    void write(BitSet present, double[] row, int from) {
        double mean = (2.0 * present.cardinality() - players) / players;
        int next = from;
        for (int player = 0; crowd && player < players; player++) {
            row[next++] = sign(present, player) * mean * mean - mean;
        }
        for (int[] triple : triples) {
            row[next++] = sign(present, triple[0]) * sign(present, triple[1]) * sign(present, triple[2]) - mean;
        }
    }

    private static int sign(BitSet present, int player) {
        return present.get(player) ? 1 : -1;
    }

    /** The Shapley values of each feature as a game: a row for each player, a column for each feature. */
    double[][] values() {
        double[][] values = new double[players][size()];
        double fair = 2.0 / players; // of z̄, which each feature has been made less by
        int feature = 0;
        double own = crowdsOwn();
        for (int player = 0; crowd && player < players; player++) {
            for (int other = 0; other < players; other++) {
                values[other][feature] = (other == player ? own : (2 - own) / (players - 1)) - fair;
            }
            feature++;
        }
        for (int[] triple : triples) {
            for (int player = 0; player < players; player++) {
                values[player][feature] = -fair;
            }
            for (int member : triple) {
                values[member][feature] += 2.0 / 3;
            }
            feature++;
        }
        return values;
    }

    /** What z·z̄² gives its player: the mean over the number of others of what it changes from −z̄² to z̄² on joining. */
    private double crowdsOwn() {
        double sum = 0;
        for (int others = 0; others < players; others++) {
            double before = (2.0 * others - players) / players;
            double after = (2.0 * (others + 1) - players) / players;
            sum += after * after + before * before;
        }
        return sum / players;
    }

    /** The players of the largest numbers, in their order. */
    static int[] strongest(double[] strength, int count) {
        Integer[] order = new Integer[strength.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(strength[b], strength[a])); // stable
        return Arrays.stream(order).limit(count).mapToInt(i -> i).sorted().toArray();
    }
}
