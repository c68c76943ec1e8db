package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import because.network.FloatEngine;
import because.network.Network;
import because.network.Tensor;
import because.network.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine that serves gives the numbers of the library that trained. */
class TorchParityTest {
    private static final int PROFILES = 1200;
    private static final int ITEMS = 300;

    @ParameterizedTest
    @CsvSource({"8, 1, 1, 1, false, true", "16, 2, 2, 2, true, true", "32, 2, 4, 1, false, false"})
    void engine_and_libtorch_agree_on_random_profiles(
            int dimension, int blocks, int heads, int inner, boolean fromEnd, boolean bias) {
        TransformerOptions options = Planted.with(
                TransformerOptions.defaults(),
                "dimension=" + dimension + " blocks=" + blocks + " heads=" + heads + " inner=" + inner,
                "window=20 positions=" + (fromEnd ? "from-end" : "from-start") + " bias=" + bias);
        Network network = shaken(Blueprint.draw(options, ITEMS, 0, new Random(1)), new Random(2));
        assertThat(largestDifference(network, sequences(network, new Random(3))))
                .isBetween(Double.MIN_VALUE, 1e-5);
    }

    /** Each form that a block may have, at least once with every choice that its operations leave. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "post-norm",
                "rms",
                "plain norm",
                "swiglu",
                "ligr",
                "cloze",
                "hstu",
                "hstu shared",
                "hstu places",
                "text mean",
                "text first"
            })
    void engine_and_libtorch_agree_on_every_kind_of_block(String kind) {
        for (int seed = 0; seed < 6; seed++) {
            Network network = new Blocks(kind, new Random(seed)).network();
            List<Tokens> tokens = Blocks.tokens(network, new Random(seed + 100L), seed % 2 == 0);
            assertThat(Blocks.largestDifference(network, tokens))
                    .as("seed " + seed)
                    .isBetween(Double.MIN_VALUE, 1e-5);
        }
    }

    /** What is zero or one in an untrained network gets a value that can be seen. */
    private static Network shaken(Network drawn, Random random) {
        Map<String, Tensor> weights = new TreeMap<>();
        drawn.weights().forEach((name, weight) -> {
            float[] values = weight.floats().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (0.2 * random.nextGaussian());
            }
            weights.put(name, Tensor.of(values, weight.shape()));
        });
        return new Network(drawn.operations(), weights);
    }

    /** Of all lengths that a window holds, the empty one among them. */
    static List<int[]> sequences(Network network, Random random) {
        List<int[]> sequences = new ArrayList<>();
        for (int i = 0; i < PROFILES; i++) {
            sequences.add(
                    random.ints(i % network.positions(), 0, network.items()).toArray());
        }
        return sequences;
    }

    static double largestDifference(Network network, List<int[]> sequences) {
        FloatEngine engine = new FloatEngine(network);
        double largest = 0;
        for (int from = 0; from < sequences.size(); from += 50) {
            List<int[]> batch = sequences.subList(from, Math.min(sequences.size(), from + 50));
            float[][] expected = torchScores(network, batch);
            for (int row = 0; row < batch.size(); row++) {
                float[] scores = engine.scores(engine.newRun().state(batch.get(row)));
                assertThat(scores).hasSize(network.items());
                for (int item = 0; item < scores.length; item++) {
                    largest = Math.max(largest, Math.abs((double) scores[item] - expected[row][item]));
                }
            }
        }
        return largest;
    }

    private static float[][] torchScores(Network network, List<int[]> sequences) {
        torch.set_num_threads(1);
        try (PointerScope _ = new PointerScope()) {
            Map<String, org.bytedeco.pytorch.Tensor> weights = new TreeMap<>();
            network.weights().forEach((name, weight) -> {
                long[] shape = Arrays.stream(weight.shape()).asLongStream().toArray();
                weights.put(name, org.bytedeco.pytorch.Tensor.create(weight.floats(), shape));
            });
            Batch batch = Batch.reading(sequences.stream().map(Tokens::of).toList());
            var states = new TorchForward(network, weights, null).run(batch);
            float[][] scores = new float[sequences.size()][];
            for (int row = 0; row < scores.length; row++) {
                var state = states.select(0, row).select(0, sequences.get(row).length);
                var logits = weights.get(network.head().items()).matmul(state);
                if (network.head().bias().isPresent()) {
                    logits = logits.add(weights.get(network.head().bias().get()));
                }
                scores[row] = new float[network.items()];
                new FloatPointer(logits.contiguous().data_ptr())
                        .capacity(scores[row].length)
                        .get(scores[row]);
            }
            return scores;
        }
    }
}
