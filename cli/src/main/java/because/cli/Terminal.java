package because.cli;

import because.Json;
import because.core.Progress;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a command writes: answers to standard output, progress to standard error. On a terminal progress is a bar with rate and time left; elsewhere a line at
 * the end of each stage, and some on the way in a long one.
 */
final class Terminal implements Progress {
    /** In how many parts a bar cuts a step, so that it moves while a long one is under way. */
    private static final int PARTS = 1000;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean bars;
    private final LongSupplier clock;
    private @Nullable ProgressBar bar;
    private @Nullable Stage stage;

    Terminal(PrintStream out, PrintStream err) {
        this(out, err, terminal(), System::nanoTime);
    }

    /** With bars or without, and a clock of nanoseconds. */
    Terminal(PrintStream out, PrintStream err, boolean bars, LongSupplier clock) {
        this.out = out;
        this.err = err;
        this.bars = bars;
        this.clock = clock;
    }

    /** Which JDK gives no console to a program without a terminal has changed, and may change again. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean terminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    /** Prints the one JSON object of a command. */
    void json(JsonNode json) {
        finish();
        out.println(Json.text(json));
    }

    /** Prints text. */
    void text(String text) {
        finish();
        out.println(text);
    }

    /** Prints a remark that is not part of the answer. */
    void note(String text) {
        finish();
        err.println(text);
    }

    @Override
    public void stage(String name, long total) {
        stage(name, total, 0);
    }

    @Override
    public synchronized void stage(String name, long total, long done) {
        finish();
        stage = new Stage(name, total, done, clock.getAsLong());
        if (bars) {
            bar = new ProgressBarBuilder()
                    .setTaskName(name)
                    .setInitialMax(total == 0 ? -1 : total * PARTS)
                    .setUnit("", PARTS)
                    .startsFrom(done * PARTS, Duration.ZERO)
                    .setEtaFunction(Terminal::left)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .showSpeed()
                    .clearDisplayOnFinish()
                    .setConsumer(new ConsoleProgressBarConsumer(err))
                    .build();
        }
    }

    /** The bar's own estimate divides whole nanoseconds by whole parts, of which there may be more. */
    private static Optional<Duration> left(ProgressState bar) {
        double made = bar.getCurrent() - bar.getStart();
        double seconds = bar.getElapsedAfterStart().toNanos() / 1e9 / made * (bar.getMax() - bar.getCurrent());
        return bar.isIndefinite() || made <= 0 ? Optional.empty() : Optional.of(Duration.ofSeconds((long) seconds));
    }

    @Override
    public synchronized void step(long done, Map<String, Double> values) {
        if (stage != null) {
            stage.step(done, values);
            show(stage);
        }
    }

    @Override
    public synchronized void within(double part, Map<String, Double> values) {
        if (stage != null) {
            stage.within(part, values);
            show(stage);
        }
    }

    private void show(Stage present) {
        ProgressBar shown = bar;
        if (shown == null) {
            present.line(clock.getAsLong()).ifPresent(err::println);
        } else {
            shown.stepTo(Math.round(present.position() * PARTS));
            shown.setExtraMessage(present.words());
        }
    }

    /** Ends the stage that is under way, if there is one. */
    synchronized void finish() {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.close();
            bar = null;
        }
        if (stage != null) {
            err.println(stage.end(clock.getAsLong()));
            stage = null;
        }
    }

    /** A time in the two units that matter. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60
                ? whole + " s"
                : whole < 3600
                        ? whole / 60 + " min " + whole % 60 + " s"
                        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
