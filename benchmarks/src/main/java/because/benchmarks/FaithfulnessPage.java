package because.benchmarks;

import because.Json;
import because.core.BadInput;
import because.evaluate.PairedComparison;
import because.evaluate.faithfulness.MetricName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The tables of the page about faithfulness, made of the cells that the benchmark has kept. */
final class FaithfulnessPage {
    private static final String BEGIN = "<!-- tables: begin -->";
    private static final String END = "<!-- tables: end -->";

    /** What our default is compared with. */
    private static final List<String> OTHERS = List.of("integrated-gradients", "leave-one-out");

    private static final String OURS = "auto";

    private static final List<String> COLUMNS = List.of(
            "POS@5",
            "CDCG",
            "POS@5,Ke=5",
            "CDCG,Ke=5",
            "INS,Ke=5",
            MetricName.NAOPC,
            MetricName.INFIDELITY_SHARE,
            MetricName.GINI);

    private final List<JsonNode> cells;

    private FaithfulnessPage(List<JsonNode> cells) {
        this.cells = cells;
    }

    static FaithfulnessPage read(Path folder) throws IOException {
        List<JsonNode> cells = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                cells.add(Json.read(Files.readString(file)));
            }
        }
        return new FaithfulnessPage(cells);
    }

    /** Puts the tables in the place of those that the page has. */
    static void replace(Path page, String tables) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new BadInput(
                    page + " has no place for the tables: it needs the lines " + BEGIN + " and " + END + ".");
        }
        Files.writeString(page, text.substring(0, begin + BEGIN.length()) + "\n" + tables + "\n" + text.substring(end));
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("### Our default against the two to beat\n\n");
        text.append(
                        "`auto` less the other, the 95 % interval in brackets (paired bootstrap over people; below 0 `auto` is better).")
                .append("\n\n| data | model | n | R@10 / N@10 of the model |");
        for (String other : OTHERS) {
            text.append(" POS@5 less ")
                    .append(other)
                    .append(" | CDCG less ")
                    .append(other)
                    .append(" |");
        }
        text.append("\n|---|---|---|---|")
                .append("---|---|".repeat(OTHERS.size()))
                .append('\n');
        List<PairedComparison> all = new ArrayList<>();
        for (JsonNode cell : cells) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %.4f / %.4f |",
                    cell.get("data").asString(),
                    cell.get("name").asString(),
                    cell.get("people").asInt(),
                    cell.at("/accuracy/metrics/recall@10/mean").asDouble(),
                    cell.at("/accuracy/metrics/ndcg@10/mean").asDouble()));
            for (String other : OTHERS) {
                for (String metric : List.of("POS@5", "CDCG")) {
                    Optional<PairedComparison> less = compare(cell, other, metric);
                    less.ifPresent(all::add);
                    text.append(less.map(FaithfulnessPage::words).orElse(" – |"));
                }
            }
            text.append('\n');
        }
        long close = all.stream().filter(c -> c.high() <= 0.005).count();
        long better = all.stream().filter(c -> c.high() < 0).count();
        text.append(String.format(
                Locale.ROOT,
                "%nOf %d comparisons the upper end of the interval is at most +.005 in %d, and below 0 in %d.%n",
                all.size(),
                close,
                better));
        cells.forEach(cell -> text.append('\n').append(table(cell)));
        return text.toString();
    }

    private static String words(PairedComparison less) {
        return String.format(Locale.ROOT, " %+.4f (%+.4f to %+.4f) |", less.meanDifference(), less.low(), less.high());
    }

    private static Optional<PairedComparison> compare(JsonNode cell, String other, String metric) {
        Optional<double[]> ours = people(cell, OURS, metric);
        Optional<double[]> theirs = people(cell, other, metric);
        if (ours.isEmpty() || theirs.isEmpty()) {
            return Optional.empty();
        }
        double[] a = ours.get();
        double[] b = theirs.get();
        int[] both = IntStream.range(0, a.length)
                .filter(i -> !Double.isNaN(a[i]) && !Double.isNaN(b[i]))
                .toArray();
        return Optional.of(PairedComparison.of(
                IntStream.of(both).mapToDouble(i -> a[i]).toArray(),
                IntStream.of(both).mapToDouble(i -> b[i]).toArray(),
                1));
    }

    private static Optional<double[]> people(JsonNode cell, String method, String metric) {
        for (JsonNode one : cell.get("methods")) {
            if (one.get("name").asString().equals(method)) {
                List<Double> values = new ArrayList<>();
                one.get("metrics")
                        .get(metric)
                        .get("people")
                        .forEach(v -> values.add(v.isNull() ? Double.NaN : v.asDouble()));
                return Optional.of(
                        values.stream().mapToDouble(Double::doubleValue).toArray());
            }
        }
        return Optional.empty();
    }

    private static String table(JsonNode cell) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "### %s, %s%n%n%d people, %.1f events on average, absent events %s; model's R@10 %.4f, N@10 %.4f.%n%n| method |",
                cell.get("data").asString(),
                cell.get("name").asString(),
                cell.get("people").asInt(),
                cell.get("players").asDouble(),
                cell.get("absence").asString(),
                cell.at("/accuracy/metrics/recall@10/mean").asDouble(),
                cell.at("/accuracy/metrics/ndcg@10/mean").asDouble()));
        COLUMNS.forEach(c -> text.append(' ')
                .append(c)
                .append(c.equals(MetricName.GINI) ? "" : MetricName.lowerIsBetter(c) ? " ↓" : " ↑")
                .append(" |"));
        text.append(" all weights random →0 | calls | seconds | against random |\n|---|")
                .append("---|".repeat(COLUMNS.size() + 4))
                .append('\n');
        cell.get("methods").forEach(method -> text.append(row(method, false)));
        cell.get("bounds").forEach(bound -> text.append(row(bound, true)));
        cell.get("skipped")
                .properties()
                .forEach(why -> text.append(String.format(
                        Locale.ROOT,
                        "%nNot judged: %s (%s)%n",
                        why.getKey(),
                        why.getValue().asString().lines().findFirst().orElse(""))));
        return text.toString();
    }

    private static String row(JsonNode result, boolean bound) {
        String name = result.get("name").asString();
        StringBuilder text = new StringBuilder(bound ? "| *" + name + "* |" : "| " + name + " |");
        COLUMNS.forEach(metric -> text.append(number(result, metric)));
        text.append(number(result, MetricName.SANITY + "all weights"));
        text.append(
                bound ? " | | |" : plain(result, MetricName.CALLS, "%.0f") + plain(result, MetricName.SECONDS, "%.3f"));
        if (!bound) {
            text.append(
                    result.has("againstRandom")
                            ? String.format(
                                    Locale.ROOT,
                                    " %s (beats %.0f %%) |",
                                    result.at("/againstRandom/verdict").asString(),
                                    100 * result.at("/againstRandom/beaten").asDouble())
                            : " |");
        }
        return text.append('\n').toString();
    }

    private static String number(JsonNode result, String metric) {
        JsonNode value = result.get("metrics").get(metric);
        if (value == null || value.get("mean").isNull()) {
            return " |";
        }
        return value.get("se").isNull()
                ? String.format(Locale.ROOT, " %.3f |", value.get("mean").asDouble())
                : String.format(
                        Locale.ROOT,
                        " %.3f ± %.3f |",
                        value.get("mean").asDouble(),
                        1.96 * value.get("se").asDouble());
    }

    private static String plain(JsonNode result, String metric, String form) {
        JsonNode value = result.get("metrics").get(metric);
        return value == null || value.get("mean").isNull()
                ? " |"
                : " " + String.format(Locale.ROOT, form, value.get("mean").asDouble()) + " |";
    }
}
