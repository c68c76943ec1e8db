package because.models.baseline;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Trainer;
import because.models.Memory;
import because.models.store.StoredModel;
import because.network.Tensor;
import java.util.Map;
import java.util.Random;

/**
 * Solves for people and items in turn; see {@link ImplicitAls}.
 *
 * @param options size and weights
 */
public record ImplicitAlsTrainer(ImplicitAlsOptions options) implements Trainer {
    private static final int SHARD = 64;
    /** How far from zero factors begin. */
    private static final double START = 0.1;
    /** Items' factors are there so often: before and after an iteration, and in the model. */
    private static final double COPIES = 3;

    @Override
    public String model() {
        return ImplicitAls.MODEL;
    }

    @Override
    public boolean weighs() {
        return true;
    }

    @Override
    public ImplicitAls train(Dataset data, Run run) {
        SparseRows people = SparseRows.of(data, run.weights());
        SparseRows holders = people.transposed();
        checkSize(people.rows(), "people");
        checkSize(holders.rows(), "items");
        Memory.check(
                model() + " for " + people.rows() + " people and " + holders.rows() + " items",
                (double) Double.BYTES * options.factors() * (people.rows() + COPIES * holders.rows()),
                0,
                run.memory(),
                "use fewer factors, or keep fewer people or items by a filter such as k-core");
        Random random = new Random(run.seed());
        double[] items = new double[holders.rows() * options.factors()];
        for (int i = 0; i < items.length; i++) {
            items[i] = START * random.nextGaussian();
        }
        int iterations = Math.min(options.iterations(), run.epochs());
        run.progress().stage("training ials", iterations);
        for (int iteration = 1; iteration <= iterations; iteration++) {
            items = solve(holders, solve(people, items, run), run);
            run.progress().step(iteration, Map.of());
        }
        Map<String, Tensor> weights = Map.of(ImplicitAls.ITEMS, Tensor.of(items, holders.rows(), options.factors()));
        return ImplicitAls.restore(
                StoredModel.trained(ImplicitAls.MODEL, options, run.seed(), data, weights, Map.of(), Map.of())
                        .weighted(run.weights()));
    }

    private double[] solve(SparseRows rows, double[] fixed, Run run) {
        int k = options.factors();
        HalfStep step = new HalfStep(fixed, options);
        double[] solved = new double[rows.rows() * k];
        Shards.run(run.workers(), rows.rows(), SHARD, (from, to) -> {
            for (int row = from; row < to; row++) {
                System.arraycopy(step.solve(rows.row(row), rows.values(row)), 0, solved, row * k, k);
            }
        });
        return solved;
    }

    private void checkSize(int rows, String what) {
        int most = (Integer.MAX_VALUE - 8) / options.factors();
        if (rows > most) {
            throw BadInput.of(
                    "the number of " + what, rows, "up to " + most + " with " + options.factors() + " factors", "");
        }
    }
}
