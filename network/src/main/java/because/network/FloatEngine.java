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
 * that hold the token at the same position; where tokens only see what is before them, what is computed of a beginning is computed once for all that begin so; and of what
 * only the last token needs, only that ({@link Plan}). A sequence's result depends on nothing but the sequence, to the bit. The engine is safe for use by several threads; each needs a {@link Run} of its own.
 */
public final class FloatEngine {
    /** Stands in a sequence for an event whose item is hidden. */
    public static final int HIDDEN = Tokens.HIDDEN;

    /** How many tokens share what is computed once. */
    private static final int SHARED_TOKENS = 16384;

    /** How many tokens are computed at a time: their matrices fit into the second cache. */
    private static final int TOKENS = 384;

    private final Network network;
    private final int dimension;
    private final Plan plan;
    private final Rows.Form form;
    private final float[][] headRows;
    private final float[] headVectors;
    private final float[] headBias;
    private final float meanBias;

    /** @param network what is run */
    public FloatEngine(Network network) {
        this.network = network;
        this.dimension = network.dimension();
        this.plan = new Plan(network);
        this.form = new Rows.Form(network);
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
        features.addTo(plan.floats(network.embed().features(), 0, 0), dimension, vector, 0);
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
        Kernels.combine(state, 0, headRows, 0, headRows.length, scores, 0, scores.length);
        return scores;
    }

    /** The workspace of one thread: holds the matrices between the operations. */
    public final class Run {
        private final Map<String, float[][]> memory = new HashMap<>();
        private final Map<String, float[][]> referred = new HashMap<>();
        private final Map<String, float[][]> tables = new HashMap<>();
        private final Map<String, float[][][]> multiplied = new HashMap<>();
        private final Map<String, Mixer> mixers = new HashMap<>();
        private final boolean withLast;
        private Layout.Index index = new Layout.Index(false);
        private Layout layout = Layout.of(List.of(), false, TOKENS).getFirst();
        private long pairs;

        private Run() {
            this.withLast = which() == Operation.Pool.Which.LAST;
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
            return states(List.of(tokens)).getFirst();
        }

        /**
         * Runs the network up to its head on several sequences, the faster the more they have in common.
         *
         * @param sequences what is read
         * @return for each the last token's row, or the pooled vector; the same bits as it would get alone
         */
        public List<float[]> states(List<Tokens> sequences) {
            float[][] states = new float[sequences.size()][];
            List<Rows> together = new ArrayList<>();
            int begin = 0;
            int tokens = 0;
            for (int i = 0; i < states.length; i++) {
                Rows rows = Rows.of(form, sequences.get(i));
                if (tokens > 0 && tokens + rows.count() > SHARED_TOKENS) {
                    share(together, states, begin);
                    together.clear();
                    begin = i;
                    tokens = 0;
                }
                together.add(rows);
                tokens += rows.count();
            }
            share(together, states, begin);
            return Arrays.asList(states);
        }

        /** Computes what the distinct tokens need, and then, some sequences at a time, the rest. */
        private void share(List<Rows> sequences, float[][] states, int begin) {
            index = new Layout.Index(network.embed().fromEnd());
            List<Layout.Chain> chains = new ArrayList<>(sequences.size());
            for (int i = 0; i < sequences.size(); i++) {
                chains.add(new Layout.Chain(begin + i, sequences.get(i), withLast, index));
            }
            if (plan.shares()) {
                chains.sort(Layout.Chain::compare);
            }
            List<Layout> layouts = Layout.of(chains, plan.shares(), TOKENS);
            pairs = layouts.stream().mapToLong(Layout::pairs).sum();
            tables.clear();
            multiplied.clear();
            referred.clear();
            run(plan.distinct(), Extent.DISTINCT);
            for (Layout part : layouts) {
                layout = part;
                referred.clear();
                run(plan.rest(), Extent.ALL);
                for (int i = 0; i < layout.sequences(); i++) {
                    states[layout.chain(i).place()] = end(i);
                }
            }
        }

        private void run(List<Operation> operations, Extent most) {
            for (Operation operation : operations) {
                Extent extent = plan.extent(operation.output());
                run(operation, extent, most == Extent.DISTINCT ? index.size() : layout.size(extent));
            }
        }

