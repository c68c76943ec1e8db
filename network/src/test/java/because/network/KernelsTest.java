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

    /** A table is worked through in pieces, and a few tokens at a time: no sum may show it. */
    @ParameterizedTest
    @CsvSource({"1, 5, 7", "4, 64, 1024", "5, 63, 1025", "24, 10, 3000"})
    void a_table_gives_the_bits_of_one_chain_of_sums(int tokens, int inputs, int outputs) {
        Random random = new Random(5);
        float[][] x = table(random, tokens, inputs);
        float[][] weight = table(random, inputs, outputs);
        float[] bias = table(random, 1, outputs)[0];
        float[][] out = new float[tokens][outputs];
        Kernels.multiply(x, weight, bias, out, tokens);
        for (int t = 0; t < tokens; t++) {
            for (int j = 0; j < outputs; j++) {
                float sum = bias[j];
                for (int k = 0; k < inputs; k++) {
                    sum = Math.fma(x[t][k], weight[k][j], sum);
                }
                assertThat(out[t][j]).as("token %s, output %s", t, j).isEqualTo(sum);
            }
        }
    }

    private static float[][] table(Random random, int rows, int columns) {
        float[][] table = new float[rows][columns];
        for (float[] row : table) {
            for (int j = 0; j < columns; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        return table;
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
            Kernels.combine(x, 0, rows, 0, depth, sum, 0, width);
            assertThat(sum).as("depth %s", depth).containsExactly(expected);
        }
    }

    @Test
    void products_of_matrices_are_such_chains_at_any_size() {
        Random random = new Random(3);
        for (int trial = 0; trial < 60; trial++) {
            int inputs = 1 + random.nextInt(11);
            int outputs = trial % 10 == 0 ? 3000 : 1 + random.nextInt(11);
            int tokens = random.nextInt(20);
            float[][] x = rows(random, tokens + 1, inputs);
            float[][] weight = rows(random, inputs, outputs);
            float[] bias = floats(random, outputs);
            float[][] out = new float[tokens + 1][outputs];
            Kernels.multiply(x, weight, bias, out, tokens);
            for (int o = 0; o < outputs; o++) {
                for (int t = 0; t < tokens; t++) {
                    float expected = bias[o];
                    for (int i = 0; i < inputs; i++) {
                        expected = Math.fma(weight[i][o], x[t][i], expected);
                    }
                    assertThat(out[t][o]).isEqualTo(expected);
                }
                assertThat(out[tokens][o]).isZero();
            }
        }
    }

    @Test
    void so_are_weighted_sums_of_different_lengths_and_products_of_vectors() {
        Random random = new Random(5);
        for (int trial = 0; trial < 60; trial++) {
            int tokens = 1 + random.nextInt(9);
            int width = 1 + random.nextInt(20);
            float[][] rows = rows(random, 12, width + 3);
            int[] at = random.ints(tokens, 0, 30).toArray();
            int[] lengths = random.ints(tokens, 0, 13).toArray();
            float[] x = floats(random, 50);
            float[][] out = new float[tokens][width + 3];
            Kernels.combine(x, at, lengths, tokens, rows, out, 2, width + 2);
            float[] products = new float[14];
            Kernels.dots(x, 7, rows, 1, width, 12, products, 1);
            for (int t = 0; t < tokens; t++) {
                for (int j = 0; j < width + 3; j++) {
                    float expected = 0;
                    for (int k = 0; k < lengths[t] && j >= 2 && j < width + 2; k++) {
                        expected = Math.fma(x[at[t] + k], rows[k][j], expected);
                    }
                    assertThat(out[t][j]).isEqualTo(expected);
                }
            }
            for (int s = 0; s < 12; s++) {
                assertThat(products[s + 1]).isEqualTo(Kernels.dot(x, 7, rows[s], 1, width, 0));
            }
            assertThat(products[0]).isZero();
            assertThat(products[13]).isZero();
        }
    }

    @Test
    void weights_of_huge_scores_are_still_shares() {
        float[] scores = {7, 1e30f, -1e30f, 1e30f, 3, 3, 1e30f};
        Functions.softmax(scores, new int[] {0, 1, 4}, new int[] {1, 3, 2}, 3, 6, 1);
        assertThat(scores).containsExactly(1, 0.5f, 0, 0.5f, 0.5f, 0.5f, 1e30f);
    }

    @Test
    void a_constant_row_is_normalised_to_its_bias() {
        float[][] x = {{3, 3, 3}, {1, 2, 4}, {9, 9, 9}};
        float[][] out = new float[3][3];
        Kernels.normalise(x, new float[] {5, 6, 7}, new float[] {1, 2, 4}, 1e-8, true, out, 2);
        assertThat(out[0]).containsExactly(1, 2, 4);
        assertThat(out[2]).containsExactly(0, 0, 0);
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
