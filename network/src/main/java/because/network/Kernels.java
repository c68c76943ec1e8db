package because.network;

import java.util.Arrays;

/**
 * The inner loops of {@link FloatEngine}. A matrix is an array of rows, one for each token. Every sum is a chain of fused multiply-adds in the order of its index, so a
 * result does not depend on how the loops are unrolled, nor on which tokens stand beside each other. The loops have the one form that the JIT compiler turns into vector
 * instructions: the same index into every array, no offset, no branch, and a body short enough that it is unrolled to the width of a vector (at most three rows of
 * sums and four of what is added: a fourth costs two thirds of the speed, ADR 0018).
 */
final class Kernels {
    /** How many sums are worked on at once. */
    private static final int SUMS = 3;

    /** How many rows are added to a sum at once. */
    private static final int TERMS = 4;

    /** How many numbers of a table are worked through at a time: they stay in the first cache. */
    private static final int TABLE = 4096;

    /** How many numbers of several rows a function is applied to at once. */
    private static final int CHUNK = 2048;

    private Kernels() {}

    /**
     * out = weight · x + bias, for each of the first rows.
     *
     * @param x a row for each token
     * @param weight a row for each input, a column for each output
     * @param bias a number for each output
     * @param out a row for each token
     * @param tokens how many
     */
    static void multiply(float[][] x, float[][] weight, float[] bias, float[][] out, int tokens) {
        int outputs = bias.length;
        for (int t = 0; t < tokens; t++) {
            System.arraycopy(bias, 0, out[t], 0, outputs);
        }
        int atOnce = Math.max(TERMS, TABLE / outputs / TERMS * TERMS);
        for (int from = 0; from < weight.length; from += atOnce) {
            int to = Math.min(weight.length, from + atOnce);
            int t = 0;
            for (; t + SUMS <= tokens; t += SUMS) {
                combine(x[t], x[t + 1], x[t + 2], from, to, weight, out, t, outputs);
            }
            for (; t < tokens; t++) {
                combine(x[t], 0, weight, from, to, out[t], 0, outputs);
            }
        }
    }

    private static void combine(
            float[] x, float[] y, float[] z, int from, int to, float[][] rows, float[][] out, int t, int columns) {
        int k = from;
        for (; k + TERMS <= to; k += TERMS) {
            add(out[t], out[t + 1], out[t + 2], x, y, z, k, k, k, rows, k, 0, columns);
        }
        for (; k < to; k++) {
            add(out[t], rows[k], x[k], 0, columns);
            add(out[t + 1], rows[k], y[k], 0, columns);
            add(out[t + 2], rows[k], z[k], 0, columns);
        }
    }

    /**
     * sum[j] += Σₖ x[at + k] · rows[k][j], for rows and columns in ranges.
     *
     * @param x the factors
     * @param at where the factor of row 0 is
     * @param rows what is added up
     * @param from the first row
     * @param to after the last row
     * @param sum gets it added
     * @param first the first column
     * @param end after the last column
     */
    static void combine(float[] x, int at, float[][] rows, int from, int to, float[] sum, int first, int end) {
        int k = from;
        for (; k + TERMS <= to; k += TERMS) {
            add(
                    sum,
                    rows[k],
                    rows[k + 1],
                    rows[k + 2],
                    rows[k + 3],
                    x[at + k],
                    x[at + k + 1],
                    x[at + k + 2],
                    x[at + k + 3],
                    first,
                    end);
        }
        for (; k < to; k++) {
            add(sum, rows[k], x[at + k], first, end);
        }
    }

