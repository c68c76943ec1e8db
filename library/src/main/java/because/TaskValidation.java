package because;

import because.core.Interactions;
import because.core.MultiTask;
import because.core.Predictor;
import because.core.Recommender;
import because.core.Split;
import because.core.Task;
import because.evaluate.accuracy.Evaluation;
import because.evaluate.accuracy.RankingEvaluator;
import because.evaluate.prediction.PredictionEvaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What the validation part says of a model that was just trained, beside the task that decided when to stop. */
final class TaskValidation {
    private TaskValidation() {}

    /**
     * A model whose probabilities, if it tells any, have the temperature that suits the validation part best.
     *
     * @param trained a model at temperature 1
     * @param split of its data
     * @param task its own; the calibrated model is asked about it, too
     * @param workers how many threads ask it
     * @return the calibrated model; the same one if there is nothing to calibrate
     */
    static Recommender calibrated(Recommender trained, Split split, Task task, int workers) {
        if (task.task() == Task.Kind.PROBABILITY) {
            return atBestTemperature(trained, split, task, workers);
        }
        for (Task other : others(trained, split, task)) {
            if (other.task() == Task.Kind.PROBABILITY) {
                Recommender odds = as(trained, MultiTask.class).asking(Task.Kind.PROBABILITY);
                return as(atBestTemperature(odds, split, other, workers), MultiTask.class)
                        .asking(task.task());
            }
        }
        return trained;
    }

    private static Recommender atBestTemperature(Recommender odds, Split split, Task task, int workers) {
        double temperature = new PredictionEvaluator(split, Split.Part.VALIDATION, task, workers).temperature(odds);
        return as(odds, Predictor.class).withTemperature(temperature);
    }

    /**
     * How a model does in the other tasks that it learned.
     *
     * @param model what is asked
     * @param split of its data
     * @param task its own task, which is left out
     * @param ranking how lists are evaluated
     * @return an evaluation for each task of which the validation part has labels
     */
    static List<Evaluation> others(Recommender model, Split split, Task task, RankingEvaluator.Options ranking) {
        List<Evaluation> evaluations = new ArrayList<>();
        for (Task other : others(model, split, task)) {
            Recommender asked = as(model, MultiTask.class).asking(other.task());
            evaluations.add(
                    other.task() == Task.Kind.NEXT_ITEM
                            ? new RankingEvaluator(split, Split.Part.VALIDATION, ranking).evaluate(asked)
                            : new PredictionEvaluator(split, Split.Part.VALIDATION, other, ranking.workers())
                                    .evaluate(asked));
        }
        return evaluations;
    }

    private static List<Task> others(Recommender model, Split split, Task task) {
        return model.as(MultiTask.class).map(MultiTask::tasks).orElse(List.of()).stream()
                .filter(other -> other.task() != task.task())
                .filter(other -> other.task() == Task.Kind.NEXT_ITEM || labelled(split, other))
                .toList();
    }

    /** The tasks beside the model's own may have no label in the validation part: no reason to lose a training. */
    private static boolean labelled(Split split, Task task) {
        Interactions events = split.whole().events();
        return IntStream.range(0, events.users())
                .flatMap(user -> IntStream.of(split.rows(user, Split.Part.VALIDATION)))
                .anyMatch(row ->
                        !Double.isNaN(task.label(split.whole().kinds().id(events.kind(row)), events.value(row))));
    }

    private static <T> T as(Recommender model, Class<T> view) {
        return model.as(view).orElseThrow();
    }
}
