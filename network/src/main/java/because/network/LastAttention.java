package because.network;

import because.core.BadInput;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a {@link Network} with a head in single precision on one sequence, and says what its last attention reads of every token, beside the state that the head reads. After the last attention only the last token
 * is computed. It is for one sequence at a time, where {@link FloatEngine} is for many that have much in common; the states of both agree but for rounding. Safe for use by several threads.
 */
public final class LastAttention {
    private final Network network;
    private final Rows.Form form;
    private final Map<String, float[][]> transposed = new HashMap<>();
    private final Set<String> whole = new HashSet<>();
    private final String read;

    /**
     * @param network what is run
     * @throws BadInput if it scores no items
     */
    public LastAttention(Network network) {
        this.network = network;
        this.form = new Rows.Form(network);
        network.head();
        String before = network.head().input();
        Map<String, Operation> makers = new HashMap<>();
        for (Operation operation : network.operations()) {
            makers.put(operation.output(), operation);
            if (operation instanceof Operation.Linear linear) {
                transposed.put(linear.weight(), Kernels.transpose(network.weight(linear.weight())));
            }
            if (operation instanceof Operation.Attention || operation instanceof Operation.PointwiseAttention) {
                before = operation.inputs().get(1); // the key
            }
        }
        // What the keys are made of, before it is projected.
        while (makers.get(before) instanceof Operation.Linear || makers.get(before) instanceof Operation.Activation) {
            before = Objects.requireNonNull(makers.get(before)).inputs().getFirst();
        }
        this.read = before;
        whole.add(before);
        for (Operation operation : network.operations().reversed()) {
            boolean all = whole.contains(operation.output());
            boolean attends =
                    operation instanceof Operation.Attention || operation instanceof Operation.PointwiseAttention;
            if (all) {
                whole.addAll(operation.inputs());
            } else if (attends) {
                whole.addAll(operation.inputs().subList(1, 3)); // keys and values
            }
        }
        whole.add(network.embed().output());
    }

    /** The name of the matrix that holds what it says of the tokens. */
    String matrix() {
        return read;
    }

    /** @return how many numbers it says of each token */
    public int width() {
        return Objects.requireNonNull(network.widths().get(read));
    }

    /**
     * @param item from 0 to items − 1, or {@link Tokens#DESCRIBED} for one that the network has no vector of
     * @param features what is to be added to its vector
     * @return the vector that the head scores it with
     */
    public float[] vector(int item, Features features) {
        int width = network.dimension();
        float[] vector = new float[width];
        if (item >= 0) {
            System.arraycopy(network.weight(network.head().items()).floats(), item * width, vector, 0, width);
        }
        network.embed()
                .features()
                .ifPresent(table -> features.addTo(network.weight(table).floats(), width, vector, 0));
        return vector;
    }

    /**
     * @param item from 0 to items − 1
     * @return what the head adds to the product of the state and the item's vector
     */
    public double bias(int item) {
        return network.head()
                .bias()
                .map(name -> (double) network.weight(name).floats()[item])
                .orElse(0.0);
    }

    /**
     * @param tokens what is read; of a longer sequence the newest
     * @return what came out
     * @throws BadInput if there is no such item
     */
    public Reading read(Tokens tokens) {
        return new Reading(Rows.of(form, tokens));
    }

    /** What one sequence goes through. */
    public final class Reading {
        private final Rows rows;
        private final Map<String, float[][]> matrices = new HashMap<>();
        private final Map<Integer, Integer> rowOfToken = new HashMap<>();

        private Reading(Rows rows) {
            this.rows = rows;
            for (int row = 0; row < rows.count(); row++) {
                rowOfToken.put(rows.token(row), row);
            }
            for (Operation operation :
                    network.operations().subList(0, network.operations().size() - 1)) {
                matrices.put(operation.output(), run(operation));
            }
        }

        /**
         * @param token which of the tokens that were given
         * @return what the last attention reads of it; of length 0 if the network did not look back so far
         */
        public float[] token(int token) {
            Integer row = token < 0 ? null : rowOfToken.get(token);
            return row == null ? new float[0] : matrix(read)[row];
        }

        /** @return the vector that the head reads */
        public float[] state() {
            float[][] last = matrix(network.head().input());
            return last[last.length - 1];
        }

        private float[][] matrix(String name) {
            return Objects.requireNonNull(matrices.get(name));
        }

        /** The rows of a matrix that another needs: all, or the last. */
        private float[][] matrix(String name, boolean all) {
            float[][] matrix = matrix(name);
            return all ? matrix : new float[][] {matrix[matrix.length - 1]};
        }

        private float[][] run(Operation operation) {
            boolean all = whole.contains(operation.output());
            return switch (operation) {
                case Operation.Embed embed -> embed(embed);
                case Operation.Norm norm -> norm(norm, matrix(norm.input(), all));
                case Operation.Linear linear ->
                    linear(matrix(linear.input(), all), table(linear.weight()), linear.bias());
                case Operation.Activation activation -> {
                    float[][] in = matrix(activation.input(), all);
                    float[][] out = new float[in.length][in[0].length];
                    Kernels.activate(activation.function(), in, out, in.length, in[0].length);
                    yield out;
                }
                case Operation.Attention attention -> attend(attention, all);
                case Operation.PointwiseAttention attention -> attend(attention, all);
                case Operation.Add add -> {
                    float[][] out = copy(matrix(add.input(), all));
                    float[][] branch = matrix(add.branch(), all);
                    for (int t = 0; t < out.length; t++) {
                        Kernels.add(out[t], branch[t], out[t], out[t].length);
                    }
                    yield out;
                }
                case Operation.Gate gate -> {
                    float[][] out = copy(matrix(gate.input(), all));
                    float[][] factor = matrix(gate.gate(), all);
                    for (int t = 0; t < out.length; t++) {
                        Kernels.multiply(out[t], factor[t], out[t], out[t].length);
                    }
                    yield out;
                }
                case Operation.Head _, Operation.Pool _ -> throw new IllegalStateException("the end comes last");
            };
        }

