package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Event;
import because.network.FloatEngine;
import because.network.Network;
import because.network.Operation;
import because.network.Operation.Activation.Function;
import because.network.Tensor;
import because.network.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/** Small networks of two blocks of some kind, and what libtorch makes of them. */
final class Blocks {
    private static final int D = 16;
    private static final int ITEMS = 40;
    private static final int POSITIONS = 14;

    private final String kind;
    private final Random random;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Tensor> weights = new TreeMap<>();

    Blocks(String kind, Random random) {
        this.kind = kind;
        this.random = random;
    }

    Network network() {
        Optional<String> blank = kind.equals("cloze") ? Optional.of(weight("blank", 1, D)) : Optional.empty();
        operations.add(new Operation.Embed(
                "x",
                weight("items", 1, ITEMS, D),
                weight("start", 1, D),
                weight("positions", 0.5, POSITIONS, D),
                random.nextBoolean(),
                kind.startsWith("hstu") ? 0.5 : 1,
                blank));
        String x = "x";
        for (int block = 0; block < 2; block++) {
            x = kind.startsWith("hstu") ? hstu(x) : block(x);
        }
        if (kind.startsWith("text")) {
            Operation.Pool.Which which = kind.endsWith("mean") ? Operation.Pool.Which.MEAN : Operation.Pool.Which.FIRST;
            operations.add(new Operation.Pool("pooled", x, which));
        } else {
            operations.add(new Operation.Head("scores", norm(x), "items", Optional.empty()));
        }
        return new Network(operations, weights);
    }

    private String block(String x) {
        boolean post = kind.equals("post-norm") || kind.startsWith("text");
        boolean causal = !post && !kind.equals("cloze");
        String read = post ? x : norm(x);
        String mixed = next("attention");
        operations.add(new Operation.Attention(mixed, linear(read, D), linear(read, D), linear(read, D), 2, causal));
        String attended = add(x, gated(linear(mixed, D), read));
        attended = post ? norm(attended) : attended;
        String inner = post ? attended : norm(attended);
        String wide = kind.equals("swiglu")
                ? gate(activation(linear(inner, 2 * D), Function.SILU), linear(inner, 2 * D))
                : activation(linear(inner, 2 * D), random.nextBoolean() ? Function.GELU : Function.TANH);
        String out = add(attended, gated(linear(wide, D), inner));
        return post ? norm(out) : out;
    }

    /** LiGR lets a branch through by a gate that reads what the branch read. */
    private String gated(String branch, String read) {
        return kind.equals("ligr") ? gate(branch, activation(linear(read, D), Function.SIGMOID)) : branch;
    }

    private String hstu(String x) {
        String normed = norm(x);
        List<String> parts = IntStream.of(D, D, 2 * D, 2 * D)
                .mapToObj(width -> activation(linear(normed, width), Function.SILU))
                .toList();
        boolean shared = kind.endsWith("shared");
        String mixed = next("pointwise");
        operations.add(new Operation.PointwiseAttention(
                mixed,
                parts.get(0),
                parts.get(1),
                parts.get(2),
                2,
                POSITIONS,
                Optional.of(weight(mixed + ".places", 0.5, shared ? 1 : 2, POSITIONS)),
                kind.endsWith("places")
                        ? Optional.empty()
                        : Optional.of(weight(mixed + ".times", 0.5, shared ? 1 : 2, 60)),
                random.nextBoolean()));
        return add(x, linear(gate(norm(mixed), parts.get(3)), D, 2 * D));
    }

    private String norm(String x) {
        String name = next("norm");
        boolean plain = kind.equals("plain norm") || kind.startsWith("hstu");
        operations.add(new Operation.Norm(
                name,
                x,
                plain ? Optional.empty() : Optional.of(weight(name + ".w", 1, D)),
                plain || kind.equals("rms") ? Optional.empty() : Optional.of(weight(name + ".b", 0.3, D)),
                1e-6,
                !kind.equals("rms")));
        return name;
    }

    private String linear(String x, int out) {
        return linear(x, out, x.startsWith("activation") || x.startsWith("gate") ? 2 * D : D);
    }

