package because.cli;

import because.Answer;
import because.AnswerJson;
import because.Because;
import because.Json;
import because.core.BadInput;
import because.core.Counterfactual;
import because.core.Item;
import because.core.Query;
import because.narrate.ExplanationText;
import because.narrate.Language;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** The part of {@code because whatif} that finds out what would bring an item into a person's list. */
final class BringReport {
    /** One search may cost as much as one explanation that is looked at closely. */
    static final long CALLS = 20_000;

    private static final int ROWS = 20;

    @Option(
            names = "--bring",
            paramLabel = "ITEM",
            description = "Find the fewest changes of the history that would bring this item into the first N.")
    private String item = "";

    @Option(
            names = "--by",
            paramLabel = "WAY",
            defaultValue = "BOTH",
            description =
                    "What --bring may change: remove (the person's own events), add (items) or both; default: both.")
    private Counterfactual.By by = Counterfactual.By.BOTH;

    boolean asked() {
        return !item.isEmpty();
    }

    int print(Because because, ProjectOptions.Asking asking, int n, Language language, Terminal terminal) {
        if (n < 1) {
            throw BadInput.of("n", n, "1 or more", "");
        }
        boolean known = because.profile(asking.user()).isPresent();
        Query query = because.query(asking.user(), n);
        int index = because.item(item);
        Answer.Why why = because.bring(query.profile(), index, query.exclude(), n, by);
        Item brought = because.recommender().catalog().item(index);
        String text = ExplanationText.render(why.explanation(), brought, language, ROWS);
        if (asking.json()) {
            ObjectNode json = Json.object();
            json.put("user", asking.user());
            json.put("model", because.recommender().provenance().model());
            json.put("known", known);
            json.put("item", brought.id());
            json.put("title", brought.title());
            AnswerJson.put(why, json);
            json.put("text", text);
            terminal.json(json);
            return 0;
        }
        asking.note(known, terminal);
        terminal.text(why.reason(language) + "\n\n" + text);
        return 0;
    }
}
