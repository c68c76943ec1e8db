package because.evaluate.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.evaluate.CalibrationBin;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void bins_of_equal_width_are_those_computed_by_hand() {
        // sklearn.calibration.calibration_curve(y, p, n_bins=3) of its own example: true 0, 0.5, 1; predicted 0.2,
        // 0.525, 0.85.
        double[] p = {0.1, 0.2, 0.3, 0.4, 0.65, 0.7, 0.8, 0.9, 1.0};
        boolean[] y = {false, false, false, false, true, true, true, true, true};
        List<CalibrationBin> bins = Calibration.equalWidth(p, y, 3);
        assertThat(bins).extracting(CalibrationBin::examples).containsExactly(3, 2, 4);
        assertThat(bins).extracting(CalibrationBin::observed).containsExactly(0.0, 0.5, 1.0);
        assertThat(bins.get(0).predicted()).isCloseTo(0.2, within(1e-15));
        assertThat(bins.get(1).predicted()).isCloseTo(0.525, within(1e-15));
        assertThat(bins.get(2).predicted()).isCloseTo(0.85, within(1e-15));
        assertThat(Calibration.error(bins)).isCloseTo((3 * 0.2 + 2 * 0.025 + 4 * 0.15) / 9, within(1e-15));
    }

    @Test
    void the_interval_is_wilsons() {
        // Ten of ten: the lower end is n / (n + z²).
        CalibrationBin bin = Calibration.equalWidth(
                        new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
                        new boolean[] {true, true, true, true, true, true, true, true, true, true},
                        1)
                .getFirst();
        assertThat(bin.low()).isCloseTo(0.7224672001371106, within(1e-12));
        assertThat(bin.high()).isCloseTo(1, within(1e-12));
    }

    @Test
    void bins_of_equal_mass_differ_by_one_at_most_and_hold_everything() {
        double[] p = new SplittableRandom(1).doubles(103).map(x -> x * x).toArray();
        List<CalibrationBin> bins = Calibration.equalMass(p, new boolean[103], 10);
        assertThat(bins).extracting(CalibrationBin::examples).allMatch(n -> n == 10 || n == 11);
        assertThat(bins.stream().mapToInt(CalibrationBin::examples).sum()).isEqualTo(103);
        assertThat(bins).isSortedAccordingTo((a, b) -> Double.compare(a.predicted(), b.predicted()));
        assertThat(Calibration.equalMass(new double[] {0.5}, new boolean[1], 10))
                .hasSize(1);
        assertThat(Calibration.equalMass(new double[0], new boolean[0], 10)).isEmpty();
    }

    @Test
    void the_temperature_that_was_planted_is_found() {
        SplittableRandom random = new SplittableRandom(3);
        int n = 50_000;
        double[] overconfident = new double[n];
        boolean[] positive = new boolean[n];
        for (int i = 0; i < n; i++) {
            double logOdds = 2 * random.nextGaussian() - 1;
            positive[i] = random.nextDouble() < 1 / (1 + Math.exp(-logOdds));
            overconfident[i] = 2.5 * logOdds;
        }
        assertThat(Calibration.temperature(overconfident, positive)).isCloseTo(2.5, within(0.05));
    }

    @Test
    void the_temperature_is_where_the_loss_is_flat() {
        double[] logOdds = {3, 2, -1, 0.5, -2, 4};
        boolean[] positive = {true, false, false, true, true, true};
        double inverse = 1 / Calibration.temperature(logOdds, positive);
        double slope = 0;
        for (int i = 0; i < logOdds.length; i++) {
            slope += logOdds[i] * (1 / (1 + Math.exp(-inverse * logOdds[i])) - (positive[i] ? 1 : 0));
        }
        assertThat(slope).isCloseTo(0, within(1e-9));
        assertThat(Calibration.temperature(new double[] {1, 2}, new boolean[] {true, true}))
                .isEqualTo(1);
        // Log-odds that are always right are never sure enough; the temperature stays finite.
        assertThat(Calibration.temperature(new double[] {1, -1}, new boolean[] {true, false}))
                .isEqualTo(1 / 20.0);
    }

    @Test
    void refuses_what_is_no_probability() {
        assertThatThrownBy(() -> Calibration.equalWidth(new double[] {1.5}, new boolean[1], 5))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() -> Calibration.equalMass(new double[1], new boolean[2], 5))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Calibration.equalMass(new double[1], new boolean[1], 0))
                .isInstanceOf(BadInput.class);
    }
}
