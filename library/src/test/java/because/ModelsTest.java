package because;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Catalog;
import because.core.Dataset;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.Recommender;
import because.core.Trainer;
import because.models.sequence.Transformer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelsTest {
    private static final Map<String, String> SMALL = Map.of(
            "dimension", "4", "heads", "1", "window", "5", "negatives", "4", "batchTokens", "1024", "epochs", "1");

    /** 5,000 people of 100 events each: as many as the preset takes for many. */
    private static Dataset large() {
        int[] user = IntStream.range(0, 500_000).map(row -> row / 100).toArray();
        int[] item = IntStream.range(0, user.length).map(row -> row % 10).toArray();
        return new Dataset(
                "large",
                new IdMap(IntStream.range(0, 5000).mapToObj(u -> "u" + u).toList()),
                new Catalog(
                        IntStream.range(0, 10).mapToObj(i -> Item.of("i" + i)).toList()),
                new IdMap(List.of("event")),
                Interactions.sorted(5000, user, item, null, null, null),
                Map.of());
    }

    @Test
    void a_tuning_s_training_on_few_people_is_one_of_the_same_model() {
        Dataset all = large();
        Dataset few = all.withEvents(all.events().where(row -> row < 2000));
        try (Recommender model = Models.trainer(Transformer.MODEL, SMALL, all).train(few, Trainer.Run.of(1))) {
            assertThat(model.provenance().options())
                    .isEqualTo(Models.resolved(Transformer.MODEL, SMALL, all))
                    .containsEntry("blocks", "2")
                    .containsEntry("dimension", "4");
        }
        try (Recommender model = Models.trainer(Transformer.MODEL, SMALL).train(few, Trainer.Run.of(1))) {
            assertThat(model.provenance().options()).containsEntry("blocks", "1");
        }
    }
}
