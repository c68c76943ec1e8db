package because;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Recommender;
import because.core.Task;
import because.core.Trainer;
import because.models.affinity.Affinity;
import because.models.affinity.AffinityOptions;
import because.models.affinity.AffinityTrainer;
import because.models.baseline.Content;
import because.models.baseline.ContentOptions;
import because.models.baseline.ContentTrainer;
import because.models.baseline.Ease;
import because.models.baseline.EaseOptions;
import because.models.baseline.EaseTrainer;
import because.models.baseline.ImplicitAls;
import because.models.baseline.ImplicitAlsOptions;
import because.models.baseline.ImplicitAlsTrainer;
import because.models.baseline.ItemKnn;
import because.models.baseline.ItemKnnOptions;
import because.models.baseline.ItemKnnTrainer;
import because.models.baseline.Popularity;
import because.models.baseline.PopularityOptions;
import because.models.baseline.PopularityTrainer;
import because.models.labelled.BayesianFactors;
import because.models.labelled.BayesianFactorsOptions;
import because.models.labelled.BayesianFactorsTrainer;
import because.models.labelled.FactorizationMachineOptions;
import because.models.labelled.FactorizationMachineTrainer;
import because.models.labelled.LogisticOptions;
import because.models.labelled.LogisticTrainer;
import because.models.labelled.PairModel;
import because.models.outside.CommandOptions;
import because.models.outside.CommandTrainer;
import because.models.outside.Outside;
import because.models.outside.RemoteOptions;
import because.models.outside.RemoteTrainer;
import because.models.sequence.Transformer;
import because.models.sequence.TransformerOptions;
import because.models.sequence.TransformerTrainer;
import because.models.store.ModelFolder;
import because.models.store.OptionMap;
import because.models.store.StoredModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The models that there are: how each is trained and how it comes back from its folder. */
public final class Models {
    /** The model that is trained if nobody says which. */
    public static final String DEFAULT = Transformer.MODEL;

    private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

    /** How a kind of model is trained and restored. */
    private record Kind(
            Record defaults,
            Function<Map<String, String>, Trainer> trainer,
            BiFunction<Map<String, String>, Dataset, Record> resolve,
            Function<StoredModel, Recommender> restore) {}

    private static <R extends Record> void add(
            String kind, R defaults, Function<R, Trainer> trainer, Function<StoredModel, Recommender> restore) {
        KINDS.put(
                kind,
                new Kind(
                        defaults,
                        options -> trainer.apply(OptionMap.read("the model " + kind, defaults, options)),
                        (options, _) -> OptionMap.read("the model " + kind, defaults, options),
                        restore));
    }

    /** Its options depend on one of them, the preset. */
    private static void addTransformer() {
        KINDS.put(
                Transformer.MODEL,
                new Kind(
                        TransformerOptions.defaults(),
                        options -> new JointTrainer(TransformerTrainer.of("the model " + Transformer.MODEL, options)),
                        (options, data) -> TransformerOptions.of("the model " + Transformer.MODEL, options, data),
                        Transformer::restore));
    }

    static {
        add(Popularity.MODEL, PopularityOptions.defaults(), PopularityTrainer::new, Popularity::restore);
        add(ItemKnn.MODEL, ItemKnnOptions.defaults(), ItemKnnTrainer::new, ItemKnn::restore);
        add(Content.MODEL, ContentOptions.defaults(), ContentTrainer::new, Content::restore);
        add(Affinity.MODEL, AffinityOptions.defaults(), AffinityTrainer::new, Affinity::restore);
        add(Ease.MODEL, EaseOptions.defaults(), EaseTrainer::new, Ease::restore);
        add(ImplicitAls.MODEL, ImplicitAlsOptions.defaults(), ImplicitAlsTrainer::new, ImplicitAls::restore);
        add(PairModel.LOGISTIC, LogisticOptions.defaults(), LogisticTrainer::new, PairModel::restore);
        add(
                PairModel.FACTORIZATION_MACHINE,
                FactorizationMachineOptions.defaults(),
                FactorizationMachineTrainer::new,
                PairModel::restore);
        add(
                BayesianFactors.MODEL,
                BayesianFactorsOptions.defaults(),
                BayesianFactorsTrainer::new,
                BayesianFactors::restore);
        addTransformer();
        add(Outside.REMOTE, RemoteOptions.defaults(), RemoteTrainer::new, Outside::remote);
        add(
                Outside.COMMAND,
                CommandOptions.defaults(),
                options -> new CommandTrainer(options, Path.of("")),
                Outside::command);
    }

    private Models() {}

    /** @return the kinds of model, the simplest first, those that are not ours last */
    public static List<String> kinds() {
        return new ArrayList<>(KINDS.keySet());
    }

    /** @return the kinds of ours that predict the next item if nobody says otherwise, the simplest first */
    public static List<String> recommending() {
        return kinds().stream()
                .filter(kind -> !outside(kind))
                .filter(kind -> task(kind, Map.of()).task() == Task.Kind.NEXT_ITEM)
                .toList();
    }

