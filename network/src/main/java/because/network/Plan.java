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
 * How {@link FloatEngine} runs a network: which rows of each matrix are needed, and which products are never made. Where only the last token looks, as in the topmost
 * attention, q · (W x + b) is (Wᵀ q) · x and a number that softmax does not see, and the weighted sum of V x + c is V times the weighted sum of x, and c: so nothing
 * is multiplied for all tokens. And where the values are those of distinct tokens, what is multiplied by a matrix after the attention is multiplied before it, once
 * for all sequences: O Σ p v is Σ p (O v).
 */
final class Plan {
    private final Network network;
    private final Map<String, Extent> extents = new HashMap<>();
    /** With more heads, sums of whole rows for each of them cost more than the product that they save. */
    private static final int MOST_HEADS = 4;

    private final Map<String, Integer> widths;
    private final Map<String, Fold> folds = new HashMap<>();
    private final Map<String, Operation.Linear> outs = new HashMap<>();
    private final Map<String, float[][]> transposed = new HashMap<>();
    private final Map<String, float[]> vectors = new HashMap<>();
    private final List<Operation> distinct = new ArrayList<>();
    private final List<Operation> rest = new ArrayList<>();
    private final boolean shares;
    private final String read;

    /** An attention of the last token alone, to the inputs of what would be its keys and values. */
    static final class Fold {
        private final Operation.Linear key;
        private final Operation.Linear value;
        private final float[][] keyRows;

        Fold(Operation.Linear key, Operation.Linear value, float[][] keyRows) {
            this.key = key;
            this.value = value;
            this.keyRows = keyRows;
        }

        String keyInput() {
            return key.input();
        }

        String valueInput() {
            return value.input();
        }

        /** A row for each number of a key, a column for each of what it is made of. */
        float[][] keyRows() {
            return keyRows;
        }

        Operation.Linear value() {
            return value;
        }
    }

    Plan(Network network) {
        this.network = network;
        this.widths = network.widths();
        List<Operation> operations = network.operations();
        this.read = read(operations);
        extents(operations);
        folds(operations);
        boolean causal = true;
        for (Operation operation : operations.subList(0, operations.size() - 1)) {
            switch (operation) {
                case Operation.Attention attention -> causal &= attention.causal();
                case Operation.PointwiseAttention attention ->
                    causal &= attention.times().isEmpty(); // which may look at the next token's time
                default -> {}
            }
            weights(operation);
            boolean folded = outs.containsValue(operation)
                    || folds.values().stream().anyMatch(fold -> fold.key == operation || fold.value == operation);
            if (!folded) {
                (extent(operation.output()) == Extent.DISTINCT ? distinct : rest).add(operation);
            }
        }
        this.shares = causal;
    }

    /** What the keys of the last attention are made of, each token for itself. */
    private static String read(List<Operation> operations) {
        Map<String, Operation> writers = new HashMap<>();
        String read = operations.getFirst().output();
        for (Operation operation : operations) {
            writers.put(operation.output(), operation);
            if (operation instanceof Operation.Attention || operation instanceof Operation.PointwiseAttention) {
                read = operation.inputs().get(1);
            }
        }
        while (writers.get(read) instanceof Operation.Linear || writers.get(read) instanceof Operation.Activation) {
            read = Objects.requireNonNull(writers.get(read)).inputs().getFirst();
        }
        return read;
    }

    /** Finds out, from the end, of which matrices only the last tokens are needed, and then which need no more than the distinct tokens. */
    private void extents(List<Operation> operations) {
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

    private void folds(List<Operation> operations) {
        Map<String, Operation> writers = new HashMap<>();
        Map<String, Integer> readers = new HashMap<>();
        for (Operation operation : operations) {
            writers.put(operation.output(), operation);
            operation.inputs().forEach(input -> readers.merge(input, 1, Integer::sum));
        }
        for (Operation operation : operations) {
            if (operation instanceof Operation.Attention attention
                    && extents.get(attention.output()) == Extent.LAST
                    && writers.get(attention.key()) instanceof Operation.Linear key
                    && writers.get(attention.value()) instanceof Operation.Linear value
                    && readers.getOrDefault(attention.key(), 0) == 1
                    && readers.getOrDefault(attention.value(), 0) == 1
                    && !outs.containsValue(key)
                    && !outs.containsValue(value)) {
                folds.put(attention.output(), new Fold(key, value, Kernels.rows(network.weight(key.weight()))));
            }
            if (operation instanceof Operation.Linear out
                    && readers.getOrDefault(out.input(), 0) == 1
                    && extents.get(out.input()) == Extent.ALL
                    && !out.input().equals(read)
                    && writers.get(out.input()) instanceof Operation.Attention attention
                    && attention.heads() <= MOST_HEADS
                    && extents.get(attention.value()) == Extent.DISTINCT) {
                outs.put(attention.output(), out);
            }
        }
    }

    private void weights(Operation operation) {
        int width = width(operation.output());
        switch (operation) {
            case Operation.Norm norm -> {
                vectors.put(norm.output() + " weight", floats(norm.weight(), width, 1));
                vectors.put(norm.output() + " bias", floats(norm.bias(), width, 0));
            }
            case Operation.Linear linear -> {
                transposed.put(linear.output(), Kernels.transpose(network.weight(linear.weight())));
                vectors.put(linear.output() + " bias", floats(linear.bias(), width, 0));
            }
            default -> {}
        }
    }

    /** A weight's numbers, or as many times the same one where there is no weight. */
    float[] floats(Optional<String> weight, int width, float otherwise) {
        if (weight.isPresent()) {
            return network.weight(weight.get()).floats();
        }
        float[] same = new float[width];
        Arrays.fill(same, otherwise);
        return same;
    }

    /** What is run for each distinct token. */
    List<Operation> distinct() {
        return distinct;
    }

    /** What is run after it. */
    List<Operation> rest() {
        return rest;
    }

    /** Whether a token's rows depend only on what is before it, so that sequences which begin alike share them. */
    boolean shares() {
        return shares;
    }

    /** The matrix whose rows say what the last attention reads of each token. */
    String read() {
        return read;
    }

    Extent extent(String matrix) {
        return Objects.requireNonNull(extents.get(matrix)); // Network has checked the names
    }

    int width(String matrix) {
        return Objects.requireNonNull(widths.get(matrix));
    }

    Optional<Fold> fold(Operation.Attention attention) {
        return Optional.ofNullable(folds.get(attention.output()));
    }

    /** What the attention's output is multiplied by, if its values are multiplied by it instead. */
    Optional<Operation.Linear> out(Operation attention) {
        return Optional.ofNullable(outs.get(attention.output()));
    }

    /** A row for each input, a column for each output. */
    float[][] weight(Operation.Linear linear) {
        return Objects.requireNonNull(transposed.get(linear.output()));
    }

    float[] weight(Operation.Norm norm) {
        return Objects.requireNonNull(vectors.get(norm.output() + " weight"));
    }

    float[] bias(Operation operation) {
        return Objects.requireNonNull(vectors.get(operation.output() + " bias"));
    }
}
