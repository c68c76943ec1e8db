package because.narrate;

import because.core.Examples;
import because.core.Examples.Example;
import because.core.Item;
import java.util.List;

/** Examples as plain text: how support was measured, and of each person what is shared with the one who asks. */
final class ExamplesText {
    private final Examples examples;
    private final Sheet sheet;

    ExamplesText(Examples examples, Language language) {
        this.examples = examples;
        this.sheet = Sheet.of(examples.header(), examples.examples().stream().mapToDouble(Example::support), language);
    }

    String lines(Item item, int rows) {
        List<String> lines = sheet.head(item);
        lines.add(sheet.labelled(
                Phrase.MEASURE,
                sheet.say(
                        switch (examples.measure()) {
                            case RETRAINED -> Phrase.RETRAINED;
                            case INFLUENCE -> Phrase.INFLUENCE;
                            case SIMILARITY -> Phrase.SIMILARITY;
                        })));
        lines.add(sheet.labelled(
                Phrase.PEOPLE, sheet.say(Phrase.PEOPLE_VALUE, examples.supporters(), examples.people())));
        lines.add("");
        List<Example> shown = examples.examples().stream().limit(rows).toList();
        for (Example example : shown) {
            List<String> shared = example.shared().stream()
                    .limit(5)
                    .map(sheet.grammar()::work)
                    .toList();
            lines.add("  " + sheet.signed(example.support()) + "  "
                    + sheet.say(Phrase.PERSON, ExplanationText.plain(example.person()), example.events()) + "  "
                    + (shared.isEmpty()
                            ? sheet.say(Phrase.NOTHING_SHARED)
                            : sheet.say(
                                    Phrase.SHARED,
                                    sheet.grammar().list(shared),
                                    example.shared().size())));
        }
        if (shown.isEmpty()) {
            lines.add("  " + sheet.say(Phrase.NO_EXAMPLES));
        }
        return String.join("\n", lines) + "\n";
    }
}
