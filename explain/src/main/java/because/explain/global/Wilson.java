package because.explain.global;

/**
 * The interval of a share (Wilson 1927), which stays between 0 and 1 and is not of width 0 where all are alike. Rows of one person are not independent, so they count as as
 * many independent ones as have the same standard error.
 */
final class Wilson {
    private static final double Z = 1.959964;

    private Wilson() {}

    /** @param values 0 or 1 for each row; NaN for those that do not count */
    static Spread.Interval of(double[] values, Spread spread) {
        Spread.Interval plain = spread.mean(values);
        int rows = 0;
        for (double value : values) {
            rows += Double.isNaN(value) ? 0 : 1;
        }
        if (rows == 0) {
            return plain;
        }
        double p = plain.value();
        double error = plain.standardError();
        double n = error > 0 ? Math.min(rows, p * (1 - p) / (error * error)) : rows;
        double middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
        double half = Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        return new Spread.Interval(p, error, Math.max(0, middle - half), Math.min(1, middle + half));
    }
}
