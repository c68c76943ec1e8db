package because.cli;

import because.Answer;
import because.evaluate.CalibrationBin;
import because.evaluate.MetricValue;
import because.evaluate.PairedComparison;
import because.evaluate.accuracy.Evaluation;
import because.evaluate.accuracy.Protocol;
import because.narrate.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The texts that several commands print. */
final class Reports {
    /** What a table of models shows. */
    private static final List<String> COLUMNS = List.of("recall@10", "ndcg@10", "mrr@10");

    private Reports() {}

    /** One model under one protocol. */
    static String evaluation(String name, Evaluation evaluation) {
        TextTable table = new TextTable(name, "mean", "standard error");
        evaluation
                .metrics()
                .forEach((metric, value) -> table.add(metric, number(value.mean()), number(value.standardError())));
        evaluation.catalogue().forEach((metric, value) -> table.add(metric, number(value), ""));
        return table + "\n" + calibration(evaluation) + protocol(evaluation.protocol());
    }

    /** The calibration curve of a model of probabilities; nothing for others. */
    private static String calibration(Evaluation evaluation) {
        if (evaluation.calibration().isEmpty()) {
            return "";
        }
        TextTable table = new TextTable("predicted", "mean", "came true", "95 % interval", "examples");
        for (CalibrationBin bin : evaluation.calibration()) {
            table.add(
                    number(bin.from()) + " – " + number(bin.to()),
                    number(bin.predicted()),
                    number(bin.observed()),
                    number(bin.low()) + " – " + number(bin.high()),
                    String.format(Locale.ROOT, "%,d", bin.examples()));
        }
        return table + "\n";
    }

    /** Several models of predictions. */
    private static String predictions(Map<String, Evaluation> evaluations) {
        Evaluation first = evaluations.values().iterator().next();
        List<String> names = new ArrayList<>(List.of("model"));
        names.addAll(first.metrics().keySet());
        names.addAll(first.catalogue().keySet());
        TextTable table = new TextTable(names.toArray(String[]::new));
        evaluations.forEach((name, evaluation) -> {
            List<String> cells = new ArrayList<>(List.of(name));
            first.metrics().keySet().forEach(metric -> cells.add(plusMinus(metric(evaluation, metric))));
            first.catalogue()
                    .keySet()
                    .forEach(key -> cells.add(number(evaluation.catalogue().getOrDefault(key, Double.NaN))));
            table.add(cells.toArray(String[]::new));
        });
        return table + "\n" + protocol(first.protocol());
    }

    /** Several models under one protocol. */
    static String evaluations(Map<String, Evaluation> evaluations) {
        if (evaluations.values().stream().noneMatch(e -> e.metrics().containsKey("ndcg@10"))) {
            return predictions(evaluations);
        }
        TextTable table = new TextTable(
                "model", "recall@10", "ndcg@10", "95 % interval", "mrr@10", "coverage@10", "popularity@10");
        evaluations.forEach((name, evaluation) -> {
            MetricValue ndcg = metric(evaluation, COLUMNS.get(1));
            table.add(
                    name,
                    plusMinus(metric(evaluation, COLUMNS.get(0))),
                    plusMinus(ndcg),
                    number(ndcg.mean() - 1.96 * ndcg.standardError()) + " – "
                            + number(ndcg.mean() + 1.96 * ndcg.standardError()),
                    plusMinus(metric(evaluation, COLUMNS.get(2))),
                    number(evaluation.catalogue().getOrDefault("coverage@10", Double.NaN)),
                    String.format(
                            Locale.ROOT,
                            "%.1f",
                            metric(evaluation, "popularity@10").mean()));
        });
        return table + "\n"
                + evaluations.values().stream()
                        .findFirst()
                        .map(e -> protocol(e.protocol()))
                        .orElse("");
    }

    private static MetricValue metric(Evaluation evaluation, String name) {
        return evaluation.metrics().getOrDefault(name, new MetricValue(Double.NaN, Double.NaN));
    }

    private static String protocol(Protocol protocol) {
        return "(" + protocol.split() + "; " + protocol.part() + "; ranking: " + protocol.ranking() + "; seen items: "
                + protocol.seen() + "; ties: " + protocol.ties() + "; " + protocol.users() + " people)";
    }

    /** A list of recommendations. */
    static String answer(Answer answer, List<Language> languages) {
        if (answer.recommendations().isEmpty()) {
            return "Nothing can be recommended: no item is left that the person does not know and the filters let through.";
        }
        StringBuilder text = new StringBuilder();
        for (Answer.Recommended recommended : answer.recommendations()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%3d  %s  (score %.3f)%n",
                    recommended.rank(),
                    recommended.title(),
                    recommended.score()));
            recommended
                    .why()
                    .ifPresent(why -> languages.forEach(language ->
                            text.append("     ").append(why.reason(language)).append(System.lineSeparator())));
        }
        return text.toString().stripTrailing();
    }

    /** Whether a model is better than another, or it was luck. */
    static String difference(String name, String against, String metric, PairedComparison comparison) {
        return String.format(
                Locale.ROOT,
                "%s less %s: %s %+.4f, 95 %% interval %+.4f to %+.4f, p = %.4f (paired bootstrap, %,d resamples)",
                name,
                against,
                metric,
                comparison.meanDifference(),
                comparison.low(),
                comparison.high(),
                comparison.pTwoSided(),
                comparison.resamples());
    }

    static String number(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
    }

    static String plusMinus(MetricValue value) {
        return number(value.mean()) + " ± " + number(value.standardError());
    }
}
