package because.narrate.picture;

import because.core.Attribution;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Profile;
import because.narrate.Language;
import because.narrate.picture.Rows.Form;
import because.narrate.picture.Rows.Join;
import because.narrate.picture.Rows.Row;
import because.narrate.picture.Shape.Anchor;
import java.util.ArrayList;
import java.util.List;

/** An attribution as a heat map over time: a cell for each player, line by line as one reads; the strongest have numbers, and are told below. */
final class TimePlot implements Plot {
    /** As many cells have numbers as one digit can number. */
    private static final int NUMBERED = 9;

    private static final double GAP = 3;
    private static final double DAY = 80;

    private final Attribution attribution;
    private final Profile profile;
    private final PictureOptions options;
    private final Values values;

    TimePlot(Attribution attribution, Profile profile, PictureOptions options) {
        this.attribution = attribution;
        this.profile = profile;
        this.options = options;
        this.values = Values.of(attribution, options.withRows(Math.min(options.rows(), NUMBERED)));
    }

    @Override
    public String subtitle() {
        return Words.HEATMAP.in(options.language());
    }

    @Override
    public String description() {
        return values.description(options.language());
    }

    @Override
    public double draw(Canvas canvas, double top) {
        Language language = options.language();
        List<PlayerValue> players = attribution.players();
        if (players.isEmpty()) {
            return canvas.paragraph(Words.NO_PLAYERS.in(language), top, Lettering.TEXT, Colour.INK);
        }
        double largest = Math.abs(values.shown().getFirst().value());
        boolean dated = players.stream()
                .anyMatch(value -> !Times.day(value.player(), profile).isEmpty());
        double left = canvas.left() + (dated ? DAY : 0);
        double side = canvas.stacked() ? 23 : 26;
        int line = Math.max(1, (int) ((canvas.right() - left + GAP) / (side + GAP)));
        for (int i = 0; i < players.size(); i++) {
            int row = i / line;
            double x = left + (i - row * line) * (side + GAP);
            double y = top + row * (side + GAP);
            if (i % line == 0) {
                String day = Times.day(players.get(i).player(), profile);
                canvas.text(canvas.left(), y + side / 2 + 4, day, Lettering.SMALL, Anchor.START, Colour.MUTED);
            }
            cell(canvas, players.get(i), x, y, side, largest);
        }
        int lines = (players.size() - 1) / line + 1;
        double bottom = top + lines * (side + GAP) - GAP;
        String end = values.decimals().number(largest);
        bottom = Legend.band(canvas, bottom + 4, "−" + end, "+" + end, place -> Colour.diverging(2 * place - 1));
        bottom = new Rows(strongest(), Join.NONE).draw(canvas, bottom + 12);
        return values.shown().stream().anyMatch(value -> value.standardError() > 0)
                ? Legend.draw(canvas, bottom, List.of(Legend.Entry.remark(Words.ERROR.in(language))))
                : bottom;
    }

    private void cell(Canvas canvas, PlayerValue value, double x, double y, double side, double largest) {
        Colour colour = Colour.diverging(largest > 0 ? value.value() / largest : 0);
        String tip = named(value.player()) + ": " + values.text(value);
        Mark mark = new Mark("cell", value.player().id(), value.value(), tip);
        canvas.add(new Shape.Box(x, y, side, side, 3, colour, mark));
        int number = values.shown().subList(0, numbered()).indexOf(value);
        if (number >= 0) {
            canvas.text(
                    x + side / 2,
                    y + side / 2 + 4.5,
                    Integer.toString(number + 1),
                    new Lettering(12, true),
                    Anchor.MIDDLE,
                    colour.readable());
        }
    }

    private int numbered() {
        return Math.min(NUMBERED, values.shown().size());
    }

    /** A name with its day, if that is known. */
    private String named(Player player) {
        String day = Times.day(player, profile);
        return day.isEmpty() ? Values.name(player) : Values.name(player) + ", " + day;
    }

    private List<Row> strongest() {
        List<Row> rows = new ArrayList<>();
        for (PlayerValue value : values.shown().subList(0, numbered())) {
            rows.add(new Row(
                    new Mark("value", value.player().id(), value.value(), named(value.player())),
                    (rows.size() + 1) + "  " + Values.name(value.player()),
                    values.text(value),
                    0,
                    value.value(),
                    AttributionPlot.ERRORS * value.standardError(),
                    Form.BAR,
                    Colour.signed(value.value())));
        }
        return rows;
    }
}
