package because;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Attribute;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Event;
import because.core.Interactions;
import because.core.Item;
import because.core.Predictor;
import because.core.Profile;
import because.core.Recommender;
import because.core.Trainer;
import because.testkit.PlantedEvents;
import because.testkit.RecommenderContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that are asked about another catalogue by scores alone. */
class RenumberedTest {
    private static Dataset data() {
        Dataset plain = PlantedEvents.generate(new PlantedEvents.Options(40, 20, 6, 1, 0.8), 1)
                .data();
        List<Item> items = IntStream.range(0, plain.catalog().size())
                .mapToObj(i -> new Item("i" + i, "i" + i, colour(i % 3)))
                .toList();
        return new Dataset(
                plain.name(), plain.users(), new Catalog(items), plain.kinds(), plain.events(), plain.people());
    }

    private static Map<String, Attribute> colour(int number) {
        return Map.of("colour", new Attribute.Tokens(List.of("c" + number)));
    }

    private static Profile with(int... items) {
        return Profile.of(IntStream.of(items)
                .mapToObj(item -> new Event(new Candidate.Known(item), Event.ANY, 3, Event.NO_TIME))
                .toList());
    }

    @ParameterizedTest
    @CsvSource({"itemknn,false", "fm,true"})
    void items_keep_their_scores_and_new_ones_are_described(String kind, boolean describes) {
        Dataset data = data();
        Map<String, String> options =
                describes ? Map.of("task", "probability", "atLeast", "3", "epochs", "2", "members", "1") : Map.of();
        Recommender model = Models.trainer(kind, options).train(labelled(data), Trainer.Run.of(1));
        List<Item> turned = new ArrayList<>(data.catalog().items().reversed());
        Item fresh = new Item("fresh", "fresh", colour(1));
        if (describes) {
            turned.add(5, fresh);
        }
        Recommender over = new Renumbered(model, new Catalog(turned));
        assertThat(RecommenderContract.check(over)).isEmpty();
        int first = over.catalog().index("i0");
        int second = over.catalog().index("i7");
        double[] scores =
                over.score(List.of(with(first, second)), over.catalog().candidates())[0];
        double[] own = model.score(List.of(with(0, 7)), data.catalog().candidates())[0];
        for (int item = 0; item < own.length; item++) {
            assertThat(scores[over.catalog().index("i" + item)]).isEqualTo(own[item]);
        }
        if (describes) {
            double described = model.score(List.of(with(0, 7)), List.of(new Candidate.Described(fresh)))[0][0];
            assertThat(scores[5]).isEqualTo(described);
            // Such a model passes over events with what it does not know.
            assertThat(over.score(
                                    List.of(with(first, 5, second)),
                                    over.catalog().candidates())[0])
                    .isEqualTo(scores);
            assertThat(over.as(Predictor.class)).isPresent();
        }
    }

    private static Dataset labelled(Dataset data) {
        int rows = data.events().size();
        int[] user = new int[rows];
        int[] item = new int[rows];
        float[] value = new float[rows];
        for (int u = 0; u < data.users().size(); u++) {
            for (int row = data.events().from(u); row < data.events().to(u); row++) {
                user[row] = u;
                item[row] = data.events().item(row);
                value[row] = 1 + (u + item[row]) % 5;
            }
        }
        return data.withEvents(Interactions.sorted(data.users().size(), user, item, value, null, null));
    }
}
