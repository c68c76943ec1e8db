package because.narrate.picture;

import because.core.PlayerValue;
import because.narrate.Decimals;
import because.narrate.picture.Shape.Anchor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** A beeswarm: a row for each feature, a dot for each value; dots that would hide one another stand above and below each other. */
final class SwarmPlot implements Plot {
    /** More dots than these in a row look the same. */
    private static final int DOTS = 400;

    private static final double RADIUS = 3;

    /** Where no more than these stand above one another, each has an edge. */
    private static final int FEW = 14;

    private final String subtitle;
    private final Words unit;
    private final List<Feature> shown;
    private final List<Feature> others;
    private final PictureOptions options;
    private final Decimals decimals;
    private final double low;
    private final double high;

    /**
     * @param unit what a dot is, to be counted
     * @param others are drawn in one row, a dot for what they add together for each person; empty to leave them out
     */
    SwarmPlot(String subtitle, Words unit, List<Feature> shown, List<Feature> others, PictureOptions options) {
        this.subtitle = subtitle;
        this.unit = unit;
        this.shown = List.copyOf(shown);
        this.others = List.copyOf(others);
        this.options = options;
        this.decimals = Decimals.of(
                shown.stream()
                        .flatMap(feature -> feature.dots().stream())
                        .mapToDouble(dot -> dot.value().value()),
                options.language());
        double[] levels = levels(shown);
        this.low = levels.length == 0 ? 0 : levels[levels.length / 20];
        this.high = levels.length == 0 ? 0 : levels[levels.length - 1 - levels.length / 20];
    }

    private static double[] levels(List<Feature> features) {
        return features.stream()
                .flatMap(feature -> feature.dots().stream())
                .mapToDouble(Feature.Dot::level)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
    }

    /** Whether the levels of values differ, so that a colour can tell them. */
    static boolean coloured(List<Feature> features) {
        double[] levels = levels(features);
        return levels.length > 0 && levels[0] < levels[levels.length - 1];
    }

    @Override
    public String subtitle() {
        return subtitle;
    }

    @Override
    public String description() {
        return shown.stream()
                .map(feature -> feature.name() + ": "
                        + unit.in(options.language(), feature.dots().size()) + ", "
                        + decimals.signed(feature.dots().stream()
                                .mapToDouble(dot -> dot.value().value())
                                .average()
                                .orElse(0)))
                .collect(Collectors.joining("; "));
    }

    @Override
    public double draw(Canvas canvas, double top) {
        double[] rest = rest();
        Axis axis = axis(canvas, rest);
        double height = canvas.stacked() ? 48 : 34;
        double bottom = top + height * (shown.size() + (rest.length > 0 ? 1 : 0));
        double end = axis.across(canvas, top, bottom);
        canvas.line(axis.at(0), top, axis.at(0), bottom, Colour.AXIS, 1);
        List<String> names = new ArrayList<>();
        List<List<Placed>> rows = new ArrayList<>();
        for (Feature feature : shown) {
            names.add(feature.name());
            rows.add(feature.dots().stream().map(this::dot).toList());
        }
        if (rest.length > 0) {
            names.add(Words.OTHERS.in(options.language(), others.size()));
            rows.add(DoubleStream.of(rest)
                    .mapToObj(value ->
                            new Placed(value, Colour.OTHERS, new Mark("others", "", value, decimals.signed(value))))
                    .toList());
        }
        int crowd =
                rows.stream().mapToInt(row -> largest(axis, evenly(row))).max().orElse(1);
        for (int i = 0; i < rows.size(); i++) {
            double y = label(canvas, names.get(i), rows.get(i).size(), top + height * i, height);
            swarm(canvas, axis, evenly(rows.get(i)), crowd, y);
        }
        return low < high
                ? Legend.band(canvas, end, low(), high(), Colour::between)
                : Legend.draw(
                        canvas,
                        end,
                        List.of(
                                Legend.Entry.of(Colour.RAISES, Words.RAISES.in(options.language())),
                                Legend.Entry.of(Colour.LOWERS, Words.LOWERS.in(options.language()))));
    }

    private String low() {
        return Words.LOW.in(options.language()) + " " + level(low);
    }

    private String high() {
        return level(high) + " " + Words.HIGH.in(options.language());
    }

    private String level(double level) {
        return new Decimals(level == Math.rint(level) ? 0 : 1, options.language()).number(level);
    }

