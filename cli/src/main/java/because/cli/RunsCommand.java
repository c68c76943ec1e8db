package because.cli;

import because.Json;
import because.Runs;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "List the project's trained models, the newest first.")
final class RunsCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Terminal terminal;

    @Mixin
    private ProjectOptions options = new ProjectOptions();

    RunsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
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
            TextTable table =
                    new TextTable("name", "model", "validation ndcg@10", "seed", "trained (UTC)", "fingerprint");
            for (Runs.Run run : listing.runs()) {
                double ndcg = run.metrics().getOrDefault("validation ndcg@10", Double.NaN);
                double error = run.metrics().getOrDefault("validation ndcg@10 se", Double.NaN);
                table.add(
                        run.name(),
                        run.model(),
                        Reports.number(ndcg) + " ± " + Reports.number(error),
                        Long.toString(run.seed()),
                        TIME.format(run.trained()),
                        run.fingerprint());
            }
            terminal.text(table.toString());
        }
        return 0;
    }
}
