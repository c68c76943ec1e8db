package because.models.affinity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Event;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.Profile;
import because.core.Trainer;
import because.models.feature.FeatureOptions;
import because.models.feature.FeatureSpace;
import because.models.store.ModelFolder;
import because.network.Features;
import because.testkit.RecommenderContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A planted world: a person clicks on what is of a favourite genre, views anything, and everybody has more of what one publisher makes; colours and vectors say nothing. */
class AffinityTest {
    private static final int ITEMS = 200;
    private static final int PEOPLE = 300;
    private static final int GENRES = 4;
    private static final int LOUD = 5;

    private static List<Item> items() {
        Random random = new Random(7);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            float[] vector = new float[30];
            for (int j = 0; j < vector.length; j++) {
                vector[j] = (float) random.nextGaussian();
            }
            items.add(item("i" + i, i % GENRES, publisher(i), random.nextInt(3), vector));
        }
        return items;
    }

    private static int publisher(int item) {
        return item / GENRES % 6;
    }

    private static Item item(String id, int genre, int publisher, int colour, float[] vector) {
        return new Item(
                id,
                id,
                Map.of(
                        "genre", new Attribute.Tokens(List.of("g" + genre)),
                        "publisher", new Attribute.Tokens(List.of("p" + publisher)),
                        "colour", new Attribute.Tokens(List.of("c" + colour)),
                        "about", new Attribute.Vector(vector)));
    }

    /** Six clicks on the favourite genre and six views of anything; what the loud publisher makes is had four times as often. */
    private static Dataset world() {
        Random random = new Random(3);
        List<int[]> rows = new ArrayList<>();
        for (int user = 0; user < PEOPLE; user++) {
            for (int n = 0; n < 12; n++) {
                int item = random.nextInt(ITEMS);
                boolean click = n < 6;
                while ((click && item % GENRES != user % GENRES)
                        || (publisher(item) != LOUD && random.nextInt(4) > 0)) {
                    item = random.nextInt(ITEMS);
                }
                rows.add(new int[] {user, item, click ? 1 : 0});
            }
        }
        int[] users = rows.stream().mapToInt(row -> row[0]).toArray();
        int[] had = rows.stream().mapToInt(row -> row[1]).toArray();
        short[] kinds = new short[rows.size()];
        for (int row = 0; row < kinds.length; row++) {
            kinds[row] = (short) rows.get(row)[2];
        }
        List<String> ids = IntStream.range(0, PEOPLE).mapToObj(u -> "u" + u).toList();
        return new Dataset(
                "planted",
                new IdMap(ids),
                new Catalog(items()),
                new IdMap(List.of("view", "click")),
                Interactions.sorted(PEOPLE, users, had, null, null, kinds),
                Map.of());
    }

    private static Affinity train() {
        return new AffinityTrainer(AffinityOptions.defaults().withExamples(1500).withNegatives(20))
                .train(world(), Trainer.Run.of(1));
    }

    private static double likeness(Affinity model, String attribute, String kind) {
        int place = model.learned().kinds().indexOf(kind);
        return worth(model, attribute).likeness().get(place);
    }

    private static Affinity.Worth worth(Affinity model, String attribute) {
        return model.learned().attributes().stream()
                .filter(worth -> worth.name().equals(attribute))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void learns_which_attributes_draw_people_and_in_which_they_want_the_same() {
        Affinity model = train();
        assertThat(worth(model, "publisher").strength()).isPositive();
        assertThat(worth(model, "colour").strength()).isZero();
        assertThat(worth(model, "about").strength()).isZero();
        assertThat(likeness(model, "genre", "click")).isGreaterThan(1);
        assertThat(likeness(model, "genre", "click")).isGreaterThan(5 * Math.abs(likeness(model, "colour", "click")));
        assertThat(likeness(model, "genre", "click")).isGreaterThan(3 * Math.abs(likeness(model, "genre", "view")));
    }

    @Test
    void ranks_items_that_nobody_had_by_what_was_learned() {
        Affinity model = train();
        float[] vector = new float[30];
        List<Candidate> fresh = Stream.of(
                        item("a", 2, LOUD, 0, vector), item("b", 2, 0, 0, vector), item("c", 1, 0, 0, vector))
                .<Candidate>map(Candidate.Described::new)
                .toList();
        Profile clicks = Profile.of(List.of(click(2), click(6), click(10)));
        double[] scores = model.score(List.of(clicks), fresh)[0];
        assertThat(scores[0]).isGreaterThan(scores[1]);
        assertThat(scores[1]).isGreaterThan(scores[2]);
        double[] nobody = model.score(List.of(Profile.EMPTY), fresh)[0];
        assertThat(nobody[0]).as("the appeal of the publisher").isGreaterThan(nobody[1]);
        assertThat(nobody[1] - nobody[2]).as("no favourite, no genre").isCloseTo(0, within(0.3));
    }

    private static Event click(int item) {
        return new Event(new Candidate.Known(item), "click", Double.NaN, Event.NO_TIME);
    }

    @Test
    void a_score_is_the_appeal_and_the_weighted_mean_likeness() {
        Affinity model = train();
        Candidate candidate = model.catalog().candidates().get(17);
        Profile profile = Profile.of(List.of(click(1), click(21), click(1)));
        double expected = model.score(List.of(Profile.EMPTY), List.of(candidate))[0][0];
        for (int had : new int[] {1, 21}) {
            Item one = model.catalog().item(had);
            Item other = model.catalog().item(17);
            for (String name : List.of("genre", "publisher", "colour")) {
                boolean same =
                        one.attributes().get(name).equals(other.attributes().get(name));
                expected += same ? likeness(model, name, "click") / 2 : 0;
            }
            expected += likeness(model, "about", "click") * cosine(one, other) / 2;
        }
        assertThat(model.score(List.of(profile), List.of(candidate))[0][0]).isCloseTo(expected, within(1e-6));
    }

    private static double cosine(Item one, Item other) {
        Attribute.Vector a = (Attribute.Vector) one.attributes().get("about");
        Attribute.Vector b = (Attribute.Vector) other.attributes().get("about");
        double dot = 0;
        double squareA = 0;
        double squareB = 0;
        for (int j = 0; j < a.size(); j++) {
            dot += a.get(j) * b.get(j);
            squareA += a.get(j) * a.get(j);
            squareB += b.get(j) * b.get(j);
        }
        return dot / Math.sqrt(squareA * squareB);
    }

    @Test
    void keeps_the_contract_and_comes_back_from_its_folder_and_workers_change_no_bit(@TempDir Path folder) {
        Affinity model = train();
        assertThat(RecommenderContract.check(model)).isEmpty();
        ModelFolder.write(folder.resolve("model"), model.store(), false);
        Affinity loaded = Affinity.restore(ModelFolder.read(folder.resolve("model")));
        List<Profile> profiles = List.of(world().profile(0), Profile.EMPTY);
        assertThat(loaded.score(profiles, loaded.catalog().candidates()))
                .isDeepEqualTo(model.score(profiles, model.catalog().candidates()));
        assertThat(loaded.learned()).isEqualTo(model.learned());
        assertThat(train().provenance().fingerprint())
                .isEqualTo(model.provenance().fingerprint());
    }

    @Test
    void what_an_item_would_draw_if_it_were_new_does_not_know_what_it_drew() {
        FeatureSpace space = FeatureSpace.learn(world(), FeatureOptions.defaults());
        List<Features> features = items().stream().map(space::item).toList();
        int[] people = IntStream.range(0, ITEMS)
                .map(i -> (publisher(i) == LOUD ? 40 : 10) + i % 3)
                .toArray();
        Appeal before = Appeal.learn(space.items(), features, people, new SplittableRandom(1), 2);
        people[60]++;
        Appeal after = Appeal.learn(space.items(), features, people, new SplittableRandom(1), 1);
        assertThat(after.strengths).isEqualTo(before.strengths);
        assertThat(after.heldOut[60]).isEqualTo(before.heldOut[60]);
        assertThat(Arrays.equals(after.weights, before.weights)).isFalse();
    }

    @Test
    void what_cannot_be_learned_is_refused() {
        Dataset world = world();
        Trainer.Run run = Trainer.Run.of(1);
        Trainer wrong = new AffinityTrainer(AffinityOptions.defaults().withOf("gnere"));
        assertThatThrownBy(() -> wrong.train(world, run))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("genre");
        Trainer usual = new AffinityTrainer(AffinityOptions.defaults());
        Dataset single = world.withEvents(world.events()
                .where(row -> row == world.events().from(world.events().users() - 1)));
        assertThatThrownBy(() -> usual.train(single, run))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("two items");
        assertThatThrownBy(() -> AffinityOptions.defaults().withRegularisation(0))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> AffinityOptions.defaults().withNegatives(0)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> AffinityOptions.defaults().withExamples(0)).isInstanceOf(BadInput.class);
    }
}
