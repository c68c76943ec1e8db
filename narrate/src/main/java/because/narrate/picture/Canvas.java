package because.narrate.picture;

import because.narrate.picture.Shape.Anchor;
import because.narrate.picture.Shape.Point;
import java.util.ArrayList;
import java.util.List;

/** Where a picture is laid out: it collects shapes. */
final class Canvas {
    /** Between the base lines of two lines of text, as a share of their size. */
    private static final double LINE = 1.45;

    private final PictureOptions options;
    private final List<Shape> shapes = new ArrayList<>();

    Canvas(PictureOptions options) {
        this.options = options;
    }

    PictureOptions options() {
        return options;
    }

    boolean stacked() {
        return options.stacked();
    }

    /** Where everything begins, from the left. */
    double left() {
        return stacked() ? 14 : 24;
    }

    /** Where everything ends. */
    double right() {
        return options.width() - left();
    }

    List<Shape> shapes() {
        return List.copyOf(shapes);
    }

    void add(Shape shape) {
        shapes.add(shape);
    }

    void line(double x1, double y1, double x2, double y2, Colour colour, double width) {
        add(new Shape.Line(List.of(new Point(x1, y1), new Point(x2, y2)), colour, width, false, Mark.NONE));
    }

    void dashed(double x1, double y1, double x2, double y2, Colour colour) {
        add(new Shape.Line(List.of(new Point(x1, y1), new Point(x2, y2)), colour, 1, true, Mark.NONE));
    }

    void text(double x, double y, String text, Lettering lettering, Anchor anchor, Colour colour) {
        add(new Shape.Text(x, y, text, lettering, anchor, colour, Mark.NONE));
    }

    /** A name that may be too long: what does not fit is told by its tip. */
    void name(double x, double y, String name, double room, Lettering lettering, Anchor anchor, Colour colour) {
        String shown = lettering.fit(name, room);
        Mark mark = shown.equals(name) ? Mark.NONE : new Mark("", "", Double.NaN, name);
        add(new Shape.Text(x, y, shown, lettering, anchor, colour, mark));
    }

    /** A name with paper behind it, so that no line of the grid runs through. */
    void onPaper(double x, double y, String name, double room, Lettering lettering, Anchor anchor, Colour colour) {
        double width = lettering.width(lettering.fit(name, room));
        double left = anchor == Anchor.START ? x : anchor == Anchor.END ? x - width : x - width / 2;
        add(new Shape.Box(
                left - 2, y - lettering.size(), width + 4, lettering.size() * 1.3, 0, Colour.PAPER, Mark.NONE));
        name(x, y, name, room, lettering, anchor, colour);
    }

    /** A text in as many lines as it takes over the whole width; returns where the next one may begin. */
    double paragraph(String text, double top, Lettering lettering, Colour colour) {
        double y = top;
        for (String line : lettering.lines(text, right() - left())) {
            y += lettering.size() * LINE;
            text(left(), y - lettering.size() * (LINE - 1), line, lettering, Anchor.START, colour);
        }
        return y;
    }
}
