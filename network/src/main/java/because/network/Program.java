package because.network;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sums, products and functions of matrices in double precision, one step after the other, that can be run forwards and then backwards. Backwards it gives for each matrix by how much a number at the
 * end changes with it, between two runs: slopes of chords, from which differences follow exactly (DeepLIFT). A chord from a run to itself is a tangent, so the same
 * pass gives derivatives.
 *
 * <p>The rules: linear steps pass slopes on; a function of single numbers has the slope of its chord ({@link Scalar}); of a product each side gets the mean of the other, which makes Δ(ab) = āΔb + b̄Δa
 * exact. Everything else, such as normalisation and attention, is made of these.
 */
public final class Program {
    /** A step: how to compute its matrix, and how to pass slopes back to what it reads. */
    interface Step {
        void run(double[][] values, double[] out);

        /** Adds to the slopes of what it reads; {@code at} and {@code reference} are the two runs. */
        void back(double[] slope, double[][] at, double[][] reference, Slopes into);
    }

    private final List<@Nullable Step> steps = new ArrayList<>();
    private final List<int[]> shapes = new ArrayList<>();
    private final BitSet constants = new BitSet();

    /** What a run computed: every step's matrix. */
    public static final class Run {
        private final Program program;
        private final double[][] values;

        private Run(Program program, double[][] values) {
            this.program = program;
            this.values = values;
        }

        /**
         * @param step its number
         * @param row from 0
         * @param column from 0
         * @return a number of the step's matrix
         */
        public double value(int step, int row, int column) {
            return values[step][row * program.columns(step) + column];
        }

        /**
         * @param step its number
         * @return the step's matrix, row after row; a copy
         */
        public double[] values(int step) {
            return values[step].clone();
        }
    }

    /** Of every matrix that matters, by how much the end changes with each of its numbers. */
    public static final class Slopes {
        private final double[][] slopes;
        private final Program program;

        private Slopes(Program program) {
            this.program = program;
            this.slopes = new double[program.steps.size()][];
        }

        /** Whether anybody may ask for a matrix' slopes: nobody does for one that is always the same. */
        boolean wants(int step) {
            return !program.constants.get(step);
        }

        /** Where the slopes of a matrix are added up. */
        double[] of(int step) {
            double[] known = slopes[step];
            if (known == null) {
                known = new double[program.rows(step) * program.columns(step)];
                slopes[step] = known;
            }
            return known;
        }

        /**
         * @param step its number
         * @return the slope of each number of its matrix, row after row; zeros where the end does not depend on it
         */
        public double[] values(int step) {
            return of(step).clone();
        }
    }

    /**
     * @param step its number
     * @return how many rows its matrix has
     */
    public int rows(int step) {
        return shapes.get(step)[0];
    }

    /**
     * @param step its number
     * @return how many columns its matrix has
     */
    public int columns(int step) {
        return shapes.get(step)[1];
    }

    int put(int rows, int columns, @Nullable Step step) {
        steps.add(step);
        shapes.add(new int[] {rows, columns});
        return steps.size() - 1;
    }

    /**
     * A matrix that is given to each run.
     *
     * @param rows how many
     * @param columns how many
     * @return the step's number
     */
    public int input(int rows, int columns) {
        return put(rows, columns, null);
    }

    /**
     * A matrix that is always the same.
     *
     * @param rows how many
     * @param columns how many
     * @param numbers row after row; not copied
     * @return the step's number
     */
    public int constant(int rows, int columns, double... numbers) {
        constants.set(steps.size());
        return put(rows, columns, new Step() {
            @Override
            public void run(double[][] values, double[] out) {
                System.arraycopy(numbers, 0, out, 0, out.length);
            }

            @Override
            public void back(double[] slope, double[][] at, double[][] reference, Slopes into) {}
        });
    }

    /**
     * A function of each number.
     *
     * @param function which
     * @param a a step
     * @return the step's number
     */
    public int apply(Scalar function, int a) {
        return put(rows(a), columns(a), new Step() {
            @Override
            public void run(double[][] values, double[] out) {
                for (int i = 0; i < out.length; i++) {
                    out[i] = function.value().applyAsDouble(values[a][i]);
                }
            }

            @Override
            public void back(double[] slope, double[][] at, double[][] reference, Slopes into) {
                double[] slopes = into.of(a);
                for (int i = 0; i < slope.length; i++) {
                    slopes[i] += slope[i] * function.between(at[a][i], reference[a][i]);
                }
            }
        });
    }

