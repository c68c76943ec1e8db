package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Event;
import because.core.Item;
import because.core.ItemRef;
import because.core.Metric;
import because.core.Profile;
import because.core.Provenance;
import because.core.Recommender;
import because.core.Regularizer;
import because.core.Trainer;
import because.models.store.StoredModel;
import because.network.FloatEngine;
import because.network.Network;
import because.network.Tensor;
import because.network.Tokens;
import because.testkit.PlantedEvents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prices on scores, against the engine's scores and finite differences, and what they do to a training. */
class RegularizedTrainingTest {
    private static final PlantedEvents WORLD = Planted.world(1, 3);
    private static final Dataset TRAIN = Planted.allButLast(WORLD.data());
    private static final Metric HITS = Planted.hits(WORLD.data());

    @TempDir
    Path folder;

    /** Half the sum of the squared scores. */
    private record Squares(List<Profile> profiles, int item) implements Regularizer.Term {
        @Override
        public double cost(double[] scores, double[] slopes) {
            System.arraycopy(scores, 0, slopes, 0, scores.length);
            return Arrays.stream(scores).map(s -> s * s / 2).sum();
        }
    }

    /** The price of some people's scores of the first item; remembers how many epochs it saw, and how well the model did before each. */
    private static final class Pricing implements Regularizer {
        private final List<Float> seen = new ArrayList<>();

        @Override
        public String fingerprint() {
            return "squares";
        }

        @Override
        public List<Term> epoch(int number, Recommender model) {
            List<Profile> people = List.of(
                    TRAIN.profile(number % 20), TRAIN.profile(30 + number % 20).withEvents(List.of()));
            double score = model.score(people, model.catalog().candidates())[0][0];
            seen.add((float) score);
            double before = seen.stream().mapToDouble(s -> s).sum();
            return IntStream.range(0, 30)
                    .mapToObj(i -> (Term) new Squares(List.of(TRAIN.profile(i)), before > 0 ? 0 : 1))
                    .toList();
        }

        @Override
        public Map<String, float[]> memory() {
            float[] numbers = new float[seen.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = seen.get(i);
            }
            return numbers.length == 0 ? Map.of() : Map.of("seen", numbers);
        }

        @Override
        public void remember(Map<String, float[]> memory) {
            seen.clear();
            for (float number : memory.getOrDefault("seen", new float[0])) {
                seen.add(number);
            }
        }
    }

    private static TransformerOptions options(int epochs, double fidelity) {
        return Planted.with(Planted.options(epochs), "fidelity=" + fidelity);
    }

    private static double cost(Network network, List<Tokens> read, int item) {
        FloatEngine engine = new FloatEngine(network);
        return read.stream()
                .mapToDouble(tokens -> engine.scores(engine.newRun().state(tokens))[item])
                .map(score -> score * score / 2)
                .sum();
    }

    /** What an optimizer without momentum moves is the slope; the accuracy's part is what moves without the price. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dropout=0.3",
                "block=ligr",
                "block=post-norm objective=cloze loss=softmax",
                "block=hstu positions=none",
                "loss=bce shared=false tied=false bias=false"
            })
    void a_step_goes_against_the_slope_of_the_engines_scores(String changes) {
        TransformerOptions options = TorchTrainingTest.options(changes, "optimizer=sgd clip=1e9 fidelity=0.7");
        boolean cloze = options.learning().objective() == Learning.Objective.CLOZE;
        int compared = 0;
        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            Network network = Blueprint.draw(options, TorchTrainingTest.ITEMS, 0, random);
            Stretch events = new Stretch(
                    Tokens.of(random.ints(7, 0, TorchTrainingTest.ITEMS).toArray()), 0);
            List<Example> batch =
                    List.of(cloze ? Example.cloze(events, 0.3, random) : Example.next(events, 0, false, random));
            Draw draw = TorchTrainingTest.draw(options, batch, random);
            int item = random.nextInt(TorchTrainingTest.ITEMS);
            List<Tokens> read = List.of(
                    Tokens.of(random.ints(5, 0, TorchTrainingTest.ITEMS).toArray()),
                    Tokens.of(3, Tokens.HIDDEN, 8),
                    Tokens.of());
            Priced price = priced(network, read, item);
            double expected = 0.7 * cost(network, read, item) * batch.getFirst().targets();
            Network[] after = new Network[2];
            double[] losses = new double[2];
            for (int with = 0; with < 2; with++) {
                try (TorchWorkers workers = new TorchWorkers(2)) {
                    TorchTraining training =
                            new TorchTraining(network, options, Optional.empty(), Optional.empty(), List.of(), workers);
                    losses[with] = training.step(batch, draw, with == 0 ? List.of() : List.of(price), 1, seed);
                    after[with] = training.snapshot();
                }
            }
            assertThat(losses[1] - losses[0]).isCloseTo(expected, within(1e-4 * (1 + expected)));
            for (String name : network.weights().keySet()) {
                for (int i = 0; i < network.weight(name).size(); i += 7) {
                    double slope = 0.7
                            * (cost(TorchTrainingTest.moved(network, name, i, 4e-3f), read, item)
                                    - cost(TorchTrainingTest.moved(network, name, i, -4e-3f), read, item))
                            / 8e-3;
                    double moved = after[1].weight(name).floats()[i]
                            - after[0].weight(name).floats()[i];
                    boolean fixed = name.equals("positions") && options.form().positions() == Form.Positions.NONE;
                    if (!fixed) {
                        assertThat(moved)
                                .as("%s[%s]", name, i)
                                .isCloseTo(-slope, within(5e-3 + 0.03 * Math.abs(slope)));
                        compared += Math.abs(slope) > 1e-2 ? 1 : 0;
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(30);
    }

    private static Transformer model(Network network, Catalog catalog) {
        Provenance provenance = new Provenance(Transformer.MODEL, Map.of(), 1, "none", "none", Map.of());
        return Transformer.restore(new StoredModel(
                provenance,
                Map.of(),
                catalog,
                network.weights(),
                Map.of(Transformer.NETWORK, network.operationsJson())));
    }

    /** Through profiles, as a regularizer gives them. */
    private static Priced priced(Network network, List<Tokens> read, int item) {
        Catalog catalog = new Catalog(IntStream.range(0, TorchTrainingTest.ITEMS)
                .mapToObj(i -> Item.of("i" + i))
                .toList());
        List<Profile> profiles = read.stream()
                .map(tokens -> Profile.EMPTY.withEvents(IntStream.range(0, tokens.size())
                        .mapToObj(i -> new Event(
                                tokens.item(i) == Tokens.HIDDEN
                                        ? ItemRef.Hidden.HIDDEN
                                        : catalog.candidates().get(tokens.item(i)),
                                Event.ANY,
                                Double.NaN,
                                Event.NO_TIME))
                        .toList()))
                .toList();
        return new Priced(new Squares(profiles, item), model(network, catalog));
    }

