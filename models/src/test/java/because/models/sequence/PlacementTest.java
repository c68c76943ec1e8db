package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import because.core.BadInput;
import because.core.Device;
import because.core.Trainer;
import because.testkit.PlantedEvents;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final PlantedEvents WORLD = Planted.world(1, 1);

    @Test
    void without_a_graphics_card_it_is_the_processor() {
        assertThat(Placement.of(Device.CPU)).isEqualTo(Placement.CPU);
        assumeThat(torch.cuda_is_available()).isFalse();
        assertThat(Placement.of(Device.AUTO)).isEqualTo(Placement.CPU);
        assertThatThrownBy(() -> Placement.of(Device.GPU))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("training.device")
                .hasMessageContaining("add gpu");
    }

    /** Only where there is one; that no tensor is made elsewhere than in {@link Placement} is held by the architecture's test. */
    @Test
    void a_graphics_card_learns_what_the_processor_learns() {
        assumeThat(torch.cuda_is_available()).as("skipped: no graphics card").isTrue();
        Transformer model = new TransformerTrainer(Planted.options(25))
                .train(Planted.allButLast(WORLD.data()), Trainer.Run.of(1).withDevice(Device.GPU));
        assertThat(Planted.hits(WORLD.data()).mean(model)).isGreaterThan(0.6);
        assertThat(model.provenance().environment().get("libtorch")).contains("GPU");
    }
}
