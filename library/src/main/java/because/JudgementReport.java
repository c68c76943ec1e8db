package because;

import because.evaluate.MetricValue;
import because.evaluate.faithfulness.Judge;
import because.evaluate.faithfulness.Judgement;
import because.evaluate.faithfulness.MethodResult;
import because.evaluate.faithfulness.MetricName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A judgement in tables that people read. */
public final class JudgementReport {
    /** A 95 % interval is the mean ± so many standard errors. */
    private static final double NORMAL = 1.96;

    /** Error bars are called wrong if two seeds differ e^this times more, or less, than they say, on average over the people. */
    private static final double WRONG_ERRORS = Math.log(4);

    /** The columns of the first table; all others are in the JSON. */
    private static final List<String> FAITHFUL =
            List.of("POS@5", "NEG@5", "CDCG", "POS@5,Ke=5", "INS,Ke=5", MetricName.NAOPC, MetricName.SUFFICIENCY);

    private JudgementReport() {}

    /**
     * A table.
     *
     * @param title what it shows
     * @param heads of the columns
     * @param rows the cells
     */
    public record Table(String title, List<String> heads, List<List<String>> rows) {
        /** Copies the lists. */
        public Table {
            heads = List.copyOf(heads);
            rows = rows.stream().map(List::copyOf).toList();
        }

        /** @return the table in Markdown, with its title above */
        public String markdown() {
            StringBuilder text = new StringBuilder(title).append("\n\n");
            text.append("| ").append(String.join(" | ", heads)).append(" |\n");
            text.append("|---".repeat(heads.size())).append("|\n");
            rows.forEach(
                    row -> text.append("| ").append(String.join(" | ", row)).append(" |\n"));
            return text.toString();
        }
    }

    /**
     * @param judgement how faithful explainers are
     * @return what was judged, on how many people, in a paragraph
     */
    public static String setting(Judgement judgement) {
        Judge.Options options = judgement.options();
        return String.format(
                Locale.ROOT,
                "Model %s (%s): %d people, %d recommendation%s each, one explanation per recommendation, %.1f events on average. Absent events are %s. "
                        + "DEL, INS and the areas are of the %s; ranks are among all items that the person did not know, %s. Intervals are 95 %%.",
                judgement.model(),
                judgement.fingerprint(),
                judgement.people().size(),
                judgement.recommendations(),
                judgement.recommendations() == 1 ? "" : "s at most",
                judgement.players(),
                judgement.absence(),
                options.measured().label(),
                options.ties().label());
    }

    /**
     * @param judgement how faithful explainers are
     * @return the tables: faithfulness with its bounds; the test against random orders, cost and form; stability and sanity, if they were measured
     */
    public static List<Table> tables(Judgement judgement) {
        List<Table> tables = new ArrayList<>();
        tables.add(faithfulness(judgement));
        tables.add(form(judgement));
        if (judgement.options().repeats() > 0) {
            tables.add(stability(judgement));
        }
        return tables;
    }

    /**
     * @param judgement how faithful explainers are
     * @return everything in Markdown
     */
    public static String markdown(Judgement judgement) {
        StringBuilder text = new StringBuilder(setting(judgement)).append("\n\n");
        tables(judgement).forEach(table -> text.append(table.markdown()).append('\n'));
        text.append(skipped(judgement));
        return text.toString();
    }

    /**
     * @param judgement how faithful explainers are
     * @return which methods could not be judged, and why; a line each
     */
    public static String skipped(Judgement judgement) {
        StringBuilder text = new StringBuilder();
        judgement
                .skipped()
                .forEach((name, why) -> text.append("Not judged: ")
                        .append(name)
                        .append(": ")
                        .append(why.lines().findFirst().orElse(""))
                        .append('\n'));
        return text.toString();
    }

    private static Table faithfulness(Judgement judgement) {
        List<String> heads = new ArrayList<>(List.of("method"));
        FAITHFUL.forEach(metric -> heads.add(metric + (MetricName.lowerIsBetter(metric) ? " ↓" : " ↑")));
        List<List<String>> rows = new ArrayList<>();
        judgement.methods().forEach(method -> rows.add(row(method.name(), method, FAITHFUL)));
        judgement.bounds().forEach(bound -> rows.add(row("(" + bound.name() + ")", bound, FAITHFUL)));
        return new Table("Faithfulness (in brackets: bounds, which are no explanations)", heads, rows);
    }

    private static List<String> row(String name, MethodResult result, List<String> metrics) {
        List<String> row = new ArrayList<>(List.of(name));
        for (String metric : metrics) {
            row.add(result.metrics().contains(metric) ? interval(result.metric(metric)) : "–");
        }
        return row;
    }

