package because.narrate.picture;

import because.core.InteractionValues;
import because.core.InteractionValues.Pair;
import because.core.Player;
import because.core.PlayerValue;
import because.narrate.Decimals;
import because.narrate.picture.Shape.Anchor;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Interactions as a triangle: a cell for each two of the players of the strongest pairs, a line and a number for each player. */
final class PairPlot implements Plot {
    private static final double GAP = 2;
    private static final double WIDEST = 34;

    private final InteractionValues told;
    private final PictureOptions options;
    private final List<Player> players;
    private final List<Pair> shown;
    private final Decimals decimals;

    PairPlot(InteractionValues told, PictureOptions options) {
        this.told = told;
        this.options = options;
        List<Pair> order = told.pairs().stream()
                .sorted(Comparator.comparingDouble((Pair pair) -> -Math.abs(pair.value())))
                .toList();
        // Those of the strongest pairs, so that the pair that a sentence names is among those that are shown.
        Set<String> strongest = new LinkedHashSet<>();
        for (Pair pair : order) {
            for (String id : List.of(pair.one(), pair.other())) {
                if (strongest.size() < Math.max(2, options.rows())) {
                    strongest.add(id);
                }
            }
        }
        // In the order of the question, which for events is that of time.
        this.players = told.alone().stream()
                .map(PlayerValue::player)
                .filter(player -> strongest.contains(player.id()))
                .toList();
        this.shown = order.stream()
                .filter(pair -> strongest.contains(pair.one()) && strongest.contains(pair.other()))
                .toList();
        this.decimals = Decimals.of(told.pairs().stream().mapToDouble(Pair::value), options.language());
    }

    @Override
    public String subtitle() {
        return Words.PAIRS.in(options.language());
    }

    @Override
    public String description() {
        return shown.isEmpty()
                ? Words.NO_PLAYERS.in(options.language())
                : shown.stream().limit(options.rows()).map(this::tip).collect(Collectors.joining("; "));
    }

    private String tip(Pair pair) {
        String error = pair.standardError() == 0 ? "" : " ± " + decimals.number(pair.standardError());
        return Values.name(told.player(pair.one())) + " × " + Values.name(told.player(pair.other())) + ": "
                + decimals.signed(pair.value()) + error;
    }

    @Override
    public double draw(Canvas canvas, double top) {
        if (shown.isEmpty()) {
            return canvas.paragraph(Words.NO_PLAYERS.in(options.language()), top, Lettering.TEXT, Colour.INK);
        }
        int n = players.size();
        double names = (canvas.right() - canvas.left()) * (canvas.stacked() ? 0.4 : 0.45);
        double left = canvas.left() + names;
        double side = Math.min(WIDEST, (canvas.right() - left) / n - GAP);
        double largest = Math.abs(shown.getFirst().value());
        Map<String, Pair> pairs = new HashMap<>();
        shown.forEach(pair -> pairs.put(pair.one() + "\n" + pair.other(), pair));
        for (int row = 0; row < n; row++) {
            double y = top + row * (side + GAP);
            String name = (row + 1) + "  " + Values.name(players.get(row));
            canvas.name(canvas.left(), y + side / 2 + 4, name, names - 8, Lettering.SMALL, Anchor.START, Colour.INK);
            for (int column = 0; column < row; column++) {
                Pair pair = pairs.get(
                        players.get(column).id() + "\n" + players.get(row).id());
                if (pair != null) {
                    Colour colour = Colour.diverging(largest > 0 ? pair.value() / largest : 0);
                    Mark mark = new Mark("cell", pair.one() + " × " + pair.other(), pair.value(), tip(pair));
                    canvas.add(new Shape.Box(left + column * (side + GAP), y, side, side, 2, colour, mark));
                }
            }
            canvas.text(
                    left + row * (side + GAP) + side / 2,
                    y + side / 2 + 4,
                    Integer.toString(row + 1),
                    Lettering.SMALL,
                    Anchor.MIDDLE,
                    Colour.MUTED);
        }
        double bottom = top + n * (side + GAP);
        String end = decimals.number(largest);
        return Legend.band(canvas, bottom + 4, "−" + end, "+" + end, place -> Colour.diverging(2 * place - 1));
    }
}
