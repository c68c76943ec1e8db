package because.narrate;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Concepts;
import because.core.Counterfactual;
import because.core.Curve;
import because.core.Examples;
import because.core.Explanation;
import because.core.Importance;
import because.core.InteractionValues;
import because.core.Item;
import because.core.Paths;
import because.core.Rules;
import because.core.Trace;

/** A whole explanation of any kind as plain text for a terminal: how it was made, what it says, and how it fared in its checks. */
public final class ExplanationText {
    private ExplanationText() {}

    /**
     * A name from the data as it may be shown: on one line, not too long, without characters that cannot be seen or that turn the direction of their neighbours.
     *
     * @param name any text
     * @return the name; empty if nothing of it can be seen
     */
    public static String plain(String name) {
        return Marks.clean(name);
    }

    /**
     * What a relation of a knowledge graph is called: the last word of its name, with spaces.
     *
     * @param relation as in the data, such as {@code film.film.directed_by}
     * @return its words, as {@link #plain} shows them
     */
    public static String relation(String relation) {
        return Marks.clean(PathWords.words(relation));
    }

    /**
     * Writes the text.
     *
     * @param explanation what is told
     * @param item the item that it is about
     * @param language the language of the words; titles stay in that of the data
     * @param rows how many pieces of evidence are shown at most; 1 or more
     * @return several lines, each with a line feed at its end
     * @throws BadInput if rows is below 1 or the explanation is about another item
     */
    public static String render(Explanation explanation, Item item, Language language, int rows) {
        if (rows < 1) {
            throw BadInput.of("rows", rows, "1 or more", "");
        }
        if (!explanation.header().candidate().equals(item.id())) {
            throw BadInput.of(
                    "the item of a report",
                    item.id(),
                    "the item that the explanation is about, "
                            + explanation.header().candidate(),
                    "");
        }
        return switch (explanation) {
            case Attribution attribution -> new AttributionText(attribution, language).lines(item, rows);
            case Counterfactual counterfactual -> new CounterfactualText(counterfactual, language).lines(item, rows);
            case Trace trace -> new TraceText(trace, language).lines(item, rows);
            case Examples examples -> new ExamplesText(examples, language).lines(item, rows);
            case Paths paths -> new PathsText(paths, language).lines(item, rows);
            case InteractionValues told -> new InteractionsText(told, language).lines(item, rows);
            case Importance _, Curve _, Rules _, Concepts _ -> render(explanation, language, rows);
        };
    }

    /**
     * Writes the text of an explanation that is about many people.
     *
     * @param explanation an importance, a curve, rules or concepts
     * @param language the language of the words
     * @param rows how many pieces of evidence are shown at most; 1 or more
     * @return several lines, each with a line feed at its end
     * @throws BadInput if rows is below 1 or the explanation is about one person
     */
    public static String render(Explanation explanation, Language language, int rows) {
        if (rows < 1) {
            throw BadInput.of("rows", rows, "1 or more", "");
        }
        return switch (explanation) {
            case Importance importance -> new ImportanceText(importance, language).lines(rows);
            case Curve curve -> new CurveText(curve, language).lines();
            case Rules rules -> new RulesText(rules, language).lines();
            case Concepts concepts -> new ConceptsText(concepts, language).lines(rows);
            case Attribution _, Counterfactual _, Trace _, Examples _, Paths _, InteractionValues _ ->
                throw BadInput.of(
                        "the explanation", explanation.kind(), "one about many people, where no item is named", "");
        };
    }
}
