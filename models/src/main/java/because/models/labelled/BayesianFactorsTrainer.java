package because.models.labelled;

import because.core.Dataset;
import because.core.Interactions;
import because.core.Item;
import because.core.Recommender;
import because.core.Trainer;
import because.models.Memory;
import because.models.baseline.Shards;
import because.models.feature.FeatureBlock;
import because.models.feature.FeatureSpace;
import because.models.feature.RidgeRegression;
import because.models.store.StoredModel;
import because.network.Features;
import because.network.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Solves people and items in turn, each given what is believed of the others; then the weights of the attributes, the variances and the noise. Nothing has to be
 * tuned: factors that the data does not need get a variance near 0.
 *
 * @param options how many factors, how often
 */
public record BayesianFactorsTrainer(BayesianFactorsOptions options) implements Trainer {
    private static final int SHARD = 64;
    /** The weights of attributes are fitted from this iteration on: before, there is little to fit them to. */
    private static final int SETTLED = 3;

    private static final double LEAST = 1e-6;

    /** What is believed of items is there so often: here, and in the model as it is made and restored. */
    private static final double COPIES = 3;

    /** The bytes of a rating, which is kept by its person and by its item. */
    private static final int RATING = 100;

    @Override
    public String model() {
        return BayesianFactors.MODEL;
    }

    @Override
    public Recommender train(Dataset data, Run run) {
        run.requireUnweighted(model());
        double[] labels = options.task().labels(data);
        FeatureSpace space = FeatureSpace.learn(data, options.features());
        Fit fit = new Fit(data, labels, space, options, run);
        int iterations = Math.min(options.iterations(), run.epochs());
        run.progress().stage("training " + BayesianFactors.MODEL, iterations);
        for (int i = 1; i <= iterations; i++) {
            fit.iterate(i);
            run.progress().step(i, Map.of("noise", Math.sqrt(fit.noise)));
        }
        return BayesianFactors.restore(StoredModel.trained(
                BayesianFactors.MODEL,
                options,
                run.seed(),
                data,
                fit.tensors(),
                Map.of(FeatureSpace.FILE, space.toJson()),
                Map.of()));
    }

    /** One side: what is believed of all people, or of all items. */
    private static final class Side {
        final int one;
        final int[][] others;
        final double[][] ratings;
        final double[][] means;
        final double[][] seconds; // E[xxᵀ]
        final double[][] priors;
        final double[] variances;
        final RidgeRegression weights;
        private final List<Features> features;
        private final int size;

        Side(
                int one,
                int size,
                List<List<double[]>> rated,
                FeatureBlock block,
                List<Features> features,
                double lambda) {
            this.one = one;
            this.size = size;
            this.features = features;
            int count = rated.size();
            this.others = new int[count][];
            this.ratings = new double[count][];
            for (int i = 0; i < count; i++) {
                others[i] = rated.get(i).stream().mapToInt(r -> (int) r[0]).toArray();
                ratings[i] = rated.get(i).stream().mapToDouble(r -> r[1]).toArray();
            }
            this.means = new double[count][size];
            this.seconds = new double[count][size * size];
            this.priors = new double[count][size];
            this.variances = new double[size];
            Arrays.fill(variances, 0.2);
            this.weights = new RidgeRegression(features, block.size(), size, evenly(block.size(), lambda));
        }

        private static double[] evenly(int features, double lambda) {
            double[] all = new double[features];
            Arrays.fill(all, lambda);
            return all;
        }

        void start(SplittableRandom random) {
            for (double[] mean : means) {
                for (int f = 2; f < size; f++) {
                    mean[f] = random.nextGaussian() * 0.1;
                }
                mean[one] = 1;
            }
            for (int i = 0; i < means.length; i++) {
                for (int f = 0; f < size * size; f++) {
                    seconds[i][f] = means[i][f / size] * means[i][f % size];
                }
            }
        }

        /** What is believed after the ratings, given the other side. */
        void update(Side other, double noise, int workers) {
            Shards.run(workers, means.length, SHARD, (from, to) -> {
                for (int i = from; i < to; i++) {
                    double[] first = new double[size];
                    double[] second = new double[size * size];
                    for (int n = 0; n < others[i].length; n++) {
                        int j = others[i][n];
                        for (int f = 0; f < size; f++) {
                            first[f] += ratings[i][n] * other.means[j][f];
                        }
                        for (int f = 0; f < second.length; f++) {
                            second[f] += other.seconds[j][f];
                        }
                    }
                    Gaussian.update(size, one, second, first, priors[i], variances, noise);
                    for (int f = 0; f < second.length; f++) {
                        second[f] += first[f / size] * first[f % size];
                    }
                    means[i] = first;
                    seconds[i] = second;
                }
            });
        }

        void fitWeights(int workers) {
            Shards.run(workers, size, 1, (from, to) -> {
                for (int f = from; f < to; f++) {
                    if (f != one) {
                        int target = f;
                        weights.fit(
                                f,
                                Arrays.stream(means).mapToDouble(m -> m[target]).toArray());
                    }
                }
            });
            double[] flat = weights.flat();
            for (int i = 0; i < priors.length; i++) {
                priors[i] = RidgeRegression.expected(flat, size, features.get(i));
            }
        }

