package because.narrate.picture;

import because.core.Attribution;
import because.core.PlayerValue;
import because.narrate.Language;
import because.narrate.picture.Rows.Form;
import because.narrate.picture.Rows.Join;
import because.narrate.picture.Rows.Row;
import java.util.ArrayList;
import java.util.List;

/** An attribution as the way of its sum: one line from the base value, the weakest first, to the score. */
final class DecisionPlot implements Plot {
    private final Attribution attribution;
    private final Values values;
    private final Language language;

    DecisionPlot(Attribution attribution, PictureOptions options) {
        this.attribution = attribution;
        this.values = Values.of(attribution, options);
        this.language = options.language();
    }

    @Override
    public String subtitle() {
        return Words.DECISION.in(
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
        double bottom = new Rows(rows(), Join.ACROSS).draw(canvas, top);
        return Legend.draw(
                canvas,
                bottom,
                List.of(
                        Legend.Entry.of(Colour.RAISES, Words.RAISES.in(language)),
                        Legend.Entry.of(Colour.LOWERS, Words.LOWERS.in(language))));
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        double base = attribution.header().base();
        double score = attribution.header().score();
        rows.add(row(new Mark("base", "", base, ""), Words.NOBODY.in(language), number(base), base, Colour.INK));
        double sum = base + attribution.completenessGap();
        if (!number(sum).equals(number(base))) {
            rows.add(row(
                    new Mark("gap", "", attribution.completenessGap(), ""),
                    Words.GAP.in(language),
                    signed(attribution.completenessGap()),
                    sum,
                    Colour.OTHERS));
        }
        if (values.others() > 0) {
            sum += values.rest();
            rows.add(row(
                    new Mark("others", "", values.rest(), ""),
                    Words.OTHERS.in(language, values.others()),
                    signed(values.rest()),
                    sum,
                    Colour.OTHERS));
        }
        for (PlayerValue value : values.shown().reversed()) {
            sum += value.value();
            String name = Values.name(value.player());
            rows.add(row(
                    new Mark("value", value.player().id(), value.value(), name + ": " + values.text(value)),
                    name,
                    values.text(value),
                    sum,
                    Colour.signed(value.value())));
        }
        rows.add(row(new Mark("score", "", score, ""), Words.EVERYBODY.in(language), number(score), score, Colour.INK));
        return rows;
    }

    private static Row row(Mark mark, String name, String number, double at, Colour colour) {
        boolean end = mark.role().equals("base") || mark.role().equals("score");
        return new Row(mark, name, number, at, at, 0, end ? Form.POINT : Form.DOT, colour);
    }

    private String number(double value) {
        return values.decimals().number(value);
    }

    private String signed(double value) {
        return values.decimals().signed(value);
    }
}
