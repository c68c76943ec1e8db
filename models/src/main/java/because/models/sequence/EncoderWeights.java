package because.models.sequence;

import because.models.text.EncoderChange;
import because.network.Network;
import because.network.Operation;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** An encoder's weights while it is trained: some whole, those of its last layers; adapters beside the other matrices; and the rest, which stays as it is. */
final class EncoderWeights implements AutoCloseable {
    private static final double CLIP = 1;

    /** Stands before the names of what is only needed for training. */
    static final String HEAD = "head.";

    private final Network network;
    private final int rank;
    private final Map<String, Tensor> frozen = new TreeMap<>();
    private final Map<String, float[]> trained = new TreeMap<>();
    private final Map<String, long[]> shapes = new TreeMap<>();
    private final Set<String> adapted = new HashSet<>();

    /**
     * @param network the encoder
     * @param layers how many of its last layers are trained whole
     * @param rank of the adapters; 0 for none
     * @param random draws what adapters begin with
     */
    EncoderWeights(Network network, int layers, int rank, Random random) {
        this.network = network;
        this.rank = rank;
        Set<String> whole = new HashSet<>();
        network.operations()
                .subList(firstOf(network, layers), network.operations().size())
                .forEach(operation -> whole.addAll(operation.weights()));
        network.weights().forEach((name, weight) -> {
            if (whole.contains(name)) {
                put(name, weight.floats().clone(), weight.shape());
            } else {
                frozen.put(name, Placement.of(weight.floats(), longs(weight.shape())));
            }
        });
        if (rank > 0) {
            adapters(random);
        }
    }

    /** A is random and B zero, so that the encoder begins as it was. */
    private void adapters(Random random) {
        for (Operation operation : network.operations()) {
            if (operation instanceof Operation.Linear linear && frozen.containsKey(linear.weight())) {
                int out = network.weight(linear.weight()).dimension(0);
                int in = network.weight(linear.weight()).dimension(1);
                float[] down = new float[rank * in];
                double spread = 1 / Math.sqrt(in);
                for (int i = 0; i < down.length; i++) {
                    down[i] = (float) (random.nextGaussian() * spread);
                }
                put(EncoderChange.DOWN + linear.weight(), down, rank, in);
                put(EncoderChange.UP + linear.weight(), new float[out * rank], out, rank);
                adapted.add(linear.weight());
            }
        }
    }

    /** Adds what is trained beside the encoder; its name begins with {@value #HEAD}. */
    void put(String name, float[] numbers, int... shape) {
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

    /**
     * @param network an encoder
     * @param last how many of its last layers
     * @return the place of the first operation of those layers; a layer begins with what makes the queries, keys or values of its attention
     */
    static int firstOf(Network network, int last) {
        int left = last;
        int first = network.operations().size();
        for (int i = network.operations().size() - 1; i >= 0 && left > 0; i--) {
            if (network.operations().get(i) instanceof Operation.Attention attention) {
                left--;
                for (int j = 0; j < i; j++) {
                    if (network.operations().get(j) instanceof Operation.Linear linear
                            && attention.inputs().contains(linear.output())) {
                        first = Math.min(first, j);
                    }
                }
            }
        }
        return first;
    }

    Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new TreeMap<>();
        trained.forEach((name, numbers) -> sizes.put(name, numbers.length));
        return sizes;
    }

    /** A weight that is not trained. */
    Tensor frozen(String name) {
        return get(frozen, name);
    }

    /** libtorch's leaves of what is trained, in the caller's {@code PointerScope}. */
    final class Leaves {
        private final Map<String, Tensor> leaves = new TreeMap<>();

        private Leaves(boolean learn) {
            trained.forEach((name, numbers) -> {
                Tensor leaf = Placement.of(numbers, shapes.getOrDefault(name, new long[0]));
                if (learn) {
                    leaf.set_requires_grad(true);
                    leaf.mutable_grad().put(torch.zeros_like(leaf));
                }
                leaves.put(name, leaf);
            });
        }

        Tensor leaf(String name) {
            return get(leaves, name);
        }

        /** All weights of the encoder as they are now. */
        Map<String, Tensor> encoder() {
            Map<String, Tensor> weights = new TreeMap<>(frozen);
            leaves.forEach((name, leaf) -> {
                if (network.weights().containsKey(name)) {
                    weights.put(name, leaf);
                }
            });
            adapted.forEach(name -> weights.put(
                    name,
                    get(frozen, name)
                            .add(get(leaves, EncoderChange.UP + name).matmul(get(leaves, EncoderChange.DOWN + name)))));
            return weights;
        }

        Map<String, float[]> slopes() {
            Map<String, float[]> slopes = new TreeMap<>();
            leaves.forEach((name, leaf) -> slopes.put(name, Placement.numbers(leaf.mutable_grad())));
            return slopes;
        }
    }

    /** @param learn whether slopes are wanted */
    Leaves leaves(boolean learn) {
        return new Leaves(learn);
    }

    /**
     * Moves what is trained against its slopes, which are scaled down to the length 1 where they are longer.
     *
     * @param slopes of all that is trained
     * @param update the rule
     * @param whole the learning rate of whole weights
     * @param adapters the learning rate of all else
     */
    void move(Map<String, float[]> slopes, WeightUpdate update, double whole, double adapters) {
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
            boolean own = network.weights().containsKey(name);
            update.move(name, trained.getOrDefault(name, slope), slope, 0, slope.length, own ? whole : adapters);
        });
    }

    /** AdamW as encoders are trained by. */
    static Descent descent(double rate) {
        return new Descent(Descent.Optimizer.ADAMW, rate, 0.01, 0, Descent.Decay.CONSTANT, CLIP, 0, 16, 1, 1);
    }

    /** What is trained, as it is now; a copy. */
    Map<String, because.network.Tensor> snapshot() {
        Map<String, because.network.Tensor> copy = new TreeMap<>();
        trained.forEach((name, numbers) -> copy.put(name, because.network.Tensor.of(numbers.clone(), numbers.length)));
        return copy;
    }

    /** Whether all that is trained can be computed with. */
    boolean finite() {
        for (float[] numbers : trained.values()) {
            for (float number : numbers) {
                if (!Float.isFinite(number)) {
                    return false;
                }
            }
        }
        return true;
    }

    void restore(Map<String, because.network.Tensor> snapshot) {
        snapshot.forEach((name, numbers) -> trained.put(name, numbers.floats().clone()));
    }

    /** What a snapshot changed of the encoder. */
    static EncoderChange change(Map<String, because.network.Tensor> snapshot) {
        Map<String, because.network.Tensor> own = new TreeMap<>(snapshot);
        own.keySet().removeIf(name -> name.startsWith(HEAD));
        return new EncoderChange(own);
    }

    static Tensor get(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalStateException("no tensor " + name);
        }
        return tensor;
    }

    @Override
    public void close() {
        frozen.values().forEach(Tensor::close);
    }
}