        private void run(Operation operation, Extent extent, int tokens) {
            int width = plan.width(operation.output());
            float[][] out = memory(operation.output(), width, tokens);
            switch (operation) {
                case Operation.Embed embed -> embed(embed, out, width);
                case Operation.Norm norm ->
                    Kernels.normalise(
                            matrix(norm.input(), extent),
                            plan.weight(norm),
                            plan.bias(norm),
                            norm.epsilon(),
                            norm.centred(),
                            out,
                            tokens);
                case Operation.Linear linear ->
                    Kernels.multiply(
                            matrix(linear.input(), extent), plan.weight(linear), plan.bias(linear), out, tokens);
                case Operation.Activation activation ->
                    Kernels.activate(activation.function(), matrix(activation.input(), extent), out, tokens, width);
                case Operation.Attention attention -> {
                    if (extent == Extent.LAST) {
                        attendLast(attention, out);
                    } else {
                        float[][] into = plan.out(attention)
                                .map(linear -> memory(linear.output(), plan.width(linear.output()), tokens))
                                .orElse(out);
                        attend(attention, attention.query(), attention.key(), attention.value(), into);
                    }
                }
                case Operation.PointwiseAttention attention -> {
                    if (extent == Extent.LAST) {
                        attendLast(attention, out);
                    } else {
                        attend(attention, attention.query(), attention.key(), attention.value(), out);
                    }
                }
                case Operation.Add add -> {
                    float[][] input = matrix(add.input(), extent);
                    float[][] branch = matrix(add.branch(), extent);
                    for (int t = 0; t < tokens; t++) {
                        Kernels.add(input[t], branch[t], out[t], width);
                    }
                }
                case Operation.Gate gate -> {
                    float[][] input = matrix(gate.input(), extent);
                    float[][] factor = matrix(gate.gate(), extent);
                    for (int t = 0; t < tokens; t++) {
                        Kernels.multiply(input[t], factor[t], out[t], width);
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
            float[] blank = plan.floats(embed.blank(), width, 0);
            float[] features = plan.floats(embed.features(), 0, 0);
            float[] beside = new float[width];
            for (int number = 0; number < index.size(); number++) {
                Rows rows = index.sequence(number);
                int row = index.row(number);
                int position = rows.position(row, embed.fromEnd()) * width;
                int item = rows.item(row);
                Arrays.fill(beside, 0);
                rows.features(row).addTo(features, width, beside, 0);
                float factor = item >= 0 ? (float) embed.scale() : 1;
                for (int f = 0; f < width; f++) {
                    float content = switch (item) {
                        case Tokens.HIDDEN, Tokens.DESCRIBED -> 0;
                        case Rows.START -> start[f];
                        case Tokens.BLANK -> blank[f];
                        default -> vectors[item * width + f];
                    };
                    out[number][f] = Math.fma(factor, content, positions[position + f]) + beside[f];
                }
            }
        }

        /** The attention of all tokens that have a row of their own. */
        private void attend(Operation operation, String query, String key, String value, float[][] out) {
            Mixer mixer = mixer(operation);
            float[][] table = table(operation, query, key);
            Source queries = new Source(query);
            Source keys = new Source(key);
            Source values = new Source(value);
            Optional<Operation.Linear> after = plan.out(operation);
            float[] bias = after.map(plan::bias).orElseGet(() -> new float[0]);
            float[][][] heads = after.map(linear -> multiplied(linear, mixer, computed(value)))
                    .orElseGet(() -> new float[0][][]);
            for (int i = 0; i < layout.sequences(); i++) {
                Layout.Chain chain = layout.chain(i);
                int from = layout.fresh(i);
                if (from == chain.length()) {
                    continue;
                }
                mixer.begin(chain, from, !(operation instanceof Operation.Attention softmax) || softmax.causal());
                if (table.length > 0) {
                    mixer.match(table, chain, from);
                } else {
                    mixer.match(queries.of(i), from, keys.of(i), chain.length());
                }
                weigh(mixer, operation, chain, from);
                float[][] own = new float[chain.length() - from][];
                System.arraycopy(out, layout.row(i, from), own, 0, own.length);
                if (after.isPresent()) {
                    mixer.mix(heads, chain, bias, own);
                } else {
                    mixer.mix(values.of(i), own);
                }
            }
        }

        /** Each head's part of each distinct token's value, multiplied by what comes after the attention. */
        private float[][][] multiplied(Operation.Linear after, Mixer mixer, float[][] values) {
            return multiplied.computeIfAbsent(
                    after.output(), _ -> mixer.multiplied(plan.weight(after), values, index.size()));
        }

        private void weigh(Mixer mixer, Operation operation, Layout.Chain chain, int from) {
            if (operation instanceof Operation.PointwiseAttention pointwise) {
                mixer.weigh(pointwise, new Mixer.Biases(network, pointwise, chain.rows()), chain, from);
            } else {
                mixer.softmax();
            }
        }

        /** The products of all queries with all keys, where there are fewer of them than would be made for all sequences; else nothing. */
        private float[][] table(Operation operation, String query, String key) {
            long distinct = index.size();
            if (plan.extent(query) != Extent.DISTINCT
                    || plan.extent(key) != Extent.DISTINCT
                    || distinct * distinct > pairs) {
                return new float[0][];
            }
            return tables.computeIfAbsent(
                    operation.output(), _ -> mixer(operation).table(computed(query), computed(key), index.size()));
        }

        /** The attention of each sequence's last token alone. */
        private void attendLast(Operation.Attention attention, float[][] out) {
            Optional<Plan.Fold> fold = plan.fold(attention);
            if (fold.isEmpty()) {
                attendLast(attention, attention.query(), attention.key(), attention.value(), out);
                return;
            }
            Mixer mixer = mixer(attention);
            Source keys = new Source(fold.get().keyInput());
            Source values = new Source(fold.get().valueInput());
            float[][] keyRows = fold.get().keyRows();
            float[][] weight = plan.weight(fold.get().value());
            float[] bias = plan.bias(fold.get().value());
            float[][] vectors = new float[attention.heads()][keyRows[0].length];
            float[][] sums = new float[attention.heads()][weight.length];
            float[][] queries = matrix(attention.query(), Extent.LAST);
            int part = plan.width(attention.key()) / attention.heads();
            int valuePart = plan.width(attention.output()) / attention.heads();
            for (int i = 0; i < layout.sequences(); i++) {
                Layout.Chain chain = layout.chain(i);
                for (int h = 0; h < vectors.length; h++) {
                    Arrays.fill(vectors[h], 0);
                    Kernels.combine(queries[i], 0, keyRows, h * part, (h + 1) * part, vectors[h], 0, vectors[h].length);
                }
                mixer.begin(chain, chain.length() - 1, true);
                mixer.match(vectors, keys.of(i), vectors[0].length);
                mixer.softmax();
                mixer.mixRows(values.of(i), weight.length, sums);
                System.arraycopy(bias, 0, out[i], 0, bias.length);
                for (int h = 0; h < sums.length; h++) {
                    Kernels.combine(sums[h], 0, weight, 0, weight.length, out[i], h * valuePart, (h + 1) * valuePart);
                }
            }
        }

        private void attendLast(Operation.PointwiseAttention attention, float[][] out) {
            attendLast(attention, attention.query(), attention.key(), attention.value(), out);
        }

        private void attendLast(Operation operation, String query, String key, String value, float[][] out) {
            Mixer mixer = mixer(operation);
            float[][] queries = matrix(query, Extent.LAST);
            Source keys = new Source(key);
            Source values = new Source(value);
            for (int i = 0; i < layout.sequences(); i++) {
                Layout.Chain chain = layout.chain(i);
                int last = chain.length() - 1;
                float[][] own = new float[last + 1][];
                own[last] = queries[i];
                mixer.begin(chain, last, true);
                mixer.match(own, last, keys.of(i), last + 1);
                weigh(mixer, operation, chain, last);
                mixer.mix(values.of(i), new float[][] {out[i]});
            }
        }

        private Mixer mixer(Operation operation) {
            return mixers.computeIfAbsent(operation.output(), _ -> switch (operation) {
                case Operation.Attention a -> new Mixer(a.heads(), plan.width(a.key()), plan.width(a.value()));
                case Operation.PointwiseAttention a -> new Mixer(a.heads(), plan.width(a.key()), plan.width(a.value()));
                default -> throw new IllegalStateException(operation + " does not look at other tokens");
            });
        }

        private float[] end(int sequence) {
            String input = network.operations().getLast().inputs().getFirst();
            return switch (which()) {
                case FIRST -> matrix(input, Extent.ALL)[layout.row(sequence, 0)].clone();
                case LAST -> matrix(input, Extent.LAST)[sequence].clone();
                case MEAN -> mean(new Source(input).of(sequence));
            };
        }

        private float[] mean(float[][] rows) {
            float[] mean = new float[dimension];
            for (float[] row : rows) {
                Kernels.add(row, mean, mean, dimension);
            }
            for (int f = 0; f < dimension; f++) {
                mean[f] /= rows.length;
            }
            return mean;
        }

        /** The rows that are asked for, of a matrix that has these or more. */
        private float[][] matrix(String name, Extent extent) {
            float[][] matrix = computed(name);
            Extent has = plan.extent(name);
            if (has == extent) {
                return matrix;
            }
            return referred.computeIfAbsent(name + " " + extent, _ -> {
                float[][] rows = new float[layout.size(extent)][];
                for (int row = 0; row < rows.length; row++) {
                    rows[row] = matrix[layout.source(extent, row, has)];
                }
                return rows;
            });
        }

        /** A matrix of all tokens, or of the distinct ones. */
        private final class Source {
            private final float[][] matrix;
            private final boolean distinct;

            Source(String name) {
                this.matrix = computed(name);
                this.distinct = plan.extent(name) == Extent.DISTINCT;
            }

            /** The rows of a sequence's tokens. */
            float[][] of(int sequence) {
                Layout.Chain chain = layout.chain(sequence);
                float[][] rows = new float[chain.length()][];
                for (int t = 0; t < rows.length; t++) {
                    rows[t] = matrix[distinct ? chain.number(t) : layout.row(sequence, t)];
                }
                return rows;
            }
        }

        private float[][] computed(String name) {
            return Objects.requireNonNull(memory.get(name)); // Network has checked the order
        }

        private float[][] memory(String name, int width, int tokens) {
            float[][] known = memory.get(name);
            if (known == null || known.length < tokens) {
                known = new float[Math.max(tokens, known == null ? 0 : known.length * 3 / 2)][width];
                memory.put(name, known);
            }
            return known;
        }
    }

    private Operation.Pool.Which which() {
        return network.operations().getLast() instanceof Operation.Pool pool ? pool.which() : Operation.Pool.Which.LAST;
    }
}