    /**
     * The weighted sums of the same rows for several tokens: out[t][j] += Σₖ x[at[t] + k] · rows[k][j], for k < length[t].
     *
     * @param x the factors of all tokens
     * @param at where the factor of row 0 is, for each token
     * @param lengths how many rows are added up, for each token
     * @param tokens how many
     * @param rows what is added up
     * @param out a row for each token, which gets it added
     * @param first the first column
     * @param end after the last column
     */
    static void combine(
            float[] x, int[] at, int[] lengths, int tokens, float[][] rows, float[][] out, int first, int end) {
        int t = 0;
        for (; t + SUMS <= tokens; t += SUMS) {
            int shared = Math.min(lengths[t], Math.min(lengths[t + 1], lengths[t + 2])) / TERMS * TERMS;
            for (int k = 0; k < shared; k += TERMS) {
                add(
                        out[t],
                        out[t + 1],
                        out[t + 2],
                        x,
                        x,
                        x,
                        at[t] + k,
                        at[t + 1] + k,
                        at[t + 2] + k,
                        rows,
                        k,
                        first,
                        end);
            }
            for (int one = t; one < t + SUMS; one++) {
                combine(x, at[one], rows, shared, lengths[one], out[one], first, end);
            }
        }
        for (; t < tokens; t++) {
            combine(x, at[t], rows, 0, lengths[t], out[t], first, end);
        }
    }

    private static void add(
            float[] sum,
            float[] other,
            float[] third,
            float[] x,
            float[] y,
            float[] z,
            int i,
            int j,
            int k,
            float[][] rows,
            int row,
            int first,
            int end) {
        add(
                sum,
                other,
                third,
                rows[row],
                rows[row + 1],
                rows[row + 2],
                rows[row + 3],
                first,
                end,
                x[i],
                x[i + 1],
                x[i + 2],
                x[i + 3],
                y[j],
                y[j + 1],
                y[j + 2],
                y[j + 3],
                z[k],
                z[k + 1],
                z[k + 2],
                z[k + 3]);
    }

    private static void add(
            float[] a,
            float[] b,
            float[] c,
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
            float c3) {
        for (int j = from; j < to; j++) {
            float x0 = r0[j];
            float x1 = r1[j];
            float x2 = r2[j];
            float x3 = r3[j];
            a[j] = Math.fma(a3, x3, Math.fma(a2, x2, Math.fma(a1, x1, Math.fma(a0, x0, a[j]))));
            b[j] = Math.fma(b3, x3, Math.fma(b2, x2, Math.fma(b1, x1, Math.fma(b0, x0, b[j]))));
            c[j] = Math.fma(c3, x3, Math.fma(c2, x2, Math.fma(c1, x1, Math.fma(c0, x0, c[j]))));
        }
    }

    private static void add(
            float[] sum,
            float[] r0,
            float[] r1,
            float[] r2,
            float[] r3,
            float x0,
            float x1,
            float x2,
            float x3,
            int from,
            int to) {
        for (int j = from; j < to; j++) {
            sum[j] = Math.fma(x3, r3[j], Math.fma(x2, r2[j], Math.fma(x1, r1[j], Math.fma(x0, r0[j], sum[j]))));
        }
    }

    private static void add(float[] sum, float[] row, float factor, int from, int to) {
        for (int j = from; j < to; j++) {
            sum[j] = Math.fma(factor, row[j], sum[j]);
        }
    }

    static void add(float[] one, float[] other, float[] sum, int columns) {
        for (int j = 0; j < columns; j++) {
            sum[j] = one[j] + other[j];
        }
    }

    static void multiply(float[] one, float[] other, float[] product, int columns) {
        for (int j = 0; j < columns; j++) {
            product[j] = one[j] * other[j];
        }
    }

