package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Trainer;
import because.models.store.OptionMap;
import because.testkit.PlantedEvents;
import because.testkit.RecommenderContract;
import java.util.Map;
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
        Map<String, String> given = new java.util.HashMap<>(SMALL);
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
