package because.explain.global;

import because.core.BadInput;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The values of a variable at which a curve is computed. */
final class Grid {
    private Grid() {}

    /** The values that rows have, if there are not more than asked for; otherwise quantiles of them. */
    static double[] values(Sample sample, int variable, int points) {
        Variable of = sample.variables().get(variable);
        return switch (of.kind()) {
            case CATEGORY ->
                IntStream.range(0, of.categories().size()).asDoubleStream().toArray();
            case FLAG -> new double[] {0, 1};
            case NUMBER -> {
                double[] sorted = known(sample, variable);
                double[] distinct = DoubleStream.of(sorted).distinct().toArray();
                yield distinct.length <= points ? distinct : quantiles(sorted, points - 1);
            }
            case WHOLE ->
                throw BadInput.of(
                        "the feature of a curve",
                        of.name(),
                        "features that are a number, a category or something that is there or not",
                        "Maybe one of " + String.join(", ", others(sample)));
        };
    }

    /** The names of variables that have a curve. */
    static List<String> others(Sample sample) {
        return sample.variables().stream()
                .filter(v -> v.changeable() && v.kind() != Variable.Kind.WHOLE)
                .map(Variable::name)
                .limit(12)
                .toList();
    }

    /** The values that are known, in order. */
    static double[] known(Sample sample, int variable) {
        double[] sorted = IntStream.range(0, sample.size())
                .mapToDouble(row -> sample.value(row, variable))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            throw new BadInput("no row has a value of the feature '"
                    + sample.variables().get(variable).name() + "'.");
        }
        return sorted;
    }

    /**
     * The ends of intervals that hold about equally many rows: the smallest value and the quantiles k / intervals, each of which is a value of a row (the inverse of the
     * empirical distribution function: the ⌈n k / intervals⌉-th smallest), without repetitions. So each interval (z<sub>k−1</sub>, z<sub>k</sub>] holds a row at least.
     */
    static double[] quantiles(double[] sorted, int intervals) {
        double[] ends = new double[intervals + 1];
        ends[0] = sorted[0];
        for (int k = 1; k <= intervals; k++) {
            int place = (int) Math.ceil((double) sorted.length * k / intervals) - 1;
            ends[k] = sorted[Math.clamp(place, 0, sorted.length - 1)];
        }
        return Arrays.stream(ends).distinct().toArray();
    }

    /** A value in words. */
    static String word(Variable variable, double value) {
        if (variable.kind() == Variable.Kind.CATEGORY) {
            return variable.categories().get((int) value);
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
