package because.models.sequence;

import because.core.Task;
import because.models.sequence.Form.Positions;
import because.network.Network;
import because.network.Operation;
import because.network.Tensor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/**
 * A network's weights, and steps that improve them. A batch is cut into a fixed number of shards; each worker takes a shard at a time to a libtorch of one
 * thread, and the shards' gradients are added in the order of the shards. So the weights come out the same, to the bit, with any number of workers.
 *
 * <p>The weights are Java arrays. Of what has a row for each item, libtorch gets and gives back those rows alone that the batch has to do with.
 */
final class TorchTraining {
    /** About how many tokens are in a shard; there are {@link #MOST} shards at the most, whatever the number of workers. */
    private static final int SHARD = 512;

    private static final int MOST = 16;

    /** The optimizer moves so many numbers at a time. */
    private static final int PART = 1 << 16;

    private final Network network;
    private final TransformerOptions options;
    private final int shards;
    private final Map<String, float[]> weights = new TreeMap<>();
    private final Map<String, float[]> gradients = new TreeMap<>();
    private final Set<String> tables = new TreeSet<>();
    private final Set<String> fixed;
    private final Touched touched;
    private final Optional<ItemFeatures> known;
    private final Optional<TextTower> tower;
    private final List<LabelledHead> labelled;
    private final double nextItem;
    private final Criterion criterion;
    private final WeightUpdate update;
    private final TorchWorkers workers;

    /**
     * @param network the operations and the weights to begin with
     * @param options the training's options
     * @param known what is known of items besides their numbers; empty if nothing is to be read
     * @param tower the encoder of items' texts, if it is trained, too
     * @param labelled what is to be told of events besides their items
     * @param workers do the work; closed by the caller
     */
    TorchTraining(
            Network network,
            TransformerOptions options,
            Optional<ItemFeatures> known,
            Optional<TextTower> tower,
            List<LabelledHead> labelled,
            TorchWorkers workers) {
        this.network = network;
        this.known = known;
        this.tower = tower;
        this.labelled = labelled;
        this.nextItem = options.adapters().weight(Task.Kind.NEXT_ITEM);
        this.options = options;
        this.shards = workers.place().shards(shards(options));
        this.fixed = options.form().positions() == Positions.NONE
                ? Set.of(network.embed().positions())
                : Set.of();
        tables.add(network.embed().items());
        network.heads().forEach(head -> tables.addAll(head.weights()));
        Map<String, Integer> sizes = new TreeMap<>();
        network.weights().forEach((name, weight) -> {
            weights.put(name, weight.floats().clone());
            if (!fixed.contains(name)) {
                gradients.put(name, new float[weight.size()]);
                sizes.put(name, weight.size());
            }
        });
        this.touched = new Touched(network.items());
        this.criterion = new Criterion(options.learning(), network.items());
        this.update = new WeightUpdate(options.descent(), sizes);
        this.workers = workers;
    }

    /** @return into how many shards a batch is cut */
    static int shards(TransformerOptions options) {
        return Math.clamp(options.descent().batchTokens() / SHARD, 1, MOST);
    }

    /** @return how many steps were made */
    long steps() {
        return update.steps();
    }

    /**
     * One step of the optimizer.
     *
     * @param batch examples of about the same length
     * @param draw what the items that are to be told are compared with
     * @param rate the learning rate
     * @param seed of what is dropped
     * @return the sum of the losses of all predictions; where labels are told, as many times the weighted sum of the tasks' mean losses as there are predictions
     */
    double step(List<Example> batch, Draw draw, double rate, long seed) {
        return step(batch, draw, List.of(), rate, seed);
    }

