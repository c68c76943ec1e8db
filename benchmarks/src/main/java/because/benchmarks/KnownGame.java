package because.benchmarks;

import because.core.Coalitions;
import because.core.Game;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** A game whose Shapley values are known, and families of such games. */
final class KnownGame {
    private final Game game;
    private final double[] values;

    KnownGame(Game game, double[] values) {
        this.game = game;
        this.values = values;
    }

    Game game() {
        return game;
    }

    int players() {
        return values.length;
    }

    /** The Shapley value of a player. */
    double value(int player) {
        return values[player];
    }

    /** A game of one column that is a function of who is present. */
    private record Of(int players, ToDoubleFunction<BitSet> v) implements Game {
        @Override
        public int columns() {
            return 1;
        }

        @Override
        public void values(Coalitions coalitions, double[][] out) {
            for (int row = 0; row < coalitions.size(); row++) {
                out[row][0] = v.applyAsDouble(coalitions.row(row));
            }
        }
    }

    /** A leaf's value where all its conditions hold: present players that it wants, absent ones that it does not. */
    private record Leaf(BitSet wants, BitSet forbids, double value) {
        boolean holds(BitSet present) {
            if (forbids.intersects(present)) {
                return false;
            }
            for (int player = wants.nextSetBit(0); player >= 0; player = wants.nextSetBit(player + 1)) {
                if (!present.get(player)) {
                    return false;
                }
            }
            return true;
        }

        /** A wanted player gets (w − 1)! f! / (w + f)! of the value, a forbidden one loses w! (f − 1)! / (w + f)!. */
        void share(double[] values) {
            int w = wants.cardinality();
            int f = forbids.cardinality();
            wants.stream().forEach(player -> values[player] += value / (w * choose(w + f, w)));
            forbids.stream().forEach(player -> values[player] -= value / (f * choose(w + f, f)));
        }
    }

    private static double choose(int n, int k) {
        double choose = 1;
        for (int i = 1; i <= k; i++) {
            choose = choose * (n - k + i) / i;
        }
        return choose;
    }

    /** Forty trees of depth five, whose splits look at a player more often the lower its number. */
    static KnownGame trees(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Leaf> leaves = new ArrayList<>();
        for (int tree = 0; tree < 40; tree++) {
            grow(n, new BitSet(), new BitSet(), 5, 0, random, leaves);
        }
        return ofLeaves(n, leaves);
    }

    private static void grow(
            int n, BitSet wants, BitSet forbids, int depth, double value, SplittableRandom random, List<Leaf> leaves) {
        if (depth == 0) {
            leaves.add(new Leaf(wants, forbids, value));
            return;
        }
        int player = (int) (n * Math.pow(random.nextDouble(), 2));
        double step = random.nextGaussian() / (6 - depth);
        if (!forbids.get(player)) {
            grow(n, with(wants, player), forbids, depth - 1, value + step, random, leaves);
        }
        if (!wants.get(player)) {
            grow(n, wants, with(forbids, player), depth - 1, value - step, random, leaves);
        }
    }

    private static BitSet with(BitSet players, int player) {
        BitSet more = (BitSet) players.clone();
        more.set(player);
        return more;
    }

    static KnownGame terms(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Leaf> terms = new ArrayList<>();
        for (int term = 0; term < 4 * n; term++) {
            BitSet members = new BitSet();
            random.ints(0, n).distinct().limit(1 + random.nextInt(4)).forEach(members::set);
            terms.add(new Leaf(members, new BitSet(), random.nextGaussian()));
        }
        return ofLeaves(n, terms);
    }

    static KnownGame ofLeaves(int n, List<Leaf> leaves) {
        double[] values = new double[n];
        leaves.forEach(leaf -> leaf.share(values));
        return new KnownGame(
                new Of(
                        n,
                        present -> leaves.stream()
                                .filter(leaf -> leaf.holds(present))
                                .mapToDouble(Leaf::value)
                                .sum()),
                values);
    }

    static Game attention(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] keys = random.doubles(n).map(u -> 3 * u).toArray();
        double[] seen = new double[n];
        Arrays.setAll(seen, i -> random.nextGaussian() + 0.5);
        return new Of(n, present -> {
            double weights = 1;
            double sum = 0;
            for (int i = present.nextSetBit(0); i >= 0; i = present.nextSetBit(i + 1)) {
                double weight = Math.exp(keys[i] - 0.1 * (n - 1 - i));
                weights += weight;
                sum += weight * seen[i];
            }
            return sum / weights;
        });
    }

    static Game layers(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] in = new double[8][n];
        double[] out = new double[8];
        for (int unit = 0; unit < 8; unit++) {
            out[unit] = random.nextGaussian();
            for (int i = 0; i < n; i++) {
                in[unit][i] = random.nextGaussian() * 3 / Math.sqrt(n);
            }
        }
        return new Of(n, present -> {
            double sum = 0;
            for (int unit = 0; unit < 8; unit++) {
                double active = 0;
                for (int i = present.nextSetBit(0); i >= 0; i = present.nextSetBit(i + 1)) {
                    active += in[unit][i];
                }
                sum += out[unit] * Math.tanh(active);
            }
            return sum;
        });
    }
}
