package because.explain.global;

import because.core.BadInput;
import because.core.Convergence;
import because.core.Importance;
import because.core.Importance.Measure;
import because.core.Importance.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which features play together (Friedman, Popescu 2008): H²<sub>jk</sub> = Σ<sub>i</sub> (PD<sub>jk</sub>(x<sub>i</sub>) − PD<sub>j</sub>(x<sub>i</sub>) −
 * PD<sub>k</sub>(x<sub>i</sub>))² / Σ<sub>i</sub> PD<sub>jk</sub>(x<sub>i</sub>)², where each partial dependence has the mean 0 over the rows: 0 if what two features do
 * is the sum of what each does, 1 if all of it is done by both together (and above, where features that go together undo each other). H² of two features that hardly do anything says little, so it is also told how much of the
 * target's whole variation the interplay is. Standard errors leave out a tenth of the people at a time (delete-a-group jackknife).
 */
public final class FriedmanInteractions {
    /** The method's name. */
    public static final String METHOD = "friedman-h";

    private static final int GROUPS = 10;

    /** What is less of the target's variation than this is rounding. */
    private static final double NOTHING = 1e-12;

    private final int rows;

    /** @param rows on how many rows of the sample, 4 or more; the cost of each pair is its square */
    public FriedmanInteractions(int rows) {
        if (rows < 4) {
            throw BadInput.of("rows for interactions", rows, "4 or more", "");
        }
        this.rows = rows;
    }

    /**
     * Measures each pair of features.
     *
     * @param sample the model, on two rows or more
     * @param variables the numbers of two features or more, which can be changed
     * @param seed that the sample was drawn with, for the header; nothing else is drawn
     * @return a weight for each pair, the largest part of the target's variation first
     * @throws BadInput if there are fewer than two features or two rows
     */
    public Importance explain(Sample sample, List<Integer> variables, long seed) {
        int n = Math.min(rows, sample.size());
        if (variables.size() < 2 || n < 2) {
            throw BadInput.of(
                    "features and rows for interactions",
                    variables.size() + " and " + n,
                    "2 or more of each",
                    "Maybe name more features, or ask more people.");
        }
        int[] chosen = new int[n];
        for (int i = 0; i < n; i++) {
            chosen[i] = (int) ((long) i * sample.size() / n);
        }
        double[] asIs = new double[n];
        double[] all = sample.asIs();
        int[] people = new int[n];
        for (int i = 0; i < n; i++) {
            asIs[i] = all[chosen[i]];
            people[i] = sample.person(chosen[i]);
        }
        Spread spread = new Spread(people);
        List<double[][]> alone = new ArrayList<>();
        for (int variable : variables) {
            alone.add(exchanged(sample, chosen, List.of(variable)));
        }
        List<Weight> weights = new ArrayList<>();
        long tables = variables.size();
        for (int j = 0; j < variables.size(); j++) {
            for (int k = j + 1; k < variables.size(); k++) {
                int first = variables.get(j);
                int second = variables.get(k);
                double[][] both = exchanged(sample, chosen, List.of(first, second));
                Pair pair = new Pair(both, alone.get(j), alone.get(k), asIs);
                weights.add(weight(
                        List.of(
                                sample.variables().get(first).name(),
                                sample.variables().get(second).name()),
                        pair,
                        spread));
                tables++;
            }
        }
        weights.sort(Comparator.comparingDouble((Weight w) -> -w.share())
                .thenComparing(Comparator.comparingDouble(w -> -w.value())));
        Convergence convergence = Heads.convergence(
                weights.stream().mapToDouble(Weight::value), weights.stream().mapToDouble(Weight::standardError));
        return new Importance(
                Heads.of(
                        sample,
                        METHOD,
                        Map.of("rows", Integer.toString(n)),
                        seed,
                        Heads.mean(asIs),
                        tables * n * n + sample.size(),
                        convergence),
                Measure.INTERACTION,
                spread.people(),
                weights);
    }

