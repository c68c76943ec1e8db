package because.network;

import because.network.Layout.Extent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The attention of one sequence and one head after the other, in memory of its own: the parts of the matrices that it reads are copied there, so that its rows begin at 0. */
final class Mixer {
    private final int keyPart;
    private final int valuePart;
    private float[][] queries = {};
    private float[][] keys = {};
    private float[][] values = {};
    private float[][] weights = {};
    private float[][] mixed = {};
    private float[] factors = {};
    private int capacity;

    /**
     * @param keyPart how wide a head's part of query and key is
     * @param valuePart how wide a head's part of the value is
     */
    Mixer(int keyPart, int valuePart) {
        this.keyPart = keyPart;
        this.valuePart = valuePart;
    }

    /** A matrix and which columns it has. */
    static final class Source {
        private final float[][] matrix;
        private final Extent extent;

        Source(float[][] matrix, Extent extent) {
            this.matrix = matrix;
            this.extent = extent;
        }
    }

    private void ensure(int tokens) {
        if (tokens > capacity) {
            capacity = tokens;
            queries = new float[keyPart][tokens];
            keys = new float[keyPart][tokens];
            values = new float[valuePart][tokens];
            weights = new float[tokens][tokens];
            mixed = new float[valuePart][tokens];
            factors = new float[Math.max(keyPart, valuePart) * tokens];
        }
    }

    /**
     * Softmax attention of all tokens of a sequence, or of its last one.
     *
     * @param head which head
     * @param last whether only the last token looks; the query then has a column for each sequence
     */
    void attend(
            Operation.Attention operation,
            int head,
            Layout layout,
            int sequence,
            Source query,
            Source key,
            Source value,
            boolean last,
            float[][] out) {
        Rows rows = layout.sequence(sequence);
        int tokens = rows.count();
        ensure(tokens);
        boolean[] hidden = new boolean[tokens];
        for (int t = 0; t < tokens; t++) {
            hidden[t] = rows.hidden(t);
        }
        float scale = (float) (1 / Math.sqrt(keyPart));
        load(key, head * keyPart, keyPart, keys, layout, sequence);
        load(value, head * valuePart, valuePart, values, layout, sequence);
        if (last) {
            float[] row = weights[0];
            match(query, head, layout, sequence, row, tokens);
            Functions.scale(row, 0, tokens, scale);
            softmax(row, hidden, tokens);
            mix(row, head, tokens, sequence, out);
            return;
        }
        load(query, head * keyPart, keyPart, queries, layout, sequence);
        match(tokens, operation.causal());
        Functions.softmax(weights, tokens, operation.causal(), hidden, scale);
        mix(head, tokens, operation.causal(), layout.start(sequence), out);
    }

    /** Pointwise attention of all tokens of a sequence, or of its last one. */
    void attend(
            Operation.PointwiseAttention operation,
            Biases biases,
            int head,
            Layout layout,
            int sequence,
            Source query,
            Source key,
            Source value,
            boolean last,
            float[][] out) {
        Rows rows = layout.sequence(sequence);
        int tokens = rows.count();
        ensure(tokens);
        load(key, head * keyPart, keyPart, keys, layout, sequence);
        load(value, head * valuePart, valuePart, values, layout, sequence);
        if (last) {
            float[] row = weights[0];
            match(query, head, layout, sequence, row, tokens);
            for (int s = 0; s < tokens; s++) {
                row[s] += biases.of(head, tokens - 1, s);
            }
            weigh(operation, row, 0, tokens);
            for (int s = 0; s < tokens; s++) {
                row[s] = rows.attends(tokens - 1, s) ? row[s] : 0;
            }
            mix(row, head, tokens, sequence, out);
            return;
        }
        load(query, head * keyPart, keyPart, queries, layout, sequence);
        match(tokens, true);
        for (int s = 0; s < tokens; s++) {
            for (int t = s; t < tokens; t++) {
                weights[s][t] += biases.of(head, t, s);
            }
            weigh(operation, weights[s], s, tokens);
            if (rows.hidden(s)) {
                Functions.only(weights[s], s, s, tokens, 0);
            }
            Arrays.fill(weights[s], 0, s, 0);
        }
        mix(head, tokens, true, layout.start(sequence), out);
    }

    private void weigh(Operation.PointwiseAttention operation, float[] row, int from, int to) {
        float[] active = factors; // not used before the weights are there
        Functions.activate(Operation.Activation.Function.SILU, row, active, from, to);
        for (int t = from; t < to; t++) {
            row[t] = active[t] / operation.length();
        }
    }

