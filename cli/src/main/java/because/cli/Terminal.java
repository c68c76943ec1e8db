package because.cli;

import because.Json;
import because.core.Progress;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a command writes: answers to standard output, progress to standard error. On a terminal progress is a bar with rate and time left, elsewhere a line a
 * stage.
 */
final class Terminal implements Progress {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean bars;
    private @Nullable ProgressBar bar;
    private String stage = "";
    private long begun;
    private Map<String, Double> last = Map.of();

    Terminal(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
        this.bars = terminal();
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
    public synchronized void stage(String name, long total) {
        finish();
        stage = name;
        begun = System.nanoTime();
        last = Map.of();
        if (bars) {
            bar = new ProgressBarBuilder()
                    .setTaskName(name)
                    .setInitialMax(total == 0 ? -1 : total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .showSpeed()
                    .clearDisplayOnFinish()
                    .setConsumer(new ConsoleProgressBarConsumer(err))
                    .build();
        }
    }

    @Override
    public synchronized void step(long done, Map<String, Double> values) {
        last = new TreeMap<>(values);
        ProgressBar shown = bar;
        if (shown != null) {
            shown.stepTo(done);
            shown.setExtraMessage(words(last));
        }
    }

    /** Ends the stage that is under way, if there is one. */
    synchronized void finish() {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.close();
            bar = null;
        }
        if (!stage.isEmpty()) {
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            Map<String, Double> said = new TreeMap<>(last);
            said.remove(LEFT);
            err.printf(Locale.ROOT, "%s: %.1f s%s%n", stage, took.toMillis() / 1000.0, words(said));
            stage = "";
        }
    }

    private static String words(Map<String, Double> values) {
        StringBuilder words = new StringBuilder();
        values.forEach((name, value) -> words.append(
                name.equals(LEFT)
                        ? "  " + duration(value) + " left"
                        : String.format(Locale.ROOT, "  %s %.4f", name, value)));
        return words.toString();
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
