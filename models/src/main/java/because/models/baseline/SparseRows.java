package because.models.baseline;

import because.core.BadInput;
import because.core.Dataset;
import because.core.EventWeights;
import because.core.Interactions;
import because.models.store.StoredModel;
import because.network.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The places of what is not 0 in a matrix, usually of zeros and ones: for each row its columns, smallest first. */
final class SparseRows {
    private final int columns;
    private final int[] offsets;
    private final int[] indices;
    private final double @Nullable [] values; // null if all are 1

    /**
     * @param columns how many columns there are
     * @param offsets where each row begins in the indices, and at last their number
     * @param indices the columns of each row, ascending
     */
    SparseRows(int columns, int[] offsets, int[] indices) {
        this(columns, offsets, indices, null);
    }

    private SparseRows(int columns, int[] offsets, int[] indices, double @Nullable [] values) {
        this.columns = columns;
        this.offsets = offsets;
        this.indices = indices;
        this.values = values;
    }

    /**
     * A row for each person with events that count, with the distinct items. An event's weight is the probability that it is there, so the value of an item is
     * the probability that one of its events is, 1 − Π (1 − w); an event of weight 0 is as if it were not there.
     */
    static SparseRows of(Dataset data, Optional<EventWeights> weights) {
        int items = data.catalog().size();
        if (weights.isEmpty()) {
            return of(data.events(), items);
        }
        Interactions events = weights.get().of(data).present(data).events();
        EventWeights present = weights.get().present();
        SparseRows plain = of(events, items);
        double[] values = new double[plain.indices.length];
        int row = 0;
        for (int user = 0; user < events.users(); user++) {
            for (int event = events.from(user); event < events.to(user); event++) {
                int place = plain.place(row, events.item(event));
                values[place] = 1 - (1 - values[place]) * (1 - present.weight(event));
            }
            row += events.to(user) > events.from(user) ? 1 : 0;
        }
        return new SparseRows(items, plain.offsets, plain.indices, values);
    }

    /** A row for each person who did anything, with the distinct items. */
    static SparseRows of(Interactions events, int items) {
        int[] offsets = new int[events.users() + 1];
        int[] indices = new int[events.size()];
        int rows = 0;
        for (int user = 0; user < events.users(); user++) {
            int[] row = new int[events.to(user) - events.from(user)];
            for (int i = 0; i < row.length; i++) {
                row[i] = events.item(events.from(user) + i);
            }
            Arrays.sort(row);
            int end = offsets[rows];
            for (int i = 0; i < row.length; i++) {
                if (i == 0 || row[i] != row[i - 1]) {
                    indices[end++] = row[i];
                }
            }
            if (row.length > 0) {
                offsets[++rows] = end;
            }
        }
        return new SparseRows(items, Arrays.copyOf(offsets, rows + 1), Arrays.copyOf(indices, offsets[rows]));
    }

    int rows() {
        return offsets.length - 1;
    }

    int columns() {
        return columns;
    }

    /** Where a row begins. */
    int from(int row) {
        return offsets[row];
    }

    /** Where a row ends. */
    int to(int row) {
        return offsets[row + 1];
    }

    int length(int row) {
        return offsets[row + 1] - offsets[row];
    }

    /** The column at a place between {@link #from} and {@link #to}. */
    int column(int place) {
        return indices[place];
    }

    /** The value at a place between {@link #from} and {@link #to}. */
    double value(int place) {
        return values == null ? 1 : values[place];
    }

    /** The sum of a row's values. */
    double sum(int row) {
        double sum = 0;
        for (int place = offsets[row]; place < offsets[row + 1]; place++) {
            sum += value(place);
        }
        return sum;
    }

    double[] values(int row) {
        double[] own = new double[length(row)];
        Arrays.setAll(own, i -> value(offsets[row] + i));
        return own;
    }

    int[] row(int row) {
        return Arrays.copyOfRange(indices, offsets[row], offsets[row + 1]);
    }

    /** The place of a column in a row, or a negative number. */
    int place(int row, int column) {
        return Arrays.binarySearch(indices, offsets[row], offsets[row + 1], column);
    }

    SparseRows transposed() {
        int[] begins = new int[columns + 1];
        for (int column : indices) {
            begins[column + 1]++;
        }
        for (int column = 0; column < columns; column++) {
            begins[column + 1] += begins[column];
        }
        int[] next = begins.clone();
        int[] turned = new int[indices.length];
        double[] along = values == null ? null : new double[indices.length];
        for (int row = 0; row < rows(); row++) {
            for (int place = offsets[row]; place < offsets[row + 1]; place++) {
                int to = next[indices[place]]++;
                turned[to] = row;
                if (along != null) {
                    along[to] = value(place);
                }
            }
        }
        return new SparseRows(rows(), begins, turned, along);
    }

    /** Puts the matrix among a model's weights, under two names that begin with one. */
    void store(String name, Map<String, Tensor> weights) {
        weights.put(name + ".offsets", Tensor.of(offsets, offsets.length));
        weights.put(name + ".indices", Tensor.of(indices, indices.length));
    }

    /** Takes it out again, and refuses what is no such matrix. */
    static SparseRows restore(String name, StoredModel stored, int rows, int columns) {
        int[] offsets =
                stored.weight(name + ".offsets", Tensor.Type.INT32, rows + 1).ints();
        int[] indices = stored.weight(name + ".indices", Tensor.Type.INT32, -1).ints();
        boolean sound = offsets[0] == 0 && offsets[rows] == indices.length;
        for (int row = 0; sound && row < rows; row++) {
            sound = offsets[row] <= offsets[row + 1] && offsets[row + 1] <= indices.length;
            for (int place = offsets[row]; sound && place < offsets[row + 1]; place++) {
                int before = place == offsets[row] ? -1 : indices[place - 1];
                sound = indices[place] > before && indices[place] < columns;
            }
        }
        if (!sound) {
            throw new BadInput("the tensors '" + name + "' of the " + stored.kind() + " model do not fit together.");
        }
        return new SparseRows(columns, offsets, indices);
    }
}
