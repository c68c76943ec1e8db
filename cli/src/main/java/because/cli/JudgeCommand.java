package because.cli;

import because.Because;
import because.DownWeighting;
import because.JudgementJson;
import because.JudgementReport;
import because.Judging;
import because.Leanings;
import because.Project;
import because.ReasonReading;
import because.Retrained;
import because.core.Absence;
import because.core.BadInput;
import because.core.Recommender;
import because.core.Split;
import because.core.Target;
import because.evaluate.faithfulness.Judge;
import because.evaluate.faithfulness.Judgement;
import because.evaluate.faithfulness.MethodChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        description = {
            "Measure how faithful explanations are to a trained model: what they call important is taken out, or kept alone, and the model is scored again.",
            "Methods stand side by side on the same recommendations, one explanation each, with 95 %% intervals and with bounds: random orders,",
            "one event left out, and what a search of the model finds. See docs/faithfulness.md for the metrics. Exit code 1 if a method",
            "is no better than random orders."
        })
final class JudgeCommand implements Callable<Integer> {
    /** For how many people the reasons that they are shown are read. */
    private static final int READERS = 30;

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
            names = "--method",
            paramLabel = "NAME",
            split = ",",
            description = "Explainers, with commas between them or given several times; default: all.")
    private List<String> methods = List.of();

    @Option(
            names = "--people",
            paramLabel = "N",
            defaultValue = "100",
            description = "On how many people, drawn at random; default: 100.")
    private int people = USUAL.people();

    @Option(
            names = "--recommendations",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many of each person's recommendations are explained; default: 1.")
    private int recommendations = USUAL.recommendations();

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many of the newest events of a person are looked at; default: 50.")
    private int events = USUAL.events();

    @Option(
            names = "--calls",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "How many coalitions an explanation may evaluate; default: 0, the usual number for its events.")
    private long calls;

    @Option(
            names = "--target",
            paramLabel = "NAME",
            defaultValue = "score",
            description = "What the explainers explain: score, margin or rank; default: score.")
    private Target target = Target.SCORE;

    @Option(
            names = "--measured",
            paramLabel = "NAME",
            defaultValue = "margin",
            description =
                    "Whose fall is measured: score, margin (the score less the mean of all items) or rank; default: margin.")
    private Target measured = Target.MARGIN;

    @Option(
            names = "--absence",
            paramLabel = "NAME",
            defaultValue = "removed",
            description = "How an absent event looks to the model: removed or masked; default: removed.")
    private Absence absence = Absence.REMOVED;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "For how many people explanations are made again, to see whether they are stable, change on a random model and tell the truth"
                            + " about themselves; default: 10, 0 for none.")
    private int repeats = USUAL.judge().repeats();

    @Option(
            names = "--no-search",
            description = "Do not search the model for the best order: faster, but NAOPC has weaker bounds.")
    private boolean quick;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of everything random; default: 1.")
    private long seed = USUAL.judge().seed();

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the tables to a Markdown file, too.")
    private @Nullable Path markdown;

    @Option(
            names = "--keep",
            description =
                    "Keep with the model which method does best by NAOPC; 'because explain' and 'recommend --why' with the method auto then go by it,"
                            + " for this target and absence, at budgets like this one (explain may take 20,000: --calls 20000).")
    private boolean keep;

    @Option(
            names = "--lean",
            description =
                    "Instead, report what the reasons lean on though they should not: events at the time of what is predicted, repeated items,"
                            + " what everybody uses; and the items that carry most weight. Explains with the first method.")
    private boolean lean;

    @Option(
            names = "--retrain",
            description =
                    "With --lean: train once more with what is leaned on down-weighted, and compare; 'because retrain' has more choices.")
    private boolean retrain;

    JudgeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Judge.Options how = Judge.Options.defaults()
                .withMeasured(measured)
                .withRepeats(repeats)
                .withSearch(!quick)
                .withSeed(seed);
        Judging.Options asked =
                new Judging.Options(methods, people, recommendations, events, calls, target, absence, repeats > 0, how);
        Project project = options.open();
        if (retrain && !lean) {
            throw new BadInput("--retrain goes with --lean.");
        }
        if (keep) {
            ChoiceReport.check(asked, lean);
        }
        String judged = project.runs().spelled(run); // a newer one may come meanwhile
        try (Because because = Because.open(project, judged, terminal)) {
            if (lean) {
                return lean(because.recommender(), project, asked);
            }
            Judgement judgement = because.judge(asked, terminal);
            List<String> readers = judgement.people().stream().limit(READERS).toList();
            List<ReasonReading> readings = ReasonReading.of(because, readers);
            write(judgement, readings);
            Optional<MethodChoice> choice = keep
                    ? Optional.of(ChoiceReport.kept(project, judged, because.recommender(), asked, judgement, terminal))
                    : Optional.empty();
            if (options.json()) {
                ObjectNode json = JudgementJson.of(judgement, false);
                json.set("reasons", JudgementJson.of(readings));
                choice.ifPresent(c -> json.set("choice", JudgementJson.of(c)));
                terminal.json(json);
            } else {
                terminal.text(text(judgement, readings)
                        + choice.map(c -> "\n\n" + ChoiceReport.text(c)).orElse(""));
            }
            boolean random = judgement.methods().stream()
                    .anyMatch(m -> m.test().filter(t -> !t.better()).isPresent());
            return random ? Main.FAILED : 0;
        }
    }

    private int lean(Recommender recommender, Project project, Judging.Options asked) {
        Split split = project.split(terminal);
        String model = recommender.provenance().model();
        Leanings leanings = Leanings.of(recommender, split, asked, terminal);
        Optional<Retrained> again = retrain
                ? DownWeighting.of(leanings)
                        .map(weighting -> Retrained.of(
                                project, recommender, weighting, "", false, Split.Part.VALIDATION, asked, terminal))
                : Optional.empty();
        if (retrain && again.isEmpty()) {
            terminal.note("Nothing is certainly leaned on that should not be, so nothing was trained again.");
        }
        if (options.json()) {
            terminal.json(LeanReport.json(model, leanings, again));
        } else {
            terminal.text(LeanReport.text(model, leanings, again));
        }
        return leanings.kinds().stream().anyMatch(because.evaluate.faithfulness.Leaning::leaned) ? Main.FAILED : 0;
    }

    private void write(Judgement judgement, List<ReasonReading> readings) {
        Path file = markdown;
        if (file == null) {
            return;
        }
        try {
            Files.writeString(
                    file,
                    JudgementReport.markdown(judgement)
                            + JudgementReport.understanding(readings).markdown());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
        terminal.note("The tables are in " + file);
    }

    private static String text(Judgement judgement, List<ReasonReading> readings) {
        StringBuilder text = new StringBuilder(JudgementReport.setting(judgement));
        List<JudgementReport.Table> tables = new ArrayList<>(JudgementReport.tables(judgement));
        tables.add(JudgementReport.understanding(readings));
        for (JudgementReport.Table one : tables) {
            TextTable table = new TextTable(one.heads().toArray(String[]::new));
            one.rows().forEach(row -> table.add(row.toArray(String[]::new)));
            text.append("\n\n").append(one.title()).append('\n').append(table);
        }
        String skipped = JudgementReport.skipped(judgement);
        return skipped.isEmpty() ? text.toString() : text + "\n\n" + skipped.stripTrailing();
    }
}
