package because.network;

import because.core.BadInput;
import java.util.Arrays;

/** A sparse vector: the features that are not zero, smallest index first. A network has a vector for each feature ({@link Operation.Embed#features()}). Immutable. */
public final class Features {
    /** Nothing is known. */
    public static final Features NONE = new Features(new int[0], new float[0]);

    private final int[] indices;
    private final float[] values;

    private Features(int[] indices, float[] values) {
        this.indices = indices;
        this.values = values;
    }

    /**
     * @param indices strictly ascending, 0 or more; copied
     * @param values as many, finite; copied
     * @return the vector
     * @throws BadInput if the indices do not ascend or a value is not finite
     */
    public static Features of(int[] indices, float[] values) {
        if (indices.length != values.length) {
            throw BadInput.of(
                    "the number of feature values", values.length, indices.length + ", one for each index", "");
        }
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] <= (i == 0 ? -1 : indices[i - 1]) || !Float.isFinite(values[i])) {
                throw BadInput.of(
                        "a feature", indices[i] + " = " + values[i], "ascending indices from 0, finite values", "");
            }
        }
        return new Features(indices.clone(), values.clone());
    }

    /** @return how many features are not zero */
    public int size() {
        return indices.length;
    }

    /**
     * @param i from 0 to size − 1
     * @return the number of the i-th feature that is not zero
     */
    public int index(int i) {
        return indices[i];
    }

    /**
     * @param i from 0 to size − 1
     * @return its value
     */
    public float value(int i) {
        return values[i];
    }

    /**
     * @param index of a feature
     * @return where it stands among those that are not zero, from 0 to size − 1; −1 if it is zero
     */
    public int place(int index) {
        return Math.max(-1, Arrays.binarySearch(indices, index));
    }

    /** @return whether there is nothing in it */
    public boolean isEmpty() {
        return indices.length == 0;
    }

    /**
     * This vector and another, added up.
     *
     * @param other is added
     * @return the sum
     */
    public Features plus(Features other) {
        return isEmpty() ? other : other.isEmpty() ? this : sum(other, 1);
    }

    /**
     * This vector, less another.
     *
     * @param other is taken off
     * @return the difference; what cancels out is not in it
     */
    public Features minus(Features other) {
        return sum(other, -1);
    }

    private Features sum(Features other, int sign) {
        Collector collector = new Collector();
        int i = 0;
        int j = 0;
        while (i < size() || j < other.size()) {
            boolean mine = j == other.size() || (i < size() && indices[i] <= other.indices[j]);
            boolean others = i == size() || (j < other.size() && other.indices[j] <= indices[i]);
            int index = mine ? indices[i] : other.indices[j];
            float value = (mine ? values[i++] : 0) + sign * (others ? other.values[j++] : 0);
            if (value != 0) {
                collector.add(index, value);
            }
        }
        return collector.done();
    }

    /**
     * This vector followed by another, as one.
     *
     * @param size how many features there are in this one's space; the other's numbers come after it
     * @param next the other
     * @return both
     */
    public Features followedBy(int size, Features next) {
        if (next.isEmpty()) {
            return this;
        }
        int[] both = Arrays.copyOf(indices, size() + next.size());
        float[] numbers = Arrays.copyOf(values, both.length);
        for (int i = 0; i < next.size(); i++) {
            both[size() + i] = size + next.indices[i];
            numbers[size() + i] = next.values[i];
        }
        return new Features(both, numbers);
    }

    /**
     * The sum of the features' vectors, each times its value.
     *
     * @param table a row for each feature
     * @param width how long a row is
     * @param into gets it added
     * @param from where it begins there
     */
    public void addTo(float[] table, int width, float[] into, int from) {
        for (int i = 0; i < indices.length; i++) {
            int row = indices[i] * width;
            float value = values[i];
            for (int f = 0; f < width; f++) {
                into[from + f] = Math.fma(value, table[row + f], into[from + f]);
            }
        }
    }

    /**
     * Where a sum of vectors has a slope, what each of the features' vectors has: the slope times the feature's value.
     *
     * @param slope holds the slope
     * @param at where it begins
     * @param width how long it is
     * @param table a row for each feature; rows get added to
     * @param first features before it are passed over
     * @param end and those from this one on
     */
    public void addBack(float[] slope, int at, int width, float[] table, int first, int end) {
        int begin = Arrays.binarySearch(indices, first);
        for (int i = begin < 0 ? -begin - 1 : begin; i < indices.length && indices[i] < end; i++) {
            int row = indices[i] * width;
            float value = values[i];
            for (int f = 0; f < width; f++) {
                table[row + f] = Math.fma(value, slope[at + f], table[row + f]);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Features that
                && Arrays.equals(indices, that.indices)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(indices) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < indices.length; i++) {
            text.append(i == 0 ? "" : ", ").append(indices[i]).append('=').append(values[i]);
        }
        return text.append('}').toString();
    }

    /** Collects features in ascending order of their index. */
    public static final class Collector {
        private int size;
        private int[] indices = new int[16];
        private float[] values = new float[16];

        /**
         * @param index of the feature; larger than those before
         * @param value finite
         */
        public void add(int index, double value) {
            if (size == indices.length) {
                indices = Arrays.copyOf(indices, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            indices[size] = index;
            values[size++] = (float) value;
        }

        /** @return all that was added */
        public Features done() {
            return size == 0 ? NONE : new Features(Arrays.copyOf(indices, size), Arrays.copyOf(values, size));
        }
    }
}