    /**
     * One step of the optimizer, which also lowers the mean of some prices, times {@link Learning#fidelity()}.
     *
     * @param batch examples of about the same length
     * @param draw what the items that are to be told are compared with
     * @param prices what scores cost
     * @param rate the learning rate
     * @param seed of what is dropped
     * @return the same, and the mean price as many times as there are predictions
     */
    double step(List<Example> batch, Draw draw, List<Priced> prices, double rate, long seed) {
        List<Example> all = new ArrayList<>(batch);
        prices.forEach(price -> all.addAll(price.examples()));
        touched.take(all, draw);
        Map<String, float[]> values = new TreeMap<>(weights);
        tables.forEach(name -> values.put(name, touched.gather(weights.getOrDefault(name, new float[0]))));
        BitSet without = known.map(items -> items.without(touched, seed)).orElseGet(BitSet::new);
        known.ifPresent(items -> {
            tower.ifPresent(texts -> texts.renew(touched.items(), items));
            for (String table : ItemFeatures.tables(network)) {
                items.complete(get(values, table), touched, without, get(weights, features()));
            }
        });
        int targets = batch.stream().mapToInt(Example::targets).sum();
        double[] factors = labelled.stream()
                .mapToDouble(head -> head.weight() / Math.max(1, head.labelled(batch)))
                .toArray();
        List<Future<Shard>> parts = new ArrayList<>();
        int before = 0;
        for (int number = 0; number < shards; number++) {
            List<Example> part = batch.subList(
                    (int) ((long) batch.size() * number / shards), (int) ((long) batch.size() * (number + 1) / shards));
            if (!part.isEmpty()) {
                Shard shard = new Told(part, draw, before, targets, factors, values, seed * MOST + number);
                parts.add(workers.submit(shard::run));
                before += part.stream().mapToInt(Example::targets).sum();
            }
        }
        for (Priced price : prices) {
            parts.add(workers.submit(new Costing(price, 1.0 / prices.size(), targets, values)::run));
        }
        double loss = 0;
        Map<String, float[]> sums = new TreeMap<>();
        for (Future<Shard> part : parts) {
            Shard shard = TorchWorkers.result(part);
            loss += shard.loss;
            shard.slopes.forEach((name, slope) -> sums.merge(name, slope, TorchWorkers::add));
        }
        known.ifPresent(items -> {
            for (String table : ItemFeatures.tables(network)) {
                tower.ifPresent(texts -> texts.slopes(items, get(sums, table), touched, get(weights, features())));
                items.back(get(sums, table), touched, without, get(sums, features()));
            }
        });
        move(sums, rate);
        tower.ifPresent(texts -> texts.batch(rate / options.descent().learningRate()));
        return loss;
    }

    private String features() {
        return network.embed().features().orElseThrow();
    }

    private static <T> T get(Map<String, T> numbers, String name) {
        return Objects.requireNonNull(numbers.get(name)); // a network has all weights that it names
    }

    private void move(Map<String, float[]> sums, double rate) {
        float scale = (float) Math.min(1, options.descent().clip() / (norm(sums) + 1e-6));
        update.begin();
        List<Future<Boolean>> moved = new ArrayList<>();
        gradients.forEach((name, dense) -> {
            float[] sum = sums.getOrDefault(name, dense);
            for (int i = 0; i < sum.length; i++) {
                sum[i] *= scale;
            }
            boolean table = tables.contains(name);
            if (table) {
                touched.scatter(sum, dense);
            }
            float[] gradient = table ? dense : sum;
            float[] weight = weights.getOrDefault(name, dense);
            for (int from = 0; from < weight.length; from += PART) {
                int first = from;
                int end = Math.min(weight.length, from + PART);
                moved.add(workers.submit(() -> {
                    update.move(name, weight, gradient, first, end, rate);
                    return true;
                }));
            }
        });
        moved.forEach(TorchWorkers::result);
        gradients.forEach((name, dense) -> {
            if (tables.contains(name)) {
                touched.clear(dense);
            }
        });
    }

    private static double norm(Map<String, float[]> sums) {
        double squares = 0;
        for (float[] sum : sums.values()) {
            for (float slope : sum) {
                squares += (double) slope * slope;
            }
        }
        return Math.sqrt(squares);
    }

    /** A part of a step, from what it reads to the gradients of the weights. */
    private abstract class Shard {
        private final Map<String, float[]> values;
        private final Map<String, float[]> slopes = new TreeMap<>();
        private double loss;

        Shard(Map<String, float[]> values) {
            this.values = values;
        }

        /** Adds the gradients to those of the leaves, and gives the loss. */
        abstract double backward(Map<String, org.bytedeco.pytorch.Tensor> leaves);

        /** What a head reads at the tokens that the batch tells. */
        Map<String, org.bytedeco.pytorch.Tensor> ends(Batch batch, TorchForward forward) {
            var places = batch.places();
            var ends = forward.ends(batch);
            ends.replaceAll((_, end) -> end.reshape(-1, network.dimension()).index_select(0, places));
            return ends;
        }

        Shard run() {
            try (PointerScope _ = new PointerScope()) {
                Map<String, org.bytedeco.pytorch.Tensor> leaves = new TreeMap<>();
                values.forEach((name, numbers) -> leaves.put(name, leaf(name, numbers)));
                loss = backward(leaves);
                leaves.forEach((name, leaf) -> {
                    if (leaf.requires_grad()) {
                        slopes.put(name, Placement.numbers(leaf.mutable_grad()));
                    }
                });
            }
            return this;
        }

        private org.bytedeco.pytorch.Tensor leaf(String name, float[] numbers) {
            int[] shape = network.weight(name).shape();
            long[] own = new long[shape.length];
            for (int axis = 0; axis < own.length; axis++) {
                own[axis] = axis == 0 && tables.contains(name) ? touched.size() : shape[axis];
            }
            var leaf = Placement.of(numbers, own);
            if (!fixed.contains(name)) {
                leaf.set_requires_grad(true);
                leaf.mutable_grad().put(torch.zeros_like(leaf));
            }
            return leaf;
        }

