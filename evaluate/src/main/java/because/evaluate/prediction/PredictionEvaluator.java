package because.evaluate.prediction;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Event;
import because.core.Interactions;
import because.core.Metric;
import because.core.Predictor;
import because.core.Profile;
import because.core.Recommender;
import because.core.Split;
import because.core.Task;
import because.evaluate.CalibrationBin;
import because.evaluate.MetricValue;
import because.evaluate.Shards;
import because.evaluate.accuracy.Evaluation;
import because.evaluate.accuracy.PersonValues;
import because.evaluate.accuracy.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Measures predictions of ratings and probabilities on the labelled events of a part of a split. A person's profile is what the parts before hold, and the
 * attributes; the events' own items are the candidates.
 *
 * <p>Who shares a call of the model does not depend on the number of workers, so a model's numbers are the same bits at any.
 */
public final class PredictionEvaluator {
    /** Into how many bins probabilities are put, as by Guo et al. 2017. */
    public static final int BINS = 15;

    /** How many people are scored in one call. */
    private static final int BATCH = 256;

    private final Split split;
    private final Split.Part part;
    private final Task task;
    private final List<int[]> rows = new ArrayList<>();
    private final List<Integer> users = new ArrayList<>();
    private final int[] people;
    private final double[] labels;
    private final List<Call> calls = new ArrayList<>();
    private final int workers;

    /**
     * People who are asked about together.
     *
     * @param from the place of the first of them in {@link #rows}
     * @param to after that of the last
     * @param label the place of their first label
     */
    private record Call(int from, int to, int label) {}

    /**
     * @param split how the events are split
     * @param part what is predicted
     * @param task what a label is; not the next item
     * @param workers how many threads, 1 or more; the result does not depend on it
     * @throws BadInput if no event of the part has a label
     */
    public PredictionEvaluator(Split split, Split.Part part, Task task, int workers) {
        if (workers < 1) {
            throw BadInput.of("workers", workers, "1 or more", "");
        }
        this.workers = workers;
        this.split = split;
        this.part = part;
        this.task = task;
        Interactions events = split.whole().events();
        for (int user = 0; user < events.users(); user++) {
            int[] labelled = IntStream.of(split.rows(user, part))
                    .filter(row -> !Double.isNaN(label(row)))
                    .toArray();
            if (labelled.length > 0) {
                users.add(user);
                rows.add(labelled);
            }
        }
        this.people = IntStream.range(0, rows.size())
                .flatMap(p -> IntStream.of(rows.get(p)).map(_ -> users.get(p)))
                .toArray();
        this.labels = rows.stream()
                .flatMapToInt(IntStream::of)
                .mapToDouble(this::label)
                .toArray();
        if (labels.length == 0) {
            throw new BadInput("no event of the " + label() + " part has a label for the task "
                    + task.task().label() + ".\nMaybe change 'task' or 'split' in because.yaml.");
        }
        int label = 0;
        for (int from = 0; from < rows.size(); from = calls.getLast().to()) {
            calls.add(new Call(from, end(from), label));
            label += rows.get(from).length * (calls.getLast().to() - from);
        }
    }

    /**
     * As {@link #PredictionEvaluator(Split, Split.Part, Task, int)}, with as many threads as there are processors.
     *
     * @param split how the events are split
     * @param part what is predicted
     * @param task what a label is; not the next item
     * @throws BadInput if no event of the part has a label
     */
    public PredictionEvaluator(Split split, Split.Part part, Task task) {
        this(split, part, task, Runtime.getRuntime().availableProcessors());
    }

    /** People who are asked about the same items, as in a campaign of one offer, share a call. */
    private int end(int from) {
        int[] items = items(from);
        int to = from + 1;
        while (to < rows.size() && to - from < BATCH && Arrays.equals(items(to), items)) {
            to++;
        }
        return to;
    }

    private int[] items(int person) {
        return IntStream.of(rows.get(person))
                .map(row -> split.whole().events().item(row))
                .toArray();
    }

    private double label(int row) {
        Interactions events = split.whole().events();
        return task.label(split.whole().kinds().id(events.kind(row)), events.value(row));
    }

    private String label() {
        return part.name().toLowerCase(Locale.ROOT);
    }

