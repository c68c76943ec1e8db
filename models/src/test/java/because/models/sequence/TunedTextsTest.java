package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Context;
import because.core.Dataset;
import because.core.Event;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.ItemTexts;
import because.core.Profile;
import because.core.Progress;
import because.core.Trainer;
import because.models.store.ModelFolder;
import because.models.store.StoredModel;
import because.models.text.EncoderFiles;
import because.models.text.EncoderFolder;
import because.models.text.TextEncoder;
import because.models.text.TextEncoders;
import because.models.text.TunedEncoder;
import because.network.Network;
import because.network.Operation;
import because.network.Tensor;
import because.network.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A world in which what counts is whether two words of an item's text are of the same kind: no sum over words tells it, so an encoder that has not learned anything puts items of both
 * groups everywhere.
 */
class TunedTextsTest {
    private static final int WIDTH = 16;
    private static final int WORDS = 20;
    private static final int ITEMS = 64;

    /** Items from here on are in no event. */
    private static final int NEW = 48;

    private static final String VECTOR = "text vector";

    private static final String TUNED =
            "encoderLayers=2 encoderRate=0.003 encoderBatches=1 ids=false attributes=true bias=false epochs=60 patience=60 batchTokens=128";

    @TempDir
    private static Path folder;

    private static EncoderFiles files;
    private static Dataset data;

    @BeforeAll
    static void encode() throws IOException {
        files = written(encoder(1), "tiny");
        data = world();
    }

    private static EncoderFiles written(Network network, String name) throws IOException {
        Path tokenizer = Files.writeString(folder.resolve("tokenizer.json"), "{}");
        EncoderFiles like =
                new EncoderFiles("tiny", tokenizer.toUri(), tokenizer.toUri(), EncoderFiles.Pooling.MEAN, true, 16);
        EncoderFolder.write(folder.resolve(name), network, like, Map.of(), true);
        return EncoderFiles.find(folder.resolve(name).toString(), List.of());
    }

    /** Two layers that have not learned anything. */
    private static Network encoder(long seed) {
        Random random = new Random(seed);
        Map<String, Tensor> weights = new TreeMap<>();
        List<Operation> operations = new ArrayList<>();
        weights.put("words", tensor(random, 1, 1 + WORDS, WIDTH));
        weights.put("start", tensor(random, 1, WIDTH));
        weights.put("positions", tensor(random, 0.1, 16, WIDTH));
        operations.add(new Operation.Embed("x", "words", "start", "positions", false));
        String x = "x";
        for (int layer = 0; layer < 2; layer++) {
            String l = layer + ".";
            for (String name : List.of("query", "key", "value")) {
                operations.add(linear(random, weights, l + name, x, WIDTH, WIDTH));
            }
            operations.add(new Operation.Attention(l + "mixed", l + "query", l + "key", l + "value", 2, false));
            operations.add(linear(random, weights, l + "out", l + "mixed", WIDTH, WIDTH));
            operations.add(new Operation.Add(l + "sum", x, l + "out"));
            operations.add(linear(random, weights, l + "in", l + "sum", WIDTH, 2 * WIDTH));
            operations.add(new Operation.Activation(l + "active", l + "in", Operation.Activation.Function.GELU));
            operations.add(linear(random, weights, l + "narrow", l + "active", 2 * WIDTH, WIDTH));
            operations.add(new Operation.Add(l + "added", l + "sum", l + "narrow"));
            float[] ones = new float[WIDTH];
            Arrays.fill(ones, 1);
            weights.put(l + "norm", Tensor.of(ones, WIDTH));
            weights.put(l + "shift", Tensor.of(new float[WIDTH], WIDTH));
            operations.add(new Operation.Norm(l + "y", l + "added", l + "norm", l + "shift", 1e-12));
            x = l + "y";
        }
        operations.add(new Operation.Pool("pooled", x, Operation.Pool.Which.MEAN));
        return new Network(operations, weights);
    }

    private static Operation linear(
            Random random, Map<String, Tensor> weights, String name, String input, int in, int out) {
        weights.put(name + ".weight", tensor(random, 0.3, out, in));
        return new Operation.Linear(name, input, name + ".weight", Optional.empty());
    }

