package because.explain.shapley;

/**
 * Weighted sums of rows, several rows at a time: a loop that adds one row after the other waits for memory. Each number is added up in the order of the rows, however many are taken at
 * once. A body of more than four rows would no longer be made into vector instructions.
 */
final class Sums {
    private static final int ROWS = 4;

    private Sums() {}

    /** into[k] += Σᵢ factors[i] · rows[i][k], for the first so many rows and as many k as there are in into. */
    static void add(double[] factors, int count, double[][] rows, double[] into) {
        add(factors, count, rows, into, into.length);
    }

    /** The same for the first so many k. */
    static void add(double[] factors, int count, double[][] rows, double[] into, int length) {
        int i = 0;
        for (; i + ROWS <= count; i += ROWS) {
            add(
                    into,
                    length,
                    rows[i],
                    rows[i + 1],
                    rows[i + 2],
                    rows[i + 3],
                    factors[i],
                    factors[i + 1],
                    factors[i + 2],
                    factors[i + 3]);
        }
        for (; i < count; i++) {
            double factor = factors[i];
            double[] row = rows[i];
            for (int k = 0; k < length; k++) {
                into[k] += factor * row[k];
            }
        }
    }

    private static void add(
            double[] into,
            int length,
            double[] r0,
            double[] r1,
            double[] r2,
            double[] r3,
            double f0,
            double f1,
            double f2,
            double f3) {
        for (int k = 0; k < length; k++) {
            into[k] = into[k] + f0 * r0[k] + f1 * r1[k] + f2 * r2[k] + f3 * r3[k];
        }
    }

    /** from[k] −= Σᵢ factors[i] · rows[i][k], for the first so many rows. */
    static void subtract(double[] factors, int count, double[][] rows, double[] from) {
        double[] negative = new double[count];
        for (int i = 0; i < count; i++) {
            negative[i] = -factors[i];
        }
        add(negative, count, rows, from);
    }
}
