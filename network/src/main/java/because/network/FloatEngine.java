package because.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link Network} in single precision, one sequence at a time, without libtorch. Only what the last token needs is computed: after the last attention
 * that is one row. A sequence's result depends on nothing but the sequence. The engine is safe for use by several threads; each needs a {@link Run} of its
 * own.
 */
public final class FloatEngine {
    /** Stands in a sequence for an event whose item is hidden. */
    public static final int HIDDEN = Tokens.HIDDEN;

    private final Network network;
    private final int dimension;
    private final int items;
    private final boolean[] allRows;
    private final Map<String, Integer> widths;
    private final Map<String, float[][]> transposed = new HashMap<>();
    private final float[][] headRows;
    private final float[] headVectors;
    private final float[] headBias;

    /** @param network what is run */
    public FloatEngine(Network network) {
        this.network = network;
        this.items = network.items();
        this.dimension = network.dimension();
        this.allRows = allRows(network.operations());
        this.widths = network.widths();
        for (Operation operation : network.operations()) {
            if (operation instanceof Operation.Linear linear) {
                transposed.put(linear.weight(), Kernels.transpose(network.weight(linear.weight())));
            }
        }
        if (network.operations().getLast() instanceof Operation.Head head) {
            this.headVectors = network.weight(head.items()).floats();
            this.headRows = Kernels.transpose(network.weight(head.items()));
            this.headBias =
                    head.bias().map(bias -> network.weight(bias).floats()).orElseGet(() -> new float[items]);
        } else {
            this.headVectors = new float[0];
            this.headRows = new float[0][];
            this.headBias = new float[0];
        }
    }

    /** @return what is run */
    public Network network() {
        return network;
    }

    /** @return how many events it looks at: the newest so many of a sequence */
    public int window() {
        return network.window();
    }

    /** @return a workspace for one thread */
    public Run newRun() {
        return new Run();
    }

    /**
     * Scores one item.
     *
     * @param state what {@link Run#state} gave
     * @param item from 0 to items − 1
     * @return the score, the same bits as {@link #scores} gives
     * @throws IndexOutOfBoundsException if there is no such item; a network without a head has none
     */
    public double score(float[] state, int item) {
        return Kernels.dot(state, 0, headVectors, item * dimension, dimension, headBias[item]);
    }

    /**
     * Scores every item.
     *
     * @param state what {@link Run#state} gave
     * @return a score for each item; none for a network without a head
     */
    public float[] scores(float[] state) {
        float[] scores = headBias.clone();
        Kernels.combine(state, 0, headRows, headRows.length, scores, scores.length);
        return scores;
    }

    /** For each operation, whether all rows of its output are needed, or only the last. */
    private static boolean[] allRows(List<Operation> operations) {
        Map<String, Boolean> all = new HashMap<>();
        boolean[] needed = new boolean[operations.size()];
        for (int i = operations.size() - 1; i >= 0; i--) {
            Operation operation = operations.get(i);
            needed[i] = all.getOrDefault(operation.output(), false);
            for (String input : operation.inputs()) {
                all.merge(input, needed[i], Boolean::logicalOr);
            }
            switch (operation) {
                case Operation.Attention attention -> {
                    all.put(attention.key(), true);
                    all.put(attention.value(), true);
                }
                case Operation.PointwiseAttention attention -> {
                    all.put(attention.key(), true);
                    all.put(attention.value(), true);
                }
                case Operation.Pool pool -> all.put(pool.input(), pool.which() != Operation.Pool.Which.LAST);
                default -> {}
            }
        }
        return needed;
    }

    private int width(String matrix) {
        return widths.getOrDefault(matrix, 0);
    }

    /** A weight's numbers, or as many times the same one where there is no weight. */
    private float[] floats(Optional<String> weight, int width, float otherwise) {
        if (weight.isPresent()) {
            return network.weight(weight.get()).floats();
        }
        float[] same = new float[width];
        Arrays.fill(same, otherwise);
        return same;
    }

    /** The workspace of one thread: holds the matrices between the operations. */
    public final class Run {
        private final Map<String, float[]> matrices = new HashMap<>();
        private final Map<String, Heads> heads = new HashMap<>();
        private final float[] row;
        private Rows rows = Rows.of(network, Tokens.of());

        private Run() {
            int positions = network.positions();
            int widest = positions;
            for (Operation operation :
                    network.operations().subList(0, network.operations().size() - 1)) {
                int width = width(operation.output());
                widest = Math.max(widest, width);
                matrices.put(operation.output(), new float[positions * width]);
                switch (operation) {
                    case Operation.Attention a -> heads.put(a.output(), new Heads(width, width, a.heads(), positions));
                    case Operation.PointwiseAttention a ->
                        heads.put(a.output(), new Heads(width(a.key()), width, a.heads(), positions));
                    default -> {}
                }
            }
            row = new float[widest];
        }

