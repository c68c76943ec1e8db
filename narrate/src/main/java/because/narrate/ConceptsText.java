package because.narrate;

import because.core.Concepts;
import because.core.Concepts.Concept;
import because.core.Concepts.Space;
import java.util.List;
import java.util.Locale;

/** Concepts as plain text: a line for each property, with how clearly the space tells it and what chance would. */
final class ConceptsText {
    private static final int NAME = 44;

    private final Concepts concepts;
    private final FeatureWords words;
    private final Sheet sheet;

    ConceptsText(Concepts concepts, Language language) {
        this.concepts = concepts;
        this.words = new FeatureWords(language);
        this.sheet = new Sheet(concepts.header(), language, new Decimals(3, language));
    }

    String lines(int rows) {
        List<String> lines = sheet.overview(sheet.say(Phrase.SPACE_HOLDS));
        lines.add(sheet.labelled(
                Phrase.SPACE,
                sheet.say(
                        concepts.space() == Space.VECTORS ? Phrase.SPACE_VECTORS : Phrase.SPACE_SCORES,
                        concepts.dimensions())));
        lines.add("");
        lines.add("  " + sheet.say(Phrase.CONCEPT_ROWS));
        List<Concept> shown = concepts.concepts().stream().limit(rows).toList();
        List<String> names =
                shown.stream().map(c -> Columns.fit(words.name(c.name()), NAME)).toList();
        int widest = Columns.widest(names);
        for (int i = 0; i < shown.size(); i++) {
            Concept concept = shown.get(i);
            lines.add("  " + Columns.padded(names.get(i), widest) + "  "
                    + String.format(
                            Locale.ROOT,
                            "%.3f  [%.3f, %.3f]  %.3f  %.3f  %.2f  ",
                            concept.auc(),
                            concept.low(),
                            concept.high(),
                            concept.accuracy(),
                            concept.control(),
                            concept.p())
                    + sheet.say(concept.held() ? Phrase.HELD : Phrase.NOT_HELD));
        }
        if (concepts.concepts().size() > shown.size()) {
            lines.add("  … " + (concepts.concepts().size() - shown.size()));
        }
        return String.join("\n", lines) + "\n";
    }
}
