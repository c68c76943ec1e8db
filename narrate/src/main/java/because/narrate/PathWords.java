package because.narrate;

import because.core.Paths;
import because.core.Paths.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of a path in words, such as <em>directed by “Michael Mann”, who also directed “Heat”</em>. */
record PathWords(Paths.Path path, Language language) {

    String text() {
        Grammar grammar = new Grammar(language);
        List<String> clauses = new ArrayList<>();
        List<Step> steps = path.steps();
        Optional<Relation.Reading> before = Optional.empty();
        for (int i = 0; i < steps.size(); i++) {
            Optional<Relation.Reading> reading = Relation.of(steps.get(i));
            String shared = i + 1 < steps.size() ? shared(steps.get(i), steps.get(i + 1), grammar) : "";
            if (!shared.isEmpty()) {
                clauses.add(shared);
                before = Optional.empty();
                i++;
                continue;
            }
            Step step = steps.get(i);
            String name = name(step, grammar);
            boolean again = reading.isPresent()
                    && before.isPresent()
                    && before.get().out()
                    && !reading.get().out()
                    && before.get().relation() == reading.get().relation();
            clauses.add(reading.map(known -> known.words(language, name, again))
                    .orElseGet(() -> Phrase.CONNECTED.in(language, grammar.name(words(step.relation())), name)));
            before = reading;
        }
        return String.join(language == Language.EN ? ", " : "，", clauses);
    }

    /** Two steps over a thing that has no name but its id. */
    private String shared(Step first, Step second, Grammar grammar) {
        Optional<Relation.Reading> out = Relation.of(first);
        Optional<Relation.Reading> back = Relation.of(second);
        boolean nameless = first.item().isEmpty() && first.entity().matches("[mg]\\.\\w+|Q\\d+|\\d+|https?://.*");
        if (!nameless
                || out.isEmpty()
                || back.isEmpty()
                || !out.get().out()
                || back.get().out()
                || out.get().relation() != back.get().relation()) {
            return "";
        }
        return out.get().relation().shared(language, name(second, grammar));
    }

    /** The last word of a relation's name, with spaces. */
    static String words(String relation) {
        String last = relation.substring(1 + Math.max(relation.lastIndexOf('.'), relation.lastIndexOf('/')));
        return last.isEmpty() ? relation : last.replace('_', ' ');
    }

    static String name(Step step, Grammar grammar) {
        return step.item().isEmpty() || step.item().equals(step.entity())
                ? grammar.name(step.entity())
                : grammar.work(step.entity());
    }
}
