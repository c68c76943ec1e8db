package because.cli;

import because.Answer;
import because.AnswerJson;
import because.Json;
import because.Overview;
import because.Pictures;
import because.core.BadInput;
import because.core.Importance.Measure;
import because.core.Target;
import because.narrate.ExplanationText;
import because.narrate.Language;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "global",
        mixinStandardHelpOptions = true,
        description = {
            "Say what a model looks at over many people: which features of people and items matter to it, how its answers move with one of them,",
            "which of them play together, simple rules that say what it says, and which properties of items its space holds. All with 95 %% intervals."
        })
final class GlobalCommand implements Callable<Integer> {
    /** So many curves are shown in full; of the others the summary. */
    private static final int CURVES = 3;

    private static final Overview.Options USUAL = Overview.Options.defaults();

    private final Terminal terminal;

    @Mixin
    private ProjectOptions options = new ProjectOptions();

    @Option(
            names = "--run",
            paramLabel = "NAME",
            defaultValue = "",
            description = "The trained model, see 'because runs'; default: the newest.")
    private String run = "";

    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = "importance",
            description = {
                "importance (what becomes of the answers if a feature is another person's), shapley (mean |Shapley value|), pdp, ice, ale (curves),",
                "interactions (Friedman's H²), sii (mean |Shapley interaction| of two), tree, rules (simple stand-ins), concepts (directions of the space of items); default: importance."
            })
    private String method = "importance";

    @Option(
            names = "--feature",
            paramLabel = "NAME",
            split = ",",
            description = {
                "Features, or what their names begin with: who, history, history:newest, history:genres=Comedy, history:length, person:age, item, item:genres;",
                "with commas between them or given several times; default: those that suit the method."
            })
    private List<String> features = List.of();

    @Option(
            names = "--people",
            paramLabel = "N",
            defaultValue = "200",
            description = "On how many people, drawn at random; default: 200.")
    private int people = USUAL.people();

    @Option(
            names = "--items",
            paramLabel = "WHICH",
            defaultValue = "auto",
            description = {
                "About which item each person is asked: next (what was really used next, in the part that the model has not seen), recommended (the first),",
                "contrast (some recommended and some others); default: auto, contrast for tree and rules of a model that ranks, else next."
            })
    private String items = "auto";

    @Option(
            names = {"-i", "--item"},
            paramLabel = "ID",
            defaultValue = "",
            description = "Ask everybody about this one item.")
    private String item = "";

    @Option(
            names = "--measure",
            paramLabel = "NAME",
            defaultValue = "variation",
            description =
                    "What importance is: variation (of the target) or loss (how much worse the model predicts what people did); default: variation.")
    private String measure = "variation";

    @Option(
            names = "--target",
            paramLabel = "NAME",
            description =
                    "What is predicted: score, margin, rank, list or probability; default: margin for models that rank (list for tree and rules), otherwise score.")
    private @Nullable Target target;

    @Option(
            names = "--draws",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "How many other people give a feature to each: importance 10, shapley and sii 8, and among how many interactions are measured 40, if nothing is said; as many as --people is exact.")
    private int draws;

    @Option(
            names = "--points",
            paramLabel = "N",
            defaultValue = "20",
            description = "At how many values of a number a curve is computed; default: 20.")
    private int points = USUAL.points();

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "3",
            description = "How deep a tree is, how many conditions a rule has at most; default: 3.")
    private int depth = USUAL.depth();

    @Option(
            names = "--max-rules",
            paramLabel = "N",
            defaultValue = "8",
            description = "How many rules a list has at most; default: 8.")
    private int rules = USUAL.rules();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of everything random; default: 1.")
    private long seed = USUAL.seed();

    @Option(names = "--rows", paramLabel = "N", defaultValue = "20", description = "Rows of the table; default: 20.")
    private int rows = 20;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Draw the first of what is found into this file, .svg or .png.")
    private @Nullable Path picture;

    @Mixin
    private PictureFile drawing = new PictureFile();

    @Option(names = "--language", paramLabel = "en|zh", defaultValue = "en", description = "en or zh; default: en.")
    private String language = "en";

    GlobalCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Language spoken = Language.of(language);
        drawing.check(picture);
        Overview.Options asked = new Overview.Options(
                named("method", method, Overview.Method.values()),
                features,
                people,
                named("items", items, Overview.Items.values()),
                item,
                named("measure", measure, new Measure[] {Measure.VARIATION, Measure.LOSS}),
                Optional.ofNullable(target),
                draws,
                points,
                depth,
                rules,
                seed);
        try (Overview overview = Overview.open(options.open(), run, terminal)) {
            List<Answer.Why> answers = overview.explain(asked, terminal);
            String model = overview.recommender().provenance().model();
            String text = text(answers, spoken);
            Optional<ObjectNode> drawn = Optional.ofNullable(picture)
                    .map(file -> drawing.write(
                            Pictures.of(
                                    answers.getFirst().explanation(), drawing.chart(), drawing.options(null, spoken)),
                            file,
                            terminal));
            if (options.json()) {
                ObjectNode json = Json.object();
                json.put("model", model);
                json.put("method", asked.method().name().toLowerCase(Locale.ROOT));
                ArrayNode list = json.putArray("explanations");
                answers.forEach(answer -> AnswerJson.put(answer, list.addObject()));
                json.put("text", text);
                drawn.ifPresent(written -> json.set("picture", written));
                terminal.json(json);
            } else {
                terminal.text(text);
            }
        }
        return 0;
    }

    private String text(List<Answer.Why> answers, Language spoken) {
        List<String> summaries = new ArrayList<>();
        List<String> tables = new ArrayList<>();
        for (Answer.Why answer : answers) {
            summaries.add(answer.reason(spoken));
            if (tables.size() < CURVES) {
                tables.add(ExplanationText.render(answer.explanation(), spoken, rows));
            }
        }
        return String.join("\n", summaries) + "\n\n" + String.join("\n", tables);
    }

    private static <E extends Enum<E>> E named(String what, String name, E[] known) {
        return Arrays.stream(known)
                .filter(one -> one.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> BadInput.unknown(
                        what,
                        name,
                        Arrays.stream(known)
                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                .toList()));
    }
}
