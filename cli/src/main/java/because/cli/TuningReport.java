package because.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What a tuning found, in words: made of the JSON that is kept of it, so that a tuning of earlier reads the same. */
final class TuningReport {
    /** How many configurations the table shows. */
    private static final int SHOWN = 10;

    private final JsonNode found;
    private final String metric;
    private final List<String> parts = new ArrayList<>();

    private TuningReport(JsonNode found) {
        this.found = found;
        this.metric = found.get("metric").asString();
    }

    /**
     * @param found what {@code docs/schema/tune.json} states
     * @param applied whether because.yaml says it by now
     */
    static String of(JsonNode found, boolean applied) {
        TuningReport report = new TuningReport(found);
        report.heading();
        report.configurations();
        report.failures();
        report.gain();
        report.effects();
        report.edges();
        report.whatNow(applied);
        return String.join("\n\n", report.parts);
    }

    private static List<JsonNode> list(JsonNode array) {
        return new ArrayList<>(array.values());
    }

    private static double number(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? Double.NaN : value.asDouble();
    }

    private String spent(JsonNode budget) {
        int much = budget.asInt();
        return switch (found.get("budget").asString()) {
            case "epochs" -> much == 1 ? " for 1 epoch" : " for " + much + " epochs";
            case "people" -> " with " + much + " % of the people";
            default -> "";
        };
    }

    private void heading() {
        String rungs = list(found.get("rungs")).stream()
                .map(rung -> rung.get("configurations").asInt() + spent(rung.get("budget")))
                .collect(Collectors.joining(", "));
        parts.add("Tuned " + found.get("model").asString() + " by validation " + metric + ", configurations by rung: "
                + rungs
                + (found.get("rungs").size() > 1 ? ", and the present one through all rungs (" : " (")
                + Terminal.duration(number(found, "seconds")) + " of training)");
    }

    private static JsonNode last(JsonNode trial) {
        return list(trial.get("results")).getLast();
    }

    /** The best ones first: those that went furthest, then by the metric. */
    private void configurations() {
        List<String> names = List.copyOf(found.get("space").propertyNames());
        String budget = found.get("budget").asString();
        List<String> heads = new ArrayList<>(List.of("configuration"));
        heads.addAll(names);
        if (!budget.equals("full")) {
            heads.add(budget.equals("people") ? "% of people" : budget);
        }
        heads.add(metric);
        TextTable table = new TextTable(heads.toArray(String[]::new));
        int best = found.get("best").asInt();
        List<JsonNode> trials = list(found.get("trials")).stream()
                .filter(trial -> !trial.get("results").isEmpty())
                .sorted(Comparator.comparingInt(
                                (JsonNode trial) -> trial.get("number").asInt() == best ? 0 : 1)
                        .thenComparingInt(trial -> -trial.get("results").size())
                        .thenComparingDouble(trial -> -number(last(trial), "mean"))
                        .thenComparingInt(trial -> trial.get("number").asInt()))
                .toList();
        for (JsonNode trial : trials.subList(0, Math.min(SHOWN, trials.size()))) {
            int number = trial.get("number").asInt();
            List<String> cells = new ArrayList<>();
            cells.add(number == 0 ? "0 (present)" : Integer.toString(number));
            names.forEach(name -> cells.add(trial.get("values").get(name).asString()));
            if (!budget.equals("full")) {
                cells.add(last(trial).get("budget").asString());
            }
            cells.add(Reports.number(number(last(trial), "mean")) + " ± " + Reports.number(number(last(trial), "se")));
            table.add(cells.toArray(String[]::new));
        }
        int more = trials.size() - SHOWN;
        parts.add(table + (more > 0 ? "\n… and " + more + " more" : ""));
    }

    private void failures() {
        List<JsonNode> failed = list(found.get("trials")).stream()
                .filter(trial -> trial.has("failure"))
                .toList();
        if (!failed.isEmpty()) {
            parts.add(failed.size() + " of " + found.get("trials").size() + " could not be trained; configuration "
                    + failed.getFirst().get("number").asInt() + ": "
                    + failed.getFirst().get("failure").asString());
        }
    }

    private void gain() {
        JsonNode gain = found.get("gain");
        if (found.get("best").asInt() == 0) {
            parts.add("The present configuration is the best of them.");
        } else if (gain == null) {
            parts.add("The present configuration could not be compared with the best one.");
        } else {
            String spent = spent(gain.get("budget"));
            parts.add(String.format(
                    Locale.ROOT,
                    "Configuration %d less the present one%s: %s %+.4f, 95 %% interval %+.4f to %+.4f, p = %.4f (paired bootstrap,\non the people that it was chosen by)",
                    found.get("best").asInt(),
                    spent.isEmpty() ? "" : ", both" + spent,
                    metric,
                    number(gain, "meanDifference"),
                    number(gain, "low"),
                    number(gain, "high"),
                    number(gain, "pTwoSided")));
        }
    }

    private void effects() {
        TextTable table = new TextTable("option", "share", "p", "level", "configurations", metric, "95 % interval");
        for (JsonNode effect : list(found.get("effects"))) {
            String name = effect.get("option").asString();
            double share = number(effect, "share");
            double p = number(effect, "p");
            String shared = Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
            String chance = Double.isNaN(p) ? "–" : String.format(Locale.ROOT, "%.4f", p);
            for (JsonNode level : list(effect.get("levels"))) {
                table.add(
                        name,
                        shared,
                        chance,
                        level.get("label").asString(),
                        level.get("configurations").asString(),
                        Reports.number(number(level, "mean")),
                        Reports.number(number(level, "low")) + " – " + Reports.number(number(level, "high")));
                name = "";
                shared = "";
                chance = "";
            }
        }
        parts.add("What mattered, over all configurations"
                + spent(list(found.get("rungs")).getFirst().get("budget"))
                + ": the share of the variance of " + metric + " that an option explains\nalone (ε²), p of a"
                + " permutation test (Holm), and the mean of each level with its 95 % interval (t)\n\n" + table);
    }

    private void edges() {
        String edges = list(found.get("edges")).stream().map(JsonNode::asString).collect(Collectors.joining(", "));
        if (!edges.isEmpty()) {
            parts.add("The best value lies at the edge of its range: " + edges
                    + ".\nMaybe there are better ones beyond: widen it with --space.");
        }
    }

    private void whatNow(boolean applied) {
        String run = found.get("run").asString();
        parts.add((applied ? "because.yaml now says:\n\n" : "For because.yaml (--apply writes it there):\n\n")
                + found.get("yaml").asString().stripTrailing());
        parts.add("Kept as '" + run + "', and this report as " + run
                + ".tuning.json beside it. It was chosen by the validation part, so its number there flatters it;\n"
                + "measure it on the test once, at the end:  because evaluate " + run);
    }
}
