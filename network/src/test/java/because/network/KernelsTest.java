package because.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelsTest {

    /** Abramowitz and Stegun, Handbook of Mathematical Functions, table 7.1, and further digits from the series. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.02, 0.0225645746918449",
        "0.1, 0.1124629160182849",
        "0.5, 0.5204998778130465",
        "1, 0.8427007929497149",
        "1.5, 0.9661051464753108",
        "2, 0.9953222650189527",
        "2.5, 0.9995930479825550",
        "3, 0.9999779095030014",
        "3.5, 0.9999992569016276",
        "4, 0.9999999845827421",
        "7, 1"
    })
    void the_error_function_has_its_published_values(double x, double expected) {
        assertThat(Functions.erf(x)).isCloseTo(expected, within(2e-15));
        assertThat(Functions.erf(-x)).isEqualTo(-Functions.erf(x));
    }

    @Test
    void the_error_function_is_the_integral_of_its_density() {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            double x = 12 * random.nextDouble() - 6;
            assertThat(0.5 * (1 + Functions.erf(x / Math.sqrt(2))))
                    .as("at %s", x)
                    .isCloseTo(NaiveForward.normal(x), within(1e-10));
        }
    }

    @Test
    void functions_are_as_good_as_single_precision_needs() {
        Random random = new Random(4);
        float[] x = new float[200_000];
        for (int i = 0; i < x.length; i++) {
            x[i] = i < 1000 ? 1e-3f * (i - 500) : 40 * random.nextFloat() - 20;
        }
        x[0] = 0;
        x[1] = -1e4f;
        x[2] = 1e4f;
        holds(Operation.Activation.Function.GELU, x, v -> v * 0.5 * (1 + Functions.erf(v / Math.sqrt(2))), 3e-7);
        holds(Operation.Activation.Function.SIGMOID, x, v -> 1 / (1 + Math.exp(-v)), 2e-7);
        holds(Operation.Activation.Function.SILU, x, v -> v / (1 + Math.exp(-v)), 2e-7);
        holds(Operation.Activation.Function.TANH, x, Math::tanh, 4e-7);
        holds(Operation.Activation.Function.RELU, x, v -> Math.max(v, 0), 0);
    }

    private static void holds(
            Operation.Activation.Function function, float[] x, DoubleUnaryOperator expected, double error) {
        float[] out = new float[x.length];
        Functions.activate(function, x, out, 0, x.length);
        for (int i = 0; i < x.length; i++) {
            assertThat((double) out[i])
                    .as("%s of %s", function, x[i])
                    .isCloseTo(expected.applyAsDouble(x[i]), within(error * Math.max(1, Math.abs(x[i]))));
        }
    }

    @Test
    void sums_are_one_chain_of_fused_multiply_adds_at_any_depth() {
        Random random = new Random(2);
        for (int depth = 0; depth < 40; depth++) {
            int width = 1 + random.nextInt(9);
            float[] x = floats(random, depth);
            float[][] rows = rows(random, depth, width + 2);
            float[] sum = floats(random, width);
            float[] expected = sum.clone();
            for (int j = 0; j < width; j++) {
                for (int k = 0; k < depth; k++) {
                    expected[j] = Math.fma(x[k], rows[k][j], expected[j]);
                }
            }
            Kernels.combine(x, rows, sum, width);
            assertThat(sum).as("depth %s", depth).containsExactly(expected);
        }
    }

    @Test
    void products_of_matrices_are_such_chains_at_any_size() {
        Random random = new Random(3);
        for (int trial = 0; trial < 60; trial++) {
            int inputs = 1 + random.nextInt(11);
            int outputs = 1 + random.nextInt(11);
            int columns = random.nextInt(600);
            float[][] x = rows(random, inputs, columns + 1);
            float[] weight = floats(random, inputs * outputs);
            float[] bias = floats(random, outputs);
            float[][] out = new float[outputs][columns + 1];
            Kernels.multiply(x, weight, bias, out, columns);
            for (int o = 0; o < outputs; o++) {
                for (int j = 0; j < columns; j++) {
                    float expected = bias[o];
                    for (int i = 0; i < inputs; i++) {
                        expected = Math.fma(weight[o * inputs + i], x[i][j], expected);
                    }
                    assertThat(out[o][j]).isEqualTo(expected);
                }
                assertThat(out[o][columns]).isZero();
            }
        }
    }

    @Test
    void weights_of_huge_and_of_hidden_scores_are_still_shares() {
        float[][] scores = {{1e30f, -1e30f, 1e30f}, {7, 1e30f, 5}, {7, 7, 1e30f}};
        Functions.softmax(scores, 3, true, new boolean[] {false, true, false}, 1);
        assertThat(scores[0]).containsExactly(1, 0, 0.5f);
        assertThat(scores[1]).containsExactly(0, 1, 0);
        assertThat(scores[2]).containsExactly(0, 0, 0.5f);
    }

    @Test
    void a_constant_column_is_normalised_to_its_bias() {
        float[][] x = {{3, 1, 9}, {3, 2, 9}, {3, 4, 9}};
        float[][] out = new float[3][3];
        Kernels.normalise(x, new float[] {5, 6, 7}, new float[] {1, 2, 4}, 1e-8, true, out, 2);
        assertThat(out[0][0]).isEqualTo(1);
        assertThat(out[1][0]).isEqualTo(2);
        assertThat(out[2][0]).isEqualTo(4);
        assertThat(out[0][2]).isZero();
    }

    private static float[][] rows(Random random, int count, int length) {
        float[][] rows = new float[count][];
        for (int k = 0; k < count; k++) {
            rows[k] = floats(random, length);
        }
        return rows;
    }

    private static float[] floats(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
