package because.models.feature;

import because.network.Features;
import java.util.List;

/**
 * A ridge regression of several targets on sparse features, W = argmin Σ ‖y − Wᵀx‖² + Σ<sub>i</sub> λ<sub>i</sub>‖W<sub>i</sub>‖², by conjugate gradients from
 * where it was before.
 */
public final class RidgeRegression {
    private static final int STEPS = 50;

    private final List<Features> rows;
    private final int features;
    private final int targets;
    private final double[] lambda;
    private final double[][] weights;

    /**
     * @param rows the features x of each example
     * @param features how many features there are
     * @param targets how many numbers are to be expected of an example
     * @param lambda λ, how strongly the weight of each feature is held back; above 0
     */
    public RidgeRegression(List<Features> rows, int features, int targets, double[] lambda) {
        this.rows = rows;
        this.features = features;
        this.targets = targets;
        this.lambda = lambda.clone();
        this.weights = new double[targets][features];
    }

    /**
     * Fits one target.
     *
     * @param target from 0 to the number of targets − 1
     * @param y what it is in each example
     */
    public void fit(int target, double[] y) {
        double[] w = weights[target];
        double[] residual = new double[features];
        double[] product = times(w);
        double[] right = new double[features];
        for (int r = 0; r < rows.size(); r++) {
            spread(rows.get(r), y[r], right);
        }
        for (int i = 0; i < features; i++) {
            residual[i] = right[i] - product[i];
        }
        double[] p = residual.clone();
        double squares = dot(residual, residual);
        double enough = 1e-12 * Math.max(1e-12, dot(right, right));
        for (int step = 0; step < STEPS && squares > enough; step++) {
            double[] ap = times(p);
            double alpha = squares / dot(p, ap);
            for (int i = 0; i < features; i++) {
                w[i] += alpha * p[i];
                residual[i] -= alpha * ap[i];
            }
            double next = dot(residual, residual);
            for (int i = 0; i < features; i++) {
                p[i] = residual[i] + next / squares * p[i];
            }
            squares = next;
        }
    }

    private double[] times(double[] vector) {
        double[] product = new double[features];
        for (int i = 0; i < features; i++) {
            product[i] = lambda[i] * vector[i];
        }
        for (Features x : rows) {
            double sum = 0;
            for (int i = 0; i < x.size(); i++) {
                sum += vector[x.index(i)] * x.value(i);
            }
            spread(x, sum, product);
        }
        return product;
    }

    private static void spread(Features x, double factor, double[] into) {
        for (int i = 0; i < x.size(); i++) {
            into[x.index(i)] += factor * x.value(i);
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** @return the weights, target by target */
    public double[] flat() {
        double[] flat = new double[targets * features];
        for (int t = 0; t < targets; t++) {
            System.arraycopy(weights[t], 0, flat, t * features, features);
        }
        return flat;
    }

    /**
     * What weights expect of some features.
     *
     * @param flat weights, target by target
     * @param targets how many targets
     * @param x the features
     * @return a number for each target
     */
    public static double[] expected(double[] flat, int targets, Features x) {
        int features = flat.length / targets;
        double[] expected = new double[targets];
        for (int t = 0; t < targets; t++) {
            for (int i = 0; i < x.size(); i++) {
                expected[t] += flat[t * features + x.index(i)] * x.value(i);
            }
        }
        return expected;
    }
}
