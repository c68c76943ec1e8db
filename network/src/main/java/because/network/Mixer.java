package because.network;

import because.network.Layout.Chain;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The attention of one sequence after the other: what it reads are rows of matrices, one for each token of the sequence, wherever they stand. */
final class Mixer {
    private final int heads;
    private final int keyPart;
    private final int valuePart;
    private float[] weights = {};
    private float[] active = {};
    private int[] starts = {};
    private int[] lengths = {};
    private int end;

    /**
     * @param heads how many heads there are
     * @param keyWidth how wide query and key are
     * @param valueWidth how wide the value is
     */
    Mixer(int heads, int keyWidth, int valueWidth) {
        this.heads = heads;
        this.keyPart = keyWidth / heads;
        this.valuePart = valueWidth / heads;
    }

    /**
     * Lays out a stretch of weights for each head and for each token that looks.
     *
     * @param chain the sequence
     * @param from the first token that looks; the others do, too
     * @param causal whether a token sees only those up to itself
     */
    void begin(Chain chain, int from, boolean causal) {
        int tokens = chain.length();
        int look = tokens - from;
        if (starts.length < heads * look) {
            starts = new int[heads * look];
            lengths = new int[heads * look];
        }
        boolean lastHidden = chain.lastHidden();
        end = 0;
        for (int i = 0; i < heads * look; i++) {
            int token = from + i % look;
            starts[i] = end;
            lengths[i] = causal ? token + 1 : lastHidden && token < tokens - 1 ? tokens - 1 : tokens;
            end += lengths[i];
        }
        if (weights.length < end) {
            weights = new float[2 * end];
            active = new float[2 * end];
        }
    }

    /** The products of the queries of the tokens that look with the keys that they see. */
    void match(float[][] queries, int from, float[][] keys, int tokens) {
        int look = tokens - from;
        for (int i = 0; i < heads * look; i++) {
            int part = i / look * keyPart;
            Kernels.dots(queries[from + i % look], part, keys, part, keyPart, lengths[i], weights, starts[i]);
        }
    }

    /** The same products, which were computed before, of each pair of distinct tokens: a row for each head and query. */
    void match(float[][] table, Chain chain, int from) {
        int look = chain.length() - from;
        int distinct = table.length / heads;
        for (int i = 0; i < heads * look; i++) {
            float[] row = table[i / look * distinct + chain.number(from + i % look)];
            for (int s = 0; s < lengths[i]; s++) {
                weights[starts[i] + s] = row[chain.number(s)];
            }
        }
    }

    /**
     * The products of all queries with all keys.
     *
     * @return a row for each head and query, a column for each key
     */
    float[][] table(float[][] queries, float[][] keys, int count) {
        float[][] table = new float[heads * count][count];
        for (int i = 0; i < table.length; i++) {
            int part = i / count * keyPart;
            Kernels.dots(queries[i % count], part, keys, part, keyPart, count, table[i], 0);
        }
        return table;
    }

    /** The products of one vector for each head with whole rows. */
    void match(float[][] vectors, float[][] rows, int width) {
        for (int h = 0; h < heads; h++) {
            Kernels.dots(vectors[h], 0, rows, 0, width, lengths[h], weights, starts[h]);
        }
    }

    /** Weights that sum to 1. */
    void softmax() {
        Functions.softmax(weights, starts, lengths, stretches(), end, (float) (1 / Math.sqrt(keyPart)));
    }

    private int stretches() {
        int stretches = 0;
        for (int reached = 0; reached < end; stretches++) {
            reached += lengths[stretches];
        }
        return stretches;
    }

    /** Pointwise weights. */
    void weigh(Operation.PointwiseAttention operation, Biases biases, Chain chain, int from) {
        int stretches = stretches();
        int look = stretches / heads;
        for (int i = 0; i < stretches; i++) {
            biases.addTo(weights, starts[i], i / look, chain, from + i % look, lengths[i]);
        }
        Functions.activate(Operation.Activation.Function.SILU, weights, active, 0, end);
        for (int i = 0; i < end; i++) {
            weights[i] = active[i] / operation.length();
        }
    }

