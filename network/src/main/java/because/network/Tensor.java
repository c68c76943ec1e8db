package because.network;

import because.core.BadInput;
import java.util.Arrays;
import java.util.Locale;

/**
 * A dense array of numbers with a shape, row by row (the last dimension runs fastest). It does not change: whoever reads or gives an array that backs a
 * tensor must not write into it.
 */
public final class Tensor {
    /** The kind of numbers in a tensor. */
    public enum Type {
        /** 32-bit floating point. */
        FLOAT32(4),
        /** 64-bit floating point. */
        FLOAT64(8),
        /** 32-bit integers. */
        INT32(4),
        /** 64-bit integers. */
        INT64(8);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** @return how many bytes a number takes */
        public int bytes() {
            return bytes;
        }

        /** @return the name that is written in messages */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Type type;
    private final int[] shape;
    private final Object values;
    private final int size;

    private Tensor(Type type, int[] shape, Object values, int size) {
        this.type = type;
        this.shape = shape.clone();
        this.values = values;
        this.size = size;
        long expected = 1;
        for (int dimension : shape) {
            if (dimension < 0) {
                throw BadInput.of("a dimension of a tensor", dimension, "0 or more", "");
            }
            expected = expected > Integer.MAX_VALUE ? expected : expected * dimension; // never overflows
        }
        if (expected != size) {
            throw BadInput.of(
                    "the shape of a tensor of " + size + " values",
                    Arrays.toString(shape),
                    "dimensions whose product is " + size,
                    "");
        }
    }

    /**
     * A tensor of 32-bit floating-point numbers.
     *
     * @param values row by row; shared, not copied: the caller must not change them any more
     * @param shape the dimensions, whose product is the number of values; none for a single number
     * @return the tensor
     * @throws BadInput if shape and values do not fit
     */
    public static Tensor of(float[] values, int... shape) {
        return new Tensor(Type.FLOAT32, shape, values, values.length);
    }

    /**
     * A tensor of 64-bit floating-point numbers.
     *
     * @param values row by row; shared, not copied: the caller must not change them any more
     * @param shape the dimensions, whose product is the number of values; none for a single number
     * @return the tensor
     * @throws BadInput if shape and values do not fit
     */
    public static Tensor of(double[] values, int... shape) {
        return new Tensor(Type.FLOAT64, shape, values, values.length);
    }

    /**
     * A tensor of 32-bit integers.
     *
     * @param values row by row; shared, not copied: the caller must not change them any more
     * @param shape the dimensions, whose product is the number of values; none for a single number
     * @return the tensor
     * @throws BadInput if shape and values do not fit
     */
    public static Tensor of(int[] values, int... shape) {
        return new Tensor(Type.INT32, shape, values, values.length);
    }

    /**
     * A tensor of 64-bit integers.
     *
     * @param values row by row; shared, not copied: the caller must not change them any more
     * @param shape the dimensions, whose product is the number of values; none for a single number
     * @return the tensor
     * @throws BadInput if shape and values do not fit
     */
    public static Tensor of(long[] values, int... shape) {
        return new Tensor(Type.INT64, shape, values, values.length);
    }

    /** @return the kind of its numbers */
    public Type type() {
        return type;
    }

    /** @return a copy of its dimensions; empty for a single number */
    public int[] shape() {
        return shape.clone();
    }

    /** @return how many dimensions it has */
    public int rank() {
        return shape.length;
    }

    /**
     * @param axis from 0 to rank − 1
     * @return the length of that dimension
     */
    public int dimension(int axis) {
        return shape[axis];
    }

    /** @return how many numbers it holds */
    public int size() {
        return size;
    }

    /**
     * The numbers themselves, for kernels that must not copy.
     *
     * @return the backing array, shared: it must not be written to
     * @throws IllegalStateException if the tensor is not of {@link Type#FLOAT32}
     */
    public float[] floats() {
        if (values instanceof float[] floats) {
            return floats;
        }
        throw holds(Type.FLOAT32);
    }

    /**
     * The numbers themselves, for kernels that must not copy.
     *
     * @return the backing array, shared: it must not be written to
     * @throws IllegalStateException if the tensor is not of {@link Type#FLOAT64}
     */
    public double[] doubles() {
        if (values instanceof double[] doubles) {
            return doubles;
        }
        throw holds(Type.FLOAT64);
    }

    /**
     * The numbers themselves, for kernels that must not copy.
     *
     * @return the backing array, shared: it must not be written to
     * @throws IllegalStateException if the tensor is not of {@link Type#INT32}
     */
    public int[] ints() {
        if (values instanceof int[] ints) {
            return ints;
        }
        throw holds(Type.INT32);
    }

    /**
     * The numbers themselves, for kernels that must not copy.
     *
     * @return the backing array, shared: it must not be written to
     * @throws IllegalStateException if the tensor is not of {@link Type#INT64}
     */
    public long[] longs() {
        if (values instanceof long[] longs) {
            return longs;
        }
        throw holds(Type.INT64);
    }

    private IllegalStateException holds(Type wanted) {
        return new IllegalStateException("the tensor holds " + type.label() + ", not " + wanted.label());
    }

    /** Two tensors are equal if type, shape and every bit of every number are (all NaN count as one). */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that
                && type == that.type
                && Arrays.equals(shape, that.shape)
                && switch (type) {
                    case FLOAT32 -> Arrays.equals(floats(), that.floats());
                    case FLOAT64 -> Arrays.equals(doubles(), that.doubles());
                    case INT32 -> Arrays.equals(ints(), that.ints());
                    case INT64 -> Arrays.equals(longs(), that.longs());
                };
    }

    @Override
    public int hashCode() {
        int hash = switch (type) {
            case FLOAT32 -> Arrays.hashCode(floats());
            case FLOAT64 -> Arrays.hashCode(doubles());
            case INT32 -> Arrays.hashCode(ints());
            case INT64 -> Arrays.hashCode(longs());
        };
        return 31 * Arrays.hashCode(shape) + hash;
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape) + " of " + type.label();
    }
}