    /**
     * c · a + d · b. Of b, one row may stand for all, and so may one column.
     *
     * @param a a step
     * @param c its factor
     * @param b a step of the same shape, or with one row, or with one column
     * @param d its factor
     * @return the step's number
     */
    public int add(int a, double c, int b, double d) {
        Spread spread = new Spread(a, b);
        return put(rows(a), columns(a), new Step() {
            @Override
            public void run(double[][] values, double[] out) {
                for (int i = 0; i < out.length; i++) {
                    out[i] = c * values[a][i] + d * values[b][spread.of(i)];
                }
            }

            @Override
            public void back(double[] slope, double[][] at, double[][] reference, Slopes into) {
                double[] left = into.of(a);
                double[] right = into.of(b);
                for (int i = 0; i < slope.length; i++) {
                    left[i] += c * slope[i];
                    right[spread.of(i)] += d * slope[i];
                }
            }
        });
    }

    /**
     * @param a a step
     * @param c a number
     * @return the number of the step c · a
     */
    public int scale(int a, double c) {
        return add(a, c, a, 0);
    }

    /**
     * One of the rows.
     *
     * @param a a step
     * @param row which
     * @return the step's number
     */
    public int row(int a, int row) {
        int width = columns(a);
        return put(1, width, new Step() {
            @Override
            public void run(double[][] values, double[] out) {
                System.arraycopy(values[a], row * width, out, 0, width);
            }

            @Override
            public void back(double[] slope, double[][] at, double[][] reference, Slopes into) {
                double[] slopes = into.of(a);
                for (int i = 0; i < width; i++) {
                    slopes[row * width + i] += slope[i];
                }
            }
        });
    }

    /**
     * Each row's numbers, less their mean, divided by √(their mean square + ε).
     *
     * @param a a step
     * @param epsilon ε, above 0
     * @param centred whether the mean is taken off first
     * @return the step's number
     */
    public int normalise(int a, double epsilon, boolean centred) {
        double[] even = new double[columns(a)];
        Arrays.fill(even, 1.0 / even.length);
        int mean = constant(1, even.length, even);
        int off = centred ? add(a, 1, timesTransposed(a, mean), -1) : a;
        int square = timesTransposed(multiply(off, off), mean);
        return multiply(off, apply(Scalar.inverseRoot(epsilon), square));
    }

    /**
     * Shares of attention.
     *
     * @param scores a row for each token that sees, a column for each that is seen
     * @param there in the same shape, how much what is seen is there, 0 to 1; each row has a number above 0
     * @return the step's number: rows that sum to 1
     */
    public int shares(int scores, int there) {
        return put(rows(scores), columns(scores), new Shares(rows(scores), columns(scores), scores, there));
    }

    /**
     * The product, number by number. Of b, one row may stand for all, and so may one column.
     *
     * @param a a step
     * @param b a step of the same shape, or with one row, or with one column
     * @return the step's number
     */
    public int multiply(int a, int b) {
        Spread spread = new Spread(a, b);
        return put(rows(a), columns(a), new Step() {
            @Override
            public void run(double[][] values, double[] out) {
                for (int i = 0; i < out.length; i++) {
                    out[i] = values[a][i] * values[b][spread.of(i)];
                }
            }

            @Override
            public void back(double[] slope, double[][] at, double[][] reference, Slopes into) {
                double[] left = into.of(a);
                double[] right = into.of(b);
                for (int i = 0; i < slope.length; i++) {
                    int j = spread.of(i);
                    left[i] += slope[i] * (at[b][j] + reference[b][j]) / 2;
                    right[j] += slope[i] * (at[a][i] + reference[a][i]) / 2;
                }
            }
        });
    }

    /** Which number of a row, a column or a matrix stands beside a number of a matrix. */
    private final class Spread {
        private final int columns;
        private final boolean byRow;
        private final boolean byColumn;

        Spread(int a, int b) {
            columns = columns(a);
            byRow = rows(b) == rows(a);
            byColumn = columns(b) == columns(a);
            if (!(byRow || rows(b) == 1) || !(byColumn || columns(b) == 1)) {
                throw unfit(a, b);
            }
        }

