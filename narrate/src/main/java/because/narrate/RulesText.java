package because.narrate;

import because.core.Rules;
import because.core.Rules.Form;
import because.core.Rules.Rule;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Rules as plain text: how faithful they are, and of each what it says, of how many, and what was measured there. */
final class RulesText {
    private final Rules rules;
    private final FeatureWords words;
    private final Sheet sheet;

    RulesText(Rules rules, Language language) {
        this.rules = rules;
        this.words = new FeatureWords(language);
        this.sheet = Sheet.of(
                rules.header(),
                rules.rules().stream().flatMapToDouble(r -> DoubleStream.of(r.value(), r.measured())),
                language);
    }

    String lines() {
        List<String> lines = sheet.overview(sheet.say(Phrase.IN_RULES));
        lines.addAll(sheet.predicted());
        lines.add(sheet.labelled(
                Phrase.FIDELITY,
                sheet.say(
                        Phrase.FIDELITY_VALUE,
                        decimals(rules.fidelity()),
                        decimals(rules.low()),
                        decimals(rules.high()),
                        rules.fitted(),
                        rules.heldOut())));
        lines.add("");
        lines.add("  " + sheet.say(rules.form() == Form.TREE ? Phrase.RULE_TREE : Phrase.RULE_LIST));
        for (Rule rule : rules.rules()) {
            lines.add("  "
                    + (rule.conditions().isEmpty()
                            ? sheet.say(Phrase.RULE_ELSE)
                            : sheet.say(Phrase.RULE_IF, words.conditions(rule.conditions()))));
            lines.add("      "
                    + (rule.coverage() == 0
                            ? sheet.say(Phrase.RULE_NOBODY, sheet.number(rule.value()))
                            : sheet.say(
                                    Phrase.RULE_SAYS,
                                    sheet.number(rule.value()),
                                    sheet.number(rule.measured()),
                                    sheet.number(rule.low()),
                                    sheet.number(rule.high()),
                                    String.format(Locale.ROOT, "%.0f %%", 100 * rule.coverage()))));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String decimals(double value) {
        return String.format(Locale.ROOT, "%.3f", value).replace('-', '−');
    }
}
