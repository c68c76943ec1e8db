package because.models.labelled;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Event;
import because.core.Predictor;
import because.core.Profile;
import because.core.Provenance;
import because.core.Recommender;
import because.core.Task;
import because.models.feature.FeatureSpace;
import because.models.feature.RidgeRegression;
import because.models.store.OptionMap;
import because.models.store.Storable;
import because.models.store.StoredModel;
import because.network.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Predicts ratings by a Bayesian matrix factorization (Lim, Teh 2007): rating = μ + b<sub>item</sub> + b<sub>person</sub> + ⟨p, q⟩, where all that stands for
 * people and items has a normal distribution whose mean is a linear function of their attributes. A person is folded in from the ratings in the profile,
 * exactly, so that somebody new is scored like everybody else, and somebody of whom nothing is known by the attributes alone. Candidates may be described.
 */
public final class BayesianFactors implements Recommender, Predictor, Storable {
    /** The name of this kind of model. */
    public static final String MODEL = "vbmf";

    /** The place of the person's number that is 1: it meets the item's mean. */
    static final int PERSON_ONE = 0;

    /** The place of the item's number that is 1: it meets the person's mean. */
    static final int ITEM_ONE = 1;

    static final String SCALARS = "scalars";
    static final String ITEM_MEANS = "item_means";
    static final String ITEM_SECONDS = "item_second_moments";
    static final String VARIANCES = "person_variances";
    static final String PERSON_WEIGHTS = "person_weights";
    static final String ITEM_WEIGHTS = "item_weights";

    private final StoredModel stored;
    private final BayesianFactorsOptions options;
    private final FeatureSpace space;
    private final int size;
    private final double mean;
    private final double noise;
    private final double[] items;
    private final double[] seconds;
    private final double[] variances;
    private final double[] personWeights;
    private final double[] itemWeights;

    private BayesianFactors(StoredModel stored) {
        this.stored = stored.ofKind(MODEL);
        this.options = OptionMap.read(
                "the model " + MODEL,
                BayesianFactorsOptions.defaults(),
                stored.provenance().options());
        this.space = FeatureSpace.fromJson(stored.text(FeatureSpace.FILE));
        this.size = options.factors() + 2;
        int count = stored.catalog().size();
        double[] scalars = stored.weight(SCALARS, Tensor.Type.FLOAT64, 2).doubles();
        this.mean = scalars[0];
        this.noise = scalars[1];
        this.items = numbers(ITEM_MEANS, count, size);
        this.seconds = numbers(ITEM_SECONDS, count, size * size);
        this.variances = numbers(VARIANCES, size);
        this.personWeights = numbers(PERSON_WEIGHTS, size, space.people().size());
        this.itemWeights = numbers(ITEM_WEIGHTS, size, space.items().size());
        if (!Double.isFinite(mean) || !(noise > 0 && Double.isFinite(noise))) {
            throw BadInput.of(
                    "mean and noise of the " + MODEL + " model", mean + " and " + noise, "finite numbers", "");
        }
    }

    private double[] numbers(String name, int... shape) {
        double[] numbers = stored.weight(name, Tensor.Type.FLOAT64, shape).doubles();
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                throw BadInput.of(
                        "a number of '" + name + "' of the " + MODEL + " model", number, "finite numbers", "");
            }
        }
        return numbers;
    }

    /**
     * Makes a model again.
     *
     * @param stored what was stored of it
     * @return the model, which scores the same bits as the stored one
     * @throws BadInput if it is of another kind or damaged
     */
    public static BayesianFactors restore(StoredModel stored) {
        return new BayesianFactors(stored);
    }

    @Override
    public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
        List<double[]> columns = new ArrayList<>(candidates.size());
        candidates.forEach(candidate -> columns.add(item(candidate)));
        double[][] scores = new double[profiles.size()][candidates.size()];
        for (int row = 0; row < scores.length; row++) {
            double[] person = person(profiles.get(row));
            for (int column = 0; column < scores[row].length; column++) {
                double score = mean;
                double[] item = columns.get(column);
                for (int f = 0; f < size; f++) {
                    score += person[f] * item[f];
                }
                scores[row][column] = score;
            }
        }
        return scores;
    }

    private double[] item(Candidate candidate) {
        return switch (candidate) {
            case Candidate.Known known -> {
                int from = checked(known.index()) * size;
                yield java.util.Arrays.copyOfRange(items, from, from + size);
            }
            case Candidate.Described described -> {
                double[] expected = RidgeRegression.expected(itemWeights, size, space.item(described.item()));
                expected[ITEM_ONE] = 1;
                yield expected;
            }
        };
    }

    /** What is expected of a person after the ratings in the profile; several of the same item count as their mean, once. */
    private double[] person(Profile profile) {
        TreeMap<Integer, double[]> ratings = new TreeMap<>();
        for (Event event : profile.events()) {
            int item = event.knownItem();
            if (item >= 0 && !Double.isNaN(event.value())) {
                double[] sum = ratings.computeIfAbsent(checked(item), _ -> new double[2]);
                sum[0] += event.value();
                sum[1]++;
            } else if (item >= 0) {
                checked(item);
            }
        }
        double[] first = new double[size];
        double[] second = new double[size * size];
        ratings.forEach((item, sum) -> {
            double rating = sum[0] / sum[1] - mean;
            for (int f = 0; f < size; f++) {
                first[f] += rating * items[item * size + f];
            }
            for (int f = 0; f < second.length; f++) {
                second[f] += seconds[item * second.length + f];
            }
        });
        double[] prior = RidgeRegression.expected(personWeights, size, space.person(profile));
        Gaussian.update(size, PERSON_ONE, second, first, prior, variances, noise);
        return first;
    }

    private int checked(int index) {
        if (index >= catalog().size()) {
            throw BadInput.of(
                    "an item index",
                    index,
                    "0 to " + (catalog().size() - 1),
                    "Maybe the profile or the candidates were made for another model's catalogue.");
        }
        return index;
    }

    @Override
    public Task task() {
        return options.task();
    }

    @Override
    public Recommender withTemperature(double temperature) {
        throw new BadInput("a model of ratings has no temperature.");
    }

    @Override
    public Catalog catalog() {
        return stored.catalog();
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(false, false, true, false, false, true, false, options.attributes());
    }

    @Override
    public Provenance provenance() {
        return stored.provenance();
    }

    @Override
    public StoredModel store() {
        return stored;
    }
}
