package because.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DescentTest {
    @Test
    void finds_the_lowest_point_of_rosenbrocks_valley() {
        double[] point = {-1.2, 1};
        Descent.down(point, 200, (at, gradient) -> {
            double bend = at[1] - at[0] * at[0];
            gradient[0] = -400 * at[0] * bend - 2 * (1 - at[0]);
            gradient[1] = 200 * bend;
            return 100 * bend * bend + (1 - at[0]) * (1 - at[0]);
        });
        assertThat(point[0]).isCloseTo(1, within(1e-3));
        assertThat(point[1]).isCloseTo(1, within(2e-3));
    }

    @Test
    void stays_where_it_is_flat() {
        double[] point = {3};
        Descent.down(point, 10, (at, gradient) -> {
            gradient[0] = 0;
            return 1;
        });
        assertThat(point[0]).isEqualTo(3);
    }
}
