package because.narrate;

import because.core.Importance;
import because.core.Importance.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** An importance as plain text: a line for each feature, or two of them, with its weight, interval and share. */
final class ImportanceText {
    private static final String INDENT = "  ";

    private final Importance importance;
    private final FeatureWords words;
    private final Sheet sheet;

    ImportanceText(Importance importance, Language language) {
        this.importance = importance;
        this.words = new FeatureWords(language);
        this.sheet =
                Sheet.alone(importance.header(), importance.weights().stream().mapToDouble(Weight::high), language);
    }

    String lines(int rows) {
        List<String> lines = sheet.overview(sheet.say(Phrase.LOOKS_AT, importance.people()));
        lines.addAll(Sheet.of(importance.header(), DoubleStream.of(), sheet.language())
                .predicted());
        lines.add(sheet.drawn());
        lines.add("");
        lines.add("  " + sheet.say(Phrase.of(importance.measure())));
        List<Weight> shown = importance.weights().stream().limit(rows).toList();
        List<String> numbers = shown.stream().map(this::numbers).toList();
        int columns = Columns.beside(INDENT.length() + Columns.widest(numbers));
        List<List<String>> names = shown.stream()
                .map(weight -> Columns.lines(
                        weight.features().stream().map(words::name).toList(), columns))
                .toList();
        int widest = Columns.widest(names.stream().map(List::getFirst).toList());
        for (int i = 0; i < shown.size(); i++) {
            lines.add(INDENT + Columns.padded(names.get(i).getFirst(), widest) + numbers.get(i));
            names.get(i).stream().skip(1).forEach(further -> lines.add(INDENT + further));
        }
        List<String> all = new ArrayList<>(lines);
        if (importance.weights().size() > shown.size()) {
            all.add("  … " + (importance.weights().size() - shown.size()));
        }
        return String.join("\n", all) + "\n";
    }

    private String numbers(Weight weight) {
        return "  " + sheet.signed(weight.value()) + "  [" + sheet.signed(weight.low()) + ", "
                + sheet.signed(weight.high()) + "]  " + String.format(Locale.ROOT, "%5.1f %%", 100 * weight.share());
    }
}