    /** Copies a head's rows of a sequence's columns. */
    private static void load(Source source, int first, int count, float[][] into, Layout layout, int sequence) {
        int start = layout.start(sequence);
        int tokens = layout.sequence(sequence).count();
        for (int f = 0; f < count; f++) {
            float[] from = source.matrix[first + f];
            if (source.extent == Extent.ALL) {
                System.arraycopy(from, start, into[f], 0, tokens);
            } else {
                layout.gather(from, start, into[f], tokens);
            }
        }
    }

    /** The products of the last token's query with all keys. */
    private void match(Source query, int head, Layout layout, int sequence, float[] row, int tokens) {
        int column = layout.source(Extent.LAST, sequence, query.extent);
        for (int f = 0; f < keyPart; f++) {
            factors[f] = query.matrix[head * keyPart + f][column];
        }
        Arrays.fill(row, 0, tokens, 0);
        Kernels.combine(keys, 0, keyPart, new Kernels.Factors(factors, 0, 0, 1), new float[][] {row}, 0, 1, 0, tokens);
    }

    /** The products of every token's query with every key: a row for each key, a column for each query. */
    private void match(int tokens, boolean causal) {
        for (int s = 0; s < tokens; s++) {
            Arrays.fill(weights[s], 0, tokens, 0);
            for (int f = 0; f < keyPart; f++) {
                factors[s * keyPart + f] = keys[f][s];
            }
        }
        for (int s = 0; s < tokens; s += Kernels.ROWS) {
            int count = Math.min(Kernels.ROWS, tokens - s);
            Kernels.Factors block = new Kernels.Factors(factors, s * keyPart, keyPart, 1);
            Kernels.combine(queries, 0, keyPart, block, weights, s, count, causal ? s : 0, tokens);
        }
    }

    /** One token's weights over all tokens. */
    private static void softmax(float[] row, boolean[] hidden, int tokens) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int s = 0; s < tokens; s++) {
            if (!hidden[s] || s == tokens - 1) {
                largest = Math.max(largest, row[s]);
            }
        }
        for (int s = 0; s < tokens; s++) {
            row[s] = hidden[s] && s != tokens - 1 ? Float.NEGATIVE_INFINITY : row[s] - largest;
        }
        Functions.exp(row, 0, tokens);
        double sum = 0;
        for (int s = 0; s < tokens; s++) {
            row[s] = hidden[s] && s != tokens - 1 ? 0 : row[s];
            sum += row[s];
        }
        Functions.scale(row, 0, tokens, (float) (1 / sum));
    }

    /** The weighted sums of the values, for every token. */
    private void mix(int head, int tokens, boolean causal, int start, float[][] out) {
        for (int f = 0; f < valuePart; f++) {
            Arrays.fill(mixed[f], 0, tokens, 0);
            System.arraycopy(values[f], 0, factors, f * tokens, tokens);
        }
        for (int s = 0; s < tokens; s += Kernels.ROWS) {
            int count = Math.min(Kernels.ROWS, tokens - s);
            Kernels.Factors block = new Kernels.Factors(factors, s, tokens, 1);
            Kernels.combine(weights, s, count, block, mixed, 0, valuePart, causal ? s : 0, tokens);
        }
        for (int f = 0; f < valuePart; f++) {
            System.arraycopy(mixed[f], 0, out[head * valuePart + f], start, tokens);
        }
    }

    /** The weighted sum of the values, for the last token. */
    private void mix(float[] row, int head, int tokens, int sequence, float[][] out) {
        for (int f = 0; f < valuePart; f++) {
            out[head * valuePart + f][sequence] = Kernels.dot(row, 0, values[f], 0, tokens, 0);
        }
    }

    /** What pointwise attention adds to the product of query and key. */
    static final class Biases {
        private final @Nullable Tensor positions;
        private final @Nullable Tensor times;
        private int[][] buckets = {};

        Biases(Network network, Operation.PointwiseAttention attention, Rows rows) {
            this.positions = attention.positions().map(network::weight).orElse(null);
            this.times = attention.times().map(network::weight).orElse(null);
            if (times != null) {
                TimeBuckets.Clock clock = rows.clock(attention.ahead(), times.dimension(1));
                buckets = new int[rows.count()][];
                for (int t = 0; t < buckets.length; t++) {
                    buckets[t] = new int[t + 1];
                    for (int s = 0; s <= t; s++) {
                        buckets[t][s] = clock.bucket(t, s);
                    }
                }
            }
        }

        float of(int head, int token, int other) {
            return (positions == null ? 0 : entry(positions, head, token - other))
                    + (times == null ? 0 : entry(times, head, buckets[token][other]));
        }

        private static float entry(Tensor table, int head, int column) {
            return table.floats()[(table.dimension(0) == 1 ? 0 : head) * table.dimension(1) + column];
        }
    }
}
