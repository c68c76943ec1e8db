package because.models.tune;

import because.core.BadInput;
import because.network.Safetensors;
import because.network.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a tuning knows so far, in a folder: a folder for each trial, in it a file for each rung with every person's value of the metric, and what its training can
 * be taken up from. A file gets its name only when all of it is written.
 */
public final class TrialRecords {
    private static final String TUNING = "tuning.txt";
    private static final String VALUES = "values";

    private final Path folder;

    private TrialRecords(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens the records of a tuning, or begins them.
     *
     * @param folder where they are
     * @param identity what tells one tuning from another: model, options, space, schedule, seeds, data
     * @return the records
     * @throws BadInput if the folder holds those of another tuning
     */
    public static TrialRecords open(Path folder, String identity) {
        Path file = folder.resolve(TUNING);
        try {
            if (Files.exists(file)) {
                if (!Files.readString(file, StandardCharsets.UTF_8).equals(identity)) {
                    throw new BadInput("an unfinished tuning in " + folder
                            + " has another model, space, schedule, seed or other data.\n"
                            + "Maybe go on with what it was begun with, or begin anew with --restart.");
                }
            } else {
                Files.createDirectories(folder);
                write(file, next -> Files.writeString(next, identity, StandardCharsets.UTF_8));
            }
            return new TrialRecords(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the tuning cannot be kept in " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * What is kept of a trial on a rung.
     *
     * @param values each person's value of the metric, [people]; of no meaning if it failed
     * @param seconds what it took
     * @param failure why it could not be trained; empty if it could
     */
    record Kept(Tensor values, double seconds, String failure) {
        double mean() {
            double[] all = values.doubles();
            return failure.isEmpty() ? Arrays.stream(all).sum() / Math.max(1, all.length) : Double.NEGATIVE_INFINITY;
        }

        Trial.Result result(int budget) {
            double mean = mean();
            int n = values.size();
            double squares = Arrays.stream(values.doubles())
                    .map(v -> (v - mean) * (v - mean))
                    .sum();
            return new Trial.Result(budget, mean, n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n), seconds);
        }
    }

    /** The folder of a trial. */
    Path trial(int number) {
        return folder.resolve(String.format(Locale.ROOT, "trial-%03d", number));
    }

    /**
     * @param number of a trial
     * @return where its training can be taken up, if anything is there
     */
    public Path checkpoints(int number) {
        return trial(number).resolve(Tuner.CHECKPOINTS);
    }

    private Path file(int number, int rung) {
        return trial(number).resolve("rung-" + rung + ".safetensors");
    }

    /**
     * @param number of a trial
     * @param rung from 0
     * @return each person's value of the metric; empty if it was not on that rung
     */
    public Optional<double[]> values(int number, int rung) {
        return kept(number, rung)
                .filter(kept -> kept.failure().isEmpty())
                .map(kept -> kept.values().doubles().clone());
    }

    Optional<Kept> kept(int number, int rung) {
        Path file = file(number, rung);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Safetensors read = Safetensors.read(file);
            Tensor values = read.tensors().get(VALUES);
            if (values == null) {
                throw new BadInput(file + " holds no values.\nMaybe delete it; that trial is then trained again.");
            }
            double seconds = Double.parseDouble(read.metadata().getOrDefault("seconds", "0"));
            return Optional.of(new Kept(values, seconds, read.metadata().getOrDefault("failure", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    void keep(int number, int rung, Kept kept) {
        Map<String, String> about = Map.of("seconds", Double.toString(kept.seconds()), "failure", kept.failure());
        Map<String, Tensor> values = Map.of(VALUES, kept.values());
        try {
            Files.createDirectories(trial(number));
            write(file(number, rung), next -> Safetensors.write(next, values, about));
        } catch (IOException e) {
            throw new UncheckedIOException("the tuning cannot be kept in " + folder + ": " + e.getMessage(), e);
        }
    }

    private interface Writing {
        void to(Path next) throws IOException;
    }

    private static void write(Path file, Writing writing) throws IOException {
        Path next = file.resolveSibling("next");
        writing.to(next);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Drops what trainings can be taken up from, but for those of some trials. */
    void keepCheckpoints(Collection<Integer> numbers) {
        List<Path> kept = numbers.stream().map(this::trial).toList();
        try (Stream<Path> trials = Files.list(folder)) {
            for (Path trial : trials.filter(path -> Files.isDirectory(path) && !kept.contains(path))
                    .toList()) {
                try (Stream<Path> inside = Files.list(trial)) {
                    for (Path below : inside.filter(Files::isDirectory).toList()) {
                        delete(below);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("what lies in " + folder + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    /** Deletes all that was kept. */
    public void close() {
        discard(folder);
    }

    /**
     * Deletes the records of a tuning, whatever it is of.
     *
     * @param folder where they are; nothing happens if they are not
     */
    public static void discard(Path folder) {
        try {
            if (Files.exists(folder.resolve(TUNING))) {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
