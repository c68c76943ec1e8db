package because.explain.global;

import because.core.BadInput;
import because.core.Convergence;
import because.core.Importance;
import because.core.Importance.Measure;
import because.core.Importance.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What becomes of a model when one feature is another person's and all else stays (Breiman 2001; Fisher, Rudin, Dominici 2019): by how much its loss rises, or how much of
 * its target's variation that feature carries. Exact if each row takes the feature of each other one, e = 1/(n (n − 1)) Σ<sub>i≠j</sub> L(y<sub>i</sub>, f(x<sub>i</sub> with
 * the feature of x<sub>j</sub>)); otherwise of some others, drawn so that each row gives as often as it takes.
 *
 * <p>The standard error is that of another sample of people. A person counts twice, as one who takes and as one who gives, so the influence of a row is the sum of both (the
 * projection of a U-statistic, Hoeffding 1948); what the draws add to it and should not is taken out again.
 */
public final class PermutationImportance {
    /** The method's name. */
    public static final String METHOD = "permutation-importance";

    /** How many others each row takes from, where nobody says. */
    public static final int DRAWS = 10;

    /** What is asked at once. */
    static final int BATCH = 4_096;

    private final Measure measure;
    private final int draws;

    /**
     * @param measure {@link Measure#LOSS} or {@link Measure#VARIATION}
     * @param draws how many others each row takes from, 1 or more; as many as there are rows for exact
     * @throws BadInput if it is another measure, or draws is below 1
     */
    public PermutationImportance(Measure measure, int draws) {
        if (measure != Measure.LOSS && measure != Measure.VARIATION) {
            throw BadInput.of("the measure of " + METHOD, measure.label(), "loss or variation", "");
        }
        if (draws < 1) {
            throw BadInput.of("draws", draws, "1 or more", "");
        }
        this.measure = measure;
        this.draws = draws;
    }

    /**
     * Measures features.
     *
     * @param sample the model, on two rows or more
     * @param variables the numbers of the features, which can be changed
     * @param seed of the draws
     * @return a weight for each feature, the largest first
     * @throws BadInput if there are fewer than two rows, or what really happened is not known and the loss is asked for
     */
    public Importance explain(Sample sample, List<Integer> variables, long seed) {
        if (sample.size() < 2) {
            throw BadInput.of("the number of rows", sample.size(), "2 or more", "Maybe ask more people.");
        }
        double[] asIs = sample.asIs();
        Donors donors = new Donors(sample.size(), draws, seed);
        Spread spread = new Spread(sample);
        Scale scale = scale(sample, asIs);
        List<Weight> weights = new ArrayList<>();
        List<Spread.Interval> intervals = new ArrayList<>();
        for (int variable : variables) {
            intervals.add(interval(sample, variable, asIs, donors, scale, spread));
        }
        double all = intervals.stream().mapToDouble(i -> Math.max(0, i.value())).sum();
        for (int i = 0; i < variables.size(); i++) {
            Spread.Interval of = intervals.get(i);
            weights.add(new Weight(
                    List.of(sample.variables().get(variables.get(i)).name()),
                    of.value(),
                    of.standardError(),
                    of.low(),
                    of.high(),
                    all > 0 ? Math.max(0, of.value()) / all : 0));
        }
        weights.sort(Comparator.comparingDouble((Weight w) -> -w.value()));
        long calls = sample.size() * (1L + (long) donors.draws() * variables.size());
        Convergence convergence = Heads.convergence(
                weights.stream().mapToDouble(Weight::value), weights.stream().mapToDouble(Weight::standardError));
        Map<String, String> options =
                Map.of("draws", donors.all() ? "all" : Integer.toString(donors.draws()), "rows", "" + sample.size());
        return new Importance(
                Heads.of(sample, METHOD, options, seed, Heads.mean(asIs), calls, convergence),
                measure,
                spread.people(),
                weights);
    }

    /** What the effects are divided by, and how each row moves that: 1 for a loss, the variance of the target for its variation. */
    private static final class Scale {
        private final double by;
        private final double[] influence;

        Scale(double by, double[] influence) {
            this.by = by;
            this.influence = influence;
        }
    }

    private Scale scale(Sample sample, double[] asIs) {
        if (measure == Measure.LOSS) {
            return new Scale(1, new double[sample.size()]);
        }
        double mean = Heads.mean(asIs);
        double[] squares = new double[asIs.length];
        double variance = 0;
        for (int row = 0; row < asIs.length; row++) {
            squares[row] = (asIs[row] - mean) * (asIs[row] - mean);
            variance += squares[row] / (asIs.length - 1);
        }
        for (int row = 0; row < asIs.length; row++) {
            squares[row] -= variance;
        }
        return new Scale(variance, squares);
    }

    private Spread.Interval interval(
            Sample sample, int variable, double[] asIs, Donors donors, Scale scale, Spread spread) {
        int n = sample.size();
        int m = donors.draws();
        double[][] effects = effects(sample, variable, asIs, donors);
        double[] taken = new double[n];
        double[] given = new double[n];
        double mean = 0;
        for (int row = 0; row < n; row++) {
            for (int draw = 0; draw < m; draw++) {
                taken[row] += effects[row][draw] / m;
                given[donors.donor(row, draw)] += effects[row][draw] / m;
            }
            mean += taken[row] / n;
        }
        if (scale.by == 0) {
            return new Spread.Interval(0, 0, 0, 0);
        }
        double value = mean / scale.by;
        double[] influence = new double[n];
        for (int row = 0; row < n; row++) {
            influence[row] = (taken[row] + given[row] - 2 * mean - value * scale.influence[row]) / scale.by;
        }
        double variance = spread.variance(influence);
        double doubled = noise(effects, taken, given, mean, donors) / (scale.by * scale.by);
        return spread.of(value, Math.sqrt(Math.max(variance / 4, variance - doubled)));
    }

    /** What each row loses with another's feature. */
    private double[][] effects(Sample sample, int variable, double[] asIs, Donors donors) {
        int n = sample.size();
        int m = donors.draws();
        double[][] effects = new double[n][m];
        for (int start = 0; start < n * m; start += BATCH) {
            int end = Math.min(n * m, start + BATCH);
            List<Version> versions = new ArrayList<>(end - start);
            for (int i = start; i < end; i++) {
                versions.add(new Version.Mixed(i / m, List.of(variable), donors.donor(i / m, i % m)));
            }
            double[] predictions = sample.predict(versions);
            for (int i = start; i < end; i++) {
                int row = i / m;
                double prediction = predictions[i - start];
                double change = asIs[row] - prediction;
                effects[row][i % m] = measure == Measure.LOSS
                        ? sample.loss(row, prediction) - sample.loss(row, asIs[row])
                        : change * change / 2;
            }
        }
        return effects;
    }

    /** What the draws alone put into the variance once too often: σ² / (n m), where σ² is what neither the one who takes nor the one who gives explains. */
    private static double noise(double[][] effects, double[] taken, double[] given, double mean, Donors donors) {
        int n = effects.length;
        int m = donors.draws();
        long degrees = (long) n * m - 2L * n + 1;
        if (m < 3 || degrees < 1) {
            return 0;
        }
        double squares = 0;
        for (int row = 0; row < n; row++) {
            for (int draw = 0; draw < m; draw++) {
                double left = effects[row][draw] - taken[row] - given[donors.donor(row, draw)] + mean;
                squares += left * left;
            }
        }
        return squares / degrees / ((double) n * m);
    }
}
