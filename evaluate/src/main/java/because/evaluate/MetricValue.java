package because.evaluate;

/**
 * A mean over people and how sure it is.
 *
 * @param mean the mean; 0 if there are no people
 * @param standardError the sample standard deviation (n − 1) divided by √n; NaN if there are fewer than two people
 */
public record MetricValue(double mean, double standardError) {

    /**
     * @param values a number for each person
     * @return their mean with its standard error
     */
    public static MetricValue of(double[] values) {
        int n = values.length;
        if (n == 0) {
            return new MetricValue(0, Double.NaN);
        }
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / n;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new MetricValue(mean, n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n));
    }
}
