package because.network;

import because.network.Layout.Extent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The matrices between the operations of {@link FloatEngine}, in the memory of one thread: which rows they have is what the {@link Plan} says, where these stand the {@link Layout}. */
final class Matrices {
    private final Plan plan;
    private final Map<String, float[][]> memory = new HashMap<>();
    private final Map<String, float[][]> referred = new HashMap<>();
    private Layout.Index index = new Layout.Index(false);
    private Layout layout = Layout.of(List.of(), false, 1).getFirst();

    Matrices(Plan plan) {
        this.plan = plan;
    }

    /** Other sequences come: no matrix holds anything of them yet. */
    void begin(Layout.Index tokens) {
        index = tokens;
        referred.clear();
    }

    /** Another part of the sequences comes: only what is of distinct tokens still holds. */
    void begin(Layout part) {
        layout = part;
        referred.clear();
    }

    Layout layout() {
        return layout;
    }

    Layout.Index index() {
        return index;
    }

    /** How many distinct tokens there are. */
    int distinct() {
        return index.size();
    }

    /** How many rows a matrix has. */
    int size(String name) {
        Extent extent = plan.extent(name);
        return extent == Extent.DISTINCT ? distinct() : layout.size(extent);
    }

    /** A matrix to be written, with a row for each token it has, or more. */
    float[][] written(String name) {
        int tokens = size(name);
        float[][] known = memory.get(name);
        if (known == null || known.length < tokens) {
            known = new float[Math.max(tokens, known == null ? 0 : known.length * 3 / 2)][plan.width(name)];
            memory.put(name, known);
        }
        return known;
    }

    /** A matrix as it was written. */
    float[][] computed(String name) {
        return Objects.requireNonNull(memory.get(name)); // Network has checked the order
    }

    /** The rows that are asked for, of a matrix that has these or more. */
    float[][] of(String name, Extent extent) {
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

    Source source(String name) {
        return new Source(name);
    }

    /** A matrix of all tokens, or of the distinct ones. */
    final class Source {
        private final float[][] matrix;
        private final boolean distinct;

        private Source(String name) {
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
}
