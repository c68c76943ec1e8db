package because;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Metric;
import because.core.Progress;
import because.core.Recommender;
import because.core.Split;
import because.core.Trainer;
import because.evaluate.PairedComparison;
import because.models.store.ModelFolder;
import because.models.tune.Effect;
import because.models.tune.Halving;
import because.models.tune.Space;
import because.models.tune.Trial;
import because.models.tune.TrialRecords;
import because.models.tune.Tuner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks for good options of a project's model by successive halving, decides by the validation part alone, and keeps the best model among the project's runs. What
 * was found out is kept while it goes on, so that a tuning that was killed is taken up again.
 */
public final class Tuning {
    /** The best model's name if nobody says another. */
    public static final String NAME = "tuned";

    /** They change what is asked or measured, so values of one are no better than those of another. */
    private static final Set<String> FIXED =
            Set.of("task", "positive", "atLeast", "queryTime", "context", "temperature");

    private static final List<String> PASSES = List.of("epochs", "iterations");

    /** What the first rung has of the whole budget: with less, a Transformer has often not begun to tell people apart, and nothing can be told of its options. */
    private static final int LEAST_PERCENT = 10;

    private Tuning() {}

    /**
     * What a tuning found.
     *
     * @param name the best model's name among the runs
     * @param kind the kind of model
     * @param metric the validation metric that decided
     * @param budget what short trainings had less of
     * @param rungs how many configurations were compared at which budget
     * @param space what was tuned, as the configuration file says it
     * @param trials all configurations, in the order of their numbers; the first one is what the project used before
     * @param best the number of the best one
     * @param model what the configuration file is to say for the best one
     * @param effects what each option did to the metric, over all configurations at the budget of the first rung
     * @param gain the best less what was used before; empty if they are the same, or that one could not be trained
     * @param edges options of which the best value lies at the edge of the range
     * @param seconds what all trainings took together
     */
    public record Found(
            String name,
            String kind,
            String metric,
            Tuner.Budget budget,
            List<Halving.Rung> rungs,
            Map<String, String> space,
            List<Trial> trials,
            int best,
            Config.Model model,
            List<Effect> effects,
            Optional<Gain> gain,
            List<String> edges,
            double seconds) {
        /** Copies lists and map. */
        public Found {
            rungs = List.copyOf(rungs);
            space = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(space));
            trials = List.copyOf(trials);
            effects = List.copyOf(effects);
            edges = List.copyOf(edges);
        }

