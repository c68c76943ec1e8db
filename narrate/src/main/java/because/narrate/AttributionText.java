package because.narrate;

import because.core.Absence;
import because.core.Attribution;
import because.core.BadInput;
import because.core.Convergence;
import because.core.DeletionTest;
import because.core.Header;
import because.core.Item;
import because.core.Player;
import because.core.PlayerValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A whole attribution as plain text for a terminal: how it was made, what each player contributes, and how it fared in its checks. */
public final class AttributionText {
    private static final int BAR = 20;
    private static final int NAME = 40;
    private static final int LABEL = 10;
    private static final int SIGNIFICANT = 4;

    private final Attribution attribution;
    private final Header header;
    private final Language language;
    private final Grammar grammar;
    private final int decimals;

    private AttributionText(Attribution attribution, Language language) {
        this.attribution = attribution;
        this.header = attribution.header();
        this.language = language;
        this.grammar = new Grammar(language);
        double largest = Math.max(Math.abs(header.base()), Math.abs(header.score()));
        for (PlayerValue player : attribution.players()) {
            largest = Math.max(largest, Math.abs(player.value()));
        }
        int digits = largest > 0 && Double.isFinite(largest) ? (int) Math.floor(Math.log10(largest)) + 1 : 1;
        this.decimals = Math.clamp(SIGNIFICANT - digits, 0, 12);
    }

    /**
     * Writes the text.
     *
     * @param attribution what is told
     * @param item the recommended item
     * @param language the language of the words; titles stay in that of the data
     * @param rows how many players are shown at most, those of the largest absolute values; the rest is summed up in a line; 1 or more
     * @return several lines, each with a line feed at its end
     * @throws BadInput if rows is below 1 or the attribution is about another item
     */
    public static String render(Attribution attribution, Item item, Language language, int rows) {
        if (rows < 1) {
            throw BadInput.of("rows", rows, "1 or more", "");
        }
        if (!attribution.header().candidate().equals(item.id())) {
            throw BadInput.of(
                    "the item of a report",
                    item.id(),
                    "the item that the attribution is about, "
                            + attribution.header().candidate(),
                    "");
        }
        return new AttributionText(attribution, language).lines(item, rows);
    }

    private String lines(Item item, int rows) {
        List<String> lines = new ArrayList<>();
        String title = item.title().equals(item.id()) ? grammar.name(item.id()) : grammar.work(item.title());
        lines.add(say(Phrase.WHY, title));
        lines.add("");
        lines.add(labelled(
                Phrase.METHOD,
                say(
                        Phrase.METHOD_VALUE,
                        header.method(),
                        header.seed(),
                        header.calls(),
                        say(header.absence() == Absence.REMOVED ? Phrase.REMOVED : Phrase.MASKED))));
        lines.add(labelled(Phrase.TARGET, target()));
        lines.add(labelled(Phrase.BASE, say(Phrase.BASE_VALUE, number(header.base()))));
        lines.add(labelled(Phrase.FULL, say(Phrase.FULL_VALUE, number(header.score()))));
        lines.add(labelled(Phrase.PRECISION, precision()));
        lines.add("");
        lines.addAll(table(rows));
        lines.add("");
        lines.add(labelled(Phrase.GAP, say(Phrase.GAP_VALUE, signed(attribution.completenessGap()))));
        lines.add(header.deletionTest().map(this::outcome).orElseGet(() -> say(Phrase.TEST_NOT_RUN)));
        List<String> against = against(rows);
        if (!against.isEmpty()) {
            lines.add(say(Phrase.AGAINST, grammar.list(against)));
        }
        return String.join("\n", lines) + "\n";
    }

    private String target() {
        return say(
                switch (header.target()) {
                    case SCORE -> Phrase.SCORE;
                    case MARGIN -> Phrase.MARGIN;
                    case RANK -> Phrase.RANK;
                });
    }

    private String precision() {
        if (header.convergence().equals(Convergence.EXACT)) {
            return say(Phrase.EXACT);
        }
        double error = header.convergence().largestError();
        String share =
                Double.isFinite(error) ? String.format(Locale.ROOT, "%.1f %%", 100 * error) : say(Phrase.UNKNOWN);
        return say(header.convergence().reached() ? Phrase.ENOUGH : Phrase.TOO_LITTLE, share);
    }

