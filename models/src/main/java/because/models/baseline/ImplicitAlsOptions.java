package because.models.baseline;

import because.core.BadInput;

/**
 * The options of {@link ImplicitAls}.
 *
 * @param factors how many numbers stand for a person or an item; 1 to 1024
 * @param alpha how much more an event weighs than its absence; above 0
 * @param regularisation λ, how strongly factors are held back; above 0
 * @param iterations how often people and items are solved in turn; 1 or more
 */
public record ImplicitAlsOptions(int factors, double alpha, double regularisation, int iterations) {
    private static final int MOST_FACTORS = 1024;

    /** Checks the ranges. */
    public ImplicitAlsOptions {
        if (factors < 1 || factors > MOST_FACTORS) {
            throw BadInput.of("factors", factors, "1 to " + MOST_FACTORS, "");
        }
        positive("alpha", alpha);
        positive("regularisation", regularisation);
        if (iterations < 1) {
            throw BadInput.of("iterations", iterations, "1 or more", "");
        }
    }

    private static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw BadInput.of(name, value, "numbers above 0", "");
        }
    }

    /** @return 32 factors */
    public static ImplicitAlsOptions defaults() {
        return new ImplicitAlsOptions(32, 10, 30, 15);
    }

    /**
     * @param factors how many numbers stand for a person or an item
     * @return the same options with it
     */
    public ImplicitAlsOptions withFactors(int factors) {
        return new ImplicitAlsOptions(factors, alpha, regularisation, iterations);
    }

    /**
     * @param alpha how much more an event weighs than its absence
     * @return the same options with it
     */
    public ImplicitAlsOptions withAlpha(double alpha) {
        return new ImplicitAlsOptions(factors, alpha, regularisation, iterations);
    }

    /**
     * @param regularisation λ
     * @return the same options with it
     */
    public ImplicitAlsOptions withRegularisation(double regularisation) {
        return new ImplicitAlsOptions(factors, alpha, regularisation, iterations);
    }

    /**
     * @param iterations how often people and items are solved in turn
     * @return the same options with it
     */
    public ImplicitAlsOptions withIterations(int iterations) {
        return new ImplicitAlsOptions(factors, alpha, regularisation, iterations);
    }
}
