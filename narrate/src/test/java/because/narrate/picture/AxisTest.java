package because.narrate.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Scales, for numbers of any size. */
class AxisTest {
    @Test
    void ticks_are_few_round_different_and_on_the_scale() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 500; i++) {
            double size = Math.pow(10, random.nextInt(-9, 10));
            double low = (random.nextDouble() - 0.5) * size;
            Axis axis = Axis.around(low, low + random.nextDouble() * size, 100, 700);
            int most = 1 + random.nextInt(10);
            List<Axis.Tick> ticks = axis.ticks(most);
            assertThat(ticks).hasSizeLessThanOrEqualTo(most + 1);
            assertThat(ticks)
                    .allSatisfy(tick -> assertThat(axis.at(tick.value())).isBetween(99.9, 700.1));
            assertThat(ticks.stream().map(Axis.Tick::text)).doesNotHaveDuplicates();
            for (Axis.Tick tick : ticks) {
                double read = Double.parseDouble(tick.text().replace('−', '-'));
                assertThat(read).as("a tick says what it is").isCloseTo(tick.value(), within(1e-6 * size));
            }
        }
    }

    @Test
    void numbers_that_are_all_equal_stand_in_the_middle() {
        for (double number : new double[] {0, 5, -3, 1e-12, 1e12}) {
            assertThat(Axis.around(number, number, 0, 100).at(number)).isCloseTo(50, within(1e-6));
        }
    }

    @Test
    void the_way_along_the_scale_is_even() {
        Axis axis = new Axis(-1, 3, 100, 500);
        assertThat(axis.at(-1)).isEqualTo(100);
        assertThat(axis.at(1)).isEqualTo(300);
        assertThat(axis.at(3)).isEqualTo(500);
    }
}
