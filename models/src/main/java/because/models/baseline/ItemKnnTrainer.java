package because.models.baseline;

import because.core.Dataset;
import because.core.Trainer;
import because.models.Memory;
import because.models.store.StoredModel;
import because.network.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds each item's nearest neighbours. Where events are weighted, sums are means over which events are there, each with its weight as
 * probability.
 *
 * @param options how many, and by which similarity
 */
public record ItemKnnTrainer(ItemKnnOptions options) implements Trainer {
    private static final int SHARD = 64;
    /** Neighbours are there so often: as they are found, and in the model. */
    private static final double COPIES = 2;

    @Override
    public String model() {
        return ItemKnn.MODEL;
    }

    @Override
    public boolean weighs() {
        return true;
    }

    @Override
    public ItemKnn train(Dataset data, Run run) {
        int items = data.catalog().size();
        SparseRows people = SparseRows.of(data, run.weights());
        SparseRows holders = people.transposed();
        Memory.check(
                model() + " for " + items + " items",
                COPIES * (Integer.BYTES + Double.BYTES) * neighbours(people, holders)
                        + (double) Double.BYTES * items * run.workers(),
                0,
                run.memory(),
                "keep fewer neighbours, or fewer items by a filter such as k-core");
        double[] weights = weights(people);
        double[] norms = norms(holders, weights);
        int[][] neighbours = new int[items][];
        double[][] similarities = new double[items][];
        run.progress().stage("training itemknn", items);
        AtomicInteger done = new AtomicInteger();
        Shards.run(run.workers(), items, SHARD, (from, to) -> {
            double[] row = new double[items];
            for (int item = from; item < to; item++) {
                similarities(item, people, holders, weights, norms, row);
                neighbours[item] = nearest(row);
                similarities[item] =
                        Arrays.stream(neighbours[item]).mapToDouble(j -> row[j]).toArray();
            }
            run.progress().step(done.addAndGet(to - from), Map.of());
        });
        return ItemKnn.restore(StoredModel.trained(
                        ItemKnn.MODEL, options, run.seed(), data, tensors(neighbours, similarities), Map.of(), Map.of())
                .weighted(run.weights()));
    }

    /** How many neighbours all items have together, at most: an item has no more than its holders have items. */
    private double neighbours(SparseRows people, SparseRows holders) {
        double sum = 0;
        for (int item = 0; item < holders.rows(); item++) {
            double together = 0;
            for (int place = holders.from(item); place < holders.to(item); place++) {
                int person = holders.column(place);
                together += people.to(person) - people.from(person);
            }
            sum += Math.min(together, Math.min(options.neighbours(), holders.rows()));
        }
        return sum;
    }

    /** The square of each person's weight w. */
    double[] weights(SparseRows people) {
        double[] weights = new double[people.rows()];
        for (int row = 0; row < weights.length; row++) {
            double idf = options.idf() ? Math.log((1.0 + people.columns()) / (1.0 + people.sum(row))) : 1;
            weights[row] = idf * idf;
        }
        return weights;
    }

    private static double[] norms(SparseRows holders, double[] weights) {
        double[] norms = new double[holders.rows()];
        for (int item = 0; item < norms.length; item++) {
            for (int place = holders.from(item); place < holders.to(item); place++) {
                norms[item] += weights[holders.column(place)] * holders.value(place);
            }
            norms[item] = Math.sqrt(norms[item]);
        }
        return norms;
    }

    /** Fills a row with an item's similarities to all items: 0 where nobody has both, and to itself. */
    private void similarities(
            int item, SparseRows people, SparseRows holders, double[] weights, double[] norms, double[] row) {
        Arrays.fill(row, 0);
        for (int h = holders.from(item); h < holders.to(item); h++) {
            int person = holders.column(h);
            for (int place = people.from(person); place < people.to(person); place++) {
                row[people.column(place)] += weights[person] * holders.value(h) * people.value(place);
            }
        }
        row[item] = 0;
        for (int other = 0; other < row.length; other++) {
            if (row[other] > 0) {
                row[other] /= norms[item] * norms[other] + options.shrinkage();
            }
        }
    }

    /** The most similar items, smallest number first; of equally similar ones those that come first in the catalogue. */
    private int[] nearest(double[] row) {
        double[] positive = Arrays.stream(row).filter(s -> s > 0).sorted().toArray();
        int kept = Math.min(options.neighbours(), positive.length);
        if (kept == 0) {
            return new int[0];
        }
        double least = positive[positive.length - kept];
        int atLeast = 0;
        for (int i = positive.length - kept; i < positive.length && positive[i] == least; i++) {
            atLeast++;
        }
        int[] nearest = new int[kept];
        int found = 0;
        for (int item = 0; item < row.length; item++) {
            if (row[item] > least || (row[item] == least && atLeast-- > 0)) {
                nearest[found++] = item;
            }
        }
        return nearest;
    }

    private static Map<String, Tensor> tensors(int[][] neighbours, double[][] similarities) {
        int[] offsets = new int[neighbours.length + 1];
        for (int item = 0; item < neighbours.length; item++) {
            offsets[item + 1] = Math.addExact(offsets[item], neighbours[item].length);
        }
        int[] indices = new int[offsets[neighbours.length]];
        double[] values = new double[indices.length];
        for (int item = 0; item < neighbours.length; item++) {
            System.arraycopy(neighbours[item], 0, indices, offsets[item], neighbours[item].length);
            System.arraycopy(similarities[item], 0, values, offsets[item], neighbours[item].length);
        }
        Map<String, Tensor> tensors = new HashMap<>();
        new SparseRows(neighbours.length, offsets, indices).store(ItemKnn.NEIGHBOURS, tensors);
        tensors.put(ItemKnn.SIMILARITIES, Tensor.of(values, values.length));
        return tensors;
    }
}
