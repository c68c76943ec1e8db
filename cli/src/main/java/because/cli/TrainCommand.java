package because.cli;

import because.AnswerJson;
import because.Config;
import because.Json;
import because.Project;
import because.Training;
import because.core.BadInput;
import because.core.Recommender;
import because.core.Split;
import because.evaluate.accuracy.Evaluation;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Train a model on the project's data and keep it among its runs.",
            "A training that was killed goes on where it stopped when the same command is given again."
        })
final class TrainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions options = new ProjectOptions();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "KIND",
            description =
                    "popularity, itemknn, ease, ials or transformer; for ratings vbmf or fm, for probabilities fm or logistic; default: as because.yaml says.")
    private String model = "";

    @Option(
            names = {"-o", "--option"},
            paramLabel = "NAME=VALUE",
            description = "An option of the model; may be given several times.")
    private Map<String, String> modelOptions = new LinkedHashMap<>();

    @Option(names = "--name", paramLabel = "NAME", description = "The run's name; default: the kind of model.")
    private String name = "";

    @Option(names = "--seed", paramLabel = "N", description = "Of everything random in the training.")
    private @Nullable Long seed;

    @Option(names = "--workers", paramLabel = "N", description = "How many threads; the result does not depend on it.")
    private @Nullable Integer workers;

    @Option(names = "--keep", description = "Refuse to replace a model of the same name.")
    private boolean keep;

    @Option(
            names = "--evaluate",
            paramLabel = "PART",
            description = "Evaluate afterwards on 'validation' or 'test' and print that.")
    private Split.@Nullable Part evaluate;

    @Option(
            names = "--like",
            paramLabel = "RUN",
            description = {
                "Train once more with the options and the seed of this run, for as many epochs as it was best after,",
                "on more events: for serving. Nothing is left to stop by or to choose."
            })
    private String like = "";

    @Option(
            names = "--through",
            paramLabel = "PART",
            description =
                    "With --like: the last part that is learnt from, 'validation' or 'test'; default: test, so all.")
    private Split.Part through = Split.Part.TEST;

    TrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (evaluate != null) {
            EvaluateCommand.unseen(evaluate);
        }
        Project opened = options.open();
        if (!like.isEmpty()) {
            return again(opened);
        }
        Config config = opened.config();
        String kind = model.isEmpty() ? config.model().kind() : model;
        Map<String, String> chosen = new LinkedHashMap<>();
        if (kind.equals(config.model().kind())) {
            chosen.putAll(config.model().options());
        }
        chosen.putAll(modelOptions);
        Config.Training usual = config.training();
        Project project = opened.with(config.withModel(new Config.Model(kind, chosen))
                .withTraining(new Config.Training(
                        seed == null ? usual.seed() : seed,
                        usual.metric(),
                        workers == null ? usual.workers() : workers)));
        Training.Trained trained = Training.train(project, name.isEmpty() ? kind : name, !keep, terminal);
        try (Recommender recommender = trained.recommender()) {
            Evaluation shown = evaluate == null || evaluate == Split.Part.VALIDATION
                    ? trained.validation()
                    : Training.evaluate(project, recommender, evaluate, terminal);
            if (options.json()) {
                ObjectNode json = AnswerJson.of(shown);
                json.put("run", trained.name());
                json.put("fingerprint", recommender.provenance().fingerprint());
                terminal.json(json);
            } else {
                terminal.text(Reports.evaluation(trained.name(), shown));
                terminal.text("Kept as '" + trained.name() + "' in " + trained.folder());
            }
        }
        return 0;
    }

    private int again(Project project) {
        if (!model.isEmpty() || !modelOptions.isEmpty() || seed != null) {
            throw new BadInput("--like takes model, options and seed from the run " + like
                    + ".\nMaybe leave out --model, --option and --seed.");
        }
        if (evaluate != null && (evaluate != Split.Part.TEST || through != Split.Part.VALIDATION)) {
            throw new BadInput("a model that learns from all parts through "
                    + through.name().toLowerCase(Locale.ROOT) + " has seen what --evaluate asks it to predict."
                    + "\nMaybe use --through validation --evaluate test.");
        }
        String target = name.isEmpty() ? like + "-final" : name;
        try (Recommender trained = Training.retrain(project, like, target, !keep, through, terminal)) {
            if (evaluate != null) {
                Evaluation shown = Training.evaluate(project, trained, evaluate, terminal);
                if (options.json()) {
                    ObjectNode json = AnswerJson.of(shown);
                    json.put("run", target);
                    json.put("fingerprint", trained.provenance().fingerprint());
                    terminal.json(json);
                    return 0;
                }
                terminal.text(Reports.evaluation(target, shown));
            } else if (options.json()) {
                ObjectNode json = Json.object();
                json.put("run", target);
                json.put("fingerprint", trained.provenance().fingerprint());
                terminal.json(json);
                return 0;
            }
            terminal.text("Kept as '" + target + "' in " + project.runs().path(target));
        }
        return 0;
    }
}
