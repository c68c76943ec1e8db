package because.network;

import because.network.Layout.Extent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs a {@link Network} in single precision, many sequences at once, without libtorch. What is computed of a token alone is computed once for all sequences
 * that hold the token at the same position, and of what only the last token needs, only that. A sequence's result depends on nothing but the sequence, to the
 * bit. The engine is safe for use by several threads; each needs a {@link Run} of its own.
 */
public final class FloatEngine {
    /** Stands in a sequence for an event whose item is hidden. */
    public static final int HIDDEN = Tokens.HIDDEN;

    /** How many tokens share what is computed once. */
    private static final int SHARED_TOKENS = 8192;

    /** How many tokens are computed at a time: their matrices fit into the second cache. */
    private static final int TOKENS = 512;

    private final Network network;
    private final int dimension;
    private final Map<String, Integer> widths;
    private final Map<String, Extent> extents = new HashMap<>();
    private final float[][] headRows;
    private final float[] headVectors;
    private final float[] headBias;
    private final float meanBias;

    /** @param network what is run */
    public FloatEngine(Network network) {
        this.network = network;
        this.dimension = network.dimension();
        this.widths = network.widths();
        extents();
        if (network.operations().getLast() instanceof Operation.Head head) {
            this.headVectors = network.weight(head.items()).floats();
            this.headRows = Kernels.transpose(network.weight(head.items()));
            this.headBias =
                    head.bias().map(bias -> network.weight(bias).floats()).orElseGet(() -> new float[network.items()]);
        } else {
            this.headVectors = new float[0];
            this.headRows = new float[0][];
            this.headBias = new float[0];
        }
        double sum = 0;
        for (float bias : headBias) {
            sum += bias;
        }
        this.meanBias = headBias.length == 0 ? 0 : (float) (sum / headBias.length);
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
     * Scores an item of which more or other things are known than its vector says.
     *
     * @param state what {@link Run#state} gave
     * @param item from 0 to items − 1, or {@link Tokens#DESCRIBED} for one that the network has no vector of, which gets the mean of the biases
     * @param features what is to be added to its vector
     * @return the score
     */
    public double score(float[] state, int item, Features features) {
        float[] vector = new float[dimension];
        if (item >= 0) {
            System.arraycopy(headVectors, item * dimension, vector, 0, dimension);
        }
        features.addTo(floats(network.embed().features(), 0, 0), dimension, vector, 0);
        return Kernels.dot(state, 0, vector, 0, dimension, item >= 0 ? headBias[item] : meanBias);
    }

    /**
     * Scores every item.
     *
     * @param state what {@link Run#state} gave
     * @return a score for each item; none for a network without a head
     */
    public float[] scores(float[] state) {
        float[] scores = headBias.clone();
        Kernels.combine(state, headRows, scores, scores.length);
        return scores;
    }

    /** Finds out, from the end, of which matrices only the last tokens are needed, and then which need no more than the distinct tokens. */
    private void extents() {
        List<Operation> operations = network.operations();
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
        for (int i = 0; i < operations.size() - 1; i++) {
            Operation operation = operations.get(i);
            boolean alone = !(operation instanceof Operation.Attention)
                    && !(operation instanceof Operation.PointwiseAttention)
                    && operation.inputs().stream().allMatch(input -> extent(input) == Extent.DISTINCT);
            Extent extent = alone ? Extent.DISTINCT : Extent.ALL;
            extents.put(operation.output(), needed[i] || operation instanceof Operation.Embed ? extent : Extent.LAST);
        }
    }

    private Extent extent(String matrix) {
        return Objects.requireNonNull(extents.get(matrix)); // Network has checked the names
    }

    private int width(String matrix) {
        return Objects.requireNonNull(widths.get(matrix));
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
        private final Map<String, float[][]> memory = new HashMap<>();
        private final Map<String, float[][]> gathered = new HashMap<>();
        private final Map<String, Mixer> mixers = new HashMap<>();
        private Layout.Index index = new Layout.Index(false);
        private Layout layout = Layout.of(List.of(), index);

        private Run() {}

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
            return states(List.of(tokens)).getFirst();
        }

        /**
         * Runs the network up to its head on several sequences, the faster the more they have in common.
         *
         * @param sequences what is read
         * @return for each the last token's row, or the pooled vector; the same bits as it would get alone
         */
        public List<float[]> states(List<Tokens> sequences) {
            List<float[]> states = new ArrayList<>(sequences.size());
            List<Rows> together = new ArrayList<>();
            int tokens = 0;
            for (Tokens sequence : sequences) {
                Rows rows = Rows.of(network, sequence);
                if (tokens > 0 && tokens + rows.count() > SHARED_TOKENS) {
                    share(together, states);
                    together.clear();
                    tokens = 0;
                }
                together.add(rows);
                tokens += rows.count();
            }
            share(together, states);
            return states;
        }

        /** Computes what the distinct tokens need, and then, some sequences at a time, the rest. */
        private void share(List<Rows> sequences, List<float[]> states) {
            index = new Layout.Index(network.embed().fromEnd());
            List<Layout> layouts = new ArrayList<>();
            int begin = 0;
            int tokens = 0;
            for (int i = 0; i < sequences.size(); i++) {
                int count = sequences.get(i).count();
                if (tokens > 0 && tokens + count > TOKENS) {
                    layouts.add(Layout.of(List.copyOf(sequences.subList(begin, i)), index));
                    begin = i;
                    tokens = 0;
                }
                tokens += count;
            }
            layouts.add(Layout.of(List.copyOf(sequences.subList(begin, sequences.size())), index));
            List<Operation> operations = network.operations();
            run(operations, true);
            for (Layout part : layouts) {
                layout = part;
                gathered.clear();
                run(operations, false);
                for (int i = 0; i < layout.sequences(); i++) {
                    states.add(end(operations.getLast(), i));
                }
            }
        }

        private void run(List<Operation> operations, boolean distinct) {
            for (Operation operation : operations.subList(0, operations.size() - 1)) {
                Extent extent = extent(operation.output());
                if (distinct == (extent == Extent.DISTINCT)) {
                    run(operation, extent, distinct ? index.size() : layout.columns(extent));
                }
            }
        }

        private void run(Operation operation, Extent extent, int columns) {
            int width = width(operation.output());
            float[][] out = memory(memory, operation.output(), width, columns);
            switch (operation) {
                case Operation.Embed embed -> embed(embed, out, width);
                case Operation.Norm norm ->
                    Kernels.normalise(
                            matrix(norm.input(), extent),
                            floats(norm.weight(), width, 1),
                            floats(norm.bias(), width, 0),
                            norm.epsilon(),
                            norm.centred(),
                            out,
                            columns);
                case Operation.Linear linear ->
                    Kernels.multiply(
                            matrix(linear.input(), extent),
                            network.weight(linear.weight()).floats(),
                            floats(linear.bias(), width, 0),
                            out,
                            columns);
                case Operation.Activation activation -> {
                    float[][] input = matrix(activation.input(), extent);
                    for (int f = 0; f < width; f++) {
                        Functions.activate(activation.function(), input[f], out[f], 0, columns);
                    }
                }
                case Operation.Attention attention -> attend(attention, extent, out);
                case Operation.PointwiseAttention attention -> attend(attention, extent, out);
                case Operation.Add add -> {
                    float[][] input = matrix(add.input(), extent);
                    float[][] branch = matrix(add.branch(), extent);
                    for (int f = 0; f < width; f++) {
                        Kernels.add(input[f], branch[f], out[f], columns);
                    }
                }
                case Operation.Gate gate -> {
                    float[][] input = matrix(gate.input(), extent);
                    float[][] factor = matrix(gate.gate(), extent);
                    for (int f = 0; f < width; f++) {
                        Kernels.multiply(input[f], factor[f], out[f], columns);
                    }
                }
                case Operation.Head _, Operation.Pool _ ->
                    throw new IllegalStateException("the end is not run as a matrix");
            }
        }

        private void embed(Operation.Embed embed, float[][] out, int width) {
            float[] vectors = network.weight(embed.items()).floats();
            float[] positions = network.weight(embed.positions()).floats();
            float[] start = network.weight(embed.start()).floats();
            float[] blank = floats(embed.blank(), width, 0);
            float[] features = floats(embed.features(), 0, 0);
            float[] beside = new float[width];
            for (int column = 0; column < index.size(); column++) {
                Rows rows = index.sequence(column);
                int row = index.row(column);
                int position = rows.position(row, embed.fromEnd()) * width;
                int item = rows.item(row);
                Arrays.fill(beside, 0);
                rows.features(row).addTo(features, width, beside, 0);
                for (int f = 0; f < width; f++) {
                    float content = switch (item) {
                        case Tokens.HIDDEN, Tokens.DESCRIBED -> 0;
                        case Rows.START -> start[f];
                        case Tokens.BLANK -> blank[f];
                        default -> vectors[item * width + f];
                    };
                    float factor = item >= 0 ? (float) embed.scale() : 1;
                    out[f][column] = Math.fma(factor, content, positions[position + f]) + beside[f];
                }
            }
        }

        private void attend(Operation.Attention attention, Extent extent, float[][] out) {
            Mixer mixer =
                    mixer(attention.output(), width(attention.key()), width(attention.value()), attention.heads());
            boolean last = extent == Extent.LAST;
            Mixer.Source query = source(attention.query());
            Mixer.Source key = source(attention.key());
            Mixer.Source value = source(attention.value());
            for (int i = 0; i < layout.sequences(); i++) {
                for (int h = 0; h < attention.heads(); h++) {
                    mixer.attend(attention, h, layout, i, query, key, value, last, out);
                }
            }
        }

        private void attend(Operation.PointwiseAttention attention, Extent extent, float[][] out) {
            Mixer mixer =
                    mixer(attention.output(), width(attention.key()), width(attention.value()), attention.heads());
            boolean last = extent == Extent.LAST;
            Mixer.Source query = source(attention.query());
            Mixer.Source key = source(attention.key());
            Mixer.Source value = source(attention.value());
            for (int i = 0; i < layout.sequences(); i++) {
                Mixer.Biases biases = new Mixer.Biases(network, attention, layout.sequence(i));
                for (int h = 0; h < attention.heads(); h++) {
                    mixer.attend(attention, biases, h, layout, i, query, key, value, last, out);
                }
            }
        }

        private Mixer mixer(String attention, int keyWidth, int valueWidth, int heads) {
            return mixers.computeIfAbsent(attention, _ -> new Mixer(keyWidth / heads, valueWidth / heads));
        }

        private Mixer.Source source(String matrix) {
            return new Mixer.Source(computed(matrix), extent(matrix));
        }

        private float[] end(Operation last, int sequence) {
            String input = last.inputs().getFirst();
            Operation.Pool.Which which = last instanceof Operation.Pool pool ? pool.which() : Operation.Pool.Which.LAST;
            float[][] matrix =
                    which == Operation.Pool.Which.LAST ? matrix(input, Extent.LAST) : matrix(input, Extent.ALL);
            int start = layout.start(sequence);
            float[] state = new float[dimension];
            for (int f = 0; f < dimension; f++) {
                state[f] = switch (which) {
                    case FIRST -> matrix[f][start];
                    case LAST -> matrix[f][sequence];
                    case MEAN -> mean(matrix[f], start, layout.sequence(sequence));
                };
            }
            return state;
        }

        private static float mean(float[] row, int start, Rows rows) {
            float sum = 0;
            int present = 0;
            for (int t = 0; t < rows.count(); t++) {
                if (!rows.hidden(t)) {
                    sum += row[start + t];
                    present++;
                }
            }
            return sum / present; // the start token is never hidden
        }

        /** A matrix with the columns that are asked for: itself, or those columns of it. */
        private float[][] matrix(String name, Extent extent) {
            float[][] matrix = computed(name);
            Extent has = extent(name);
            if (has == extent) {
                return matrix;
            }
            String copy = name + " " + extent;
            float[][] known = gathered.get(copy);
            if (known != null) {
                return known;
            }
            int columns = layout.columns(extent);
            float[][] columnsOf = memory(memory, copy, matrix.length, columns);
            int[] from = new int[columns];
            for (int j = 0; j < columns; j++) {
                from[j] = layout.source(extent, j, has);
            }
            for (int f = 0; f < matrix.length; f++) {
                Kernels.gather(matrix[f], from, columnsOf[f]);
            }
            gathered.put(copy, columnsOf);
            return columnsOf;
        }

        private float[][] computed(String name) {
            return Objects.requireNonNull(memory.get(name)); // Network has checked the order
        }

        private static float[][] memory(Map<String, float[][]> memory, String name, int rows, int columns) {
            float[][] known = memory.get(name);
            if (known == null || (rows > 0 && known[0].length < columns)) {
                known = new float[rows][columns];
                memory.put(name, known);
            }
            return known;
        }
    }
}
