package because.models.baseline;

import java.util.Arrays;

/**
 * One side of implicit ALS (Hu, Koren, Volinsky 2008): with the factors y<sub>i</sub> of the other side fixed, the factors of somebody who has the items S are
 * x = (YᵀY + α Σ<sub>i in S</sub> y<sub>i</sub>y<sub>i</sub>ᵀ + λI)⁻¹ (1 + α) Σ<sub>i in S</sub> y<sub>i</sub>, solved exactly by Cholesky. Nobody who has nothing has
 * anything but zeros.
 */
final class HalfStep {
    private final double[] factors;
    private final int k;
    private final double alpha;
    private final double[] gram;

    /**
     * @param factors of the fixed side, a row for each
     * @param options their number, α and λ
     */
    HalfStep(double[] factors, ImplicitAlsOptions options) {
        this.factors = factors;
        this.k = options.factors();
        this.alpha = options.alpha();
        this.gram = new double[k * k];
        for (int start = 0; start < factors.length; start += k) {
            addSquare(gram, start, 1);
        }
        for (int a = 0; a < k; a++) {
            gram[a * k + a] += options.regularisation();
        }
    }

    /** Adds a multiple of yyᵀ, the lower triangle only. */
    private void addSquare(double[] matrix, int start, double times) {
        for (int a = 0; a < k; a++) {
            double y = times * factors[start + a];
            int row = a * k;
            for (int b = 0; b <= a; b++) {
                matrix[row + b] += y * factors[start + b];
            }
        }
    }

    /**
     * @param items rows of the fixed side, each once
     * @return the solution
     */
    double[] solve(int[] items) {
        double[] ones = new double[items.length];
        Arrays.fill(ones, 1);
        return solve(items, ones);
    }

    /**
     * Each item is to a share w one that the person has and to 1 − w one that they have not: α becomes wα, and 1 + α becomes w(1 + α).
     *
     * @param items rows of the fixed side, each once
     * @param weights the share of each, 0 to 1
     * @return the solution
     */
    double[] solve(int[] items, double[] weights) {
        double[] x = new double[k];
        if (items.length == 0) {
            return x;
        }
        double[] matrix = gram.clone();
        for (int i = 0; i < items.length; i++) {
            int item = items[i];
            addSquare(matrix, item * k, weights[i] * alpha);
            for (int a = 0; a < k; a++) {
                x[a] += weights[i] * (1 + alpha) * factors[item * k + a];
            }
        }
        decompose(matrix);
        substitute(matrix, x);
        return x;
    }

    /** Replaces the lower triangle of A by L with LLᵀ = A. */
    private void decompose(double[] matrix) {
        for (int a = 0; a < k; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = matrix[a * k + b];
                for (int c = 0; c < b; c++) {
                    sum -= matrix[a * k + c] * matrix[b * k + c];
                }
                matrix[a * k + b] = a == b ? Math.sqrt(sum) : sum / matrix[b * k + b];
            }
        }
    }

    /** Solves LLᵀx = b in place. */
    private void substitute(double[] triangle, double[] x) {
        for (int a = 0; a < k; a++) {
            for (int b = 0; b < a; b++) {
                x[a] -= triangle[a * k + b] * x[b];
            }
            x[a] /= triangle[a * k + a];
        }
        for (int a = k - 1; a >= 0; a--) {
            for (int b = a + 1; b < k; b++) {
                x[a] -= triangle[b * k + a] * x[b];
            }
            x[a] /= triangle[a * k + a];
        }
    }
}
