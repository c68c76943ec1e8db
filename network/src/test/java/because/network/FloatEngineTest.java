package because.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FloatEngineTest {
    private static final int NETWORKS = 200;

    @Test
    void agrees_with_a_naive_forward_of_transformers_in_double_precision() {
        for (int seed = 0; seed < NETWORKS; seed++) {
            agrees(RandomNetworks.transformer(seed), seed);
        }
    }

    @Test
    void agrees_with_a_naive_forward_whatever_reads_whatever() {
        for (int seed = 0; seed < 2 * NETWORKS; seed++) {
            agrees(RandomNetworks.anything(seed), seed);
        }
    }

    private static void agrees(Network network, int seed) {
        FloatEngine engine = new FloatEngine(network);
        FloatEngine.Run run = engine.newRun();
        NaiveForward naive = new NaiveForward(network);
        for (Tokens sequence : RandomNetworks.sequences(network, seed)) {
            float[] scores = result(engine, run.state(sequence));
            double[] expected = naive.scores(sequence);
            // A random network may blow its numbers up; what is left of single precision grows with them.
            double scale =
                    Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElse(1));
            assertThat(scores).hasSize(expected.length);
            for (int item = 0; item < scores.length; item++) {
                assertThat((double) scores[item])
                        .as("seed %s, sequence of %s, item %s", seed, sequence.size(), item)
                        .isCloseTo(expected[item], within(1e-4 * scale));
            }
        }
    }

    private static float[] result(FloatEngine engine, float[] state) {
        return engine.network().operations().getLast() instanceof Operation.Head ? engine.scores(state) : state;
    }

    @Test
    void agrees_to_six_digits_in_the_middle() {
        double sum = 0;
        int count = 0;
        for (int seed = 0; seed < NETWORKS; seed++) {
            Network network = RandomNetworks.transformer(seed);
            FloatEngine engine = new FloatEngine(network);
            for (Tokens sequence : RandomNetworks.sequences(network, seed)) {
                float[] scores = result(engine, engine.newRun().state(sequence));
                double[] expected = new NaiveForward(network).scores(sequence);
                for (int item = 0; item < scores.length; item++) {
                    sum += Math.abs(scores[item] - expected[item]) / Math.max(1, Math.abs(expected[item]));
                    count++;
                }
            }
        }
        assertThat(sum / count).isLessThan(1e-6);
    }

    @Test
    void one_item_gets_the_bits_that_all_items_get() {
        for (int seed = 0; seed < NETWORKS; seed++) {
            Network network = RandomNetworks.anything(seed);
            FloatEngine engine = new FloatEngine(network);
            for (Tokens sequence : RandomNetworks.sequences(network, seed)) {
                float[] state = engine.newRun().state(sequence);
                float[] scores = engine.scores(state);
                for (int item = 0; item < scores.length; item++) {
                    assertThat(engine.score(state, item)).isEqualTo(scores[item]);
                }
            }
        }
    }

    @Test
    void a_used_workspace_gives_the_bits_of_a_new_one() {
        for (int seed = 0; seed < NETWORKS; seed++) {
            Network network = RandomNetworks.anything(seed);
            FloatEngine engine = new FloatEngine(network);
            FloatEngine.Run used = engine.newRun();
            List<Tokens> sequences = RandomNetworks.sequences(network, seed).reversed();
            for (Tokens sequence : sequences) {
                assertThat(used.state(sequence)).containsExactly(engine.newRun().state(sequence));
            }
        }
    }

    @Test
    void a_sequence_gets_the_bits_beside_others_that_it_gets_alone() {
        for (int seed = 0; seed < NETWORKS; seed++) {
            Network network = seed % 2 == 0 ? RandomNetworks.transformer(seed) : RandomNetworks.anything(seed);
            FloatEngine engine = new FloatEngine(network);
            List<Tokens> sequences = new ArrayList<>(RandomNetworks.sequences(network, seed));
            Random random = new Random(seed);
            for (Tokens whole : List.copyOf(sequences)) {
                for (int i = 0; i < 20; i++) {
                    BitSet absent = BitSet.valueOf(new long[] {random.nextLong()});
                    sequences.add(random.nextBoolean() ? whole.without(absent) : whole.hiding(absent));
                }
            }
            List<float[]> together = engine.newRun().states(sequences);
            for (int i = 0; i < sequences.size(); i++) {
                assertThat(together.get(i)).containsExactly(engine.newRun().state(sequences.get(i)));
            }
        }
    }

    @Test
    void many_sequences_are_cut_into_parts_without_a_change_of_bits() {
        Network network = RandomNetworks.transformer(5);
        FloatEngine engine = new FloatEngine(network);
        Random random = new Random(6);
        List<Tokens> sequences = IntStream.range(0, 4000)
                .mapToObj(_ -> Tokens.of(
                        random.ints(random.nextInt(9), 0, network.items()).toArray()))
                .toList();
        List<float[]> together = engine.newRun().states(sequences);
        assertThat(together).hasSameSizeAs(sequences);
        for (int i = 0; i < sequences.size(); i += 37) {
            assertThat(together.get(i)).containsExactly(engine.newRun().state(sequences.get(i)));
        }
        assertThat(engine.newRun().states(List.of())).isEmpty();
    }

    @Test
    void threads_give_the_same_bits() {
        Network network = RandomNetworks.transformer(3);
        FloatEngine engine = new FloatEngine(network);
        Random random = new Random(4);
        List<int[]> sequences = IntStream.range(0, 500)
                .mapToObj(
                        _ -> random.ints(random.nextInt(9), 0, network.items()).toArray())
                .toList();
        List<float[]> alone =
                sequences.stream().map(s -> engine.newRun().state(s)).toList();
        List<float[]> together =
                sequences.parallelStream().map(s -> engine.newRun().state(s)).toList();
        for (int i = 0; i < alone.size(); i++) {
            assertThat(together.get(i)).containsExactly(alone.get(i));
        }
    }

    @Test
    void of_a_longer_sequence_the_newest_events_are_read() {
        for (int seed = 0; seed < NETWORKS; seed++) {
            Network network = RandomNetworks.transformer(seed);
            FloatEngine engine = new FloatEngine(network);
            int[] longer = new Random(seed)
                    .ints(engine.window() + 5L, 0, network.items())
                    .toArray();
            int[] newest = Arrays.copyOfRange(longer, 5, longer.length);
            assertThat(engine.newRun().state(longer))
                    .containsExactly(engine.newRun().state(newest));
        }
    }

    @Test
    void the_state_belongs_to_the_caller() {
        FloatEngine engine = new FloatEngine(RandomNetworks.transformer(1));
        FloatEngine.Run run = engine.newRun();
        float[] first = run.state(new int[] {0});
        float[] copy = first.clone();
        run.state(new int[] {0, 0, 0});
        assertThat(first).containsExactly(copy);
        first[0] += 1;
        assertThat(run.state(new int[] {0})).containsExactly(copy);
    }

    @Test
    void refuses_items_that_there_are_not() {
        Network network = IntStream.range(0, 99)
                .mapToObj(RandomNetworks::transformer)
                .filter(drawn -> drawn.embed().blank().isEmpty())
                .findFirst()
                .orElseThrow();
        FloatEngine.Run run = new FloatEngine(network).newRun();
        for (int item : new int[] {network.items(), Integer.MAX_VALUE, Tokens.BLANK, -4, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> run.state(new int[] {0, item}))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("an item's number is " + item + "; allowed: 0 to " + (network.items() - 1));
        }
    }
}
