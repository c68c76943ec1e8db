package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Dataset;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.Profile;
import because.core.Recommender;
import because.core.Trainer;
import because.models.store.OptionMap;
import because.testkit.PlantedEvents;
import because.testkit.RecommenderContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PresetTest {
    private static final PlantedEvents WORLD = Planted.world(1, 1);
    private static final Dataset TRAIN = Planted.allButLast(WORLD.data());

    private static final Map<String, String> SMALL = Map.of(
            "dimension",
            "16",
            "blocks",
            "1",
            "heads",
            "2",
            "window",
            "12",
            "dropout",
            "0.1",
            "learningRate",
            "0.01",
            "batchTokens",
            "256",
            "epochs",
            "25",
            "patience",
            "25");

    private static Trainer trainer(String preset) {
        Map<String, String> given = new HashMap<>(SMALL);
        given.put("preset", preset);
        if (preset.equals("bert4rec")) {
            given.put("epochs", "100"); // a fifth of the events is told in each
        }
        return TransformerTrainer.of("the test", given);
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void every_preset_learns_what_follows_what(Preset preset) {
        Transformer model = (Transformer)
                trainer(preset.name().toLowerCase(java.util.Locale.ROOT)).train(TRAIN, Trainer.Run.of(1));
        assertThat(RecommenderContract.check(model)).isEmpty();
        // Nine of ten last events follow from the one before.
        assertThat(Planted.hits(WORLD.data()).mean(model)).isGreaterThan(0.6);
        assertThat(model.provenance().options())
                .containsEntry("preset", preset.name().toLowerCase(java.util.Locale.ROOT))
                .containsEntry("dimension", "16");
    }

    /** As many events each, of people who are alike. */
    private static Dataset events(int people, int each) {
        int[] user = new int[people * each];
        int[] item = new int[user.length];
        for (int row = 0; row < user.length; row++) {
            user[row] = row / each;
            item[row] = row % 10;
        }
        return new Dataset(
                "events",
                new IdMap(IntStream.range(0, people).mapToObj(u -> "u" + u).toList()),
                new Catalog(
                        IntStream.range(0, 10).mapToObj(i -> Item.of("i" + i)).toList()),
                new IdMap(List.of("event")),
                Interactions.sorted(people, user, item, null, null, null),
                Map.of());
    }

    @Test
    void because_reads_many_long_histories_by_a_larger_network() {
        Dataset large = events(5000, 100);
        TransformerOptions options = TransformerOptions.of("x", Map.of("heads", "4"), large);
        assertThat(options.form().dimension()).isEqualTo(128);
        assertThat(options.form().blocks()).isEqualTo(2);
        assertThat(options.form().window()).isEqualTo(200);
        assertThat(options.learning().dropout()).isEqualTo(0.2);
        assertThat(options.form().heads()).isEqualTo(4);
        assertThat(options.reading()).isEqualTo(Reading.IDS);
        TransformerOptions usual = TransformerOptions.defaults();
        assertThat(Preset.BECAUSE.options(events(4999, 100)))
                .as("499,900 events")
                .isEqualTo(usual);
        assertThat(Preset.BECAUSE.options(events(10_000, 64)))
                .as("histories of 64")
                .isEqualTo(usual);
        assertThat(Preset.BECAUSE.options(events(10_000, 65)).form())
                .isEqualTo(Preset.BECAUSE.options(large).form());
        assertThat(Preset.ESASREC.options(large)).isEqualTo(Preset.ESASREC.options());
        // What was chosen stays so on less data, once it is said.
        assertThat(TransformerOptions.of("x", OptionMap.of(options), TRAIN)).isEqualTo(options);
    }

    private static final Map<String, String> YES = Map.of("task", "probability", "positive", "yes");

    private static Reading reading(Map<String, String> given, Dataset data, String... more) {
        Map<String, String> all = new HashMap<>(given);
        for (String option : more) {
            all.put(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
        }
        return TransformerOptions.of("x", all, data).reading();
    }

    @Test
    void because_reads_what_there_is_where_labels_are_to_be_told() {
        Dataset offers = TaskWorlds.offers(50, 1);
        assertThat(reading(YES, offers)).isEqualTo(Reading.IDS.with(true, true, false));
        assertThat(reading(YES, offers, "people=false")).isEqualTo(Reading.IDS.with(true, false, false));
        assertThat(reading(YES, offers, "people=tokens", "attributes=false").people())
                .isEqualTo(Reading.People.TOKENS);
        assertThat(reading(YES, offers, "preset=esasrec")).isEqualTo(Reading.IDS);
        assertThat(reading(Map.of(), offers)).isEqualTo(Reading.IDS);
        Dataset ratings = TaskWorlds.recent(20, 6, 1, 1);
        assertThat(reading(Map.of("task", "rating"), ratings)).isEqualTo(Reading.IDS.with(false, false, true));
        assertThat(reading(Map.of(), ratings, "ratingWeight=1")).isEqualTo(Reading.IDS);
    }

    @Test
    void because_learns_from_attributes_who_takes_an_offer() {
        Map<String, String> given = new HashMap<>(YES);
        given.putAll(Map.of("dimension", "16", "dropout", "0", "learningRate", "0.005", "epochs", "12"));
        Recommender model =
                TransformerTrainer.of("the test", given).train(TaskWorlds.offers(3000, 4), Trainer.Run.of(3));
        List<Candidate> cards = List.of(new Candidate.Known(0), new Candidate.Known(1));
        for (int city = 0; city < 3; city++) {
            Profile person =
                    new Profile(List.of(), TaskWorlds.city(city), Set.of(), List.of(), because.core.Context.NONE);
            double[] odds = model.score(List.of(person), cards)[0];
            for (int card = 0; card < 2; card++) {
                assertThat(odds[card]).as("%s in %s", card, city).isCloseTo(city == card ? 1.5 : -1.5, within(0.6));
            }
        }
        assertThat(model.provenance().options()).containsEntry("people", "true").containsEntry("attributes", "true");
    }

    @Test
    void given_options_go_before_those_of_the_preset() {
        TransformerOptions options = TransformerOptions.of("x", Map.of("preset", "gsasrec", "negatives", "17"));
        assertThat(options.learning().loss()).isEqualTo(Learning.Loss.GBCE);
        assertThat(options.learning().negatives()).isEqualTo(17);
        assertThat(OptionMap.of(options)).containsEntry("preset", "gsasrec").containsEntry("loss", "gbce");
    }

    @Test
    void presets_and_options_that_do_not_exist_are_refused() {
        refuses(Map.of("preset", "sasrek"), "sasrec");
        refuses(Map.of("negative", "1"), "negatives");
        refuses(Map.of("block", "hstu", "objective", "cloze"), "cloze");
        refuses(Map.of("queryTime", "true"), "hstu");
        refuses(Map.of("sampling", "in-batch", "shared", "false"), "Maybe set shared");
        refuses(Map.of("blanked", "0"), "above 0, below 1");
    }

    private static void refuses(Map<String, String> given, String message) {
        assertThatThrownBy(() -> TransformerTrainer.of("the model transformer", given))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(message);
    }
}
