package because.explain.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WeightedRegressionTest {
    /** Rows, targets and weights that a seed draws. */
    private record Problem(double[][] x, double[] y, double[] w) {
        static Problem of(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            int features = 1 + random.nextInt(6);
            int rows = features + 3 + random.nextInt(30);
            double[][] x = new double[rows][features];
            double[] y = new double[rows];
            double[] w = new double[rows];
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < features; i++) {
                    x[row][i] = random.nextBoolean() ? random.nextInt(2) : random.nextDouble(-3, 50);
                }
                y[row] = 1000 + random.nextDouble(-5, 5) + (features > 1 ? x[row][0] * x[row][1] : x[row][0]);
                w[row] = random.nextDouble(0.01, 2);
            }
            return new Problem(x, y, w);
        }

        /** Σ w (y − ŷ) xᵢ, or Σ w (y − ŷ) for i = −1. */
        double pull(LinearFit fit, int i) {
            double sum = 0;
            for (int row = 0; row < x.length; row++) {
                sum += w[row] * (y[row] - fit.predict(x[row])) * (i < 0 ? 1 : x[row][i]);
            }
            return sum;
        }

        double weight() {
            double sum = 0;
            for (double weight : w) {
                sum += weight;
            }
            return sum;
        }

        double score(LinearFit fit) {
            double mean = 0;
            for (int row = 0; row < x.length; row++) {
                mean += w[row] * y[row] / weight();
            }
            double off = 0;
            double all = 0;
            for (int row = 0; row < x.length; row++) {
                off += w[row] * Math.pow(y[row] - fit.predict(x[row]), 2);
                all += w[row] * Math.pow(y[row] - mean, 2);
            }
            return 1 - off / all;
        }
    }

    @Test
    void at_the_ridge_minimum_the_loss_has_no_slope() {
        for (long seed = 0; seed < 200; seed++) {
            Problem problem = Problem.of(seed);
            double penalty = seed % 4 == 0 ? 0 : seed % 7;
            LinearFit fit =
                    WeightedRegression.of(problem.x(), problem.y(), problem.w()).ridge(penalty);
            assertThat(problem.pull(fit, -1)).isEqualTo(0, within(1e-6));
            for (int i = 0; i < problem.x()[0].length; i++) {
                assertThat(problem.pull(fit, i))
                        .as("seed %d", seed)
                        .isEqualTo(penalty * fit.coefficients().get(i), within(1e-4));
            }
            assertThat(fit.score()).isEqualTo(problem.score(fit), within(1e-9));
        }
    }

    @Test
    void the_lasso_keeps_the_conditions_of_its_minimum() {
        for (long seed = 0; seed < 200; seed++) {
            Problem problem = Problem.of(seed);
            double penalty = 0.1 * (1 + seed % 50);
            LinearFit fit =
                    WeightedRegression.of(problem.x(), problem.y(), problem.w()).lasso(penalty);
            for (int i = 0; i < problem.x()[0].length; i++) {
                double pull = problem.pull(fit, i) / problem.weight();
                double coefficient = fit.coefficients().get(i);
                if (coefficient == 0) {
                    assertThat(Math.abs(pull)).as("seed %d", seed).isLessThanOrEqualTo(penalty + 1e-6);
                } else {
                    assertThat(pull).as("seed %d", seed).isEqualTo(Math.signum(coefficient) * penalty, within(1e-6));
                }
            }
        }
    }

    @Test
    void a_penalty_that_is_large_enough_leaves_nothing_but_the_mean() {
        Problem problem = Problem.of(3);
        WeightedRegression regression = WeightedRegression.of(problem.x(), problem.y(), problem.w());
        double empty = regression.emptyPenalty(0);
        assertThat(regression.lasso(empty * 1.0001).coefficients()).containsOnly(0.0);
        assertThat(regression.lasso(empty * 0.99).coefficients()).anyMatch(b -> b != 0);
    }

    @Test
    void of_two_features_that_are_the_same_the_later_gets_nothing() {
        double[][] x = {{0, 0}, {1, 1}, {2, 2}};
        LinearFit fit = WeightedRegression.of(x, new double[] {1, 3, 5}, new double[] {1, 1, 1})
                .ridge(0);
        assertThat(fit.coefficients().getFirst()).isEqualTo(2, within(1e-12));
        assertThat(fit.coefficients().getLast()).isZero();
        assertThat(fit.score()).isEqualTo(1, within(1e-12));
    }

    @Test
    void a_constant_target_is_explained_by_the_intercept_alone() {
        LinearFit fit = WeightedRegression.of(
                        new double[][] {{0}, {1}, {1}}, new double[] {0.1, 0.1, 0.1}, new double[] {1, 1, 2})
                .ridge(0);
        assertThat(fit.coefficients()).isEqualTo(List.of(0.0));
        assertThat(fit.intercept()).isEqualTo(0.1, within(1e-15));
        assertThat(fit.score()).isEqualTo(1);
    }

    @Test
    void refuses_rows_that_do_not_fit_and_penalties_below_zero() {
        assertThatThrownBy(() -> WeightedRegression.of(new double[0][], new double[0], new double[0]))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> WeightedRegression.of(new double[][] {{1}}, new double[] {1}, new double[] {-1}))
                .isInstanceOf(BadInput.class);
        WeightedRegression regression = WeightedRegression.of(new double[][] {{1}}, new double[] {1}, new double[] {1});
        assertThatThrownBy(() -> regression.ridge(-1)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> regression.lasso(Double.NaN)).isInstanceOf(BadInput.class);
    }
}
