package because.models.affinity;

import because.models.baseline.Shards;
import because.models.feature.FeatureBlock;
import because.models.feature.RidgeRegression;
import because.network.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How many people an item draws, told by its attributes alone: a ridge regression of log(people) with a strength λ for each attribute. Which attributes take part and
 * how strongly they are held back is chosen on items that were left out, one attribute after the other: one that does not lower the squared error there by more than two
 * standard errors takes no part, so that a text of hundreds of numbers cannot drown what a publisher's name says.
 */
final class Appeal {
    /** How strongly an attribute may be held back. */
    private static final double[] STRENGTHS = {1, 10, 100, 1000};

    private static final int FOLDS = 5;

    /** So many items are enough to choose by. */
    private static final int ENOUGH = 10_000;

    private final FeatureBlock block;
    private final int workers;
    /** The strength of each attribute; 0 if it takes no part. */
    final double[] strengths;
    /** The weight of each feature; 0 for those of attributes that take no part. */
    final double[] weights;
    /** What the other folds expect of each item, less the mean of what it was learnt from: what it would get if it were new. */
    final double[] heldOut;

    private Appeal(FeatureBlock block, int workers, int items) {
        this.block = block;
        this.workers = workers;
        this.strengths = new double[block.fields().size()];
        this.weights = new double[block.size()];
        this.heldOut = new double[items];
    }

    /**
     * @param items the features of items that people had
     * @param people how many had each, 1 or more
     */
    static Appeal learn(FeatureBlock block, List<Features> items, int[] people, SplittableRandom random, int workers) {
        Appeal appeal = new Appeal(block, workers, items.size());
        double[] y = Arrays.stream(people).mapToDouble(Math::log).toArray();
        int[] shuffled = shuffled(items.size(), random);
        if (shuffled.length >= 2 * FOLDS) {
            appeal.choose(items, y, Arrays.copyOf(shuffled, Math.min(ENOUGH, shuffled.length)));
            appeal.fit(items, y, shuffled);
        }
        return appeal;
    }

    private static int[] shuffled(int size, SplittableRandom random) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /** Tries each attribute alone; then, the best first, beside those that were taken. */
    private void choose(List<Features> items, double[] y, int[] order) {
        double[] nothing = errors(items, y, order, strengths);
        List<Gain> alone = IntStream.range(0, strengths.length)
                .mapToObj(field -> best(items, y, order, field, nothing))
                .sorted(Comparator.comparingDouble((Gain gain) -> -gain.mean).thenComparingInt(gain -> gain.field))
                .toList();
        double[] now = nothing;
        for (Gain first : alone) {
            Gain gain = now == nothing ? first : best(items, y, order, first.field, now);
            if (gain.mean > 2 * gain.error) {
                strengths[gain.field] = gain.strength;
                now = errors(items, y, order, strengths);
            }
        }
    }

    /** What an attribute lowers the squared error by, with its standard error over items. */
    private record Gain(int field, double strength, double mean, double error) {}

    private Gain best(List<Features> items, double[] y, int[] order, int field, double[] before) {
        List<Gain> gains = new ArrayList<>();
        for (double strength : STRENGTHS) {
            double[] tried = strengths.clone();
            tried[field] = strength;
            double[] after = errors(items, y, order, tried);
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < after.length; i++) {
                double gain = before[i] - after[i];
                sum += gain;
                squares += gain * gain;
            }
            double mean = sum / after.length;
            gains.add(new Gain(
                    field,
                    strength,
                    mean,
                    Math.sqrt(Math.max(0, squares / after.length - mean * mean) / after.length)));
        }
        return gains.stream().max(Comparator.comparingDouble(Gain::mean)).orElseThrow();
    }

    /** The squared error of each item in an order, expected by the folds that it is not in. */
    private double[] errors(List<Features> items, double[] y, int[] order, double[] with) {
        double[] expected = new double[y.length];
        double[] errors = new double[order.length];
        double[] means = expect(items, y, order, with, expected);
        for (int i = 0; i < order.length; i++) {
            double error = y[order[i]] - means[i % FOLDS] - expected[order[i]];
            errors[i] = error * error;
        }
        return errors;
    }

    /** What is expected of each item beyond the mean by the folds that it is not in; the item at place i of the order is in fold i modulo {@value #FOLDS}. */
    private double[] expect(List<Features> items, double[] y, int[] order, double[] with, double[] expected) {
        double[] means = new double[FOLDS];
        Shards.run(workers, FOLDS, 1, (fold, _) -> {
            int[] others = IntStream.range(0, order.length)
                    .filter(i -> i % FOLDS != fold)
                    .map(i -> order[i])
                    .toArray();
            means[fold] = Arrays.stream(others).mapToDouble(i -> y[i]).average().orElse(0);
            double[] learned = regression(items, y, others, means[fold], with);
            for (int i = fold; i < order.length; i += FOLDS) {
                expected[order[i]] = RidgeRegression.expected(learned, 1, items.get(order[i]))[0];
            }
        });
        return means;
    }

    private double[] regression(List<Features> items, double[] y, int[] some, double mean, double[] with) {
        if (Arrays.stream(with).allMatch(strength -> strength == 0)) {
            return new double[block.size()];
        }
        double[] lambda = new double[block.size()];
        for (int field = 0; field < with.length; field++) {
            Arrays.fill(lambda, block.offset(field), block.offset(field + 1), Math.max(1, with[field]));
        }
        List<Features> rows =
                Arrays.stream(some).mapToObj(i -> only(items.get(i), with)).toList();
        RidgeRegression ridge = new RidgeRegression(rows, block.size(), 1, lambda);
        ridge.fit(0, Arrays.stream(some).mapToDouble(i -> y[i] - mean).toArray());
        return ridge.flat();
    }

    /** The features of the attributes that take part. */
    private Features only(Features all, double[] with) {
        Features.Collector some = new Features.Collector();
        for (int i = 0; i < all.size(); i++) {
            if (with[block.fieldOf(all.index(i))] > 0) {
                some.add(all.index(i), all.value(i));
            }
        }
        return some.done();
    }

    private void fit(List<Features> items, double[] y, int[] order) {
        expect(items, y, order, strengths, heldOut);
        int[] all = IntStream.range(0, y.length).toArray();
        double[] learned = regression(items, y, all, Arrays.stream(y).average().orElse(0), strengths);
        System.arraycopy(learned, 0, weights, 0, weights.length);
    }
}
