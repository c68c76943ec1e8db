package because.narrate.picture;

import because.core.Trace;
import because.narrate.ExplanationText;
import because.narrate.Language;
import because.narrate.picture.Shape.Anchor;
import because.narrate.picture.Shape.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The way of an item's place through the layers of a network, on a logarithmic scale with the first place at the right, and what would be recommended first after each. */
final class LayersPlot implements Plot {
    private static final int SHOWN = 3;

    private final Trace trace;
    private final Language language;

    LayersPlot(Trace trace, PictureOptions options) {
        this.trace = trace;
        this.language = options.language();
    }

    @Override
    public String subtitle() {
        return Words.LAYERS.in(language);
    }

    @Override
    public String description() {
        return trace.layers().stream()
                .map(layer -> PartName.of(layer.name(), language) + ": "
                        + Words.PLACE.in(language, place(layer.rank())) + ", "
                        + String.join(" · ", titles(layer)))
                .collect(Collectors.joining("; "));
    }

    private static String place(double rank) {
        return rank == Math.rint(rank)
                ? String.format(Locale.ROOT, "%.0f", rank)
                : String.format(Locale.ROOT, "%.1f", rank);
    }

    private static List<String> titles(Trace.Layer layer) {
        List<String> titles = new ArrayList<>();
        for (Trace.ItemAt at :
                layer.best().subList(0, Math.min(SHOWN, layer.best().size()))) {
            titles.add((titles.size() + 1) + ". " + ExplanationText.plain(at.title()));
        }
        return titles;
    }

    @Override
    public double draw(Canvas canvas, double top) {
        boolean stacked = canvas.stacked();
        double names = stacked ? 0 : (canvas.right() - canvas.left()) * 0.45;
        double height = stacked ? 60 : 74;
        double bottom = top + height * trace.layers().size();
        double last =
                trace.layers().stream().mapToDouble(Trace.Layer::rank).max().orElse(1);
        Axis axis =
                new Axis(Math.log10(Math.max(last, 10)) * 1.06, -0.04, canvas.left() + names + 8, canvas.right() - 8);
        for (double rank = 1; Math.log10(rank) <= axis.low(); rank *= 10) {
            double x = axis.at(Math.log10(rank));
            canvas.line(x, top, x, bottom, Colour.GRID, 1);
            canvas.text(x, bottom + 15, place(rank), Lettering.SMALL, Anchor.MIDDLE, Colour.MUTED);
        }
        canvas.text(
                canvas.right(), bottom + 30, Words.AT_PLACE.in(language), Lettering.SMALL, Anchor.END, Colour.MUTED);
        List<Point> way = new ArrayList<>();
        for (int i = 0; i < trace.layers().size(); i++) {
            double y = top + height * i;
            way.add(new Point(axis.at(Math.log10(trace.layers().get(i).rank())), y + (stacked ? 48 : 34)));
            words(canvas, trace.layers().get(i), y, names);
        }
        canvas.add(new Shape.Line(way, Colour.RAISES, 2.5, false, new Mark("way", "", Double.NaN, "")));
        for (int i = 0; i < way.size(); i++) {
            dot(canvas, trace.layers().get(i), way.get(i));
        }
        return bottom + 34;
    }

    private void words(Canvas canvas, Trace.Layer layer, double top, double names) {
        double room = canvas.stacked() ? canvas.right() - canvas.left() : names - 14;
        canvas.line(canvas.left(), top, canvas.right(), top, Colour.GRID, 1);
        canvas.name(
                canvas.left(),
                top + 17,
                PartName.of(layer.name(), language),
                room,
                new Lettering(13, true),
                Anchor.START,
                Colour.INK);
        List<String> titles = canvas.stacked() ? List.of(String.join(" · ", titles(layer))) : titles(layer);
        for (int i = 0; i < titles.size(); i++) {
            canvas.name(
                    canvas.left(), top + 33 + 15 * i, titles.get(i), room, Lettering.SMALL, Anchor.START, Colour.MUTED);
        }
    }

    private void dot(Canvas canvas, Trace.Layer layer, Point at) {
        String place = Words.PLACE.in(language, place(layer.rank()));
        canvas.add(new Shape.Dot(
                at.x(),
                at.y(),
                5,
                Colour.RAISES,
                new Mark("layer", layer.name(), layer.rank(), PartName.of(layer.name(), language) + ": " + place)));
        boolean left = at.x() + 10 + Lettering.SMALL.width(place) > canvas.right();
        canvas.onPaper(
                left ? at.x() - 10 : at.x() + 10,
                at.y() + 4,
                place,
                canvas.right(),
                Lettering.SMALL,
                left ? Anchor.END : Anchor.START,
                Colour.INK);
    }
}