    /** f of each row with the variables of each other: a row for whose variables they are, a column for who has all else. */
    private static double[][] exchanged(Sample sample, int[] chosen, List<Integer> variables) {
        int n = chosen.length;
        double[][] values = new double[n][];
        int together = Math.max(1, PermutationImportance.BATCH / n);
        for (int start = 0; start < n; start += together) {
            int end = Math.min(n, start + together);
            List<Version> versions = new ArrayList<>();
            for (int of = start; of < end; of++) {
                for (int row : chosen) {
                    versions.add(new Version.Mixed(row, variables, chosen[of]));
                }
            }
            double[] answers = sample.predict(versions);
            for (int of = start; of < end; of++) {
                values[of] = Arrays.copyOfRange(answers, (of - start) * n, (of - start + 1) * n);
            }
        }
        return values;
    }

    /** What two features do together and alone, on some rows. */
    private static final class Pair {
        private final double[][] both;
        private final double[][] first;
        private final double[][] second;
        private final double[] asIs;

        Pair(double[][] both, double[][] first, double[][] second, double[] asIs) {
            this.both = both;
            this.first = first;
            this.second = second;
            this.asIs = asIs;
        }

        int size() {
            return asIs.length;
        }

        /** H² and the share of the target's variation, without the rows of a group; with all if the group is −1. */
        double[] strength(int group) {
            int n = asIs.length;
            boolean[] in = new boolean[n];
            for (int i = 0; i < n; i++) {
                in[i] = group < 0 || i % Math.min(GROUPS, n) != group;
            }
            double[] together = centred(both, in);
            double[] one = centred(first, in);
            double[] other = centred(second, in);
            double[] target = centred(new double[][] {asIs}, in, true);
            double interplay = 0;
            double joint = 0;
            double whole = 0;
            for (int i = 0; i < n; i++) {
                if (in[i]) {
                    double rest = together[i] - one[i] - other[i];
                    interplay += rest * rest;
                    joint += together[i] * together[i];
                    whole += target[i] * target[i];
                }
            }
            boolean none = joint <= NOTHING * whole || interplay <= NOTHING * whole;
            return new double[] {none ? 0 : interplay / joint, none ? 0 : interplay / whole};
        }

        private static double[] centred(double[][] values, boolean[] in) {
            return centred(values, in, false);
        }

        /** The means over the rows that are in, less their mean. */
        private static double[] centred(double[][] values, boolean[] in, boolean direct) {
            int n = in.length;
            double[] means = new double[n];
            double mean = 0;
            int count = 0;
            for (int i = 0; i < n; i++) {
                if (!in[i]) {
                    continue;
                }
                double sum = 0;
                int rows = 0;
                for (int row = 0; row < n && !direct; row++) {
                    sum += in[row] ? values[i][row] : 0;
                    rows += in[row] ? 1 : 0;
                }
                means[i] = direct ? values[0][i] : sum / rows;
                mean += means[i];
                count++;
            }
            for (int i = 0; i < n; i++) {
                means[i] -= mean / count;
            }
            return means;
        }
    }

    private static Weight weight(List<String> names, Pair pair, Spread spread) {
        int groups = Math.min(GROUPS, pair.size());
        double[] whole = pair.strength(-1);
        double[] left = new double[groups];
        double mean = 0;
        for (int group = 0; group < groups; group++) {
            left[group] = pair.strength(group)[0];
            mean += left[group] / groups;
        }
        double squares = 0;
        for (double value : left) {
            squares += (value - mean) * (value - mean);
        }
        double error = Math.sqrt(squares * (groups - 1) / groups);
        Spread.Interval of = new Spread(IntStream.range(0, groups).toArray()).of(whole[0], error);
        return new Weight(
                names,
                whole[0],
                spread.people() < 2 ? Double.NaN : error,
                Math.max(0, of.low()),
                Math.max(of.high(), whole[0]),
                whole[1]);
    }
}
