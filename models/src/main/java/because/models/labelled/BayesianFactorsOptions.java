package because.models.labelled;

import because.core.BadInput;
import because.core.Task;
import because.models.feature.FeatureOptions;

/**
 * The options of Bayesian factors.
 *
 * @param task what is predicted: a rating
 * @param features how attributes become features
 * @param factors how many numbers stand for a person and an item, beside their means; 1 to 256. Those that the data does not need die out
 * @param iterations how often people and items are solved in turn; 1 or more
 * @param attributes whether what is expected of a person and an item before any rating depends on their attributes
 * @param regularisation λ, how strongly the weights of attributes are held back (L2); above 0
 */
public record BayesianFactorsOptions(
        Task task, FeatureOptions features, int factors, int iterations, boolean attributes, double regularisation) {
    /** Checks the ranges and the task. */
    public BayesianFactorsOptions {
        if (task.task() != Task.Kind.RATING) {
            throw BadInput.of(
                    "task", task.task().label(), "rating, for Bayesian factors", "Maybe use the model fm or logistic.");
        }
        if (factors < 1 || factors > 256) {
            throw BadInput.of("factors", factors, "1 to 256", "");
        }
        if (iterations < 1) {
            throw BadInput.of("iterations", iterations, "1 or more", "");
        }
        if (!(regularisation > 0 && regularisation < Double.POSITIVE_INFINITY)) {
            throw BadInput.of("regularisation", regularisation, "above 0", "");
        }
    }

    /** @return ten factors, chosen on the validation part of MovieLens-100K */
    public static BayesianFactorsOptions defaults() {
        return new BayesianFactorsOptions(Task.RATING, FeatureOptions.defaults(), 10, 60, true, 5);
    }

    /**
     * @param factors how many numbers stand for a person and an item
     * @return the same options with it
     */
    public BayesianFactorsOptions withFactors(int factors) {
        return new BayesianFactorsOptions(task, features, factors, iterations, attributes, regularisation);
    }

    /**
     * @param iterations how often people and items are solved in turn
     * @return the same options with it
     */
    public BayesianFactorsOptions withIterations(int iterations) {
        return new BayesianFactorsOptions(task, features, factors, iterations, attributes, regularisation);
    }

    /**
     * @param attributes whether what is expected beforehand depends on attributes
     * @return the same options with it
     */
    public BayesianFactorsOptions withAttributes(boolean attributes) {
        return new BayesianFactorsOptions(task, features, factors, iterations, attributes, regularisation);
    }
}
