package because.cli;

import because.MemorySize;
import because.RunComparison;
import because.RunComparison.Side;
import because.evaluate.MetricValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Trained models side by side, in words. */
final class RunReport {
    private RunReport() {}

    static String of(RunComparison comparison) {
        List<String> parts = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of(""));
        comparison.runs().forEach(side -> heads.add(side.run().name()));
        TextTable table = new TextTable(heads.toArray(String[]::new));
        row(table, comparison, "model", side -> side.run().model());
        row(
                table,
                comparison,
                "trained (UTC)",
                side -> RunsCommand.TIME.format(side.run().trained()));
        row(table, comparison, "fingerprint", side -> side.run().fingerprint());
        row(table, comparison, "data", side -> side.run().data());
        row(table, comparison, "seed", side -> Long.toString(side.run().seed()));
        row(table, comparison, "numbers", side -> String.format(Locale.ROOT, "%,d", side.numbers()));
        row(table, comparison, "training took", side -> known(side.seconds(), Terminal.duration(side.seconds())));
        row(table, comparison, "memory at most", side -> known(side.memory(), MemorySize.text(side.memory())));
        if (comparison.runs().stream().anyMatch(side -> side.epochs() > 0)) {
            row(table, comparison, "epochs", side -> side.epochs() == 0 ? "–" : Integer.toString(side.epochs()));
            row(table, comparison, "best epoch", side -> side.epochs() == 0 ? "–" : Integer.toString(side.bestEpoch()));
            row(table, comparison, "loss in it", side -> Reports.number(side.loss()));
        }
        parts.add(table.toString());
        if (!comparison.options().isEmpty()) {
            heads.set(0, comparison.runs().size() == 1 ? "option" : "option that differs");
            TextTable options = new TextTable(heads.toArray(String[]::new));
            comparison.options().forEach((name, values) -> {
                List<String> cells = new ArrayList<>(List.of(name));
                values.forEach(value -> cells.add(value.isEmpty() ? "–" : value));
                options.add(cells.toArray(String[]::new));
            });
            parts.add(options.toString());
        }
        if (!comparison.metrics().isEmpty()) {
            heads.set(0, "validation");
            TextTable metrics = new TextTable(heads.toArray(String[]::new));
            comparison.metrics().forEach((name, values) -> {
                if (name.contains("@") && !name.endsWith("@10")) {
                    return; // --json has them all
                }
                List<String> cells = new ArrayList<>(List.of(name));
                for (MetricValue value : values) {
                    cells.add(Double.isNaN(value.mean()) ? "–" : Reports.plusMinus(value));
                }
                metrics.add(cells.toArray(String[]::new));
            });
            parts.add(metrics.toString());
        }
        String first = comparison.runs().getFirst().run().name();
        List<String> lines = new ArrayList<>();
        comparison
                .differences()
                .forEach((name, difference) ->
                        lines.add(Reports.difference(name, first, comparison.metric(), difference)));
        lines.addAll(comparison.notes());
        if (!lines.isEmpty()) {
            parts.add(String.join("\n", lines));
        }
        return String.join("\n\n", parts);
    }

    private static String known(double value, String text) {
        return Double.isNaN(value) ? "–" : text;
    }

    private static void row(TextTable table, RunComparison comparison, String name, Function<Side, String> value) {
        List<String> cells = new ArrayList<>(List.of(name));
        comparison.runs().forEach(side -> cells.add(value.apply(side)));
        table.add(cells.toArray(String[]::new));
    }
}