        /** How far people, or items, with ratings are from what was expected of them. */
        void fitVariances() {
            for (int f = 0; f < size; f++) {
                double sum = 0;
                int count = 0;
                for (int i = 0; i < means.length; i++) {
                    if (others[i].length > 0) {
                        double mean = means[i][f];
                        double difference = mean - priors[i][f];
                        sum += difference * difference + seconds[i][f * size + f] - mean * mean;
                        count++;
                    }
                }
                variances[f] = f == one ? 1 : Math.max(LEAST, sum / Math.max(1, count));
            }
        }
    }

    private static final class Fit {
        private final BayesianFactorsOptions options;
        private final Run run;
        private final int size;
        private final double mean;
        private final Side people;
        private final Side items;
        private double noise = 1;

        Fit(Dataset data, double[] labels, FeatureSpace space, BayesianFactorsOptions options, Run run) {
            this.options = options;
            this.run = run;
            this.size = options.factors() + 2;
            double beliefs = data.events().users() + COPIES * data.catalog().size();
            Memory.check(
                    BayesianFactors.MODEL + " for " + data.events().users() + " people and "
                            + data.catalog().size() + " items",
                    Double.BYTES * beliefs * size * (size + 2) + (double) RATING * labels.length,
                    0,
                    run.memory(),
                    "use fewer factors, or keep fewer people or items by a filter such as k-core");
            List<List<double[]>> byPerson = new ArrayList<>();
            List<List<double[]>> byItem = new ArrayList<>();
            data.catalog().items().forEach(_ -> byItem.add(new ArrayList<>()));
            Interactions events = data.events();
            double sum = 0;
            long count = 0;
            for (int user = 0; user < events.users(); user++) {
                byPerson.add(new ArrayList<>());
                TreeMap<Integer, double[]> own = new TreeMap<>();
                for (int row = events.from(user); row < events.to(user); row++) {
                    if (!Double.isNaN(labels[row])) {
                        double[] rating = own.computeIfAbsent(events.item(row), _ -> new double[2]);
                        rating[0] += labels[row];
                        rating[1]++;
                        sum += labels[row];
                        count++;
                    }
                }
                for (Map.Entry<Integer, double[]> rating : own.entrySet()) {
                    double value = rating.getValue()[0] / rating.getValue()[1];
                    byPerson.get(user).add(new double[] {rating.getKey(), value});
                    byItem.get(rating.getKey()).add(new double[] {user, value});
                }
            }
            this.mean = sum / count;
            byPerson.forEach(list -> list.forEach(r -> r[1] -= mean));
            byItem.forEach(list -> list.forEach(r -> r[1] -= mean));
            List<Features> ofPeople = new ArrayList<>();
            for (int user = 0; user < events.users(); user++) {
                ofPeople.add(space.person(data.profile(user, 0, 0)));
            }
            List<Features> ofItems = new ArrayList<>();
            for (Item item : data.catalog().items()) {
                ofItems.add(space.item(item));
            }
            double lambda = options.regularisation();
            this.people = new Side(BayesianFactors.PERSON_ONE, size, byPerson, space.people(), ofPeople, lambda);
            this.items = new Side(BayesianFactors.ITEM_ONE, size, byItem, space.items(), ofItems, lambda);
            SplittableRandom random = new SplittableRandom(run.seed());
            people.start(random);
            items.start(random);
        }

        void iterate(int iteration) {
            people.update(items, noise, run.workers());
            items.update(people, noise, run.workers());
            if (options.attributes() && iteration > SETTLED) {
                people.fitWeights(run.workers());
                items.fitWeights(run.workers());
            }
            people.fitVariances();
            items.fitVariances();
            fitNoise();
        }

        /** The mean of (y − ⟨p, q⟩)², expected over what is believed. */
        private void fitNoise() {
            double sum = 0;
            long count = 0;
            for (int u = 0; u < people.others.length; u++) {
                for (int n = 0; n < people.others[u].length; n++) {
                    int i = people.others[u][n];
                    double product = 0;
                    double second = 0;
                    for (int f = 0; f < size; f++) {
                        product += people.means[u][f] * items.means[i][f];
                    }
                    for (int f = 0; f < size * size; f++) {
                        second += people.seconds[u][f] * items.seconds[i][f];
                    }
                    double y = people.ratings[u][n];
                    sum += y * y - 2 * y * product + second;
                    count++;
                }
            }
            noise = Math.max(LEAST, sum / count);
        }

        Map<String, Tensor> tensors() {
            int count = items.means.length;
            double[] means = new double[count * size];
            double[] seconds = new double[count * size * size];
            for (int i = 0; i < count; i++) {
                System.arraycopy(items.means[i], 0, means, i * size, size);
                System.arraycopy(items.seconds[i], 0, seconds, i * size * size, size * size);
            }
            return Map.of(
                    BayesianFactors.SCALARS, Tensor.of(new double[] {mean, noise}, 2),
                    BayesianFactors.ITEM_MEANS, Tensor.of(means, count, size),
                    BayesianFactors.ITEM_SECONDS, Tensor.of(seconds, count, size * size),
                    BayesianFactors.VARIANCES, Tensor.of(people.variances.clone(), size),
                    BayesianFactors.PERSON_WEIGHTS, weights(people),
                    BayesianFactors.ITEM_WEIGHTS, weights(items));
        }

        private Tensor weights(Side side) {
            double[] flat = side.weights.flat();
            return Tensor.of(flat, size, flat.length / size);
        }
    }
}
