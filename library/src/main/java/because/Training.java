package because;

import because.core.Absence;
import because.core.BadInput;
import because.core.Dataset;
import because.core.Metric;
import because.core.Predictor;
import because.core.Progress;
import because.core.Provenance;
import because.core.Recommender;
import because.core.Split;
import because.core.Task;
import because.core.Trainer;
import because.evaluate.accuracy.Evaluation;
import because.evaluate.accuracy.RankingEvaluator;
import because.evaluate.prediction.PredictionEvaluator;
import because.explain.learned.JointExplainer;
import because.models.sequence.Curve;
import because.models.sequence.TransformerTrainer;
import because.models.store.ModelFolder;
import because.models.store.Storable;
import because.models.store.StoredModel;
import because.models.store.WeightedMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Trains a project's model on the training part of its data and keeps it among the project's runs. */
public final class Training {
    private Training() {}

    /**
     * A model that was just trained.
     *
     * @param name its name among the runs
     * @param folder its folder
     * @param recommender the model, read back from its folder; to be closed by the caller
     * @param validation how it does on the validation part
     * @param explainer what was learned together with it, and kept beside it; empty if that was not asked for, or there were too few people to measure it
     */
    public record Trained(
            String name,
            Path folder,
            Recommender recommender,
            Evaluation validation,
            Optional<ExplainerLearning.Learned> explainer) {}

    /**
     * As {@link #train(Project, String, boolean, boolean, Progress)}, and a training that was killed before goes on.
     *
     * @param project the project
     * @param name the model's name among the runs
     * @param replace whether a model of that name may be replaced
     * @param progress is told how far it is
     * @return the model
     */
    public static Trained train(Project project, String name, boolean replace, Progress progress) {
        return train(project, name, replace, false, progress);
    }

    /**
     * Trains the model that the project's configuration names. A Transformer's training that was killed before goes on from its last checkpoint, if the options,
     * the seed and the data are the same; with others it is refused, unless it is thrown away. Trainings of other kinds begin anew.
     *
     * @param project the project
     * @param name the model's name among the runs
     * @param replace whether a model of that name may be replaced
     * @param restart whether an unfinished training of that name is thrown away
     * @param progress is told how far it is
     * @return the model
     * @throws BadInput if another training holds the folder, a model is there and must not be replaced, an unfinished training of that name is another one, or
     *     the data does not allow this model
     */
    public static Trained train(Project project, String name, boolean replace, boolean restart, Progress progress) {
        Path folder = project.runs().target(name);
        try (ModelFolder reserved = ModelFolder.reserve(folder, replace)) {
            Split split = project.split(progress);
            Config config = project.config();
            String kind = config.model().kind();
            Map<String, String> given = Models.options(kind, config.model().options(), config.task());
            Trainer trainer = Models.trainer(kind, given, project.folder());
            Task task = Models.task(kind, given);
            RankingEvaluator.Options options = evaluation(config, given);
            boolean predicts = task.task() != Task.Kind.NEXT_ITEM;
            Path checkpoints = checkpoints(folder);
            Dataset data = split.train();
            UnseenItems.check(config, given, data);
            Metric metric = metric(split, config, given);
            Absence usual = config.explaining().absence();
            Absence absence = usual.replaces() ? Absence.REMOVED : usual;
            long seed = config.training().seed();
            JointExplainer joint = ExplainerLearning.joint(data, absence, seed);
            StoredModel model;
            Evaluation validation;
            Path curves = TrainingLog.curves(folder).resolve(name);
            if (restart) {
                delete(checkpoints);
            }
            try (TrainingLog log = new TrainingLog(progress, curves, checkpoints);
                    Recommender trained = trainer.train(
                            data,
                            run(project, metric, log)
                                    .withCheckpoints(checkpoints)
                                    .withRegularizer(joint))) {
                Map<String, Double> measured = log.measured();
                progress.stage("evaluating " + name + UnseenItems.note(config, given, trained), 0);
                Recommender judged = TaskValidation.calibrated(trained, split, task, options.workers());
                validation = predicts
                        ? new PredictionEvaluator(split, Split.Part.VALIDATION, task, options.workers())
                                .evaluate(judged)
                        : new RankingEvaluator(split, Split.Part.VALIDATION, options).evaluate(judged);
                measured.putAll(numbers(validation));
                for (Evaluation other : TaskValidation.others(judged, split, task, options)) {
                    measured.putAll(numbers(other));
                }
                model = ((Storable) judged).store().withMetrics(measured);
            }
            reserved.write(model);
            delete(checkpoints);
            Optional<ExplainerLearning.Learned> explainer = joint.learned()
                    ? ExplainerLearning.after(project, folder, joint, absence, seed, progress)
                    : Optional.empty();
            return new Trained(name, folder, Models.open(folder), validation, explainer);
        }
    }

