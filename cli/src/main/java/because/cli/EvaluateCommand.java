package because.cli;

import because.AnswerJson;
import because.Json;
import because.Project;
import because.Training;
import because.core.Recommender;
import because.core.Split;
import because.evaluate.PairedComparison;
import because.evaluate.accuracy.Evaluation;
import because.evaluate.accuracy.Protocol;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Measure trained models on the validation or test part of the data.",
            "Every item is ranked, items that the person knows already are left out, and equal scores share their mean rank.",
            "Models of ratings and probabilities are measured by their predictions: RMSE, MAE; log loss, AUC, calibration.",
            "With several runs the others are compared with the first by a paired bootstrap over the people, where both",
            "are measured in the same way."
        })
final class EvaluateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions options = new ProjectOptions();

    @Parameters(
            paramLabel = "RUN",
            description = {
                "Trained models, see 'because runs'; default: the newest.",
                "NAME:TASK asks one that learned several tasks about another than its own."
            })
    private List<String> runs = List.of();

    @Option(
            names = "--part",
            paramLabel = "PART",
            defaultValue = "test",
            description = "validation or test; default: test.")
    private Split.Part part = Split.Part.TEST;

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            defaultValue = "",
            description = "What several runs are compared by; default: ndcg@10, squared-error or log-loss.")
    private String metric = "";

    @Option(
            names = "--query-time",
            description = {
                "Ask at the time of what is to be predicted, as in serving.",
                "Offline that tells a model with the option queryTime or context when it took place. Only for models of the",
                "next item."
            })
    private boolean queryTime;

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        unseen(part);
        Project project = options.open();
        Map<String, Evaluation> evaluations = new LinkedHashMap<>();
        for (String run : runs.isEmpty() ? List.of("") : runs) {
            String name = run.isEmpty() || run.startsWith(":")
                    ? project.runs().path("").getFileName() + run
                    : run;
            try (Recommender recommender = project.runs().open(name)) {
                evaluations.put(name, Training.evaluate(project, recommender, part, queryTime, terminal));
            }
        }
        if (options.json()) {
            terminal.json(json(evaluations));
        } else if (evaluations.size() == 1) {
            evaluations.forEach((name, evaluation) -> terminal.text(Reports.evaluation(name, evaluation)));
        } else {
            Map<String, PairedComparison> comparisons = comparisons(evaluations);
            alike(evaluations).forEach(table -> terminal.text(Reports.evaluations(table)));
            comparisons.forEach((name, c) -> terminal.text(sentence(name, c, evaluations)));
            notes(evaluations).forEach(terminal::text);
        }
        return 0;
    }

    /** Refuses the part that a model was trained on, before time is spent on it. */
    static void unseen(Split.Part part) {
        if (part == Split.Part.TRAIN) {
            throw because.core.BadInput.unknown("part of the split", "train", List.of("validation", "test"));
        }
    }

    private ObjectNode json(Map<String, Evaluation> evaluations) {
        Evaluation first = evaluations.values().iterator().next();
        ObjectNode json = AnswerJson.of(first);
        if (evaluations.size() > 1) {
            ArrayNode models = json.putArray("models");
            evaluations.forEach((name, evaluation) -> {
                ObjectNode model = models.addObject();
                model.put("name", name);
                model.setAll(AnswerJson.of(evaluation));
            });
            ArrayNode comparisons = json.putArray("comparisons");
            String against = evaluations.keySet().iterator().next();
            comparisons(evaluations).forEach((name, c) -> {
                ObjectNode comparison = AnswerJson.of(c, against, metric(first));
                comparison.put("name", name);
                comparisons.add(comparison);
            });
            json.set("notes", Json.tree(notes(evaluations)));
        }
        return json;
    }

    /** The models, those together that were measured in the same way: numbers in one table are compared by whoever reads it. */
    private static Collection<Map<String, Evaluation>> alike(Map<String, Evaluation> evaluations) {
        Map<Protocol, Map<String, Evaluation>> tables = new LinkedHashMap<>();
        evaluations.forEach(
                (name, evaluation) -> tables.computeIfAbsent(evaluation.protocol(), _ -> new LinkedHashMap<>())
                        .put(name, evaluation));
        return tables.values();
    }

    private static List<String> notes(Map<String, Evaluation> evaluations) {
        String against = evaluations.keySet().iterator().next();
        Evaluation first = evaluations.values().iterator().next();
        return evaluations.entrySet().stream()
                .filter(other -> !other.getValue().comparable(first))
                .map(other -> other.getKey() + " is not compared with " + against
                        + ": the two are not measured in the same way.")
                .toList();
    }

    /** Each model but the first, less the first; those that can be compared with it. */
    private Map<String, PairedComparison> comparisons(Map<String, Evaluation> evaluations) {
        String against = evaluations.keySet().iterator().next();
        Evaluation first = evaluations.values().iterator().next();
        first.perPerson().of(metric(first)); // refuses a metric that there is not, whatever there is to compare
        Map<String, PairedComparison> comparisons = new LinkedHashMap<>();
        evaluations.forEach((name, evaluation) -> {
            if (!name.equals(against) && evaluation.comparable(first)) {
                comparisons.put(name, evaluation.compare(first, metric(first), 1));
            }
        });
        return comparisons;
    }

    /** What is compared if nobody says: NDCG@10 of lists, and the loss of predictions. */
    private String metric(Evaluation evaluation) {
        if (!metric.isEmpty()) {
            return metric;
        }
        Set<String> known = evaluation.perPerson().metrics();
        return known.contains("ndcg@10") ? "ndcg@10" : known.iterator().next();
    }

    private String sentence(String name, PairedComparison comparison, Map<String, Evaluation> evaluations) {
        return Reports.difference(
                name,
                evaluations.keySet().iterator().next(),
                metric(evaluations.values().iterator().next()),
                comparison);
    }
}
