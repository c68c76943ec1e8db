package because.explain.shapley;

import java.util.Arrays;
import java.util.Collections;
import java.util.stream.IntStream;

/** A = L Lᵀ of a symmetric positive definite matrix, to solve A x = b with. */
public final class Cholesky {
    /** A pivot that lost this much of its diagonal entry belongs to a direction that the others already say. */
    private static final double DEPENDENT = 1e-13;

    /** So many rows are finished together, from all rows before them. */
    private static final int BLOCK = 32;

    /** So many columns of them at once, on one thread. */
    private static final int TILE = 128;

    private final double[][] lower;

    /** −L, and −Lᵀ from its last row and column to its first: what forward and backward substitution add with. */
    private final double[][] down;

    private final double[][] up;
    private boolean definite = true;

    /** @param a only its lower half is read; kept as it is */
    public Cholesky(double[][] a) {
        int n = a.length;
        lower = new double[n][];
        double[][] upper = new double[n][n];
        for (int from = 0; from < n; from += BLOCK) {
            int to = Math.min(n, from + BLOCK);
            for (int k = from; k < to; k++) {
                for (int i = k; i < n; i++) {
                    upper[k][i] = a[i][k];
                }
            }
            addAbove(upper, from, to);
            for (int k = from; k < to; k++) {
                pivot(a, upper, from, k);
            }
        }
        down = new double[n][];
        up = new double[n][];
        for (int i = 0; i < n; i++) {
            lower[i] = new double[i + 1];
            for (int k = 0; k <= i; k++) {
                lower[i][k] = upper[k][i];
            }
            down[i] = Sums.negative(lower[i]);
            up[i] = new double[i + 1];
            for (int k = 0; k <= i; k++) {
                up[i][k] = -upper[n - 1 - i][n - 1 - k];
            }
        }
    }

    /** Takes what the rows before a block say off the block's rows: most of the work, and each number by itself. */
    private static void addAbove(double[][] upper, int from, int to) {
        int n = upper.length;
        IntStream tiles = IntStream.range(0, Math.ceilDiv(n - from, TILE));
        (n > TILE ? tiles.parallel() : tiles).forEach(tile -> {
            int begin = from + tile * TILE;
            int end = Math.min(n, begin + TILE);
            for (int k = from; k < to; k++) {
                if (end > k) {
                    Sums.add(factors(upper, 0, from, k), from, upper, upper[k], Math.max(begin, k), end);
                }
            }
        });
    }

    /** Finishes a row, when all before its block are taken off it. */
    private void pivot(double[][] a, double[][] upper, int from, int k) {
        int n = upper.length;
        double[] row = upper[k];
        Sums.add(factors(upper, from, k, k), k - from, Arrays.copyOfRange(upper, from, k), row, k, n);
        // A huge pivot makes the solution 0 in a direction of which nothing is known.
        boolean own = row[k] > DEPENDENT * a[k][k];
        definite &= own;
        double pivot = own ? Math.sqrt(row[k]) : 1e150;
        row[k] = pivot;
        for (int i = k + 1; i < n; i++) {
            row[i] /= pivot;
        }
    }

    /** By how much some rows are taken off a later one. */
    private static double[] factors(double[][] upper, int from, int to, int row) {
        double[] factors = new double[to - from];
        for (int j = from; j < to; j++) {
            factors[j - from] = -upper[j][row];
        }
        return factors;
    }

    /** @return whether no direction was said by others; otherwise the solution is 0 in those */
    public boolean definite() {
        return definite;
    }

    /** @param b is overwritten with the solution */
    public void solve(double[] b) {
        forward(b);
        for (int i = lower.length - 1; i >= 0; i--) {
            b[i] /= lower[i][i];
            for (int j = 0; j < i; j++) {
                b[j] -= lower[i][j] * b[i];
            }
        }
    }

    private void forward(double[] b) {
        for (int i = 0; i < lower.length; i++) {
            double[] row = lower[i];
            double sum = b[i];
            for (int j = 0; j < i; j++) {
                sum -= row[j] * b[j];
            }
            b[i] = sum / row[i];
        }
    }

    /**
     * A⁻¹ B of many right-hand sides at once.
     *
     * @param rows of B, a column for each right-hand side; kept as they are
     * @return the rows of the solution
     */
    double[][] solve(double[][] rows) {
        double[][] reversed = forward(rows);
        Collections.reverse(Arrays.asList(reversed)); // backwards is forwards, of the last first
        substitute(up, reversed);
        Collections.reverse(Arrays.asList(reversed));
        return reversed;
    }

    /**
     * L⁻¹ B of many right-hand sides at once; the squares of a column sum to bᵀ A⁻¹ b.
     *
     * @param rows of B, a column for each right-hand side; kept as they are
     * @return the rows of the solution
     */
    double[][] forward(double[][] rows) {
        double[][] solved = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            solved[i] = rows[i].clone();
        }
        substitute(down, solved);
        return solved;
    }

    /** Solves for one row after the other, each with the factors of those before it, its own last; all with the other sign. */
    private static void substitute(double[][] factors, double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        for (int from = 0; from < columns; from += Sums.TILE) {
            int to = Math.min(columns, from + Sums.TILE);
            for (int i = 0; i < rows.length; i++) {
                Sums.add(factors[i], i, rows, rows[i], from, to);
                for (int k = from; k < to; k++) {
                    rows[i][k] /= -factors[i][i];
                }
            }
        }
    }

    /** @return the diagonal of A⁻¹ */
    double[] inverseDiagonal() {
        int n = lower.length;
        double[] diagonal = new double[n];
        for (int from = 0; from < n; from += Sums.TILE) { // above the diagonal L⁻¹ is 0
            int to = Math.min(n, from + Sums.TILE);
            double[][] rows = new double[n - from][to - from];
            double[][] factors = new double[n - from][];
            for (int i = from; i < n; i++) {
                factors[i - from] = Arrays.copyOfRange(down[i], from, i + 1);
                if (i < to) {
                    rows[i - from][i - from] = 1;
                }
            }
            substitute(factors, rows);
            for (double[] row : rows) {
                for (int k = from; k < to; k++) {
                    diagonal[k] += row[k - from] * row[k - from];
                }
            }
        }
        return diagonal;
    }
}
