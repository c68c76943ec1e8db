package because.cli;

import because.Config;
import because.ExplainerLearning;
import because.LearnedJson;
import because.Project;
import because.core.Absence;
import because.core.Target;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "learn-explainer",
        mixinStandardHelpOptions = true,
        description = {
            "Learn an explainer from a trained model's own answers, without labels, and keep it beside the model.",
            "Then 'because explain --method learned' samples with its help, and is as precise with fewer calls; '--method learned-alone' takes one",
            "forward pass. How far the values alone are off is measured on people that it was not learned from, and stands in every answer. 'auto' takes it",
            "as control variate if it is good enough. There is one for each task, target and absence. A learning that was killed goes on where it stopped",
            "when the same command is given again. 'because train -o fidelity=0.05' learns a model and its explainer together."
        })
final class LearnExplainerCommand implements Callable<Integer> {
    private static final ExplainerLearning.Options USUAL = ExplainerLearning.Options.defaults();

    private final Terminal terminal;

    @Mixin
    private ProjectOptions options = new ProjectOptions();

    @Option(
            names = "--run",
            paramLabel = "NAME",
            defaultValue = "",
            description =
                    "The trained model, see 'because runs', perhaps with one of its tasks (NAME:rating); default: the newest.")
    private String run = "";

    @Option(
            names = "--target",
            paramLabel = "NAME",
            description = "What is to be explained; default: as in because.yaml.")
    private @Nullable Target target;

    @Option(
            names = "--absence",
            paramLabel = "NAME",
            description = "How an absent event looks to the model: removed or masked; default: as in because.yaml.")
    private @Nullable Absence absence;

    @Option(
            names = "--people",
            paramLabel = "N",
            description =
                    "From how many people of the training part, drawn at random; a tenth of them choose the epoch, and up to 40 more measure the error. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1000")
    private int people = USUAL.people();

    @Option(
            names = "--profiles",
            paramLabel = "N",
            description = "How many profiles of each, which end at different times; default: ${DEFAULT-VALUE}.",
            defaultValue = "8")
    private int profiles = USUAL.profiles();

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "How often all of them are gone through; default: ${DEFAULT-VALUE}.",
            defaultValue = "15")
    private int epochs = USUAL.epochs();

    @Option(names = "--seed", paramLabel = "N", description = "Of everything random; default: 1.", defaultValue = "1")
    private long seed = USUAL.seed();

    @Option(names = "--replace", description = "Replace an explainer that was learned before.")
    private boolean replace;

    LearnExplainerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Project project = options.open();
        Config.Explaining usual = project.config().explaining();
        ExplainerLearning.Learned learned = ExplainerLearning.learn(
                project,
                run,
                target == null ? usual.target() : target,
                absence == null ? usual.absence() : absence,
                replace,
                USUAL.withPeople(people).withProfiles(profiles).withSeed(seed).withEpochs(epochs),
                terminal);
        if (options.json()) {
            terminal.json(LearnedJson.of(learned));
            return 0;
        }
        terminal.text(text(learned));
        return 0;
    }

    static String text(ExplainerLearning.Learned learned) {
        return String.format(
                Locale.ROOT,
                """
                An explainer for '%s', --target %s, --absence %s. Its values alone, against converged Shapley values,
                over %d answers for people that it was not learned from:
                  relative RMSE     %.3f (the median; of the converged values %.3f)
                  rank correlation  %.3f (the mean)
                  left unsaid       %.3f (the mean; auto takes it as control variate up to .5)
                It is used by: because explain --method learned""",
                learned.run(),
                learned.target().label(),
                learned.absence().label(),
                learned.answers(),
                learned.error(),
                learned.reference(),
                learned.correlation(),
                learned.unexplained());
    }
}