    /** Where the training of a run can be taken up. */
    static Path checkpoints(Path run) {
        return run.resolveSibling("." + run.getFileName() + ".checkpoints");
    }

    /** The circumstances of a training in a project. */
    static Trainer.Run run(Project project, Metric metric, Progress progress) {
        Config.Training training = project.config().training();
        return project.run(training.seed())
                .withValidation(metric)
                .withProgress(progress)
                .withMemory(memory(training));
    }

    /** A limit that Java alone may break would not be one. */
    private static long memory(Config.Training training) {
        long java = Runtime.getRuntime().maxMemory();
        if (training.memory() < java) {
            throw BadInput.of(
                    "the limit of memory",
                    MemorySize.text((double) training.memory()),
                    "as much as Java alone may take, " + MemorySize.text((double) java) + ", or more",
                    "Maybe give Java less (BECAUSE_MEMORY=512m because …, or -Xmx), or allow more (--memory, or training.memory).");
        }
        return training.memory();
    }

    /** What tells trainings when to stop, and tunings which options are better. */
    static Metric metric(Split split, Config config, Map<String, String> given) {
        Task task = Models.task(config.model().kind(), given);
        return task.task() == Task.Kind.NEXT_ITEM
                ? RankingEvaluator.metric(
                        split, Split.Part.VALIDATION, config.training().metric(), evaluation(config, given))
                : new PredictionEvaluator(
                                split,
                                Split.Part.VALIDATION,
                                task,
                                config.training().workers())
                        .metric();
    }

    /** A model that looks at the moment of the query is stopped by a metric that asks it in one. */
    static RankingEvaluator.Options evaluation(Config config, Map<String, String> given) {
        return RankingEvaluator.Options.defaults()
                .withQueryTime(Asking.looksAtMoment(given))
                .withUnseen(config.split().kind() == Config.SplitKind.UNSEEN_ITEMS)
                .withWorkers(config.training().workers());
    }

