package because.narrate.picture;

import because.narrate.Decimals;
import because.narrate.Overall;
import because.narrate.picture.Rows.Form;
import because.narrate.picture.Rows.Join;
import because.narrate.picture.Rows.Row;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** What was found over many people, as bars with their intervals. */
final class IntervalPlot implements Plot {
    private final Overall overall;
    private final PictureOptions options;
    private final Decimals decimals;

    IntervalPlot(Overall overall, PictureOptions options) {
        this.overall = overall;
        this.options = options;
        this.decimals = Decimals.of(
                overall.rows().stream().flatMapToDouble(row -> DoubleStream.of(row.value(), finite(row.high()))),
                options.language());
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : 0;
    }

    @Override
    public String subtitle() {
        return overall.how();
    }

    @Override
    public String description() {
        return overall.rows().stream()
                .map(row -> row.name() + ": " + number(row))
                .collect(Collectors.joining("; "));
    }

    private String number(Overall.Row row) {
        String value = decimals.number(row.value());
        return Double.isFinite(row.low()) && row.low() < row.high()
                ? value + " [" + decimals.number(row.low()) + ", " + decimals.number(row.high()) + "]"
                : value;
    }

    @Override
    public double draw(Canvas canvas, double top) {
        List<Overall.Row> shown = overall.rows()
                .subList(0, Math.min(options.rows(), overall.rows().size()));
        if (shown.isEmpty()) {
            return canvas.paragraph(Words.NO_PLAYERS.in(options.language()), top + 4, Lettering.TEXT, Colour.INK);
        }
        double y = new Rows(shown.stream().map(this::row).toList(), Join.NONE, true).draw(canvas, top);
        if (shown.size() < overall.rows().size()) {
            String rest = Words.OTHERS.in(options.language(), overall.rows().size() - shown.size());
            y = canvas.paragraph("… " + rest, y, Lettering.SMALL, Colour.MUTED);
        }
        return y;
    }

    /** The lower end may be cut off at 0, so the upper one says how far the error reaches. */
    private Row row(Overall.Row one) {
        Mark mark = new Mark("value", one.id(), one.value(), one.name() + ": " + number(one));
        return new Row(
                mark,
                one.name(),
                number(one),
                overall.from(),
                one.value(),
                one.high() - one.value(),
                Form.BAR,
                Colour.signed(one.value() - overall.from()));
    }
}
