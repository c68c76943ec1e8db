package because.models.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Item;
import because.core.Profile;
import because.core.Trainer;
import because.models.store.ModelFolder;
import because.testkit.RecommenderContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentTest {
    private static final int ITEMS = 40;

    /** Items with a vector, some with two words, every seventh with nothing. */
    private static Dataset data() {
        Random random = new Random(5);
        Dataset plain = Events.random(2, 30, ITEMS, 300);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            float[] vector = new float[5];
            for (int j = 0; j < vector.length; j++) {
                vector[j] = (float) random.nextGaussian();
            }
            Map<String, Attribute> attributes = Map.of(
                    "about", new Attribute.Vector(vector),
                    "genres", new Attribute.Tokens(List.of("g" + i % 3, "g" + i % 5)));
            items.add(new Item("i" + i, "i" + i, i % 7 == 0 ? Map.of() : attributes));
        }
        return new Dataset(
                plain.name(), plain.users(), new Catalog(items), plain.kinds(), plain.events(), plain.people());
    }

    private static double cosine(Item one, Item other) {
        if (!(one.attributes().get("about") instanceof Attribute.Vector a)
                || !(other.attributes().get("about") instanceof Attribute.Vector b)) {
            return 0;
        }
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
    void a_score_is_the_mean_cosine_with_the_items_of_the_profile() {
        Dataset data = data();
        Content model = new ContentTrainer(ContentOptions.defaults().withOf("about")).train(data, Trainer.Run.of(1));
        Profile profile = Profile.ofItems(3, 8, 3, 14);
        double[] scores = model.score(List.of(profile), data.catalog().candidates())[0];
        for (int item = 0; item < ITEMS; item++) {
            Item candidate = data.catalog().item(item);
            double expected = 0;
            for (int used : new int[] {3, 8, 14}) {
                expected += cosine(data.catalog().item(used), candidate) / 3;
            }
            assertThat(scores[item]).as("item %s", item).isCloseTo(expected, within(1e-6));
        }
        Candidate outside = new Candidate.Described(
                new Item("new", "new", data.catalog().item(9).attributes()));
        assertThat(model.score(List.of(profile), List.of(outside))[0][0]).isEqualTo(scores[9]);
        assertThat(model.score(List.of(Profile.EMPTY), List.of(outside))[0][0]).isZero();
    }

    @Test
    void keeps_the_contract_and_comes_back_from_its_folder(@TempDir Path folder) {
        Dataset data = data();
        Content model = new ContentTrainer(ContentOptions.defaults()).train(data, Trainer.Run.of(1));
        assertThat(RecommenderContract.check(model)).isEmpty();
        ModelFolder.write(folder.resolve("model"), model.store(), false);
        Content loaded = Content.restore(ModelFolder.read(folder.resolve("model")));
        List<Profile> profiles = List.of(data.profile(0), Profile.EMPTY);
        assertThat(loaded.score(profiles, loaded.catalog().candidates()))
                .isDeepEqualTo(model.score(profiles, model.catalog().candidates()));
    }

    @Test
    void what_cannot_be_compared_is_refused() {
        Trainer.Run run = Trainer.Run.of(1);
        Dataset data = data();
        Trainer wrong = new ContentTrainer(ContentOptions.defaults().withOf("abuot"));
        assertThatThrownBy(() -> wrong.train(data, run))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("about");
        Trainer all = new ContentTrainer(ContentOptions.defaults());
        Dataset bare = Events.random(1, 5, 5, 20);
        assertThatThrownBy(() -> all.train(bare, run))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("data.texts");
    }
}
