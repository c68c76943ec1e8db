package because.explain.shapley;

/** A = L Lᵀ of a symmetric positive definite matrix, to solve A x = b with. */
final class Cholesky {
    /** A pivot that lost this much of its diagonal entry belongs to a direction that the others already say. */
    private static final double DEPENDENT = 1e-13;

    private final double[][] lower;
    private boolean definite = true;

    /** @param a only its lower half is read; kept as it is */
    Cholesky(double[][] a) {
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
    boolean definite() {
        return definite;
    }

    /** @param b is overwritten with the solution */
    void solve(double[] b) {
        forward(b);
        for (int i = lower.length - 1; i >= 0; i--) {
            b[i] /= lower[i][i];
            for (int j = 0; j < i; j++) {
                b[j] -= lower[i][j] * b[i];
            }
        }
    }

    /** Overwrites b with L⁻¹ b, whose squared length is bᵀ A⁻¹ b. */
    void forward(double[] b) {
        for (int i = 0; i < lower.length; i++) {
            double[] row = lower[i];
            double sum = b[i];
            for (int j = 0; j < i; j++) {
                sum -= row[j] * b[j];
            }
            b[i] = sum / row[i];
        }
    }
}
