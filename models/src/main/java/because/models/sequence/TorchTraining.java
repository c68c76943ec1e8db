package because.models.sequence;

import because.network.Network;
import because.network.Operation;
import because.network.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A network's weights in libtorch, and steps that improve them. A batch is cut into a fixed number of shards; each worker takes a shard at a time on a libtorch
 * of one thread, and the shards' gradients are added in the order of the shards. So the weights come out the same, to the bit, with any number of workers.
 */
final class TorchTraining implements AutoCloseable {
    /** Into how many parts a batch is cut, whatever the number of workers. */
    private static final int SHARDS = 4;

    private static final double CLIP = 5;

    private final Network network;
    private final TransformerOptions options;
    private final PointerScope scope;
    private final Map<String, org.bytedeco.pytorch.Tensor> weights = new TreeMap<>();
    private final List<Map<String, org.bytedeco.pytorch.Tensor>> shardWeights = new ArrayList<>();
    private final TensorVector parameters;
    private final AdamW optimizer;
    private final ExecutorService workers;

    /**
     * @param network the operations and the weights to begin with
     * @param options the training's options
     * @param workers how many threads
     */
    TorchTraining(Network network, TransformerOptions options, int workers) {
        this.network = network;
        this.options = options;
        torch.set_num_threads(1);
        openblas_nolapack.blas_set_num_threads(
                1); // its threads are shared by all callers, who would wait for each other
        this.scope = new PointerScope();
        this.parameters = new TensorVector();
        network.weights().forEach((name, weight) -> {
            var tensor = create(weight).set_requires_grad(true);
            tensor.mutable_grad().put(torch.zeros_like(tensor));
            weights.put(name, tensor);
            parameters.push_back(tensor);
        });
        for (int shard = 0; shard < SHARDS; shard++) {
            Map<String, org.bytedeco.pytorch.Tensor> own = new TreeMap<>();
            weights.forEach((name, weight) -> {
                // Shares the weight's memory, but has a gradient of its own.
                var leaf = weight.detach().set_requires_grad(true);
                leaf.mutable_grad().put(torch.zeros_like(leaf));
                own.put(name, leaf);
            });
            shardWeights.add(own);
        }
        AdamWOptions adam = new AdamWOptions(options.learningRate());
        adam.weight_decay().put(options.weightDecay());
        this.optimizer = new AdamW(parameters, adam);
        this.workers = Executors.newFixedThreadPool(
                Math.min(workers, SHARDS),
                Thread.ofPlatform().name("because-train-", 0).daemon().factory());
    }

    private static org.bytedeco.pytorch.Tensor create(Tensor weight) {
        long[] shape = new long[weight.rank()];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = weight.dimension(axis);
        }
        return org.bytedeco.pytorch.Tensor.create(weight.floats(), shape);
    }

    /**
     * One step of the optimizer.
     *
     * @param batch sequences of about the same length
     * @param negatives the items that the next ones are told from
     * @param seed of what is dropped
     * @return the sum of the losses of all predictions
     */
    double step(List<int[]> batch, long[] negatives, long seed) {
        int targets = batch.stream().mapToInt(s -> s.length).sum();
        List<Future<Double>> shards = new ArrayList<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            int number = shard;
            List<int[]> part = batch.subList(
                    (int) ((long) batch.size() * shard / SHARDS), (int) ((long) batch.size() * (shard + 1) / SHARDS));
            if (!part.isEmpty()) {
                shards.add(workers.submit(() -> shard(number, new Batch(part), negatives, seed, targets)));
            }
        }
        double loss = 0;
        for (Future<Double> shard : shards) {
            loss += result(shard);
        }
        try (PointerScope _ = new PointerScope()) {
            weights.forEach((name, weight) -> {
                var gradient = weight.mutable_grad();
                gradient.zero_();
                for (Map<String, org.bytedeco.pytorch.Tensor> own : shardWeights) {
                    var part = own.getOrDefault(name, weight).mutable_grad();
                    gradient.add_(part);
                    part.zero_();
                }
            });
            torch.clip_grad_norm_(parameters, CLIP);
            optimizer.step();
        }
        return loss;
    }

    private double shard(int shard, Batch batch, long[] negatives, long seed, int targets) {
        torch.set_num_threads(1); // libtorch keeps this number for each thread of its own
        try (PointerScope _ = new PointerScope()) {
            Generator random = torch.make_generator_cpu(seed * SHARDS + shard);
            TorchForward forward = new TorchForward(network, shardWeights.get(shard), options.dropout(), random);
            var loss = loss(forward.run(batch), batch, negatives, shardWeights.get(shard));
            loss.div(new Scalar((double) targets)).backward();
            return loss.item_double();
        }
    }

    /**
     * The sampled softmax (Bengio, Senécal 2008) over the next item and the shared negatives, each negative standing for as many items as were not drawn: the sum
     * over the predictions of −log(exp s⁺ / (exp s⁺ + (V − 1)/K · Σ exp s⁻)).
     */
    private org.bytedeco.pytorch.Tensor loss(
            org.bytedeco.pytorch.Tensor output,
            Batch batch,
            long[] negatives,
            Map<String, org.bytedeco.pytorch.Tensor> own) {
        Operation.Head head = network.head();
        var table = own.getOrDefault(head.items(), output);
        var states = output.reshape(-1, table.size(1)).index_select(0, batch.places());
        var next = batch.predicted();
        var drawn = org.bytedeco.pytorch.Tensor.create(negatives, negatives.length);
        var positive = states.mul(torch.embedding(table, next)).sum(1).unsqueeze(1);
        var negative = states.matmul(torch.embedding(table, drawn).t());
        if (head.bias().isPresent()) {
            var bias = own.getOrDefault(head.bias().get(), output);
            positive = positive.add(bias.index_select(0, next).unsqueeze(1));
            negative = negative.add(bias.index_select(0, drawn));
        }
        double standsFor = Math.log((network.items() - 1.0) / negatives.length);
        negative = negative.add(new Scalar(standsFor))
                .masked_fill(next.unsqueeze(1).eq(drawn.unsqueeze(0)), new Scalar(-1e9));
        var all = torch.cat(new TensorVector(positive, negative), 1);
        return torch.logsumexp(all, 1L).sub(positive.squeeze(1)).sum();
    }

    private static double result(Future<Double> shard) {
        try {
            return shard.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("training was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a training step failed: " + e.getMessage(), e);
        }
    }

    /** @return the network with a copy of the weights as they are now */
    Network snapshot() {
        Map<String, Tensor> copy = new TreeMap<>();
        try (PointerScope _ = new PointerScope()) {
            network.weights().forEach((name, before) -> {
                float[] values = new float[before.size()];
                new FloatPointer(weights.getOrDefault(name, parameters.front()).data_ptr())
                        .capacity(values.length)
                        .get(values);
                copy.put(name, Tensor.of(values, before.shape()));
            });
        }
        return new Network(network.operations(), copy);
    }

    /** @param file where the optimizer's state is kept */
    void saveOptimizer(Path file) {
        try (PointerScope _ = new PointerScope()) {
            OutputArchive archive = new OutputArchive();
            optimizer.save(archive);
            archive.save_to(file.toString());
        }
    }

    /** @param file what {@link #saveOptimizer} wrote */
    void loadOptimizer(Path file) {
        try (PointerScope _ = new PointerScope()) {
            InputArchive archive = new InputArchive();
            archive.load_from(file.toString());
            optimizer.load(archive);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        scope.close();
    }
}
