package because.models.sequence;

import because.core.BadInput;
import because.core.Task;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a Transformer is to tell: the next item, ratings, probabilities, or several of them over one trunk. Training lowers the weighted sum of their losses, each
 * the mean over its own examples: the loss of {@link Learning} for the next item, the squared error of a rating in standard deviations, the cross entropy of a
 * probability.
 *
 * @param task what it is judged by, and what its scores say
 * @param nextItemWeight the weight of the next item's loss, 0 or more; 0 leaves it out, unless it is the task, whose weight is then 1
 * @param ratingWeight the same of ratings
 * @param probabilityWeight the same of probabilities
 * @param temperature what the log-odds of probabilities are divided by; above 0. A training sets it by the validation part
 */
public record Adapters(
        Task task, double nextItemWeight, double ratingWeight, double probabilityWeight, double temperature) {

    /** The next item, and nothing else. */
    public static final Adapters NEXT_ITEM = new Adapters(Task.NEXT_ITEM, 0, 0, 0, 1);

    /** Checks the ranges. */
    public Adapters {
        for (double weight : List.of(nextItemWeight, ratingWeight, probabilityWeight)) {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw BadInput.of(
                        "nextItemWeight, ratingWeight or probabilityWeight",
                        weight,
                        "0 or more",
                        "Maybe 0, which leaves the task out.");
            }
        }
        if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw BadInput.of("temperature", temperature, "above 0", "");
        }
    }

    /**
     * @param kind one of the kinds
     * @return the weight of its loss; 0 if it is not learned
     */
    public double weight(Task.Kind kind) {
        double given = switch (kind) {
            case NEXT_ITEM -> nextItemWeight;
            case RATING -> ratingWeight;
            case PROBABILITY -> probabilityWeight;
        };
        return given == 0 && kind == task.task() ? 1 : given;
    }

    /** @return what is learned, each with its weight, in the order of the kinds */
    public Map<Task.Kind, Double> learned() {
        Map<Task.Kind, Double> learned = new EnumMap<>(Task.Kind.class);
        Arrays.stream(Task.Kind.values())
                .filter(kind -> weight(kind) > 0)
                .forEach(kind -> learned.put(kind, weight(kind)));
        return learned;
    }

    /** @return whether something else than the next item is learned */
    boolean labelled() {
        return weight(Task.Kind.RATING) > 0 || weight(Task.Kind.PROBABILITY) > 0;
    }

    /**
     * What one of the kinds means: its labels are read as the task says.
     *
     * @param kind one of the kinds
     * @return the task of that kind
     */
    public Task task(Task.Kind kind) {
        return new Task(kind, task.positive(), task.atLeast());
    }

    /**
     * The same tasks, of which another is the one that scores speak of.
     *
     * @param kind what is learned, too
     * @return the adapters with it
     * @throws BadInput if it is not learned
     */
    public Adapters asking(Task.Kind kind) {
        if (weight(kind) == 0) {
            throw BadInput.unknown(
                    "task of the model",
                    kind.label(),
                    learned().keySet().stream().map(Task.Kind::label).toList());
        }
        return new Adapters(
                task(kind),
                weight(Task.Kind.NEXT_ITEM),
                weight(Task.Kind.RATING),
                weight(Task.Kind.PROBABILITY),
                temperature);
    }

    /**
     * @param temperature what log-odds are divided by
     * @return the adapters with it
     */
    public Adapters withTemperature(double temperature) {
        return new Adapters(task, nextItemWeight, ratingWeight, probabilityWeight, temperature);
    }
}
