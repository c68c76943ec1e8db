package because.models.baseline;

import because.core.BadInput;

/**
 * The options of {@link Ease}.
 *
 * @param regularisation λ, how strongly weights are held back; 0.001 or more
 */
public record EaseOptions(double regularisation) {
    private static final double LEAST = 1e-3;

    /** Refuses a λ at which the system could not be solved. */
    public EaseOptions {
        if (!(regularisation >= LEAST && regularisation < Double.POSITIVE_INFINITY)) {
            throw BadInput.of("regularisation", regularisation, LEAST + " or more", "");
        }
    }

    /** @return λ = 100 */
    public static EaseOptions defaults() {
        return new EaseOptions(100);
    }

    /**
     * @param regularisation λ
     * @return the same options with it
     */
    public EaseOptions withRegularisation(double regularisation) {
        return new EaseOptions(regularisation);
    }
}
