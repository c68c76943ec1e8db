package because.models.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionMapTest {
    /** An enum of the test. */
    public enum Mode {
        PLAIN,
        VERY_FAST
    }

    /** Options of the test. */
    public record Options(int count, long seed, double rate, boolean on, String name, Mode mode) {
        /** Refuses negative counts. */
        public Options {
            if (count < 0) {
                throw BadInput.of("count", count, "0 or more", "");
            }
        }
    }

    private static final Options DEFAULTS = new Options(3, 4, 0.0001, true, "x", Mode.VERY_FAST);

    @Test
    void writes_each_option_in_the_order_of_the_record() {
        assertThat(OptionMap.of(DEFAULTS))
                .containsExactly(
                        Map.entry("count", "3"),
                        Map.entry("seed", "4"),
                        Map.entry("rate", "0.0001"),
                        Map.entry("on", "true"),
                        Map.entry("name", "x"),
                        Map.entry("mode", "very-fast"));
        assertThat(OptionMap.of(new Options(0, 0, 100, false, "", Mode.PLAIN))).containsEntry("rate", "100");
    }

    @Test
    void reads_back_what_it_wrote_for_random_options() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            double rate = Double.longBitsToDouble(random.nextLong());
            Options options = new Options(
                    random.nextInt(Integer.MAX_VALUE),
                    random.nextLong(),
                    Double.isFinite(rate) ? rate + 0.0 : 0,
                    random.nextBoolean(),
                    "text " + random.nextInt(),
                    Mode.values()[random.nextInt(2)]);
            assertThat(OptionMap.read("test", DEFAULTS, OptionMap.of(options))).isEqualTo(options);
        }
    }

    @Test
    void takes_the_defaults_for_what_is_not_given() {
        assertThat(OptionMap.read("test", DEFAULTS, Map.of("rate", "1e3", "mode", "PLAIN")))
                .isEqualTo(new Options(3, 4, 1000, true, "x", Mode.PLAIN));
    }

    @Test
    void refuses_unknown_names_and_names_the_near_ones() {
        assertThatThrownBy(() -> OptionMap.read("the model test", DEFAULTS, Map.of("cuont", "1")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("unknown option of the model test 'cuont'")
                .hasMessageContaining("Maybe you meant count?");
    }

    @ParameterizedTest
    @CsvSource({
        "count,1.5",
        "count,99999999999",
        "count,x",
        "count,''",
        "count,-1",
        "seed,1e30",
        "rate,NaN",
        "rate,Infinity",
        "rate,0x1p3",
        "rate,1d",
        "on,yes",
        "mode,fast"
    })
    void refuses_values_that_do_not_fit(String name, String value) {
        assertThatThrownBy(() -> OptionMap.read("test", DEFAULTS, Map.of(name, value)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(name);
    }
}
