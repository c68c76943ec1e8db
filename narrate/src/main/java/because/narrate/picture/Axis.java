package because.narrate.picture;

import because.narrate.Decimals;
import because.narrate.Language;
import because.narrate.picture.Shape.Anchor;
import java.util.ArrayList;
import java.util.List;

/**
 * A scale of numbers along a line of pixels.
 *
 * @param low the number at the start
 * @param high the number at the end
 * @param from the pixel at the start
 * @param to the pixel at the end
 */
record Axis(double low, double high, double from, double to) {
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    /** A scale with a little room beyond its numbers; numbers that are all equal stand in its middle. */
    static Axis around(double low, double high, double from, double to) {
        double span = high - low;
        double room = span > 0 ? span * 0.04 : high == 0 ? 1 : Math.abs(high) * 0.1;
        return new Axis(low - room, high + room, from, to);
    }

    double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    /**
     * A round number on the scale.
     *
     * @param value the number
     * @param text the number with as many decimals as the step between two of them needs
     */
    record Tick(double value, String text) {}

    /** Round numbers on the scale: so many at most, and one more. */
    List<Tick> ticks(int most) {
        double span = high - low;
        int digits = (int) Math.floor(Math.log10(span / most));
        double power = Math.pow(10, digits);
        double step = STEPS[STEPS.length - 1] * power;
        for (double candidate : STEPS) {
            if (span / (candidate * power) <= most) {
                step = candidate * power;
                break;
            }
        }
        int places = Math.clamp((step >= 10 * power ? -1 : step == 2.5 * power ? 1 : 0) - (long) digits, 0, 12);
        Decimals decimals = new Decimals(places, Language.EN);
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(new Tick(i * step, decimals.number(i * step)));
        }
        return ticks;
    }

    /** The width of the widest number. */
    static double widest(List<Tick> ticks) {
        return ticks.stream()
                .mapToDouble(tick -> Lettering.SMALL.width(tick.text()))
                .max()
                .orElse(0);
    }

    /** Whether numbers would run into one another. */
    private boolean crowded(List<Tick> ticks) {
        return ticks.size() > 1
                && Math.abs(at(ticks.get(1).value()) - at(ticks.get(0).value())) < widest(ticks) + 10;
    }

    /** Draws lines of a grid from top to bottom, with their numbers below; returns where the next thing may begin. */
    double across(Canvas canvas, double top, double bottom) {
        int most = Math.max(2, (int) ((to - from) / 60));
        while (most > 1 && crowded(ticks(most))) {
            most--;
        }
        for (Tick tick : ticks(most)) {
            double x = at(tick.value());
            double half = Lettering.SMALL.width(tick.text()) / 2;
            canvas.line(x, top, x, bottom, Colour.GRID, 1);
            canvas.text(
                    Math.clamp(x, half + 2, canvas.options().width() - half - 2),
                    bottom + 15,
                    tick.text(),
                    Lettering.SMALL,
                    Anchor.MIDDLE,
                    Colour.MUTED);
        }
        return bottom + 22;
    }
}