        Criterion.Head head(
                String name, Map<String, org.bytedeco.pytorch.Tensor> leaves, org.bytedeco.pytorch.Tensor otherwise) {
            Operation.Head head = network.head(name);
            return new Criterion.Head(
                    leaves.getOrDefault(head.items(), otherwise),
                    head.bias().map(leaves::get).orElse(null));
        }
    }

    /** What some scores cost. They are those of the model as it is used: nothing is dropped. */
    private final class Costing extends Shard {
        private final Priced price;
        private final double share;
        private final int targets;

        Costing(Priced price, double share, int targets, Map<String, float[]> values) {
            super(values);
            this.price = price;
            this.share = share * options.learning().fidelity();
            this.targets = targets;
        }

        @Override
        double backward(Map<String, org.bytedeco.pytorch.Tensor> leaves) {
            Batch batch = new Batch(price.examples(), touched::place);
            String name = network.head().output();
            var states = get(ends(batch, new TorchForward(network, leaves, null)), name);
            return targets * price.backward(states, batch.predicted(), head(name, leaves, states), share);
        }
    }

    /** A part of a batch of what is to be told. */
    private final class Told extends Shard {
        private final List<Example> examples;
        private final Draw draw;
        private final int before;
        private final int targets;
        private final double[] factors;
        private final long seed;

        Told(
                List<Example> examples,
                Draw draw,
                int before,
                int targets,
                double[] factors,
                Map<String, float[]> values,
                long seed) {
            super(values);
            this.examples = examples;
            this.draw = draw;
            this.before = before;
            this.targets = targets;
            this.factors = factors;
            this.seed = seed;
        }

        @Override
        double backward(Map<String, org.bytedeco.pytorch.Tensor> leaves) {
            Batch batch = new Batch(examples, touched::place);
            var ends = ends(
                    batch,
                    new TorchForward(
                            network, leaves, new Dropout(options.learning().dropout(), seed)));
            return labelled.isEmpty()
                    ? nextItem(get(ends, network.head().output()), batch, leaves, 1.0 / targets)
                    : together(ends, batch, leaves);
        }

        /** Each head's slopes are found by themselves; then one pass takes them all back through the trunk. */
        private double together(
                Map<String, org.bytedeco.pytorch.Tensor> ends,
                Batch batch,
                Map<String, org.bytedeco.pytorch.Tensor> leaves) {
            Map<String, org.bytedeco.pytorch.Tensor> states = new TreeMap<>();
            ends.forEach((name, end) -> {
                var state = end.detach();
                state.set_requires_grad(true);
                state.mutable_grad().put(torch.zeros_like(state));
                states.put(name, state);
            });
            double sum = 0;
            if (nextItem > 0) {
                var state = get(states, LabelledHead.name(Task.Kind.NEXT_ITEM));
                sum += nextItem * nextItem(state, batch, leaves, nextItem / targets);
            }
            var told = batch.predicted();
            for (int i = 0; i < factors.length; i++) {
                LabelledHead head = labelled.get(i);
                var state = get(states, head.name());
                sum += factors[i]
                        * targets
                        * head.backward(examples, state, told, head(head.name(), leaves, state), factors[i]);
            }
            var slopes = states.entrySet().stream()
                    .map(state -> get(ends, state.getKey())
                            .mul(state.getValue().mutable_grad())
                            .sum())
                    .reduce(org.bytedeco.pytorch.Tensor::add);
            slopes.ifPresent(org.bytedeco.pytorch.Tensor::backward);
            return sum;
        }

        private double nextItem(
                org.bytedeco.pytorch.Tensor states,
                Batch batch,
                Map<String, org.bytedeco.pytorch.Tensor> leaves,
                double scale) {
            int compared = draw.shared() ? draw.size() : options.learning().negatives();
            int from = draw.shared() ? 0 : before * compared;
            int count = draw.shared() ? compared : batch.targets() * compared;
            long[] rows = new long[count];
            float[] corrections = new float[count];
            for (int i = 0; i < count; i++) {
                rows[i] = touched.place(draw.item(from + i));
                corrections[i] = draw.correction(from + i);
            }
            long[] shape = draw.shared() ? new long[] {count} : new long[] {batch.targets(), compared};
            return criterion.backward(
                    states,
                    batch.predicted(),
                    Placement.of(rows, shape),
                    Placement.of(corrections, shape),
                    draw.all(),
                    head(LabelledHead.name(Task.Kind.NEXT_ITEM), leaves, states),
                    scale);
        }
    }

    /** @return the network with a copy of the weights as they are now */
    Network snapshot() {
        Map<String, Tensor> copy = new TreeMap<>();
        weights.forEach((name, numbers) ->
                copy.put(name, Tensor.of(numbers.clone(), network.weight(name).shape())));
        return new Network(network.operations(), copy);
    }

    /** @return what the optimizer remembers of the steps so far */
    Map<String, Tensor> memory() {
        return update.memory();
    }

    /** @param memory what {@link #memory} gave */
    void remember(Map<String, Tensor> memory) {
        update.remember(memory);
    }
}
