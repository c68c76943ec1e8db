package because.explain.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SubmodularPickTest {
    private static double coverage(double[][] weights, int rows) {
        double sum = 0;
        for (int j = 0; j < weights[0].length; j++) {
            double importance = 0;
            boolean covered = false;
            for (int i = 0; i < weights.length; i++) {
                importance += Math.abs(weights[i][j]);
                covered |= (rows >> i & 1) != 0 && weights[i][j] != 0;
            }
            sum += covered ? Math.sqrt(importance) : 0;
        }
        return sum;
    }

    @Test
    void greedy_picks_reach_what_they_promise_of_the_best_pick() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[][] weights = new double[7][9];
            for (double[] row : weights) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = random.nextInt(3) == 0 ? random.nextDouble(-1, 1) : 0;
                }
            }
            int budget = 1 + random.nextInt(4);
            SubmodularPick pick = SubmodularPick.of(weights, budget);
            int chosen = 0;
            for (int i = 0; i < budget; i++) {
                chosen |= 1 << pick.chosen().get(i);
                assertThat(pick.coverage().get(i)).isEqualTo(coverage(weights, chosen), within(1e-12));
            }
            double best = 0;
            for (int rows = 0; rows < 1 << 7; rows++) {
                best = Math.max(best, Integer.bitCount(rows) == budget ? coverage(weights, rows) : 0);
            }
            assertThat(pick.coverage().getLast()).isBetween((1 - 1 / Math.E) * best, best + 1e-12);
        }
    }

    @Test
    void picks_all_rows_where_there_are_not_more_and_none_of_none() {
        assertThat(SubmodularPick.of(new double[][] {{0}, {1}}, 5).chosen()).containsExactly(1, 0);
        assertThat(SubmodularPick.of(new double[0][], 5).chosen()).isEmpty();
        assertThat(SubmodularPick.of(new double[][] {{1}}, 0).chosen()).isEmpty();
        assertThatThrownBy(() -> SubmodularPick.of(new double[][] {{1}}, -1)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> SubmodularPick.of(new double[][] {{1}, {1, 2}}, 1))
                .isInstanceOf(BadInput.class);
    }
}
