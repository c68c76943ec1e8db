package because.explain.shapley;

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
            double[] row = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double[] other = j == i ? row : lower[j];
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= row[k] * other[k];
                }
                if (j < i) {
                    row[j] = sum / other[j];
                } else {
                    // A huge pivot makes the solution 0 in a direction of which nothing is known.
                    boolean own = sum > DEPENDENT * a[i][i];
                    definite &= own;
                    row[i] = own ? Math.sqrt(sum) : 1e150;
                }
            }
            lower[i] = row;
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
     * L⁻¹ B of many right-hand sides at once; the squares of a column sum to bᵀ A⁻¹ b.
     *
     * @param rows of B, a column for each right-hand side; kept as they are
     * @return the rows of the solution
     */
    double[][] forward(double[][] rows) {
        double[][] solved = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            double[] sum = rows[i].clone();
            Sums.subtract(lower[i], i, solved, sum);
            for (int k = 0; k < sum.length; k++) {
                sum[k] /= lower[i][i];
            }
            solved[i] = sum;
        }
        return solved;
    }
}
