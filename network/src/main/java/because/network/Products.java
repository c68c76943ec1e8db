package because.network;

import java.util.function.IntFunction;

/** The step of a {@link Program} that multiplies matrices. */
record Products(int m, int k, int n, int a, int b, boolean transposed) implements Program.Step {

    @Override
    public void run(double[][] values, double[] out) {
        double[] left = values[a];
        double[] right = values[b];
        for (int i = 0; i < m; i++) {
            for (int j = 0; transposed && j < n; j++) {
                out[i * n + j] = dot(left, i * k, right, j * k, k);
            }
            for (int f = 0; !transposed && f < k; f++) {
                combine(left[i * k + f], right, f * n, out, i * n, n);
            }
        }
    }

    @Override
    public void back(double[] slope, double[][] at, double[][] reference, Program.Slopes into) {
        IntFunction<double[]> mean = step -> at == reference ? at[step] : mean(at[step], reference[step]);
        double[] left = mean.apply(a);
        double[] right = mean.apply(b);
        double[] leftSlopes = into.of(a);
        boolean wanted = into.wants(b);
        double[] rightSlopes = wanted ? into.of(b) : new double[0];
        for (int i = 0; i < m; i++) {
            for (int j = 0; transposed && j < n; j++) {
                double s = slope[i * n + j];
                if (s != 0) {
                    combine(s, right, j * k, leftSlopes, i * k, k);
                    if (wanted) {
                        combine(s, left, i * k, rightSlopes, j * k, k);
                    }
                }
            }
            for (int f = 0; !transposed && f < k; f++) {
                leftSlopes[i * k + f] += dot(slope, i * n, right, f * n, n);
                if (wanted) {
                    combine(left[i * k + f], slope, i * n, rightSlopes, f * n, n);
                }
            }
        }
    }

    private static double[] mean(double[] one, double[] other) {
        double[] mean = new double[one.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (one[i] + other[i]) / 2;
        }
        return mean;
    }

    private static double dot(double[] a, int fromA, double[] b, int fromB, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += a[fromA + i] * b[fromB + i];
        }
        return sum;
    }

    private static void combine(double factor, double[] from, int start, double[] into, int at, int count) {
        for (int i = 0; i < count; i++) {
            into[at + i] += factor * from[start + i];
        }
    }
}
