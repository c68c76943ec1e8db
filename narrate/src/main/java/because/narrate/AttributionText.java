package because.narrate;

import because.core.Attribution;
import because.core.DeletionTest;
import because.core.Item;
import because.core.Player;
import because.core.PlayerValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A whole attribution as plain text for a terminal: how it was made, what each player contributes, and how it fared in its checks. */
final class AttributionText {
    private static final int BAR = 20;
    private static final int NAME = 40;

    private final Attribution attribution;
    private final Sheet sheet;
    private final Grammar grammar;

    AttributionText(Attribution attribution, Language language) {
        this.attribution = attribution;
        this.sheet = Sheet.of(
                attribution.header(), attribution.players().stream().mapToDouble(PlayerValue::value), language);
        this.grammar = sheet.grammar();
    }

    String lines(Item item, int rows) {
        List<String> lines = sheet.head(item);
        lines.addAll(fit());
        lines.addAll(learned());
        lines.add("");
        lines.addAll(table(rows));
        lines.add("");
        lines.add(sheet.labelled(Phrase.GAP, sheet.say(Phrase.GAP_VALUE, sheet.signed(attribution.completenessGap()))));
        lines.add(
                attribution.header().deletionTest().map(this::outcome).orElseGet(() -> sheet.say(Phrase.TEST_NOT_RUN)));
        List<String> against = against(rows);
        if (!against.isEmpty()) {
            lines.add(sheet.say(Phrase.AGAINST, grammar.list(against)));
        }
        return String.join("\n", lines) + "\n";
    }

    /** How well a linear stand-in fits, and how stable it is, for methods that say so in their options. */
    private List<String> fit() {
        Map<String, String> options = attribution.header().options();
        if (!options.containsKey("r2") || !options.containsKey("stability")) {
            return List.of();
        }
        String repetitions = options.getOrDefault("repetitions", "1");
        String stability = repetitions.equals("1")
                ? sheet.say(Phrase.STABILITY_EXACT)
                : sheet.say(Phrase.STABILITY_VALUE, decimals("stability", 2), repetitions);
        return List.of(
                sheet.labelled(Phrase.FIT, sheet.say(Phrase.FIT_VALUE, decimals("r2", 3))),
                sheet.labelled(Phrase.STABILITY, stability));
    }

    /** How an explainer that was learned took part, and how far it is off alone. */
    private List<String> learned() {
        Map<String, String> options = attribution.header().options();
        if (!options.containsKey("learnedError")) {
            return List.of();
        }
        double error = Double.parseDouble(options.getOrDefault("learnedError", "NaN"));
        String share = String.format(Locale.ROOT, "%.0f %%", 100 * error);
        String factor = options.get("learnedFactor");
        return List.of(sheet.labelled(
                Phrase.LEARNED,
                factor == null
                        ? sheet.say(
                                Phrase.LEARNED_ALONE,
                                share,
                                decimals("learnedCorrelation", 2),
                                options.getOrDefault("learnedAnswers", ""))
                        : sheet.say(Phrase.LEARNED_HELPS, options.getOrDefault("sampledBy", ""), factor, share)));
    }

    private String decimals(String option, int decimals) {
        double value = Double.parseDouble(attribution.header().options().getOrDefault(option, "NaN"));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** A row of the table: a player, or a group above its players. */
    private record Line(String name, PlayerValue value) {}

    private List<String> table(int rows) {
        List<PlayerValue> order = strongest(attribution.players());
        if (order.isEmpty()) {
            return List.of("  " + sheet.say(Phrase.NO_PLAYERS));
        }
        List<PlayerValue> shown = order.subList(0, Math.min(rows, order.size()));
        List<Line> table = attribution.groups().isEmpty()
                ? shown.stream().map(p -> line("", p)).toList()
                : grouped(shown);
        List<String> names = table.stream().map(Line::name).toList();
        List<String> values =
                table.stream().map(line -> sheet.signed(line.value().value())).toList();
        List<String> errors = table.stream()
                .map(line -> sheet.error(line.value().standardError()))
                .toList();
        int nameWidth = Columns.widest(names);
        int valueWidth = Columns.widest(values);
        int errorWidth = Columns.widest(errors);
        double largest = table.stream()
                .mapToDouble(line -> Math.abs(line.value().value()))
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            String line = "  " + Columns.padded(names.get(i), nameWidth) + "  "
                    + " ".repeat(valueWidth - values.get(i).length())
                    + values.get(i) + " ± " + Columns.padded(errors.get(i), errorWidth) + "  "
                    + bar(table.get(i).value().value(), largest);
            lines.add(line.stripTrailing());
        }
        if (shown.size() < order.size()) {
            double rest = 0;
            for (PlayerValue player : order.subList(shown.size(), order.size())) {
                rest += player.value();
            }
            lines.add("  " + sheet.say(Phrase.REST, order.size() - shown.size(), sheet.signed(rest)));
        }
        return lines;
    }

    private static List<PlayerValue> strongest(List<PlayerValue> values) {
        return values.stream()
                .sorted(Comparator.comparingDouble((PlayerValue p) -> -Math.abs(p.value())))
                .toList();
    }

    private static Line line(String indent, PlayerValue value) {
        return new Line(indent + Columns.fit(Grammar.nameOf(value.player()), NAME), value);
    }

    /** Each group with those of its players that are shown below it; a player without a group stands beside the groups. */
    private List<Line> grouped(List<PlayerValue> shown) {
        Set<PlayerValue> alone = new LinkedHashSet<>(shown);
        Map<PlayerValue, List<PlayerValue>> members = new LinkedHashMap<>();
        for (PlayerValue group : attribution.groups()) {
            members.put(group, attribution.members(group));
            members.get(group).forEach(alone::remove);
        }
        List<PlayerValue> heads = new ArrayList<>(members.keySet());
        heads.addAll(alone);
        List<Line> lines = new ArrayList<>();
        for (PlayerValue head : strongest(heads)) {
            lines.add(line("", head));
            shown.stream()
                    .filter(members.getOrDefault(head, List.of())::contains)
                    .forEach(player -> lines.add(line("  ", player)));
        }
        return lines;
    }

    private static String bar(double value, double largest) {
        int length = largest > 0 && Double.isFinite(value) ? (int) Math.round(BAR * Math.abs(value) / largest) : 0;
        return (value > 0 ? "█" : "░").repeat(length);
    }

    /** How the deletion test ended. */
    String outcome(DeletionTest test) {
        if (test.named().isEmpty()) {
            return sheet.say(Phrase.TEST_NOTHING);
        }
        String named = grammar.list(test.named().stream().map(this::named).toList());
        String compared = compared(test, named);
        String told = test.certain() ? compared : sheet.say(Phrase.UNCERTAIN, compared);
        return sheet.say(Guard.stands(test) ? Phrase.TEST_PASSED : Phrase.TEST_FAILED, told);
    }

    private String compared(DeletionTest test, String named) {
        if (!(test.fall() > 0)) {
            return sheet.say(Phrase.RISES, named, sheet.signed(-test.fall()));
        }
        String fall = sheet.say(Phrase.FALLS, named, sheet.number(test.fall()));
        return test.removals() == 0
                ? sheet.say(Phrase.ALONE, fall)
                : sheet.say(Phrase.COMPARED, fall, test.weaker(), test.removals());
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
}
