package because;

import because.core.BadInput;
import because.core.MultiTask;
import because.core.Predictor;
import because.core.Recommender;
import because.core.Task;
import because.models.store.ModelFolder;
import because.models.store.StoredModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The trained models of a project: a folder of model folders. */
public final class Runs {
    private final Path folder;

    Runs(Path folder) {
        this.folder = folder;
    }

    /**
     * One trained model.
     *
     * @param name the name of its folder
     * @param model the kind of model
     * @param options what it was trained with
     * @param seed of its training
     * @param data the fingerprint of what it was trained on
     * @param fingerprint its own
     * @param metrics what was measured when it was trained
     * @param trained when it was written
     */
    public record Run(
            String name,
            String model,
            Map<String, String> options,
            long seed,
            String data,
            String fingerprint,
            Map<String, Double> metrics,
            Instant trained) {
        /** @return the metric of its task that says most in one number: {@code ndcg@10}, {@code rmse} or {@code log-loss} */
        public String metric() {
            String task = options.getOrDefault("task", Task.Kind.NEXT_ITEM.label());
            if (task.equals(Task.Kind.RATING.label())) {
                return "rmse";
            }
            return task.equals(Task.Kind.PROBABILITY.label()) ? "log-loss" : "ndcg@10";
        }

        /** @return whether its lists were measured at the time of what it was to predict, since it looks at the moment for which it predicts */
        public boolean measuredAtMoment() {
            return Asking.looksAtMoment(options) && metrics.containsKey("validation ndcg@10");
        }
    }

    /**
     * A listing of the models.
     *
     * @param runs those that can be read, the newest first
     * @param unreadable why others cannot be read
     */
    public record Listing(List<Run> runs, List<String> unreadable) {
        /** Copies the lists. */
        public Listing {
            runs = List.copyOf(runs);
            unreadable = List.copyOf(unreadable);
        }
    }

    /** @return all models, each read and checked; a damaged one does not hide the others */
    public Listing list() {
        List<Run> runs = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (Path path : folders()) {
            try {
                runs.add(run(path));
            } catch (BadInput e) {
                unreadable.add(String.valueOf(e.getMessage()));
            }
        }
        runs.sort(Comparator.comparing(Run::trained).reversed().thenComparing(Run::name));
        return new Listing(runs, unreadable);
    }

    /**
     * The folder of a model.
     *
     * @param name the model's name; empty for the newest; with a slash in it, a path to the folder of any model, such as another project's
     * @return its folder
     * @throws BadInput if there is none
     */
    public Path path(String name) {
        if (name.indexOf('/') >= 0) {
            return elsewhere(name);
        }
        List<Path> folders = folders();
        if (folders.isEmpty()) {
            throw new BadInput("there is no trained model in " + folder + ".\nMaybe train one first: because train");
        }
        if (name.isEmpty()) {
            return folders.stream()
                    .max(Comparator.comparing(Runs::trained)
                            .thenComparing(p -> p.getFileName().toString()))
                    .orElseThrow();
        }
        return folders.stream()
                .filter(p -> p.getFileName().toString().equals(name))
                .findFirst()
                .orElseThrow(() -> BadInput.unknown(
                        "trained model",
                        name,
                        folders.stream().map(p -> p.getFileName().toString()).toList()));
    }

    private static Path elsewhere(String name) {
        Path model;
        try {
            model = Path.of(name).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw BadInput.of("the path of a model", name, "a path of this system", "");
        }
        if (!Files.exists(model.resolve("model.json"))) {
            throw new BadInput("there is no trained model in " + model
                    + ".\nMaybe give the path of a run's folder, such as shop/runs/transformer.");
        }
        return model;
    }

    /**
     * Opens a model. One that learned several tasks is asked about its own, or about the one that is named after a colon, as in {@code shop:rating}.
     *
     * @param name the model's name as {@link #path} takes it; perhaps a colon and {@code next-item}, {@code rating} or {@code probability}
     * @return the model, to be closed
     * @throws BadInput if there is none, or it did not learn that task
     */
    public Recommender open(String name) {
        int colon = colon(name);
        if (colon < 0) {
            return Models.open(path(name));
        }
        Task.Kind kind = kind(name.substring(colon + 1));
        Recommender model = Models.open(path(name.substring(0, colon)));
        return model.as(MultiTask.class).map(tasks -> tasks.asking(kind)).orElseGet(() -> onlyTask(model, kind));
    }

    /**
     * @param name a model's name, as {@link #open} takes it
     * @return the model's folder
     * @throws BadInput if there is no such model
     */
    public Path folder(String name) {
        int colon = colon(name);
        return path(colon < 0 ? name : name.substring(0, colon));
    }

    /**
     * @param name a model's name, as {@link #open} takes it
     * @return the same with the newest model's name spelled out, so that a newer one that comes meanwhile is not taken for it
     * @throws BadInput if there is no such model
     */
    public String spelled(String name) {
        int colon = colon(name);
        String before = colon < 0 ? name : name.substring(0, colon);
        Path found = path(before);
        return (before.isEmpty() ? found.getFileName() : before) + (colon < 0 ? "" : name.substring(colon));
    }

    /** Where a task begins: a path may have colons of its own. */
    private static int colon(String name) {
        return name.indexOf(':', name.lastIndexOf('/') + 1);
    }

    private static Task.Kind kind(String label) {
        return Arrays.stream(Task.Kind.values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> BadInput.unknown(
                        "task",
                        label,
                        Arrays.stream(Task.Kind.values()).map(Task.Kind::label).toList()));
    }

    private static Recommender onlyTask(Recommender model, Task.Kind kind) {
        Task.Kind own = model.as(Predictor.class)
                .map(predictor -> predictor.task().task())
                .orElse(Task.Kind.NEXT_ITEM);
        if (own != kind) {
            model.close();
            throw BadInput.unknown("task of the model", kind.label(), List.of(own.label()));
        }
        return model;
    }

    /**
     * What is known of a model.
     *
     * @param name the model's name
     * @return what its folder says
     * @throws BadInput if there is none
     */
    public Run run(String name) {
        return run(path(name));
    }

    /**
     * Where a new model goes.
     *
     * @param name a plain name of letters, digits, dots, dashes and underscores
     * @return the folder, which need not be there yet
     * @throws BadInput if it is no such name
     */
    public Path target(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw BadInput.of("the name of a run", name, "up to 64 letters, digits, dots, dashes and underscores", "");
        }
        return folder.resolve(name);
    }

    private static Run run(Path path) {
        StoredModel model = ModelFolder.read(path);
        return new Run(
                path.getFileName().toString(),
                model.kind(),
                model.provenance().options(),
                model.provenance().seed(),
                model.provenance().data(),
                model.provenance().fingerprint(),
                model.metrics(),
                trained(path));
    }

    private static Instant trained(Path path) {
        try {
            return Files.getLastModifiedTime(path.resolve("model.json")).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH; // a folder that is just being replaced
        }
    }

    private List<Path> folders() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(p -> Files.exists(p.resolve("model.json")))
                    .filter(p -> !p.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be listed: " + e.getMessage(), e);
        }
    }
}