    /** The weighted sums of the values, for the tokens that look. */
    void mix(float[][] values, float[][] out) {
        int look = out.length;
        int[] at = new int[look];
        int[] counts = new int[look];
        for (float[] row : out) {
            Arrays.fill(row, 0, heads * valuePart, 0);
        }
        for (int h = 0; h < heads; h++) {
            System.arraycopy(starts, h * look, at, 0, look);
            System.arraycopy(lengths, h * look, counts, 0, look);
            Kernels.combine(weights, at, counts, look, values, out, h * valuePart, (h + 1) * valuePart);
        }
    }

    /**
     * Each head's part of some values, multiplied by a matrix.
     *
     * @param weight a row for each number of a value
     * @return for each head a row for each value
     */
    float[][][] multiplied(float[][] weight, float[][] values, int count) {
        float[][][] products = new float[heads][count][weight[0].length];
        for (int h = 0; h < heads; h++) {
            for (int i = 0; i < count; i++) {
                float[] product = products[h][i];
                Kernels.combine(values[i], 0, weight, h * valuePart, (h + 1) * valuePart, product, 0, product.length);
            }
        }
        return products;
    }

    /** The weighted sums of all heads' rows and a bias, for the tokens that look. */
    void mix(float[][][] ofHeads, Chain chain, float[] bias, float[][] out) {
        int look = out.length;
        int[] at = new int[look];
        int[] counts = new int[look];
        float[][] rows = new float[chain.length()][];
        for (float[] row : out) {
            System.arraycopy(bias, 0, row, 0, bias.length);
        }
        for (int h = 0; h < heads; h++) {
            for (int t = 0; t < rows.length; t++) {
                rows[t] = ofHeads[h][chain.number(t)];
            }
            System.arraycopy(starts, h * look, at, 0, look);
            System.arraycopy(lengths, h * look, counts, 0, look);
            Kernels.combine(weights, at, counts, look, rows, out, 0, bias.length);
        }
    }

    /** The weighted sum of whole rows, for each head. */
    void mixRows(float[][] rows, int width, float[][] out) {
        for (int h = 0; h < heads; h++) {
            Arrays.fill(out[h], 0, width, 0);
            Kernels.combine(weights, starts[h], rows, 0, lengths[h], out[h], 0, width);
        }
    }

    /** What pointwise attention adds to the product of query and key. */
    static final class Biases {
        private final @Nullable Tensor positions;
        private final @Nullable Tensor times;
        private final TimeBuckets.@Nullable Clock clock;
        private final int[][] buckets; // one more than the number, 0 where nobody has asked

        Biases(Network network, Operation.PointwiseAttention attention, Rows rows) {
            this.positions = attention.positions().map(network::weight).orElse(null);
            this.times = attention.times().map(network::weight).orElse(null);
            this.clock = times == null ? null : rows.clock(attention.ahead(), times.dimension(1));
            this.buckets = new int[times == null ? 0 : rows.count()][];
        }

        float of(int head, int row, int other) {
            return (positions == null ? 0 : entry(positions, head, row - other))
                    + (times == null || clock == null ? 0 : entry(times, head, bucket(clock, row, other)));
        }

        private int bucket(TimeBuckets.Clock clock, int row, int other) {
            if (buckets[row] == null) {
                buckets[row] = new int[row + 1];
            }
            if (buckets[row][other] == 0) {
                buckets[row][other] = clock.bucket(row, other) + 1;
            }
            return buckets[row][other] - 1;
        }

        /** Adds what belongs to a token and the first ones. */
        void addTo(float[] products, int at, int head, Chain chain, int token, int count) {
            for (int s = 0; s < count; s++) {
                products[at + s] += of(head, chain.row(token), chain.row(s));
            }
        }

        private static float entry(Tensor table, int head, int column) {
            return table.floats()[(table.dimension(0) == 1 ? 0 : head) * table.dimension(1) + column];
        }
    }
}
