package because.models.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Profile;
import because.core.Trainer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ImplicitAlsTest {
    private static final ImplicitAlsOptions OPTIONS = new ImplicitAlsOptions(6, 4, 2, 3);

    /** Solves (FᵀCF + λI) x = FᵀCp with all weights c and preferences p written out. */
    private static double[] solve(double[][] fixed, double[] has, ImplicitAlsOptions options) {
        int k = options.factors();
        double[][] a = new double[k][k];
        double[] right = new double[k];
        for (int r = 0; r < fixed.length; r++) {
            double weight = 1 + options.alpha() * has[r];
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    a[i][j] += weight * fixed[r][i] * fixed[r][j];
                }
                right[i] += weight * has[r] * fixed[r][i];
            }
        }
        for (int i = 0; i < k; i++) {
            a[i][i] += options.regularisation();
        }
        double[][] inverse = Events.inverse(a);
        double[] x = new double[k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                x[i] += inverse[i][j] * right[j];
            }
        }
        return x;
    }

    private static double[][] transposed(double[][] matrix) {
        double[][] turned = new double[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < turned.length; j++) {
                turned[j][i] = matrix[i][j];
            }
        }
        return turned;
    }

    private static double[][] solveAll(double[][] fixed, double[][] rows, ImplicitAlsOptions options) {
        double[][] solved = new double[rows.length][];
        for (int r = 0; r < rows.length; r++) {
            solved[r] = solve(fixed, rows[r], options);
        }
        return solved;
    }

    private static double[][] items(ImplicitAls model) {
        double[] flat = model.store().weights().get(ImplicitAls.ITEMS).doubles();
        double[][] items = new double[flat.length / OPTIONS.factors()][OPTIONS.factors()];
        for (int i = 0; i < flat.length; i++) {
            items[i / OPTIONS.factors()][i % OPTIONS.factors()] = flat[i];
        }
        return items;
    }

    @Test
    void takes_the_steps_of_the_normal_equations_on_movielens() {
        Dataset data = Events.movieLens(90, 130);
        double[][] x = Events.matrix(data);
        Random random = new Random(17);
        double[][] items = new double[130][6];
        for (double[] row : items) {
            for (int a = 0; a < 6; a++) {
                row[a] = 0.1 * random.nextGaussian();
            }
        }
        for (int iteration = 0; iteration < OPTIONS.iterations(); iteration++) {
            items = solveAll(solveAll(items, x, OPTIONS), transposed(x), OPTIONS);
        }
        double[][] actual = items(new ImplicitAlsTrainer(OPTIONS).train(data, Trainer.Run.of(17)));
        for (int i = 0; i < items.length; i++) {
            assertThat(actual[i]).containsExactly(items[i], within(1e-9));
        }
    }

    @Test
    void folds_a_person_in_exactly_as_training_would() {
        Dataset data = Events.movieLens(90, 130);
        double[][] x = Events.matrix(data);
        ImplicitAls model = new ImplicitAlsTrainer(OPTIONS).train(data, Trainer.Run.of(17));
        double[][] items = items(model);
        for (int user = 0; user < 90; user++) {
            double[] own = solve(items, x[user], OPTIONS);
            double[] scores =
                    model.score(List.of(data.profile(user)), data.catalog().candidates())[0];
            for (int j = 0; j < scores.length; j++) {
                double expected = 0;
                for (int a = 0; a < own.length; a++) {
                    expected += own[a] * items[j][a];
                }
                assertThat(scores[j]).isCloseTo(expected, within(1e-10));
            }
        }
    }

    @Test
    void comes_nearer_to_the_optimum_with_every_iteration() {
        Dataset data = Events.random(5, 60, 80, 900);
        double last = Double.POSITIVE_INFINITY;
        for (int iterations = 1; iterations <= 10; iterations++) {
            ImplicitAlsOptions options = OPTIONS.withIterations(iterations);
            double loss = loss(data, new ImplicitAlsTrainer(options).train(data, Trainer.Run.of(3)), options);
            assertThat(loss).isLessThan(last);
            last = loss;
        }
    }

    /** The objective of the paper, with each person's factors at their best. */
    private static double loss(Dataset data, ImplicitAls model, ImplicitAlsOptions options) {
        double[][] x = Events.matrix(data);
        double[][] items = items(model);
        double loss = 0;
        for (double[] has : x) {
            double[] factors = solve(items, has, options);
            for (int i = 0; i < items.length; i++) {
                double error = has[i];
                for (int a = 0; a < factors.length; a++) {
                    error -= factors[a] * items[i][a];
                }
                loss += (1 + options.alpha() * has[i]) * error * error;
            }
            for (double f : factors) {
                loss += options.regularisation() * f * f;
            }
        }
        for (double[] item : items) {
            for (double f : item) {
                loss += options.regularisation() * f * f;
            }
        }
        return loss;
    }

    @Test
    void begins_elsewhere_with_another_seed() {
        Dataset data = Events.random(5, 60, 80, 900);
        assertThat(items(new ImplicitAlsTrainer(OPTIONS).train(data, Trainer.Run.of(1)))[0])
                .isNotEqualTo(items(new ImplicitAlsTrainer(OPTIONS).train(data, Trainer.Run.of(2)))[0]);
    }

    @Test
    void refuses_impossible_options() {
        ImplicitAlsOptions options = ImplicitAlsOptions.defaults();
        assertThatThrownBy(() -> options.withFactors(0)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> options.withFactors(5000)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> options.withAlpha(0)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> options.withRegularisation(Double.NaN)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> options.withIterations(0)).isInstanceOf(BadInput.class);
    }

    @Test
    void gives_the_empty_profile_zeros() {
        Dataset data = Events.random(5, 60, 80, 900);
        ImplicitAls model = new ImplicitAlsTrainer(OPTIONS).train(data, Trainer.Run.of(1));
        assertThat(model.score(List.of(Profile.EMPTY), data.catalog().candidates())[0])
                .containsOnly(0.0);
    }
}
