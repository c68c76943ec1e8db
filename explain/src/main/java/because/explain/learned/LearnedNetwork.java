package because.explain.learned;

import because.explain.shapley.PooledGame;
import java.util.SplittableRandom;

/**
 * What is learned: a small network that reads each event's vector x in the light of what is the same for all events of an answer, y (the state of the profile and the item's vector), and says what the event
 * does in a {@link PooledGame}:
 *
 * <pre>z = A x,  g = B y + b,  h = SiLU(C [z; z ⊙ g; g] + c),  out = O h + o</pre>
 *
 * <p>The first output is b of the game; of each pool then the logarithm of the weight a, bent to lie between ±3, and the worth c / a. b and c are in a unit that is chosen before.
 */
final class LearnedNetwork {
    /** Logarithms of weights lie between plus and minus this. */
    static final float BEND = 3;

    private final int ofEvent;
    private final int ofAll;
    private final int width;
    private final int outputs;
    private final int a;
    private final int b;
    private final int bBias;
    private final int c;
    private final int cBias;
    private final int o;
    private final int oBias;
    private final int size;

    /**
     * @param ofEvent how many numbers an event's vector has
     * @param ofAll how many numbers there are that are the same for all events
     * @param width how many numbers a layer makes
     * @param pools how many pools there are
     */
    LearnedNetwork(int ofEvent, int ofAll, int width, int pools) {
        this.ofEvent = ofEvent;
        this.ofAll = ofAll;
        this.width = width;
        this.outputs = 1 + 2 * pools;
        this.a = 0;
        this.b = a + ofEvent * width;
        this.bBias = b + ofAll * width;
        this.c = bBias + width;
        this.cBias = c + 3 * width * width;
        this.o = cBias + width;
        this.oBias = o + width * outputs;
        this.size = oBias + outputs;
    }

    /** How many weights it has. */
    int size() {
        return size;
    }

    int width() {
        return width;
    }

    int outputs() {
        return outputs;
    }

