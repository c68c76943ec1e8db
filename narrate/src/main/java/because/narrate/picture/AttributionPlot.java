package because.narrate.picture;

import because.core.Attribution;
import because.core.PlayerValue;
import because.narrate.Language;
import because.narrate.picture.Rows.Form;
import because.narrate.picture.Rows.Join;
import because.narrate.picture.Rows.Row;
import java.util.ArrayList;
import java.util.List;

/** An attribution as a waterfall, which ends at the score, or as bars from zero. */
final class AttributionPlot implements Plot {
    /** A gap below this share of the largest number is rounding. */
    private static final double ROUNDING = 1e-6;

    /** Error bars reach so many standard errors to each side. */
    static final double ERRORS = 2;

    private final Attribution attribution;
    private final boolean waterfall;
    private final Values values;
    private final Language language;

    AttributionPlot(Attribution attribution, boolean waterfall, PictureOptions options) {
        this.attribution = attribution;
        this.waterfall = waterfall;
        this.values = Values.of(attribution, options);
        this.language = options.language();
    }

    @Override
    public String subtitle() {
        return (waterfall ? Words.WATERFALL : Words.BAR)
                .in(
                        language,
                        values.decimals().number(attribution.header().base()),
                        values.decimals().number(attribution.header().score()));
    }

    @Override
    public String description() {
        return values.description(language);
    }

    @Override
    public double draw(Canvas canvas, double top) {
        if (values.shown().isEmpty() && !waterfall) {
            return canvas.paragraph(Words.NO_PLAYERS.in(language), top, Lettering.TEXT, Colour.INK);
        }
        double bottom = new Rows(rows(), waterfall ? Join.DOWN : Join.NONE).draw(canvas, top);
        List<Legend.Entry> legend = new ArrayList<>(List.of(
                Legend.Entry.of(Colour.RAISES, Words.RAISES.in(language)),
                Legend.Entry.of(Colour.LOWERS, Words.LOWERS.in(language))));
        if (values.shown().stream().anyMatch(value -> value.standardError() > 0)) {
            legend.add(Legend.Entry.remark(Words.ERROR.in(language)));
        }
        return Legend.draw(canvas, bottom, legend);
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        double sum = attribution.header().base();
        if (waterfall) {
            rows.add(point("base", Words.NOBODY.in(language), sum));
        }
        for (PlayerValue value : values.shown()) {
            rows.add(row(
                    new Mark(
                            "value",
                            value.player().id(),
                            value.value(),
                            Values.name(value.player()) + ": " + values.text(value)),
                    Values.name(value.player()),
                    values.text(value),
                    waterfall ? sum : 0,
                    value.value(),
                    ERRORS * value.standardError(),
                    Colour.signed(value.value())));
            sum += value.value();
        }
        if (values.others() > 0) {
            sum += together(rows, "others", Words.OTHERS.in(language, values.others()), sum, values.rest());
        }
        double gap = attribution.completenessGap();
        double largest = Math.max(
                Math.abs(attribution.header().base()),
                Math.abs(attribution.header().score()));
        if (Math.abs(gap) > ROUNDING * largest) {
            sum += together(rows, "gap", Words.GAP.in(language), sum, gap);
        }
        if (waterfall) {
            rows.add(point("score", Words.EVERYBODY.in(language), sum));
        }
        return rows;
    }

    private double together(List<Row> rows, String role, String name, double sum, double value) {
        String text = values.decimals().signed(value);
        Mark mark = new Mark(role, "", value, name + ": " + text);
        rows.add(row(mark, name, text, waterfall ? sum : 0, value, 0, Colour.OTHERS));
        return value;
    }

    private Row row(Mark mark, String name, String text, double from, double value, double reach, Colour colour) {
        return new Row(mark, name, text, from, from + value, reach, waterfall ? Form.STEP : Form.BAR, colour);
    }

    private Row point(String role, String name, double at) {
        String number = values.decimals().number(at);
        Mark mark = new Mark(role, "", at, name + ": " + number);
        return new Row(mark, name, number, at, at, 0, Form.POINT, Colour.INK);
    }
}
