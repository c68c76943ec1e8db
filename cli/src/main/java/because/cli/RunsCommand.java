package because.cli;

import because.Json;
import because.RunComparison;
import because.Runs;
import because.evaluate.MetricValue;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = {
            "List the project's trained models, the newest first.",
            "With one RUN: what it was trained with, and how that went. With several: where they differ, side by side;",
            "the others are compared with the first person by person, on the validation part (paired bootstrap)."
        })
final class RunsCommand implements Callable<Integer> {
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Terminal terminal;

    @Mixin
    private ProjectOptions options = new ProjectOptions();

    @Parameters(paramLabel = "RUN", description = "Trained models; default: list all of them.")
    private List<String> runs = List.of();

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            defaultValue = "",
            description = "What several runs are compared by; default: ndcg@10, squared-error or log-loss.")
    private String metric = "";

    RunsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!runs.isEmpty()) {
            RunComparison comparison = RunComparison.of(options.open(), runs, metric, terminal);
            if (options.json()) {
                terminal.json(comparison.json());
            } else {
                terminal.text(RunReport.of(comparison));
            }
            return 0;
        }
        Runs.Listing listing = options.open().runs().list();
        listing.unreadable().forEach(terminal::note);
        if (options.json()) {
            ObjectNode json = Json.object();
            json.set("runs", Json.tree(listing.runs()));
            json.set("unreadable", Json.tree(listing.unreadable()));
            terminal.json(json);
        } else if (listing.runs().isEmpty()) {
            terminal.text("There is no trained model yet.\nMaybe train one: because train");
        } else {
            terminal.text(table(listing.runs()));
        }
        return 0;
    }

    private static String table(List<Runs.Run> runs) {
        TextTable table = new TextTable("name", "model", "validation", "seed", "trained (UTC)", "fingerprint");
        boolean atMoment = false;
        for (Runs.Run run : runs) {
            table.add(
                    run.name(),
                    run.model(),
                    validation(run),
                    Long.toString(run.seed()),
                    TIME.format(run.trained()),
                    run.fingerprint());
            atMoment |= run.measuredAtMoment();
        }
        return table
                + (atMoment
                        ? "\n* asked at the time of what is predicted, which tells the model when that took place; not to be compared with the others"
                        : "");
    }

    private static String validation(Runs.Run run) {
        double mean = run.metrics().getOrDefault("validation " + run.metric(), Double.NaN);
        double error = run.metrics().getOrDefault("validation " + run.metric() + " se", Double.NaN);
        return Double.isNaN(mean)
                ? "–"
                : run.metric() + " " + Reports.plusMinus(new MetricValue(mean, error))
                        + (run.measuredAtMoment() ? " *" : "");
    }
}
