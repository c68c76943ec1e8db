package because.explain.surrogate;

import because.core.Coalitions;
import because.explain.shapley.Oracle;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/** The changed profiles around a person, evaluated and weighed: how many players are absent is even from 0 to n, and then all sets of that size are alike. */
final class Neighbourhood {
    private final Oracle oracle;
    private final double[][] ends;
    private final int players;
    private final double[] kernel;

    /**
     * @param oracle evaluates
     * @param ends v of nobody and of everybody, which are not asked for again
     * @param players n
     * @param width of the kernel, in units of √n
     */
    Neighbourhood(Oracle oracle, double[][] ends, int players, double width) {
        this.oracle = oracle;
        this.ends = ends;
        this.players = players;
        this.kernel = new double[players + 1];
        for (int absent = 0; absent <= players; absent++) {
            kernel[absent] = players == 0 ? 1 : LimeKernel.weight(Math.sqrt(absent), width * Math.sqrt(players));
        }
    }

    /** A regression without rows, around everybody present. */
    static WeightedRegression empty(int players, double[][] ends) {
        return new WeightedRegression(new double[players], ends[1]);
    }

    /** All 2ⁿ coalitions, each with its probability times its weight. */
    WeightedRegression all() {
        double[] choose = new double[players + 1];
        choose[0] = 1;
        for (int k = 1; k <= players; k++) {
            choose[k] = choose[k - 1] * (players - k + 1) / k;
        }
        Rows rows = new Rows();
        for (long mask = 0; mask < 1L << players; mask++) {
            BitSet present = BitSet.valueOf(new long[] {mask});
            int absent = players - present.cardinality();
            rows.add(present, kernel[absent] / choose[absent]);
        }
        return rows.done();
    }

    /** As many coalitions as are wanted, drawn at random. */
    WeightedRegression drawn(int draws, SplittableRandom random) {
        int[] order = new int[players];
        for (int i = 0; i < players; i++) {
            order[i] = i;
        }
        Rows rows = new Rows();
        for (int draw = 0; draw < draws; draw++) {
            int absent = random.nextInt(players + 1);
            BitSet present = new BitSet(players);
            present.set(0, players);
            for (int i = 0; i < absent; i++) {
                int j = i + random.nextInt(players - i);
                int leaves = order[j];
                order[j] = order[i];
                order[i] = leaves;
                present.clear(leaves);
            }
            rows.add(present, kernel[absent]);
        }
        return rows.done();
    }

    /** Rows on their way into a regression, evaluated in batches. */
    private final class Rows {
        private final WeightedRegression regression = empty(players, ends);
        private final List<Double> weights = new ArrayList<>();
        private Coalitions batch = new Coalitions(players);

        void add(BitSet present, double weight) {
            int size = present.cardinality();
            if (size == 0 || size == players) {
                regression.add(row(present), ends[size == 0 ? 0 : 1], weight);
                return;
            }
            batch.add(present);
            weights.add(weight);
            if (batch.size() == Oracle.BATCH) {
                flush();
            }
        }

        WeightedRegression done() {
            if (batch.size() > 0) {
                flush();
            }
            return regression;
        }

        private void flush() {
            double[][] values = oracle.ask(batch);
            for (int row = 0; row < values.length; row++) {
                regression.add(row(batch.row(row)), values[row], weights.get(row));
            }
            batch = new Coalitions(players);
            weights.clear();
        }

        private double[] row(BitSet present) {
            double[] row = new double[players];
            present.stream().forEach(i -> row[i] = 1);
            return row;
        }
    }
}
