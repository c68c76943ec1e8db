package because.network;

import because.core.Event;
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

    private static final int FEATURES = 7;

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
                    switch (drawn.random.nextInt(7)) {
                        case 0 -> drawn.norm(drawn.any(matrices));
                        case 1 -> drawn.linear(drawn.activation(drawn.linear(drawn.any(matrices), 5)), drawn.dimension);
                        case 2 -> drawn.activation(drawn.any(matrices));
                        case 3 -> drawn.add(drawn.any(matrices), drawn.any(matrices));
                        case 4 -> drawn.gate(drawn.any(matrices), drawn.activation(drawn.any(matrices)));
                        case 5 -> drawn.pointwise(drawn.any(matrices), drawn.any(matrices), drawn.any(matrices));
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
                random.nextBoolean(),
                random.nextBoolean() ? 1 : 0.3,
                random.nextInt(3) == 0 ? Optional.of(weight("blank", 1, dimension)) : Optional.empty(),
                items % 2 == 0
                        ? Optional.of(weight(new Random(items), "features", 0.2, FEATURES, dimension))
                        : Optional.empty()));
        return "x";
    }

    private String norm(String input) {
        String name = next("norm");
        boolean plain = random.nextInt(4) == 0;
        operations.add(new Operation.Norm(
                name,
                input,
                plain ? Optional.empty() : Optional.of(weight(name + ".weight", 1, dimension)),
                plain ? Optional.empty() : Optional.of(weight(name + ".bias", 0.3, dimension)),
                random.nextBoolean() ? 1e-8 : 1e-2,
                random.nextInt(4) > 0));
        return name;
    }

    private String gate(String input, String factor) {
        String name = next("gate");
        operations.add(new Operation.Gate(name, input, factor));
        return name;
    }

    private String pointwise(String query, String key, String value) {
        String name = next("pointwise");
        int heads = HEADS[random.nextInt(HEADS.length)];
        int positions = weights.get("positions").dimension(0);
        operations.add(new Operation.PointwiseAttention(
                name,
                query,
                key,
                value,
                heads,
                1 + random.nextInt(9),
                random.nextBoolean()
                        ? Optional.of(weight(name + ".p", 0.5, random.nextBoolean() ? 1 : heads, positions))
                        : Optional.empty(),
                random.nextBoolean()
                        ? Optional.of(weight(name + ".t", 0.5, random.nextBoolean() ? 1 : heads, 30))
                        : Optional.empty(),
                random.nextBoolean()));
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
        operations.add(new Operation.Attention(
                name, query, key, value, HEADS[random.nextInt(HEADS.length)], random.nextBoolean()));
        return name;
    }

    private String add(String input, String branch) {
        String name = next("add");
        operations.add(new Operation.Add(name, input, branch));
        return name;
    }

    private Network network(String last) {
        if (random.nextInt(8) == 0) {
            Operation.Pool.Which[] which = Operation.Pool.Which.values();
            operations.add(new Operation.Pool("pooled", last, which[random.nextInt(which.length)]));
            return new Network(operations, weights);
        }
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
        return weight(random, name, deviation, shape);
    }

    private String weight(Random random, String name, double deviation, int... shape) {
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

    /** Some tokens, the start token among them, with features; some of their items known by features alone. */
    private static Tokens described(Tokens tokens, Random random) {
        List<Features> features = new ArrayList<>();
        for (int t = 0; t <= tokens.size(); t++) {
            Features.Collector collector = new Features.Collector();
            for (int feature = 0; feature < FEATURES; feature++) {
                if (random.nextInt(3) == 0 && (t == 0 || tokens.item(t - 1) != Tokens.HIDDEN)) {
                    collector.add(feature, random.nextGaussian());
                }
            }
            features.add(collector.done());
        }
        int[] items = new int[tokens.size()];
        long[] times = new long[items.length];
        for (int i = 0; i < items.length; i++) {
            items[i] = tokens.item(i) >= 0 && random.nextInt(5) == 0 ? Tokens.DESCRIBED : tokens.item(i);
            times[i] = tokens.time(i);
        }
        return Tokens.of(items, times, tokens.now()).with(features);
    }

    /** Sequences for a network: the empty one, short ones and ones that are longer than its window, some with hidden events, some with times. */
    static List<Tokens> sequences(Network network, long seed) {
        Random random = new Random(seed);
        List<Tokens> sequences = new ArrayList<>(List.of(Tokens.of()));
        for (int length : new int[] {1, 2, 3, network.positions() - 1, network.positions(), 2 * network.positions()}) {
            boolean hides = random.nextBoolean();
            int[] items = random.ints(length, 0, network.items())
                    .map(item -> hides && random.nextInt(3) == 0 ? FloatEngine.HIDDEN : item)
                    .toArray();
            long[] times = random.longs(length, 0, 1L << random.nextInt(20, 40))
                    .map(time -> random.nextInt(8) == 0 ? Event.NO_TIME : time)
                    .toArray();
            Tokens tokens = random.nextInt(3) == 0
                    ? Tokens.of(items)
                    : Tokens.of(items, times, random.nextBoolean() ? Event.NO_TIME : random.nextInt());
            sequences.add(network.embed().features().isEmpty() ? tokens : described(tokens, new Random(length)));
        }
        sequences.add(Tokens.of(FloatEngine.HIDDEN));
        sequences.add(Tokens.of(FloatEngine.HIDDEN, FloatEngine.HIDDEN, 0));
        return sequences;
    }
}
