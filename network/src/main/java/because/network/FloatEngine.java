package because.network;

import because.network.Layout.Extent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        float[] vector = vector(item, features);
        return Kernels.dot(state, 0, vector, 0, dimension, item >= 0 ? headBias[item] : meanBias);
    }

    /** @return how many numbers {@link Reading#token} has */
    public int readingWidth() {
        return plan.width(plan.read());
    }

    /** What a network makes of a sequence: of each token what its last attention reads, and of the whole what its head reads. */
    public static final class Reading {
        private final float[][] tokens;
        private final float[] state;

        private Reading(float[][] tokens, float[] state) {
            this.tokens = tokens;
            this.state = state;
        }

        /**
         * @param token which of the tokens that were given
         * @return what the last attention reads of it; of length 0 if the network did not look back so far, or the token is hidden. Not to be changed
         */
        public float[] token(int token) {
            return tokens[token];
        }

        /** @return what {@link Run#state} gives; not to be changed */
        public float[] state() {
            return state;
        }
    }

    /**
     * What an item's score is the product of with the state, less the item's bias.
     *
     * @param item from 0 to items − 1, or {@link Tokens#DESCRIBED} for one that the network has no vector of
     * @param features what is to be added to its vector
     * @return the vector
     */
    public float[] vector(int item, Features features) {
        float[] vector = new float[dimension];
        if (item >= 0) {
            System.arraycopy(headVectors, item * dimension, vector, 0, dimension);
        }
        features.addTo(plan.floats(network.embed().features(), 0, 0), dimension, vector, 0);
        return vector;
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

    /**
     * Scores every item for several states at once, for which the table of items is gone through less often.
     *
     * @param states what {@link Run#states} gave
     * @return a row for each state, the same bits as {@link #scores(float[])} gives
     */
    public float[][] scores(List<float[]> states) {
        float[][] scores = new float[states.size()][headBias.length];
        Kernels.multiply(states.toArray(float[][]::new), headRows, headBias, scores, scores.length);
        return scores;
    }

    /** The workspace of one thread: holds the matrices between the operations. */
    public final class Run {
        private final Matrices matrices = new Matrices(plan);
        private final Attentions attentions = new Attentions(network, plan, matrices);
        private final boolean withLast;

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

        /**
         * Runs the network up to its head on one sequence, and tells what its last attention reads of each token, too.
         *
         * @param tokens what is read; of a longer sequence the newest
         * @return what came out
         */
        public Reading read(Tokens tokens) {
            float[] state = state(tokens);
            Layout.Chain chain = matrices.layout().chain(0);
            float[][] rows = matrices.source(plan.read()).of(0);
            float[][] ofTokens = new float[tokens.size()][0];
            for (int t = 0; t < rows.length; t++) {
                int token = chain.rows().token(chain.row(t));
                if (token >= 0 && !chain.rows().hidden(chain.row(t))) {
                    ofTokens[token] = rows[t].clone();
                }
            }
            return new Reading(ofTokens, state);
        }

        /** Computes what the distinct tokens need, and then, some sequences at a time, the rest. */
        private void share(List<Rows> sequences, float[][] states, int begin) {
            Layout.Index index = new Layout.Index(network.embed().fromEnd());
            List<Layout.Chain> chains = new ArrayList<>(sequences.size());
            for (int i = 0; i < sequences.size(); i++) {
                chains.add(new Layout.Chain(begin + i, sequences.get(i), withLast, index));
            }
            if (plan.shares()) {
                chains.sort(Layout.Chain::compare);
            }
            List<Layout> layouts = Layout.of(chains, plan.shares(), TOKENS);
            matrices.begin(index);
            attentions.begin(layouts);
            plan.distinct().forEach(this::run);
            for (Layout part : layouts) {
                matrices.begin(part);
                plan.rest().forEach(this::run);
                for (int i = 0; i < part.sequences(); i++) {
                    states[part.chain(i).place()] = end(i);
                }
            }
        }

        private void run(Operation operation) {
            int width = plan.width(operation.output());
            Extent extent = plan.extent(operation.output());
            int tokens = matrices.size(operation.output());
            float[][] out = matrices.written(operation.output());
            switch (operation) {
                case Operation.Embed embed -> embed(embed, out, width);
                case Operation.Norm norm ->
                    Kernels.normalise(
                            matrices.of(norm.input(), extent),
                            plan.weight(norm),
                            plan.bias(norm),
                            norm.epsilon(),
                            norm.centred(),
                            out,
                            tokens);
                case Operation.Linear linear ->
                    Kernels.multiply(
                            matrices.of(linear.input(), extent), plan.weight(linear), plan.bias(linear), out, tokens);
                case Operation.Activation activation ->
                    Kernels.activate(
                            activation.function(), matrices.of(activation.input(), extent), out, tokens, width);
                case Operation.Attention _, Operation.PointwiseAttention _ -> attentions.run(operation, out);
                case Operation.Add add -> {
                    float[][] input = matrices.of(add.input(), extent);
                    float[][] branch = matrices.of(add.branch(), extent);
                    for (int t = 0; t < tokens; t++) {
                        Kernels.add(input[t], branch[t], out[t], width);
                    }
                }
                case Operation.Gate gate -> {
                    float[][] input = matrices.of(gate.input(), extent);
                    float[][] factor = matrices.of(gate.gate(), extent);
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
            Layout.Index index = matrices.index();
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

        private float[] end(int sequence) {
            String input = network.operations().getLast().inputs().getFirst();
            return switch (which()) {
                case FIRST -> matrices.of(input, Extent.ALL)[matrices.layout().row(sequence, 0)].clone();
                case LAST -> matrices.of(input, Extent.LAST)[sequence].clone();
                case MEAN -> mean(matrices.source(input).of(sequence));
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
    }

    private Operation.Pool.Which which() {
        return network.operations().getLast() instanceof Operation.Pool pool ? pool.which() : Operation.Pool.Which.LAST;
    }
}
