package because.explain.shapley;

import java.util.Arrays;

/** A = L Lᵀ of a symmetric positive definite matrix, to solve A x = b with. */
public final class Cholesky {
    /** A pivot that lost this much of its diagonal entry belongs to a direction that the others already say. */
    private static final double DEPENDENT = 1e-13;

    private final double[][] lower;
    private boolean definite = true;

    /** @param a only its lower half is read; kept as it is */
    public Cholesky(double[][] a) {
        int n = a.length;
        lower = new double[n][];
        for (int i = 0; i < n; i++) {
            lower[i] = Arrays.copyOf(a[i], i + 1);
        }
        double[] column = new double[n];
        for (int k = 0; k < n; k++) {
            // A huge pivot makes the solution 0 in a direction of which nothing is known.
            boolean own = lower[k][k] > DEPENDENT * a[k][k];
            definite &= own;
            double pivot = own ? Math.sqrt(lower[k][k]) : 1e150;
            lower[k][k] = pivot;
            for (int i = k + 1; i < n; i++) {
                lower[i][k] /= pivot;
                column[i] = lower[i][k];
            }
            for (int i = k + 1; i < n; i++) {
                add(-column[i], column, lower[i], k + 1, i + 1);
            }
        }
    }

    private static void add(double factor, double[] from, double[] into, int begin, int end) {
        for (int j = begin; j < end; j++) {
            into[j] = Math.fma(factor, from[j], into[j]);
        }
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
        double[][] solved = forward(rows);
        int columns = rows.length == 0 ? 0 : rows[0].length;
        for (int i = solved.length - 1; i >= 0; i--) {
            for (int k = 0; k < columns; k++) {
                solved[i][k] /= lower[i][i];
            }
            for (int j = 0; j < i; j++) {
                add(-lower[i][j], solved[i], solved[j], 0, columns);
            }
        }
        return solved;
    }

    /**
     * L⁻¹ B of many right-hand sides at once; the squares of a column sum to bᵀ A⁻¹ b.
     *
     * @param rows of B, a column for each right-hand side; kept as they are
     * @return the rows of the solution
     */
    double[][] forward(double[][] rows) {
        double[][] solved = new double[rows.length][];
        double[][] factors = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            solved[i] = rows[i].clone();
            factors[i] = Sums.negative(lower[i]);
        }
        int columns = rows.length == 0 ? 0 : rows[0].length;
        for (int from = 0; from < columns; from += Sums.TILE) {
            int to = Math.min(columns, from + Sums.TILE);
            for (int i = 0; i < rows.length; i++) {
                double[] row = solved[i];
                Sums.add(factors[i], i, solved, row, from, to);
                for (int k = from; k < to; k++) {
                    row[k] /= lower[i][i];
                }
            }
        }
        return solved;
    }
}