    /** @return the loss by which a training stops: minus the squared error for ratings, minus the log loss for probabilities, so that higher is better */
    public Metric metric() {
        String loss = task.task() == Task.Kind.RATING ? "squared-error" : "log-loss";
        return new Metric() {
            @Override
            public String name() {
                return "minus " + loss;
            }

            @Override
            public double[] perPerson(Recommender recommender) {
                double[] losses = predictions(recommender).losses().getOrDefault(loss, new double[0]);
                for (int i = 0; i < losses.length; i++) {
                    losses[i] = -losses[i];
                }
                return losses;
            }
        };
    }

    /**
     * The temperature that suits a model's log-odds best.
     *
     * @param recommender a model that predicts probabilities, at temperature 1
     * @return what its scores are to be divided by
     */
    public double temperature(Recommender recommender) {
        double[] scores = scores(recommender);
        boolean[] positive = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
            positive[i] = labels[i] == 1;
        }
        return Calibration.temperature(scores, positive);
    }

    /**
     * Asks a model.
     *
     * @param recommender a model for this task
     * @return its predictions beside what happened
     * @throws BadInput if its scores are no predictions, it predicts something else, or it knows other items than the split's data
     */
    public Predictions predictions(Recommender recommender) {
        double[] predicted = scores(recommender);
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = task.prediction(predicted[i]);
        }
        return new Predictions(task, people, predicted, labels);
    }

    private double[] scores(Recommender recommender) {
        Task predicts = recommender
                .as(Predictor.class)
                .map(Predictor::task)
                .orElseThrow(() -> BadInput.of(
                        "the model",
                        recommender.provenance().model(),
                        "models that predict ratings or probabilities",
                        "Maybe train one: because train --model fm"));
        if (!predicts.equals(task)) {
            throw BadInput.of("what the model predicts", predicts, task.toString(), "Maybe train it again.");
        }
        Catalog catalog = split.whole().catalog();
        boolean same = recommender.catalog().size() == catalog.size()
                && IntStream.range(0, catalog.size())
                        .allMatch(i -> recommender
                                .catalog()
                                .item(i)
                                .id()
                                .equals(catalog.item(i).id()));
        if (!same) {
            throw new BadInput(
                    "the model knows other items (" + recommender.catalog().size()
                            + ") than the data to evaluate it on (" + catalog.size()
                            + ").\nMaybe the model was trained on other data.");
        }
        double[] scores = new double[labels.length];
        Shards.run(workers, calls.size(), number -> {
            Call call = calls.get(number);
            List<Profile> profiles = users.subList(call.from(), call.to()).stream()
                    .map(user -> split.before(user, part))
                    .toList();
            int done = call.label();
            for (double[] row : recommender.score(profiles, candidates(call.from()))) {
                System.arraycopy(row, 0, scores, done, row.length);
                done += row.length;
            }
        });
        return scores;
    }

    private List<Candidate> candidates(int person) {
        List<Candidate> candidates = new ArrayList<>();
        for (int row : rows.get(person)) {
            Event event = split.whole().event(row);
            candidates.add((Candidate) event.item());
        }
        return candidates;
    }

    /**
     * Measures a model.
     *
     * @param recommender a model for this task
     * @return how it did: the metrics of {@link Predictions#metrics()}; for probabilities also {@code ece@15}, the expected calibration error over 15 bins of
     *     equal width, {@code ace@15}, the same over 15 bins of equally many examples, and the calibration curve with those
     */
    public Evaluation evaluate(Recommender recommender) {
        Predictions predictions = predictions(recommender);
        Map<String, MetricValue> metrics = predictions.metrics();
        Map<String, Double> pooled = new LinkedHashMap<>();
        List<CalibrationBin> curve = List.of();
        pooled.put("examples", (double) predictions.size());
        if (task.task() == Task.Kind.PROBABILITY) {
            double[] p = predictions.predicted();
            boolean[] positive = predictions.positive();
            curve = Calibration.equalMass(p, positive, BINS);
            pooled.put("ece@" + BINS, Calibration.error(Calibration.equalWidth(p, positive, BINS)));
            pooled.put("ace@" + BINS, Calibration.error(curve));
            pooled.put(
                    "positive-share",
                    IntStream.range(0, positive.length)
                                    .mapToDouble(i -> positive[i] ? 1 : 0)
                                    .sum()
                            / positive.length);
        }
        Protocol protocol =
                new Protocol(split.name(), label(), "none: " + task.task().label(), "predicted", "none", users.size());
        return new Evaluation(
                protocol,
                recommender.provenance().model(),
                metrics,
                pooled,
                new PersonValues(predictions.persons(), predictions.losses()),
                curve);
    }
}
