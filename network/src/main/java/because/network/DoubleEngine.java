package because.network;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a {@link Network} in double precision, for what asks how it came to its result: every matrix on the way, the shares of attention, and by how much a score changes with each token ({@link Program}). Each token can be
 * there in part: what it is is multiplied by a number between 0 and 1, and so is how much others attend to it. 1 is the token as it is, 0 the hidden one of {@link Tokens#hiding}; so a score of the double engine at 0
 * and 1 is the float engine's with some events masked.
 */
public final class DoubleEngine {
    private final Network network;

    /** @param network what is run */
    public DoubleEngine(Network network) {
        this.network = network;
    }

    /** @return what is run */
    public Network network() {
        return network;
    }

    /**
     * @param tokens what is read; of a longer sequence the newest
     * @return the network's program on these tokens
     * @throws BadInput if there is no such item
     */
    public Reading read(Tokens tokens) {
        return read(tokens, Set.of());
    }

    /**
     * @param tokens what is read; of a longer sequence the newest
     * @param without names of matrices that are set to 0, or of a part of an attention's, its name with {@code #} and the number of the head
     * @return the network's program on these tokens
     * @throws BadInput if there is no such item
     */
    public Reading read(Tokens tokens, Set<String> without) {
        return new Reading(Rows.of(new Rows.Form(network), tokens), without);
    }

    /** What one sequence goes through. */
    public final class Reading {
        private final Rows rows;
        private final Set<String> without;
        private final Program program = new Program();
        private final int content;
        private final int presence;
        private final Map<String, Integer> matrices = new HashMap<>();
        private final Map<String, List<Integer>> shares = new HashMap<>();
        private final double[] vectors;
        private final int state;

        private Reading(Rows rows, Set<String> without) {
            this.rows = rows;
            this.without = without;
            this.content = program.input(rows.count(), 1);
            this.presence = program.input(1, rows.count());
            this.vectors = new double
                    [rows.count() * network.weight(network.embed().items()).dimension(1)];
            List<Operation> operations = network.operations();
            for (Operation operation : operations.subList(0, operations.size() - 1)) {
                int step = step(operation);
                matrices.put(operation.output(), without.contains(operation.output()) ? program.scale(step, 0) : step);
            }
            this.state = end(operations.getLast());
        }

        private int matrix(String name) {
            Integer step = matrices.get(name);
            if (step == null) {
                throw BadInput.unknown("matrix of the network", name, matrices.keySet());
            }
            return step;
        }

        private int weight(String name) {
            Tensor weight = network.weight(name);
            return weight.rank() == 1
                    ? program.constant(1, weight.size(), doubles(weight))
                    : program.constant(weight.dimension(0), weight.dimension(1), doubles(weight));
        }

        private int step(Operation operation) {
            return switch (operation) {
                case Operation.Embed embed -> embed(embed);
                case Operation.Norm norm -> norm(norm);
                case Operation.Linear linear ->
                    plus(program.timesTransposed(matrix(linear.input()), weight(linear.weight())), linear.bias());
                case Operation.Activation activation ->
                    program.apply(Scalar.of(activation.function()), matrix(activation.input()));
                case Operation.Attention attention -> attention(attention);
                case Operation.PointwiseAttention attention -> attention(attention);
                case Operation.Add add -> program.add(matrix(add.input()), 1, matrix(add.branch()), 1);
                case Operation.Gate gate -> program.multiply(matrix(gate.input()), matrix(gate.gate()));
                case Operation.Head _, Operation.Pool _ -> throw new IllegalStateException("the end comes last");
            };
        }

        private int plus(int step, Optional<String> bias) {
            return bias.map(name -> program.add(step, 1, weight(name), 1)).orElse(step);
        }

        private int embed(Operation.Embed embed) {
            int width = network.weight(embed.items()).dimension(1);
            double[] positions = new double[vectors.length];
            for (int t = 0; t < rows.count(); t++) {
                int item = rows.item(t);
                double[] from = switch (item) {
                    case Tokens.HIDDEN, Tokens.DESCRIBED -> new double[width];
                    case Rows.START -> doubles(network.weight(embed.start()));
                    case Tokens.BLANK -> doubles(network.weight(embed.blank().orElseThrow()));
                    default -> row(network.weight(embed.items()), item, embed.scale());
                };
                System.arraycopy(from, 0, vectors, t * width, width);
                Features beside = rows.features(t);
                for (int i = 0; i < beside.size(); i++) {
                    double[] feature =
                            row(network.weight(embed.features().orElseThrow()), beside.index(i), beside.value(i));
                    for (int f = 0; f < width; f++) {
                        vectors[t * width + f] += feature[f];
                    }
                }
                System.arraycopy(
                        row(network.weight(embed.positions()), rows.position(t, embed.fromEnd()), 1),
                        0,
                        positions,
                        t * width,
                        width);
            }
            int items = program.multiply(program.constant(rows.count(), width, vectors), content);
            return program.add(items, 1, program.constant(rows.count(), width, positions), 1);
        }

        private int norm(Operation.Norm norm) {
            int scaled = program.normalise(matrix(norm.input()), norm.epsilon(), norm.centred());
            int weighed = norm.weight().isPresent()
                    ? program.multiply(scaled, weight(norm.weight().get()))
                    : scaled;
            return plus(weighed, norm.bias());
        }

        /** How much each token's others are there: itself always, those that it cannot see never. */
        private int there(boolean causal) {
            int tokens = rows.count();
            double[] others = new double[tokens * tokens];
            double[] own = new double[tokens * tokens];
            for (int t = 0; t < tokens; t++) {
                own[t * tokens + t] = 1;
                for (int s = 0; s < (causal ? t : tokens); s++) {
                    others[t * tokens + s] = s == t || rows.hidden(s) ? 0 : 1;
                }
            }
            int seen = program.multiply(program.constant(tokens, tokens, others), presence);
            return program.add(seen, 1, program.constant(tokens, tokens, own), 1);
        }

        private int attention(Operation.Attention attention) {
            int there = there(attention.causal());
            int part = program.columns(matrix(attention.key())) / attention.heads();
            return heads(attention.output(), attention.heads(), attention.value(), h -> {
                int scores = scores(attention.query(), attention.key(), h, part);
                return program.shares(program.scale(scores, 1 / Math.sqrt(part)), there);
            });
        }

        private int scores(String query, String key, int head, int part) {
            return program.timesTransposed(
                    program.columns(matrix(query), head * part, part), program.columns(matrix(key), head * part, part));
        }

        private int heads(String name, int heads, String value, java.util.function.IntUnaryOperator weights) {
            int part = program.columns(matrix(value)) / heads;
            List<Integer> mixed = new ArrayList<>();
            List<Integer> own = new ArrayList<>();
            for (int h = 0; h < heads; h++) {
                int shares = weights.applyAsInt(h);
                own.add(shares);
                int out = program.times(shares, program.columns(matrix(value), h * part, part));
                mixed.add(without.contains(name + "#" + h) ? program.scale(out, 0) : out);
            }
            shares.put(name, own);
            return program.beside(mixed);
        }

        private int attention(Operation.PointwiseAttention attention) {
            int tokens = rows.count();
            int there = there(true);
            int part = program.columns(matrix(attention.key())) / attention.heads();
            Mixer.Biases biases = new Mixer.Biases(network, attention, rows);
            return heads(attention.output(), attention.heads(), attention.value(), h -> {
                double[] bias = new double[tokens * tokens];
                for (int t = 0; t < tokens; t++) {
                    for (int s = 0; s <= t; s++) {
                        bias[t * tokens + s] = biases.of(h, t, s);
                    }
                }
                int scores = program.add(
                        scores(attention.query(), attention.key(), h, part),
                        1,
                        program.constant(tokens, tokens, bias),
                        1);
                int weights = program.multiply(program.apply(Scalar.SILU, scores), there);
                return program.scale(weights, 1.0 / attention.length());
            });
        }

        private int end(Operation last) {
            int x = matrix(last.inputs().getFirst());
            Operation.Pool.Which which = last instanceof Operation.Pool pool ? pool.which() : Operation.Pool.Which.LAST;
            return switch (which) {
                case FIRST -> program.row(x, 0);
                case LAST -> program.row(x, rows.count() - 1);
                case MEAN -> {
                    double[] seen = new double[rows.count()];
                    for (int t = 0; t < seen.length; t++) {
                        seen[t] = rows.hidden(t) ? 0 : 1;
                    }
                    int weights = program.multiply(presence, program.constant(1, seen.length, seen));
                    double[] ones = new double[seen.length];
                    Arrays.fill(ones, 1);
                    int sum = program.timesTransposed(weights, program.constant(1, seen.length, ones));
                    yield program.multiply(program.times(weights, x), program.apply(Scalar.RECIPROCAL, sum));
                }
            };
        }

        /** @return how many rows the matrices have: the start token, the tokens that are read, and the blank at the end of a cloze */
        public int size() {
            return rows.count();
        }

        /**
         * @param row from 0 to size − 1
         * @return which of the tokens that were given stands there; −1 for the start token and a blank at the end
         */
        public int token(int row) {
            return rows.token(row);
        }

        /**
         * @param there of each row, how much its token is there, 0 to 1
         * @return the run
         */
        public Program.Run run(double... there) {
            return program.run(there, there);
        }

        /** @return the run of the tokens as they are */
        public Program.Run run() {
            double[] all = new double[rows.count()];
            Arrays.fill(all, 1);
            return run(all);
        }

        /**
         * @param run one of this reading's
         * @return the vector that the head reads, or the pooled one
         */
        public double[] state(Program.Run run) {
            return run.values(state);
        }

        /**
         * @param run one of this reading's
         * @param matrix the name of an operation's output
         * @return the matrix, a row for each token
         */
        public double[][] matrix(Program.Run run, String matrix) {
            return square(run, matrix(matrix));
        }

        private double[][] square(Program.Run run, int step) {
            double[][] matrix = new double[program.rows(step)][program.columns(step)];
            for (int row = 0; row < matrix.length; row++) {
                for (int column = 0; column < matrix[row].length; column++) {
                    matrix[row][column] = run.value(step, row, column);
                }
            }
            return matrix;
        }

        /**
         * @param run one of this reading's
         * @param attention the name of an attention's output
         * @param head from 0
         * @return how much of each token each token takes: a row for each that sees
         */
        public double[][] shares(Program.Run run, String attention, int head) {
            return square(run, shares.getOrDefault(attention, List.of()).get(head));
        }

        /**
         * By how much a linear function of the state changes between two runs with how much each token is there.
         *
         * @param at a run
         * @param reference another; the same one for the derivative
         * @param weights the linear function: a number for each number of the state
         * @return the slopes
         */
        public TokenSlopes slopes(Program.Run at, Program.Run reference, double... weights) {
            Program.Slopes slopes = program.back(at, reference, state, weights);
            double[] ofContent = slopes.values(content);
            double[] ofPresence = slopes.values(presence);
            double[] lengths = new double[rows.count()];
            double[] embedded = slopes.values(matrix(network.embed().output()));
            int width = vectors.length / rows.count();
            for (int t = 0; t < lengths.length; t++) {
                double square = 0;
                for (int f = 0; f < width; f++) {
                    square += embedded[t * width + f] * embedded[t * width + f];
                }
                lengths[t] = Math.sqrt(square);
            }
            return new TokenSlopes(ofContent, ofPresence, lengths);
        }
    }

    /** By how much something changes with each token. */
    public static final class TokenSlopes {
        private final double[] content;
        private final double[] presence;
        private final double[] lengths;

        private TokenSlopes(double[] content, double[] presence, double[] lengths) {
            this.content = content;
            this.presence = presence;
            this.lengths = lengths;
        }

        /**
         * @param row a token's
         * @return with how much the token is there: with what it is and with how much it is attended to
         */
        public double whole(int row) {
            return content[row] + presence[row];
        }

        /**
         * @param row a token's
         * @return with the share of its item's vector: for a derivative, gradient times input
         */
        public double content(int row) {
            return content[row];
        }

        /**
         * @param row a token's
         * @return the length of the gradient with respect to the token's vector
         */
        public double length(int row) {
            return lengths[row];
        }
    }

    private static double[] doubles(Tensor weight) {
        float[] floats = weight.floats();
        double[] doubles = new double[floats.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    private static double[] row(Tensor table, int row, double scale) {
        int width = table.dimension(1);
        double[] numbers = new double[width];
        for (int f = 0; f < width; f++) {
            numbers[f] = scale * table.floats()[row * width + f];
        }
        return numbers;
    }
}