    /**
     * @param kind a kind of model
     * @return whether such models are not ours: they are registered, and learn nothing here
     */
    static boolean outside(String kind) {
        return kind.equals(Outside.REMOTE) || kind.equals(Outside.COMMAND);
    }

    /**
     * @param kind one of {@link #kinds()}
     * @return its options with their usual values
     * @throws BadInput if there is no such kind
     */
    public static Map<String, String> defaults(String kind) {
        return OptionMap.of(kind(kind).defaults());
    }

    /**
     * What a model's options come to on some data.
     *
     * @param kind one of {@link #kinds()}
     * @param options values by name; what is not there is as usual
     * @param data what is learnt from; a preset may look at it
     * @return the value of each option
     * @throws BadInput if there is no such kind or option, or a value does not fit
     */
    public static Map<String, String> resolved(String kind, Map<String, String> options, Dataset data) {
        return OptionMap.of(kind(kind).resolve().apply(options, data));
    }

    /**
     * What a model predicts.
     *
     * @param kind one of {@link #kinds()}
     * @param options values by name; what is not there is as usual
     * @return the task; the next item for a model that knows no other
     */
    public static Task task(String kind, Map<String, String> options) {
        Map<String, String> all = new LinkedHashMap<>(defaults(kind));
        all.putAll(options);
        all.keySet().retainAll(OptionMap.of(Task.NEXT_ITEM).keySet());
        return OptionMap.read("the model " + kind, Task.NEXT_ITEM, all);
    }

    /**
     * The options of a model for a project's task.
     *
     * @param kind one of {@link #kinds()}
     * @param options values by name
     * @param task what is to be predicted; the next item leaves it to the model
     * @return the options with the task among them; those that are given go before it
     * @throws BadInput if the model cannot predict that
     */
    public static Map<String, String> options(String kind, Map<String, String> options, Task task) {
        if (task.task() == Task.Kind.NEXT_ITEM) {
            return options;
        }
        if (!defaults(kind).containsKey("task")) {
            List<String> able = kinds().stream()
                    .filter(other -> defaults(other).containsKey("task"))
                    .toList();
            throw BadInput.of(
                    "the task of the model " + kind,
                    task.task().label(),
                    "next-item",
                    "Maybe train another model: because train --model " + String.join("|", able));
        }
        Map<String, String> all = new LinkedHashMap<>(OptionMap.of(task));
        all.putAll(options);
        return all;
    }

    /**
     * @param kind one of {@link #kinds()}
     * @param options values by name; what is not there is as usual
     * @return what trains such a model
     * @throws BadInput if there is no such kind or option, or a value does not fit
     */
    public static Trainer trainer(String kind, Map<String, String> options) {
        return kind(kind).trainer().apply(options);
    }

    /**
     * What trains a model with the options that hold for some data, whatever part of it is then learnt from.
     *
     * @param kind one of {@link #kinds()}
     * @param options values by name; what is not there is as usual
     * @param data a preset looks at it
     * @return what trains such a model
     * @throws BadInput if there is no such kind or option, or a value does not fit
     */
    static Trainer trainer(String kind, Map<String, String> options, Dataset data) {
        return trainer(kind, resolved(kind, options, data));
    }

    /**
     * @param kind one of {@link #kinds()}
     * @param options values by name; what is not there is as usual
     * @param folder the project's folder, in which a model's program runs
     * @return what trains such a model
     * @throws BadInput if there is no such kind or option, or a value does not fit
     */
    static Trainer trainer(String kind, Map<String, String> options, Path folder) {
        Trainer trainer = trainer(kind, options);
        return trainer instanceof CommandTrainer(CommandOptions command, Path _)
                ? new CommandTrainer(command, folder)
                : trainer;
    }

    /**
     * @param stored what a model folder holds
     * @return the model
     * @throws BadInput if it is of a kind that this version does not know, or its parts do not fit together
     */
    public static Recommender restore(StoredModel stored) {
        return kind(stored.kind()).restore().apply(stored);
    }

    /**
     * @param folder a model folder
     * @return the model that it holds
     * @throws BadInput if it is no model folder, is damaged, or is of a newer version; says which file and why
     */
    public static Recommender open(Path folder) {
        Recommender model = restore(ModelFolder.read(folder));
        return model instanceof Outside outside ? outside.in(project(folder)) : model;
    }

    /** The folder of the project that a run belongs to: the nearest one above with a {@code because.yaml}, or else the one that holds the runs. */
    private static Path project(Path run) {
        Path folder = run.toAbsolutePath().normalize();
        for (Path above = folder.getParent(); above != null; above = above.getParent()) {
            if (Files.isRegularFile(above.resolve(Config.FILE))) {
                return above;
            }
        }
        return folder.resolve("../..").normalize();
    }

    private static Kind kind(String kind) {
        Kind known = KINDS.get(kind);
        if (known == null) {
            throw BadInput.unknown("model", kind, KINDS.keySet());
        }
        return known;
    }
}
