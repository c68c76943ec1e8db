package because.cli;

import because.Config;
import because.Project;
import because.Tuning;
import because.TuningJson;
import because.TuningOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        description = {
            "Look for better options of the model, by the validation part of the data alone.",
            "Successive halving: many configurations are trained for a short time, the better ones for longer, few in full.",
            "The best model is kept among the runs; a tuning that was killed goes on when the same command is given again."
        })
final class TuneCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions options = new ProjectOptions();

    @Mixin
    private TrainingOptions training = new TrainingOptions();

    @Option(
            names = {"-s", "--space"},
            paramLabel = "NAME=VALUES",
            description = {
                "The values that an option may take: '0.1,0.2,0.5', '16..256' or '0.0005..0.01 log'; several times for several.",
                "Default: tuning.space of because.yaml, or else what is usual for the model."
            })
    private Map<String, String> space = new LinkedHashMap<>();

    @Option(
            names = {"-n", "--configurations"},
            paramLabel = "N",
            description = "How many configurations are tried, the present one among them; default: 27.")
    private @Nullable Integer configurations;

    @Option(
            names = "--reduction",
            paramLabel = "N",
            description = "One configuration of so many goes on to the next rung; default: 3.")
    private @Nullable Integer reduction;

    @Option(
            names = "--least",
            paramLabel = "N",
            description = "The epochs, or the percent of the people, of the first rung; default: a tenth.")
    private @Nullable Integer least;

    @Option(
            names = "--budget",
            paramLabel = "WHAT",
            description = {
                "What short trainings have less of: epochs, people, or nothing (full);",
                "auto is epochs, or full for models without epochs; default: auto."
            })
    private TuningOptions.@Nullable Budget budget;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the draw of configurations; trainings have that of because.yaml.")
    private @Nullable Long seed;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = Tuning.NAME,
            description = "The run's name; default: ${DEFAULT-VALUE}.")
    private String name = Tuning.NAME;

    @Option(names = "--restart", description = "Throw away what an unfinished tuning of this name found.")
    private boolean restart;

    @Option(names = "--apply", description = "Write the best options into because.yaml; nothing else in it changes.")
    private boolean apply;

    TuneCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Project opened = options.open();
        Config config = training.over(opened.config());
        TuningOptions usual = config.tuning();
        boolean declared = !space.isEmpty()
                || config.model().kind().equals(opened.config().model().kind());
        Project project = opened.with(config.withTuning(new TuningOptions(
                space.isEmpty() && declared ? usual.space() : space,
                configurations == null ? usual.configurations() : configurations,
                reduction == null ? usual.reduction() : reduction,
                least == null ? usual.least() : least,
                budget == null ? usual.budget() : budget,
                seed == null ? usual.seed() : seed)));
        Tuning.Found found = Tuning.tune(project, name, training.replace(), restart, terminal);
        if (apply) {
            Tuning.apply(project, found);
        }
        if (options.json()) {
            terminal.json(TuningJson.of(found));
        } else {
            terminal.text(TuningReport.of(TuningJson.of(found), apply));
        }
        return 0;
    }
}