    /** What the others add together, for each person who has any. */
    private double[] rest() {
        IdentityHashMap<Told, Double> sums = new IdentityHashMap<>();
        List<Told> order = new ArrayList<>();
        for (Feature feature : others) {
            for (Feature.Dot dot : feature.dots()) {
                if (!sums.containsKey(dot.told())) {
                    order.add(dot.told());
                }
                sums.merge(dot.told(), dot.value().value(), Double::sum);
            }
        }
        return order.stream().mapToDouble(sums::get).toArray();
    }

    private Axis axis(Canvas canvas, double[] rest) {
        double widest = shown.stream()
                .mapToDouble(feature -> Lettering.TEXT.width(feature.name()))
                .max()
                .orElse(0);
        double room = canvas.right() - canvas.left();
        double names = canvas.stacked() ? 0 : Math.min(room * 0.38, widest + 12);
        double counts = canvas.stacked() ? 0 : 78;
        double[] values = DoubleStream.concat(
                        shown.stream()
                                .flatMap(feature -> feature.dots().stream())
                                .mapToDouble(dot -> dot.value().value()),
                        Arrays.stream(rest))
                .toArray();
        return Axis.around(
                Math.min(0, Arrays.stream(values).min().orElse(0)),
                Math.max(0, Arrays.stream(values).max().orElse(0)),
                canvas.left() + names + 6,
                canvas.right() - counts);
    }

    /** Names a row; returns its middle. */
    private double label(Canvas canvas, String name, int dots, double top, double height) {
        String count = unit.in(options.language(), dots);
        double number = Lettering.SMALL.width(count);
        double room = canvas.right() - canvas.left();
        if (canvas.stacked()) {
            canvas.onPaper(canvas.left(), top + 14, name, room - number - 8, Lettering.TEXT, Anchor.START, Colour.INK);
            canvas.onPaper(canvas.right(), top + 14, count, number, Lettering.SMALL, Anchor.END, Colour.MUTED);
            return top + 32;
        }
        double middle = top + height / 2;
        canvas.name(canvas.left(), middle + 4, name, room * 0.38 - 12, Lettering.TEXT, Anchor.START, Colour.INK);
        canvas.text(canvas.right(), middle + 4, count, Lettering.SMALL, Anchor.END, Colour.MUTED);
        return middle;
    }

    /** A dot that has its place on the scale, but not yet above or below the middle. */
    private record Placed(double value, Colour colour, Mark mark) {}

    private Placed dot(Feature.Dot dot) {
        PlayerValue value = dot.value();
        double level = dot.level();
        Colour colour = low < high && Double.isFinite(level)
                ? Colour.between((level - low) / (high - low))
                : low < high ? Colour.OTHERS : Colour.signed(value.value());
        String tip = dot.told().person() + ", " + Values.name(value.player()) + ": " + decimals.signed(value.value());
        return new Placed(value.value(), colour, new Mark("value", dot.told().person(), value.value(), tip));
    }

    /** Some of the dots, evenly chosen, if there are too many. */
    private static List<Placed> evenly(List<Placed> all) {
        int drawn = Math.min(DOTS, all.size());
        List<Placed> some = new ArrayList<>();
        for (int dot = 0; dot < drawn; dot++) {
            some.add(all.get((int) ((long) dot * all.size() / drawn)));
        }
        return some;
    }

    /** How many dots stand above one another where most do. */
    private static int largest(Axis axis, List<Placed> dots) {
        Map<Long, Integer> crowd = new HashMap<>();
        dots.forEach(dot -> crowd.merge(column(axis, dot), 1, Integer::sum));
        return crowd.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    }

    private static void swarm(Canvas canvas, Axis axis, List<Placed> dots, int crowd, double middle) {
        double step = Math.min(2 * RADIUS * 0.85, 2 * 13.0 / largest(axis, dots));
        boolean edged = crowd <= FEW;
        Map<Long, Integer> before = new HashMap<>();
        for (Placed dot : dots) {
            int place = before.merge(column(axis, dot), 1, Integer::sum);
            int away = place / 2; // the first in the middle, then one above, one below, …
            double offset = place % 2 == 0 ? away * step : -away * step;
            canvas.add(new Shape.Dot(
                    axis.at(dot.value()), middle + offset, edged ? RADIUS : 2, dot.colour(), edged, dot.mark()));
        }
    }

    private static long column(Axis axis, Placed dot) {
        return Math.round(axis.at(dot.value()) / (2 * RADIUS * 0.8));
    }
}
