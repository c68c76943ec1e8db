package because;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Progress;
import because.core.Recommender;
import because.core.Split;
import because.core.Trainer;
import because.data.Filters;
import because.data.Imported;
import because.data.Importer;
import because.data.SplitFile;
import because.data.Splits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A folder with a {@code because.yaml}: what the data is, how models are trained and explained, and the trained models. The data is read when it is first asked
 * for, and kept.
 */
public final class Project {
    private final Path folder;
    private final Config config;
    private volatile @org.jspecify.annotations.Nullable Loaded loaded;

    /** The data once it is read. */
    private record Loaded(Imported imported, Dataset data, Split split) {}

    private Project(Path folder, Config config) {
        this.folder = folder;
        this.config = config;
    }

    /**
     * Opens a project.
     *
     * @param folder a folder with a {@code because.yaml}, or that file itself
     * @return the project
     * @throws BadInput if there is none, or it says something that does not exist
     */
    public static Project open(Path folder) {
        boolean file = Files.isRegularFile(folder);
        Path absolute = folder.toAbsolutePath().normalize();
        Config config = ConfigReader.read(file ? folder : folder.resolve(Config.FILE));
        return new Project(file ? absolute.resolveSibling(".").normalize() : absolute, config);
    }

    /**
     * Makes a project around some data, all else as usual.
     *
     * @param folder where the project is to be; made if it is not there
     * @param config what its {@code because.yaml} would say
     * @return the project
     */
    public static Project of(Path folder, Config config) {
        return new Project(folder.toAbsolutePath().normalize(), config);
    }

    /** @return the project's folder */
    public Path folder() {
        return folder;
    }

    /** @return what {@code because.yaml} says */
    public Config config() {
        return config;
    }

    /**
     * @param config another configuration
     * @return the same folder and data with it; the data is not read again if it is the same
     */
    public Project with(Config config) {
        Project other = new Project(folder, config);
        if (config.data().equals(this.config.data()) && config.split().equals(this.config.split())) {
            other.loaded = loaded;
        }
        return other;
    }

    /**
     * The same project without vectors of texts: an encoder is made from the texts alone, and the one that the project names may not be there before.
     *
     * @return a project whose data is read without an encoder
     */
    Project withoutTextVectors() {
        Config.Data all = config.data();
        Config.Data plain = new Config.Data(
                all.path(),
                all.mapping(),
                all.minimumValue(),
                all.kinds(),
                all.userCore(),
                all.itemCore(),
                Optional.empty());
        return with(new Config(
                config.name(),
                plain,
                config.split(),
                config.model(),
                config.training(),
                config.explaining(),
                config.runs(),
                config.task(),
                config.tuning()));
    }

    /**
     * Reads the data, if it is not read yet.
     *
     * @param progress is told how far the reading is
     * @return the data as it was imported, before the filters
     * @throws BadInput if it cannot be read, or the filters leave nothing over
     */
    public Imported imported(Progress progress) {
        return loaded(progress).imported();
    }

    /**
     * @param progress is told how far the reading is
     * @return the data, filtered
     */
    public Dataset data(Progress progress) {
        return loaded(progress).data();
    }

    /**
     * @param progress is told how far the reading is
     * @return the data, filtered and split
     */
    public Split split(Progress progress) {
        return loaded(progress).split();
    }

    /** @return the trained models */
    public Runs runs() {
        return new Runs(folder.resolve(config.runs()));
    }

    private synchronized Loaded loaded(Progress progress) {
        Loaded present = loaded;
        if (present == null) {
            present = load(progress);
            loaded = present;
        }
        return present;
    }

