package because.core;

/** The share of one score in the sum of the exponentials of all: what {@link Target#PROBABILITY} is for scores that are logits. */
public final class Softmax {
    private Softmax() {}

    /**
     * exp(score) / Σ exp(all), with the largest taken out of both, so that nothing overflows.
     *
     * @param score finite
     * @param all the scores of the whole catalogue
     * @param among whether the score is one of them; if not it is added to the sum
     * @return from 0 to 1
     */
    public static double share(double score, double[] all, boolean among) {
        double largest = score;
        for (double other : all) {
            largest = Math.max(largest, other);
        }
        double sum = among ? 0 : Math.exp(score - largest);
        for (double other : all) {
            sum += Math.exp(other - largest);
        }
        return Math.exp(score - largest) / sum;
    }
}
