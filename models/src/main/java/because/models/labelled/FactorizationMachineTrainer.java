package because.models.labelled;

import because.core.Dataset;
import because.core.Metric;
import because.core.Recommender;
import because.core.Task;
import because.core.Trainer;
import because.models.Memory;
import because.models.baseline.Shards;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Trains a factorization machine by AdaGrad, an example at a time in an order that is drawn anew for each epoch: by the squared error for ratings, by the log
 * loss for probabilities. With a validation metric the best epoch is kept.
 *
 * @param options what it looks at and how it learns
 */
public record FactorizationMachineTrainer(FactorizationMachineOptions options) implements Trainer {
    private static final double SMALL = 0.01;

    /** The weights that are learned are there so often: with the squares of their slopes, and in the models of this epoch and of the best one. */
    private static final int COPIES = 6;

    @Override
    public String model() {
        return PairModel.FACTORIZATION_MACHINE;
    }

    @Override
    public Recommender train(Dataset data, Run run) {
        run.requireUnweighted(model());
        return train(new PairExamples(data, options.task(), options.pairs()), data, run);
    }

    Recommender train(PairExamples examples, Dataset data, Run run) {
        double numbers = (double) examples.encoding.size() * options.members() * (options.factors() + 1);
        Memory.check(
                model() + " of " + options.members() + " members for " + examples.encoding.size() + " features",
                Double.BYTES * COPIES * numbers,
                0,
                run.memory(),
                "use fewer members or factors, or keep fewer items by a filter such as k-core");
        int epochs = Math.min(options.epochs(), run.epochs());
        run.progress().stage("training fm", epochs);
        Ensemble ensemble = new Ensemble(examples, options, run);
        PairModel best = null;
        double highest = Double.NEGATIVE_INFINITY;
        int since = 0;
        for (int epoch = 1; epoch <= epochs && since < options.patience(); epoch++) {
            double loss = ensemble.epoch();
            if (run.validation().isEmpty()) {
                run.progress().step(epoch, Map.of("loss", loss));
                continue;
            }
            Metric metric = run.validation().get();
            // The epochs that it took are what a training on more events needs.
            PairModel model = ensemble.model(options.withEpochs(epoch), data);
            double value = metric.mean(model);
            run.progress().step(epoch, Map.of("loss", loss, metric.name(), value));
            since = value > highest ? 0 : since + 1;
            if (value > highest || best == null) {
                highest = value;
                best = model;
            }
        }
        return best == null ? ensemble.model(options, data) : best;
    }

    /** Several machines that learn side by side. Their mean is a machine too: its factors are all theirs, each divided by the root of their number. */
    private static final class Ensemble {
        private final PairExamples examples;
        private final Run run;
        private final Learning[] members;

        Ensemble(PairExamples examples, FactorizationMachineOptions options, Run run) {
            this.examples = examples;
            this.run = run;
            this.members = new Learning[options.members()];
            SplittableRandom random = new SplittableRandom(run.seed());
            Arrays.setAll(members, _ -> new Learning(examples, options, random.split()));
        }

        double epoch() {
            double[] losses = new double[members.length];
            Shards.run(run.workers(), members.length, 1, (from, to) -> {
                for (int m = from; m < to; m++) {
                    losses[m] = members[m].epoch();
                }
            });
            return Arrays.stream(losses).sum() / losses.length;
        }

        PairModel model(FactorizationMachineOptions options, Dataset data) {
            int size = examples.encoding.size();
            int factors = options.factors();
            double[] weights = new double[size];
            double[] vectors = new double[Math.multiplyExact(size, factors * members.length)];
            double bias = 0;
            double root = Math.sqrt(members.length);
            for (int m = 0; m < members.length; m++) {
                bias += members[m].bias / members.length;
                for (int i = 0; i < size; i++) {
                    weights[i] += members[m].weights[i] / members.length;
                    for (int f = 0; f < factors; f++) {
                        int at = i * factors + f;
                        // What no example had is still as it was drawn, and says nothing.
                        boolean learned = members[m].vectorSquares[at] > SMALL;
                        vectors[(i * members.length + m) * factors + f] = learned ? members[m].vectors[at] / root : 0;
                    }
                }
            }
            return PairModel.trained(
                    PairModel.FACTORIZATION_MACHINE, options, run.seed(), data, examples, bias, weights, vectors);
        }
    }