    private Loaded load(Progress progress) {
        Path source = folder.resolve(config.data().path());
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the project's folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
        Importer.Options options = Importer.Options.defaults(folder);
        Imported imported = config.data()
                .mapping()
                .map(mapping -> Importer.read(source, mapping, options, progress))
                .orElseGet(() -> Importer.read(source, options, progress));
        Dataset filtered = filtered(imported.dataset());
        boolean reviews = !imported.graph().reviews().isEmpty();
        Dataset data = config.data()
                .texts()
                .map(texts -> new TextVectors(texts, folder))
                // The section may only say by which encoder reviews are read.
                .filter(vectors -> !reviews || vectors.named() || vectors.any(filtered))
                .map(vectors -> vectors.with(filtered, config.training().workers(), progress))
                .orElse(filtered);
        Dataset all = reviewed(imported, data, progress);
        return new Loaded(imported, all, split(imported, all));
    }

    private Dataset reviewed(Imported imported, Dataset data, Progress progress) {
        if (imported.graph().reviews().isEmpty()) {
            return data;
        }
        Config.Texts texts = config.data().texts().orElse(Config.Texts.defaults());
        String encoder = new TextVectors(texts, folder).encoder();
        return new ReviewVectors(imported.graph().reviews(), split(imported, data))
                .with(data, encoder, folder, config.training().workers(), progress);
    }

    /** A model of this project, which reads the texts of described items if the project makes vectors of texts. */
    Recommender reading(Recommender model) {
        return config.data()
                .texts()
                .map(texts -> new TextVectors(texts, folder))
                .filter(vectors -> model.catalog().items().stream()
                        .anyMatch(item -> item.attributes().containsKey(vectors.attribute())))
                .<Recommender>map(vectors -> new TextReading(model, vectors))
                .orElse(model);
    }

    /** What every training in this project has in common. */
    Trainer.Run run(long seed) {
        Trainer.Run run = Trainer.Run.of(seed)
                .withCache(folder.resolve(".because").resolve("cache"))
                .withWorkers(config.training().workers())
                .withDevice(config.training().device());
        return config.data()
                .texts()
                .map(texts -> run.withTexts(new TextVectors(texts, folder)))
                .orElse(run);
    }

    private Dataset filtered(Dataset all) {
        Dataset data = all;
        if (config.data().minimumValue() > Double.NEGATIVE_INFINITY) {
            data = Filters.minimumValue(data, config.data().minimumValue());
        }
        if (!config.data().kinds().isEmpty()) {
            data = Filters.kinds(data, Set.copyOf(config.data().kinds()));
        }
        if (config.data().userCore() > 0 || config.data().itemCore() > 0) {
            data = Filters.kCore(
                    data,
                    Math.max(1, config.data().userCore()),
                    Math.max(1, config.data().itemCore()));
        }
        if (data.events().size() == 0) {
            throw new BadInput("no events are left of " + all.events().size()
                    + " after the filters.\nMaybe lower data.minimumValue, data.userCore or data.itemCore.");
        }
        return data;
    }

    private Split split(Imported imported, Dataset data) {
        Config.Splitting how = config.split();
        return switch (how.kind()) {
            case LEAVE_LAST_OUT -> Splits.leaveLastOut(data);
            case GLOBAL_TIME -> Splits.globalTime(data, 1 - how.validation() - how.test(), 1 - how.test());
            case RATIO -> Splits.ratio(data, how.validation(), how.test());
            case RANDOM -> Splits.random(data, how.validation(), how.test(), how.seed());
            case UNSEEN_ITEMS -> Splits.unseenItems(data, how.validation(), how.test(), how.seed());
            case FILES ->
                how.file()
                        .map(file -> SplitFile.read(folder.resolve(file), data))
                        .orElseGet(() -> givenFiles(imported, data));
        };
    }

    private Split givenFiles(Imported imported, Dataset data) {
        if (data.events().size() != imported.dataset().events().size()) {
            throw new BadInput(
                    "split.parts cannot be used together with filters: which file an event is from is known of all"
                            + " events only.\nMaybe write the split to a file first (because data split) and name it in split.file.");
        }
        return Splits.givenFiles(imported, config.split().parts());
    }
}
