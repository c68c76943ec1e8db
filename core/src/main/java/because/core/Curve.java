package because.core;

import java.util.List;
import java.util.Locale;

/**
 * How a model's target moves with one feature, over many people. What it states was computed: the feature was set to each value for each person and the model was asked.
 *
 * @param header how it was computed; base and score are both the mean target over the people as they are
 * @param form what the values are
 * @param feature the feature's name
 * @param people over how many people, 1 or more
 * @param points in the order of the feature's values
 * @param lines single people's curves, a value for each point; empty unless they were asked for
 */
public record Curve(Header header, Form form, String feature, int people, List<Point> points, List<Line> lines)
        implements Explanation {
    /** Copies the lists and refuses lines that do not fit the points. */
    public Curve {
        points = List.copyOf(points);
        lines = List.copyOf(lines);
        int size = points.size();
        if (people < 1) {
            throw BadInput.of("the number of people of a curve", people, "1 or more", "");
        }
        if (lines.stream().anyMatch(line -> line.values().size() != size)) {
            throw new BadInput("a person's line has another number of values than the curve has points.");
        }
    }

    /** What the values of a curve are. */
    public enum Form {
        /** Partial dependence (Friedman 2001): the mean target if everybody had that value. */
        PDP,
        /** Individual conditional expectation (Goldstein et al. 2015): the same, and each person's own line. */
        ICE,
        /**
         * Accumulated local effects (Apley, Zhu 2020): the mean changes of the target between neighbouring values, among those who are there, added up; the mean
         * over the people is 0.
         */
        ALE;

        /** @return the name in files and options */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The curve at one value of the feature.
     *
     * @param at the value in words: a number, or the name of a category
     * @param x the value as a number; NaN for a category
     * @param value the curve there, in the target's unit
     * @param standardError of the value over draws of people; NaN if there are too few to say
     * @param low the lower end of the 95 % interval
     * @param high the upper end
     * @param people of how many people it is made: those who can have the value, or for local effects those between this value and the one before
     */
    public record Point(String at, double x, double value, double standardError, double low, double high, int people) {}

    /**
     * One person's curve.
     *
     * @param person a number; who it is is not told
     * @param values one for each point; NaN where the person cannot have the value
     */
    public record Line(int person, List<Double> values) {
        /** Copies the values. */
        public Line {
            values = List.copyOf(values);
        }
    }

    /** @return how far the curve goes from its lowest to its highest value */
    public double range() {
        double low = points.stream().mapToDouble(Point::value).min().orElse(0);
        double high = points.stream().mapToDouble(Point::value).max().orElse(0);
        return high - low;
    }

    @Override
    public String kind() {
        return "curve";
    }

    @Override
    public List<Evidence> evidence() {
        return points.stream()
                .map(point -> new Evidence(
                        "point:" + point.at(), feature + " = " + point.at(), point.value(), point.standardError()))
                .toList();
    }
}
