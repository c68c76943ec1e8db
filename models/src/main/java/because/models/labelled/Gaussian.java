package because.models.labelled;

/**
 * What is believed of the numbers that stand for a person or an item: one of them is 1 and known, the others have a normal distribution. Ratings are
 * y = ⟨p, q⟩ + noise, with the person's p = (1, mean, factors) and the item's q = (mean, 1, factors).
 */
final class Gaussian {
    private Gaussian() {}

    /**
     * The belief after some ratings (Lim, Teh 2007), in place. With S = Σ E[qqᵀ], h = Σ y E[q], precision Λ = S/σ² + diag(1/a) and mean Λ⁻¹(h/σ² + m/a).
     *
     * @param size how many numbers
     * @param one the place of the number that is 1
     * @param seconds S, size × size; is overwritten by the covariance, with zeros in the row and the column of the one
     * @param first h; is overwritten by the mean
     * @param prior the means m beforehand
     * @param priorVariance the variances a beforehand
     * @param noise σ²
     */
    static void update(
            int size, int one, double[] seconds, double[] first, double[] prior, double[] priorVariance, double noise) {
        int n = size - 1;
        double[] precision = new double[n * n];
        double[] right = new double[n];
        for (int r = 0; r < n; r++) {
            int i = r < one ? r : r + 1;
            for (int c = 0; c < n; c++) {
                int j = c < one ? c : c + 1;
                precision[r * n + c] = seconds[i * size + j] / noise;
            }
            precision[r * n + r] += 1 / priorVariance[i];
            right[r] = (first[i] - seconds[i * size + one]) / noise + prior[i] / priorVariance[i];
        }
        double[] covariance = inverse(precision, n);
        java.util.Arrays.fill(seconds, 0);
        for (int r = 0; r < n; r++) {
            int i = r < one ? r : r + 1;
            double mean = 0;
            for (int c = 0; c < n; c++) {
                int j = c < one ? c : c + 1;
                seconds[i * size + j] = covariance[r * n + c];
                mean += covariance[r * n + c] * right[c];
            }
            first[i] = mean;
        }
        first[one] = 1;
    }

    /** The inverse of a symmetric positive definite matrix, by Cholesky's factors. */
    static double[] inverse(double[] matrix, int n) {
        double[] lower = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i * n + k] * lower[j * n + k];
                }
                lower[i * n + j] = i == j ? Math.sqrt(Math.max(sum, 1e-300)) : sum / lower[j * n + j];
            }
        }
        double[] half = new double[n * n]; // the inverse of the lower factor
        for (int c = 0; c < n; c++) {
            for (int r = c; r < n; r++) {
                double sum = r == c ? 1 : 0;
                for (int k = c; k < r; k++) {
                    sum -= lower[r * n + k] * half[k * n + c];
                }
                half[r * n + c] = sum / lower[r * n + r];
            }
        }
        double[] inverse = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = i; k < n; k++) {
                    sum += half[k * n + i] * half[k * n + j];
                }
                inverse[i * n + j] = sum;
                inverse[j * n + i] = sum;
            }
        }
        return inverse;
    }
}
