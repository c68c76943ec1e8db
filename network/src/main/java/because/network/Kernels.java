package because.network;

/**
 * The inner loops of {@link FloatEngine}. Every sum is a chain of fused multiply-adds in the order of its index, so a result does not depend on how the
 * loops are unrolled. The loops have the one form that the JIT compiler turns into vector instructions: same index into every array, no offset.
 */
final class Kernels {
    /** Beyond this many standard deviations the normal distribution function is 0 or 1 in single precision, but for 1e-9. */
    private static final int NORMAL_END = 6;

    private static final int NORMAL_STEPS = 1024;

    /** Twelve standard deviations of the normal distribution function. Computing it anew for each number took most of a pass. */
    private static final float[] NORMAL = normalTable();

    private Kernels() {}

    /**
     * out[i] = bias + Σₖ x[i][k] · weight[k], for rows i.
     *
     * @param x rows, one after the other
     * @param from the first row
     * @param to after the last row
     * @param weight the transposed weight: a row for each input, as long as the output is wide
     * @param bias as long as the output is wide; zeros for none
     * @param row scratch, as long as the output is wide
     * @param out rows, one after the other, written at the same row numbers
     */
    static void multiply(float[] x, int from, int to, float[][] weight, float[] bias, float[] row, float[] out) {
        int depth = weight.length;
        int width = bias.length;
        for (int i = from; i < to; i++) {
            System.arraycopy(bias, 0, row, 0, width);
            combine(x, i * depth, weight, depth, row, width);
            System.arraycopy(row, 0, out, i * width, width);
        }
    }

    /** sum += Σₖ x[offset + k] · rows[k], for k below a depth, over the first numbers of each row. */
    static void combine(float[] x, int offset, float[][] rows, int depth, float[] sum, int width) {
        int k = 0;
        for (; k + 8 <= depth; k += 8) {
            int a = offset + k;
            add8(
                    sum,
                    width,
                    rows[k],
                    rows[k + 1],
                    rows[k + 2],
                    rows[k + 3],
                    rows[k + 4],
                    rows[k + 5],
                    rows[k + 6],
                    rows[k + 7],
                    x[a],
                    x[a + 1],
                    x[a + 2],
                    x[a + 3],
                    x[a + 4],
                    x[a + 5],
                    x[a + 6],
                    x[a + 7]);
        }
        for (; k < depth; k++) {
            add(sum, width, rows[k], x[offset + k]);
        }
    }

    private static void add(float[] sum, int width, float[] row, float factor) {
        for (int j = 0; j < width; j++) {
            sum[j] = Math.fma(factor, row[j], sum[j]);
        }
    }

    private static void add8(
            float[] sum,
            int width,
            float[] r0,
            float[] r1,
            float[] r2,
            float[] r3,
            float[] r4,
            float[] r5,
            float[] r6,
            float[] r7,
            float x0,
            float x1,
            float x2,
            float x3,
            float x4,
            float x5,
            float x6,
            float x7) {
        for (int j = 0; j < width; j++) {
            float s = Math.fma(x0, r0[j], sum[j]);
            s = Math.fma(x1, r1[j], s);
            s = Math.fma(x2, r2[j], s);
            s = Math.fma(x3, r3[j], s);
            s = Math.fma(x4, r4[j], s);
            s = Math.fma(x5, r5[j], s);
            s = Math.fma(x6, r6[j], s);
            sum[j] = Math.fma(x7, r7[j], s);
        }
    }

    /** sum[sumFrom + j] += factor · x[from + j]. */
    static void accumulate(float factor, float[] x, int from, float[] sum, int sumFrom, int length) {
        for (int j = 0; j < length; j++) {
            sum[sumFrom + j] = Math.fma(factor, x[from + j], sum[sumFrom + j]);
        }
    }

    /** x · y over some length, in the order of the index. */
    static float dot(float[] x, int xFrom, float[] y, int yFrom, int length, float start) {
        float sum = start;
        for (int k = 0; k < length; k++) {
            sum = Math.fma(x[xFrom + k], y[yFrom + k], sum);
        }
        return sum;
    }

