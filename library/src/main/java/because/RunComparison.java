package because;

import because.core.BadInput;
import because.core.Progress;
import because.core.Recommender;
import because.core.Split;
import because.core.Task;
import because.evaluate.MetricValue;
import because.evaluate.PairedComparison;
import because.evaluate.accuracy.Evaluation;
import because.models.sequence.Curve;
import because.models.sequence.TransformerTrainer;
import because.models.store.Storable;
import because.models.store.StoredModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Trained models of a project side by side: what they were trained with, how they did on the validation part, how their trainings went and what they cost. The
 * others are compared with the first one person by person, where the validation part is there to ask them again. The test is never looked at.
 *
 * @param runs the models, in the order in which they were named
 * @param options those whose values differ, or all of a single model: the value in each run, empty where it has no such option
 * @param metrics on the validation part: the value of each run; NaN where it was not measured
 * @param metric what the others are compared by; empty if there was nothing to compare
 * @param differences each other run less the first one, by its name
 * @param notes why something could not be compared
 */
public record RunComparison(
        List<Side> runs,
        Map<String, List<String>> options,
        Map<String, List<MetricValue>> metrics,
        String metric,
        Map<String, PairedComparison> differences,
        List<String> notes) {
    private static final String VALIDATION = "validation ";
    private static final String ERROR = " se";

    /**
     * One of the models.
     *
     * @param run what is known of it without asking it
     * @param epochs how many its training had; 0 if it has none or does not tell
     * @param bestEpoch the one whose weights were kept; 0 if there are no epochs
     * @param loss the mean loss in that epoch; NaN if there are no epochs
     * @param seconds what its training took; NaN if that is not known
     * @param memory the most bytes that the process took meanwhile; NaN if that is not known
     * @param numbers how many numbers it consists of
     */
    public record Side(
            Runs.Run run, int epochs, int bestEpoch, double loss, double seconds, double memory, long numbers) {}

    /** Copies lists and maps. */
    public RunComparison {
        runs = List.copyOf(runs);
        options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
        metrics = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        differences = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(differences));
        notes = List.copyOf(notes);
    }

    /**
     * Compares.
     *
     * @param project the project
     * @param names the names of the models, one or more, all different
     * @param metric what is compared person by person; empty for {@code ndcg@10}, or the loss of predictions
     * @param progress is told how far it is
     * @return the comparison
     * @throws BadInput if there is no such model, or no such metric
     */
    public static RunComparison of(Project project, List<String> names, String metric, Progress progress) {
        if (new LinkedHashSet<>(names).size() < names.size()) {
            throw new BadInput("a run is named twice: " + String.join(", ", names) + ".");
        }
        List<Side> sides = new ArrayList<>();
        Map<String, Evaluation> evaluations = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        for (String name : names) {
            try (Recommender model = Models.open(project.runs().path(name))) {
                sides.add(side(project.runs().run(name), ((Storable) model).store()));
                if (names.size() > 1) {
                    evaluate(project, name, model, progress, notes).ifPresent(e -> evaluations.put(name, e));
                }
            }
        }
        sides.stream()
                .map(Side::run)
                .filter(Runs.Run::measuredAtMoment)
                .forEach(
                        run -> notes.add(
                                "lists of " + run.name()
                                        + " were measured at the time of what is predicted, which tells the model when that took place"));
        String chosen = metric;
        Map<String, PairedComparison> differences = new LinkedHashMap<>();
        Evaluation first = evaluations.get(names.getFirst());
        if (first != null) {
            chosen = metric.isEmpty() ? usual(first) : metric;
            for (Map.Entry<String, Evaluation> other : evaluations.entrySet()) {
                if (!other.getKey().equals(names.getFirst())) {
                    first.perPerson().of(chosen); // no such metric is an error, another protocol is a note
                    compare(other.getValue(), first, chosen, other.getKey(), notes)
                            .ifPresent(c -> differences.put(other.getKey(), c));
                }
            }
        }
        return new RunComparison(
                sides, options(sides), metrics(sides), differences.isEmpty() ? "" : chosen, differences, notes);
    }

    private static Side side(Runs.Run run, StoredModel stored) {
        String json = stored.texts().get(TransformerTrainer.CURVE);
        Curve curve = json == null ? new Curve("", List.of()) : Curve.read(json);
        int best = curve.best();
        return new Side(
                run,
                curve.epochs().size(),
                best,
                best == 0 ? Double.NaN : curve.epochs().get(best - 1).loss(),
                run.metrics().getOrDefault(TrainingLog.SECONDS, Double.NaN),
                run.metrics().getOrDefault(TrainingLog.MEMORY, Double.NaN),
                stored.weights().values().stream()
                        .mapToLong(tensor -> tensor.size())
                        .sum());
    }

    private static Optional<Evaluation> evaluate(
            Project project, String name, Recommender model, Progress progress, List<String> notes) {
        boolean lists = BeforeAfter.task(model).task() == Task.Kind.NEXT_ITEM;
        boolean queryTime = lists && Asking.looksAtMoment(model.provenance().options());
        progress.stage("asking " + name + " about the validation part", 0);
        try {
            return Optional.of(Training.evaluate(project, model, Split.Part.VALIDATION, queryTime, progress));
        } catch (BadInput cannot) {
            notes.add(name + " cannot be compared person by person: "
                    + String.valueOf(cannot.getMessage()).lines().findFirst().orElse(""));
            return Optional.empty();
        }
    }

    private static Optional<PairedComparison> compare(
            Evaluation other, Evaluation first, String metric, String name, List<String> notes) {
        try {
            return Optional.of(other.compare(first, metric, 1));
        } catch (BadInput cannot) {
            notes.add(name + " cannot be compared person by person: "
                    + String.valueOf(cannot.getMessage()).lines().findFirst().orElse(""));
            return Optional.empty();
        }
    }

    private static String usual(Evaluation evaluation) {
        Set<String> known = evaluation.perPerson().metrics();
        return known.contains("ndcg@10") ? "ndcg@10" : known.iterator().next();
    }

    private static Map<String, List<String>> options(List<Side> sides) {
        Set<String> names = new TreeSet<>();
        sides.forEach(side -> names.addAll(side.run().options().keySet()));
        Map<String, List<String>> options = new TreeMap<>();
        for (String name : names) {
            List<String> values = sides.stream()
                    .map(side -> side.run().options().getOrDefault(name, ""))
                    .toList();
            if (sides.size() == 1 || values.stream().distinct().count() > 1) {
                options.put(name, values);
            }
        }
        return options;
    }

    private static Map<String, List<MetricValue>> metrics(List<Side> sides) {
        Map<String, List<MetricValue>> metrics = new LinkedHashMap<>();
        for (Side side : sides) {
            for (String key : side.run().metrics().keySet()) {
                if (key.startsWith(VALIDATION) && !key.endsWith(ERROR)) {
                    metrics.computeIfAbsent(
                            key.substring(VALIDATION.length()),
                            _ -> sides.stream()
                                    .map(each -> new MetricValue(
                                            each.run().metrics().getOrDefault(key, Double.NaN),
                                            each.run().metrics().getOrDefault(key + ERROR, Double.NaN)))
                                    .toList());
                }
            }
        }
        return metrics;
    }

    /** @return its JSON, see {@code docs/schema/runs.json} */
    public tools.jackson.databind.node.ObjectNode json() {
        var json = Json.object();
        var array = json.putArray("runs");
        for (Side side : runs) {
            var one = array.addObject();
            one.setAll((tools.jackson.databind.node.ObjectNode) Json.tree(side.run()));
            one.put("epochs", side.epochs());
            one.put("bestEpoch", side.bestEpoch());
            Json.number(one, "loss", side.loss());
            Json.number(one, "seconds", side.seconds());
            Json.number(one, "memory", side.memory());
            one.put("numbers", side.numbers());
        }
        json.set("options", Json.tree(options));
        var compared = json.putArray("comparisons");
        differences.forEach((name, difference) -> {
            var one = AnswerJson.of(difference, runs.getFirst().run().name(), metric);
            one.put("name", name);
            compared.add(one);
        });
        json.set("notes", Json.tree(notes));
        return json;
    }
}