    /**
     * The products of one vector with several: out[at + s] = Σⱼ x[xFrom + j] · rows[s][rowFrom + j].
     *
     * @param x holds the vector
     * @param xFrom where it begins
     * @param rows hold the others
     * @param rowFrom where they begin
     * @param length how long they are
     * @param count how many others
     * @param out gets the products
     * @param at where they begin there
     */
    static void dots(float[] x, int xFrom, float[][] rows, int rowFrom, int length, int count, float[] out, int at) {
        int s = 0;
        for (; s + TERMS <= count; s += TERMS) { // chains beside each other, for each waits for its last sum
            float[] r0 = rows[s];
            float[] r1 = rows[s + 1];
            float[] r2 = rows[s + 2];
            float[] r3 = rows[s + 3];
            float s0 = 0;
            float s1 = 0;
            float s2 = 0;
            float s3 = 0;
            for (int j = 0; j < length; j++) {
                float factor = x[xFrom + j];
                s0 = Math.fma(factor, r0[rowFrom + j], s0);
                s1 = Math.fma(factor, r1[rowFrom + j], s1);
                s2 = Math.fma(factor, r2[rowFrom + j], s2);
                s3 = Math.fma(factor, r3[rowFrom + j], s3);
            }
            out[at + s] = s0;
            out[at + s + 1] = s1;
            out[at + s + 2] = s2;
            out[at + s + 3] = s3;
        }
        for (; s < count; s++) {
            out[at + s] = dot(x, xFrom, rows[s], rowFrom, length, 0);
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

    /** Layer or RMS normalisation of the first rows. */
    static void normalise(
            float[][] x, float[] weight, float[] bias, double epsilon, boolean centred, float[][] out, int tokens) {
        float[] means = new float[TERMS];
        float[] squares = new float[TERMS];
        for (int from = 0; from < tokens; from += TERMS) {
            int count = Math.min(TERMS, tokens - from);
            float[][] rows = {
                x[from],
                x[Math.min(from + 1, tokens - 1)],
                x[Math.min(from + 2, tokens - 1)],
                x[Math.min(from + 3, tokens - 1)]
            };
            Arrays.fill(means, 0);
            if (centred) {
                sums(rows, weight.length, means);
            }
            squares(rows, weight.length, means, squares);
            for (int t = 0; t < count; t++) {
                float scale = (float) (1 / Math.sqrt(squares[t] / weight.length + epsilon));
                standardise(rows[t], means[t], scale, weight, bias, out[from + t]);
            }
        }
    }

    /** The means of four rows, side by side: each waits for its last sum. */
    private static void sums(float[][] rows, int width, float[] means) {
        float[] r0 = rows[0];
        float[] r1 = rows[1];
        float[] r2 = rows[2];
        float[] r3 = rows[3];
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int f = 0; f < width; f++) {
            s0 += r0[f];
            s1 += r1[f];
            s2 += r2[f];
            s3 += r3[f];
        }
        means[0] = s0 / width;
        means[1] = s1 / width;
        means[2] = s2 / width;
        means[3] = s3 / width;
    }

    private static void squares(float[][] rows, int width, float[] means, float[] squares) {
        float[] r0 = rows[0];
        float[] r1 = rows[1];
        float[] r2 = rows[2];
        float[] r3 = rows[3];
        float m0 = means[0];
        float m1 = means[1];
        float m2 = means[2];
        float m3 = means[3];
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int f = 0; f < width; f++) {
            float x0 = r0[f] - m0;
            float x1 = r1[f] - m1;
            float x2 = r2[f] - m2;
            float x3 = r3[f] - m3;
            s0 = Math.fma(x0, x0, s0);
            s1 = Math.fma(x1, x1, s1);
            s2 = Math.fma(x2, x2, s2);
            s3 = Math.fma(x3, x3, s3);
        }
        squares[0] = s0;
        squares[1] = s1;
        squares[2] = s2;
        squares[3] = s3;
    }

    private static void standardise(float[] x, float mean, float scale, float[] weight, float[] bias, float[] out) {
        for (int f = 0; f < weight.length; f++) {
            out[f] = Math.fma((x[f] - mean) * scale, weight[f], bias[f]);
        }
    }

    /** Applies a function to each number of the first rows, to many of them in one loop. */
    static void activate(Operation.Activation.Function function, float[][] x, float[][] out, int tokens, int width) {
        int atOnce = Math.max(1, CHUNK / width);
        float[] from = new float[atOnce * width];
        float[] to = new float[atOnce * width];
        for (int begin = 0; begin < tokens; begin += atOnce) {
            int count = Math.min(atOnce, tokens - begin);
            for (int t = 0; t < count; t++) {
                System.arraycopy(x[begin + t], 0, from, t * width, width);
            }
            Functions.activate(function, from, to, 0, count * width);
            for (int t = 0; t < count; t++) {
                System.arraycopy(to, t * width, out[begin + t], 0, width);
            }
        }
    }

    /** The rows of a table. */
    static float[][] rows(Tensor table) {
        int columns = table.dimension(1);
        float[] values = table.floats();
        float[][] rows = new float[table.dimension(0)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
        }
        return rows;
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