    private static Tensor tensor(Random random, double spread, int... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * spread);
        }
        return Tensor.of(values, shape);
    }

    /** Whether the first two words are of the same kind. */
    private static int group(String text) {
        String[] words = text.split(" ");
        return words[0].equals("1") == words[1].equals("3") ? 0 : 1;
    }

    /** Two words that count and one that does not. */
    private static String text(int item) {
        return (1 + item % 2) + " " + (3 + item / 2 % 2) + " " + (5 + item / 4);
    }

    private static Dataset world() {
        SplittableRandom random = new SplittableRandom(4);
        int[] shuffled = IntStream.range(0, ITEMS).toArray();
        for (int i = ITEMS - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = swapped;
        }
        int people = 150;
        int length = 10;
        int[] user = new int[people * length];
        int[] items = new int[user.length];
        for (int u = 0; u < people; u++) {
            for (int i = 0; i < length; i++) {
                int number;
                do {
                    number = random.nextInt(NEW);
                } while (group(text(shuffled[number])) != u % 2);
                user[u * length + i] = u;
                items[u * length + i] = number;
            }
        }
        List<Item> catalog = new ArrayList<>();
        try (TextEncoder encoder = TextEncoders.open(files)) {
            for (int i = 0; i < ITEMS; i++) {
                String text = text(shuffled[i]);
                catalog.add(new Item("i" + i, text, Map.of(VECTOR, new Attribute.Vector(encoder.encode(text)))));
            }
        }
        return new Dataset(
                "words",
                new IdMap(IntStream.range(0, people).mapToObj(u -> "u" + u).toList()),
                new Catalog(catalog),
                new IdMap(List.of("use")),
                Interactions.sorted(people, user, items, null, null, new short[user.length]),
                Map.of());
    }

    private static TransformerOptions options(String more) {
        return Planted.with(Planted.options(20), TUNED + (more.isEmpty() ? "" : " " + more));
    }

    private record Titles(String attribute) implements ItemTexts {
        @Override
        public String encoder() {
            return folder.resolve("tiny").toString();
        }

        @Override
        public String text(Item item) {
            return item.title();
        }
    }

    private static Trainer.Run run() {
        return Trainer.Run.of(3).withTexts(new Titles(VECTOR));
    }

    private static Transformer trained(String more, Trainer.Run run) {
        return new TransformerTrainer(options(more)).train(data, run);
    }

    /** How often an item that nobody used is liked more than the mean of all such by exactly those who are of its group. */
    private static double right(Transformer model) {
        int right = 0;
        int all = 0;
        for (int u = 0; u < 40; u++) {
            double[] scores = model.score(List.of(profile(u)), data.catalog().candidates())[0];
            double mean = IntStream.range(NEW, ITEMS)
                    .mapToDouble(i -> scores[i])
                    .average()
                    .orElseThrow();
            for (int i = NEW; i < ITEMS; i++) {
                int group = group(data.catalog().item(i).title());
                right += (scores[i] > mean) == (group == u % 2) ? 1 : 0;
                all++;
            }
        }
        return (double) right / all;
    }

    private static Profile profile(int user) {
        return data.profile(user, data.events().from(user), data.events().to(user));
    }

    @Test
    void an_encoder_that_is_trained_with_the_model_learns_what_its_vectors_do_not_say() {
        double frozen = right(trained("encoderLayers=0", run()));
        double whole = right(trained("", run()));
        double adapted = right(trained("encoderLayers=0 encoderRank=4 adapterRate=0.01", run()));
        assertThat(frozen).isLessThan(0.7);
        assertThat(whole).isGreaterThan(0.9);
        assertThat(adapted).isGreaterThan(0.9);
    }

    @Test
    void the_same_bits_with_any_number_of_workers_and_after_being_killed() {
        Transformer one = trained("epochs=4 patience=4", run().withWorkers(1));
        Transformer three = trained("epochs=4 patience=4", run().withWorkers(3));
        assertThat(Planted.weights(three)).isEqualTo(Planted.weights(one));
        Trainer.Run kept = run().withCheckpoints(folder.resolve("killed"));
        assertThatThrownBy(() -> trained("epochs=4 patience=4", kept.withProgress(Planted.killedAfter(2))))
                .isInstanceOf(Planted.Killed.class);
        Transformer resumed = trained("epochs=4 patience=4", kept);
        assertThat(Planted.weights(resumed)).isEqualTo(Planted.weights(one));
        assertThat(resumed.provenance()).isEqualTo(one.provenance());
        assertThat(resumed.catalog().items()).isEqualTo(one.catalog().items());
    }

    @Test
    void a_model_keeps_its_encoder_and_reads_new_texts_by_it() {
        Transformer model = trained("epochs=4 patience=4", run());
        Path kept = folder.resolve("model");
        ModelFolder.write(kept, model.store(), true);
        StoredModel stored = ModelFolder.read(kept);
        TunedEncoder tuned = TunedEncoder.of(stored).orElseThrow();
        assertThat(tuned.encoder()).isEqualTo("tiny");
        Transformer read = Transformer.restore(stored);
        try (TextEncoder before = TextEncoders.open(files);
                TextEncoder encoder = tuned.open(files)) {
            for (int i = 0; i < ITEMS; i++) {
                Item item = read.catalog().item(i);
                float[] vector = encoder.encode(item.title());
                assertThat(vector).isNotEqualTo(before.encode(item.title()));
                Attribute.Vector own = (Attribute.Vector) item.attributes().get(VECTOR);
                for (int f = 0; f < WIDTH; f++) {
                    assertThat(own.get(f)).isCloseTo(vector[f], within(1e-5f));
                }
                Candidate described = new Candidate.Described(
                        new Item("new", item.title(), Map.of(VECTOR, new Attribute.Vector(vector))));
                double[] scores = read.score(List.of(profile(1)), List.of(described, new Candidate.Known(i)))[0];
                assertThat(scores[0]).isCloseTo(scores[1], within(1e-4));
            }
        }
    }

    @Test
    void another_encoder_than_the_one_that_was_trained_is_refused() throws IOException {
        Transformer model = trained("epochs=1 patience=1", run());
        EncoderFiles other = written(encoder(2), "other");
        TunedEncoder tuned = TunedEncoder.of(model.store()).orElseThrow();
        assertThatThrownBy(() -> tuned.open(other))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("data.texts.encoder");
    }

    /** Against differences of the loss, for the last layer whole and for adapters in all layers. */
    @ParameterizedTest
    @ValueSource(strings = {"encoderLayers=1", "encoderLayers=2", "encoderLayers=0 encoderRank=2"})
    void slopes_are_those_of_the_loss(String which) {
        TransformerOptions options = options("dropout=0 positions=from-start encoderBatches=1 " + which);
        Described described = Described.learn(data, options).orElseThrow();
        ItemFeatures known = new ItemFeatures(data, described, options.reading());
        Network network = known.begin(Blueprint.draw(options, ITEMS, described.size(), new Random(5)));
        Random random = new Random(6);
        List<Example> batch = IntStream.range(0, 6)
                .mapToObj(u -> Example.next(
                        new Stretch(
                                Tokens.of(IntStream.range(
                                                data.events().from(u),
                                                data.events().to(u))
                                        .map(row -> data.events().item(row))
                                        .toArray()),
                                0),
                        0,
                        false,
                        random))
                .toList();
        Draw draw = Negatives.used(options.learning(), data.events(), ITEMS).draw(batch, random);
        int targets = batch.stream().mapToInt(Example::targets).sum();
        try (TorchWorkers threads = new TorchWorkers(2);
                TextTower tower = new TextTower(TextSource.open(data, run()), options.tuning(), threads, 3)) {
            // Adapters that are zero have no slope in what is multiplied by them.
            Map<String, Tensor> start = new TreeMap<>();
            tower.snapshot().forEach((name, numbers) -> start.put(name, nudged(numbers, random)));
            tower.restore(start, Map.of());
            tower.renewAll(known, Progress.NONE);
            Map<String, Tensor> found = new HashMap<>();
            {
                TorchTraining training =
                        new TorchTraining(network, options, Optional.of(known), Optional.of(tower), List.of(), threads);
                training.step(batch, draw, 1e-9, 1);
                tower.memory().forEach(found::put);
            }
            double squares = 0;
            int compared = 0;
            for (String name : start.keySet()) {
                float[] first =
                        found.getOrDefault("first." + name, start.get(name)).floats();
                for (int i = 0; i < first.length; i += Math.max(1, first.length / 7)) {
                    double slope = (loss(options, known, network, tower, start, name, i, 2e-3f, batch, draw)
                                    - loss(options, known, network, tower, start, name, i, -2e-3f, batch, draw))
                            / (4e-3 * targets);
                    assertThat(10 * first[i])
                            .as(name + " " + i)
                            .isCloseTo((float) slope, within(2e-4f + 0.03f * (float) Math.abs(slope)));
                    squares += slope * slope;
                    compared++;
                }
            }
            assertThat(compared).isGreaterThan(20);
            assertThat(squares).isGreaterThan(1e-6);
        }
    }

    private static Tensor nudged(Tensor numbers, Random random) {
        float[] moved = numbers.floats().clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (0.05 * random.nextGaussian());
        }
        return Tensor.of(moved, numbers.shape());
    }

    private static double loss(
            TransformerOptions options,
            ItemFeatures known,
            Network network,
            TextTower tower,
            Map<String, Tensor> start,
            String name,
            int place,
            float by,
            List<Example> batch,
            Draw draw) {
        Map<String, Tensor> moved = new TreeMap<>(start);
        float[] numbers = start.get(name).floats().clone();
        numbers[place] += by;
        moved.put(name, Tensor.of(numbers, numbers.length));
        tower.restore(moved, Map.of());
        tower.renewAll(known, Progress.NONE);
        return TorchTrainingTest.loss(options, known.complete(network), batch, draw);
    }

    @Test
    void what_cannot_be_trained_is_refused() {
        assertThatThrownBy(() -> trained("", Trainer.Run.of(1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("data.texts");
        assertThatThrownBy(() -> options("attributes=false ids=true"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("attributes");
        assertThatThrownBy(() -> options("encoderBatches=0"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("encoderBatches");
        assertThatThrownBy(() -> trained("encoderLayers=3", run()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("encoderLayers")
                .hasMessageContaining("2");
        Dataset wordless = new Dataset(
                data.name(),
                data.users(),
                new Catalog(data.catalog().items().stream()
                        .map(item -> new Item(item.id(), "", item.attributes()))
                        .toList()),
                data.kinds(),
                data.events(),
                data.people());
        assertThatThrownBy(() -> new TransformerTrainer(options("")).train(wordless, run()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no item that has an event has a text");
        Trainer.Run unread = Trainer.Run.of(1).withTexts(new Titles("no such vector"));
        assertThatThrownBy(() -> trained("", unread))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no such vector");
    }

    @Test
    void an_encoder_that_cannot_be_computed_with_is_noticed() {
        TransformerOptions options = options("");
        ItemFeatures known =
                new ItemFeatures(data, Described.learn(data, options).orElseThrow(), options.reading());
        try (TorchWorkers threads = new TorchWorkers(1);
                TextTower tower = new TextTower(TextSource.open(data, run()), options.tuning(), threads, 3)) {
            TunedTexts texts = new TunedTexts(tower, known, Map.of(), Progress.NONE);
            assertThat(texts.epoch()).isTrue();
            String name = tower.snapshot().keySet().iterator().next();
            float[] numbers = tower.snapshot()
                    .getOrDefault(name, Tensor.of(new float[1], 1))
                    .floats()
                    .clone();
            numbers[0] = Float.NaN;
            tower.restore(Map.of(name, Tensor.of(numbers, numbers.length)), Map.of());
            assertThat(texts.epoch()).isFalse();
        }
    }

    @Test
    void items_without_a_text_are_left_as_they_are() {
        List<Item> items = new ArrayList<>(data.catalog().items());
        items.set(0, new Item("i0", "", Map.of()));
        Dataset some =
                new Dataset(data.name(), data.users(), new Catalog(items), data.kinds(), data.events(), data.people());
        Transformer model = new TransformerTrainer(options("epochs=2 patience=2")).train(some, run());
        assertThat(model.catalog().item(0).attributes()).isEmpty();
        Profile one = new Profile(
                List.of(new Event(new Candidate.Known(0), "use", Double.NaN, Event.NO_TIME)),
                Map.of(),
                Set.of(),
                List.of(),
                Context.NONE);
        assertThat(model.score(List.of(one), model.catalog().candidates())[0]).doesNotContain(Double.NaN);
    }
}