        private float[][] table(String weight) {
            return Objects.requireNonNull(transposed.get(weight));
        }

        private static float[][] copy(float[][] rows) {
            float[][] copy = new float[rows.length][];
            for (int t = 0; t < rows.length; t++) {
                copy[t] = rows[t].clone();
            }
            return copy;
        }

        private float[][] embed(Operation.Embed embed) {
            Tensor items = network.weight(embed.items());
            int width = items.dimension(1);
            float[] vectors = items.floats();
            float[] positions = network.weight(embed.positions()).floats();
            float[][] out = new float[rows.count()][width];
            for (int t = 0; t < out.length; t++) {
                int item = rows.item(t);
                float[] from = item >= 0 ? vectors : special(embed, item);
                int at = item >= 0 ? item * width : 0;
                float factor = item >= 0 ? (float) embed.scale() : 1;
                int position = rows.position(t, embed.fromEnd()) * width;
                for (int f = 0; f < width; f++) {
                    out[t][f] = Math.fma(factor, from.length == 0 ? 0 : from[at + f], positions[position + f]);
                }
                Features beside = rows.features(t);
                if (!beside.isEmpty()) {
                    beside.addTo(network.weight(embed.features().orElseThrow()).floats(), width, out[t], 0);
                }
            }
            return out;
        }

        private float[] special(Operation.Embed embed, int item) {
            return switch (item) {
                case Rows.START -> network.weight(embed.start()).floats();
                case Tokens.BLANK -> network.weight(embed.blank().orElseThrow()).floats();
                default -> new float[0]; // hidden, or described by its features alone
            };
        }

        private float[][] norm(Operation.Norm norm, float[][] in) {
            int width = in[0].length;
            float[] weight = norm.weight().map(LastAttention.this::floats).orElseGet(() -> {
                float[] ones = new float[width];
                Arrays.fill(ones, 1);
                return ones;
            });
            float[] bias = norm.bias().map(LastAttention.this::floats).orElseGet(() -> new float[width]);
            float[][] out = new float[in.length][width];
            Kernels.normalise(in, weight, bias, norm.epsilon(), norm.centred(), out, in.length);
            return out;
        }

        private float[][] linear(float[][] in, float[][] table, Optional<String> bias) {
            int width = table[0].length;
            float[][] out = new float[in.length][width];
            float[] shift = bias.map(LastAttention.this::floats).orElseGet(() -> new float[width]);
            Kernels.multiply(in, table, shift, out, in.length);
            return out;
        }

        private float[][] attend(Operation.Attention attention, boolean all) {
            float[][] keys = matrix(attention.key());
            int part = keys[0].length / attention.heads();
            float scale = (float) (1 / Math.sqrt(part));
            return mix(attention.heads(), attention.query(), attention.value(), keys, all, (h, t, scores) -> {
                int end = attention.causal() ? t + 1 : scores.length;
                float largest = Float.NEGATIVE_INFINITY;
                for (int s = 0; s < end; s++) {
                    scores[s] = rows.attends(t, s) ? scores[s] * scale : Float.NEGATIVE_INFINITY;
                    largest = Math.max(largest, scores[s]);
                }
                double sum = 0;
                for (int s = 0; s < end; s++) {
                    scores[s] = (float) Math.exp(scores[s] - largest);
                    sum += scores[s];
                }
                for (int s = 0; s < scores.length; s++) {
                    scores[s] = s < end ? (float) (scores[s] / sum) : 0;
                }
            });
        }

        private float[][] attend(Operation.PointwiseAttention attention, boolean all) {
            Mixer.Biases biases = new Mixer.Biases(network, attention, rows);
            float[][] keys = matrix(attention.key());
            return mix(attention.heads(), attention.query(), attention.value(), keys, all, (h, t, scores) -> {
                for (int s = 0; s < scores.length; s++) {
                    float x = s <= t && rows.attends(t, s) ? scores[s] + biases.of(h, t, s) : 0;
                    scores[s] = (float) (x / (1 + Math.exp(-x)) / attention.length());
                }
            });
        }

        /** Turns the products of a token's query with all keys into weights. */
        private interface Weighing {
            void weigh(int head, int token, float[] scores);
        }

        private float[][] mix(
                int heads, String queries, String values, float[][] keys, boolean all, Weighing weighing) {
            float[][] query = matrix(queries, all);
            float[][] value = matrix(values);
            int part = keys[0].length / heads;
            int valuePart = value[0].length / heads;
            float[][] out = new float[query.length][value[0].length];
            float[] scores = new float[keys.length];
            for (int i = 0; i < query.length; i++) {
                int t = keys.length - query.length + i;
                for (int h = 0; h < heads; h++) {
                    Kernels.dots(query[i], h * part, keys, h * part, part, keys.length, scores, 0);
                    weighing.weigh(h, t, scores);
                    Kernels.combine(scores, 0, value, 0, keys.length, out[i], h * valuePart, (h + 1) * valuePart);
                }
            }
            return out;
        }
    }

    private float[] floats(String weight) {
        return network.weight(weight).floats();
    }
}
