package because.explain.global;

import because.core.BadInput;
import because.core.Convergence;
import because.core.Curve;
import because.core.Curve.Form;
import because.core.Curve.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How a model's target changes with one feature among those who are near a value, added up (Apley, Zhu 2020): with the ends z of intervals that hold about equally many
 * rows, ALE(z<sub>k</sub>) = Σ<sub>l≤k</sub> mean over the rows in (z<sub>l−1</sub>, z<sub>l</sub>] of f(z<sub>l</sub>, x) − f(z<sub>l−1</sub>, x), less its mean over
 * the rows. Rows with the smallest value are in the first interval; intervals of fewer than four rows are merged. Unlike partial dependence it never asks about people that there are not, such as one with another's
 * history and age.
 */
public final class AccumulatedEffects {
    /** The method's name. */
    public static final String METHOD = "accumulated-local-effects";

    /** Of an interval with fewer rows nobody could say how far off its mean is. */
    private static final int FEWEST = 4;

    private final int points;

    /** @param points how many ends of intervals there are at most, 2 or more */
    public AccumulatedEffects(int points) {
        if (points < 2) {
            throw BadInput.of("points", points, "2 or more", "");
        }
        this.points = points;
    }

    /**
     * Computes a curve.
     *
     * @param sample the model, on one row or more
     * @param variable the number of the feature, a number or a flag that can be changed
     * @param seed that the sample was drawn with, for the header; nothing else is drawn
     * @return the curve
     * @throws BadInput if the feature is no number, or the rows all have the same value
     */
    public Curve explain(Sample sample, int variable, long seed) {
        Variable of = sample.variables().get(variable);
        double[] ends = merged(sample, variable, ends(sample, variable, of));
        int n = sample.size();
        List<Version> asked = new ArrayList<>();
        int[] interval = new int[n];
        for (int row = 0; row < n; row++) {
            interval[row] = interval(sample, row, variable, ends);
            if (interval[row] >= 0) {
                asked.add(new Version.Put(row, variable, ends[interval[row] + 1]));
                asked.add(new Version.Put(row, variable, ends[interval[row]]));
            }
        }
        double[] answers = sample.predict(asked);
        int intervals = ends.length - 1;
        double[][] effects = new double[intervals][n];
        int[] counts = new int[intervals];
        int at = 0;
        for (double[] effect : effects) {
            Arrays.fill(effect, Double.NaN);
        }
        for (int row = 0; row < n; row++) {
            if (interval[row] >= 0) {
                effects[interval[row]][row] = answers[at] - answers[at + 1];
                counts[interval[row]]++;
                at += 2;
            }
        }
        List<Point> curve = curve(of, ends, effects, counts, new Spread(sample));
        double[] asIs = sample.asIs();
        Convergence convergence = Heads.convergence(
                curve.stream().mapToDouble(Point::value), curve.stream().mapToDouble(Point::standardError));
        return new Curve(
                Heads.of(
                        sample,
                        METHOD,
                        Map.of("rows", Integer.toString(n)),
                        seed,
                        Heads.mean(asIs),
                        asked.size() + n,
                        convergence),
                Form.ALE,
                of.name(),
                new Spread(sample).people(),
                curve,
                List.of());
    }

    private double[] ends(Sample sample, int variable, Variable of) {
        if (of.kind() == Variable.Kind.CATEGORY || of.kind() == Variable.Kind.WHOLE) {
            throw BadInput.of(
                    "the feature of accumulated local effects",
                    of.name(),
                    "numbers, for only they have neighbours",
                    of.kind() == Variable.Kind.CATEGORY
                            ? "Maybe ask for the pdp of it."
                            : "Maybe one of " + String.join(", ", Grid.others(sample)));
        }
        double[] ends = of.kind() == Variable.Kind.FLAG
                ? new double[] {0, 1}
                : Grid.quantiles(Grid.known(sample, variable), points - 1);
        if (ends.length < 2) {
            throw new BadInput("everybody has the same value of the feature '" + of.name() + "', so it has no curve.");
        }
        return ends;
    }

    /** Intervals of too few rows become one with the next, the last one with the one before. */
    private static double[] merged(Sample sample, int variable, double[] ends) {
        double[] kept = ends;
        for (int few = few(sample, variable, kept); few >= 0 && kept.length > 2; few = few(sample, variable, kept)) {
            double[] now = kept;
            int dropped = few == now.length - 2 ? few : few + 1;
            kept = IntStream.range(0, now.length)
                    .filter(end -> end != dropped)
                    .mapToDouble(end -> now[end])
                    .toArray();
        }
        return kept;
    }

    /** The first interval of too few rows; −1 if there is none. */
    private static int few(Sample sample, int variable, double[] ends) {
        int[] counts = new int[ends.length - 1];
        for (int row = 0; row < sample.size(); row++) {
            int interval = interval(sample, row, variable, ends);
            if (interval >= 0) {
                counts[interval]++;
            }
        }
        return IntStream.range(0, counts.length)
                .filter(interval -> counts[interval] < FEWEST)
                .findFirst()
                .orElse(-1);
    }

    /** The interval that a row is in; −1 if it has no value, or cannot have both ends. */
    private static int interval(Sample sample, int row, int variable, double[] ends) {
        double value = sample.value(row, variable);
        if (Double.isNaN(value)) {
            return -1;
        }
        int place = Arrays.binarySearch(ends, value);
        int end = Math.clamp(place >= 0 ? place : -place - 1, 1, ends.length - 1);
        boolean able = sample.possible(row, variable, ends[end]) && sample.possible(row, variable, ends[end - 1]);
        return able ? end - 1 : -1;
    }

    private static List<Point> curve(Variable of, double[] ends, double[][] effects, int[] counts, Spread spread) {
        int intervals = effects.length;
        double[] steps = new double[intervals];
        double[] variances = new double[intervals];
        double rows = 0;
        for (int k = 0; k < intervals; k++) {
            Spread.Interval mean = spread.mean(effects[k]);
            steps[k] = counts[k] == 0 ? 0 : mean.value();
            variances[k] = counts[k] == 0 ? 0 : mean.standardError() * mean.standardError();
            rows += counts[k];
        }
        List<Point> curve = new ArrayList<>();
        for (int point = 0; point <= intervals; point++) {
            double value = 0;
            double variance = 0;
            for (int k = 0; k < intervals; k++) {
                // How much the k-th step counts here: wholly if it is before the point, less what it is worth in the
                // mean over the rows.
                double weight = (k < point ? 1 : 0) - share(counts, k, rows);
                value += weight * steps[k];
                variance += weight * weight * variances[k];
            }
            Spread.Interval with = spread.of(value, Math.sqrt(variance));
            curve.add(new Point(
                    Grid.word(of, ends[point]),
                    ends[point],
                    value,
                    with.standardError(),
                    with.low(),
                    with.high(),
                    point == 0 ? counts[0] : counts[point - 1]));
        }
        return curve;
    }

    /** The share of the rows that have the k-th step behind them; those in its interval have half of it. */
    private static double share(int[] counts, int k, double rows) {
        double behind = counts[k] / 2.0;
        for (int later = k + 1; later < counts.length; later++) {
            behind += counts[later];
        }
        return rows == 0 ? 0 : behind / rows;
    }
}