        int of(int i) {
            return byRow && byColumn ? i : byRow ? i / columns : byColumn ? i % columns : 0;
        }
    }

    private BadInput unfit(int a, int b) {
        return new BadInput("matrices of " + Arrays.toString(shapes.get(a)) + " and " + Arrays.toString(shapes.get(b))
                + " do not fit together.");
    }

    /**
     * The matrix product a bᵀ.
     *
     * @param a [m, k]
     * @param b [n, k]
     * @return the number of the step, [m, n]
     */
    public int timesTransposed(int a, int b) {
        if (columns(a) != columns(b)) {
            throw unfit(a, b);
        }
        return put(rows(a), rows(b), new Products(rows(a), columns(a), rows(b), a, b, true));
    }

    /**
     * The matrix product a b.
     *
     * @param a [m, k]
     * @param b [k, n]
     * @return the number of the step, [m, n]
     */
    public int times(int a, int b) {
        if (columns(a) != rows(b)) {
            throw unfit(a, b);
        }
        return put(rows(a), columns(b), new Products(rows(a), columns(a), columns(b), a, b, false));
    }

    /**
     * Some of the columns.
     *
     * @param a a step
     * @param from the first
     * @param count how many
     * @return the step's number
     */
    public int columns(int a, int from, int count) {
        int width = columns(a);
        return put(rows(a), count, new Step() {
            @Override
            public void run(double[][] values, double[] out) {
                for (int row = 0; row * count < out.length; row++) {
                    System.arraycopy(values[a], row * width + from, out, row * count, count);
                }
            }

            @Override
            public void back(double[] slope, double[][] at, double[][] reference, Slopes into) {
                double[] slopes = into.of(a);
                for (int i = 0; i < slope.length; i++) {
                    slopes[i / count * width + from + i % count] += slope[i];
                }
            }
        });
    }

    /**
     * Matrices side by side.
     *
     * @param parts steps of the same number of rows
     * @return the step's number
     */
    public int beside(List<Integer> parts) {
        int width = parts.stream().mapToInt(this::columns).sum();
        return put(rows(parts.getFirst()), width, new Step() {
            @Override
            public void run(double[][] values, double[] out) {
                move((part, i, o) -> out[o] = values[part][i]);
            }

            @Override
            public void back(double[] slope, double[][] at, double[][] reference, Slopes into) {
                move((part, i, o) -> into.of(part)[i] += slope[o]);
            }

            private void move(Mover mover) {
                int first = 0;
                for (int part : parts) {
                    int own = columns(part);
                    for (int i = 0; i < rows(part) * own; i++) {
                        mover.move(part, i, i / own * width + first + i % own);
                    }
                    first += own;
                }
            }
        });
    }

    private interface Mover {
        void move(int part, int from, int to);
    }

    /**
     * Runs all steps.
     *
     * @param inputs the matrices that are given, row after row, in the order in which {@link #input} was called
     * @return what was computed
     */
    public Run run(double[]... inputs) {
        double[][] values = new double[steps.size()][];
        int next = 0;
        for (int s = 0; s < values.length; s++) {
            Step step = steps.get(s);
            int size = rows(s) * columns(s);
            if (step == null) {
                if (next >= inputs.length || inputs[next].length != size) {
                    throw BadInput.of(
                            "the size of input " + next, next < inputs.length ? inputs[next].length : 0, size + "", "");
                }
                values[s] = inputs[next++].clone();
            } else {
                values[s] = new double[size];
                step.run(values, values[s]);
            }
        }
        return new Run(this, values);
    }

    /**
     * Passes slopes back.
     *
     * @param at a run
     * @param reference another one; the same one for derivatives
     * @param step where the end is
     * @param seed by how much the end changes with each number of the step's matrix
     * @return by how much it changes with each number of the matrices before
     */
    public Slopes back(Run at, Run reference, int step, double... seed) {
        Slopes slopes = new Slopes(this);
        System.arraycopy(seed, 0, slopes.of(step), 0, seed.length);
        for (int s = step; s >= 0; s--) {
            Step now = steps.get(s);
            double[] slope = slopes.slopes[s];
            if (now != null && slope != null) {
                now.back(slope, at.values, reference.values, slopes);
            }
        }
        return slopes;
    }
}