    /** Layer or RMS normalisation of one row, as wide as the weight. */
    static void normalise(
            float[] x, int offset, float[] weight, float[] bias, double epsilon, boolean centred, float[] out) {
        int width = weight.length;
        double mean = 0;
        for (int j = 0; centred && j < width; j++) {
            mean += x[offset + j];
        }
        mean /= width;
        double variance = 0;
        for (int j = 0; j < width; j++) {
            double d = x[offset + j] - mean;
            variance += d * d;
        }
        double scale = 1 / Math.sqrt(variance / width + epsilon);
        for (int j = 0; j < width; j++) {
            out[offset + j] = (float) ((x[offset + j] - mean) * scale) * weight[j] + bias[j];
        }
    }

    /** Turns scores into weights that sum to 1; minus infinity becomes 0. At least one score is finite. */
    static void softmax(float[] scores, int length) {
        float max = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < length; j++) {
            max = Math.max(max, scores[j]);
        }
        double sum = 0;
        for (int j = 0; j < length; j++) {
            scores[j] = (float) Math.exp(scores[j] - max);
            sum += scores[j];
        }
        float scale = (float) (1 / sum);
        for (int j = 0; j < length; j++) {
            scores[j] *= scale;
        }
    }

    /** Applies a function to each number. */
    static void activate(Operation.Activation.Function function, float[] x, int from, int to, float[] out) {
        switch (function) {
            case RELU -> {
                for (int i = from; i < to; i++) {
                    out[i] = Math.max(x[i], 0f);
                }
            }
            case GELU -> {
                for (int i = from; i < to; i++) {
                    out[i] = x[i] * normal(x[i]);
                }
            }
            case SILU -> {
                for (int i = from; i < to; i++) {
                    out[i] = silu(x[i]);
                }
            }
            case SIGMOID -> {
                for (int i = from; i < to; i++) {
                    out[i] = (float) (1 / (1 + Math.exp(-x[i])));
                }
            }
            case TANH -> {
                for (int i = from; i < to; i++) {
                    out[i] = (float) Math.tanh(x[i]);
                }
            }
        }
    }

    static float silu(float x) {
        return (float) (x / (1 + Math.exp(-x)));
    }

    /** The normal distribution function, within 1e-7: between two places of the table it is nearly straight. */
    static float normal(float x) {
        if (!(x > -NORMAL_END)) {
            return 0;
        }
        if (x >= NORMAL_END) {
            return 1;
        }
        float place = (x + NORMAL_END) * NORMAL_STEPS;
        int below = (int) place;
        float start = NORMAL[below];
        return Math.fma(place - below, NORMAL[below + 1] - start, start);
    }

    private static float[] normalTable() {
        float[] table = new float[2 * NORMAL_END * NORMAL_STEPS + 1];
        for (int i = 0; i < table.length; i++) {
            table[i] =
                    (float) (0.5 * (1 + erf((double) (i - NORMAL_END * NORMAL_STEPS) / NORMAL_STEPS / Math.sqrt(2))));
        }
        return table;
    }

    /** The error function, to 1e-15: its Taylor series near 0, else the continued fraction of its complement (Abramowitz, Stegun 7.1.6 and 7.1.14). */
    static double erf(double x) {
        double a = Math.abs(x);
        if (a > 6) {
            return Math.signum(x);
        }
        if (a < 2.5) {
            double term = a;
            double sum = a;
            for (int n = 1; Math.abs(term) > 1e-17 * sum; n++) {
                term *= 2 * a * a / (2 * n + 1);
                sum += term;
            }
            return Math.copySign(2 / Math.sqrt(Math.PI) * Math.exp(-a * a) * sum, x);
        }
        double fraction = 0;
        for (int n = 60; n >= 1; n--) {
            fraction = n / 2.0 / (a + fraction);
        }
        return Math.copySign(1 - Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction), x);
    }

    static float[][] transpose(Tensor weight) {
        int out = weight.dimension(0);
        int in = weight.dimension(1);
        float[] values = weight.floats();
        float[][] rows = new float[in][out];
        for (int j = 0; j < out; j++) {
            for (int k = 0; k < in; k++) {
                rows[k][j] = values[j * in + k];
            }
        }
        return rows;
    }
}
