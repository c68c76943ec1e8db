package because.models.baseline;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Trainer;
import because.models.store.StoredModel;
import because.network.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Solves for {@link Ease}, exactly and in double precision. Only a matrix of people by people is inverted where there are fewer people than items, else one of
 * items by items. Where events are weighted, XᵀX is its mean over which
 * events are there, each with its weight as probability: what is solved for is the B of the smallest mean loss.
 *
 * @param options the regularisation
 */
public record EaseTrainer(EaseOptions options) implements Trainer {
    private static final int SHARD = 16;

    @Override
    public String model() {
        return Ease.MODEL;
    }

    @Override
    public boolean weighs() {
        return true;
    }

    @Override
    public Ease train(Dataset data, Run run) {
        return train(data, run, true);
    }

    /** The same model by either form; by factors is only a permission. */
    Ease train(Dataset data, Run run, boolean byFactors) {
        SparseRows people = SparseRows.of(data, run.weights());
        run.progress().stage("training ease", 2);
        // The factors are kept beside a matrix of ones and zeros, so what is weighted is always solved over the items.
        Map<String, Tensor> weights = byFactors && run.weights().isEmpty() && people.rows() < people.columns()
                ? factors(people, run)
                : dense(people.transposed(), people, run);
        run.progress().step(2, Map.of());
        return Ease.restore(StoredModel.trained(
                        Ease.MODEL, options, run.seed(), data, weights, Map.of(), Map.of("libtorch", Inverse.library()))
                .weighted(run.weights()));
    }

    /** W = (XXᵀ + λI)⁻¹X, and X by its columns. */
    private Map<String, Tensor> factors(SparseRows people, Run run) {
        int rows = people.rows();
        int items = people.columns();
        String what = Ease.MODEL + " for " + items + " items and " + rows + " people";
        checkSize((double) rows * items, what);
        Inverse.checkMemory(Double.BYTES * ((double) rows * rows + (double) rows * items), rows, what, run.memory());
        SparseRows holders = people.transposed();
        double[] inverse = inverseGram(people, holders, run);
        double[] factor = new double[rows * items];
        Shards.run(run.workers(), rows, SHARD, (from, to) -> {
            for (int row = from; row < to; row++) {
                for (int item = 0; item < items; item++) {
                    double sum = 0;
                    for (int place = holders.from(item); place < holders.to(item); place++) {
                        sum += inverse[row * rows + holders.column(place)];
                    }
                    factor[row * items + item] = sum;
                }
            }
        });
        Map<String, Tensor> weights = new LinkedHashMap<>();
        weights.put(Ease.FACTOR, Tensor.of(factor, rows, items));
        holders.store(Ease.HOLDERS, weights);
        return weights;
    }

    /** B<sub>ij</sub> = −P<sub>ij</sub> / P<sub>jj</sub>, the diagonal zero. */
    private Map<String, Tensor> dense(SparseRows holders, SparseRows people, Run run) {
        int items = holders.rows();
        String what = Ease.MODEL + " for " + items + " items";
        checkSize((double) items * items, what);
        Inverse.checkMemory(Double.BYTES * (double) items * items, items, what, run.memory());
        double[] weights = inverseGram(holders, people, run);
        double[] diagonal = new double[items];
        for (int item = 0; item < items; item++) {
            diagonal[item] = weights[item * items + item];
        }
        Shards.run(run.workers(), items, SHARD, (from, to) -> {
            for (int row = from; row < to; row++) {
                for (int column = 0; column < items; column++) {
                    int place = row * items + column;
                    weights[place] = row == column ? 0 : -weights[place] / diagonal[column];
                }
            }
        });
        return Map.of(Ease.WEIGHTS, Tensor.of(weights, items, items));
    }

    /** (MMᵀ + λI)⁻¹ of a matrix M of ones and zeros, or the mean of MMᵀ where these are there with a probability. */
    private double[] inverseGram(SparseRows matrix, SparseRows transposed, Run run) {
        int n = matrix.rows();
        double[] gram = new double[n * n];
        Shards.run(run.workers(), n, SHARD, (from, to) -> {
            for (int row = from; row < to; row++) {
                for (int place = matrix.from(row); place < matrix.to(row); place++) {
                    int column = matrix.column(place);
                    for (int other = transposed.from(column); other < transposed.to(column); other++) {
                        double both = transposed.column(other) == row ? 1 : matrix.value(place);
                        gram[row * n + transposed.column(other)] += both * transposed.value(other);
                    }
                }
                gram[row * n + row] += options.regularisation();
            }
        });
        run.progress().step(1, Map.of());
        Inverse.replace(gram, n);
        return gram;
    }

    private static void checkSize(double numbers, String what) {
        if (numbers > Integer.MAX_VALUE - 8) {
            throw BadInput.of(
                    "the number of weights of " + what,
                    numbers,
                    "up to " + (Integer.MAX_VALUE - 8),
                    "Maybe keep fewer items by a filter such as k-core.");
        }
    }
}
