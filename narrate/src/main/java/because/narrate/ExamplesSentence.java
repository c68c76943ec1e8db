package because.narrate;

import because.core.Examples;
import because.core.Examples.Example;
import because.core.Item;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says in one sentence whose doing supports a recommendation. People are never named: what the sentence tells of them is what they share with the reader. Only where the
 * model was, in effect, trained without them is it said that they are the reason.
 */
final class ExamplesSentence {
    private static final int NAMED = 2;

    private final Examples examples;
    private final Language language;

    ExamplesSentence(Examples examples, Language language) {
        this.examples = examples;
        this.language = language;
    }

    Reason reason(Item item) {
        Optional<Example> strongest = examples.examples().stream()
                .findFirst()
                .filter(example -> !example.shared().isEmpty())
                .filter(_ -> examples.header().candidate().equals(item.id()));
        return strongest.map(this::said).orElseGet(this::nothing);
    }

    private Reason said(Example strongest) {
        List<String> titles = strongest.shared().stream().limit(NAMED).toList();
        String names = new Grammar(language)
                .list(titles.stream().map(new Grammar(language)::work).toList());
        String text = switch (examples.measure()) {
            case RETRAINED -> Phrase.EXAMPLES.in(language, examples.supporters(), names);
            case INFLUENCE -> Phrase.EXAMPLES_INFLUENCE.in(language, names);
            case SIMILARITY -> Phrase.EXAMPLES_ALIKE.in(language, names);
        };
        return sound(text, titles)
                ? new Reason(language, text, List.of("person:" + strongest.person()), true)
                : nothing();
    }

    private Reason nothing() {
        return new Reason(language, Phrase.NO_EXAMPLES.in(language), List.of(), false);
    }

    private static boolean sound(String text, List<String> titles) {
        Set<String> allowed = new HashSet<>();
        titles.forEach(title -> allowed.addAll(Quoted.forms(title)));
        Quoted quoted = Quoted.in(text);
        return !quoted.torn() && allowed.containsAll(quoted.names());
    }
}
