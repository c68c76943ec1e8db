package because.narrate;

import because.core.BadInput;
import because.core.Concepts;
import because.core.Curve;
import because.core.Explanation;
import because.core.Importance;
import because.core.Importance.Weight;
import because.core.Rules;
import java.util.List;

/**
 * What was found over many people, as named numbers with their 95 % intervals: what a picture of it shows.
 *
 * @param question what was asked
 * @param how what the numbers are
 * @param from where a bar begins: what a number that says nothing would be
 * @param rows in the order of the explanation
 */
public record Overall(String question, String how, double from, List<Row> rows) {
    /** Chance, for an area under the curve. */
    private static final double CHANCE = 0.5;

    /** Copies the list. */
    public Overall {
        rows = List.copyOf(rows);
    }

    /**
     * A number.
     *
     * @param id of the evidence that it is
     * @param name in words
     * @param value the number; finite
     * @param low the lower end of the interval; NaN if it is not known
     * @param high the upper end
     */
    public record Row(String id, String name, double value, double low, double high) {}

    /**
     * @param explanation of one of the kinds that are about many people
     * @param language of the words
     * @return what it says
     * @throws BadInput if it is about one person
     */
    public static Overall of(Explanation explanation, Language language) {
        return switch (explanation) {
            case Importance importance -> of(importance, language);
            case Rules rules -> of(rules, language);
            case Concepts concepts -> of(concepts, language);
            case Curve curve -> of(curve, language);
            default -> throw BadInput.of("the explanation", explanation.kind(), "one about many people", "");
        };
    }

    private static Overall of(Importance importance, Language language) {
        FeatureWords words = new FeatureWords(language);
        return new Overall(
                Phrase.LOOKS_AT.in(language, importance.people()),
                Phrase.of(importance.measure()).in(language),
                0,
                importance.weights().stream()
                        .map(weight -> new Row(
                                "feature:" + weight.name(),
                                names(weight, words),
                                weight.value(),
                                weight.low(),
                                weight.high()))
                        .toList());
    }

    static String names(Weight weight, FeatureWords words) {
        return String.join(" × ", weight.features().stream().map(words::name).toList());
    }

    private static Overall of(Rules rules, Language language) {
        FeatureWords words = new FeatureWords(language);
        return new Overall(
                Phrase.IN_RULES.in(language),
                Phrase.RULE_BARS.in(language),
                rules.header().score(),
                rules.rules().stream()
                        .map(rule -> new Row(
                                "rule:" + (rules.rules().indexOf(rule) + 1),
                                rule.conditions().isEmpty()
                                        ? Phrase.RULE_ELSE.in(language)
                                        : Phrase.RULE_IF.in(language, words.conditions(rule.conditions())),
                                rule.coverage() == 0 ? rule.value() : rule.measured(),
                                rule.low(),
                                rule.high()))
                        .toList());
    }

    private static Overall of(Concepts concepts, Language language) {
        FeatureWords words = new FeatureWords(language);
        return new Overall(
                Phrase.SPACE_HOLDS.in(language),
                Phrase.CONCEPT_BARS.in(language),
                CHANCE,
                concepts.concepts().stream()
                        .map(concept -> new Row(
                                "concept:" + concept.name(),
                                words.name(concept.name()),
                                concept.auc(),
                                concept.low(),
                                concept.high()))
                        .toList());
    }

    private static Overall of(Curve curve, Language language) {
        String feature = new FeatureWords(language).name(curve.feature());
        return new Overall(
                Phrase.MOVES_WITH.in(language, feature, curve.people()),
                (curve.form() == Curve.Form.ALE ? Phrase.CURVE_LOCAL : Phrase.CURVE_MEAN).in(language),
                curve.form() == Curve.Form.ALE ? 0 : curve.header().score(),
                curve.points().stream()
                        .map(point ->
                                new Row("point:" + point.at(), point.at(), point.value(), point.low(), point.high()))
                        .toList());
    }
}
