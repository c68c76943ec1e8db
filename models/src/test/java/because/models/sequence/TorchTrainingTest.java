package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import because.network.FloatEngine;
import because.network.Network;
import because.network.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The loss and the steps, against the formula computed with the engine, one prediction at a time. */
class TorchTrainingTest {
    private static final int ITEMS = 25;

    /**
     * Without dropout and decay, so that a step is a function of the gradient alone; positions from the start, so that a prefix is read as in its whole sequence.
     */
    private static TransformerOptions options(boolean bias) {
        return Planted.with(
                TransformerOptions.defaults(),
                "dimension=8 blocks=1 heads=2 inner=1 window=9 fromEnd=false bias=" + bias,
                "dropout=0 learningRate=0.001 weightDecay=0 negatives=6");
    }

    private static double loss(Network network, List<int[]> batch, long[] negatives) {
        FloatEngine engine = new FloatEngine(network);
        double loss = 0;
        for (int[] sequence : batch) {
            for (int t = 0; t < sequence.length; t++) {
                float[] scores = engine.scores(engine.newRun().state(Arrays.copyOf(sequence, t)));
                double next = scores[sequence[t]];
                double others = 0;
                for (long negative : negatives) {
                    others += negative == sequence[t] ? 0 : Math.exp(scores[(int) negative] - next);
                }
                loss += Math.log(1 + (ITEMS - 1.0) / negatives.length * others);
            }
        }
        return loss;
    }

    private static List<int[]> batch(Random random) {
        return IntStream.range(0, 1 + random.nextInt(9))
                .mapToObj(_ -> random.ints(1 + random.nextInt(10), 0, ITEMS).toArray())
                .toList();
    }

    @Test
    void the_loss_is_the_sampled_softmax_of_the_next_item() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            Network network = Blueprint.draw(options(seed % 2 == 0), ITEMS, random);
            List<int[]> batch = batch(random);
            long[] negatives = random.longs(6, 0, ITEMS).toArray();
            double expected = loss(network, batch, negatives);
            try (TorchTraining training = new TorchTraining(network, options(seed % 2 == 0), 2)) {
                assertThat(training.step(batch, negatives, seed)).isCloseTo(expected, within(1e-5 * expected));
            }
        }
    }

    @Test
    void the_first_step_moves_each_weight_against_the_slope_of_the_loss() {
        Random random = new Random(7);
        Network network = Blueprint.draw(options(true), ITEMS, random);
        List<int[]> batch = batch(random);
        long[] negatives = random.longs(6, 0, ITEMS).toArray();
        Network after;
        try (TorchTraining training = new TorchTraining(network, options(true), 2)) {
            training.step(batch, negatives, 1);
            after = training.snapshot();
        }
        int compared = 0;
        for (Map.Entry<String, Tensor> weight : network.weights().entrySet()) {
            for (int i = 0; i < weight.getValue().size(); i += 3) {
                double slope = (loss(moved(network, weight.getKey(), i, 1e-2f), batch, negatives)
                                - loss(moved(network, weight.getKey(), i, -1e-2f), batch, negatives))
                        / 2e-2;
                if (Math.abs(slope) > 1e-2) {
                    float step = after.weight(weight.getKey()).floats()[i]
                            - weight.getValue().floats()[i];
                    // Adam's first step is the learning rate against the gradient's sign.
                    assertThat((double) step)
                            .as("%s[%s], slope %s", weight.getKey(), i, slope)
                            .isCloseTo(-1e-3 * Math.signum(slope), within(1e-5));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(100);
    }

    private static Network moved(Network network, String name, int index, float by) {
        Map<String, Tensor> weights = new TreeMap<>(network.weights());
        float[] values = network.weight(name).floats().clone();
        values[index] += by;
        weights.put(name, Tensor.of(values, network.weight(name).shape()));
        return new Network(network.operations(), weights);
    }

    @Test
    void dropout_follows_from_the_seed() {
        TransformerOptions options = Planted.with(options(true), "dropout=0.5");
        Random random = new Random(8);
        Network network = Blueprint.draw(options, ITEMS, random);
        List<int[]> batch = batch(random);
        long[] negatives = random.longs(6, 0, ITEMS).toArray();
        List<Double> losses = IntStream.of(1, 1, 2)
                .mapToObj(seed -> {
                    try (TorchTraining training = new TorchTraining(network, options, 2)) {
                        return training.step(batch, negatives, seed);
                    }
                })
                .toList();
        assertThat(losses.get(1)).isEqualTo(losses.get(0));
        assertThat(losses.get(2)).isNotEqualTo(losses.get(0));
    }
}
