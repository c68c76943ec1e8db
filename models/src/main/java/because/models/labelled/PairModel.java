package because.models.labelled;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Predictor;
import because.core.Profile;
import because.core.Provenance;
import because.core.Recommender;
import because.core.Task;
import because.models.feature.FeatureSpace;
import because.models.store.OptionMap;
import because.models.store.Storable;
import because.models.store.StoredModel;
import because.network.Features;
import because.network.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A function of the features x of a profile and a candidate together: logistic regression, w<sub>0</sub> + Σ<sub>i</sub> w<sub>i</sub>x<sub>i</sub>, or a
 * factorization machine (Rendle 2010), which adds Σ<sub>i&lt;j</sub> ⟨v<sub>i</sub>, v<sub>j</sub>⟩ x<sub>i</sub>x<sub>j</sub>. The score is the rating, or the
 * logarithm of the odds. Candidates may be described: an item outside of the catalogue is scored by its attributes.
 */
public final class PairModel implements Recommender, Predictor, Storable {
    /** The name of logistic regression. */
    public static final String LOGISTIC = "logistic";

    /** The name of the factorization machine. */
    public static final String FACTORIZATION_MACHINE = "fm";

    static final String BIAS = "bias";
    static final String WEIGHTS = "weights";
    static final String FACTORS = "factors";

    private final StoredModel stored;
    private final Record options;
    private final Task task;
    private final PairOptions pairs;
    private final PairFeatures encoding;
    private final double bias;
    private final double[] weights;
    private final double[] vectors;
    private final int factors;
    private final List<Sums> items = new ArrayList<>();

    /** The linear part of some features, and what their pairs need: Σ v x for each factor, and Σ v² x² over all. */
    private static final class Sums {
        private final double linear;
        private final double[] sums;
        private final double squares;

        Sums(double linear, double[] sums, double squares) {
            this.linear = linear;
            this.sums = sums;
            this.squares = squares;
        }
    }

    private PairModel(StoredModel stored) {
        this.stored = stored;
        if (stored.kind().equals(LOGISTIC)) {
            LogisticOptions read = OptionMap.read(
                    "the model " + LOGISTIC,
                    LogisticOptions.defaults(),
                    stored.provenance().options());
            this.options = read;
            this.task = read.task();
            this.pairs = read.pairs();
            this.factors = 0;
        } else {
            FactorizationMachineOptions read = OptionMap.read(
                    "the model " + FACTORIZATION_MACHINE,
                    FactorizationMachineOptions.defaults(),
                    stored.ofKind(FACTORIZATION_MACHINE).provenance().options());
            this.options = read;
            this.task = read.task();
            this.pairs = read.pairs();
            this.factors = read.factors() * read.members();
        }
        double[] scalars = stored.weight(BIAS, Tensor.Type.FLOAT64, 2).doubles();
        this.bias = scalars[0];
        this.encoding = new PairFeatures(
                FeatureSpace.fromJson(stored.text(FeatureSpace.FILE)), pairs, task, stored.catalog(), scalars[1]);
        this.weights =
                stored.weight(WEIGHTS, Tensor.Type.FLOAT64, encoding.size()).doubles();
        this.vectors = stored.weight(FACTORS, Tensor.Type.FLOAT64, encoding.size(), factors)
                .doubles();
        for (double[] numbers : List.of(scalars, weights, vectors)) {
            for (double number : numbers) {
                if (!Double.isFinite(number)) {
                    throw BadInput.of("a weight of the " + stored.kind() + " model", number, "finite numbers", "");
                }
            }
        }
        for (Candidate candidate : stored.catalog().candidates()) {
            items.add(sums(encoding.candidate(candidate)));
        }
    }

    /**
     * Makes a model again.
     *
     * @param stored what was stored of it
     * @return the model, which scores the same bits as the stored one
     * @throws BadInput if it is of another kind or damaged
     */
    public static PairModel restore(StoredModel stored) {
        return new PairModel(stored);
    }

    /** A model that has just been trained. */
    static PairModel trained(
            String kind,
            Record options,
            long seed,
            Dataset data,
            PairExamples examples,
            double bias,
            double[] weights,
            double[] vectors) {
        int factors = vectors.length / weights.length;
        Map<String, Tensor> tensors = Map.of(
                BIAS, Tensor.of(new double[] {bias, examples.mean}, 2),
                WEIGHTS, Tensor.of(weights.clone(), weights.length),
                FACTORS, Tensor.of(vectors.clone(), weights.length, factors));
        return restore(StoredModel.trained(
                kind, options, seed, data, tensors, Map.of(FeatureSpace.FILE, examples.space.toJson()), Map.of()));
    }

    private Sums sums(Features features) {
        double linear = 0;
        double squares = 0;
        double[] sums = new double[factors];
        for (int i = 0; i < features.size(); i++) {
            double x = features.value(i);
            linear += weights[features.index(i)] * x;
            int offset = features.index(i) * factors;
            for (int f = 0; f < factors; f++) {
                double product = vectors[offset + f] * x;
                sums[f] += product;
                squares += product * product;
            }
        }
        return new Sums(linear, sums, squares);
    }

    @Override
    public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
        List<Sums> columns = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            columns.add(
                    candidate instanceof Candidate.Known known && known.index() < items.size()
                            ? items.get(known.index())
                            : sums(encoding.candidate(candidate)));
        }
        double[][] scores = new double[profiles.size()][candidates.size()];
        for (int row = 0; row < scores.length; row++) {
            Sums person = sums(encoding.person(profiles.get(row)));
            for (int column = 0; column < columns.size(); column++) {
                scores[row][column] = together(person, columns.get(column));
            }
        }
        return scores;
    }

    private double together(Sums person, Sums item) {
        double pairsTwice = -person.squares - item.squares;
        for (int f = 0; f < factors; f++) {
            double sum = person.sums[f] + item.sums[f];
            pairsTwice += sum * sum;
        }
        double score = bias + person.linear + item.linear + pairsTwice / 2;
        return task.task() == Task.Kind.PROBABILITY ? score / pairs.temperature() : score;
    }

    @Override
    public Task task() {
        return task;
    }

    @Override
    public boolean logOdds() {
        return task.task() == Task.Kind.PROBABILITY;
    }

    @Override
    public Recommender withTemperature(double temperature) {
        if (task.task() != Task.Kind.PROBABILITY) {
            throw new BadInput("a model of ratings has no temperature.");
        }
        PairOptions other = pairs.withTemperature(temperature);
        return restore(stored.withOptions(
                switch (options) {
                    case LogisticOptions logistic -> logistic.withPairs(other);
                    case FactorizationMachineOptions machine -> machine.withPairs(other);
                    default -> throw new IllegalStateException(options.toString());
                }));
    }

    @Override
    public Catalog catalog() {
        return stored.catalog();
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(false, false, pairs.history(), false, false, true, false, true);
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
