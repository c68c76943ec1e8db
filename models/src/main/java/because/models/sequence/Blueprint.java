package because.models.sequence;

import because.network.Network;
import because.network.Operation;
import because.network.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Draws up the untrained network that some options ask for: pre-norm blocks of attention and feed-forward over item and position vectors. */
final class Blueprint {
    private static final double EPSILON = 1e-8;

    /** What a block adds begins small against what it is added to, so that training starts from the items themselves. */
    private static final double BRANCH = 0.2;

    private static final double POSITION = 0.05;

    private final TransformerOptions options;
    private final RandomGenerator random;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Tensor> weights = new TreeMap<>();

    private Blueprint(TransformerOptions options, RandomGenerator random) {
        this.options = options;
        this.random = random;
    }

    /**
     * @param options the network's form
     * @param items how many items it scores
     * @param random draws the first weights
     * @return the network
     */
    static Network draw(TransformerOptions options, int items, RandomGenerator random) {
        return new Blueprint(options, random).network(items);
    }

    private Network network(int items) {
        int d = options.dimension();
        normal("items", 1 / Math.sqrt(d), items, d);
        normal("start", 1 / Math.sqrt(d), d);
        normal("positions", POSITION, options.window() + 1, d);
        operations.add(new Operation.Embed("x", "items", "start", "positions", options.fromEnd()));
        String x = "x";
        for (int b = 0; b < options.blocks(); b++) {
            x = block("blocks." + b + ".", x);
        }
        String last = norm("last", x);
        Optional<String> bias = options.bias() ? Optional.of(constant("bias", 0, items)) : Optional.empty();
        operations.add(new Operation.Head("scores", last, "items", bias));
        return new Network(operations, weights);
    }

    private String block(String name, String x) {
        int d = options.dimension();
        String normed = norm(name + "attention.norm", x);
        String query = linear(name + "attention.query", normed, d, d, 1);
        String key = linear(name + "attention.key", normed, d, d, 1);
        String value = linear(name + "attention.value", normed, d, d, 1);
        String mixed = name + "attention.mixed";
        operations.add(new Operation.Attention(mixed, query, key, value, options.heads()));
        String out = linear(name + "attention.out", mixed, d, d, BRANCH);
        String attended = name + "attended";
        operations.add(new Operation.Add(attended, x, out));
        String wide = linear(name + "forward.in", norm(name + "forward.norm", attended), d, d * options.inner(), 1);
        String active = name + "forward.active";
        operations.add(new Operation.Activation(active, wide, Operation.Activation.Function.GELU));
        String narrow = linear(name + "forward.out", active, d * options.inner(), d, BRANCH);
        String block = name + "x";
        operations.add(new Operation.Add(block, attended, narrow));
        return block;
    }

    private String norm(String name, String input) {
        int d = options.dimension();
        operations.add(new Operation.Norm(
                name, input, constant(name + ".weight", 1, d), constant(name + ".bias", 0, d), EPSILON));
        return name;
    }

    private String linear(String name, String input, int in, int out, double scale) {
        String weight = normal(name + ".weight", scale / Math.sqrt(in), out, in);
        operations.add(new Operation.Linear(name, input, weight, Optional.of(constant(name + ".bias", 0, out))));
        return name;
    }

    private String normal(String name, double deviation, int... shape) {
        float[] values = new float[size(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        weights.put(name, Tensor.of(values, shape));
        return name;
    }

    private String constant(String name, float value, int... shape) {
        float[] values = new float[size(shape)];
        java.util.Arrays.fill(values, value);
        weights.put(name, Tensor.of(values, shape));
        return name;
    }

    private static int size(int[] shape) {
        int size = 1;
        for (int dimension : shape) {
            size = Math.multiplyExact(size, dimension);
        }
        return size;
    }
}
