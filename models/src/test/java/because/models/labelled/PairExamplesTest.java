package because.models.labelled;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Attribute;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Event;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.Profile;
import because.core.Task;
import because.core.Trainer;
import because.network.Features;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairExamplesTest {
    private static final Task HIGH = new Task(Task.Kind.PROBABILITY, "", 3);

    /** People who rate some items several times, and do not rate others that they had; one of one event, and one of none. */
    private static Dataset world(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> pairs = new ArrayList<>();
        Map<Integer, Map<String, Attribute>> known = new HashMap<>();
        for (int user = 0; user < 30; user++) {
            known.put(user, Map.of("city", new Attribute.Tokens(List.of(random.nextBoolean() ? "Lisbon" : "Porto"))));
            int events = user < 2 ? user : 1 + random.nextInt(20);
            for (int event = 0; event < events; event++) {
                pairs.add(new int[] {user, random.nextInt(12)});
            }
        }
        float[] values = new float[pairs.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = random.nextInt(4) == 0 ? Float.NaN : 1 + random.nextInt(5);
        }
        return new Dataset(
                "world",
                new IdMap(IntStream.range(0, 30).mapToObj(u -> "u" + u).toList()),
                new Catalog(IntStream.range(0, 12)
                        .mapToObj(i -> new Item(
                                "i" + i,
                                "i" + i,
                                Map.of("colour", new Attribute.Tokens(List.of(i % 3 == 0 ? "red" : "blue")))))
                        .toList()),
                new IdMap(List.of("rating")),
                Interactions.sorted(
                        30,
                        pairs.stream().mapToInt(pair -> pair[0]).toArray(),
                        pairs.stream().mapToInt(pair -> pair[1]).toArray(),
                        values,
                        null,
                        null),
                known);
    }

    /** The same examples, each with a vector of its own: what is said of the person without the events with the example's item. */
    private static final class Plain extends PairExamples {
        private final List<FeaturesBut> vectors = new ArrayList<>();

        Plain(Dataset data, Task task, PairOptions options) {
            super(data, task, options);
            Interactions events = data.events();
            for (int user = 0; user < events.users(); user++) {
                Profile all = data.profile(user);
                for (int row = events.from(user); row < events.to(user); row++) {
                    int item = events.item(row);
                    if (!Double.isNaN(task.label(data.event(row)))) {
                        List<Event> others = all.events().stream()
                                .filter(event -> event.knownItem() != item)
                                .toList();
                        vectors.add(FeaturesBut.none(encoding.person(
                                new Profile(others, all.attributes(), all.tags(), all.links(), all.context()))));
                    }
                }
            }
        }

        @Override
        FeaturesBut person(int example) {
            return vectors.get(example);
        }
    }

    private static Features left(FeaturesBut features) {
        Features.Collector left = new Features.Collector();
        for (int i = 0; i < features.size(); i++) {
            if (!features.without(i)) {
                left.add(features.index(i), features.value(i));
            }
        }
        return left.done();
    }

    @ParameterizedTest
    @CsvSource({"true,1", "true,2", "true,3", "false,4"})
    void an_example_says_of_its_person_what_the_other_items_say(boolean history, long seed) {
        Dataset data = world(seed);
        PairOptions options =
                new PairOptions(true, history, PairOptions.defaults().features(), 1);
        for (Task task : List.of(Task.RATING, HIGH)) {
            PairExamples examples = new PairExamples(data, task, options);
            PairExamples plain = new Plain(data, task, options);
            assertThat(examples.size()).isGreaterThan(100);
            for (int n = 0; n < examples.size(); n++) {
                assertThat(left(examples.person(n)))
                        .as("example %s of %s", n, task)
                        .isEqualTo(left(plain.person(n)));
            }
        }
    }

    @Test
    void trainings_end_in_the_same_bits_as_with_a_vector_for_each_example() {
        Dataset data = world(5);
        Trainer.Run run = Trainer.Run.of(1);
        LogisticTrainer logistic =
                new LogisticTrainer(LogisticOptions.defaults().withTask(HIGH));
        PairOptions pairs = PairOptions.defaults();
        assertThat(logistic.train(data, run).provenance().fingerprint())
                .isEqualTo(logistic.train(new Plain(data, HIGH, pairs), data, run)
                        .provenance()
                        .fingerprint());
        FactorizationMachineTrainer machine = new FactorizationMachineTrainer(FactorizationMachineOptions.defaults()
                .withTask(Task.RATING)
                .withEpochs(5)
                .withMembers(2));
        assertThat(machine.train(data, run).provenance().fingerprint())
                .isEqualTo(machine.train(new Plain(data, Task.RATING, pairs), data, run)
                        .provenance()
                        .fingerprint());
    }

    /** A history of ten thousand items for each of ten thousand examples would be 1.6 GB. */
    @Test
    void a_long_history_is_kept_once() {
        int events = 10_000;
        Dataset data = new Dataset(
                "long",
                new IdMap(List.of("u")),
                new Catalog(IntStream.range(0, events)
                        .mapToObj(i -> Item.of("i" + i))
                        .toList()),
                new IdMap(List.of("rating")),
                Interactions.sorted(
                        1, new int[events], IntStream.range(0, events).toArray(), rated(events), null, null),
                Map.of());
        PairExamples examples = new PairExamples(data, Task.RATING, PairOptions.defaults());
        assertThat(examples.person(0).all())
                .isSameAs(examples.person(events - 1).all());
        assertThat(left(examples.person(7)).size()).isEqualTo(2 * (events - 1));
    }

    private static float[] rated(int events) {
        float[] values = new float[events];
        for (int row = 0; row < events; row++) {
            values[row] = 1 + row % 5;
        }
        return values;
    }
}
