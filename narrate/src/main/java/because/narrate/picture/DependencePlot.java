package because.narrate.picture;

import because.narrate.Decimals;
import because.narrate.Language;
import because.narrate.picture.Shape.Anchor;
import because.narrate.picture.Shape.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Values against a number: a dot for each, and a line through the means of equally many, from low to high. */
final class DependencePlot implements Plot {
    private static final int DOTS = 1500;
    private static final int BINS = 24;

    /** Up to so many different numbers each have a mean of their own. */
    private static final int FEW = 60;

    private static final double GOLDEN = 0.6180339887498949;

    private final String title;
    private final List<Pair> pairs;
    private final Language language;
    private final Decimals decimals;

    /** A value, with the number that it is drawn against. */
    private record Pair(double at, double value, Mark mark) {}

    DependencePlot(List<Feature.Dot> dots, Property property, Language language) {
        this.title = property.title(language);
        this.language = language;
        this.decimals = Decimals.of(dots.stream().mapToDouble(dot -> dot.value().value()), language);
        List<Pair> all = new ArrayList<>();
        for (Feature.Dot dot : dots) {
            double at = property.number(dot);
            double value = dot.value().value();
            String tip = dot.told().person() + ", " + Values.name(dot.value().player()) + ": " + decimals.signed(value);
            if (Double.isFinite(at)) {
                all.add(new Pair(at, value, new Mark("value", dot.told().person(), value, tip)));
            }
        }
        all.sort(Comparator.comparingDouble(Pair::at)); // stable: equal numbers stay in the order of the people
        this.pairs = List.copyOf(all);
    }

    boolean isEmpty() {
        return pairs.isEmpty();
    }

    @Override
    public String subtitle() {
        return Words.PEOPLE_DEPENDENCE.in(language, title);
    }

    @Override
    public String description() {
        List<String> parts = new ArrayList<>();
        means().forEach(mean ->
                parts.add(new Decimals(1, language).number(mean.x()) + ": " + decimals.signed(mean.y())));
        return title + ": " + String.join("; ", parts);
    }

    /** The means of equally many values each; of each number, where there are few different ones. */
    private List<Point> means() {
        long different = pairs.stream().mapToDouble(Pair::at).distinct().count();
        List<Point> means = new ArrayList<>();
        int from = 0;
        while (from < pairs.size()) {
            int to = from + 1;
            int bin = different <= FEW ? 1 : Math.max(1, pairs.size() / BINS);
            while (to < pairs.size()
                    && (to < from + bin
                            || pairs.get(to).at() == pairs.get(to - 1).at())) {
                to++;
            }
            List<Pair> some = pairs.subList(from, to);
            means.add(new Point(
                    some.stream().mapToDouble(Pair::at).average().orElse(0),
                    some.stream().mapToDouble(Pair::value).average().orElse(0)));
            from = to;
        }
        return means;
    }

    @Override
    public double draw(Canvas canvas, double top) {
        double height = canvas.stacked() ? 260 : 320;
        double bottom = top + height;
        double low = pairs.stream().mapToDouble(Pair::value).min().orElse(0);
        double high = pairs.stream().mapToDouble(Pair::value).max().orElse(0);
        Axis up = Axis.around(Math.min(0, low), Math.max(0, high), bottom, top);
        List<Axis.Tick> ticks = up.ticks(6);
        double left = canvas.left() + 8 + Axis.widest(ticks);
        for (Axis.Tick tick : ticks) {
            double y = up.at(tick.value());
            canvas.line(left, y, canvas.right(), y, tick.value() == 0 ? Colour.AXIS : Colour.GRID, 1);
            canvas.text(left - 6, y + 4, tick.text(), Lettering.SMALL, Anchor.END, Colour.MUTED);
        }
        Axis across = Axis.around(pairs.getFirst().at(), pairs.getLast().at(), left, canvas.right());
        double end = across.across(canvas, top, bottom);
        double jitter = jitter(across);
        int drawn = Math.min(DOTS, pairs.size());
        for (int dot = 0; dot < drawn; dot++) {
            int i = (int) ((long) dot * pairs.size() / drawn);
            Pair pair = pairs.get(i);
            double aside = (i * GOLDEN - Math.floor(i * GOLDEN) - 0.5) * jitter;
            canvas.add(new Shape.Dot(
                    across.at(pair.at()) + aside, up.at(pair.value()), 2.6, Colour.signed(pair.value()), pair.mark()));
        }
        List<Point> line = means().stream()
                .map(mean -> new Point(across.at(mean.x()), up.at(mean.y())))
                .toList();
        if (line.size() > 1) {
            canvas.add(new Shape.Line(line, Colour.PAPER, 5, false, Mark.NONE));
            canvas.add(new Shape.Line(line, Colour.INK, 2.2, false, new Mark("mean", "", Double.NaN, "")));
        }
        canvas.text(canvas.right(), end + 10, title, Lettering.SMALL, Anchor.END, Colour.MUTED);
        end += 14;
        if (drawn < pairs.size()) {
            String some = Words.SOME.in(language, drawn, pairs.size());
            end = canvas.paragraph(some, end, Lettering.SMALL, Colour.MUTED);
        }
        return end;
    }

    /** How far dots may stand aside, in pixels: where many share few numbers, less than half of the way to the next. */
    private double jitter(Axis across) {
        double[] different = pairs.stream().mapToDouble(Pair::at).distinct().toArray();
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 1; i < different.length; i++) {
            nearest = Math.min(nearest, across.at(different[i]) - across.at(different[i - 1]));
        }
        return different.length < 2 || different.length > BINS ? 0 : nearest * 0.6;
    }
}