    private String linear(String x, int out, int in) {
        String name = next("linear");
        operations.add(new Operation.Linear(
                name,
                x,
                weight(name + ".w", 0.7 / Math.sqrt(in), out, in),
                Optional.of(weight(name + ".b", 0.2, out))));
        return name;
    }

    private String activation(String x, Function function) {
        String name = next("activation");
        operations.add(new Operation.Activation(name, x, function));
        return name;
    }

    private String gate(String x, String gate) {
        String name = next("gate");
        operations.add(new Operation.Gate(name, x, gate));
        return name;
    }

    private String add(String x, String branch) {
        String name = next("add");
        operations.add(new Operation.Add(name, x, branch));
        return name;
    }

    private String next(String name) {
        return name + operations.size();
    }

    private String weight(String name, double deviation, int... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        weights.put(name, Tensor.of(values, shape));
        return name;
    }

    /** Sequences of all lengths that fit, with times, some of them not known; some with hidden events. */
    static List<Tokens> tokens(Network network, Random random, boolean hides) {
        List<Tokens> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int[] items = random.ints(i % (network.window() + 1), 0, network.items())
                    .map(item -> hides && random.nextInt(4) == 0 ? Tokens.HIDDEN : item)
                    .toArray();
            long[] times = random.longs(items.length, 0, 1L << 38)
                    .map(time -> random.nextInt(6) == 0 ? Event.NO_TIME : time)
                    .toArray();
            all.add(Tokens.of(items, times, random.nextBoolean() ? Event.NO_TIME : 1L << 38));
        }
        return all;
    }

    /** Between the engine's states and libtorch's, which reads the blank at the end as one more event. */
    static double largestDifference(Network network, List<Tokens> tokens) {
        FloatEngine engine = new FloatEngine(network);
        boolean cloze = network.embed().blank().isPresent();
        float[][] expected = torchStates(
                network, cloze ? tokens.stream().map(Blocks::withBlank).toList() : tokens);
        double largest = 0;
        for (int row = 0; row < expected.length; row++) {
            float[] state = engine.newRun().state(tokens.get(row));
            assertThat(state).hasSize(D);
            for (int j = 0; j < D; j++) {
                largest = Math.max(largest, Math.abs((double) state[j] - expected[row][j]));
            }
        }
        return largest;
    }

    private static Tokens withBlank(Tokens tokens) {
        int n = tokens.size();
        return Tokens.of(
                IntStream.rangeClosed(0, n)
                        .map(i -> i < n ? tokens.item(i) : Tokens.BLANK)
                        .toArray(),
                IntStream.rangeClosed(0, n)
                        .mapToLong(i -> i < n ? tokens.time(i) : tokens.now())
                        .toArray(),
                tokens.now());
    }

    private static float[][] torchStates(Network network, List<Tokens> tokens) {
        torch.set_num_threads(1);
        try (PointerScope _ = new PointerScope()) {
            Map<String, org.bytedeco.pytorch.Tensor> weights = new TreeMap<>();
            network.weights().forEach((name, weight) -> {
                long[] shape = Arrays.stream(weight.shape()).asLongStream().toArray();
                weights.put(name, org.bytedeco.pytorch.Tensor.create(weight.floats(), shape));
            });
            var rows = new TorchForward(network, weights, null).run(Batch.reading(tokens));
            float[][] states = new float[tokens.size()][D];
            for (int i = 0; i < states.length; i++) {
                int last = tokens.get(i).size();
                List<Integer> read = new ArrayList<>(List.of(last));
                if (network.operations().getLast() instanceof Operation.Pool pool) {
                    read = pool.which() == Operation.Pool.Which.FIRST ? List.of(0) : present(tokens.get(i));
                }
                for (int t : read) {
                    float[] row = new float[D];
                    new FloatPointer(rows.select(0, i).select(0, t).contiguous().data_ptr())
                            .capacity(D)
                            .get(row);
                    for (int j = 0; j < D; j++) {
                        states[i][j] += row[j] / read.size();
                    }
                }
            }
            return states;
        }
    }

    private static List<Integer> present(Tokens tokens) {
        return IntStream.rangeClosed(0, tokens.size())
                .filter(t -> t == 0 || tokens.item(t - 1) != Tokens.HIDDEN)
                .boxed()
                .toList();
    }
}
