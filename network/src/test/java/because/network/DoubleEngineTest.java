package because.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.network.DoubleEngine.Reading;
import because.network.DoubleEngine.TokenSlopes;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoubleEngineTest {
    private static final int NETWORKS = 150;

    @Test
    void agrees_with_a_naive_forward_to_the_last_digits() {
        for (int seed = 0; seed < NETWORKS; seed++) {
            agrees(RandomNetworks.transformer(seed), seed);
            agrees(RandomNetworks.anything(seed), seed);
        }
    }

    private static void agrees(Network network, int seed) {
        NaiveForward naive = new NaiveForward(network);
        for (Tokens sequence : RandomNetworks.sequences(network, seed)) {
            Reading reading = new DoubleEngine(network).read(sequence);
            double[] state = reading.state(reading.run());
            double[] expected = naive.scores(sequence);
            double scale =
                    Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElse(1));
            for (int item = 0; item < expected.length; item++) {
                assertThat(result(network, state, item))
                        .as("seed %s, sequence of %s, item %s", seed, sequence.size(), item)
                        .isCloseTo(expected[item], within(1e-7 * scale));
            }
        }
    }

    private static double result(Network network, double[] state, int item) {
        if (!(network.operations().getLast() instanceof Operation.Head head)) {
            return state[item];
        }
        double score =
                head.bias().map(b -> (double) network.weight(b).floats()[item]).orElse(0.0);
        for (int f = 0; f < state.length; f++) {
            score += state[f] * network.weight(head.items()).floats()[item * state.length + f];
        }
        return score;
    }

    @Test
    void a_token_that_is_not_there_is_a_hidden_one() {
        for (int seed = 0; seed < NETWORKS; seed++) {
            Network network = RandomNetworks.anything(seed);
            for (Tokens sequence : RandomNetworks.sequences(network, seed)) {
                Reading reading = new DoubleEngine(network).read(sequence);
                BitSet absent = new BitSet();
                double[] there = new double[reading.size()];
                Arrays.fill(there, 1);
                Random random = new Random(seed);
                for (int row = 0; row < there.length; row++) {
                    if (reading.token(row) >= 0 && random.nextBoolean()) {
                        there[row] = 0;
                        absent.set(reading.token(row));
                    }
                }
                Reading hiding = new DoubleEngine(network).read(sequence.hiding(absent));
                double[] expected = hiding.state(hiding.run());
                double[] state = reading.state(reading.run(there));
                for (int f = 0; f < state.length; f++) {
                    assertThat(state[f]).isCloseTo(expected[f], within(1e-9 * Math.max(1, Math.abs(expected[f]))));
                }
            }
        }
    }

    @Test
    void slopes_between_two_runs_make_up_the_whole_difference() {
        for (int seed = 0; seed < NETWORKS; seed++) {
            complete(RandomNetworks.transformer(seed), seed);
            complete(RandomNetworks.anything(seed), seed);
        }
    }

    private static void complete(Network network, int seed) {
        Random random = new Random(seed);
        for (Tokens sequence : RandomNetworks.sequences(network, seed)) {
            Reading reading = new DoubleEngine(network).read(sequence);
            double[] one = random.doubles(reading.size()).toArray();
            double[] other = random.doubles(reading.size()).toArray();
            for (int row = 0; row < one.length; row++) {
                one[row] = row % 3 == 0 ? 1 : one[row];
                other[row] = row % 3 == 0 ? 0.2 : row % 3 == 1 ? 0 : other[row];
            }
            Program.Run at = reading.run(one);
            Program.Run reference = reading.run(other);
            double[] weights = random.doubles(reading.state(at).length, -1, 1).toArray();
            TokenSlopes slopes = reading.slopes(at, reference, weights);
            double sum = 0;
            double size = 1e-9;
            for (int row = 0; row < one.length; row++) {
                sum += slopes.whole(row) * (one[row] - other[row]);
                size += Math.abs(slopes.whole(row) * (one[row] - other[row]));
            }
            double whole = dot(weights, reading.state(at)) - dot(weights, reading.state(reference));
            assertThat(sum).as("seed %s", seed).isCloseTo(whole, within(1e-9 * size));
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void slopes_at_one_run_are_derivatives() {
        int kinks = 0;
        int derivatives = 0;
        for (int seed = 0; seed < 60; seed++) {
            Network network = seed % 2 == 0 ? RandomNetworks.transformer(seed) : RandomNetworks.anything(seed);
            Tokens sequence = RandomNetworks.sequences(network, seed).getLast();
            Reading reading = new DoubleEngine(network).read(sequence);
            Random random = new Random(seed);
            double[] there = random.doubles(reading.size(), 0.3, 1).toArray();
            Program.Run at = reading.run(there);
            double[] weights = random.doubles(reading.state(at).length, -1, 1).toArray();
            TokenSlopes slopes = reading.slopes(at, at, weights);
            for (int row = 0; row < there.length; row++) {
                double step = 1e-5;
                double[] more = there.clone();
                more[row] += step;
                double[] less = there.clone();
                less[row] -= step;
                double difference = (dot(weights, reading.state(reading.run(more)))
                                - dot(weights, reading.state(reading.run(less))))
                        / (2 * step);
                derivatives++;
                kinks += Math.abs(slopes.whole(row) - difference) <= 1e-4 * Math.max(1, Math.abs(difference)) ? 0 : 1;
            }
        }
        // A kink of ReLU lies within so small a step now and then.
        assertThat(derivatives).isGreaterThan(200);
        assertThat(kinks).isLessThan(derivatives / 100 + 1);
    }

    @Test
    void what_is_taken_out_of_the_network_adds_nothing() {
        for (int seed = 0; seed < 40; seed++) {
            Network network = RandomNetworks.transformer(seed);
            Tokens sequence = RandomNetworks.sequences(network, seed).getLast();
            for (Operation operation : network.operations()) {
                if (operation instanceof Operation.Add add) {
                    Reading reading = new DoubleEngine(network).read(sequence, Set.of(add.branch()));
                    Program.Run run = reading.run();
                    assertThat(reading.matrix(run, add.output())).isDeepEqualTo(reading.matrix(run, add.input()));
                }
                if (operation instanceof Operation.Attention attention) {
                    Reading reading = new DoubleEngine(network).read(sequence, Set.of(attention.output() + "#0"));
                    double[][] mixed = reading.matrix(reading.run(), attention.output());
                    for (double[] row : mixed) {
                        assertThat(Arrays.stream(row).limit(row.length / attention.heads()))
                                .allMatch(x -> x == 0);
                    }
                }
            }
        }
    }

    @Test
    void shares_of_attention_sum_to_one_and_are_none_of_what_is_not_there() {
        for (int seed = 0; seed < 40; seed++) {
            Network network = RandomNetworks.transformer(seed);
            Tokens sequence = RandomNetworks.sequences(network, seed).getLast();
            Reading reading = new DoubleEngine(network).read(sequence);
            double[] there = new double[reading.size()];
            Arrays.fill(there, 1);
            there[there.length - 1] = 0;
            Program.Run run = reading.run(there);
            for (Operation operation : network.operations()) {
                if (operation instanceof Operation.Attention attention) {
                    double[][] shares = reading.shares(run, attention.output(), attention.heads() - 1);
                    for (int t = 0; t < shares.length; t++) {
                        assertThat(Arrays.stream(shares[t]).sum()).isCloseTo(1, within(1e-12));
                        assertThat(t == shares.length - 1 || shares[t][shares.length - 1] == 0)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void matrices_that_do_not_fit_are_refused() {
        Program program = new Program();
        int a = program.input(2, 3);
        int b = program.input(2, 2);
        assertThatThrownBy(() -> program.multiply(a, b)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> program.times(a, a)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> program.run(new double[6], new double[3])).isInstanceOf(BadInput.class);
        Network network = RandomNetworks.transformer(1);
        Reading reading = new DoubleEngine(network).read(Tokens.of());
        assertThatThrownBy(() -> reading.matrix(reading.run(), "none")).isInstanceOf(BadInput.class);
    }
}
