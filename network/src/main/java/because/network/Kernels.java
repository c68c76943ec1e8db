package because.network;

/**
 * The inner loops of {@link FloatEngine}. A matrix is an array of rows, one for each of its numbers, and has a column for each token: so a loop over the columns
 * does the same to many tokens. Every sum is a chain of fused multiply-adds in the order of its index, so a result does not depend on how the loops are
 * unrolled, nor on which tokens stand beside each other. The loops have the one form that the JIT compiler turns into vector instructions: the same index
 * into every array, no offset, no branch, not too long a body.
 */
final class Kernels {
    /** How many columns are multiplied at a time: four rows of each side fit into the first cache. */
    private static final int TILE = 256;

    /** How many rows are multiplied at a time. */
    static final int ROWS = 4;

    private Kernels() {}

    /**
     * out = weight · x + bias, for the first columns.
     *
     * @param x a row for each input
     * @param weight [outputs, inputs], row by row
     * @param bias a number for each output
     * @param out a row for each output
     * @param columns how many columns
     */
    static void multiply(float[][] x, float[] weight, float[] bias, float[][] out, int columns) {
        int inputs = weight.length / bias.length;
        Factors factors = new Factors(weight, 0, inputs, 1);
        for (int from = 0; from < columns; from += TILE) {
            int to = Math.min(columns, from + TILE);
            for (int o = 0; o < bias.length; o++) {
                java.util.Arrays.fill(out[o], from, to, bias[o]);
            }
            combine(x, 0, inputs, factors, out, 0, bias.length, from, to);
        }
    }

    /** The numbers that rows are multiplied by, one for each output and input. */
    static final class Factors {
        private final float[] values;
        private final int start;
        private final int down;
        private final int across;

        /**
         * @param values the numbers
         * @param start where the first is
         * @param down from one output to the next
         * @param across from one input to the next
         */
        Factors(float[] values, int start, int down, int across) {
            this.values = values;
            this.start = start;
            this.down = down;
            this.across = across;
        }

        float of(int output, int input) {
            return values[start + output * down + input * across];
        }
    }

