package because.models.sequence;

import because.core.BadInput;
import because.models.Memory;
import because.models.sequence.Form.Block;
import because.models.sequence.Form.Positions;
import because.models.sequence.Learning.Loss;
import because.network.Features;
import because.network.Network;
import because.network.Tensor;
import java.util.Map;
import java.util.Optional;

/**
 * How much memory a training takes, estimated before it begins: of Java's, and outside of it for libtorch and for each worker. The estimate is meant to be too
 * large rather than too small: for two workers and five options over 20,000 items it is 1.1 to 1.4 times what the process was measured to take.
 *
 * @param heap bytes of Java's memory
 * @param libraries bytes outside of it, whatever the number of workers
 * @param worker bytes outside of it for each worker
 */
record Footprint(double heap, double libraries, double worker) {
    /** What libtorch and the machine's code take once they are loaded. */
    private static final double LOADED = 350e6;

    /** Allocators keep some of what was freed. */
    private static final double KEPT = 1.5;

    /** Copies of all weights in Java: the weights, their gradients, two moments, and snapshots of now, average and best before and after an epoch. */
    private static final int COPIES = 11;

    /** What an object takes with two arrays, before anything is in them. */
    private static final int OBJECT = 56;

    /**
     * @param network the network before its training
     * @param options of the training
     * @param windows what is read
     * @param known what is known of items; empty if only their numbers are read
     * @return the estimate
     */
    static Footprint of(Network network, TransformerOptions options, Windows windows, Optional<ItemFeatures> known) {
        double read = windows.bytes() + known.map(ItemFeatures::bytes).orElse(0.0);
        return of(network, options, windows.longest()).with(new Footprint(read, 0, 0));
    }

    /**
     * @param features of an item, a person or an event
     * @return how many bytes of Java's memory they take
     */
    static double bytes(Features features) {
        // The empty ones are all the same object.
        return features.isEmpty() ? 0 : OBJECT + (double) (Integer.BYTES + Float.BYTES) * features.size();
    }

    /**
     * What the network and its training take, without what is known of items, people and events.
     *
     * @param network the network before its training
     * @param options of the training
     * @param longest how many events the longest history has
     * @return the estimate
     */
    static Footprint of(Network network, TransformerOptions options, int longest) {
        Form form = options.form();
        Learning learning = options.learning();
        int batch = options.descent().batchTokens();
        int shards = TorchTraining.shards(options);
        int items = network.items();
        int leading = Math.max(0, network.window() - form.window());
        int length = leading + Math.min(form.window() + 1, longest + 1);
        double tokens = Math.max(batch, length);
        double compared = learning.loss() == Loss.SOFTMAX ? items : learning.negatives();
        double drawn = learning.shared() || learning.loss() == Loss.SOFTMAX ? compared : compared * tokens;
        double touched = Math.min(items, 2 * tokens + drawn);
        double all = 0;
        double step = 0;
        for (Map.Entry<String, Tensor> weight : network.weights().entrySet()) {
            int size = weight.getValue().size();
            boolean table = weight.getKey().equals(network.embed().items())
                    || network.heads().stream().anyMatch(head -> head.weights().contains(weight.getKey()));
            boolean fixed = form.positions() == Positions.NONE
                    && weight.getKey().equals(network.embed().positions());
            all += size;
            step += fixed ? 0 : table ? size / (double) items * touched : size;
        }
        // A shard's share of the batch, of whole windows, and a start token for each.
        double part = Math.ceil(tokens / shards) + length;
        double dimension = form.dimension();
        double matrices = form.block() == Block.HSTU || form.block() == Block.LIGR ? 24 : 16;
        double inside = form.block() == Block.LIGR ? 6 : 4;
        double block = part * dimension * (matrices + inside * form.inner())
                + (form.block() == Block.HSTU ? 8 : 3) * part * form.heads() * length;
        double own = learning.shared() || learning.loss() == Loss.SOFTMAX ? 1 : dimension;
        double scores = 6 * own * Math.max(compared, Math.min(part * compared, Criterion.CHUNK / own));
        double floats = 3 * step + form.blocks() * block + 6 * part * dimension + scores + 2 * compared * dimension;
        return new Footprint(Float.BYTES * (COPIES * all + (shards + 2) * step), LOADED, KEPT * Float.BYTES * floats);
    }

    /**
     * @param other what else takes memory at the same time
     * @return both together
     */
    Footprint with(Footprint other) {
        return new Footprint(heap + other.heap, libraries + other.libraries, worker + other.worker);
    }

    /**
     * @param workers how many threads there may be
     * @param limit how many bytes the whole process may take
     * @param options of the training, for the message
     * @return how many threads fit, 1 or more
     * @throws BadInput if not even one does
     */
    int workers(int workers, long limit, TransformerOptions options) {
        int fitting = (int) Math.clamp(Math.floor((Memory.outside(limit) - libraries) / worker), 1, workers);
        Memory.check(
                "a transformer of dimension " + options.form().dimension() + " with batchTokens "
                        + options.descent().batchTokens() + ", on "
                        + (fitting == 1 ? "one thread" : fitting + " threads"),
                heap,
                libraries + fitting * worker,
                limit,
                "use a smaller batchTokens, dimension, window or number of negatives");
        return fitting;
    }
}
