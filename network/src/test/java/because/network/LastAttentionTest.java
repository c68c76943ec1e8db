package because.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import because.network.DoubleEngine.Reading;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LastAttentionTest {
    private static final int NETWORKS = 150;

    @Test
    void reads_what_the_double_engine_reads() {
        int read = 0;
        for (int seed = 0; seed < NETWORKS; seed++) {
            read += agrees(RandomNetworks.transformer(seed), seed);
            read += agrees(RandomNetworks.anything(seed), seed);
        }
        assertThat(read).isGreaterThan(NETWORKS);
    }

    private static int agrees(Network network, int seed) {
        if (!(network.operations().getLast() instanceof Operation.Head)) {
            return 0;
        }
        LastAttention last = new LastAttention(network);
        for (Tokens sequence : RandomNetworks.sequences(network, seed)) {
            Reading exact = new DoubleEngine(network).read(sequence);
            Program.Run run = exact.run();
            LastAttention.Reading reading = last.read(sequence);
            same(reading.state(), exact.state(run), seed);
            double[][] rows = exact.matrix(run, last.matrix());
            for (int row = 0; row < exact.size(); row++) {
                if (exact.token(row) >= 0) {
                    float[] token = reading.token(exact.token(row));
                    assertThat(token).hasSize(last.width());
                    same(token, rows[row], seed);
                }
            }
            assertThat(reading.token(sequence.size())).isEmpty();
            assertThat(reading.token(-1)).isEmpty();
        }
        return 1;
    }

    private static void same(float[] found, double[] expected, int seed) {
        double scale = Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElse(1));
        for (int f = 0; f < expected.length; f++) {
            assertThat((double) found[f]).as("seed %s", seed).isCloseTo(expected[f], within(1e-4 * scale));
        }
    }

    @Test
    void an_items_vector_is_what_the_head_scores_it_with() {
        for (int seed = 0; seed < 20; seed++) {
            Network network = RandomNetworks.transformer(seed);
            if (!(network.operations().getLast() instanceof Operation.Head)) {
                continue;
            }
            LastAttention last = new LastAttention(network);
            float[] state = last.read(Tokens.of(0)).state();
            float[] bias =
                    network.head().bias().map(b -> network.weight(b).floats()).orElse(new float[network.items()]);
            for (int item = 0; item < network.items(); item++) {
                double score = bias[item];
                float[] vector = last.vector(item, Features.NONE);
                for (int f = 0; f < vector.length; f++) {
                    score += state[f] * vector[f];
                }
                assertThat(score)
                        .isCloseTo(
                                new FloatEngine(network).score(state, item),
                                within(1e-4 * Math.max(1, Math.abs(score))));
            }
        }
    }
}
