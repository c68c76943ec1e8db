package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Device;
import because.core.Progress;
import because.models.sequence.EncoderOptions.Objective;
import because.network.FloatEngine;
import because.network.Network;
import because.network.Operation;
import because.network.Tensor;
import because.network.Tokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderTrainerTest {
    private static final int VOCABULARY = 24;
    private static final int WIDTH = 16;
    private static final int MASK = 1;
    private static final int END = 0;

    @TempDir
    private Path folder;

    /** An encoder of one layer, as it is before it has learned anything. */
    static Network encoder() {
        Random random = new Random(1);
        Map<String, Tensor> weights = new TreeMap<>();
        List<Operation> operations = new ArrayList<>();
        weights.put("words", tensor(random, 1, VOCABULARY, WIDTH));
        weights.put("start", tensor(random, 1, WIDTH));
        weights.put("positions", tensor(random, 0.1, 16, WIDTH));
        operations.add(new Operation.Embed("x", "words", "start", "positions", false));
        for (String name : List.of("query", "key", "value")) {
            operations.add(linear(random, weights, name, "x"));
        }
        operations.add(new Operation.Attention("mixed", "query", "key", "value", 2, false));
        operations.add(linear(random, weights, "out", "mixed"));
        operations.add(new Operation.Add("sum", "x", "out"));
        weights.put("norm", Tensor.of(ones(), WIDTH));
        weights.put("shift", Tensor.of(new float[WIDTH], WIDTH));
        operations.add(new Operation.Norm("y", "sum", "norm", "shift", 1e-12));
        operations.add(new Operation.Pool("pooled", "y", Operation.Pool.Which.MEAN));
        return new Network(operations, weights);
    }

    private static Operation linear(Random random, Map<String, Tensor> weights, String name, String input) {
        weights.put(name + ".weight", tensor(random, 0.3, WIDTH, WIDTH));
        return new Operation.Linear(name, input, name + ".weight", Optional.empty());
    }

    private static float[] ones() {
        float[] ones = new float[WIDTH];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static Tensor tensor(Random random, double spread, int... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * spread);
        }
        return Tensor.of(values, shape);
    }

    /** Words come in pairs, and a text is one of five pairs again and again: what is masked can be told from the rest. */
    private static List<Tokens> texts() {
        Random random = new Random(2);
        List<Tokens> texts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int pair = 2 + 2 * random.nextInt(5);
            int[] pieces = new int[6 + random.nextInt(4)];
            Arrays.setAll(pieces, p -> p == pieces.length - 1 ? END : pair + p % 2);
            texts.add(Tokens.of(pieces));
        }
        return texts;
    }

    private static EncoderOptions options(Objective objective) {
        return EncoderOptions.defaults(objective)
                .withEpochs(6, 0)
                .withAdapters(4, 0.02)
                .withLayers(1, 0.02);
    }

    private EncoderTrainer.Run run(int workers, String name) {
        return new EncoderTrainer.Run(7, workers, Device.CPU, folder.resolve(name), Progress.NONE);
    }

    @Test
    void learns_to_tell_masked_words() {
        var trained = new EncoderTrainer(options(Objective.MASKED_WORDS))
                .train(encoder(), new EncoderTrainer.Texts(texts(), List.of(), List.of(), MASK), run(2, "a"));
        assertThat(trained.losses().getFirst()).isGreaterThan(1.5);
        assertThat(trained.losses().get(trained.best()))
                .isLessThan(0.8 * trained.losses().getFirst());
        assertThat(trained.network().operations()).isEqualTo(encoder().operations());
        assertThat(trained.network().weight("words")).isEqualTo(encoder().weight("words"));
        assertThat(trained.network().weight("query.weight"))
                .isNotEqualTo(encoder().weight("query.weight"));
    }

    @Test
    void texts_of_items_that_follow_each_other_come_near() {
        List<Tokens> texts = new ArrayList<>();
        for (int word = 2; word < 22; word++) {
            texts.add(Tokens.of(word, END));
        }
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            pairs.add(new int[] {i % 10, i % 10 + 10});
        }
        EncoderTrainer.Texts given = new EncoderTrainer.Texts(texts, pairs, pairs.subList(0, 20), -1);
        var trained = new EncoderTrainer(options(Objective.NEXT_ITEMS)).train(encoder(), given, run(1, "a"));
        assertThat(mean(trained.network(), texts)).isGreaterThan(mean(encoder(), texts) + 0.3);
    }

    /** Twenty texts of one word, and each of them a second time. */
    private static List<Tokens> twice() {
        List<Tokens> texts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            texts.add(Tokens.of(2 + i % 20, END));
        }
        return texts;
    }

    /** Pairs of those texts; of equal ones the first is named, or else either. */
    private static List<int[]> drawn(int count, boolean first) {
        Random random = new Random(5);
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] pair = {random.nextInt(40), random.nextInt(40)};
            pairs.add(first ? new int[] {pair[0] % 20, pair[1] % 20} : pair);
        }
        return pairs;
    }

    private static EncoderTrainer.Texts of(List<Tokens> texts, List<int[]> learned, List<int[]> held) {
        return new EncoderTrainer.Texts(texts, learned, held, -1);
    }

    @Test
    void equal_texts_of_other_items_are_the_same_text() {
        EncoderTrainer next = new EncoderTrainer(options(Objective.NEXT_ITEMS).withEpochs(2, 0));
        var either = next.train(encoder(), of(twice(), drawn(100, false), drawn(50, false)), run(2, "a"));
        var first = next.train(encoder(), of(twice(), drawn(100, true), drawn(50, true)), run(1, "b"));
        assertThat(either).isEqualTo(first);
    }

    @Test
    void the_held_out_loss_takes_no_equal_text_for_far() {
        List<int[]> held = drawn(40, false);
        EncoderOptions options = options(Objective.NEXT_ITEMS).withEpochs(1, 1);
        double loss = new EncoderTrainer(options)
                .train(encoder(), of(twice(), drawn(20, false), held), run(2, "a"))
                .losses()
                .getFirst();
        FloatEngine.Run run = new FloatEngine(encoder()).newRun();
        double[][] cosines = new double[20][20];
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < 20; j++) {
                float[] a = run.state(twice().get(i)).clone();
                float[] b = run.state(twice().get(j)).clone();
                cosines[i][j] = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)) / options.temperature();
            }
        }
        double sum = 0;
        for (int i = 0; i < 40; i++) {
            double rows = 0;
            double columns = 0;
            int[] own = {held.get(i)[0] % 20, held.get(i)[1] % 20};
            for (int j = i / 32 * 32;
                    j < Math.min(40, i / 32 * 32 + 32);
                    j++) { // pairs are compared with 31 others at most
                int[] other = {held.get(j)[0] % 20, held.get(j)[1] % 20};
                boolean same = own[0] == other[0] || own[1] == other[1];
                rows += i != j && (same || own[0] == other[1]) ? 0 : Math.exp(cosines[own[0]][other[1]]);
                columns += i != j && (same || other[0] == own[1]) ? 0 : Math.exp(cosines[other[0]][own[1]]);
            }
            sum += (Math.log(rows) + Math.log(columns)) / 2 - cosines[own[0]][own[1]];
        }
        assertThat(loss).isCloseTo(sum / 40, within(1e-4));
    }

    @Test
    void pairs_without_a_text_are_left_out() {
        List<Tokens> texts = twice();
        texts.add(Tokens.of(END));
        List<int[]> learned = new ArrayList<>(drawn(100, false));
        List<int[]> held = new ArrayList<>(drawn(50, false));
        learned.add(7, new int[] {3, 40});
        learned.add(70, new int[] {40, 3});
        held.add(20, new int[] {40, 40});
        EncoderTrainer next = new EncoderTrainer(options(Objective.NEXT_ITEMS).withEpochs(2, 0));
        assertThat(next.train(encoder(), of(texts, learned, held), run(1, "a")))
                .isEqualTo(next.train(encoder(), of(twice(), drawn(100, false), drawn(50, false)), run(1, "b")));
        List<Tokens> none = Collections.nCopies(40, Tokens.of(END));
        assertThatThrownBy(() -> next.train(encoder(), of(none, drawn(100, false), drawn(50, false)), run(1, "c")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("there are 0 pairs of items with texts")
                .hasMessageContaining("Maybe");
        assertThatThrownBy(() -> next.train(encoder(), of(twice(), drawn(9, false), drawn(50, false)), run(1, "d")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("there are 9 pairs");
    }

    @Test
    void no_more_is_measured_than_the_mean_needs() {
        List<Integer> many =
                IntStream.range(0, EncoderTrainer.MEASURED + 1000).boxed().toList();
        List<Integer> some = EncoderTrainer.measured(many, 7);
        assertThat(some)
                .hasSize(EncoderTrainer.MEASURED)
                .doesNotHaveDuplicates()
                .isSubsetOf(many);
        assertThat(EncoderTrainer.measured(many, 7)).isEqualTo(some);
        assertThat(EncoderTrainer.measured(many, 8)).isNotEqualTo(some);
        assertThat(EncoderTrainer.measured(some, 8)).isEqualTo(some);
        List<int[]> held = drawn(EncoderTrainer.MEASURED + 1000, false);
        List<int[]> measured = EncoderTrainer.measured(held, 7);
        List<String> told = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void stage(String name, long total) {
                told.add(name + ": " + total);
            }

            @Override
            public void step(long done, Map<String, Double> values) {}
        };
        EncoderTrainer next = new EncoderTrainer(options(Objective.NEXT_ITEMS).withEpochs(1, 30));
        var all = next.train(
                encoder(),
                of(twice(), drawn(100, false), held),
                new EncoderTrainer.Run(7, 2, Device.CPU, folder.resolve("a"), progress));
        assertThat(next.train(encoder(), of(twice(), drawn(100, false), measured), run(1, "b")))
                .isEqualTo(all);
        // Of forty texts twenty are different.
        assertThat(told)
                .containsExactly(
                        "measuring the encoder as it is: 20",
                        "training the encoder, epoch 1: 30",
                        "measuring the encoder, epoch 1: 20");
    }

    private static double mean(Network network, List<Tokens> texts) {
        FloatEngine.Run run = new FloatEngine(network).newRun();
        double sum = 0;
        for (int i = 0; i < 10; i++) {
            float[] a = run.state(texts.get(i)).clone();
            float[] b = run.state(texts.get(i + 10)).clone();
            sum += dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)) / 10;
        }
        return sum;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    @Test
    void workers_and_interruptions_change_no_bit() {
        EncoderTrainer.Texts given = new EncoderTrainer.Texts(texts(), List.of(), List.of(), MASK);
        EncoderOptions options = options(Objective.MASKED_WORDS).withEpochs(3, 64);
        var one = new EncoderTrainer(options).train(encoder(), given, run(1, "a"));
        var three = new EncoderTrainer(options).train(encoder(), given, run(3, "b"));
        assertThat(three).isEqualTo(one);
        Progress killer = new Progress() {
            @Override
            public void stage(String name, long total) {
                if (name.endsWith("epoch 3")) {
                    throw new IllegalStateException("killed");
                }
            }

            @Override
            public void step(long done, Map<String, Double> values) {}
        };
        assertThatThrownBy(() -> new EncoderTrainer(options)
                        .train(encoder(), given, new EncoderTrainer.Run(7, 2, Device.CPU, folder.resolve("c"), killer)))
                .hasMessage("killed");
        assertThat(folder.resolve("c")).exists();
        assertThat(new EncoderTrainer(options).train(encoder(), given, run(2, "c")))
                .isEqualTo(one);
        assertThat(folder.resolve("c")).doesNotExist();
    }

    @Test
    void adapters_alone_leave_everything_else_as_it_was() {
        EncoderOptions adapters =
                options(Objective.MASKED_WORDS).withLayers(0, 0.1).withEpochs(1, 64);
        Network trained = new EncoderTrainer(adapters)
                .train(encoder(), new EncoderTrainer.Texts(texts(), List.of(), List.of(), MASK), run(1, "a"))
                .network();
        assertThat(trained.weight("norm")).isEqualTo(encoder().weight("norm"));
        assertThat(trained.weight("positions")).isEqualTo(encoder().weight("positions"));
    }

    @Test
    void says_what_is_missing() {
        EncoderTrainer masked = new EncoderTrainer(options(Objective.MASKED_WORDS));
        EncoderTrainer next = new EncoderTrainer(options(Objective.NEXT_ITEMS));
        EncoderTrainer.Texts none = new EncoderTrainer.Texts(texts(), List.of(), List.of(), -1);
        assertThatThrownBy(() -> masked.train(encoder(), none, run(1, "a")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("[MASK]");
        assertThatThrownBy(() -> next.train(encoder(), none, run(1, "a")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("pairs");
        assertThatThrownBy(
                        () -> options(Objective.NEXT_ITEMS).withLayers(0, 0.1).withAdapters(0, 0.1))
                .isInstanceOf(BadInput.class);
    }
}
