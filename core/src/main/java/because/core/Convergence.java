package because.core;

/**
 * Whether a sampling method had drawn enough.
 *
 * @param reached whether the largest standard error is at most 5 % of the largest value
 * @param largestError the largest standard error divided by the largest absolute value; 0 if exact
 */
public record Convergence(boolean reached, double largestError) {
    /** Nothing was sampled. */
    public static final Convergence EXACT = new Convergence(true, 0);

    /**
     * @param largestError the largest standard error divided by the largest absolute value
     * @return reached if it is at most 0.05
     */
    public static Convergence of(double largestError) {
        return new Convergence(largestError <= 0.05, largestError);
    }
}
