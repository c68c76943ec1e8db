package because.narrate.picture;

import because.core.Item;
import because.core.Paths;
import because.narrate.Decimals;
import because.narrate.ExplanationText;
import because.narrate.Language;
import because.narrate.picture.Shape.Anchor;
import because.narrate.picture.Shape.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Paths over a knowledge graph: boxes joined by arrows, from what the person did to the item; from left to right, or from top to bottom where there is no room. */
final class GraphPlot implements Plot {
    /** An arrow with its word: of short paths there is room for longer words. */
    private static final double LONG = 122;

    private static final double SHORT = 84;
    private static final double LEAST = 96;
    private static final double LINE = 16;
    private static final int MOST_LINES = 4;

    private final Paths paths;
    private final String item;
    private final PictureOptions options;
    private final Decimals decimals;

    GraphPlot(Paths paths, Item item, PictureOptions options) {
        this.paths = paths;
        this.item = ExplanationText.plain(item.title());
        this.options = options;
        this.decimals = Decimals.of(paths.paths().stream().mapToDouble(Paths.Path::effect), options.language());
    }

    @Override
    public String subtitle() {
        return Words.GRAPH.in(options.language());
    }

    @Override
    public String description() {
        if (paths.paths().isEmpty()) {
            return Words.NO_PATHS.in(options.language());
        }
        return paths.paths().stream()
                .map(path -> Values.name(path.player()) + " → "
                        + path.steps().stream()
                                .map(step -> relation(step) + " → " + name(step))
                                .collect(Collectors.joining(" → "))
                        + ", " + falls(path))
                .collect(Collectors.joining("; "));
    }

    private String falls(Paths.Path path) {
        Language language = options.language();
        return Words.FALLS.in(language, decimals.number(path.effect()));
    }

    private String name(Paths.Step step) {
        return step.item().equals(paths.header().candidate()) ? item : ExplanationText.plain(step.entity());
    }

    private static String relation(Paths.Step step) {
        return ExplanationText.relation(step.relation());
    }

    @Override
    public double draw(Canvas canvas, double top) {
        if (paths.paths().isEmpty()) {
            return canvas.paragraph(description(), top, Lettering.TEXT, Colour.INK);
        }
        double y = top;
        for (Paths.Path path :
                paths.paths().subList(0, Math.min(options.rows(), paths.paths().size()))) {
            y = path(canvas, path, y) + 16;
        }
        return y;
    }

    private double path(Canvas canvas, Paths.Path path, double top) {
        int edges = path.steps().size();
        double room = canvas.right() - canvas.left();
        double arrow = edges <= 2 ? LONG : SHORT;
        double width = (room - edges * arrow) / (edges + 1);
        boolean across = width >= LEAST;
        double box = across ? width : Math.min(room, 420);
        List<List<String>> nodes = new ArrayList<>();
        nodes.add(lines(Values.name(path.player()), box));
        path.steps().forEach(step -> nodes.add(lines(name(step), box)));
        double highest = nodes.stream().mapToInt(List::size).max().orElse(1) * LINE + 14;
        double y = top;
        for (int i = 0; i < nodes.size(); i++) {
            double x = across ? canvas.left() + i * (box + arrow) : canvas.left();
            double height = across ? highest : nodes.get(i).size() * LINE + 14;
            boolean end = i == 0 || i == edges;
            String tip = i == 0 ? Values.name(path.player()) : name(path.steps().get(i - 1));
            node(
                    canvas,
                    nodes.get(i),
                    new Shape.Box(
                            x,
                            y,
                            box,
                            height,
                            7,
                            end ? Colour.NOTHING.towards(Colour.RAISES, 0.22) : Colour.NOTHING,
                            new Mark(
                                    "node",
                                    i == 0 ? path.player().id() : "",
                                    i == 0 ? path.effect() : Double.NaN,
                                    tip)));
            if (i < edges && across) {
                edge(
                        canvas,
                        path.steps().get(i),
                        new Point(x + box, y + height / 2),
                        new Point(x + box + arrow, y + height / 2));
            } else if (i < edges) {
                edge(canvas, path.steps().get(i), new Point(x + 24, y + height), new Point(x + 24, y + height + 30));
                y += height + 30;
            } else {
                y += height;
            }
        }
        canvas.text(canvas.left(), y + 15, falls(path), Lettering.SMALL, Anchor.START, Colour.MUTED);
        return y + 18;
    }

    private static List<String> lines(String name, double box) {
        List<String> lines = Lettering.TEXT.lines(name, box - 16);
        if (lines.size() <= MOST_LINES) {
            return lines;
        }
        List<String> cut = new ArrayList<>(lines.subList(0, MOST_LINES - 1));
        cut.add(Lettering.TEXT.fit(String.join(" ", lines.subList(MOST_LINES - 1, lines.size())), box - 16));
        return cut;
    }

    private static void node(Canvas canvas, List<String> lines, Shape.Box box) {
        canvas.add(box);
        double first = box.y() + (box.height() - lines.size() * LINE) / 2 + 12;
        for (int i = 0; i < lines.size(); i++) {
            canvas.text(
                    box.x() + box.width() / 2,
                    first + i * LINE,
                    lines.get(i),
                    Lettering.TEXT,
                    Anchor.MIDDLE,
                    Colour.INK);
        }
    }

    /** An arrow that points from the head of the fact to its tail. */
    private static void edge(Canvas canvas, Paths.Step step, Point from, Point to) {
        boolean across = from.y() == to.y();
        double gap = across ? 3 : 0;
        canvas.line(from.x() + gap, from.y(), to.x() - gap, to.y(), Colour.MUTED, 1.2);
        Point tip = step.forward() ? to : from;
        double back = step.forward() ? -8 : 8;
        canvas.add(new Shape.Polygon(
                across
                        ? List.of(
                                new Point(tip.x() + back / 4, tip.y()),
                                new Point(tip.x() + back, tip.y() - 4),
                                new Point(tip.x() + back, tip.y() + 4))
                        : List.of(
                                new Point(tip.x(), tip.y() + back / 4),
                                new Point(tip.x() - 4, tip.y() + back),
                                new Point(tip.x() + 4, tip.y() + back)),
                Colour.MUTED,
                Mark.NONE));
        String word = relation(step);
        if (across) {
            double x = (from.x() + to.x()) / 2;
            canvas.name(x, from.y() - 6, word, to.x() - from.x() - 8, Lettering.SMALL, Anchor.MIDDLE, Colour.MUTED);
        } else {
            canvas.text(from.x() + 10, (from.y() + to.y()) / 2 + 4, word, Lettering.SMALL, Anchor.START, Colour.MUTED);
        }
    }
}