    /**
     * out[o] += Σᵢ factor(o, i) · x[i], for the columns in a range.
     *
     * @param x the inputs are some of its rows
     * @param first the first of them
     * @param inputs how many
     * @param factors one for each output and input
     * @param out the outputs are some of its rows
     * @param firstOut the first of them
     * @param outputs how many
     * @param from the first column
     * @param to after the last column
     */
    static void combine(
            float[][] x,
            int first,
            int inputs,
            Factors factors,
            float[][] out,
            int firstOut,
            int outputs,
            int from,
            int to) {
        int o = 0;
        for (; o + ROWS <= outputs; o += ROWS) {
            int i = 0;
            for (; i + ROWS <= inputs; i += ROWS) {
                add(
                        out,
                        firstOut + o,
                        x,
                        first + i,
                        factors,
                        factors.start + o * factors.down + i * factors.across,
                        from,
                        to);
            }
            for (; i < inputs; i++) {
                for (int p = o; p < o + ROWS; p++) {
                    add(out[firstOut + p], x[first + i], factors.of(p, i), from, to);
                }
            }
        }
        for (; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                add(out[firstOut + o], x[first + i], factors.of(o, i), from, to);
            }
        }
    }

    private static void add(float[] sum, float[] row, float factor, int from, int to) {
        for (int j = from; j < to; j++) {
            sum[j] = Math.fma(factor, row[j], sum[j]);
        }
    }

    private static void add(float[][] out, int o, float[][] x, int i, Factors factors, int a, int from, int to) {
        float[] f = factors.values;
        int b = a + factors.down;
        int c = b + factors.down;
        int d = c + factors.down;
        int one = factors.across;
        int two = 2 * one;
        int three = 3 * one;
        add4(
                out[o],
                out[o + 1],
                out[o + 2],
                out[o + 3],
                x[i],
                x[i + 1],
                x[i + 2],
                x[i + 3],
                from,
                to,
                f[a],
                f[a + one],
                f[a + two],
                f[a + three],
                f[b],
                f[b + one],
                f[b + two],
                f[b + three],
                f[c],
                f[c + one],
                f[c + two],
                f[c + three],
                f[d],
                f[d + one],
                f[d + two],
                f[d + three]);
    }

    /** out = x + y. */
    static void add(float[] x, float[] y, float[] out, int columns) {
        for (int j = 0; j < columns; j++) {
            out[j] = x[j] + y[j];
        }
    }

    /** out = x · y, number by number. */
    static void multiply(float[] x, float[] y, float[] out, int columns) {
        for (int j = 0; j < columns; j++) {
            out[j] = x[j] * y[j];
        }
    }

    /** out[j] = x[from[j]]. */
    static void gather(float[] x, int[] from, float[] out) {
        for (int j = 0; j < from.length; j++) {
            out[j] = x[from[j]];
        }
    }

    /** Four rows are read once for four sums: half the loads of one sum at a time. */
    private static void add4(
            float[] a,
            float[] b,
            float[] c,
            float[] d,
            float[] r0,
            float[] r1,
            float[] r2,
            float[] r3,
            int from,
            int to,
            float a0,
            float a1,
            float a2,
            float a3,
            float b0,
            float b1,
            float b2,
            float b3,
            float c0,
            float c1,
            float c2,
            float c3,
            float d0,
            float d1,
            float d2,
            float d3) {
        for (int j = from; j < to; j++) {
            float x0 = r0[j];
            float x1 = r1[j];
            float x2 = r2[j];
            float x3 = r3[j];
            a[j] = Math.fma(a3, x3, Math.fma(a2, x2, Math.fma(a1, x1, Math.fma(a0, x0, a[j]))));
            b[j] = Math.fma(b3, x3, Math.fma(b2, x2, Math.fma(b1, x1, Math.fma(b0, x0, b[j]))));
            c[j] = Math.fma(c3, x3, Math.fma(c2, x2, Math.fma(c1, x1, Math.fma(c0, x0, c[j]))));
            d[j] = Math.fma(d3, x3, Math.fma(d2, x2, Math.fma(d1, x1, Math.fma(d0, x0, d[j]))));
        }
    }

    /** sum[j] += Σₖ x[k] · rows[k][j], for the first columns: one token's numbers against a table. */
    static void combine(float[] x, float[][] rows, float[] sum, int columns) {
        int k = 0;
        for (; k + 8 <= rows.length; k += 8) {
            add8(sum, columns, rows, x, k);
        }
        for (; k < rows.length; k++) {
            add(sum, rows[k], x[k], 0, columns);
        }
    }

    private static void add8(float[] sum, int columns, float[][] rows, float[] x, int k) {
        float[] r0 = rows[k];
        float[] r1 = rows[k + 1];
        float[] r2 = rows[k + 2];
        float[] r3 = rows[k + 3];
        float[] r4 = rows[k + 4];
        float[] r5 = rows[k + 5];
        float[] r6 = rows[k + 6];
        float[] r7 = rows[k + 7];
        float x0 = x[k];
        float x1 = x[k + 1];
        float x2 = x[k + 2];
        float x3 = x[k + 3];
        float x4 = x[k + 4];
        float x5 = x[k + 5];
        float x6 = x[k + 6];
        float x7 = x[k + 7];
        for (int j = 0; j < columns; j++) {
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

    /** x · y over some length, in the order of the index. */
    static float dot(float[] x, int xFrom, float[] y, int yFrom, int length, float start) {
        float sum = start;
        for (int k = 0; k < length; k++) {
            sum = Math.fma(x[xFrom + k], y[yFrom + k], sum);
        }
        return sum;
    }

    /** Layer or RMS normalisation of the first columns, over the rows. */
    static void normalise(
            float[][] x, float[] weight, float[] bias, double epsilon, boolean centred, float[][] out, int columns) {
        int width = weight.length;
        double[] mean = new double[columns];
        if (centred) {
            for (int f = 0; f < width; f++) {
                accumulate(x[f], mean, columns);
            }
            for (int j = 0; j < columns; j++) {
                mean[j] /= width;
            }
        }
        double[] scale = new double[columns];
        for (int f = 0; f < width; f++) {
            spread(x[f], mean, scale, columns);
        }
        for (int j = 0; j < columns; j++) {
            scale[j] = 1 / Math.sqrt(scale[j] / width + epsilon);
        }
        for (int f = 0; f < width; f++) {
            standardise(x[f], mean, scale, weight[f], bias[f], out[f], columns);
        }
    }

    private static void accumulate(float[] x, double[] sum, int columns) {
        for (int j = 0; j < columns; j++) {
            sum[j] += x[j];
        }
    }

    private static void spread(float[] x, double[] mean, double[] squares, int columns) {
        for (int j = 0; j < columns; j++) {
            double off = x[j] - mean[j];
            squares[j] += off * off;
        }
    }

    private static void standardise(
            float[] x, double[] mean, double[] scale, float weight, float bias, float[] out, int columns) {
        for (int j = 0; j < columns; j++) {
            out[j] = (float) ((x[j] - mean[j]) * scale[j]) * weight + bias;
        }
    }

    /** A table of a row for each output as one of a row for each number. */
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
