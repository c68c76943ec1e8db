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

    /** Round numbers on the scale. */
    List<Double> ticks(int most) {
        double span = high - low;
        double power = Math.pow(10, Math.floor(Math.log10(span / most)));
        double step = power * 10;
        for (double candidate : STEPS) {
            if (span / (candidate * power) <= most) {
                step = candidate * power;
                break;
            }
        }
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** Round numbers as text, all with as many decimals as their step needs. */
    static List<String> words(List<Double> ticks) {
        double step = ticks.size() > 1 ? ticks.get(1) - ticks.get(0) : 1;
        double power = Math.floor(Math.log10(step) + 1e-9);
        boolean half = Math.abs(step / Math.pow(10, power) - 2.5) < 1e-6;
        int places = Math.clamp((long) (-power + (half ? 1 : 0)), 0, 12);
        return ticks.stream().map(new Decimals(places, Language.EN)::number).toList();
    }

    /** Whether numbers would run into one another. */
    private boolean crowded(List<Double> ticks) {
        double widest =
                words(ticks).stream().mapToDouble(Lettering.SMALL::width).max().orElse(0);
        return ticks.size() > 1 && Math.abs(at(ticks.get(1)) - at(ticks.get(0))) < widest + 10;
    }

    /** Draws lines of a grid from top to bottom, with their numbers below; returns where the next thing may begin. */
    double across(Canvas canvas, double top, double bottom) {
        int most = Math.max(2, (int) ((to - from) / 60));
        while (most > 1 && crowded(ticks(most))) {
            most--;
        }
        List<Double> ticks = ticks(most);
        List<String> words = words(ticks);
        for (int i = 0; i < ticks.size(); i++) {
            double x = at(ticks.get(i));
            double half = Lettering.SMALL.width(words.get(i)) / 2;
            canvas.line(x, top, x, bottom, Colour.GRID, 1);
            canvas.text(
                    Math.clamp(x, half + 2, canvas.options().width() - half - 2),
                    bottom + 15,
                    words.get(i),
                    Lettering.SMALL,
                    Anchor.MIDDLE,
                    Colour.MUTED);
        }
        return bottom + 22;
    }
}
