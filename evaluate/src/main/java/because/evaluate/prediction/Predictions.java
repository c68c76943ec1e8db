package because.evaluate.prediction;

import because.core.BadInput;
import because.core.Task;
import because.evaluate.MetricValue;
import because.evaluate.accuracy.RocCurve;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Predictions beside what really happened. Its metrics pool all examples; their standard errors take the examples of a person as one draw. */
public final class Predictions {
    /** A probability of 0 or 1 that is wrong would lose without bound; it is taken for one this far from them. */
    private static final double LEAST = 1e-15;

    private static final String SQUARES = "squared-error";

    private final Task task;
    private final int[] people;
    private final double[] predicted;
    private final double[] labels;

    /**
     * @param task what is predicted
     * @param people the person of each example; the examples of a person stand together
     * @param predicted ratings or probabilities; copied
     * @param labels what happened: the rating; 1 or 0. Copied
     * @throws BadInput if the arrays differ in length, there are no examples, or a prediction is no finite number
     */
    public Predictions(Task task, int[] people, double[] predicted, double[] labels) {
        if (people.length != predicted.length || people.length != labels.length) {
            throw new BadInput("there are " + people.length + " people, " + predicted.length + " predictions and "
                    + labels.length + " labels; as many of each are needed.");
        }
        if (people.length == 0) {
            throw new BadInput("there is nothing to predict: no event of this part has a label.\n"
                    + "Maybe change 'task' or 'split' in because.yaml.");
        }
        for (double prediction : predicted) {
            if (!Double.isFinite(prediction)) {
                throw BadInput.of("a prediction", prediction, "finite numbers", "");
            }
        }
        this.task = task;
        this.people = people.clone();
        this.predicted = predicted.clone();
        this.labels = labels.clone();
    }

    /** @return how many examples there are */
    public int size() {
        return labels.length;
    }

    /** @return the predicted ratings or probabilities; a copy */
    public double[] predicted() {
        return predicted.clone();
    }

    /** @return whether the label of each example is 1 */
    public boolean[] positive() {
        boolean[] positive = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
            positive[i] = labels[i] == 1;
        }
        return positive;
    }

    /** @return the number of each person who has an example, in their order */
    public int[] persons() {
        return Arrays.stream(people).distinct().toArray();
    }

    /**
     * Means of losses over all examples, the root of the first for ratings.
     *
     * @return {@code rmse} and {@code mae} for ratings; {@code log-loss}, {@code brier} and, if there are examples of both kinds, {@code auc} for probabilities
     */
    public Map<String, MetricValue> metrics() {
        Map<String, MetricValue> metrics = new LinkedHashMap<>();
        losses().forEach((name, values) -> {
            MetricValue mean = pooled(values);
            if (name.equals(SQUARES)) {
                double root = Math.sqrt(mean.mean());
                // The delta method: the root's slope is 1 / (2 root).
                metrics.put("rmse", new MetricValue(root, root == 0 ? 0 : mean.standardError() / (2 * root)));
            } else {
                metrics.put(name, mean);
            }
        });
        if (task.task() == Task.Kind.RATING) {
            return metrics;
        }
        long ones = Arrays.stream(labels).filter(label -> label == 1).count();
        if (ones > 0 && ones < labels.length) {
            metrics.put("auc", area());
        }
        return metrics;
    }

    /** The mean over all examples, with the standard error of a ratio: people with many examples move it more, but not by having many alone. */
    private MetricValue pooled(double[] sums) {
        int persons = sums.length;
        double mean = Arrays.stream(sums).sum() / persons;
        double[] counts = perPerson((_, _) -> 1);
        double squares = 0;
        for (int p = 0; p < persons; p++) {
            double residual = sums[p] - mean * counts[p];
            squares += residual * residual;
        }
        return new MetricValue(mean, persons < 2 ? Double.NaN : Math.sqrt(squares / (persons - 1) / persons));
    }

    /**
     * What each person adds to the losses: the sum over the person's examples, scaled so that the mean over the people is the mean over all examples. So
     * models can be compared person by person.
     *
     * @return by the loss's name: {@code squared-error} and {@code mae}, or {@code log-loss} and {@code brier}; a number for each of {@link #persons()}
     */
    public Map<String, double[]> losses() {
        Map<String, double[]> losses = new LinkedHashMap<>();
        if (task.task() == Task.Kind.RATING) {
            losses.put(SQUARES, perPerson((p, y) -> (p - y) * (p - y)));
            losses.put("mae", perPerson((p, y) -> Math.abs(p - y)));
        } else {
            losses.put("log-loss", perPerson(Predictions::logLoss));
            losses.put("brier", perPerson((p, y) -> (p - y) * (p - y)));
        }
        return losses;
    }

    private static double logLoss(double p, double y) {
        return -Math.log(Math.max(LEAST, y == 1 ? p : 1 - p));
    }

    private interface Loss {
        double of(double predicted, double label);
    }

    private double[] perPerson(Loss loss) {
        int persons = persons().length;
        double[] sums = new double[persons];
        int at = -1;
        for (int i = 0; i < labels.length; i++) {
            if (i == 0 || people[i] != people[i - 1]) {
                at++;
            }
            sums[at] += loss.of(predicted[i], labels[i]);
        }
        double scale = (double) persons / labels.length;
        for (int p = 0; p < persons; p++) {
            sums[p] *= scale;
        }
        return sums;
    }

    /** The area under the ROC curve, with the standard error of DeLong, DeLong, Clarke-Pearson 1988, which takes each example as one draw. */
    private MetricValue area() {
        boolean[] positive = positive();
        double[] ones = sorted(true);
        double[] zeros = sorted(false);
        double overOnes = 0;
        double overZeros = 0;
        double area = RocCurve.area(predicted, positive);
        for (int i = 0; i < labels.length; i++) {
            double place = positive[i] ? below(zeros, predicted[i]) : 1 - below(ones, predicted[i]);
            double square = (place - area) * (place - area);
            overOnes += positive[i] ? square : 0;
            overZeros += positive[i] ? 0 : square;
        }
        if (ones.length < 2 || zeros.length < 2) {
            return new MetricValue(area, Double.NaN);
        }
        return new MetricValue(
                area,
                Math.sqrt(overOnes / (ones.length - 1.0) / ones.length
                        + overZeros / (zeros.length - 1.0) / zeros.length));
    }

    private double[] sorted(boolean positive) {
        return IntStream.range(0, labels.length)
                .filter(i -> (labels[i] == 1) == positive)
                .mapToDouble(i -> predicted[i] + 0.0)
                .sorted()
                .toArray();
    }

    /** The share of sorted values that is below a value, equal ones counted half. */
    private static double below(double[] sorted, double value) {
        return (firstAtLeast(sorted, value) + firstAtLeast(sorted, Math.nextUp(value + 0.0))) / (2.0 * sorted.length);
    }

    private static int firstAtLeast(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] >= value) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
