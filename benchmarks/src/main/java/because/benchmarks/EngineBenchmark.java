package because.benchmarks;

import because.network.FloatEngine;
import because.network.Network;
import because.network.Operation;
import because.network.Tensor;
import because.network.Tokens;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/**
 * What one pass of a Transformer (2 blocks, 64 numbers, 50 events) costs in the engine, on one thread, against libtorch running nothing but the same matrix
 * products of the first block's linear layers. Prints microseconds: median, minimum and maximum of several rounds.
 */
public final class EngineBenchmark {
    private static final int DIMENSION = 64;
    private static final int BLOCKS = 2;
    private static final int EVENTS = 50;
    private static final int ITEMS = 9066;
    private static final int ROUNDS = 9;
    private static final int PASSES = 2000;

    private EngineBenchmark() {}

    /** @param args none */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (int inner : new int[] {1, 4}) {
            FloatEngine engine = new FloatEngine(network(inner, ITEMS));
            coalitions(out, engine, "inner " + inner, false);
            coalitions(out, engine, "inner " + inner, true);
        }
        for (int items : new int[] {1_000, 10_000, 100_000, 1_000_000}) {
            coalitions(out, new FloatEngine(network(1, items)), items + " items", false);
        }
        FloatEngine engine = new FloatEngine(network(1, ITEMS));
        FloatEngine.Run run = engine.newRun();
        int[] sequence = new SplittableRandom(1).ints(EVENTS, 0, ITEMS).toArray();
        report(out, "engine, one pass up to the head", () -> run.state(sequence));
        float[] state = run.state(sequence);
        report(out, "engine, scores of all " + ITEMS + " items", () -> engine.scores(state));
        torch.set_num_threads(1);
        openblas_nolapack.blas_set_num_threads(1);
        try (PointerScope _ = new PointerScope()) {
            var x = torch.rand(EVENTS + 1L, DIMENSION);
            var w = torch.rand(DIMENSION, DIMENSION);
            report(out, "libtorch, the six products of one block alone", () -> products(x, w));
        }
    }

    /** Random subsets of one person's events, removed or hidden, on one thread; an explanation runs on all of them. */
    private static void coalitions(PrintStream out, FloatEngine engine, String what, boolean masked) {
        SplittableRandom random = new SplittableRandom(2);
        int items = engine.network().items();
        Tokens all = Tokens.of(random.ints(EVENTS, 0, items).toArray());
        List<Tokens> sequences = new ArrayList<>();
        for (int i = 0; i < PASSES; i++) {
            BitSet absent = BitSet.valueOf(new long[] {random.nextLong()});
            sequences.add(masked ? all.hiding(absent) : all.without(absent));
        }
        FloatEngine.Run run = engine.newRun();
        double[] micros = new double[ROUNDS];
        for (int round = -3; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int from = 0; from < PASSES; from += 250) {
                for (float[] state : run.states(sequences.subList(from, from + 250))) {
                    engine.score(state, items / 2);
                }
            }
            if (round >= 0) {
                micros[round] = (System.nanoTime() - start) / 1e3 / PASSES;
            }
        }
        print(out, "engine, one of 250 coalitions, " + what + (masked ? ", masked" : ", removed"), micros, PASSES);
    }

    private static void products(org.bytedeco.pytorch.Tensor x, org.bytedeco.pytorch.Tensor w) {
        try (PointerScope _ = new PointerScope()) {
            for (int i = 0; i < 6; i++) {
                torch.linear(x, w);
            }
        }
    }

    private static void report(PrintStream out, String what, Runnable pass) {
        double[] micros = new double[ROUNDS];
        for (int round = -2; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < PASSES; i++) {
                pass.run();
            }
            if (round >= 0) {
                micros[round] = (System.nanoTime() - start) / 1e3 / PASSES;
            }
        }
        print(out, what, micros, PASSES);
    }

    private static void print(PrintStream out, String what, double[] micros, int passes) {
        Arrays.sort(micros);
        out.printf(
                Locale.ROOT,
                "%-50s %7.1f µs (%.1f to %.1f; %d rounds of %d)%n",
                what,
                micros[ROUNDS / 2],
                micros[0],
                micros[ROUNDS - 1],
                ROUNDS,
                passes);
    }

    private static Network network(int inner, int items) {
        List<Operation> operations = new ArrayList<>();
        Map<String, Tensor> weights = new TreeMap<>();
        weights.put("items", random(items, DIMENSION));
        weights.put("start", random(DIMENSION));
        weights.put("positions", random(EVENTS + 1, DIMENSION));
        operations.add(new Operation.Embed("x", "items", "start", "positions", true));
        String x = "x";
        for (int b = 0; b < BLOCKS; b++) {
            x = block("b" + b, x, inner, operations, weights);
        }
        operations.add(new Operation.Head("scores", x, "items", Optional.empty()));
        return new Network(operations, weights);
    }

    private static String block(
            String b, String x, int inner, List<Operation> operations, Map<String, Tensor> weights) {
        for (String name : List.of("q", "k", "v", "o")) {
            weights.put(b + name, random(DIMENSION, DIMENSION));
        }
        weights.put(b + "in", random(inner * DIMENSION, DIMENSION));
        weights.put(b + "out", random(DIMENSION, inner * DIMENSION));
        for (String name : List.of("n1", "n2")) {
            weights.put(b + name + "w", random(DIMENSION));
            weights.put(b + name + "b", random(DIMENSION));
        }
        operations.add(new Operation.Norm(b + "n1", x, b + "n1w", b + "n1b", 1e-8));
        for (String name : List.of("q", "k", "v")) {
            operations.add(new Operation.Linear(b + name, b + "n1", b + name, Optional.empty()));
        }
        operations.add(new Operation.Attention(b + "a", b + "q", b + "k", b + "v", 1));
        operations.add(new Operation.Linear(b + "o", b + "a", b + "o", Optional.empty()));
        operations.add(new Operation.Add(b + "r", x, b + "o"));
        operations.add(new Operation.Norm(b + "n2", b + "r", b + "n2w", b + "n2b", 1e-8));
        operations.add(new Operation.Linear(b + "in", b + "n2", b + "in", Optional.empty()));
        operations.add(new Operation.Activation(b + "g", b + "in", Operation.Activation.Function.GELU));
        operations.add(new Operation.Linear(b + "out", b + "g", b + "out", Optional.empty()));
        operations.add(new Operation.Add(b + "x", b + "r", b + "out"));
        return b + "x";
    }

    private static Tensor random(int... shape) {
        SplittableRandom random = new SplittableRandom(Arrays.hashCode(shape));
        float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() / 8);
        }
        return Tensor.of(values, shape);
    }
}
