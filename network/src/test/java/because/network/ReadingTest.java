package because.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link FloatEngine} tells of each token, beside what {@link DoubleEngine} makes of it. */
class ReadingTest {
    private static final int NETWORKS = 150;

    @Test
    void reads_of_each_token_what_the_double_engine_reads() {
        int read = 0;
        for (int seed = 0; seed < NETWORKS; seed++) {
            for (Network network : List.of(RandomNetworks.transformer(seed), RandomNetworks.anything(seed))) {
                read += agrees(network, seed);
            }
        }
        assertThat(read).isGreaterThan(1000);
    }

    private static int agrees(Network network, int seed) {
        FloatEngine engine = new FloatEngine(network);
        String matrix = new Plan(network).read();
        int read = 0;
        for (Tokens sequence : RandomNetworks.sequences(network, seed)) {
            DoubleEngine.Reading exact = new DoubleEngine(network).read(sequence);
            Program.Run run = exact.run();
            double[][] rows = exact.matrix(run, matrix);
            FloatEngine.Reading reading = engine.newRun().read(sequence);
            assertThat(reading.state()).containsExactly(engine.newRun().state(sequence));
            for (int row = 0; row < exact.size(); row++) {
                int token = exact.token(row);
                if (token >= 0 && sequence.item(token) == Tokens.HIDDEN) {
                    assertThat(reading.token(token)).isEmpty();
                } else if (token >= 0) {
                    assertThat(reading.token(token)).hasSize(engine.readingWidth());
                    near(reading.token(token), rows[row], seed);
                    read++;
                }
            }
            for (int token = 0; token < sequence.size() - engine.window(); token++) {
                assertThat(reading.token(token)).isEmpty();
            }
        }
        return read;
    }

    private static void near(float[] found, double[] expected, int seed) {
        double scale = Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElse(1));
        for (int f = 0; f < expected.length; f++) {
            assertThat((double) found[f]).as("seed %s", seed).isCloseTo(expected[f], within(1e-4 * scale));
        }
    }
}
