package because.explain.surrogate;

import java.util.List;

/**
 * A fitted linear function.
 *
 * @param coefficients one for each feature; 0 for those that were left out
 * @param intercept its value where all features are 0
 * @param score the weighted R²: 1 − Σ w (y − ŷ)² / Σ w (y − ȳ)²; 1 if y is constant
 */
public record LinearFit(List<Double> coefficients, double intercept, double score) {
    /** Copies the list. */
    public LinearFit {
        coefficients = List.copyOf(coefficients);
    }

    /**
     * @param x a number for each feature
     * @return the function's value there
     */
    public double predict(double... x) {
        double sum = intercept;
        for (int i = 0; i < x.length; i++) {
            sum += coefficients.get(i) * x[i];
        }
        return sum;
    }
}
