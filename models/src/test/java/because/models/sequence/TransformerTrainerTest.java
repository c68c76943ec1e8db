package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.core.Catalog;
import because.core.Dataset;
import because.core.EventWeights;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.Profile;
import because.core.Recommender;
import because.core.Trainer;
import because.models.baseline.PopularityOptions;
import because.models.baseline.PopularityTrainer;
import because.models.store.ModelFolder;
import because.models.store.StoredModel;
import because.testkit.PlantedEvents;
import because.testkit.RecommenderContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformerTrainerTest {
    private static final PlantedEvents WORLD = Planted.world(1, 1);
    private static final Dataset TRAIN = Planted.allButLast(WORLD.data());
    private static final Transformer TRAINED =
            new TransformerTrainer(Planted.options(12)).train(TRAIN, Trainer.Run.of(1));

    @Test
    void keeps_the_contract_of_recommenders() {
        assertThat(RecommenderContract.check(TRAINED)).isEmpty();
    }

    @Test
    void learns_what_follows_what() {
        double[] hits = Planted.hits(WORLD.data()).perPerson(TRAINED);
        // Nine of ten last events follow from the one before; a perfect model hits no more than those and a few by
        // chance.
        assertThat(Arrays.stream(hits).average().orElseThrow()).isGreaterThan(0.75);
        for (int item = 0; item < 40; item++) {
            double[] scores = TRAINED.score(
                            List.of(Profile.ofItems((item + 7) % 40, item)),
                            TRAINED.catalog().candidates())[0];
            double successor = scores[WORLD.successor(item)];
            assertThat(Arrays.stream(scores).filter(s -> s > successor).count())
                    .as("items above the successor of %s", item)
                    .isLessThan(3);
        }
    }

    @Test
    void learns_what_follows_the_one_before_the_last() {
        PlantedEvents world = Planted.world(2, 2);
        Transformer model =
                new TransformerTrainer(Planted.options(50)).train(Planted.allButLast(world.data()), Trainer.Run.of(1));
        assertThat(Planted.hits(world.data()).mean(model)).isGreaterThan(0.6);
    }

    @Test
    void does_far_better_than_popularity_on_planted_events() {
        Recommender popularity = new PopularityTrainer(PopularityOptions.defaults()).train(TRAIN, Trainer.Run.of(1));
        double theirs = Planted.hits(WORLD.data()).mean(popularity);
        assertThat(Planted.hits(WORLD.data()).mean(TRAINED)).isGreaterThan(theirs + 0.5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void same_seed_same_bits_with_any_number_of_workers(int workers) {
        TransformerTrainer trainer = new TransformerTrainer(Planted.options(3));
        Transformer one = trainer.train(TRAIN, Trainer.Run.of(5).withWorkers(1));
        Transformer other = trainer.train(TRAIN, Trainer.Run.of(5).withWorkers(workers));
        assertThat(Planted.weights(other)).isEqualTo(Planted.weights(one));
        assertThat(other.provenance()).isEqualTo(one.provenance());
    }

    @Test
    void an_event_of_weight_0_is_as_if_it_were_not_there_and_light_ones_give_the_same_bits_each_time() {
        TransformerTrainer trainer = new TransformerTrainer(Planted.options(2));
        int events = TRAIN.events().size();
        EventWeights zeros = EventWeights.of("some", events, row -> row % 3 == 0 ? 0 : 1);
        Transformer weighted = trainer.train(TRAIN, Trainer.Run.of(5).withWeights(zeros));
        Transformer without = trainer.train(zeros.present(TRAIN), Trainer.Run.of(5));
        assertThat(Planted.weights(weighted)).isEqualTo(Planted.weights(without));
        Trainer.Run light =
                Trainer.Run.of(5).withWeights(EventWeights.of("some", events, row -> row % 3 == 0 ? 0.3 : 1));
        Transformer one = trainer.train(TRAIN, light.withWorkers(1));
        assertThat(Planted.weights(trainer.train(TRAIN, light.withWorkers(3)))).isEqualTo(Planted.weights(one));
        assertThat(Planted.weights(one)).isNotEqualTo(Planted.weights(weighted));
        assertThat(one.store().weighted().orElseThrow().lighter()).isEqualTo((events + 2) / 3);
    }

    @Test
    void another_seed_gives_other_weights() {
        TransformerTrainer trainer = new TransformerTrainer(Planted.options(1));
        Transformer one = trainer.train(TRAIN, Trainer.Run.of(5));
        Transformer other = trainer.train(TRAIN, Trainer.Run.of(6));
        assertThat(Planted.weights(other)).isNotEqualTo(Planted.weights(one));
        assertThat(other.provenance().fingerprint())
                .isNotEqualTo(one.provenance().fingerprint());
    }

    @Test
    void comes_back_from_its_folder_with_the_same_bits(@TempDir Path folder) {
        ModelFolder.write(folder.resolve("model"), TRAINED.store(), false);
        Transformer restored = Transformer.restore(ModelFolder.read(folder.resolve("model")));
        List<Profile> profiles = profiles(300, TRAINED.window() + 4);
        assertThat(restored.score(profiles, restored.catalog().candidates()))
                .isDeepEqualTo(TRAINED.score(profiles, TRAINED.catalog().candidates()));
        assertThat(restored.provenance()).isEqualTo(TRAINED.provenance());
    }

    @Test
    void parts_of_two_models_are_refused() {
        StoredModel stored = TRAINED.store();
        Transformer other = new TransformerTrainer(Planted.options(1))
                .train(
                        PlantedEvents.generate(new PlantedEvents.Options(9, 41, 5, 1, 0.9), 1)
                                .data(),
                        Trainer.Run.of(1));
        refuses(
                new StoredModel(
                        stored.provenance(),
                        Map.of(),
                        stored.catalog(),
                        other.store().weights(),
                        stored.texts()),
                "the network scores 41 items, but the catalogue has 40.\nMaybe ");
        refuses(
                new StoredModel(stored.provenance(), Map.of(), stored.catalog(), stored.weights(), Map.of()),
                "lacks the file 'network.json'");
        refuses(
                new PopularityTrainer(PopularityOptions.defaults())
                        .train(TRAIN, Trainer.Run.of(1))
                        .store(),
                "the kind of model is 'popularity'; allowed: transformer");
    }

    private static void refuses(StoredModel stored, String message) {
        assertThatThrownBy(() -> Transformer.restore(stored))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(message);
    }

    @Test
    void events_before_the_window_do_not_matter() {
        for (Profile profile : profiles(200, 3 * TRAINED.window())) {
            int from = Math.max(0, profile.events().size() - TRAINED.window());
            Profile newest = profile.withEvents(
                    profile.events().subList(from, profile.events().size()));
            assertThat(TRAINED.score(List.of(profile), TRAINED.catalog().candidates()))
                    .isDeepEqualTo(
                            TRAINED.score(List.of(newest), TRAINED.catalog().candidates()));
        }
    }

    private static List<Profile> profiles(int count, int longest) {
        Random random = new Random(9);
        return IntStream.range(0, count)
                .mapToObj(_ -> Profile.ofItems(
                        random.ints(random.nextInt(longest), 0, 40).toArray()))
                .toList();
    }

    @Test
    void stops_when_validation_gets_no_better_and_keeps_the_best_epoch() {
        TransformerOptions impatient = Planted.with(Planted.options(12), "patience=2");
        // Judged by a metric that falls from the third epoch on.
        List<Double> values = List.of(0.1, 0.2, 0.3, 0.25, 0.2, 0.4);
        int[] asked = {0};
        because.core.Metric metric = new because.core.Metric() {
            @Override
            public String name() {
                return "planned";
            }

            @Override
            public double[] perPerson(Recommender recommender) {
                return new double[] {values.get(asked[0]++)};
            }
        };
        Transformer stopped =
                new TransformerTrainer(impatient).train(TRAIN, Trainer.Run.of(1).withValidation(metric));
        assertThat(asked[0]).isEqualTo(5);
        Transformer three = new TransformerTrainer(Planted.options(3)).train(TRAIN, Trainer.Run.of(1));
        assertThat(Planted.weights(stopped)).isEqualTo(Planted.weights(three));
    }

    @Test
    void reports_every_epoch() {
        List<Long> epochs = new ArrayList<>();
        new TransformerTrainer(Planted.options(3))
                .train(TRAIN, Trainer.Run.of(1).withProgress(Planted.listing(epochs)));
        assertThat(epochs).containsExactly(1L, 2L, 3L);
    }

    @Test
    void refuses_data_that_nothing_can_be_learnt_from() {
        TransformerTrainer trainer = new TransformerTrainer(Planted.options(1));
        Dataset empty = TRAIN.withEvents(TRAIN.events().where(_ -> false));
        assertThatThrownBy(() -> trainer.train(empty, Trainer.Run.of(1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("there are 0 events and 40 items")
                .hasMessageContaining("\nMaybe ");
        Dataset oneItem = new Dataset(
                "one item",
                new IdMap(List.of("a")),
                new Catalog(List.of(Item.of("x"))),
                new IdMap(List.of("event")),
                Interactions.sorted(1, new int[3], new int[3], null, null, null),
                Map.of());
        assertThatThrownBy(() -> trainer.train(oneItem, Trainer.Run.of(1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("3 events and 1 items");
    }

    @Test
    void a_person_with_one_event_is_enough() {
        Dataset one = new Dataset(
                "one event",
                new IdMap(List.of("a", "b")),
                new Catalog(List.of(Item.of("x"), Item.of("y"))),
                new IdMap(List.of("event")),
                Interactions.sorted(2, new int[] {1}, new int[] {1}, null, null, null),
                Map.of());
        Transformer model = new TransformerTrainer(Planted.options(2)).train(one, Trainer.Run.of(1));
        assertThat(RecommenderContract.check(model)).isEmpty();
    }
}
