package because.narrate.picture;

import because.core.Attribution;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Trace;
import because.narrate.Decimals;
import because.narrate.Language;
import because.narrate.picture.Rows.Form;
import because.narrate.picture.Rows.Join;
import because.narrate.picture.Rows.Row;
import because.narrate.picture.Shape.Anchor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An attention map: events across, the newest at the right, attention heads down; below it the events that got most, numbered. */
final class AttentionPlot implements Plot {
    private static final int NUMBERED = 9;
    private static final double NARROWEST = 7;
    private static final double WIDEST = 30;
    private static final double HEIGHT = 20;

    private final List<Player> players;
    private final List<Trace.Head> heads;
    private final PictureOptions options;

    private AttentionPlot(List<Player> players, List<Trace.Head> heads, PictureOptions options) {
        this.players = players;
        this.heads = heads;
        this.options = options;
    }

    /** Shares of attention as an attribution has them: of one row. */
    static AttentionPlot of(Attribution attribution, PictureOptions options) {
        List<Double> shares =
                attribution.players().stream().map(PlayerValue::value).toList();
        return new AttentionPlot(
                attribution.players().stream().map(PlayerValue::player).toList(),
                List.of(new Trace.Head(attribution.header().method(), shares)),
                options);
    }

    static AttentionPlot of(Trace trace, PictureOptions options) {
        return new AttentionPlot(trace.attended(), trace.heads(), options);
    }

    @Override
    public String subtitle() {
        return Words.ATTENTION.in(options.language());
    }

    @Override
    public String description() {
        return players.isEmpty()
                ? Words.NO_PLAYERS.in(options.language())
                : strongest().stream()
                        .map(player -> Values.name(players.get(player)) + ": " + percent(mean(player)))
                        .collect(Collectors.joining("; "));
    }

    private double mean(int player) {
        return heads.stream()
                .mapToDouble(head -> head.shares().get(player))
                .average()
                .orElse(0);
    }

    private static String percent(double share) {
        return new Decimals(1, Language.EN).number(100 * share) + " %";
    }

    private String name(Trace.Head head) {
        return PartName.of(head.name(), options.language());
    }

    /** The players that got most. */
    private List<Integer> strongest() {
        return IntStream.range(0, players.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer player) -> -mean(player)))
                .limit(Math.min(NUMBERED, options.rows()))
                .toList();
    }

    @Override
    public double draw(Canvas canvas, double top) {
        if (players.isEmpty()) {
            return canvas.paragraph(Words.NO_PLAYERS.in(options.language()), top, Lettering.TEXT, Colour.INK);
        }
        double names = Math.min(
                (canvas.right() - canvas.left()) * (canvas.stacked() ? 0.28 : 0.2),
                heads.stream()
                                .mapToDouble(head -> Lettering.SMALL.width(name(head)))
                                .max()
                                .orElse(0)
                        + 8);
        double left = canvas.left() + names;
        int fit = (int) ((canvas.right() - left) / NARROWEST);
        int first = Math.max(0, players.size() - fit);
        double cell = Math.min(WIDEST, (canvas.right() - left) / (players.size() - first));
        double largest = heads.stream()
                .flatMap(head -> head.shares().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        double y = top;
        for (Trace.Head head : heads) {
            String name = name(head);
            canvas.name(canvas.left(), y + HEIGHT / 2 + 4, name, names - 6, Lettering.SMALL, Anchor.START, Colour.INK);
            for (int player = first; player < players.size(); player++) {
                double share = head.shares().get(player);
                canvas.add(new Shape.Box(
                        left + (player - first) * cell,
                        y,
                        cell - 1,
                        HEIGHT,
                        0,
                        Colour.share(largest > 0 ? share / largest : 0),
                        new Mark(
                                "cell",
                                players.get(player).id(),
                                share,
                                name + ", " + Values.name(players.get(player)) + ": " + percent(share))));
            }
            y += HEIGHT + 2;
        }
        List<Integer> strongest = strongest();
        y = numbers(canvas, strongest, first, left, cell, y) + 3;
        if (first > 0) {
            y = canvas.paragraph(Words.EARLIER_CELLS.in(options.language(), first), y, Lettering.SMALL, Colour.MUTED);
        }
        y = Legend.band(canvas, y + 2, "0 %", percent(largest), Colour::share);
        return new Rows(rows(strongest), Join.NONE).draw(canvas, y + 10);
    }

    /** Numbers the columns of the strongest; a number that would touch the one before stands below it. */
    private static double numbers(
            Canvas canvas, List<Integer> strongest, int first, double left, double cell, double top) {
        double before = Double.NEGATIVE_INFINITY;
        boolean below = false;
        double bottom = top + 11;
        for (int player : strongest.stream().sorted().toList()) {
            if (player < first) {
                continue;
            }
            double x = left + (player - first + 0.5) * cell;
            below = x - before < 9 && !below;
            before = x;
            double y = below ? top + 22 : top + 11;
            bottom = Math.max(bottom, y);
            String number = Integer.toString(strongest.indexOf(player) + 1);
            canvas.text(x, y, number, new Lettering(10, true), Anchor.MIDDLE, Colour.INK);
        }
        return bottom;
    }

    private List<Row> rows(List<Integer> strongest) {
        List<Row> rows = new ArrayList<>();
        for (int player : strongest) {
            String name = Values.name(players.get(player));
            String number = percent(mean(player));
            rows.add(new Row(
                    new Mark("value", players.get(player).id(), mean(player), name + ": " + number),
                    (rows.size() + 1) + "  " + name,
                    number,
                    0,
                    100 * mean(player),
                    0,
                    Form.BAR,
                    Colour.share(0.8)));
        }
        return rows;
    }
}
