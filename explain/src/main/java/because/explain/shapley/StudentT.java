package because.explain.shapley;

import because.core.BadInput;

/**
 * Student's t distribution, which makes an interval of a value and its standard error: a value that comes from m pairs of orders lies within
 * {@code twoSided(0.95, m - 1)} standard errors of the exact one in 95 of 100 explanations.
 */
public final class StudentT {
    private StudentT() {}

    /**
     * The number t with P(|T| ≤ t) = confidence.
     *
     * @param confidence above 0 and below 1, such as 0.95
     * @param degrees the degrees of freedom, 1 or more
     * @return t; for example 2.093 for 0.95 and 19
     * @throws BadInput if a number is out of range
     */
    public static double twoSided(double confidence, int degrees) {
        if (!(confidence > 0 && confidence < 1)) {
            throw BadInput.of("confidence", confidence, "above 0 and below 1", "");
        }
        if (degrees < 1) {
            throw BadInput.of("degrees of freedom", degrees, "1 or more", "");
        }
        // The angle atan(t / √ν) grows with t and is bounded, so it is halved between its bounds until they meet.
        double low = 0;
        double high = Math.PI / 2;
        double middle = high / 2;
        while (low < middle && middle < high) {
            if (within(middle, degrees) < confidence) {
                low = middle;
            } else {
                high = middle;
            }
            middle = low + (high - low) / 2;
        }
        return Math.sqrt(degrees) * Math.tan(middle);
    }

    /** P(|T| ≤ √ν tan θ), a finite sum for whole ν (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4). */
    private static double within(double theta, int degrees) {
        boolean odd = degrees % 2 == 1;
        double cosine = Math.cos(theta);
        double term = odd ? cosine : 1;
        double sum = 0;
        for (int k = odd ? 3 : 2; k <= degrees; k += 2) {
            sum += term;
            term *= cosine * cosine * (k - 1) / k;
        }
        return odd ? 2 / Math.PI * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
    }
}