    @Test
    void what_costs_becomes_small_and_the_training_still_learns() {
        Transformer free = new TransformerTrainer(options(12, 0))
                .train(TRAIN, Trainer.Run.of(1).withValidation(HITS));
        Pricing pricing = new Pricing();
        Transformer held = new TransformerTrainer(options(12, 0.5))
                .train(TRAIN, Trainer.Run.of(1).withValidation(HITS).withRegularizer(pricing));
        assertThat(pricing.seen).hasSize(12);
        int item = pricing.seen.stream().mapToDouble(s -> s).sum() > 0 ? 0 : 1;
        double before = 0;
        double after = 0;
        for (int user = 0; user < 30; user++) {
            before += Math.pow(score(free, user, item), 2);
            after += Math.pow(score(held, user, item), 2);
        }
        assertThat(after).isLessThan(0.3 * before);
        assertThat(HITS.mean(held)).isGreaterThan(0.6 * HITS.mean(free)).isGreaterThan(0.3);
    }

    private static double score(Transformer model, int user, int item) {
        return model.score(List.of(TRAIN.profile(user)), model.catalog().candidates())[0][item];
    }

    @Test
    void a_killed_training_goes_on_with_the_same_bits_and_with_what_the_regularizer_knows() {
        TransformerTrainer trainer = new TransformerTrainer(options(3, 0.1));
        Trainer.Run plain = Trainer.Run.of(1).withValidation(HITS);
        Transformer unbroken =
                trainer.train(TRAIN, plain.withRegularizer(new Pricing()).withWorkers(1));
        Trainer.Run run = plain.withCheckpoints(folder.resolve("checkpoints")).withRegularizer(new Pricing());
        for (int epoch = 1; epoch <= 2; epoch++) {
            Trainer.Run killed = run.withProgress(Planted.killedAfter(epoch)).withWorkers(1 + epoch % 3);
            assertThatThrownBy(() -> trainer.train(TRAIN, killed)).isInstanceOf(Planted.Killed.class);
        }
        Pricing fresh = new Pricing();
        Transformer resumed = trainer.train(TRAIN, run.withRegularizer(fresh));
        assertThat(Planted.weights(resumed)).isEqualTo(Planted.weights(unbroken));
        assertThat(fresh.seen).hasSize(3);
        Map<String, Tensor> free = Planted.weights(new TransformerTrainer(options(3, 0)).train(TRAIN, plain));
        assertThat(Planted.weights(resumed)).isNotEqualTo(free);
    }

    @Test
    void fidelity_without_an_explainer_and_for_ratings_is_refused() {
        assertThatThrownBy(() -> new TransformerTrainer(options(2, 0.1)).train(TRAIN, Trainer.Run.of(1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("\nMaybe train by Training.train");
        assertThatThrownBy(() -> Planted.with(options(2, 0.1), "task=rating"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("because learn-explainer");
        assertThatThrownBy(() -> options(2, -1)).isInstanceOf(BadInput.class).hasMessageContaining("0 or more");
    }
}
