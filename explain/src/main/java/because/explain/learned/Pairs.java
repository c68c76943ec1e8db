package because.explain.learned;

import because.core.Coalitions;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/** Pairs of a coalition S and its complement S̄, drawn of each size s alike and weighed by 1 / (s (n − s)); weights add up to 1. What a game does on them is its odd part, less what it would be if everybody got the same. */
final class Pairs {
    private final int players;
    private final BitSet[] coalitions;
    private final double[] weights;
    private final double[] tilts;
    private final Coalitions asked;

    private Pairs(int players, BitSet[] coalitions, double[] weights) {
        this.players = players;
        this.coalitions = coalitions;
        this.weights = weights;
        this.tilts = new double[coalitions.length];
        this.asked = new Coalitions(players);
        asked.addNone();
        asked.addAll();
        for (int pair = 0; pair < coalitions.length; pair++) {
            tilts[pair] = (2.0 * coalitions[pair].cardinality() - players) / (2 * players);
            asked.add(coalitions[pair]);
            BitSet complement = (BitSet) coalitions[pair].clone();
            complement.flip(0, players);
            asked.add(complement);
        }
    }

    /**
     * @param players 2 or more
     * @param pairs how many
     * @param seed of the draw
     * @return the pairs
     */
    static Pairs draw(int players, int pairs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BitSet[] coalitions = new BitSet[pairs];
        double[] weights = new double[pairs];
        double sum = 0;
        for (int pair = 0; pair < pairs; pair++) {
            int size = 1 + random.nextInt(players - 1);
            BitSet coalition = new BitSet(players);
            while (coalition.cardinality() < size) {
                coalition.set(random.nextInt(players));
            }
            coalitions[pair] = coalition;
            weights[pair] = 1.0 / ((double) size * (players - size));
            sum += weights[pair];
        }
        for (int pair = 0; pair < pairs; pair++) {
            weights[pair] *= 1 / sum;
        }
        return new Pairs(players, coalitions, weights);
    }

    int players() {
        return players;
    }

    int size() {
        return coalitions.length;
    }

    /** What a game is asked: nobody, everybody, then of each pair the coalition and its complement. */
    Coalitions asked() {
        return asked;
    }

    BitSet coalition(int pair) {
        return coalitions[pair];
    }

    double weight(int pair) {
        return weights[pair];
    }

    /** (2s − n) / 2n: the share of the whole that the odd part has if everybody gets the same. */
    double tilt(int pair) {
        return tilts[pair];
    }

    /** (v(S) − v(S̄)) / 2 − tilt · (v(N) − v(∅)) of each pair, from the values of what is {@link #asked}. */
    double[] odd(double[] v) {
        double[] odd = new double[coalitions.length];
        for (int pair = 0; pair < odd.length; pair++) {
            odd[pair] = (v[2 + 2 * pair] - v[3 + 2 * pair]) / 2 - tilts[pair] * (v[1] - v[0]);
        }
        return odd;
    }

    /** The way back of {@link #odd}: from slopes by the odd parts to slopes by the values. */
    void back(double[] ofOdd, double[] slopes) {
        Arrays.fill(slopes, 0);
        for (int pair = 0; pair < ofOdd.length; pair++) {
            slopes[0] += tilts[pair] * ofOdd[pair];
            slopes[1] -= tilts[pair] * ofOdd[pair];
            slopes[2 + 2 * pair] = ofOdd[pair] / 2;
            slopes[3 + 2 * pair] = -ofOdd[pair] / 2;
        }
    }

    /** The weighted mean square of odd parts. */
    double square(double[] odd) {
        double sum = 0;
        for (int pair = 0; pair < odd.length; pair++) {
            sum += weights[pair] * odd[pair] * odd[pair];
        }
        return sum;
    }
}
