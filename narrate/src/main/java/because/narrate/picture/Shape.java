package because.narrate.picture;

import java.util.List;

/** Something that is drawn: all that a picture is made of. Coordinates are pixels from the upper left corner. */
sealed interface Shape {
    /** A place. */
    record Point(double x, double y) {}

    /** Where a text stands with respect to its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** A filled rectangle, its corners rounded by a radius. */
    record Box(double x, double y, double width, double height, double round, Colour fill, Mark mark)
            implements Shape {}

    /** A filled polygon. */
    record Polygon(List<Point> points, Colour fill, Mark mark) implements Shape {
        public Polygon {
            points = List.copyOf(points);
        }
    }

    /** Straight lines from point to point, dashed or not. */
    record Line(List<Point> points, Colour colour, double width, boolean dashed, Mark mark) implements Shape {
        public Line {
            points = List.copyOf(points);
        }
    }

    /** A filled circle, with a thin edge of paper where others may be near, but not so many that their edges would hide them. */
    record Dot(double x, double y, double radius, Colour fill, boolean edged, Mark mark) implements Shape {
        Dot(double x, double y, double radius, Colour fill, Mark mark) {
            this(x, y, radius, fill, true, mark);
        }
    }

    /** A line of text; the point is on its base line. */
    record Text(double x, double y, String text, Lettering lettering, Anchor anchor, Colour colour, Mark mark)
            implements Shape {}
}
