package because.narrate;

import because.core.InteractionValues;
import because.core.InteractionValues.Check;
import because.core.InteractionValues.Pair;
import because.core.Item;
import because.core.PlayerValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Interactions as plain text: the pairs that do most together, what is left to single players, and how the strongest pair fared in its check. */
final class InteractionsText {
    private static final String INDENT = "  ";

    private final InteractionValues told;
    private final Sheet sheet;
    private final Map<String, String> names = new HashMap<>();

    InteractionsText(InteractionValues told, Language language) {
        this.told = told;
        this.sheet = Sheet.of(
                told.header(),
                DoubleStream.concat(
                        told.alone().stream().mapToDouble(PlayerValue::value),
                        told.pairs().stream().mapToDouble(Pair::value)),
                language);
        told.alone().forEach(value -> names.put(value.player().id(), Grammar.nameOf(value.player())));
    }

    /** A row of a table, which tells of a player or of two. */
    private record Line(List<String> names, double value, double error, String remark) {}

    String lines(Item item, int rows) {
        List<String> lines = sheet.head(item);
        lines.add(sheet.labelled(Phrase.INDEX, index()));
        lines.add("");
        if (told.pairs().isEmpty()) {
            lines.add("  " + sheet.say(Phrase.NO_PAIRS));
        } else if (told.pairs().stream().allMatch(pair -> pair.value() == 0 && pair.standardError() == 0)) {
            lines.add("  " + sheet.say(Phrase.NO_PAIR_MATTERS));
        } else {
            lines.add("  " + sheet.say(Phrase.PAIRS));
            lines.addAll(table(told.pairs().stream().map(this::line).toList(), rows));
        }
        if (!told.alone().isEmpty()) {
            lines.add("");
            lines.add("  " + sheet.say(Phrase.PAIRS_ALONE));
            lines.addAll(table(told.alone().stream().map(this::line).toList(), rows));
        }
        lines.add("");
        if (!told.index().equals("sii")) {
            lines.add(sheet.labelled(Phrase.GAP, sheet.say(Phrase.GAP_VALUE, sheet.signed(told.completenessGap()))));
        }
        lines.add(told.check().map(this::outcome).orElseGet(() -> sheet.say(Phrase.PAIR_NOTHING)));
        return String.join("\n", lines) + "\n";
    }

    private String index() {
        return sheet.say(
                switch (told.index()) {
                    case "k-sii" -> Phrase.INDEX_K_SII;
                    case "stii" -> Phrase.INDEX_STII;
                    case "fsii" -> Phrase.INDEX_FSII;
                    default -> Phrase.INDEX_SII;
                },
                told.index());
    }

    private Line line(Pair pair) {
        String remark = pair.value() == 0 ? "" : sheet.say(pair.value() > 0 ? Phrase.PAIR_MORE : Phrase.PAIR_LESS);
        boolean clear = Math.abs(pair.value()) > 2 * pair.standardError();
        return new Line(
                List.of(names.getOrDefault(pair.one(), pair.one()), names.getOrDefault(pair.other(), pair.other())),
                pair.value(),
                pair.standardError(),
                clear ? remark : "");
    }

    private Line line(PlayerValue value) {
        return new Line(List.of(Grammar.nameOf(value.player())), value.value(), value.standardError(), "");
    }

    private List<String> table(List<Line> all, int rows) {
        List<Line> shown = all.stream()
                .sorted(Comparator.comparingDouble((Line line) -> -Math.abs(line.value())))
                .limit(rows)
                .toList();
        int valueWidth = Columns.widest(
                shown.stream().map(line -> sheet.signed(line.value())).toList());
        int errorWidth = Columns.widest(
                shown.stream().map(line -> sheet.error(line.error())).toList());
        List<String> numbers = new ArrayList<>();
        for (Line line : shown) {
            String value = sheet.signed(line.value());
            String text = "  " + " ".repeat(valueWidth - value.length()) + value + " ± "
                    + Columns.padded(sheet.error(line.error()), errorWidth) + "  " + line.remark();
            numbers.add(text.stripTrailing());
        }
        int columns = Columns.beside(INDENT.length() + Columns.widest(numbers));
        List<List<String>> names =
                shown.stream().map(line -> Columns.lines(line.names(), columns)).toList();
        int widest = Columns.widest(names.stream().map(List::getFirst).toList());
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            lines.add(INDENT + Columns.padded(names.get(i).getFirst(), widest) + numbers.get(i));
            names.get(i).stream().skip(1).forEach(further -> lines.add(INDENT + further));
        }
        if (shown.size() < all.size()) {
            lines.add("  … " + (all.size() - shown.size()));
        }
        return lines;
    }

    /** How the check of the strongest pair ended. */
    String outcome(Check check) {
        Grammar grammar = sheet.grammar();
        String measured = sheet.say(
                Phrase.PAIR_MEASURED,
                grammar.player(told.player(check.pair().one())),
                grammar.player(told.player(check.pair().other())),
                sheet.signed(check.together()),
                check.weaker(),
                check.pairs());
        String all = check.certain() ? measured : measured + sheet.say(Phrase.PAIR_UNCERTAIN);
        return sheet.say(InteractionsSentence.stands(check) ? Phrase.PAIR_PASSED : Phrase.PAIR_FAILED, all);
    }
}
