package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.models.Memory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FootprintTest {
    private static Footprint of(int items, int longest, String... changes) {
        TransformerOptions options = Planted.with(TransformerOptions.defaults(), changes);
        return Footprint.of(Blueprint.draw(options, items, 0, new Random(1)), options, longest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dimension=256",
                "blocks=4",
                "window=400",
                "batchTokens=65536",
                "negatives=65536",
                "loss=softmax",
                "shared=false",
                "block=hstu positions=none window=200",
                "inner=16"
            })
    void a_larger_training_needs_more(String change) {
        Footprint usual = of(20_000, 500, "dimension=64");
        Footprint larger = of(20_000, 500, change);
        assertThat(larger.worker()).isGreaterThan(1.1 * usual.worker());
        assertThat(larger.heap()).isGreaterThanOrEqualTo(usual.heap());
    }

    @Test
    void a_large_catalogue_is_java_s_matter_and_a_long_window_only_where_histories_are_long() {
        assertThat(of(200_000, 50, "dimension=64").heap()).isGreaterThan(200_000.0 * 64 * 4 * 8);
        assertThat(of(1000, 10, "window=400").worker())
                .isLessThan(of(1000, 400, "window=400").worker());
    }

    @Test
    void threads_are_given_up_before_a_training_is_refused() {
        TransformerOptions options = TransformerOptions.defaults();
        Footprint footprint = new Footprint(1e6, 100e6, 50e6);
        long java = Runtime.getRuntime().maxMemory();
        double share = Memory.outside(java + 1_000_000_000L) / 1e9;
        assertThat(share).isEqualTo(0.8);
        assertThat(footprint.workers(4, Long.MAX_VALUE, options)).isEqualTo(4);
        assertThat(footprint.workers(4, java + (long) (310e6 / share), options)).isEqualTo(4);
        assertThat(footprint.workers(4, java + (long) (240e6 / share), options)).isEqualTo(2);
        assertThat(footprint.workers(4, java + (long) (155e6 / share), options)).isEqualTo(1);
        long little = java + (long) (140e6 / share);
        assertThatThrownBy(() -> footprint.workers(4, little, options))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("on one thread")
                .hasMessageContaining("0.14 GB")
                .hasMessageContaining("--memory")
                .hasMessageContaining("smaller batchTokens");
        assertThatThrownBy(() -> new Footprint(1e15, 0, 1).workers(1, Long.MAX_VALUE, options))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("BECAUSE_MEMORY=");
        // What is said to be enough is.
        long said = java + (long) Math.ceil(150e6 / 0.8 / (1 << 20)) * (1 << 20);
        assertThat(footprint.workers(4, said, options)).isEqualTo(1);
    }
}
