package because.network;

/** The functions of single numbers that {@link FloatEngine} needs, in the form of {@link Kernels}: over a range of a row, without a branch, in single precision. */
final class Functions {
    /** exp(x) is (exp(x/128))^128: a short series and seven squarings. */
    private static final float PART = 1f / 128;

    private static final float LEAST = -87;

    private static final float INVERSE_ROOT_2 = (float) (1 / Math.sqrt(2));

    private Functions() {}

    /**
     * Turns the scores of attention into weights: of each stretch they sum to 1.
     *
     * @param scores the stretches, one after the other
     * @param starts where each begins
     * @param lengths how long each is, 1 or more
     * @param stretches how many there are
     * @param end after the last
     * @param scale what scores are multiplied by first; above 0
     */
    static void softmax(float[] scores, int[] starts, int[] lengths, int stretches, int end, float scale) {
        for (int i = 0; i < stretches; i++) {
            int to = starts[i] + lengths[i];
            float largest = scores[starts[i]];
            for (int s = starts[i] + 1; s < to; s++) {
                if (scores[s] > largest) { // as a branch it costs less than Math.max
                    largest = scores[s];
                }
            }
            shift(scores, largest, scale, starts[i], to);
        }
        exp(scores, 0, end);
        for (int i = 0; i < stretches; i++) {
            int to = starts[i] + lengths[i];
            double even = 0; // two sums beside each other, for each waits for the one before
            double odd = 0;
            int s = starts[i];
            for (; s + 1 < to; s += 2) {
                even += scores[s];
                odd += scores[s + 1];
            }
            even += s < to ? scores[s] : 0;
            scale(scores, starts[i], to, (float) (1 / (even + odd)));
        }
    }

    private static void shift(float[] row, float largest, float scale, int from, int to) {
        for (int t = from; t < to; t++) {
            row[t] = (row[t] - largest) * scale;
        }
    }

    static void scale(float[] row, int from, int to, float factor) {
        for (int t = from; t < to; t++) {
            row[t] *= factor;
        }
    }

    /** eˣ for x ≤ 0, within 1e-7. */
    static void exp(float[] x, int from, int to) {
        series(x, from, to);
        square4(x, from, to);
        square3(x, from, to);
    }

    /** eʸ − 1 of y = x/128. */
    private static void series(float[] x, int from, int to) {
        for (int j = from; j < to; j++) {
            float y = Math.max(x[j], LEAST) * PART;
            float p = Math.fma(1f / 720, y, 1f / 120);
            p = Math.fma(p, y, 1f / 24);
            p = Math.fma(p, y, 1f / 6);
            p = Math.fma(p, y, 0.5f);
            x[j] = Math.fma(p * y, y, y);
        }
    }

    /** e²ʸ − 1 of eʸ − 1 is (eʸ − 1)² + 2 (eʸ − 1), which loses no digits near 0. */
    private static void square4(float[] x, int from, int to) {
        for (int j = from; j < to; j++) {
            float p = x[j];
            p = Math.fma(p, p, p + p);
            p = Math.fma(p, p, p + p);
            p = Math.fma(p, p, p + p);
            x[j] = Math.fma(p, p, p + p);
        }
    }

    private static void square3(float[] x, int from, int to) {
        for (int j = from; j < to; j++) {
            float p = x[j];
            p = Math.fma(p, p, p + p);
            p = Math.fma(p, p, p + p);
            x[j] = Math.max(0, Math.fma(p, p, p + p) + 1);
        }
    }

    /** Applies a function to each number of the columns in a range; the two rows are not the same one. */
    static void activate(Operation.Activation.Function function, float[] x, float[] out, int from, int to) {
        switch (function) {
            case RELU -> {
                for (int j = from; j < to; j++) {
                    out[j] = Math.max(x[j], 0f);
                }
            }
            case GELU -> gelu(x, out, from, to);
            case SILU -> {
                sigmoid(x, out, from, to);
                for (int j = from; j < to; j++) {
                    out[j] *= x[j];
                }
            }
            case SIGMOID -> sigmoid(x, out, from, to);
            case TANH -> {
                float[] twice = new float[to];
                for (int j = from; j < to; j++) {
                    twice[j] = 2 * x[j];
                }
                sigmoid(twice, out, from, to);
                for (int j = from; j < to; j++) {
                    out[j] = Math.fma(2, out[j], -1);
                }
            }
        }
    }

    /** 1 / (1 + e⁻ˣ), within 1e-7. */
    static void sigmoid(float[] x, float[] out, int from, int to) {
        for (int j = from; j < to; j++) {
            out[j] = -Math.abs(x[j]);
        }
        exp(out, from, to);
        for (int j = from; j < to; j++) {
            // The numerator is 1 for x > 0 and e⁻|ˣ| below; near 0 both are 1. Without a branch.
            float above = Math.min(1, Math.max(0, x[j] * 1e30f));
            out[j] = Math.max(out[j], above) / (1 + out[j]);
        }
    }

    /** x · Φ(x), within 3e-7 · max(1, |x|): the error function as a rational function of its square, fitted to erf(z)/z on 0 ≤ z² ≤ 16. */
    private static void gelu(float[] x, float[] out, int from, int to) {
        numerator(x, out, from, to);
        quotient(x, out, from, to);
        for (int j = from; j < to; j++) {
            out[j] = x[j] * Math.fma(0.5f, out[j], 0.5f);
        }
    }

    private static void numerator(float[] x, float[] out, int from, int to) {
        for (int j = from; j < to; j++) {
            float z = Math.min(4, Math.max(-4, x[j] * INVERSE_ROOT_2));
            float u = z * z;
            float p = Math.fma(1.974915e-6f, u, 2.8802382e-4f);
            p = Math.fma(p, u, 4.002972e-3f);
            p = Math.fma(p, u, 0.0534654f);
            p = Math.fma(p, u, 0.19623354f);
            out[j] = Math.fma(p, u, 1.128379f) * z;
        }
    }

    private static void quotient(float[] x, float[] out, int from, int to) {
        for (int j = from; j < to; j++) {
            float z = Math.min(4, Math.max(-4, x[j] * INVERSE_ROOT_2));
            float u = z * z;
            float q = Math.fma(3.7480826e-5f, u, 1.2161918e-3f);
            q = Math.fma(q, u, 0.015443079f);
            q = Math.fma(q, u, 0.11647001f);
            q = Math.fma(q, u, 0.5072386f);
            out[j] = Math.max(-1, Math.min(1, out[j] / Math.fma(q, u, 1f)));
        }
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
}
