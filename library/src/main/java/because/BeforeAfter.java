package because;

import because.core.Predictor;
import because.core.Recommender;
import because.core.Split;
import because.core.Task;
import because.evaluate.PairedComparison;
import because.evaluate.accuracy.Evaluation;
import because.evaluate.accuracy.RankingEvaluator;
import because.evaluate.prediction.PredictionEvaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How accurate two models of the same task are on a part of the data, the one beside the other, in the metrics of the task.
 *
 * @param split of the data, or of what is left of it
 * @param part where it is measured
 * @param task what both models tell
 * @param ranking how lists are evaluated
 */
record BeforeAfter(Split split, Split.Part part, Task task, RankingEvaluator.Options ranking) {
    private static final List<String> LISTS = List.of("recall@10", "ndcg@10");

    /** What a model tells. */
    static Task task(Recommender model) {
        return model.as(Predictor.class).map(Predictor::task).orElse(Task.NEXT_ITEM);
    }

    /** The events of a person in a part on which a model of a task can be measured. */
    static int[] measured(Split split, int user, Split.Part part, Task task) {
        return IntStream.of(split.rows(user, part))
                .filter(row -> task.task() == Task.Kind.NEXT_ITEM || !Double.isNaN(label(split, row, task)))
                .toArray();
    }

    /** The label of an event; NaN if it has none. */
    static double label(Split split, int row, Task task) {
        var events = split.whole().events();
        return task.label(split.whole().kinds().id(events.kind(row)), events.value(row));
    }

    /** On how many people a model can be measured. */
    long people() {
        return IntStream.range(0, split.whole().users().size())
                .filter(user -> measured(split, user, part, task).length > 0)
                .count();
    }

    /** How one model does. */
    Evaluation of(Recommender model) {
        return task.task() == Task.Kind.NEXT_ITEM
                ? new RankingEvaluator(split, part, ranking).evaluate(model)
                : new PredictionEvaluator(split, part, task, ranking.workers()).evaluate(model);
    }

    /** How both do. */
    List<Retrained.Accuracy> of(Recommender before, Recommender after, boolean clean) {
        Evaluation first = of(before);
        Evaluation second = of(after);
        List<String> metrics = task.task() == Task.Kind.NEXT_ITEM
                ? LISTS
                : List.copyOf(first.metrics().keySet());
        List<Retrained.Accuracy> accuracy = new ArrayList<>();
        for (String metric : metrics) {
            accuracy.add(new Retrained.Accuracy(
                    part,
                    clean,
                    metric,
                    first.perPerson().people().length,
                    first.metric(metric).mean(),
                    second.metric(metric).mean(),
                    change(first, second, metric)));
        }
        return accuracy;
    }

    private static Optional<PairedComparison> change(Evaluation first, Evaluation second, String metric) {
        return switch (metric) {
            case "auc" -> Optional.empty(); // no mean over people
            case "rmse" -> {
                // √b − √a = (b − a) / (√a + √b)
                double roots =
                        first.metric(metric).mean() + second.metric(metric).mean();
                PairedComparison squares = second.compare(first, "squared-error", 1);
                yield Optional.of(roots == 0 ? squares : squares.scaled(1 / roots));
            }
            default -> Optional.of(second.compare(first, metric, 1));
        };
    }
}
