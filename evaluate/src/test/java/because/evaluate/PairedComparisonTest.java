package because.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {

    @Test
    void mean_standard_error_and_t_are_those_of_the_textbook() {
        // differences 1, 2, 3, 6: mean 3, sum of squares 14, standard deviation sqrt(14/3)
        PairedComparison c = PairedComparison.of(new double[] {2, 3, 4, 7}, new double[] {1, 1, 1, 1}, 1);
        assertThat(c.meanDifference()).isEqualTo(3);
        assertThat(c.standardError()).isCloseTo(Math.sqrt(14.0 / 3) / 2, within(1e-15));
        assertThat(c.t()).isCloseTo(3 / (Math.sqrt(14.0 / 3) / 2), within(1e-14));
    }

    @Test
    void equal_models_do_not_differ() {
        double[] same = {0.1, 0.5, 0, 1};
        PairedComparison c = PairedComparison.of(same, same, 3);
        assertThat(c.t()).isZero();
        assertThat(c.pTwoSided()).isEqualTo(1);
        assertThat(c.pGreater()).isEqualTo(1);
        assertThat(c.low()).isZero();
        assertThat(c.high()).isZero();
    }

    @Test
    void a_constant_gain_is_as_sure_as_the_resamples_allow() {
        PairedComparison c = PairedComparison.of(new double[] {1, 2, 3}, new double[] {0, 1, 2}, 999, 3);
        assertThat(c.t()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(c.pTwoSided()).isEqualTo(1.0 / 1000);
        assertThat(c.pGreater()).isEqualTo(1.0 / 1000);
    }

    @Test
    void agrees_with_a_bootstrap_that_is_written_out() {
        Random random = new Random(5);
        double[] a = random.doubles(9).toArray();
        double[] b = random.doubles(9).toArray();
        PairedComparison c = PairedComparison.of(a, b, 40_000, 11);
        Random other = new Random(99);
        double mean = c.meanDifference();
        int further = 0;
        int above = 0;
        int below = 0;
        int runs = 40_000;
        for (int r = 0; r < runs; r++) {
            double sum = 0;
            for (int i = 0; i < 9; i++) {
                int drawn = other.nextInt(9);
                sum += a[drawn] - b[drawn];
            }
            further += Math.abs(sum / 9 - mean) >= Math.abs(mean) ? 1 : 0;
            above += sum / 9 - mean >= mean ? 1 : 0;
            below += sum / 9 < c.low() ? 1 : 0;
        }
        assertThat(c.pTwoSided()).isCloseTo((double) further / runs, within(0.015));
        assertThat(c.pGreater()).isCloseTo((double) above / runs, within(0.015));
        assertThat((double) below / runs).isCloseTo(0.025, within(0.005));
    }

    @Test
    void finds_a_difference_where_there_is_none_in_about_one_case_of_twenty() {
        Random random = new Random(17);
        int found = 0;
        int outside = 0;
        int games = 1000;
        for (int g = 0; g < games; g++) {
            double[] a = random.doubles(60).map(x -> x < 0.3 ? 1 : 0).toArray();
            double[] b = random.doubles(60).map(x -> x < 0.3 ? 1 : 0).toArray();
            PairedComparison c = PairedComparison.of(a, b, 400, g);
            found += c.pTwoSided() < 0.05 ? 1 : 0;
            outside += c.low() > 0 || c.high() < 0 ? 1 : 0;
        }
        assertThat(found / (double) games).isBetween(0.02, 0.085);
        assertThat(outside / (double) games).isBetween(0.02, 0.085);
    }

    @Test
    void swapping_the_models_changes_the_sign_alone() {
        double[] a = {0.3, 0, 1, 0.4, 0.9};
        double[] b = {0.1, 0.2, 0.5, 0.4, 0.2};
        PairedComparison ab = PairedComparison.of(a, b, 7);
        PairedComparison ba = PairedComparison.of(b, a, 7);
        assertThat(ba.meanDifference()).isEqualTo(-ab.meanDifference());
        assertThat(ba.low()).isCloseTo(-ab.high(), within(1e-12));
        assertThat(ba.pTwoSided()).isEqualTo(ab.pTwoSided());
        assertThat(ab.pGreater()).isLessThan(0.5).isLessThan(ba.pGreater());
    }

    @Test
    void in_another_unit_all_but_the_chances_is_scaled() {
        PairedComparison metres = PairedComparison.of(new double[] {1, 2, 4, 4}, new double[] {0, 2, 1, 3}, 1);
        PairedComparison feet = PairedComparison.of(new double[] {4, 8, 16, 16}, new double[] {0, 8, 4, 12}, 1);
        assertThat(metres.scaled(4)).isEqualTo(feet);
    }

    @Test
    void the_same_seed_gives_the_same_bits() {
        double[] a = {0.3, 0, 1, 0.4, 0.9};
        double[] b = {0.1, 0.2, 0.5, 0.4, 0.2};
        assertThat(PairedComparison.of(a, b, 7)).isEqualTo(PairedComparison.of(a, b, 7));
        assertThat(PairedComparison.of(a, b, 7)).isNotEqualTo(PairedComparison.of(a, b, 8));
    }

    @Test
    void refuses_other_people_too_few_people_and_no_resamples() {
        assertThatThrownBy(() -> PairedComparison.of(new double[3], new double[4], 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("3 and 4");
        assertThatThrownBy(() -> PairedComparison.of(new double[1], new double[1], 1))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> PairedComparison.of(new double[2], new double[2], 0, 1))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void one_person_has_no_standard_error_and_nobody_a_mean_of_zero() {
        assertThat(MetricValue.of(new double[] {0.5})).isEqualTo(new MetricValue(0.5, Double.NaN));
        assertThat(MetricValue.of(new double[0]).mean()).isZero();
    }
}
