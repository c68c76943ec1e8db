package because.cli;

import because.AnswerJson;
import because.Config;
import because.Json;
import because.LearnedJson;
import because.Project;
import because.Training;
import because.core.BadInput;
import because.core.Recommender;
import because.core.Split;
import because.evaluate.accuracy.Evaluation;
import java.util.Locale;
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
            "A Transformer's training that was killed goes on at its last epoch when the same command is given again;",
            "other models, which take seconds to minutes, begin anew."
        })
final class TrainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions options = new ProjectOptions();

    @Mixin
    private TrainingOptions training = new TrainingOptions();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "The run's name; default: the kind of model, or with --like RUN-final. A run of that name is replaced.")
    private String name = "";

    @Option(names = "--seed", paramLabel = "N", description = "Of everything random in the training.")
    private @Nullable Long seed;

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

    @Option(
            names = "--restart",
            description = "Throw away an unfinished training of this name, and begin anew: with other options, say.")
    private boolean restart;

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
            return again(opened.with(training.limits(opened.config())));
        }
        Config config = training.over(opened.config());
        Config.Training usual = config.training();
        Project project = opened.with(
                seed == null
                        ? config
                        : config.withTraining(new Config.Training(
                                seed, usual.metric(), usual.workers(), usual.memory(), usual.device())));
        String kind = config.model().kind();
        Training.Trained trained =
                Training.train(project, name.isEmpty() ? kind : name, training.replace(), restart, terminal);
        try (Recommender recommender = trained.recommender()) {
            Evaluation shown = evaluate == null || evaluate == Split.Part.VALIDATION
                    ? trained.validation()
                    : Training.evaluate(project, recommender, evaluate, terminal);
            if (options.json()) {
                ObjectNode json = AnswerJson.of(shown);
                json.put("run", trained.name());
                json.put("fingerprint", recommender.provenance().fingerprint());
                trained.explainer().ifPresent(learned -> json.set("explainer", LearnedJson.of(learned)));
                terminal.json(json);
            } else {
                terminal.text(Reports.evaluation(trained.name(), shown));
                terminal.text("Kept as '" + trained.name() + "' in " + trained.folder());
                trained.explainer().ifPresent(learned -> terminal.text(LearnExplainerCommand.text(learned)));
            }
        }
        return 0;
    }

    private int again(Project project) {
        if (training.choosesModel() || seed != null) {
            throw new BadInput("--like takes model, options and seed from the run " + like
                    + ".\nMaybe leave out --model, --option and --seed.");
        }
        if (evaluate != null && (evaluate != Split.Part.TEST || through != Split.Part.VALIDATION)) {
            throw new BadInput("a model that learns from all parts through "
                    + through.name().toLowerCase(Locale.ROOT) + " has seen what --evaluate asks it to predict."
                    + "\nMaybe use --through validation --evaluate test.");
        }
        String target = name.isEmpty() ? like.substring(like.lastIndexOf('/') + 1) + "-final" : name;
        try (Recommender trained =
                Training.retrain(project, like, target, training.replace(), restart, through, terminal)) {
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
