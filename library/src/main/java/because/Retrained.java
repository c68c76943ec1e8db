package because;

import because.core.BadInput;
import because.core.Dataset;
import because.core.EventWeights;
import because.core.Metric;
import because.core.Progress;
import because.core.Provenance;
import because.core.Recommender;
import because.core.Split;
import because.core.Task;
import because.core.Trainer;
import because.evaluate.PairedComparison;
import because.evaluate.accuracy.RankingEvaluator;
import because.evaluate.faithfulness.Leaning;
import because.evaluate.prediction.PredictionEvaluator;
import because.models.store.ModelFolder;
import because.models.store.Storable;
import because.models.store.StoredModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of a model when events that it should not lean on count less in its training: how accurate it is, and how much its reasons still lean on them,
 * before and after. Accuracy, in the metrics of the model's task, is measured on all events of a part and on those that are as they should be: who learns from a leak does well on leaks.
 *
 * @param weighting what counts less, and how much
 * @param events how many training events there are
 * @param lighter how many of them count less
 * @param accuracy before and after, on all events and on the clean ones
 * @param before what the reasons of the model leaned on
 * @param after what those of the model that was trained again lean on, for the same people and items
 */
public record Retrained(
        String weighting, int events, int lighter, List<Accuracy> accuracy, Leanings before, Leanings after) {
    /** Copies the list. */
    public Retrained {
        accuracy = List.copyOf(accuracy);
    }

    /**
     * One number before and after.
     *
     * @param part of the split
     * @param clean whether without the events that count less, in the histories and among those to be predicted
     * @param metric of the model's task: {@code recall@10} and {@code ndcg@10}; {@code rmse} and {@code mae} of ratings; {@code log-loss}, {@code brier} and {@code auc} of probabilities
     * @param people on how many people
     * @param before of the model
     * @param after of the model that was trained again
     * @param change after less before, paired over the people; empty for {@code auc}, which is no mean over them
     */
    public record Accuracy(
            Split.Part part,
            boolean clean,
            String metric,
            int people,
            double before,
            double after,
            Optional<PairedComparison> change) {}

    /**
     * Trains a model of the same kind, with the same options and seed, on weighted events.
     *
     * @param project the project; its configuration says when a training stops
     * @param like the model; trained on the training part
     * @param weighting what counts less
     * @param name under which name the new model is kept among the runs; empty for not at all
     * @param replace whether a model of that name may be replaced
     * @param progress is told how far it is
     * @return the new model, to be closed
     * @throws BadInput if the model was trained on other events, its kind cannot weigh events, or nothing counts less
     */
    public static Recommender train(
            Project project,
            Recommender like,
            DownWeighting weighting,
            String name,
            boolean replace,
            Progress progress) {
        Provenance provenance = like.provenance();
        Trainer trainer = trainer(provenance);
        Split split = project.split(progress);
        Dataset training = split.train();
        if (!provenance.data().equals(training.fingerprint())) {
            throw new BadInput("the model was trained on other data (" + provenance.data()
                    + ") than the training part of this split (" + training.fingerprint()
                    + "), so before and after would not compare.\nMaybe train it again: because train");
        }
        EventWeights weights = weighting.weights(training);
        Task task = Models.task(provenance.model(), provenance.options());
        RankingEvaluator.Options ranking = Training.evaluation(project.config(), provenance.options());
        Split told = told(split, weighting, task, ranking);
        Metric stopping = task.task() == Task.Kind.NEXT_ITEM
                ? Training.metric(told, project.config(), provenance.options())
                : new PredictionEvaluator(told, Split.Part.VALIDATION, task, ranking.workers()).metric();
        Trainer.Run run = Training.run(project, stopping, progress)
                .withSeed(provenance.seed())
                .withWeights(weights);
        if (name.isEmpty()) {
            return TaskValidation.calibrated(trainer.train(training, run), told, task, ranking.workers());
        }
        try (ModelFolder reserved = ModelFolder.reserve(project.runs().target(name), replace);
                Recommender trained = trainer.train(training, run)) {
            Recommender judged = TaskValidation.calibrated(trained, told, task, ranking.workers());
            BeforeAfter validation = new BeforeAfter(split, Split.Part.VALIDATION, task, ranking);
            StoredModel stored = ((Storable) judged).store();
            reserved.write(
                    validation.people() == 0 ? stored : stored.withMetrics(Training.numbers(validation.of(judged))));
        }
        return Models.open(project.runs().path(name));
    }

    private static Trainer trainer(Provenance provenance) {
        if (!Models.kinds().contains(provenance.model())) {
            throw BadInput.unknown("model", provenance.model(), Models.kinds());
        }
        Trainer trainer = Models.trainer(provenance.model(), provenance.options());
        if (!trainer.weighs()) {
            List<String> able = Models.kinds().stream()
                    .filter(kind -> Models.trainer(kind, Map.of()).weighs())
                    .toList();
            throw BadInput.of(
                    "the model",
                    provenance.model(),
                    "one whose training can weigh events: " + String.join(", ", able),
                    "Maybe name the run of another model: --run");
        }
        return trainer;
    }

    /** What tells when to stop, and how sure to be: clean events, so that a training is not led on by what it is to unlearn; all, if too few are clean. */
    private static Split told(Split split, DownWeighting weighting, Task task, RankingEvaluator.Options ranking) {
        Split clean = weighting.clean(split);
        return new BeforeAfter(clean, Split.Part.VALIDATION, task, ranking).people() < 2 ? split : clean;
    }

    /**
     * Trains a model again on weighted events, and holds the two against each other.
     *
     * @param project the project
     * @param like the model; trained on the training part
     * @param weighting what counts less
     * @param name under which name the new model is kept among the runs; empty for not at all
     * @param replace whether a model of that name may be replaced
     * @param part where accuracy is measured: validation or test
     * @param options the first of its methods explains (auto if none is named); how many people, events, calls
     * @param progress is told how far it is
     * @return the comparison
     * @throws BadInput as {@link #train} does
     */
    public static Retrained of(
            Project project,
            Recommender like,
            DownWeighting weighting,
            String name,
            boolean replace,
            Split.Part part,
            Judging.Options options,
            Progress progress) {
        try (Recommender again = train(project, like, weighting, name, replace, progress)) {
            return compare(
                    like,
                    again,
                    project.split(progress),
                    part,
                    weighting,
                    Training.evaluation(project.config(), like.provenance().options()),
                    options,
                    progress);
        }
    }

    /**
     * Holds a model against the one that was trained again.
     *
     * @param before the model
     * @param after the one that {@link #train} made of it
     * @param split of the data
     * @param part where accuracy is measured: validation or test
     * @param weighting what counts less
     * @param evaluation how the accuracy of lists is measured
     * @param options the first of its methods explains (auto if none is named); how many people, events, calls
     * @param progress is told how far it is
     * @return the comparison
     */
    public static Retrained compare(
            Recommender before,
            Recommender after,
            Split split,
            Split.Part part,
            DownWeighting weighting,
            RankingEvaluator.Options evaluation,
            Judging.Options options,
            Progress progress) {
        List<Accuracy> accuracy = new ArrayList<>();
        for (boolean clean : new boolean[] {false, true}) {
            Split measured = clean ? weighting.clean(split) : split;
            BeforeAfter both = new BeforeAfter(measured, part, BeforeAfter.task(before), evaluation);
            if (both.people() < 2) {
                continue;
            }
            progress.stage(
                    "evaluating on the " + (clean ? "clean " : "") + part.name().toLowerCase(Locale.ROOT) + " part", 0);
            accuracy.addAll(both.of(before, after, clean));
        }
        EventWeights weights = weighting.weights(split.train());
        return new Retrained(
                weighting.text(),
                weights.size(),
                weights.lighter(),
                accuracy,
                Leanings.of(before, split, Optional.of(weighting), options, progress),
                Leanings.of(after, split, Optional.of(weighting), options, progress));
    }

    /** @return how much reasons leaned on what counts less before */
    public Leaning leanedBefore() {
        return before.kinds().getLast();
    }

    /** @return how much they still lean on it */
    public Leaning leanedAfter() {
        return after.kinds().getLast();
    }
}
