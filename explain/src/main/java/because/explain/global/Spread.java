package because.explain.global;

import because.explain.shapley.StudentT;
import java.util.HashMap;
import java.util.Map;

/**
 * How far a number that is made of a sample of people would be off on another sample, from the influence of each row on it (the infinitesimal jackknife): the standard
 * error is the root of Σ<sub>g</sub> (Σ<sub>i in g</sub> u<sub>i</sub>)² / (G (G − 1)) · G² / n², over G people with n rows.
 */
final class Spread {
    private static final double CONFIDENCE = 0.95;

    /** Beyond so many degrees the t-distribution is the normal one to three digits, and its sum would take long. */
    private static final int MOST_DEGREES = 2_000;

    private final int[] people;
    private final int groups;
    private final double t;

    /** A number with its standard error and 95 % interval. */
    record Interval(double value, double standardError, double low, double high) {}

    Spread(Sample sample) {
        this(rows(sample));
    }

    /** @param people whose row each row is, in any numbers */
    Spread(int[] people) {
        Map<Integer, Integer> numbers = new HashMap<>();
        this.people = new int[people.length];
        for (int row = 0; row < people.length; row++) {
            Integer known = numbers.putIfAbsent(people[row], numbers.size());
            this.people[row] = known == null ? numbers.size() - 1 : known;
        }
        this.groups = numbers.size();
        this.t = groups < 2 ? Double.NaN : StudentT.twoSided(CONFIDENCE, Math.min(MOST_DEGREES, groups - 1));
    }

    private static int[] rows(Sample sample) {
        int[] people = new int[sample.size()];
        for (int row = 0; row < people.length; row++) {
            people[row] = sample.person(row);
        }
        return people;
    }

    /** @return how many people there are */
    int people() {
        return groups;
    }

    /** The variance of a number to which each row contributes its influence / n. */
    double variance(double[] influence) {
        if (groups < 2) {
            return Double.NaN;
        }
        double[] sums = new double[groups];
        for (int row = 0; row < influence.length; row++) {
            sums[people[row]] += influence[row];
        }
        double squares = 0;
        for (double sum : sums) {
            squares += sum * sum;
        }
        double n = influence.length;
        return squares / (n * n) * groups / (groups - 1);
    }

    Interval interval(double value, double[] influence) {
        return of(value, Math.sqrt(variance(influence)));
    }

    Interval of(double value, double standardError) {
        return standardError == 0
                ? new Interval(value, 0, value, value)
                : new Interval(value, standardError, value - t * standardError, value + t * standardError);
    }

    /** The mean of some numbers, one for each row; rows that are NaN do not count. */
    Interval mean(double[] values) {
        int count = 0;
        double sum = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        if (count == 0) {
            return new Interval(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double mean = sum / count;
        double[] sums = new double[groups];
        boolean[] there = new boolean[groups];
        for (int row = 0; row < values.length; row++) {
            if (!Double.isNaN(values[row])) {
                sums[people[row]] += values[row] - mean;
                there[people[row]] = true;
            }
        }
        int clusters = 0;
        double squares = 0;
        for (int group = 0; group < groups; group++) {
            clusters += there[group] ? 1 : 0;
            squares += sums[group] * sums[group];
        }
        double error =
                clusters < 2 ? Double.NaN : Math.sqrt(squares / ((double) count * count) * clusters / (clusters - 1));
        if (Double.isNaN(error) || error == 0 || clusters == groups) {
            return of(mean, error);
        }
        double own = StudentT.twoSided(CONFIDENCE, Math.min(MOST_DEGREES, clusters - 1));
        return new Interval(mean, error, mean - own * error, mean + own * error);
    }
}
