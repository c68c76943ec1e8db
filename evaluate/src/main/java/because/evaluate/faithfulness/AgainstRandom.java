package because.evaluate.faithfulness;

import because.core.BadInput;
import java.util.SplittableRandom;

/**
 * The test of the null hypothesis "this explainer's orderings are no better than random ones on this model". For each recommendation the explainer's ordering
 * is one of r + 1, the others being random; under the null hypothesis it is as likely to be the k-th best as any other. So the sum of its places has a known
 * distribution, whatever the model and however heavy the tails: the p-values are exact. Equal values are put in random order.
 *
 * @param recommendations how many were looked at
 * @param orderings r, how many random orderings each was compared with
 * @param beaten the share of the random orderings that it beats; .5 is chance
 * @param pBetter how often chance alone would beat as many or more
 * @param pWorse how often chance alone would beat as many or fewer
 */
public record AgainstRandom(int recommendations, int orderings, double beaten, double pBetter, double pWorse) {
    /** Below this an explainer is said to be better, or worse, than random. */
    public static final double LEVEL = 0.01;

    /**
     * @param values for each recommendation what the explainer's ordering reaches; higher is better
     * @param random for each recommendation what some random orderings reach, as many for each
     * @param seed of the order of equal values
     * @return the test
     * @throws BadInput if there is no recommendation, or they differ in the number of random orderings
     */
    public static AgainstRandom of(double[] values, double[][] random, long seed) {
        if (values.length == 0 || random.length != values.length || random[0].length == 0) {
            throw new BadInput(
                    "the test against random orderings needs recommendations and random orderings of each, but"
                            + " there are " + values.length + " and " + random.length + ".");
        }
        int others = random[0].length;
        SplittableRandom draws = new SplittableRandom(seed);
        int sum = 0;
        for (int i = 0; i < values.length; i++) {
            if (random[i].length != others) {
                throw BadInput.of(
                        "the number of random orderings", random[i].length, others + ", as of all others", "");
            }
            int below = 0;
            int equal = 0;
            for (double other : random[i]) {
                below += other < values[i] ? 1 : 0;
                equal += other == values[i] ? 1 : 0;
            }
            sum += below + draws.nextInt(equal + 1);
        }
        double[] probability = distribution(values.length, others);
        double better = 0;
        double worse = 0;
        for (int s = 0; s < probability.length; s++) {
            better += s >= sum ? probability[s] : 0;
            worse += s <= sum ? probability[s] : 0;
        }
        return new AgainstRandom(
                values.length,
                others,
                sum / (double) (values.length * others),
                Math.min(1, better),
                Math.min(1, worse));
    }

    /** The distribution of the sum of n independent numbers, each uniform on 0…r. */
    private static double[] distribution(int n, int r) {
        double[] sum = {1};
        for (int i = 0; i < n; i++) {
            double[] next = new double[sum.length + r];
            double window = 0;
            for (int s = 0; s < next.length; s++) {
                window += s < sum.length ? sum[s] : 0;
                window -= s > r ? sum[s - r - 1] : 0;
                next[s] = Math.max(0, window) / (r + 1);
            }
            sum = next;
        }
        return sum;
    }

    /** @return whether it is better than random, so that the null hypothesis is refuted */
    public boolean better() {
        return pBetter < LEVEL;
    }

    /** @return whether it is worse than random: it names what speaks against the item */
    public boolean worse() {
        return pWorse < LEVEL;
    }

    /** @return the outcome in words */
    public String verdict() {
        return better() ? "better than random" : worse() ? "WORSE than random" : "no better than random";
    }
}
