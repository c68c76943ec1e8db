package because.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Coalitions;
import because.core.Game;
import org.junit.jupiter.api.Test;

class LinearShapleyTest {
    @Test
    void interventional_values_are_slopes_times_distances_from_the_mean() {
        assertThat(LinearShapley.interventional(
                        new double[] {2, -1, 0}, new double[] {3, 1, 7}, new double[] {1, 4, 2}))
                .containsExactly(4, 3, 0);
        assertThatThrownBy(() -> LinearShapley.interventional(new double[] {2}, new double[] {3, 1}, new double[] {1}))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void gaussian_conditioning_follows_the_regression_of_two_features() {
        // f = x1; correlation 0.5, standard deviations 1 and 2: E[X1 | X0 = 3] = 1 + 0.5 · 2 · (3 − 0)
        Game game = LinearShapley.observational(
                new double[] {0, 1}, new double[] {3, 7}, new double[] {0, 1}, new double[][] {{1, 1}, {1, 4}}, 0.5);
        Coalitions all = new Coalitions(2);
        for (int mask = 0; mask < 4; mask++) {
            all.add(java.util.BitSet.valueOf(new long[] {mask}));
        }
        double[][] v = new double[4][1];
        game.values(all, v);
        assertThat(v[0][0]).isEqualTo(1.5);
        assertThat(v[1][0]).isCloseTo(4.5, within(1e-12));
        assertThat(v[2][0]).isEqualTo(7.5);
        assertThat(v[3][0]).isEqualTo(7.5);
    }

    @Test
    void a_covariance_without_inverse_is_refused() {
        Game game = LinearShapley.observational(
                new double[] {0, 1}, new double[] {3, 7}, new double[] {0, 1}, new double[][] {{1, 1}, {1, 1}}, 0);
        assertThatThrownBy(() -> ExactShapley.of(game))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no inverse");
    }
}
