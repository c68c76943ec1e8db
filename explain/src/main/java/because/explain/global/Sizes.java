package because.explain.global;

import because.core.Convergence;
import because.core.Importance;
import because.core.Importance.Measure;
import because.core.Importance.Weight;
import because.explain.shapley.Solution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** How large some values are in the games of many rows: what becomes weights. */
final class Sizes {
    private final Sample sample;
    private final Donors donors;
    private final double[][] sizes;
    private final double[] all;
    private double mean;
    private long calls;

    /**
     * @param sample the model and its rows
     * @param donors stand for what is absent
     * @param values how many values a row has
     */
    Sizes(Sample sample, Donors donors, int values) {
        this.sample = sample;
        this.donors = donors;
        this.sizes = new double[values][sample.size()];
        this.all = new double[sample.size()];
    }

    /**
     * Takes up a row.
     *
     * @param row its number
     * @param solution of its game
     * @param first the number of the first of the values there
     * @param least what is no larger counts as 0
     */
    void add(int row, Solution solution, int first, double least) {
        for (int i = 0; i < sizes.length; i++) {
            double size = Math.abs(solution.value(first + i, 0));
            sizes[i][row] = size <= least ? 0 : size;
            all[row] += sizes[i][row];
        }
        mean += solution.score(0) / sample.size();
        calls += solution.calls() * donors.draws();
    }

    /**
     * @param method the method's name
     * @param measure what the values are
     * @param names of the features that each value is of
     * @param exact whether the values are exact but for the draw of the donors
     * @param seed of the draws
     * @return the mean of each value's sizes with its interval, and its share of their sum; the largest first
     */
    Importance means(String method, Measure measure, List<List<String>> names, boolean exact, long seed) {
        Spread spread = new Spread(sample);
        double whole = Heads.mean(all);
        List<Weight> weights = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            Spread.Interval of = spread.mean(sizes[i]);
            double share = whole > 0 ? of.value() / whole : 0;
            weights.add(new Weight(names.get(i), of.value(), of.standardError(), of.low(), of.high(), share));
        }
        weights.sort(Comparator.comparingDouble((Weight w) -> -w.value()));
        Convergence convergence = Heads.convergence(
                weights.stream().mapToDouble(Weight::value), weights.stream().mapToDouble(Weight::standardError));
        Map<String, String> options = Map.of(
                "draws",
                Integer.toString(donors.draws()),
                "rows",
                Integer.toString(sample.size()),
                "values",
                exact ? "exact" : "sampled");
        return new Importance(
                Heads.of(sample, method, options, seed, mean, calls, convergence), measure, spread.people(), weights);
    }
}
