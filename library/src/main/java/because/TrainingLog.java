package because;

import because.core.Progress;
import because.models.Memory;
import because.models.store.EventFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows a training, and passes on how far it is: its curve goes to an event file, which TensorBoard shows while it grows, and it is noted how long the training
 * takes, also if it is killed and taken up again, and how much memory the process takes at the most.
 */
final class TrainingLog implements Progress, AutoCloseable {
    /** The name among a model's metrics of the seconds that its training took. */
    static final String SECONDS = "training seconds";

    /** The name among a model's metrics of the most bytes of memory that the process took meanwhile. */
    static final String MEMORY = "training memory bytes";

    private static final String ELAPSED = "elapsed.txt";
    private static final int EVERY = 100;

    private final Progress progress;
    private final Path curves;
    private final Path checkpoints;
    private final double before;
    private final long begun = System.nanoTime();
    private final ScheduledExecutorService sampling;
    private volatile long memory;
    private @Nullable EventFile events;

    /**
     * @param progress is told how far the training is
     * @param curves the folder of the event files; those that are there go, unless the training is taken up again
     * @param checkpoints where the training can be taken up
     */
    TrainingLog(Progress progress, Path curves, Path checkpoints) {
        this.progress = progress;
        this.curves = curves;
        this.checkpoints = checkpoints;
        if (!Files.exists(checkpoints)) {
            Training.delete(curves);
        }
        this.before = elapsed(checkpoints);
        this.memory = Memory.resident();
        this.sampling = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("because-memory").daemon().factory());
        var _ = sampling.scheduleAtFixedRate(this::sample, EVERY, EVERY, TimeUnit.MILLISECONDS);
    }

    /** The folder of the event files of all models, one for each below it, beside the folder of a model: it is what TensorBoard is to be given. */
    static Path curves(Path run) {
        return run.resolveSibling(".tensorboard");
    }

    private void sample() {
        memory = Math.max(memory, Memory.resident());
    }

    private static double elapsed(Path checkpoints) {
        try {
            Path file = checkpoints.resolve(ELAPSED);
            return Files.exists(file)
                    ? Double.parseDouble(
                            Files.readString(file, StandardCharsets.UTF_8).strip())
                    : 0;
        } catch (IOException | NumberFormatException unreadable) {
            return 0; // written while it was killed: it is only the time
        }
    }

    /** Notes how long a training took that another one takes up. */
    static void took(Path checkpoints, double seconds) {
        try {
            Files.writeString(checkpoints.resolve(ELAPSED), Double.toString(seconds), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + checkpoints + ": " + e.getMessage(), e);
        }
    }

    private double seconds() {
        return before + (System.nanoTime() - begun) / 1e9;
    }

    @Override
    public void stage(String name, long total) {
        progress.stage(name, total);
    }

    @Override
    public void stage(String name, long total, long done) {
        progress.stage(name, total, done);
    }

    @Override
    public void within(double part, Map<String, Double> values) {
        progress.within(part, values);
    }

    @Override
    public void step(long done, Map<String, Double> values) {
        if (!values.isEmpty()) {
            double now = System.currentTimeMillis() / 1e3;
            try {
                EventFile file = events == null ? EventFile.create(curves, now) : events;
                events = file;
                file.add(now, done, values);
            } catch (IOException e) {
                throw new UncheckedIOException("the curve cannot be written to " + curves + ": " + e.getMessage(), e);
            }
        }
        if (Files.isDirectory(checkpoints)) {
            took(checkpoints, seconds());
        }
        progress.step(done, values);
    }

    /** What was noted, as metrics of the model. */
    Map<String, Double> measured() {
        sample();
        Map<String, Double> measured = new LinkedHashMap<>();
        measured.put(SECONDS, seconds());
        if (memory > 0) {
            measured.put(MEMORY, (double) memory);
        }
        return measured;
    }

    @Override
    public void close() {
        sampling.shutdownNow();
        EventFile file = events;
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the curve cannot be written to " + curves + ": " + e.getMessage(), e);
            }
        }
    }
}
