package because.narrate;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Concepts;
import because.core.Concepts.Concept;
import because.core.Counterfactual;
import because.core.Curve;
import because.core.Curve.Point;
import because.core.Examples;
import because.core.Explanation;
import because.core.Importance;
import because.core.Importance.Measure;
import because.core.Importance.Weight;
import because.core.InteractionValues;
import because.core.Paths;
import because.core.Rules;
import because.core.Rules.Form;
import because.core.Trace;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Says in one sentence what an explanation about many people comes to: only what its intervals bear. */
final class SummarySentence {
    private static final int NAMED = 3;

    private final Language language;
    private final FeatureWords words;

    SummarySentence(Language language) {
        this.language = language;
        this.words = new FeatureWords(language);
    }

    String of(Explanation explanation) {
        return switch (explanation) {
            case Importance importance -> of(importance);
            case Curve curve -> of(curve);
            case Rules rules -> of(rules);
            case Concepts concepts -> of(concepts);
            case Attribution _, Counterfactual _, Trace _, Examples _, Paths _, InteractionValues _ ->
                throw BadInput.of("the explanation", explanation.kind(), "one about many people", "");
        };
    }

    /** The strongest whose interval is above 0. */
    private String of(Importance importance) {
        List<String> named = importance.weights().stream()
                .filter(weight -> weight.low() > 0 && weight.share() > 0)
                .limit(NAMED)
                .map(this::weighed)
                .toList();
        if (named.isEmpty()) {
            return Phrase.SUM_NONE.in(language, importance.people());
        }
        boolean pairs = importance.measure() == Measure.INTERACTION || importance.measure() == Measure.SII;
        Phrase phrase = pairs ? Phrase.SUM_TOGETHER : Phrase.SUM_IMPORTANCE;
        return phrase.in(language, importance.people(), listed(named));
    }

    private String weighed(Weight weight) {
        return Phrase.TIED.in(language, Overall.names(weight, words), percent(weight.share()));
    }

    private String listed(List<String> names) {
        return switch (language) {
            case EN -> new Grammar(language).list(names);
            case ZH -> String.join("、", names);
        };
    }

    private String of(Curve curve) {
        String name = words.name(curve.feature());
        Comparator<Point> byValue = Comparator.comparingDouble(Point::value);
        Point low = curve.points().stream().min(byValue).orElseThrow();
        Point high = curve.points().stream().max(byValue).orElseThrow();
        double rounding = 1e-9 * (1 + Math.abs(high.value()) + Math.abs(low.value()));
        return high.value() - low.value() <= rounding
                ? Phrase.SUM_FLAT.in(language, curve.people(), name)
                : Phrase.SUM_CURVE.in(
                        language,
                        curve.people(),
                        name,
                        ExplanationText.plain(low.at()),
                        number(low.value()),
                        ExplanationText.plain(high.at()),
                        number(high.value()));
    }

    /** The rule that tells most: the first of a list, for the others hold only where it does not; of a tree the leaf that is furthest from the mean for the most people. */
    private String of(Rules rules) {
        double mean = rules.header().score();
        return rules.rules().stream()
                .limit(rules.form() == Form.LIST ? 1 : rules.rules().size())
                .filter(rule -> rule.coverage() > 0 && !rule.conditions().isEmpty() && rules.low() > 0)
                .max(Comparator.comparingDouble(rule -> rule.coverage() * Math.abs(rule.measured() - mean)))
                .map(rule -> Phrase.SUM_RULES.in(
                        language,
                        percent(rules.fidelity()),
                        words.conditions(rule.conditions()),
                        number(rule.measured())))
                .orElseGet(() -> Phrase.SUM_NO_RULES.in(language));
    }

    private String of(Concepts concepts) {
        List<Concept> held = concepts.concepts().stream().filter(Concept::held).toList();
        if (held.isEmpty()) {
            return Phrase.SUM_NO_CONCEPTS.in(language, concepts.concepts().size());
        }
        Concept clearest = held.getFirst();
        return Phrase.SUM_CONCEPTS.in(
                language,
                concepts.concepts().size(),
                held.size(),
                words.name(clearest.name()),
                number(clearest.auc()),
                number(clearest.control()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.3f" : "%.1f", value)
                .replace('-', '−');
    }
}
