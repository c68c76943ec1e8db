package because.network;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs a {@link Network} in single precision, one sequence at a time, without libtorch. Only what the last token needs is computed: after the last attention
 * that is one row. A sequence's result depends on nothing but the sequence. The engine is safe for use by several threads; each needs a {@link Run} of its
 * own.
 */
public final class FloatEngine {
    /** Stands in a sequence for an event whose item is hidden. */
    public static final int HIDDEN = -1;

    private final Network network;
    private final int dimension;
    private final int items;
    private final boolean[] allRows;
    private final Map<String, Integer> widths = new HashMap<>();
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
        for (Operation operation : network.operations()) {
            if (operation instanceof Operation.Linear linear) {
                transposed.put(linear.weight(), Kernels.transpose(network.weight(linear.weight())));
            }
            widths.put(operation.output(), width(operation));
        }
        Operation.Head head = network.head();
        this.headVectors = network.weight(head.items()).floats();
        this.headRows = Kernels.transpose(network.weight(head.items()));
        this.headBias = head.bias().map(bias -> network.weight(bias).floats()).orElseGet(() -> new float[items]);
    }

    /** @return what is run */
    public Network network() {
        return network;
    }

    /** @return how many events it looks at: the newest so many of a sequence */
    public int window() {
        return network.positions() - 1;
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
     */
    public double score(float[] state, int item) {
        return Kernels.dot(state, 0, headVectors, item * dimension, dimension, headBias[item]);
    }

    /**
     * Scores every item.
     *
     * @param state what {@link Run#state} gave
     * @return a score for each item
     */
    public float[] scores(float[] state) {
        float[] scores = headBias.clone();
        Kernels.combine(state, 0, headRows, dimension, scores, items);
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
            if (operation instanceof Operation.Attention attention) {
                all.put(attention.key(), true);
                all.put(attention.value(), true);
            }
        }
        return needed;
    }

    private int width(Operation operation) {
        return switch (operation) {
            case Operation.Embed embed -> network.weight(embed.items()).dimension(1);
            case Operation.Linear linear -> network.weight(linear.weight()).dimension(0);
            case Operation.Head _ -> 0;
            case Operation.Norm _, Operation.Activation _, Operation.Attention _, Operation.Add _ ->
                widths.getOrDefault(operation.inputs().getFirst(), 0);
        };
    }

    /** The workspace of one thread: holds the matrices between the operations. */
    public final class Run {
        private final Map<String, float[]> matrices = new HashMap<>();
        private final Map<String, Heads> heads = new HashMap<>();
        private final float[] row;
        private boolean[] hidden = {};

        private Run() {
            int positions = network.positions();
            int widest = positions;
            for (Operation operation : network.operations()) {
                int width = widths.getOrDefault(operation.output(), 0);
                widest = Math.max(widest, width);
                if (width > 0) {
                    matrices.put(operation.output(), new float[positions * width]);
                }
                if (operation instanceof Operation.Attention attention) {
                    heads.put(attention.output(), new Heads(width, attention.heads(), positions));
                }
            }
            row = new float[widest];
        }

        /**
         * Runs the network up to its head.
         *
         * @param sequence item numbers, oldest first, {@link #HIDDEN} for hidden ones; of a longer one the newest are read
         * @return the last token's row, which the head reads
         */
        public float[] state(int[] sequence) {
            int start = Math.max(0, sequence.length - window());
            int tokens = sequence.length - start + 1;
            hidden = new boolean[tokens];
            for (int t = 1; t < tokens; t++) {
                int item = sequence[start + t - 1];
                if (item < HIDDEN
                        || item >= network.weight(network.embed().items()).dimension(0)) {
                    throw BadInput.of("an item's number", item, "0 to " + (items - 1), "");
                }
                hidden[t] = item == HIDDEN;
            }
            List<Operation> operations = network.operations();
            for (int i = 0; i < operations.size() - 1; i++) {
                run(operations.get(i), sequence, start, tokens, allRows[i] ? 0 : tokens - 1);
            }
            float[] input = matrix(network.head().input());
            float[] state = new float[dimension];
            System.arraycopy(input, (tokens - 1) * dimension, state, 0, dimension);
            return state;
        }

        private void run(Operation operation, int[] sequence, int start, int tokens, int from) {
            float[] out = matrix(operation.output());
            int width = widths.getOrDefault(operation.output(), 0);
            switch (operation) {
                case Operation.Embed embed -> embed(embed, sequence, start, tokens, out, width);
                case Operation.Norm norm -> {
                    float[] weight = network.weight(norm.weight()).floats();
                    float[] bias = network.weight(norm.bias()).floats();
                    for (int t = from; t < tokens; t++) {
                        Kernels.normalise(matrix(norm.input()), t * width, weight, bias, norm.epsilon(), out);
                    }
                }
                case Operation.Linear linear -> {
                    float[] bias =
                            linear.bias().map(b -> network.weight(b).floats()).orElseGet(() -> new float[width]);
                    float[][] weight = Objects.requireNonNull(transposed.get(linear.weight()));
                    Kernels.multiply(matrix(linear.input()), from, tokens, weight, bias, row, out);
                }
                case Operation.Activation activation ->
                    Kernels.activate(
                            activation.function(), matrix(activation.input()), from * width, tokens * width, out);
                case Operation.Attention attention -> attend(attention, from, tokens, out, width);
                case Operation.Add add -> {
                    float[] input = matrix(add.input());
                    float[] branch = matrix(add.branch());
                    for (int i = from * width; i < tokens * width; i++) {
                        out[i] = input[i] + branch[i];
                    }
                }
                case Operation.Head _ -> throw new IllegalStateException("the head is not run as a matrix");
            }
        }

        private void embed(Operation.Embed embed, int[] sequence, int start, int tokens, float[] out, int width) {
            float[] vectors = network.weight(embed.items()).floats();
            float[] positions = network.weight(embed.positions()).floats();
            float[] first = network.weight(embed.start()).floats();
            for (int t = 0; t < tokens; t++) {
                int position = embed.fromEnd() ? tokens - 1 - t : t;
                System.arraycopy(positions, position * width, out, t * width, width);
                if (t == 0) {
                    add(first, 0, out, 0, width);
                } else if (!hidden[t]) {
                    add(vectors, sequence[start + t - 1] * width, out, t * width, width);
                }
            }
        }

        private void attend(Operation.Attention attention, int from, int tokens, float[] out, int width) {
            Heads parts = Objects.requireNonNull(heads.get(attention.output()));
            parts.load(matrix(attention.key()), matrix(attention.value()), tokens);
            float[] query = matrix(attention.query());
            int part = width / attention.heads();
            float scale = (float) (1 / Math.sqrt(part));
            float[] weights = row;
            for (int h = 0; h < attention.heads(); h++) {
                for (int t = from; t < tokens; t++) {
                    int length = t + 1;
                    java.util.Arrays.fill(weights, 0, length, 0f);
                    Kernels.combine(query, t * width + h * part, parts.keys.get(h), part, weights, length);
                    for (int s = 0; s < length; s++) {
                        weights[s] = hidden[s] && s != t ? Float.NEGATIVE_INFINITY : weights[s] * scale;
                    }
                    Kernels.softmax(weights, length);
                    java.util.Arrays.fill(parts.mixed, 0f);
                    Kernels.combine(weights, 0, parts.values.get(h), length, parts.mixed, part);
                    System.arraycopy(parts.mixed, 0, out, t * width + h * part, part);
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
        private final int width;
        private final int part;

        Heads(int width, int heads, int positions) {
            this.width = width;
            this.part = width / heads;
            this.mixed = new float[part];
            for (int h = 0; h < heads; h++) {
                keys.add(new float[part][positions]);
                values.add(new float[positions][part]);
            }
        }

        void load(float[] key, float[] value, int tokens) {
            for (int h = 0; h < keys.size(); h++) {
                for (int t = 0; t < tokens; t++) {
                    for (int c = 0; c < part; c++) {
                        keys.get(h)[c][t] = key[t * width + h * part + c];
                    }
                    System.arraycopy(value, t * width + h * part, values.get(h)[t], 0, part);
                }
            }
        }
    }

    private static void add(float[] x, int xFrom, float[] sum, int sumFrom, int length) {
        for (int j = 0; j < length; j++) {
            sum[sumFrom + j] += x[xFrom + j];
        }
    }
}
