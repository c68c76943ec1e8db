package because.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Small networks of random form and random weights. */
final class RandomNetworks {
    private static final int[] HEADS = {1, 2, 4};

    private final Random random;
    private final int dimension;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Tensor> weights = new TreeMap<>();
    private final Map<String, Integer> widths = new HashMap<>();

    private RandomNetworks(Random random) {
        this.random = random;
        this.dimension = 4 * (1 + random.nextInt(4));
    }

    /** Blocks of attention and feed-forward, as a Transformer has them. */
    static Network transformer(long seed) {
        RandomNetworks drawn = new RandomNetworks(new Random(seed));
        String x = drawn.embed();
        int blocks = 1 + drawn.random.nextInt(3);
        for (int block = 0; block < blocks; block++) {
            String normed = drawn.norm(x);
            String query = drawn.linear(normed, drawn.dimension);
            String key = drawn.linear(normed, drawn.dimension);
            String mixed = drawn.attention(query, key, drawn.linear(normed, drawn.dimension));
            String attended = drawn.add(x, drawn.linear(mixed, drawn.dimension));
            String inner = drawn.activation(drawn.linear(drawn.norm(attended), 2 * drawn.dimension));
            x = drawn.add(attended, drawn.linear(inner, drawn.dimension));
        }
        return drawn.network(drawn.norm(x));
    }

    /** Operations in any order that the widths allow: what is read may have been written long before, and some of it is never read. */
    static Network anything(long seed) {
        RandomNetworks drawn = new RandomNetworks(new Random(seed));
        List<String> matrices = new ArrayList<>(List.of(drawn.embed()));
        int count = 1 + drawn.random.nextInt(12);
        for (int i = 0; i < count; i++) {
            matrices.add(
                    switch (drawn.random.nextInt(5)) {
                        case 0 -> drawn.norm(drawn.any(matrices));
                        case 1 -> drawn.linear(drawn.activation(drawn.linear(drawn.any(matrices), 5)), drawn.dimension);
                        case 2 -> drawn.activation(drawn.any(matrices));
                        case 3 -> drawn.add(drawn.any(matrices), drawn.any(matrices));
                        default -> drawn.attention(drawn.any(matrices), drawn.any(matrices), drawn.any(matrices));
                    });
        }
        return drawn.network(matrices.getLast());
    }

    private String any(List<String> matrices) {
        return matrices.get(random.nextInt(matrices.size()));
    }

    private String embed() {
        int items = 1 + random.nextInt(30);
        int positions = 2 + random.nextInt(12);
        operations.add(new Operation.Embed(
                "x",
                weight("items", 1, items, dimension),
                weight("start", 1, dimension),
                weight("positions", 0.5, positions, dimension),
                random.nextBoolean()));
        return "x";
    }

    private String norm(String input) {
        String name = next("norm");
        operations.add(new Operation.Norm(
                name,
                input,
                weight(name + ".weight", 1, dimension),
                weight(name + ".bias", 0.3, dimension),
                random.nextBoolean() ? 1e-8 : 1e-2));
        return name;
    }

    private String linear(String input, int out) {
        String name = next("linear");
        int in = widths.getOrDefault(input, dimension);
        widths.put(name, out);
        Optional<String> bias =
                random.nextInt(4) > 0 ? Optional.of(weight(name + ".bias", 0.3, out)) : Optional.empty();
        operations.add(new Operation.Linear(name, input, weight(name + ".weight", 0.7 / Math.sqrt(in), out, in), bias));
        return name;
    }

    private String activation(String input) {
        String name = next("activation");
        widths.put(name, widths.getOrDefault(input, dimension));
        Operation.Activation.Function[] functions = Operation.Activation.Function.values();
        operations.add(new Operation.Activation(name, input, functions[random.nextInt(functions.length)]));
        return name;
    }

    private String attention(String query, String key, String value) {
        String name = next("attention");
        operations.add(new Operation.Attention(name, query, key, value, HEADS[random.nextInt(HEADS.length)]));
        return name;
    }

    private String add(String input, String branch) {
        String name = next("add");
        operations.add(new Operation.Add(name, input, branch));
        return name;
    }

    private Network network(String last) {
        boolean tied = random.nextBoolean();
        int items = weights.get("items").dimension(0);
        String table = tied ? "items" : weight("head", 1, items, dimension);
        Optional<String> bias = random.nextBoolean() ? Optional.of(weight("bias", 0.5, items)) : Optional.empty();
        operations.add(new Operation.Head("scores", last, table, bias));
        return new Network(operations, weights);
    }

    private String next(String name) {
        return name + operations.size();
    }

    private String weight(String name, double deviation, int... shape) {
        int size = 1;
        for (int length : shape) {
            size *= length;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        weights.put(name, Tensor.of(values, shape));
        return name;
    }

    /** Sequences for a network: the empty one, short ones and ones that are longer than its window, some with hidden events. */
    static List<int[]> sequences(Network network, long seed) {
        Random random = new Random(seed);
        List<int[]> sequences = new ArrayList<>(List.of(new int[0]));
        for (int length : new int[] {1, 2, 3, network.positions() - 1, network.positions(), 2 * network.positions()}) {
            boolean hides = random.nextBoolean();
            sequences.add(random.ints(length, 0, network.items())
                    .map(item -> hides && random.nextInt(3) == 0 ? FloatEngine.HIDDEN : item)
                    .toArray());
        }
        sequences.add(new int[] {FloatEngine.HIDDEN});
        sequences.add(new int[] {FloatEngine.HIDDEN, FloatEngine.HIDDEN, 0});
        return sequences;
    }
}
