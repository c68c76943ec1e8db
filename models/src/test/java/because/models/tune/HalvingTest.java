package because.models.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.models.tune.Halving.Rung;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HalvingTest {
    /** Li et al. 2018, table 1: R = 81, η = 3, the brackets s = 4 and s = 1. */
    @Test
    void gives_the_schedules_of_the_hyperband_paper() {
        assertThat(new Halving(81, 3, 1, 81).rungs())
                .containsExactly(new Rung(81, 1), new Rung(27, 3), new Rung(9, 9), new Rung(3, 27), new Rung(1, 81));
        assertThat(new Halving(6, 3, 27, 81).rungs()).containsExactly(new Rung(6, 27), new Rung(2, 81));
    }

    /** Jamieson, Talwalkar 2016: half of the arms go on, so that each of the ⌈log₂ n⌉ rounds costs the same. */
    @Test
    void halves_as_the_first_paper_does() {
        List<Rung> rungs = new Halving(16, 2, 4, 64).rungs();
        assertThat(rungs)
                .containsExactly(new Rung(16, 4), new Rung(8, 8), new Rung(4, 16), new Rung(2, 32), new Rung(1, 64));
        assertThat(rungs)
                .allSatisfy(rung ->
                        assertThat(rung.configurations() * rung.budget()).isEqualTo(64));
    }

    @Test
    void has_one_rung_where_there_is_nothing_to_save() {
        assertThat(new Halving(27, 3, 1, 1).rungs()).containsExactly(new Rung(27, 1));
        assertThat(new Halving(2, 3, 1, 60).rungs()).containsExactly(new Rung(2, 60));
        assertThat(new Halving(1, 2, 1, 60).rungs()).containsExactly(new Rung(1, 60));
    }

    @Test
    void follows_the_equations_for_any_numbers() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 500; i++) {
            int least = 1 + random.nextInt(20);
            int most = least + random.nextInt(1000);
            int reduction = 2 + random.nextInt(4);
            int n = 1 + random.nextInt(200);
            List<Rung> rungs = new Halving(n, reduction, least, most).rungs();
            int s = rungs.size() - 1;
            assertThat(rungs.getFirst().configurations()).isEqualTo(n);
            assertThat(rungs.getFirst().budget()).isGreaterThanOrEqualTo(least);
            assertThat(rungs.getLast().budget()).isEqualTo(most);
            assertThat(rungs.getLast().configurations()).isPositive();
            for (int k = 0; k <= s; k++) {
                assertThat(rungs.get(k).configurations()).isEqualTo((int) Math.floor(n / Math.pow(reduction, k)));
                assertThat(rungs.get(k).budget()).isEqualTo((int) Math.floor(most / Math.pow(reduction, s - k)));
            }
            // One rung more would leave no configuration, or begin below the least budget.
            boolean full = n < Math.pow(reduction, s + 1) || most < least * Math.pow(reduction, s + 1);
            assertThat(full).isTrue();
        }
    }

    @Test
    void refuses_numbers_without_a_schedule() {
        assertThatThrownBy(() -> new Halving(0, 3, 1, 9)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> new Halving(9, 1, 1, 9))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("reduction");
        assertThatThrownBy(() -> new Halving(9, 3, 10, 9))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1 to");
        assertThatThrownBy(() -> new Halving(9, 3, 0, 9)).isInstanceOf(BadInput.class);
    }
}
