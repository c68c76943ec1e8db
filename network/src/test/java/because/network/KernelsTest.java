package because.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
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
        assertThat(Kernels.erf(x)).isCloseTo(expected, within(2e-15));
        assertThat(Kernels.erf(-x)).isEqualTo(-Kernels.erf(x));
    }

    @Test
    void the_error_function_is_the_integral_of_its_density() {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            double x = 12 * random.nextDouble() - 6;
            assertThat(0.5 * (1 + Kernels.erf(x / Math.sqrt(2))))
                    .as("at %s", x)
                    .isCloseTo(NaiveForward.normal(x), within(1e-10));
        }
    }

    @Test
    void the_table_of_the_normal_distribution_is_as_good_as_single_precision_needs() {
        Random random = new Random(4);
        for (int i = 0; i < 200_000; i++) {
            float x = 14 * random.nextFloat() - 7;
            assertThat((double) Kernels.normal(x))
                    .as("at %s", x)
                    .isCloseTo(0.5 * (1 + Kernels.erf(x / Math.sqrt(2))), within(1e-7));
        }
        assertThat(Kernels.normal(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(Kernels.normal(Float.POSITIVE_INFINITY)).isOne();
        assertThat(Kernels.normal(6)).isOne();
        assertThat(Kernels.normal(-6)).isZero();
    }

    @Test
    void sums_are_one_chain_of_fused_multiply_adds_at_any_depth() {
        Random random = new Random(2);
        for (int depth = 0; depth < 40; depth++) {
            int width = 1 + random.nextInt(9);
            float[] x = floats(random, depth + 3);
            float[][] rows = new float[depth][];
            for (int k = 0; k < depth; k++) {
                rows[k] = floats(random, width + 2);
            }
            float[] sum = floats(random, width);
            float[] expected = sum.clone();
            for (int j = 0; j < width; j++) {
                for (int k = 0; k < depth; k++) {
                    expected[j] = Math.fma(x[3 + k], rows[k][j], expected[j]);
                }
            }
            Kernels.combine(x, 3, rows, depth, sum, width);
            assertThat(sum).as("depth %s", depth).containsExactly(expected);
        }
    }

    @Test
    void weights_of_huge_and_of_hidden_scores_are_still_shares() {
        float[] scores = {1e30f, Float.NEGATIVE_INFINITY, -1e30f, 1e30f, 7};
        Kernels.softmax(scores, 4);
        assertThat(scores).containsExactly(0.5f, 0, 0, 0.5f, 7);
    }

    @Test
    void a_constant_row_is_normalised_to_its_bias() {
        float[] x = {9, 3, 3, 3};
        Kernels.normalise(x, 1, new float[] {5, 6, 7}, new float[] {1, 2, 4}, 1e-8, true, x);
        assertThat(x).containsExactly(9, 1, 2, 4);
    }

    private static float[] floats(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
