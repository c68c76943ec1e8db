package because.narrate;

import because.core.Attribution;
import because.core.Concepts;
import because.core.Counterfactual;
import because.core.Curve;
import because.core.DeletionTest;
import because.core.Explanation;
import because.core.Header;
import because.core.Importance;
import because.core.InteractionValues;
import because.core.Item;
import because.core.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What stands with a picture of explanations, in words: what was asked, how the answer was found, and how it fared in its check.
 *
 * @param title the question
 * @param lines how it was found, each a line of its own
 */
public record Caption(String title, List<String> lines) {
    /** Copies the list. */
    public Caption {
        lines = List.copyOf(lines);
    }

    /**
     * The caption of an explanation.
     *
     * @param explanation what is shown
     * @param item the item that it is about
     * @param language of the words; titles stay in the language of the data
     * @return the caption
     */
    public static Caption of(Explanation explanation, Item item, Language language) {
        Sheet sheet = Sheet.of(explanation.header(), DoubleStream.empty(), language);
        if (explanation instanceof Importance
                || explanation instanceof Curve
                || explanation instanceof Rules
                || explanation instanceof Concepts) {
            return new Caption(Overall.of(explanation, language).question(), sheet.found());
        }
        List<String> lines = new ArrayList<>();
        lines.add(labelled(sheet, Phrase.METHOD, sheet.methodValue()));
        if (explanation instanceof Counterfactual counterfactual) {
            CounterfactualText text = new CounterfactualText(counterfactual, language);
            lines.add(labelled(sheet, Phrase.FEWEST, text.fewest()));
            return new Caption(text.question(item), lines);
        }
        lines.add(labelled(sheet, Phrase.TARGET, sheet.target()));
        lines.add(labelled(sheet, Phrase.PRECISION, sheet.precision()));
        if (explanation instanceof Attribution attribution) {
            lines.add(attribution
                    .header()
                    .deletionTest()
                    .map((DeletionTest test) -> new AttributionText(attribution, language).outcome(test))
                    .orElseGet(() -> sheet.say(Phrase.TEST_NOT_RUN)));
        }
        if (explanation instanceof InteractionValues told) {
            lines.add(told.check()
                    .map(check -> new InteractionsText(told, language).outcome(check))
                    .orElseGet(() -> sheet.say(Phrase.PAIR_NOTHING)));
        }
        return new Caption(sheet.say(Phrase.WHY, sheet.title(item)), lines);
    }

    /**
     * The caption of explanations of many people.
     *
     * @param attributions what is shown, made in the same way; at least one
     * @param item the item that all of them are about; empty if they are about several
     * @param calls how many coalitions were evaluated for all of them
     * @param language of the words
     * @return the caption
     */
    public static Caption of(List<Attribution> attributions, Optional<Item> item, long calls, Language language) {
        List<Header> headers = attributions.stream().map(Attribution::header).toList();
        Sheet sheet = Sheet.of(headers.getFirst(), DoubleStream.empty(), language);
        String methods = headers.stream().map(Header::method).distinct().collect(Collectors.joining(", "));
        int all = headers.size();
        long enough = headers.stream().filter(h -> h.convergence().reached()).count();
        long passed = headers.stream()
                .filter(h -> h.deletionTest().filter(Guard::stands).isPresent())
                .count();
        return new Caption(
                item.map(one -> sheet.say(Phrase.MANY_OF, sheet.title(one), all))
                        .orElseGet(() -> sheet.say(Phrase.MANY, all)),
                List.of(
                        labelled(sheet, Phrase.METHOD, sheet.methodValue(methods, calls)),
                        labelled(sheet, Phrase.TARGET, sheet.target()),
                        labelled(sheet, Phrase.PRECISION, sheet.say(Phrase.MANY_ENOUGH, enough, all)),
                        sheet.say(passed < all ? Phrase.MANY_TEST_REST : Phrase.MANY_TEST, passed, all)));
    }

    private static String labelled(Sheet sheet, Phrase label, String text) {
        return sheet.say(label) + (sheet.language() == Language.EN ? ": " : "：") + text;
    }
}
