package because.explain.shapley;

import java.util.stream.IntStream;

/**
 * Weighted sums of rows, several rows at a time and not too many columns: a loop that adds one row after the other waits for memory. Each number is added up in the order of the rows,
 * however many are taken at once. A body of more than four rows would no longer be made into vector instructions.
 */
final class Sums {
    /** A few hundred rows of so many columns stay in the second cache. */
    static final int TILE = 256;

    private static final int ROWS = 4;

    private Sums() {}

    /** into[k] += Σᵢ factors[i] · rows[i][k], for the first so many rows and as many k as there are in into. */
    static void add(double[] factors, int count, double[][] rows, double[] into) {
        for (int from = 0; from < into.length; from += TILE) {
            add(factors, count, rows, into, from, Math.min(into.length, from + TILE));
        }
    }

    /** The same for k in a range. */
    static void add(double[] factors, int count, double[][] rows, double[] into, int from, int to) {
        int i = 0;
        for (; i + ROWS <= count; i += ROWS) {
            add(
                    into,
                    from,
                    to,
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
            for (int k = from; k < to; k++) {
                into[k] = Math.fma(factor, row[k], into[k]);
            }
        }
    }

    private static void add(
            double[] into,
            int from,
            int to,
            double[] r0,
            double[] r1,
            double[] r2,
            double[] r3,
            double f0,
            double f1,
            double f2,
            double f3) {
        for (int k = from; k < to; k++) {
            into[k] = Math.fma(f3, r3[k], Math.fma(f2, r2[k], Math.fma(f1, r1[k], Math.fma(f0, r0[k], into[k]))));
        }
    }

    /** x · y, as four sums beside each other: each waits for the one before. */
    static double product(double[] x, double[] y) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        for (; k + ROWS <= x.length; k += ROWS) {
            s0 = Math.fma(x[k], y[k], s0);
            s1 = Math.fma(x[k + 1], y[k + 1], s1);
            s2 = Math.fma(x[k + 2], y[k + 2], s2);
            s3 = Math.fma(x[k + 3], y[k + 3], s3);
        }
        for (; k < x.length; k++) {
            s0 = Math.fma(x[k], y[k], s0);
        }
        return s0 + s1 + s2 + s3;
    }

    /** Σᵢ weights[i] · columns[a][i] · columns[b][i] of each two columns, b at most a: the lower half of a square. */
    static double[][] products(double[][] columns, double[] weights) {
        double[][] rows = new double[weights.length][columns.length];
        for (int a = 0; a < columns.length; a++) {
            for (int i = 0; i < weights.length; i++) {
                rows[i][a] = columns[a][i];
            }
        }
        double[][] products = new double[columns.length][columns.length];
        IntStream.range(0, columns.length).parallel().forEach(a -> {
            double[] weighted = columns[a].clone();
            for (int i = 0; i < weighted.length; i++) {
                weighted[i] *= weights[i];
            }
            add(weighted, weighted.length, rows, products[a], 0, a + 1);
        });
        return products;
    }

    /** The numbers with the other sign. */
    static double[] negative(double[] numbers) {
        double[] negative = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            negative[i] = -numbers[i];
        }
        return negative;
    }
}