        /** @return the lines that the configuration file is to say */
        public String yaml() {
            return ModelSection.text(model);
        }
    }

    /**
     * The best configuration less the one that was used before.
     *
     * @param comparison person by person, on the validation part. The best was chosen by it, so this is more than is to be expected of new people
     * @param budget of both
     */
    public record Gain(PairedComparison comparison, int budget) {}

    /**
     * Tunes the model that the project's configuration names, and trains the best one as {@code because train} would.
     *
     * @param project the project
     * @param name the best model's name among the runs
     * @param replace whether a model of that name may be replaced
     * @param restart whether what an unfinished tuning of that name found is thrown away
     * @param progress is told how far it is
     * @return what was found
     * @throws BadInput if the space does not fit the model, no configuration can be trained, or an unfinished tuning of the name is of another kind
     */
    public static Found tune(Project project, String name, boolean replace, boolean restart, Progress progress) {
        Path target = project.runs().target(name);
        Path folder = target.resolveSibling("." + name + ".tuning");
        Found found;
        try (ModelFolder _ = ModelFolder.reserve(target, replace)) {
            if (restart) {
                TrialRecords.discard(folder);
            }
            if (!Files.exists(folder)) {
                Training.delete(curves(target));
            }
            found = new Search(project, name, project.split(progress), progress).run(folder, target);
        }
        Training.train(project.with(project.config().withModel(found.model())), name, replace, progress)
                .recommender()
                .close();
        TrialRecords.discard(folder);
        keep(found, target.resolveSibling(name + ".tuning.json"));
        return found;
    }

    /**
     * Writes what was found into the project's {@code because.yaml}; nothing but its section {@code model} changes.
     *
     * @param project the project
     * @param found what was found
     * @throws BadInput if the file is written in a way in which that cannot be done safely
     */
    public static void apply(Project project, Found found) {
        ModelSection.put(project.folder().resolve(Config.FILE), found.model());
    }

    /** The folder of the trials' event files. */
    private static Path curves(Path target) {
        return TrainingLog.curves(target).resolve(target.getFileName() + ".trials");
    }

    private static void keep(Found found, Path file) {
        try {
            Path next = file.resolveSibling("." + file.getFileName() + ".next");
            Files.writeString(next, Json.text(TuningJson.of(found)) + "\n", StandardCharsets.UTF_8);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the report cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }

    /** One tuning, from the configuration to what was found. */
    private static final class Search {
        private final Config config;
        private final String name;
        private final String kind;
        private final Map<String, String> given;
        private final Map<String, String> present;
        private final Dataset data;
        private final Metric metric;
        private final Trainer.Run run;
        private final Space space;
        private final Tuner.Budget budget;

        Search(Project project, String name, Split split, Progress progress) {
            this.config = project.config();
            this.name = name;
            this.kind = config.model().kind();
            this.given = Models.options(kind, config.model().options(), config.task());
            this.data = split.train();
            UnseenItems.check(config, given, data);
            this.present = Models.resolved(kind, given, data);
            this.metric = Training.metric(split, config, given);
            this.run = Training.run(project, metric, progress);
            this.budget = budget(config.tuning().budget());
            this.space = space();
        }

        private Optional<String> passes() {
            return PASSES.stream().filter(present::containsKey).findFirst();
        }

        private Tuner.Budget budget(TuningOptions.Budget asked) {
            if (asked == TuningOptions.Budget.EPOCHS && passes().isEmpty()) {
                throw BadInput.of(
                        "tuning.budget",
                        asked.label(),
                        "people or full: the model " + kind + " has no epochs",
                        "Maybe use auto, which is full here.");
            }
            return switch (asked) {
                case AUTO -> passes().isPresent() ? Tuner.Budget.EPOCHS : Tuner.Budget.FULL;
                case EPOCHS -> Tuner.Budget.EPOCHS;
                case PEOPLE -> Tuner.Budget.PEOPLE;
                case FULL -> Tuner.Budget.FULL;
            };
        }

        private Space space() {
            Map<String, String> texts = config.tuning().space().isEmpty()
                    ? TuningSpaces.usual(kind, present)
                    : config.tuning().space();
            for (String option : texts.keySet()) {
                if (!present.containsKey(option)) {
                    throw BadInput.unknown("option of the model " + kind + " in the space", option, present.keySet());
                }
                boolean spent = budget == Tuner.Budget.EPOCHS && PASSES.contains(option);
                if (FIXED.contains(option) || spent) {
                    throw BadInput.of(
                            "an option in the space",
                            option,
                            "options that do not change what is measured"
                                    + (spent ? ", nor how long a training is, for that is shared out" : ""),
                            "Maybe give it one value: --option " + option + "=VALUE, or model.options."
                                    + (spent ? " Or use --budget full." : ""));
                }
            }
            return Space.parse(texts);
        }

        private Halving halving(int configurations) {
            int least = config.tuning().least();
            int reduction = config.tuning().reduction();
            return switch (budget) {
                case EPOCHS -> {
                    int most = Integer.parseInt(present.getOrDefault(passes().orElseThrow(), "1"));
                    int usual = Math.max(1, most * LEAST_PERCENT / 100);
                    yield new Halving(configurations, reduction, least == 0 ? usual : least, most);
                }
                case PEOPLE -> new Halving(configurations, reduction, least == 0 ? LEAST_PERCENT : least, 100);
                case FULL -> new Halving(configurations, reduction, 1, 1);
            };
        }

        private Map<String, String> with(Map<String, String> values) {
            Map<String, String> all = new TreeMap<>(given);
            all.putAll(values);
            return all;
        }

        Found run(Path folder, Path target) {
            List<Map<String, String>> drawn = space.draw(
                    config.tuning().configurations(),
                    present,
                    config.tuning().seed(),
                    values -> Models.trainer(kind, with(values)));
            Halving halving = halving(drawn.size());
            String identity = "model " + kind + "\noptions " + with(Map.of()) + "\nconfigurations " + drawn
                    + "\nschedule " + halving + " of " + budget + "\nseed " + run.seed() + "\nmetric " + metric.name()
                    + "\ndata " + data.fingerprint() + "\n";
            TrialRecords records = TrialRecords.open(folder, identity);
            // The project's own model is trained as it is, with what a preset chooses by the data: by all of it, so
            // that a training on few people is one of the same model.
            Tuner.Tuned tuned = new Tuner(drawn, halving, budget)
                    .tune(
                            data,
                            run,
                            values -> new Logged(
                                    Models.trainer(kind, with(own(values, drawn)), data),
                                    trial(curves(target), drawn.indexOf(values))),
                            records);
            Trial best = tuned.best();
            hand(records.checkpoints(best.number()), best, target);
            Map<String, String> options = new TreeMap<>(config.model().options());
            options.putAll(own(best.values(), drawn));
            List<Trial> compared = tuned.trials().stream()
                    .filter(trial -> !trial.results().isEmpty())
                    .toList();
            return new Found(
                    name,
                    kind,
                    metric.name(),
                    budget,
                    halving.rungs(),
                    space.texts(),
                    tuned.trials(),
                    best.number(),
                    new Config.Model(kind, options),
                    Effect.of(
                            space,
                            compared.stream().map(Trial::values).toList(),
                            compared.stream()
                                    .mapToDouble(
                                            trial -> trial.results().getFirst().mean())
                                    .toArray(),
                            config.tuning().seed()),
                    gain(tuned, records, halving),
                    space.ranges().entrySet().stream()
                            .filter(range -> best.number() > 0
                                    && range.getValue().edge(best.values().getOrDefault(range.getKey(), "")))
                            .map(Map.Entry::getKey)
                            .toList(),
                    tuned.trials().stream()
                            .flatMap(trial -> trial.results().stream())
                            .mapToDouble(Trial.Result::seconds)
                            .sum());
        }

        private static Map<String, String> own(Map<String, String> values, List<Map<String, String>> drawn) {
            return values.equals(drawn.getFirst()) ? Map.of() : values;
        }

        /** The training of the best is at its end: what is written of it is not trained again. */
        private static void hand(Path from, Trial best, Path target) {
            Path to = Training.checkpoints(target);
            Path curve = trial(curves(target), best.number());
            Path curves = TrainingLog.curves(target).resolve(target.getFileName());
            try {
                if (Files.isDirectory(from)) {
                    TrainingLog.took(
                            from,
                            best.results().stream()
                                    .mapToDouble(Trial.Result::seconds)
                                    .sum());
                    Training.delete(to);
                    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
                    Training.delete(curves);
                    if (Files.isDirectory(curve)) {
                        Files.move(curve, curves);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(from + " cannot be moved to " + to + ": " + e.getMessage(), e);
            }
        }

        private static Path trial(Path curves, int number) {
            return curves.resolve(String.format(java.util.Locale.ROOT, "trial-%03d", number));
        }

        private Optional<Gain> gain(Tuner.Tuned tuned, TrialRecords records, Halving halving) {
            Trial before = tuned.trials().getFirst();
            int rung = before.results().size() - 1;
            if (rung < 0 || tuned.best().number() == 0) {
                return Optional.empty();
            }
            Optional<double[]> mine = records.values(tuned.best().number(), rung);
            Optional<double[]> theirs = records.values(0, rung);
            if (mine.isEmpty() || theirs.isEmpty() || mine.get().length < 2) {
                return Optional.empty();
            }
            return Optional.of(new Gain(
                    PairedComparison.of(
                            mine.get(), theirs.get(), config.tuning().seed()),
                    halving.rungs().get(rung).budget()));
        }
    }

    /** A trainer whose curve is written down. */
    private record Logged(Trainer trainer, Path curve) implements Trainer {
        @Override
        public String model() {
            return trainer.model();
        }

        @Override
        public Recommender train(Dataset data, Run run) {
            try (TrainingLog log =
                    new TrainingLog(run.progress(), curve, run.checkpoints().orElse(curve))) {
                return trainer.train(data, run.withProgress(log));
            }
        }
    }
}