    private List<String> table(int rows) {
        List<PlayerValue> order = attribution.players().stream()
                .sorted(Comparator.comparingDouble((PlayerValue p) -> -Math.abs(p.value())))
                .toList();
        if (order.isEmpty()) {
            return List.of("  " + say(Phrase.NO_PLAYERS));
        }
        List<PlayerValue> shown = order.subList(0, Math.min(rows, order.size()));
        List<String> names =
                shown.stream().map(p -> fit(Grammar.nameOf(p.player()))).toList();
        List<String> values = shown.stream().map(p -> signed(p.value())).toList();
        List<String> errors = shown.stream().map(p -> error(p.standardError())).toList();
        int nameWidth = widest(names);
        int valueWidth = widest(values);
        int errorWidth = widest(errors);
        double largest = Math.abs(shown.getFirst().value());
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            String line = "  " + padded(names.get(i), nameWidth) + "  "
                    + " ".repeat(valueWidth - values.get(i).length())
                    + values.get(i) + " ± " + padded(errors.get(i), errorWidth) + "  "
                    + bar(shown.get(i).value(), largest);
            lines.add(line.stripTrailing());
        }
        if (shown.size() < order.size()) {
            double rest = 0;
            for (PlayerValue player : order.subList(shown.size(), order.size())) {
                rest += player.value();
            }
            lines.add("  " + say(Phrase.REST, order.size() - shown.size(), signed(rest)));
        }
        return lines;
    }

    private static String bar(double value, double largest) {
        int length = largest > 0 && Double.isFinite(value) ? (int) Math.round(BAR * Math.abs(value) / largest) : 0;
        return (value > 0 ? "█" : "░").repeat(length);
    }

    private String outcome(DeletionTest test) {
        if (test.named().isEmpty()) {
            return say(Phrase.TEST_NOTHING);
        }
        String named = grammar.list(test.named().stream().map(this::named).toList());
        String compared = compared(test, named);
        String told = test.certain() ? compared : say(Phrase.UNCERTAIN, compared);
        return say(Guard.stands(test) ? Phrase.TEST_PASSED : Phrase.TEST_FAILED, told);
    }

    private String compared(DeletionTest test, String named) {
        if (!(test.fall() > 0)) {
            return say(Phrase.RISES, named, signed(-test.fall()));
        }
        String fall = say(Phrase.FALLS, named, number(test.fall()));
        return test.removals() == 0
                ? say(Phrase.ALONE, fall)
                : say(Phrase.COMPARED, fall, test.weaker(), test.removals());
    }

    private String named(String id) {
        return attribution.players().stream()
                .map(PlayerValue::player)
                .filter(player -> player.id().equals(id))
                .findFirst()
                .map(grammar::player)
                .orElseGet(() -> grammar.name(id));
    }

    /** The players that certainly pulled the target down, the strongest first. */
    private List<String> against(int rows) {
        return attribution.players().stream()
                .filter(p -> p.value() < 0 && -p.value() > 2 * p.standardError())
                .sorted(Comparator.comparingDouble(PlayerValue::value))
                .limit(rows)
                .map(PlayerValue::player)
                .map((Player player) -> grammar.player(player))
                .toList();
    }

    private String say(Phrase phrase, Object... gaps) {
        return phrase.in(language, gaps);
    }

    private String labelled(Phrase label, String text) {
        return padded(say(label), LABEL) + text;
    }

    private String number(double value) {
        return Double.isFinite(value)
                ? minus(String.format(Locale.ROOT, "%." + decimals + "f", value))
                : say(Phrase.UNKNOWN);
    }

    private String signed(double value) {
        return Double.isFinite(value)
                ? minus(String.format(Locale.ROOT, "%+." + decimals + "f", value == 0 ? 0.0 : value))
                : say(Phrase.UNKNOWN);
    }

    private String error(double standardError) {
        return Double.isFinite(standardError) ? number(standardError) : say(Phrase.UNKNOWN);
    }

    private static String minus(String number) {
        return number.replace('-', '−');
    }

    private static int widest(List<String> texts) {
        return texts.stream().mapToInt(AttributionText::width).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** A name on one line that is at most as wide as its column. */
    private static String fit(String name) {
        String line = Marks.clean(name);
        if (width(line) <= NAME) {
            return line;
        }
        StringBuilder start = new StringBuilder();
        int used = 0;
        for (int c : line.codePoints().toArray()) {
            used += width(c);
            if (used >= NAME) {
                break;
            }
            start.appendCodePoint(c);
        }
        return start.append('…').toString();
    }

    private static int width(String text) {
        return text.codePoints().map(AttributionText::width).sum();
    }

    /** How many columns of a terminal a character takes. */
    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = Character.isEmojiPresentation(c)
                || (c >= 0xFF01 && c <= 0xFF60)
                || (c >= 0x3000 && c <= 0x303F)
                || switch (Character.UnicodeScript.of(c)) {
                    case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
                    default -> false;
                };
        return wide ? 2 : 1;
    }
}