        /**
         * Runs the network up to its head.
         *
         * @param sequence item numbers, oldest first, {@link #HIDDEN} for hidden ones; of a longer one the newest are read
         * @return the last token's row, which the head reads, or the pooled vector
         */
        public float[] state(int[] sequence) {
            return state(Tokens.of(sequence));
        }

        /**
         * Runs the network up to its head.
         *
         * @param tokens what is read; of a longer sequence the newest
         * @return the last token's row, which the head reads, or the pooled vector
         */
        public float[] state(Tokens tokens) {
            rows = Rows.of(network, tokens);
            List<Operation> operations = network.operations();
            for (int i = 0; i < operations.size() - 1; i++) {
                run(operations.get(i), allRows[i] ? 0 : rows.count() - 1);
            }
            return end(operations.getLast());
        }

        private float[] end(Operation last) {
            float[] input = matrix(last.inputs().getFirst());
            Operation.Pool.Which which = last instanceof Operation.Pool pool ? pool.which() : Operation.Pool.Which.LAST;
            float[] state = new float[dimension];
            switch (which) {
                case FIRST -> System.arraycopy(input, 0, state, 0, dimension);
                case LAST -> System.arraycopy(input, (rows.count() - 1) * dimension, state, 0, dimension);
                case MEAN -> {
                    int present = 0;
                    for (int t = 0; t < rows.count(); t++) {
                        if (!rows.hidden(t)) {
                            Kernels.accumulate(1, input, t * dimension, state, 0, dimension);
                            present++;
                        }
                    }
                    for (int j = 0; j < dimension; j++) {
                        state[j] /= present; // the start token is never hidden
                    }
                }
            }
            return state;
        }

        private void run(Operation operation, int from) {
            int tokens = rows.count();
            float[] out = matrix(operation.output());
            int width = width(operation.output());
            switch (operation) {
                case Operation.Embed embed -> embed(embed, out, width);
                case Operation.Norm norm -> {
                    float[] weight = floats(norm.weight(), width, 1);
                    float[] bias = floats(norm.bias(), width, 0);
                    float[] input = matrix(norm.input());
                    for (int t = from; t < tokens; t++) {
                        Kernels.normalise(input, t * width, weight, bias, norm.epsilon(), norm.centred(), out);
                    }
                }
                case Operation.Linear linear -> {
                    float[] bias = floats(linear.bias(), width, 0);
                    float[][] weight = Objects.requireNonNull(transposed.get(linear.weight()));
                    Kernels.multiply(matrix(linear.input()), from, tokens, weight, bias, row, out);
                }
                case Operation.Activation activation ->
                    Kernels.activate(
                            activation.function(), matrix(activation.input()), from * width, tokens * width, out);
                case Operation.Attention attention -> attend(attention, from, out);
                case Operation.PointwiseAttention attention -> attend(attention, from, out);
                case Operation.Add add -> {
                    float[] input = matrix(add.input());
                    float[] branch = matrix(add.branch());
                    for (int i = from * width; i < tokens * width; i++) {
                        out[i] = input[i] + branch[i];
                    }
                }
                case Operation.Gate gate -> {
                    float[] input = matrix(gate.input());
                    float[] factor = matrix(gate.gate());
                    for (int i = from * width; i < tokens * width; i++) {
                        out[i] = input[i] * factor[i];
                    }
                }
                case Operation.Head _, Operation.Pool _ ->
                    throw new IllegalStateException("the end is not run as a matrix");
            }
        }

        private void embed(Operation.Embed embed, float[] out, int width) {
            float[] vectors = network.weight(embed.items()).floats();
            float[] positions = network.weight(embed.positions()).floats();
            for (int t = 0; t < rows.count(); t++) {
                System.arraycopy(positions, rows.position(t, embed.fromEnd()) * width, out, t * width, width);
                int item = rows.item(t);
                switch (item) {
                    case Tokens.HIDDEN -> {}
                    case Rows.START ->
                        Kernels.accumulate(1, network.weight(embed.start()).floats(), 0, out, t * width, width);
                    case Tokens.BLANK ->
                        Kernels.accumulate(1, floats(embed.blank(), width, 0), 0, out, t * width, width);
                    default -> Kernels.accumulate((float) embed.scale(), vectors, item * width, out, t * width, width);
                }
            }
        }

