package because.cli;

import because.Answer;
import because.AnswerJson;
import because.Because;
import because.Json;
import because.Pictures;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Item;
import because.core.Query;
import because.core.Recommendation;
import because.narrate.ExplanationText;
import because.narrate.Language;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Say why a model scores an item as it does for a person: what each event contributes, with its error.",
            "The item need not be among the recommended ones. Up to 20,000 coalitions are evaluated, unless --calls says otherwise."
        })
final class ExplainCommand implements Callable<Integer> {
    /** One explanation, looked at closely, may cost more than a list of them. */
    private static final long CALLS = 20_000;

    private static final int ROWS = 20;

    private final Terminal terminal;

    @Mixin
    private ProjectOptions.Asking asking = new ProjectOptions.Asking();

    @Option(
            names = {"-i", "--item"},
            paramLabel = "ID",
            description = "The item; default: the one that is recommended first.")
    private String item = "";

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "How long the list is that the item of a counterfactual leaves, by default 1 if it is the first, else 10; and of which --target list speaks, by default 10.")
    private int top;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Rows of the table, by default 20, and of the picture, by default 12.")
    private @Nullable Integer rows;

    @Option(names = "--language", paramLabel = "en|zh", defaultValue = "en", description = "en or zh; default: en.")
    private String language = "en";

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Draw the explanation, too, into a file that ends in .svg or .png.")
    private @Nullable Path picture;

    @Mixin
    private PictureFile drawing = new PictureFile();

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Language spoken = Language.of(language);
        int lines = rows == null ? ROWS : rows;
        drawing.check(picture);
        try (Because because = asking.open(CALLS, terminal)) {
            boolean known = because.profile(asking.user()).isPresent();
            Query query = because.query(asking.user(), 1);
            Catalog catalog = because.recommender().catalog();
            int index = item.isEmpty() ? first(because, query) : because.item(item);
            List<Candidate> candidates = List.of(catalog.candidates().get(index));
            Answer.Why why = because.explain(query.profile(), candidates, query.exclude(), top)
                    .getFirst();
            Item explained = catalog.item(index);
            String text = ExplanationText.render(why.explanation(), explained, spoken, lines);
            Optional<ObjectNode> drawn = Optional.ofNullable(picture)
                    .map(file -> drawing.write(
                            Pictures.of(because, why, query.profile(), drawing.chart(), drawing.options(rows, spoken)),
                            file,
                            terminal));
            if (asking.json()) {
                ObjectNode json = Json.object();
                json.put("user", asking.user());
                json.put("model", because.recommender().provenance().model());
                json.put("known", known);
                json.put("item", explained.id());
                json.put("title", explained.title());
                AnswerJson.put(why, json);
                json.put("text", text);
                drawn.ifPresent(written -> json.set("picture", written));
                terminal.json(json);
                return 0;
            }
            asking.note(known, terminal);
            terminal.text(why.reason(spoken) + "\n\n" + text);
        }
        return 0;
    }

    private int first(Because because, Query query) {
        List<Recommendation> list = because.recommender().recommend(query);
        if (list.isEmpty()) {
            throw new BadInput("nothing can be recommended to the person '" + asking.user()
                    + "', who knows every item already.\nMaybe name the item to explain: --item ID");
        }
        return list.getFirst().item();
    }
}
