package because.models.labelled;

import because.core.BadInput;
import because.core.Task;

/**
 * The options of logistic regression.
 *
 * @param task what is predicted: a probability
 * @param pairs what the model looks at
 * @param regularisation λ, how strongly weights are held back (L2); above 0
 */
public record LogisticOptions(Task task, PairOptions pairs, double regularisation) {
    /** Checks the range and the task. */
    public LogisticOptions {
        if (task.task() != Task.Kind.PROBABILITY) {
            throw BadInput.of(
                    "task",
                    task.task().label(),
                    "probability, for logistic regression",
                    "Maybe use the model fm or vbmf.");
        }
        if (!(regularisation > 0 && regularisation < Double.POSITIVE_INFINITY)) {
            throw BadInput.of("regularisation", regularisation, "above 0", "");
        }
    }

    /** @return the probability of a value of 1 or more, λ = 1 */
    public static LogisticOptions defaults() {
        return new LogisticOptions(Task.PROBABILITY, PairOptions.defaults(), 1);
    }

    /**
     * @param task what is predicted
     * @return the same options with it
     */
    public LogisticOptions withTask(Task task) {
        return new LogisticOptions(task, pairs, regularisation);
    }

    /**
     * @param pairs what the model looks at
     * @return the same options with it
     */
    public LogisticOptions withPairs(PairOptions pairs) {
        return new LogisticOptions(task, pairs, regularisation);
    }

    /**
     * @param regularisation λ
     * @return the same options with it
     */
    public LogisticOptions withRegularisation(double regularisation) {
        return new LogisticOptions(task, pairs, regularisation);
    }
}
