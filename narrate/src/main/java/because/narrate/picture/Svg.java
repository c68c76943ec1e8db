package because.narrate.picture;

import because.narrate.Language;
import because.narrate.picture.Shape.Anchor;
import because.narrate.picture.Shape.Point;
import java.util.List;
import java.util.Locale;

/** Writes shapes as SVG. Every text, whatever characters it holds, is nothing but text there. */
final class Svg {
    private static final String FONTS =
            "'Helvetica Neue',Helvetica,Arial,'Liberation Sans','PingFang SC','Microsoft YaHei','Noto Sans CJK SC','DejaVu Sans',sans-serif";

    private final StringBuilder svg = new StringBuilder();

    private Svg() {}

    static String of(Language language, int width, int height, String title, String description, List<Shape> shapes) {
        Svg writer = new Svg();
        writer.svg
                .append(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" xml:lang=\"")
                .append(language.code())
                .append("\" role=\"img\" aria-label=\"")
                .append(escaped(title))
                .append("\" font-family=\"")
                .append(FONTS)
                .append("\">\n<title>")
                .append(escaped(title))
                .append("</title>\n<desc>")
                .append(escaped(description))
                .append("</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"")
                .append(Colour.PAPER.hex())
                .append("\"/>\n");
        shapes.forEach(writer::shape);
        return writer.svg.append("</svg>\n").toString();
    }

    private void shape(Shape shape) {
        switch (shape) {
            case Shape.Box box -> {
                open("rect", box.mark());
                number("x", box.x());
                number("y", box.y());
                number("width", box.width());
                number("height", box.height());
                if (box.round() > 0) {
                    number("rx", box.round());
                }
                attribute("fill", box.fill().hex());
                close("rect", "", box.mark());
            }
            case Shape.Polygon polygon -> {
                open("polygon", polygon.mark());
                attribute("points", points(polygon.points()));
                attribute("fill", polygon.fill().hex());
                close("polygon", "", polygon.mark());
            }
            case Shape.Line line -> {
                open("polyline", line.mark());
                attribute("points", points(line.points()));
                attribute("fill", "none");
                attribute("stroke", line.colour().hex());
                number("stroke-width", line.width());
                if (line.dashed()) {
                    attribute("stroke-dasharray", "2 3");
                } else if (line.points().size() > 2) {
                    attribute("stroke-linejoin", "round");
                }
                close("polyline", "", line.mark());
            }
            case Shape.Dot dot -> {
                open("circle", dot.mark());
                number("cx", dot.x());
                number("cy", dot.y());
                number("r", dot.radius());
                attribute("fill", dot.fill().hex());
                if (dot.edged()) {
                    attribute("stroke", Colour.PAPER.hex());
                    attribute("stroke-width", "0.7");
                }
                close("circle", "", dot.mark());
            }
            case Shape.Text text -> {
                open("text", text.mark());
                number("x", text.x());
                number("y", text.y());
                number("font-size", text.lettering().size());
                if (text.lettering().bold()) {
                    attribute("font-weight", "bold");
                }
                if (text.anchor() != Anchor.START) {
                    attribute("text-anchor", text.anchor().name().toLowerCase(Locale.ROOT));
                }
                attribute("fill", text.colour().hex());
                close("text", escaped(text.text()), text.mark());
            }
        }
    }

    private void open(String element, Mark mark) {
        svg.append('<').append(element);
        if (!mark.role().isEmpty()) {
            attribute("class", mark.role());
        }
        if (!mark.id().isEmpty()) {
            attribute("data-id", mark.id());
        }
        if (Double.isFinite(mark.value())) {
            attribute("data-value", Double.toString(mark.value()));
        }
    }

    private void close(String element, String content, Mark mark) {
        if (content.isEmpty() && mark.tip().isEmpty()) {
            svg.append("/>\n");
            return;
        }
        svg.append('>');
        if (!mark.tip().isEmpty()) {
            svg.append("<title>").append(escaped(mark.tip())).append("</title>");
        }
        svg.append(content).append("</").append(element).append(">\n");
    }

    private void attribute(String name, String value) {
        svg.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
    }

    private void number(String name, double value) {
        attribute(name, number(value));
    }

    private static String points(List<Point> points) {
        StringBuilder text = new StringBuilder();
        for (Point point : points) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(number(point.x()))
                    .append(',')
                    .append(number(point.y()));
        }
        return text.toString();
    }

    /** A hundredth of a pixel is enough. */
    private static String number(double value) {
        double rounded = Math.rint(value * 100) / 100 + 0.0;
        return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e9
                ? Long.toString((long) rounded)
                : Double.toString(rounded);
    }

    /** Text for XML: its marks as entities, and characters that XML does not have as question marks. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(allowed(c) ? c : '\uFFFD');
            }
        });
        return safe.toString();
    }

    private static boolean allowed(int c) {
        return c == '\t' || c == '\n' || (c >= ' ' && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }
}
