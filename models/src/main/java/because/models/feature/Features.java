package because.models.feature;

import because.core.BadInput;
import java.util.Arrays;

/** A sparse vector: the features that are not zero, smallest index first. Immutable. */
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
    static final class Collector {
        private int size;
        private int[] indices = new int[16];
        private float[] values = new float[16];

        void add(int index, double value) {
            if (size == indices.length) {
                indices = Arrays.copyOf(indices, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            indices[size] = index;
            values[size++] = (float) value;
        }

        Features done() {
            return size == 0 ? NONE : new Features(Arrays.copyOf(indices, size), Arrays.copyOf(values, size));
        }
    }
}
