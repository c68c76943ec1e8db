package because.models.sequence;

import because.network.Network;
import because.network.Operation;
import because.network.Tokens;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Steps that improve what is trained of an encoder: whole weights of its last layers, and adapters beside its matrices. A batch is cut into shards of a fixed
 * size, whose gradients are added in the order of the shards, so that any number of workers gives the same bits.
 */
final class EncoderSteps implements AutoCloseable {
    private static final int TEXTS = 16;
    private static final int PAIRS = 32;
    private static final double CLIP = 1;
    private static final String DOWN = "down.";
    private static final String UP = "up.";
    private static final String TRANSFORM = "head.transform";
    private static final String SHIFT = "head.shift";
    private static final String BIAS = "head.bias";

    /** Two equal texts in a shard are no example of what is far. */
    private static final float NEVER = -1e9f;

    private final Network network;
    private final EncoderOptions options;
    private final Operation.Pool pool;
    private final Map<String, Tensor> frozen = new TreeMap<>();
    private final Map<String, float[]> trained = new TreeMap<>();
    private final Map<String, long[]> shapes = new TreeMap<>();
    private final Set<String> adapted = new HashSet<>();
    private final WeightUpdate update;
    private final ExecutorService workers;

    /**
     * @param network the encoder
     * @param frequencies how often each piece is in the texts
     */
    EncoderSteps(Network network, EncoderOptions options, int[] frequencies, int workers, long seed) {
        this.network = network;
        this.options = options;
        this.pool = (Operation.Pool) network.operations().getLast();
        openblas_nolapack.blas_set_num_threads(1);
        Set<String> whole = lastLayers();
        network.weights().forEach((name, weight) -> {
            if (whole.contains(name)) {
                put(name, weight.floats().clone(), weight.shape());
            } else {
                frozen.put(name, Tensor.create(weight.floats(), longs(weight.shape())));
            }
        });
        if (options.rank() > 0) {
            adapters(new Random(seed));
        }
        if (options.objective() == EncoderOptions.Objective.MASKED_WORDS) {
            head(frequencies);
        }
        Map<String, Integer> sizes = new TreeMap<>();
        trained.forEach((name, numbers) -> sizes.put(name, numbers.length));
        this.update = new WeightUpdate(
                new Descent(
                        Descent.Optimizer.ADAMW,
                        options.learningRate(),
                        0.01,
                        0,
                        Descent.Decay.CONSTANT,
                        CLIP,
                        0,
                        16,
                        1,
                        1),
                sizes);
        this.workers = Executors.newFixedThreadPool(
                workers,
                Thread.ofPlatform().name("because-train-encoder-", 0).daemon().factory());
    }

    private void put(String name, float[] numbers, int... shape) {
        trained.put(name, numbers);
        shapes.put(name, longs(shape));
    }

