package because.narrate.picture;

import because.narrate.picture.Shape.Anchor;
import because.narrate.picture.Shape.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Named rows over one scale: the frame of waterfalls and bars. Wide pictures have names at the left and numbers at the right, narrow ones both above each bar.
 *
 * @param rows from top to bottom
 * @param join what leads from the end of each row to the next
 * @param whole whether wide pictures, too, have names above the bars if one is too long to stand at the left, rather than cut off
 */
record Rows(List<Row> rows, Join join, boolean whole) {
    private static final double ARROW = 6;

    /** The share of the width that names at the left may take. */
    private static final double NAMES = 0.4;

    /** Rows whose long names are cut off. */
    Rows(List<Row> rows, Join join) {
        this(rows, join, false);
    }

    /** What leads from the end of a row to the next one. */
    enum Join {
        /** Nothing. */
        NONE,
        /** A thin line straight down, to where the next begins. */
        DOWN,
        /** A line to where the next ends, in its colour. */
        ACROSS
    }

    /** How a row is drawn. */
    enum Form {
        /** An arrow from where the sum was to where it is. */
        STEP,
        /** A bar. */
        BAR,
        /** A place on the scale that stands out. */
        POINT,
        /** A place on the scale. */
        DOT
    }

    /**
     * A row.
     *
     * @param mark what it stands for
     * @param name at the left
     * @param number at the right
     * @param from where it begins on the scale
     * @param to where it ends
     * @param reach how far the error reaches to each side of the end; 0 or NaN for none
     * @param form how it is drawn
     * @param colour of it
     */
    record Row(Mark mark, String name, String number, double from, double to, double reach, Form form, Colour colour) {
        private double error() {
            return Double.isFinite(reach) ? reach : 0;
        }
    }

    /** Draws the rows below a line; returns where the numbers of the scale end. */
    double draw(Canvas canvas, double top) {
        double wanted = widest(rows.stream().map(Row::name).toList()) + 13;
        double room = (canvas.right() - canvas.left()) * NAMES;
        boolean stacked = canvas.stacked() || (whole && wanted > room);
        double names = stacked ? 0 : Math.min(room, wanted);
        double numbers = stacked ? 0 : widest(rows.stream().map(Row::number).toList()) + 12;
        Axis axis = axis(canvas.left() + names, canvas.right() - numbers);
        double height = stacked ? 38 : 26;
        double bottom = top + height * rows.size() + 4;
        double end = axis.across(canvas, top, bottom);
        if (rows.stream().anyMatch(row -> row.form() == Form.BAR)) {
            canvas.line(axis.at(0), top, axis.at(0), bottom, Colour.AXIS, 1);
        }
        double thickness = stacked ? 12 : 15;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double y = top + height * i;
            double bar = stacked ? y + 22 : y + (height - thickness) / 2 + 2;
            if (i + 1 < rows.size()) {
                join(canvas, axis.at(row.to()), axis.at(rows.get(i + 1).to()), bar, height, thickness, rows.get(i + 1));
            }
            label(canvas, row, stacked ? y + 16 : bar + thickness - 3, names, stacked);
            shape(canvas, row, axis, bar, thickness);
        }
        return end;
    }

    private void join(Canvas canvas, double x, double next, double y, double height, double thickness, Row row) {
        double middle = y + thickness / 2;
        switch (join) {
            case NONE -> {}
            case DOWN -> canvas.dashed(x, y, x, y + height + thickness, Colour.AXIS);
            case ACROSS -> canvas.line(x, middle, next, middle + height, row.colour(), 2.5);
        }
    }

    private static double widest(List<String> texts) {
        return texts.stream().mapToDouble(Lettering.TEXT::width).max().orElse(0);
    }

    private Axis axis(double from, double to) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Row row : rows) {
            for (double end : new double[] {row.from(), row.to() - row.error(), row.to() + row.error()}) {
                low = Math.min(low, end);
                high = Math.max(high, end);
            }
        }
        return Axis.around(low, high, from, to);
    }

    private static void label(Canvas canvas, Row row, double y, double names, boolean stacked) {
        double number = Lettering.TEXT.width(row.number());
        double room = stacked ? canvas.right() - canvas.left() - number - 10 : names - 12;
        if (stacked) {
            canvas.onPaper(canvas.left(), y, row.name(), room, Lettering.TEXT, Anchor.START, Colour.INK);
            canvas.onPaper(canvas.right(), y, row.number(), number, Lettering.TEXT, Anchor.END, Colour.INK);
        } else {
            canvas.name(canvas.left(), y, row.name(), room, Lettering.TEXT, Anchor.START, Colour.INK);
            canvas.text(canvas.right(), y, row.number(), Lettering.TEXT, Anchor.END, Colour.INK);
        }
    }

    private static void shape(Canvas canvas, Row row, Axis axis, double y, double thickness) {
        double from = axis.at(row.from());
        double to = axis.at(row.to());
        double middle = y + thickness / 2;
        switch (row.form()) {
            case POINT -> {
                canvas.line(to, y - 2, to, y + thickness + 2, row.colour(), 2);
                canvas.add(new Shape.Dot(to, middle, 5, row.colour(), row.mark()));
            }
            case DOT -> canvas.add(new Shape.Dot(to, middle, 4.5, row.colour(), row.mark()));
            case BAR ->
                canvas.add(new Shape.Box(
                        Math.min(from, to), y, Math.abs(to - from), thickness, 0, row.colour(), row.mark()));
            case STEP -> {
                double neck = to > from ? Math.max(from, to - ARROW) : Math.min(from, to + ARROW);
                canvas.add(new Shape.Polygon(
                        List.of(
                                new Point(from, y),
                                new Point(neck, y),
                                new Point(to, middle),
                                new Point(neck, y + thickness),
                                new Point(from, y + thickness)),
                        row.colour(),
                        row.mark()));
            }
        }
        if (row.error() > 0) {
            whisker(canvas, axis.at(row.to() - row.error()), axis.at(row.to() + row.error()), middle, row.mark());
        }
    }

    private static void whisker(Canvas canvas, double from, double to, double y, Mark of) {
        double cap = to - from > 5 ? 3 : 0; // caps that touch would look like a mark of their own
        List<Point> points = new ArrayList<>();
        DoubleStream.of(-cap, cap, 0).forEach(d -> points.add(new Point(from, y + d)));
        DoubleStream.of(0, -cap, cap).forEach(d -> points.add(new Point(to, y + d)));
        canvas.add(new Shape.Line(points, Colour.INK, 1.2, false, new Mark("error", of.id(), Double.NaN, "")));
    }
}
