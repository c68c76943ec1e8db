package because.narrate.picture;

import because.core.Curve;
import because.narrate.Decimals;
import because.narrate.Overall;
import because.narrate.picture.Shape.Anchor;
import because.narrate.picture.Shape.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** How the target moves with a number: a line with its interval, and the lines of single people behind it. */
final class CurvePlot implements Plot {
    private final Curve curve;
    private final Overall overall;
    private final Decimals decimals;

    CurvePlot(Curve curve, PictureOptions options) {
        this.curve = curve;
        this.overall = Overall.of(curve, options.language());
        this.decimals = Decimals.of(curve.points().stream().mapToDouble(Curve.Point::value), options.language());
    }

    /** Whether the curve is over a number, so that it has a scale. */
    static boolean fits(Curve curve) {
        return curve.points().size() > 1
                && curve.points().stream()
                        .allMatch(point -> Double.isFinite(point.x()) && Double.isFinite(point.value()));
    }

    @Override
    public String subtitle() {
        return overall.how();
    }

    @Override
    public String description() {
        return curve.points().stream()
                .map(point -> point.at() + ": " + decimals.signed(point.value()))
                .collect(Collectors.joining("; "));
    }

    @Override
    public double draw(Canvas canvas, double top) {
        double bottom = top + (canvas.stacked() ? 260 : 320);
        double[] values = DoubleStream.concat(
                        curve.points().stream().flatMapToDouble(p -> DoubleStream.of(p.value(), p.low(), p.high())),
                        curve.lines().stream()
                                .flatMapToDouble(line -> line.values().stream().mapToDouble(Double::doubleValue)))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        Axis up = Axis.around(values[0], values[values.length - 1], bottom, top);
        List<Axis.Tick> ticks = up.ticks(6);
        double left = canvas.left() + 8 + Axis.widest(ticks);
        for (Axis.Tick tick : ticks) {
            double y = up.at(tick.value());
            canvas.line(left, y, canvas.right(), y, tick.value() == 0 ? Colour.AXIS : Colour.GRID, 1);
            canvas.text(left - 6, y + 4, tick.text(), Lettering.SMALL, Anchor.END, Colour.MUTED);
        }
        double[] xs =
                curve.points().stream().mapToDouble(Curve.Point::x).sorted().toArray();
        Axis across = Axis.around(xs[0], xs[xs.length - 1], left, canvas.right());
        double end = across.across(canvas, top, bottom);
        for (Curve.Line line : curve.lines()) {
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < curve.points().size(); i++) {
                if (Double.isFinite(line.values().get(i))) {
                    points.add(new Point(
                            across.at(curve.points().get(i).x()),
                            up.at(line.values().get(i))));
                }
            }
            line(canvas, points, Colour.AXIS, 0.7, false, new Mark("person", "" + line.person(), Double.NaN, ""));
        }
        line(canvas, points(across, up, Curve.Point::low), Colour.RAISES, 1, true, Mark.NONE);
        line(canvas, points(across, up, Curve.Point::high), Colour.RAISES, 1, true, Mark.NONE);
        line(canvas, points(across, up, Curve.Point::value), Colour.RAISES, 2.2, false, Mark.NONE);
        for (Curve.Point point : curve.points()) {
            String tip = point.at() + ": " + decimals.signed(point.value());
            Mark mark = new Mark("value", "point:" + point.at(), point.value(), tip);
            canvas.add(new Shape.Dot(across.at(point.x()), up.at(point.value()), 3.5, Colour.RAISES, mark));
        }
        return end;
    }

    private List<Point> points(Axis across, Axis up, ToDoubleFunction<Curve.Point> height) {
        return curve.points().stream()
                .filter(point -> Double.isFinite(height.applyAsDouble(point)))
                .map(point -> new Point(across.at(point.x()), up.at(height.applyAsDouble(point))))
                .toList();
    }

    private static void line(
            Canvas canvas, List<Point> points, Colour colour, double width, boolean dashed, Mark mark) {
        if (points.size() > 1) {
            canvas.add(new Shape.Line(points, colour, width, dashed, mark));
        }
    }
}