    private static long[] longs(int[] shape) {
        long[] longs = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            longs[i] = shape[i];
        }
        return longs;
    }

    /** A layer begins with what makes the queries, keys or values of its attention. */
    private Set<String> lastLayers() {
        List<Operation> operations = network.operations();
        Set<String> names = new HashSet<>();
        int left = options.layers();
        int first = operations.size();
        for (int i = operations.size() - 1; i >= 0 && left > 0; i--) {
            if (operations.get(i) instanceof Operation.Attention attention) {
                left--;
                for (int j = 0; j < i; j++) {
                    if (operations.get(j) instanceof Operation.Linear linear
                            && attention.inputs().contains(linear.output())) {
                        first = Math.min(first, j);
                    }
                }
            }
        }
        operations.subList(first, operations.size()).forEach(o -> names.addAll(o.weights()));
        return names;
    }

    /** A is random and B zero, so that the encoder begins as it was. */
    private void adapters(Random random) {
        for (Operation operation : network.operations()) {
            if (operation instanceof Operation.Linear linear && frozen.containsKey(linear.weight())) {
                int out = network.weight(linear.weight()).dimension(0);
                int in = network.weight(linear.weight()).dimension(1);
                float[] down = new float[options.rank() * in];
                double spread = 1 / Math.sqrt(in);
                for (int i = 0; i < down.length; i++) {
                    down[i] = (float) (random.nextGaussian() * spread);
                }
                put(DOWN + linear.weight(), down, options.rank(), in);
                put(UP + linear.weight(), new float[out * options.rank()], out, options.rank());
                adapted.add(linear.weight());
            }
        }
    }

    /** Encoders come without what told masked words: a matrix that begins as the identity, and each piece's frequency. */
    private void head(int[] frequencies) {
        int width = network.dimension();
        float[] transform = new float[width * width];
        for (int i = 0; i < width; i++) {
            transform[i * width + i] = 1;
        }
        float[] bias = new float[frequencies.length];
        double all = frequencies.length;
        for (int count : frequencies) {
            all += count;
        }
        for (int i = 0; i < bias.length; i++) {
            bias[i] = (float) Math.log((frequencies[i] + 1) / all);
        }
        put(TRANSFORM, transform, width, width);
        put(SHIFT, new float[width], width);
        put(BIAS, bias, bias.length);
    }

    /**
     * The mean loss of examples, without learning from them.
     *
     * @param examples one at least
     */
    double loss(List<EncoderExample> examples) {
        double sum = 0;
        int losses = 0;
        int size = shard();
        for (int from = 0; from < examples.size(); from += size * 8) {
            List<EncoderExample> some = examples.subList(from, Math.min(examples.size(), from + size * 8));
            sum += run(some, false, new TreeMap<>());
            losses += some.stream().mapToInt(EncoderExample::losses).sum();
        }
        return sum / losses;
    }

    /**
     * One step of the optimizer.
     *
     * @param examples of about the same length
     * @param warmth what the learning rates are multiplied by
     * @return the mean loss before it
     */
    double step(List<EncoderExample> examples, double warmth) {
        Map<String, float[]> slopes = new TreeMap<>();
        double loss = run(examples, true, slopes);
        double squares = 0;
        for (float[] slope : slopes.values()) {
            for (float number : slope) {
                squares += (double) number * number;
            }
        }
        float scale = (float) Math.min(1, CLIP / (Math.sqrt(squares) + 1e-6));
        update.begin();
        slopes.forEach((name, slope) -> {
            for (int i = 0; i < slope.length; i++) {
                slope[i] *= scale;
            }
            boolean adapter = name.startsWith(DOWN) || name.startsWith(UP) || name.startsWith("head.");
            double rate = warmth * (adapter ? options.adapterRate() : options.learningRate());
            update.move(name, trained.getOrDefault(name, slope), slope, 0, slope.length, rate);
        });
        return loss / examples.stream().mapToInt(EncoderExample::losses).sum();
    }

    private int shard() {
        return options.objective() == EncoderOptions.Objective.NEXT_ITEMS ? PAIRS : TEXTS;
    }

    /** The sum of the losses; the gradients of their mean are added to the slopes. */
    private double run(List<EncoderExample> examples, boolean learn, Map<String, float[]> slopes) {
        int losses = examples.stream().mapToInt(EncoderExample::losses).sum();
        List<Future<Shard>> shards = new ArrayList<>();
        for (int from = 0; from < examples.size(); from += shard()) {
            List<EncoderExample> part = examples.subList(from, Math.min(examples.size(), from + shard()));
            Shard shard = new Shard(part, learn, losses);
            shards.add(workers.submit(shard::run));
        }
        double sum = 0;
        for (Future<Shard> future : shards) {
            Shard shard = result(future);
            sum += shard.loss;
            shard.slopes.forEach((name, slope) -> slopes.merge(name, slope, EncoderSteps::add));
        }
        return sum;
    }

    private static float[] add(float[] sum, float[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
        return sum;
    }

    private static Shard result(Future<Shard> shard) {
        try {
            return shard.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("training was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a training step failed: " + e.getMessage(), e);
        }
    }

    /** A part of a batch, from its texts to the gradients. */
    private final class Shard {
        private final List<EncoderExample> examples;
        private final boolean learn;
        private final int losses;
        private final Map<String, float[]> slopes = new TreeMap<>();
        private final Map<String, Tensor> leaves = new TreeMap<>();
        private double loss;

        Shard(List<EncoderExample> examples, boolean learn, int losses) {
            this.examples = examples;
            this.learn = learn;
            this.losses = losses;
        }

        Shard run() {
            torch.set_num_threads(1);
            try (PointerScope _ = new PointerScope()) {
                trained.forEach((name, numbers) -> leaves.put(name, leaf(name, numbers)));
                Map<String, Tensor> weights = new TreeMap<>(frozen);
                leaves.forEach((name, leaf) -> {
                    if (network.weights().containsKey(name)) {
                        weights.put(name, leaf);
                    }
                });
                adapted.forEach(name -> weights.put(
                        name, get(frozen, name).add(get(leaves, UP + name).matmul(get(leaves, DOWN + name)))));
                List<Tokens> texts =
                        examples.stream().flatMap(e -> e.texts().stream()).toList();
                Tensor states = new TorchForward(network, weights, null).run(Batch.reading(texts));
                Tensor sum = options.objective() == EncoderOptions.Objective.NEXT_ITEMS
                        ? far(unit(pooled(states, texts)))
                        : told(states);
                loss = sum.item_double();
                if (learn) {
                    sum.div(new Scalar((double) losses)).backward();
                    leaves.forEach((name, leaf) -> {
                        float[] slope = new float[(int) leaf.numel()];
                        new FloatPointer(leaf.mutable_grad().data_ptr())
                                .capacity(slope.length)
                                .get(slope);
                        slopes.put(name, slope);
                    });
                }
                leaves.clear();
            }
            return this;
        }

        private Tensor leaf(String name, float[] numbers) {
            Tensor leaf = Tensor.create(numbers, shapes.getOrDefault(name, new long[0]));
            if (learn) {
                leaf.set_requires_grad(true);
                leaf.mutable_grad().put(torch.zeros_like(leaf));
            }
            return leaf;
        }

        private Tensor told(Tensor states) {
            int count = examples.stream().mapToInt(EncoderExample::losses).sum();
            long[] places = new long[count];
            long[] told = new long[count];
            int next = 0;
            for (int i = 0; i < examples.size(); i++) {
                for (int j = 0; j < examples.get(i).losses(); j++) {
                    places[next] = i * states.size(1) + examples.get(i).place(j);
                    told[next++] = examples.get(i).told(j);
                }
            }
            Tensor read = states.reshape(-1, states.size(2)).index_select(0, Tensor.create(places, count));
            Tensor head = read.matmul(get(leaves, TRANSFORM).t()).add(get(leaves, SHIFT));
            Tensor table = get(frozen, network.embed().items());
            Tensor scores = head.matmul(table.t()).add(get(leaves, BIAS));
            Tensor right = scores.gather(1, Tensor.create(told, count, 1)).squeeze(1);
            return scores.logsumexp(1).sub(right).sum();
        }

        private Tensor pooled(Tensor states, List<Tokens> texts) {
            int tokens = (int) states.size(1);
            float[] shares = new float[texts.size() * tokens];
            for (int i = 0; i < texts.size(); i++) {
                int count = texts.get(i).size() + 1;
                switch (pool.which()) {
                    case FIRST -> shares[i * tokens] = 1;
                    case LAST -> shares[i * tokens + count - 1] = 1;
                    case MEAN -> java.util.Arrays.fill(shares, i * tokens, i * tokens + count, 1f / count);
                }
            }
            return Tensor.create(shares, texts.size(), 1, tokens).matmul(states).squeeze(1);
        }

        private Tensor unit(Tensor vectors) {
            Tensor squares =
                    vectors.mul(vectors).sum(new long[] {1}, true, new org.bytedeco.pytorch.ScalarTypeOptional());
            return vectors.mul(torch.rsqrt(squares.add(new Scalar(1e-12))));
        }

        private Tensor far(Tensor vectors) {
            int pairs = examples.size();
            long[] first = new long[pairs];
            long[] second = new long[pairs];
            float[] never = new float[pairs * pairs];
            for (int i = 0; i < pairs; i++) {
                first[i] = 2L * i;
                second[i] = 2L * i + 1;
                for (int j = 0; j < pairs; j++) {
                    boolean same = examples.get(i).overlaps(examples.get(j));
                    never[i * pairs + j] = i != j && same ? NEVER : 0;
                }
            }
            Tensor a = vectors.index_select(0, Tensor.create(first, pairs));
            Tensor b = vectors.index_select(0, Tensor.create(second, pairs));
            Tensor scores =
                    a.matmul(b.t()).div(new Scalar(options.temperature())).add(Tensor.create(never, pairs, pairs));
            Tensor right = scores.diagonal();
            return scores.logsumexp(1)
                    .add(scores.logsumexp(0))
                    .div(new Scalar(2.0))
                    .sub(right)
                    .sum();
        }
    }

    private static Tensor get(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalStateException("no tensor " + name);
        }
        return tensor;
    }

    /** What is trained, as it is now; a copy. */
    Map<String, because.network.Tensor> snapshot() {
        Map<String, because.network.Tensor> copy = new TreeMap<>();
        trained.forEach((name, numbers) -> copy.put(name, because.network.Tensor.of(numbers.clone(), numbers.length)));
        return copy;
    }

    /** What the optimizer remembers. */
    Map<String, because.network.Tensor> memory() {
        return update.memory();
    }

    void restore(Map<String, because.network.Tensor> snapshot, Map<String, because.network.Tensor> memory) {
        snapshot.forEach((name, numbers) -> trained.put(name, numbers.floats().clone()));
        update.remember(memory);
    }

    /** The encoder with what was trained in its weights; of the same form as before. */
    Network merged(Map<String, because.network.Tensor> snapshot) {
        Map<String, because.network.Tensor> weights = new TreeMap<>(network.weights());
        snapshot.forEach((name, numbers) -> weights.computeIfPresent(
                name, (_, old) -> because.network.Tensor.of(numbers.floats().clone(), old.shape())));
        for (String name : adapted) {
            because.network.Tensor old = network.weight(name);
            float[] down = snapshot.getOrDefault(DOWN + name, old).floats();
            float[] up = snapshot.getOrDefault(UP + name, old).floats();
            int in = old.dimension(1);
            float[] sum = old.floats().clone();
            for (int i = 0; i < sum.length; i++) {
                double more = 0;
                for (int r = 0; r < options.rank(); r++) {
                    more += (double) up[i / in * options.rank() + r] * down[r * in + i % in];
                }
                sum[i] += (float) more;
            }
            weights.put(name, because.network.Tensor.of(sum, old.shape()));
        }
        return new Network(network.operations(), weights);
    }

    @Override
    public void close() {
        workers.shutdownNow();
        frozen.values().forEach(Tensor::close);
    }
}