    /** The numbers that are learned, and the squares of their gradients so far. */
    private static final class Learning {
        private final PairExamples examples;
        private final FactorizationMachineOptions options;
        private final SplittableRandom random;
        private final int factors;
        private final int[] order;
        private final double[] weights;
        private final double[] vectors;
        private final double[] weightSquares;
        private final double[] vectorSquares;
        private final double[] sums;
        private double bias;
        private double biasSquares = SMALL;

        Learning(PairExamples examples, FactorizationMachineOptions options, SplittableRandom random) {
            this.examples = examples;
            this.options = options;
            this.random = random;
            this.factors = options.factors();
            this.order = new int[examples.size()];
            Arrays.setAll(order, i -> i);
            int size = examples.encoding.size();
            this.weights = new double[size];
            this.vectors = new double[Math.multiplyExact(size, factors)];
            Arrays.setAll(vectors, _ -> random.nextGaussian() * 0.05);
            this.weightSquares = new double[size];
            this.vectorSquares = new double[vectors.length];
            Arrays.fill(weightSquares, SMALL);
            Arrays.fill(vectorSquares, SMALL);
            this.sums = new double[factors];
            double mean = examples.mean;
            this.bias = options.task().task() == Task.Kind.RATING ? mean : Math.log(mean / (1 - mean));
        }

        /** Goes through all examples; the mean loss on the way. */
        double epoch() {
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            double loss = 0;
            for (int n : order) {
                loss += step(examples.person(n), examples.candidate(n), examples.labels[n]);
            }
            return loss / order.length;
        }

        private double step(FeaturesBut person, FeaturesBut item, double label) {
            Arrays.fill(sums, 0);
            double score = bias + add(person) + add(item);
            for (double sum : sums) {
                score += sum * sum / 2;
            }
            double slope;
            double loss;
            if (options.task().task() == Task.Kind.RATING) {
                slope = score - label;
                loss = slope * slope;
            } else {
                slope = 1 / (1 + Math.exp(-score)) - label;
                double z = label == 1 ? score : -score;
                loss = z > 0 ? Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z)) - z;
            }
            biasSquares += slope * slope;
            bias -= options.rate() * slope / Math.sqrt(biasSquares);
            descend(person, slope);
            descend(item, slope);
            return loss;
        }

        /** The linear part less half of the squares; adds to the sums. */
        private double add(FeaturesBut x) {
            double part = 0;
            for (int i = 0; i < x.size(); i++) {
                if (x.without(i)) {
                    continue;
                }
                int feature = x.index(i);
                part += weights[feature] * x.value(i);
                int offset = feature * factors;
                for (int f = 0; f < factors; f++) {
                    double product = vectors[offset + f] * x.value(i);
                    sums[f] += product;
                    part -= product * product / 2;
                }
            }
            return part;
        }

        private void descend(FeaturesBut x, double slope) {
            double rate = options.rate();
            double lambda = options.regularisation();
            for (int i = 0; i < x.size(); i++) {
                if (x.without(i)) {
                    continue;
                }
                int feature = x.index(i);
                double value = x.value(i);
                double gradient = slope * value + lambda * weights[feature];
                weightSquares[feature] += gradient * gradient;
                weights[feature] -= rate * gradient / Math.sqrt(weightSquares[feature]);
                for (int at = feature * factors, f = 0; f < factors; f++, at++) {
                    double g = slope * value * (sums[f] - vectors[at] * value) + lambda * vectors[at];
                    vectorSquares[at] += g * g;
                    vectors[at] -= rate * g / Math.sqrt(vectorSquares[at]);
                }
            }
        }
    }
}