    /** Means and standard errors under the names in which model folders keep them; of a single person there is no standard error. */
    static Map<String, Double> numbers(Evaluation validation) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        validation.metrics().forEach((metric, value) -> {
            numbers.put("validation " + metric, value.mean());
            if (Double.isFinite(value.standardError())) {
                numbers.put("validation " + metric + " se", value.standardError());
            }
        });
        return numbers;
    }

    /**
     * As {@link #retrain(Project, String, String, boolean, boolean, Split.Part, Progress)}, and a training that was killed before goes on.
     *
     * @param project the project
     * @param like the name of the model that was trained before
     * @param name the new model's name among the runs
     * @param replace whether a model of that name may be replaced
     * @param through the last part that it learns from: {@link Split.Part#TEST} for all events
     * @param progress is told how far it is
     * @return the model, read back from its folder; to be closed by the caller
     */
    public static Recommender retrain(
            Project project, String like, String name, boolean replace, Split.Part through, Progress progress) {
        return retrain(project, like, name, replace, false, through, progress);
    }

    /**
     * Trains once more, on more events, with the options and the seed of a model that was trained before, and for as many epochs as that one was best after: for
     * serving, where the newest events count, and there is nothing left to choose. It is taken up again as {@link #train(Project, String, boolean, boolean, Progress)} is.
     *
     * @param project the project
     * @param like the name of the model that was trained before
     * @param name the new model's name among the runs
     * @param replace whether a model of that name may be replaced
     * @param restart whether an unfinished training of the new name is thrown away
     * @param through the last part that it learns from: {@link Split.Part#TEST} for all events
     * @param progress is told how far it is
     * @return the model, read back from its folder; to be closed by the caller
     * @throws BadInput if there is no such model, a model of the new name is there and must not be replaced, or an unfinished training of that name is another one
     */
    public static Recommender retrain(
            Project project,
            String like,
            String name,
            boolean replace,
            boolean restart,
            Split.Part through,
            Progress progress) {
        Provenance before;
        Map<String, String> options;
        Optional<WeightedMark> weighted;
        try (Recommender chosen = Models.open(project.runs().path(like))) {
            before = chosen.provenance();
            options = new LinkedHashMap<>(before.options());
            weighted = ((Storable) chosen).store().weighted();
            String curve = ((Storable) chosen).store().texts().get(TransformerTrainer.CURVE);
            if (curve != null) {
                String epochs = String.valueOf(Curve.read(curve).best());
                options.put("epochs", epochs);
                options.put("patience", epochs);
            }
        }
        Path folder = project.runs().target(name);
        try (ModelFolder reserved = ModelFolder.reserve(folder, replace)) {
            Path curves = TrainingLog.curves(folder).resolve(name);
            Path checkpoints = checkpoints(folder);
            Trainer.Run run = project.run(before.seed())
                    .withMemory(memory(project.config().training()))
                    .withCheckpoints(checkpoints);
            Dataset data = project.split(progress).through(through);
            if (weighted.isPresent()) {
                run = run.withWeights(DownWeighting.again(weighted.get().how()).weights(data));
            }
            Trainer trainer = Models.trainer(before.model(), options, project.folder());
            if (restart) {
                delete(checkpoints);
            }
            try (TrainingLog log = new TrainingLog(progress, curves, checkpoints);
                    Recommender trained = trainer.train(data, run.withProgress(log))) {
                reserved.write(((Storable) trained).store().withMetrics(log.measured()));
            }
            delete(checkpoints);
            return Models.open(folder);
        }
    }

    /**
     * Evaluates a model on a part of a project's data that it was not trained on. A model that knows none of the data's items, such as another project's, is asked about
     * them by what is known of them.
     *
     * @param project the project
     * @param recommender a model that was trained on the parts before
     * @param part validation or test
     * @param queryTime whether the model is asked at the time of what it is to predict
     * @param progress is told how far it is
     * @return how it does
     * @throws BadInput if it was trained on other data: it may have seen what it is to predict; or if it predicts ratings or probabilities and is to be asked at a time
     */
    public static Evaluation evaluate(
            Project project, Recommender recommender, Split.Part part, boolean queryTime, Progress progress) {
        Split split = project.split(progress);
        if (Transfer.nothingShared(recommender.catalog(), split.whole().catalog())) {
            Recommender over = Transfer.of(project.reading(recommender), split.whole(), progress)
                    .recommender();
            return evaluation(project, over, split, part, queryTime);
        }
        String trained = recommender.provenance().data();
        boolean withValidation = part == Split.Part.TEST
                && trained.equals(split.through(Split.Part.VALIDATION).fingerprint());
        if (!withValidation && !trained.equals(split.train().fingerprint())) {
            throw new BadInput("the model was trained on other data (" + trained
                    + ") than the training part of this split (" + split.train().fingerprint()
                    + "), so it may have seen what it is to predict.\nMaybe train it again: because train");
        }
        return evaluation(project, recommender, split, part, queryTime);
    }

    private static Evaluation evaluation(
            Project project, Recommender recommender, Split split, Split.Part part, boolean queryTime) {
        Optional<Task> task = recommender.as(Predictor.class).map(Predictor::task);
        if (task.isPresent() && task.get().task() != Task.Kind.NEXT_ITEM) {
            if (queryTime) {
                throw new BadInput("the model " + recommender.provenance().model() + " tells a "
                        + task.get().task().label()
                        + ", and is asked for that without a time: --query-time is for models of the next item."
                        + "\nMaybe leave it out.");
            }
            return new PredictionEvaluator(
                            split, part, task.get(), project.config().training().workers())
                    .evaluate(recommender);
        }
        RankingEvaluator.Options options = RankingEvaluator.Options.defaults()
                .withQueryTime(queryTime)
                .withUnseen(project.config().split().kind() == Config.SplitKind.UNSEEN_ITEMS)
                .withWorkers(project.config().training().workers());
        return new RankingEvaluator(split, part, options).evaluate(recommender);
    }

    /**
     * As {@link #evaluate(Project, Recommender, Split.Part, boolean, Progress)}, asked without a time.
     *
     * @param project the project
     * @param recommender a model that was trained on the parts before
     * @param part validation or test
     * @param progress is told how far it is
     * @return how it does
     */
    public static Evaluation evaluate(Project project, Recommender recommender, Split.Part part, Progress progress) {
        return evaluate(project, recommender, part, false, progress);
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be deleted: " + e.getMessage(), e);
        }
    }
}
