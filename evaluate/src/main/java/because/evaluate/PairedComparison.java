package because.evaluate;

import because.core.BadInput;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Whether one model serves the same people better than another: the differences person by person, and a bootstrap over the people. The bootstrap assumes
 * nothing about how the differences are distributed, which matters because most of them are often 0.
 *
 * @param people how many people were compared
 * @param meanDifference the mean of first − second
 * @param standardError of the mean difference: sample standard deviation (n − 1) divided by √n
 * @param t the mean difference divided by its standard error; 0 if both are 0
 * @param low the lower end of the 95 % interval of the mean difference (percentile bootstrap)
 * @param high the upper end
 * @param pTwoSided how often chance alone would give a difference as far from 0, in either direction
 * @param pGreater how often chance alone would give a difference as far above 0: small if the first is better
 * @param resamples how many times the people were drawn anew
 * @param seed of the draws
 */
public record PairedComparison(
        int people,
        double meanDifference,
        double standardError,
        double t,
        double low,
        double high,
        double pTwoSided,
        double pGreater,
        int resamples,
        long seed) {
    /** How many times the people are drawn anew, unless the caller says otherwise. */
    public static final int RESAMPLES = 10_000;

    /**
     * @param factor above 0
     * @return the same comparison in another unit
     */
    public PairedComparison scaled(double factor) {
        return new PairedComparison(
                people,
                factor * meanDifference,
                factor * standardError,
                t,
                factor * low,
                factor * high,
                pTwoSided,
                pGreater,
                resamples,
                seed);
    }

    /**
     * Compares with {@value #RESAMPLES} resamples.
     *
     * @param first the first model's number for each person
     * @param second the second model's number for each person, in the same order
     * @param seed of the draws
     * @return the comparison
     * @throws BadInput if the arrays differ in length or have fewer than two people
     */
    public static PairedComparison of(double[] first, double[] second, long seed) {
        return of(first, second, RESAMPLES, seed);
    }

    /**
     * Compares. With differences d and their resampled means m*, the p-values are those of the bootstrap that is moved to a mean of 0: two-sided
     * (1 + #{|m* − m| ≥ |m|}) / (1 + resamples), and one-sided (1 + #{m* − m ≥ m}) / (1 + resamples).
     *
     * @param first the first model's number for each person
     * @param second the second model's number for each person, in the same order
     * @param resamples how many times the people are drawn anew, 1 or more
     * @param seed of the draws
     * @return the comparison
     * @throws BadInput if the arrays differ in length or have fewer than two people
     */
    public static PairedComparison of(double[] first, double[] second, int resamples, long seed) {
        if (first.length != second.length) {
            throw new BadInput("a paired comparison needs the same people twice, but was given " + first.length
                    + " and " + second.length + ".");
        }
        if (first.length < 2) {
            throw BadInput.of("the number of people to compare", first.length, "2 or more", "");
        }
        if (resamples < 1) {
            throw BadInput.of("resamples", resamples, "1 or more", "");
        }
        double[] differences = new double[first.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = first[i] - second[i];
        }
        MetricValue difference = MetricValue.of(differences);
        double mean = difference.mean();
        double t = mean == 0 ? 0 : mean / difference.standardError();
        double[] means = resampledMeans(differences, resamples, seed);
        // Rounding must not decide whether a resample that repeats the observed difference counts as "as far".
        double slack = 1e-12 * Math.abs(mean);
        int further = 0;
        int above = 0;
        for (double resampled : means) {
            double shifted = resampled - mean;
            further += Math.abs(shifted) >= Math.abs(mean) - slack ? 1 : 0;
            above += shifted >= mean - slack ? 1 : 0;
        }
        return new PairedComparison(
                differences.length,
                mean,
                difference.standardError(),
                t,
                quantile(means, 0.025),
                quantile(means, 0.975),
                (1.0 + further) / (1.0 + resamples),
                (1.0 + above) / (1.0 + resamples),
                resamples,
                seed);
    }

    private static double[] resampledMeans(double[] differences, int resamples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            double sum = 0;
            for (int i = 0; i < differences.length; i++) {
                sum += differences[random.nextInt(differences.length)];
            }
            means[r] = sum / differences.length;
        }
        Arrays.sort(means);
        return means;
    }

    /** The quantile of sorted values, linear between its neighbours. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int next = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[next] - sorted[below]);
    }
}
