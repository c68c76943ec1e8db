package because.cli;

import because.DownWeighting;
import because.Judging;
import because.Leanings;
import because.Models;
import because.Project;
import because.Retrained;
import because.core.BadInput;
import because.core.Recommender;
import because.core.Split;
import because.data.WeightFile;
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
        name = "retrain",
        mixinStandardHelpOptions = true,
        description = {
            "Train a model once more with some events counting less, and show what that does: accuracy before and after, and how much reasons lean on these events.",
            "Without --down-weight and --weights the events are those that 'because judge --lean' finds leaned on (leaked, repeated, popular), at a tenth.",
            "ease, ials, itemknn and transformer can weigh events. Accuracy is that of the model's task: of lists recall@10 and NDCG@10, of ratings RMSE and MAE, of probabilities log loss, Brier score and AUC."
        })
final class RetrainCommand implements Callable<Integer> {
    private static final Judging.Options USUAL = Judging.Options.defaults();

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
            names = "--down-weight",
            paramLabel = "RULE",
            description = {
                "What counts less, and how much from 0 (as if not there) to 1 (as always), 0.1 if nothing is said; may be given several times:",
                "leaked=W (at the time of a later event with another item), repeated=W (all but the first with an item), popular=W (the top 1 %% of the items),",
                "item:ID=W, attribute:NAME:VALUE=W."
            })
    private List<String> rules = List.of();

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "A CSV file with the column weight and any of user, item and time (milliseconds).")
    private @Nullable Path weights;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Keep the new model under this name; default: it is not kept.")
    private String name = "";

    @Option(names = "--replace", description = "A run of that name may be replaced.")
    private boolean replace;

    @Option(
            names = "--part",
            paramLabel = "PART",
            defaultValue = "validation",
            description = "Where accuracy is measured: validation or test; default: validation.")
    private Split.Part part = Split.Part.VALIDATION;

    @Option(
            names = "--people",
            paramLabel = "N",
            defaultValue = "100",
            description = "For how many people, drawn at random, reasons are looked at; default: 100.")
    private int people = USUAL.people();

    @Option(names = "--method", paramLabel = "NAME", description = "The explainer of these reasons; default: auto.")
    private String method = "";

    @Option(
            names = "--calls",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "How many coalitions an explanation may evaluate; default: 0, the usual number for its events.")
    private long calls;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the draw of people; default: 1.")
    private long seed = 1;

    RetrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        EvaluateCommand.unseen(part);
        Judging.Options asked = USUAL.withMethods(method.isEmpty() ? List.of() : List.of(method))
                .withPeople(people)
                .withCalls(calls)
                .withJudge(USUAL.judge().withSeed(seed));
        if (run.contains(":")) {
            throw BadInput.of(
                    "--run",
                    run,
                    "the name of a run, without a task: a model is trained again in all of its tasks",
                    "Maybe --run " + run.substring(0, run.indexOf(':')));
        }
        Project project = options.open();
        Path weightsFile = weights;
        try (Recommender recommender = Models.open(project.runs().path(run))) {
            Split split = project.split(terminal);
            Optional<WeightFile> file =
                    weightsFile == null ? Optional.empty() : Optional.of(WeightFile.read(weightsFile, split.whole()));
            boolean told = !rules.isEmpty() || file.isPresent();
            Optional<DownWeighting> weighting = told
                    ? Optional.of(DownWeighting.parse(rules, file))
                    : DownWeighting.of(Leanings.of(recommender, split, asked, terminal));
            if (weighting.isEmpty()) {
                return nothing();
            }
            Retrained retrained =
                    Retrained.of(project, recommender, weighting.get(), name, replace, part, asked, terminal);
            if (options.json()) {
                ObjectNode json = RetrainReport.json(retrained);
                if (!name.isEmpty()) {
                    json.put("run", name);
                }
                terminal.json(json);
            } else {
                terminal.text(RetrainReport.text(retrained));
                terminal.text(
                        name.isEmpty()
                                ? "The new model was not kept. Maybe keep it: --name NAME"
                                : "Kept as '" + name + "' in " + project.runs().path(name));
            }
        }
        return 0;
    }

    private int nothing() {
        String why =
                "Nothing is certainly leaned on that should not be (because judge --lean), so nothing was trained.";
        if (options.json()) {
            terminal.json(because.Json.object().put("nothing", why));
        } else {
            terminal.text(why + "\nMaybe say what is to count less: --down-weight leaked");
        }
        return 0;
    }
}
