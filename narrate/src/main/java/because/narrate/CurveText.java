package because.narrate;

import because.core.Curve;
import because.core.Curve.Form;
import because.core.Curve.Point;
import java.util.List;
import java.util.stream.DoubleStream;

/** A curve as plain text: a line for each value of the feature. */
final class CurveText {
    private static final int VALUE = 24;

    private final Curve curve;
    private final FeatureWords words;
    private final Sheet sheet;

    CurveText(Curve curve, Language language) {
        this.curve = curve;
        this.words = new FeatureWords(language);
        this.sheet = Sheet.of(
                curve.header(),
                curve.points().stream().flatMapToDouble(p -> DoubleStream.of(p.low(), p.high())),
                language);
    }

    String lines() {
        List<String> lines = sheet.overview(sheet.say(Phrase.MOVES_WITH, words.name(curve.feature()), curve.people()));
        lines.addAll(sheet.predicted());
        lines.add(sheet.drawn());
        lines.add("");
        lines.add("  " + sheet.say(curve.form() == Form.ALE ? Phrase.CURVE_LOCAL : Phrase.CURVE_MEAN));
        List<String> at =
                curve.points().stream().map(p -> Columns.fit(p.at(), VALUE)).toList();
        int widest = Columns.widest(at);
        for (int i = 0; i < at.size(); i++) {
            Point point = curve.points().get(i);
            lines.add("  " + Columns.padded(at.get(i), widest) + "  " + sheet.signed(point.value()) + "  ["
                    + sheet.signed(point.low()) + ", " + sheet.signed(point.high()) + "]  " + point.people());
        }
        if (!curve.lines().isEmpty()) {
            lines.add("  " + sheet.say(Phrase.CURVE_LINES, curve.lines().size()));
        }
        return String.join("\n", lines) + "\n";
    }
}