    private static Table form(Judgement judgement) {
        List<List<String>> rows = new ArrayList<>();
        for (MethodResult method : judgement.methods()) {
            rows.add(List.of(
                    method.name(),
                    method.test()
                            .map(t -> String.format(
                                    Locale.ROOT,
                                    "%s (beats %.0f %%, p %s)",
                                    t.verdict(),
                                    100 * t.beaten(),
                                    t.pBetter() < 1e-4 ? "< .0001" : String.format(Locale.ROOT, "= %.4f", t.pBetter())))
                            .orElse("–"),
                    interval(method.metric(MetricName.INFIDELITY_SHARE)),
                    interval(method.metric(MetricName.GINI)),
                    interval(method.metric(MetricName.ENTROPY)),
                    String.format(
                            Locale.ROOT, "%.0f", method.metric(MetricName.CALLS).mean()),
                    String.format(
                            Locale.ROOT,
                            "%.3f",
                            method.metric(MetricName.SECONDS).mean())));
        }
        return new Table(
                "Against random orders, and form",
                List.of("method", "against random orders", "infidelity share ↓", "Gini", "entropy", "calls", "seconds"),
                rows);
    }

    private static Table stability(Judgement judgement) {
        List<String> stages = judgement.methods().stream()
                .flatMap(m -> m.metrics().stream())
                .filter(m -> m.startsWith(MetricName.SANITY))
                .distinct()
                .toList();
        List<String> heads = new ArrayList<>(List.of("method", "another seed ↑", "one event less ↑", "values moved ↓"));
        stages.forEach(stage -> heads.add(stage + " →0"));
        heads.addAll(List.of("agrees with " + judgement.methods().getFirst().name(), "claims that do not hold"));
        List<String> metrics =
                new ArrayList<>(List.of(MetricName.SEED_STABILITY, MetricName.EVENT_STABILITY, MetricName.SENSITIVITY));
        metrics.addAll(stages);
        List<List<String>> rows = new ArrayList<>();
        for (MethodResult method : judgement.methods()) {
            List<String> row = row(method.name(), method, metrics);
            row.add(agreement(judgement, method.name()));
            row.add(broken(method));
            rows.add(row);
        }
        return new Table(
                "Stability, sanity and claims (rank correlations, on the first "
                        + Math.min(
                                judgement.options().repeats(),
                                judgement.people().size())
                        + " people)",
                heads,
                rows);
    }

    /**
     * @param readings how the reasons read that people are shown
     * @return the table
     */
    public static Table understanding(List<ReasonReading> readings) {
        List<List<String>> rows = new ArrayList<>();
        for (ReasonReading reading : readings) {
            rows.add(List.of(
                    reading.language().code(),
                    Integer.toString(reading.reasons()),
                    String.format(Locale.ROOT, "%.0f %%", 100 * reading.supported()),
                    interval(reading.named()),
                    Double.isNaN(reading.plain()) ? "–" : String.format(Locale.ROOT, "%.0f %%", 100 * reading.plain()),
                    interval(reading.characters()),
                    interval(reading.clause()),
                    interval(reading.ease())));
        }
        return new Table(
                "The reasons that are shown (those with enough evidence)",
                List.of(
                        "language",
                        "reasons",
                        "enough evidence",
                        "events named",
                        "plain names",
                        "characters",
                        "words a clause",
                        "Flesch ease ↑"),
                rows);
    }

    private static String agreement(Judgement judgement, String method) {
        String first = judgement.methods().getFirst().name();
        return judgement.agreement().stream()
                .filter(pair -> pair.first().equals(first) && pair.second().equals(method))
                .findFirst()
                .map(pair -> String.format(Locale.ROOT, "%.2f, top 3 %.2f", pair.spearman(), pair.overlap()))
                .orElse("–");
    }

    /** The claims that do not hold. Error bars are off by chance; they are called wrong if they are so by a factor of four on average. */
    private static String broken(MethodResult method) {
        List<String> broken = new ArrayList<>();
        for (String metric : method.metrics()) {
            if (metric.startsWith(MetricName.CLAIM)) {
                boolean errors = metric.endsWith("errors");
                double mean = method.metric(metric).mean();
                if (mean > (errors ? WRONG_ERRORS : 0)) {
                    broken.add(metric.substring(MetricName.CLAIM.length()));
                }
            }
        }
        return broken.isEmpty() ? "none" : String.join(", ", broken);
    }

    private static String interval(MetricValue value) {
        if (Double.isNaN(value.mean())) {
            return "–";
        }
        return Double.isNaN(value.standardError())
                ? String.format(Locale.ROOT, "%.3f", value.mean())
                : String.format(Locale.ROOT, "%.3f ± %.3f", value.mean(), NORMAL * value.standardError());
    }
}