        private void attend(Operation.Attention attention, int from, float[] out) {
            Heads parts = Objects.requireNonNull(heads.get(attention.output()));
            parts.load(matrix(attention.key()), matrix(attention.value()), rows.count());
            float[] query = matrix(attention.query());
            float scale = (float) (1 / Math.sqrt(parts.keyPart));
            for (int h = 0; h < attention.heads(); h++) {
                for (int t = from; t < rows.count(); t++) {
                    int length = attention.causal() ? t + 1 : rows.count();
                    parts.match(query, t, h, row, length);
                    for (int s = 0; s < length; s++) {
                        row[s] = rows.attends(t, s) ? row[s] * scale : Float.NEGATIVE_INFINITY;
                    }
                    Kernels.softmax(row, length);
                    parts.mix(row, t, h, length, out);
                }
            }
        }

        private void attend(Operation.PointwiseAttention attention, int from, float[] out) {
            Heads parts = Objects.requireNonNull(heads.get(attention.output()));
            parts.load(matrix(attention.key()), matrix(attention.value()), rows.count());
            float[] query = matrix(attention.query());
            Biases biases = new Biases(network, attention);
            for (int t = from; t < rows.count(); t++) {
                biases.at(rows, t);
                for (int h = 0; h < attention.heads(); h++) {
                    parts.match(query, t, h, row, t + 1);
                    for (int s = 0; s <= t; s++) {
                        row[s] = rows.attends(t, s) ? Kernels.silu(row[s] + biases.of(h, s)) / attention.length() : 0;
                    }
                    parts.mix(row, t, h, t + 1, out);
                }
            }
        }

        private float[] matrix(String name) {
            return Objects.requireNonNull(matrices.get(name)); // Network has checked the names
        }
    }

    /** One attention's keys, transposed, and values, cut into heads: the forms in which the kernels read them. */
    private static final class Heads {
        private final List<float[][]> keys = new ArrayList<>();
        private final List<float[][]> values = new ArrayList<>();
        private final float[] mixed;
        private final int keyPart;
        private final int valuePart;

        Heads(int keyWidth, int valueWidth, int heads, int positions) {
            this.keyPart = keyWidth / heads;
            this.valuePart = valueWidth / heads;
            this.mixed = new float[valuePart];
            for (int h = 0; h < heads; h++) {
                keys.add(new float[keyPart][positions]);
                values.add(new float[positions][valuePart]);
            }
        }

        void load(float[] key, float[] value, int tokens) {
            for (int h = 0; h < keys.size(); h++) {
                float[][] transposed = keys.get(h);
                for (int t = 0; t < tokens; t++) {
                    int from = (t * keys.size() + h) * keyPart;
                    for (int c = 0; c < keyPart; c++) {
                        transposed[c][t] = key[from + c];
                    }
                    System.arraycopy(value, (t * keys.size() + h) * valuePart, values.get(h)[t], 0, valuePart);
                }
            }
        }

        /** The products of a token's query with the keys of the first tokens. */
        void match(float[] query, int token, int head, float[] products, int length) {
            Arrays.fill(products, 0, length, 0f);
            Kernels.combine(query, (token * keys.size() + head) * keyPart, keys.get(head), keyPart, products, length);
        }

        /** The weighted sum of the values of the first tokens. */
        void mix(float[] weights, int token, int head, int length, float[] out) {
            Arrays.fill(mixed, 0f);
            Kernels.combine(weights, 0, values.get(head), length, mixed, valuePart);
            System.arraycopy(mixed, 0, out, (token * keys.size() + head) * valuePart, valuePart);
        }
    }

    /** What pointwise attention adds to the product of query and key, for all tokens that one token sees. */
    private static final class Biases {
        private final Operation.PointwiseAttention attention;
        private final @Nullable Tensor positions;
        private final @Nullable Tensor times;
        private int[] buckets = {};
        private int token;

        Biases(Network network, Operation.PointwiseAttention attention) {
            this.attention = attention;
            this.positions = attention.positions().map(network::weight).orElse(null);
            this.times = attention.times().map(network::weight).orElse(null);
        }

        void at(Rows rows, int token) {
            this.token = token;
            if (times != null) {
                buckets = new int[token + 1];
                TimeBuckets.Clock clock = rows.clock(attention.ahead(), times.dimension(1));
                for (int s = 0; s <= token; s++) {
                    buckets[s] = clock.bucket(token, s);
                }
            }
        }

        float of(int head, int other) {
            return (positions == null ? 0 : entry(positions, head, token - other))
                    + (times == null ? 0 : entry(times, head, buckets[other]));
        }

        private static float entry(Tensor table, int head, int column) {
            return table.floats()[(table.dimension(0) == 1 ? 0 : head) * table.dimension(1) + column];
        }
    }
}
