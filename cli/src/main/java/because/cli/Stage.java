package because.cli;

import static because.core.Progress.LEFT;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A stage of long work that is under way: how far it is, what there is to say of it, and how long it will still take. */
final class Stage {
    /** At most a line a minute. */
    private static final long OFTEN = TimeUnit.MINUTES.toNanos(1);

    /** And one so often, however little is done meanwhile: who looks into a log is to see that the work is alive. */
    private static final long SELDOM = TimeUnit.MINUTES.toNanos(10);

    private final String name;
    private final long total;
    private final long before;
    private final long begun;
    private long done;
    private double part;
    private Map<String, Double> last = Map.of();
    private Map<String, Double> shown = Map.of();
    private boolean lines;
    private long line;
    private double lineAt;

    /**
     * @param name what it is
     * @param total how many steps it has; 0 if that is not known
     * @param done how many of them were done before it was taken up
     * @param now nanoseconds
     */
    Stage(String name, long total, long done, long now) {
        this.name = name;
        this.total = total;
        this.before = done;
        this.begun = now;
        this.done = done;
        this.line = now;
        this.lineAt = done;
    }

    /** Some steps are done. */
    void step(long done, Map<String, Double> values) {
        this.done = done;
        part = 0;
        last = new TreeMap<>(values);
        shown = last;
    }

    /** A part of the next step is done. */
    void within(double part, Map<String, Double> values) {
        this.part = Math.clamp(part, 0.0, 1.0);
        shown = new TreeMap<>(last);
        shown.putAll(values);
    }

    /** How many steps are done, with the part of the next one. */
    double position() {
        return done + part;
    }

    /** What there is to say now. */
    String words() {
        return words(shown);
    }

    /** A line for those who see no bar, if it is time for one: after a minute, and then whenever a tenth of all steps more is done, or ten minutes have passed. */
    Optional<String> line(long now) {
        long since = now - line;
        boolean much = total > 0 && position() - lineAt >= total / 10.0;
        if (since < OFTEN || (lines && !much && since < SELDOM)) {
            return Optional.empty();
        }
        lines = true;
        line = now;
        lineAt = position();
        Map<String, Double> said = new TreeMap<>(shown);
        left(now).ifPresent(seconds -> said.putIfAbsent(LEFT, seconds));
        String of = total > 0
                ? String.format(Locale.ROOT, "/%d (%.0f %%)", total, Math.floor(100 * position() / total))
                : "";
        return Optional.of(name + ": " + done + of + words(said));
    }

    /** How many seconds are left, if steps go on to take as long as since the stage was begun or taken up. */
    private OptionalDouble left(long now) {
        double made = position() - before;
        return total > 0 && made > 0
                ? OptionalDouble.of((now - begun) / 1e9 / made * Math.max(0, total - position()))
                : OptionalDouble.empty();
    }

    /** The line at its end. */
    String end(long now) {
        Map<String, Double> said = new TreeMap<>(last);
        said.remove(LEFT);
        return String.format(Locale.ROOT, "%s: %.1f s%s", name, (now - begun) / 1e9, words(said));
    }

    private static String words(Map<String, Double> values) {
        StringBuilder words = new StringBuilder();
        values.forEach((name, value) -> words.append(
                name.equals(LEFT)
                        ? "  " + Terminal.duration(value) + " left"
                        : String.format(Locale.ROOT, "  %s %.4f", name, value)));
        return words.toString();
    }
}