    /** Weights to begin with. */
    float[] random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] weights = new float[size];
        fill(weights, a, b, Math.sqrt(1.0 / ofEvent), random);
        fill(weights, b, bBias, Math.sqrt(1.0 / ofAll), random);
        fill(weights, c, cBias, Math.sqrt(1.0 / (3 * width)), random);
        fill(weights, o, oBias, Math.sqrt(0.1 / width), random);
        return weights;
    }

    private static void fill(float[] weights, int from, int to, double deviation, SplittableRandom random) {
        for (int i = from; i < to; i++) {
            weights[i] = (float) (deviation * random.nextGaussian());
        }
    }

    /** What an answer's events came to, kept for the way back. */
    final class Pass {
        private final float[] weights;
        private final float[] all;
        private final float[][] events;
        private final float[] g;
        private final float[][] z;
        private final float[][] before;
        private final float[][] h;
        /** A row for each event. */
        final float[][] out;

        /**
         * @param weights of the network
         * @param all y
         * @param events x, a row for each event; a row of length 0 for an event that does nothing
         */
        Pass(float[] weights, float[] all, float[][] events) {
            this.weights = weights;
            this.all = all;
            this.events = events;
            this.g = copy(weights, bBias);
            times(all, weights, b, g, width);
            float[] shared = copy(weights, cBias);
            times(g, weights, c + 2 * width * width, shared, width);
            this.z = new float[events.length][];
            this.before = new float[events.length][];
            this.h = new float[events.length][];
            this.out = new float[events.length][outputs];
            float[] gated = new float[width];
            for (int i = 0; i < events.length; i++) {
                if (events[i].length == 0) {
                    continue;
                }
                z[i] = new float[width];
                times(events[i], weights, a, z[i], width);
                for (int j = 0; j < width; j++) {
                    gated[j] = z[i][j] * g[j];
                }
                before[i] = shared.clone();
                times(z[i], weights, c, before[i], width);
                times(gated, weights, c + width * width, before[i], width);
                h[i] = new float[width];
                for (int j = 0; j < width; j++) {
                    h[i][j] = before[i][j] / (1 + (float) Math.exp(-before[i][j]));
                }
                System.arraycopy(weights, oBias, out[i], 0, outputs);
                times(h[i], weights, o, out[i], outputs);
            }
        }

        private float[] copy(float[] from, int at) {
            float[] copy = new float[width];
            System.arraycopy(from, at, copy, 0, width);
            return copy;
        }

        /**
         * @param slopes of each output of each event
         * @param gradient gets each weight's slope added
         */
        void back(float[][] slopes, float[] gradient) {
            float[] ofG = new float[width];
            float[] ofShared = new float[width];
            float[] ofBefore = new float[width];
            float[] ofZ = new float[width];
            float[] ofGated = new float[width];
            float[] gated = new float[width];
            for (int i = 0; i < events.length; i++) {
                if (events[i].length == 0) {
                    continue;
                }
                outer(h[i], slopes[i], gradient, o, outputs);
                add(1, slopes[i], 0, gradient, oBias, outputs);
                for (int j = 0; j < width; j++) {
                    float share = 1 / (1 + (float) Math.exp(-before[i][j]));
                    ofBefore[j] = dot(weights, o + j * outputs, slopes[i], outputs)
                            * share
                            * (1 + before[i][j] * (1 - share));
                    gated[j] = z[i][j] * g[j];
                }
                outer(z[i], ofBefore, gradient, c, width);
                outer(gated, ofBefore, gradient, c + width * width, width);
                add(1, ofBefore, 0, ofShared, 0, width);
                for (int j = 0; j < width; j++) {
                    ofGated[j] = dot(weights, c + (width + j) * width, ofBefore, width);
                    ofZ[j] = dot(weights, c + j * width, ofBefore, width) + ofGated[j] * g[j];
                    ofG[j] += ofGated[j] * z[i][j];
                }
                outer(events[i], ofZ, gradient, a, width);
            }
            add(1, ofShared, 0, gradient, cBias, width);
            outer(g, ofShared, gradient, c + 2 * width * width, width);
            for (int j = 0; j < width; j++) {
                ofG[j] += dot(weights, c + (2 * width + j) * width, ofShared, width);
            }
            add(1, ofG, 0, gradient, bBias, width);
            outer(all, ofG, gradient, b, width);
        }
    }

    /** sum += Wᵀ x, W row by row with a row for each number of x. */
    private static void times(float[] x, float[] weights, int from, float[] sum, int columns) {
        for (int k = 0; k < x.length; k++) {
            add(x[k], weights, from + k * columns, sum, 0, columns);
        }
    }

    /** W += x yᵀ. */
    private static void outer(float[] x, float[] y, float[] into, int from, int columns) {
        for (int k = 0; k < x.length; k++) {
            add(x[k], y, 0, into, from + k * columns, columns);
        }
    }

    private static void add(float factor, float[] numbers, int from, float[] into, int at, int count) {
        for (int j = 0; j < count; j++) {
            into[at + j] = Math.fma(factor, numbers[from + j], into[at + j]);
        }
    }

    /** Four sums at a time: a single one would wait for itself. */
    private static float dot(float[] x, int from, float[] y, int count) {
        float p = 0;
        float q = 0;
        float r = 0;
        float s = 0;
        int k = 0;
        for (; k + 4 <= count; k += 4) {
            p = Math.fma(x[from + k], y[k], p);
            q = Math.fma(x[from + k + 1], y[k + 1], q);
            r = Math.fma(x[from + k + 2], y[k + 2], r);
            s = Math.fma(x[from + k + 3], y[k + 3], s);
        }
        for (; k < count; k++) {
            p = Math.fma(x[from + k], y[k], p);
        }
        return (p + q) + (r + s);
    }
}
