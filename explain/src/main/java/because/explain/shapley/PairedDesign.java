package because.explain.shapley;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Which coalitions a regression asks about: pairs of a coalition and its complement, drawn without replacement and from each size a number that is fixed in
 * advance. Sizes of few coalitions are drawn whole.
 */
final class PairedDesign {
    /** How many pairs there are of each size. */
    enum Sampling {
        /** As many as the kernel weighs a size, 1 / (s (n − s)) (Lundberg, Lee 2017; paired: Covert, Lee 2021). */
        KERNEL(1),
        /** The same number of each size, which is by leverage scores (Musco, Witter 2025). */
        LEVERAGE(0),
        /** Between the two: more of the small sizes, and of their complements, than of those in the middle, but not as many as the kernel weighs them. */
        BETWEEN(0.75);

        private final double power;

        Sampling(double power) {
            this.power = power;
        }
    }

    /** Beyond this number of coalitions, those of a size are never listed one by one. */
    private static final double MOST_LISTED = 1 << 16;

    private final int players;
    private final List<BitSet> coalitions = new ArrayList<>();
    private final int[] ends;
    private final double[] sizes;
    private final double[] weights;

    /**
     * @param players n, 2 or more
     * @param pairs how many pairs; if there are not so many, all of them
     * @param sampling how they are spread over the sizes
     * @param seed of the draw
     */
    PairedDesign(int players, long pairs, Sampling sampling, long seed) {
        this.players = players;
        int strata = players / 2;
        this.ends = new int[strata + 1];
        this.sizes = new double[strata];
        this.weights = new double[strata];
        double[] share = new double[strata];
        for (int k = 0; k < strata; k++) {
            int s = k + 1;
            boolean half = 2 * s == players;
            sizes[k] = half ? choose(players, s) / 2 : choose(players, s);
            double mass = half ? 1 : 2;
            share[k] = mass * Math.pow((double) s * (players - s), -sampling.power);
        }
        int[] counts = spread(share, sizes, pairs);
        for (int k = 0; k < strata; k++) {
            int s = k + 1;
            coalitions.addAll(draw(s, counts[k], sizes[k], seed));
            ends[k + 1] = coalitions.size();
            // Each pair stands for sizes/count pairs, each of the kernel's weight 1 / ((n choose s) s (n − s)); the
            // number of coalitions,
            // which may be too large for a double, cancels out.
            double all = (2 * s == players ? 0.5 : 1) / ((double) s * (players - s));
            weights[k] = counts[k] == 0 ? 0 : all / counts[k];
        }
    }

    static double choose(int n, int k) {
        double choose = 1;
        for (int i = 1; i <= k; i++) {
            choose = choose * (n - k + i) / i;
        }
        return Math.rint(choose);
    }

    /** As the shares say, but no more than there are; whole numbers, the largest remainders rounded up. */
    private static int[] spread(double[] share, double[] most, long pairs) {
        double left = Math.min((double) pairs, Arrays.stream(most).sum());
        double[] exact = new double[share.length];
        boolean[] full = new boolean[share.length];
        boolean changed = true;
        while (changed) {
            changed = false;
            double free = left;
            double sum = 0;
            for (int k = 0; k < share.length; k++) {
                free -= full[k] ? most[k] : 0;
                sum += full[k] ? 0 : share[k];
            }
            for (int k = 0; k < share.length; k++) {
                exact[k] = full[k] ? most[k] : free * share[k] / sum;
                if (!full[k] && exact[k] >= most[k]) {
                    full[k] = true;
                    changed = true;
                }
            }
        }
        int[] counts = new int[share.length];
        Integer[] order = new Integer[share.length];
        double rounded = 0;
        for (int k = 0; k < counts.length; k++) {
            counts[k] = (int) Math.floor(exact[k]);
            rounded += counts[k];
            order[k] = k;
        }
        Arrays.sort(order, (a, b) -> Double.compare(exact[b] - counts[b], exact[a] - counts[a])); // stable
        for (int i = 0; i < order.length && rounded < Math.floor(left); i++) {
            if (counts[order[i]] < most[order[i]]) {
                counts[order[i]]++;
                rounded++;
            }
        }
        return counts;
    }

    /** Different coalitions of a size; of half of all players, none together with its complement. */
    private List<BitSet> draw(int size, int count, double all, long seed) {
        Random random = new Random(seed * 0x9e3779b97f4a7c15L + size);
        boolean half = 2 * size == players;
        if (all <= MOST_LISTED && count * 2.0 > all) {
            List<BitSet> listed = new ArrayList<>();
            list(size, 0, new BitSet(players), half, listed);
            if (count < all) {
                Collections.shuffle(listed, random);
            }
            return listed.subList(0, count);
        }
        Set<BitSet> seen = new HashSet<>();
        List<BitSet> drawn = new ArrayList<>(count);
        while (drawn.size() < count) {
            BitSet coalition = new BitSet(players);
            while (coalition.cardinality() < size) {
                coalition.set(random.nextInt(players));
            }
            if (half && !coalition.get(0)) {
                coalition.flip(0, players);
            }
            if (seen.add(coalition)) {
                drawn.add(coalition);
            }
        }
        return drawn;
    }

    private void list(int size, int from, BitSet chosen, boolean withFirst, List<BitSet> into) {
        if (size == 0) {
            into.add((BitSet) chosen.clone());
            return;
        }
        for (int player = from; player <= players - size; player++) {
            if (withFirst && from == 0 && player > 0) {
                return;
            }
            chosen.set(player);
            list(size - 1, player + 1, chosen, withFirst, into);
            chosen.clear(player);
        }
    }

    int pairs() {
        return coalitions.size();
    }

    /** One of the two of a pair: the smaller one, or the one with the first player. */
    BitSet coalition(int pair) {
        return coalitions.get(pair);
    }

    int strata() {
        return weights.length;
    }

    /** The first pair of a size; the last ends before the next size's first. */
    int start(int stratum) {
        return ends[stratum];
    }

    /** The regression's weight of each pair. */
    double[] weights() {
        double[] of = new double[pairs()];
        for (int s = 0; s < strata(); s++) {
            Arrays.fill(of, start(s), start(s + 1), weights[s]);
        }
        return of;
    }

    /** The share of a size's pairs that is not in the design. */
    double missing(int stratum) {
        return Math.max(0, 1 - (ends[stratum + 1] - ends[stratum]) / sizes[stratum]);
    }

    /** Whether every coalition is in the design. */
    boolean complete() {
        return coalitions.size() >= Arrays.stream(sizes).sum();
    }
}
