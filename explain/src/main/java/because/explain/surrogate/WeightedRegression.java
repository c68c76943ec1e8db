package because.explain.surrogate;

import because.core.BadInput;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Weighted linear regression, ridge and lasso, with an intercept that is not penalised. It keeps only weighted sums of products of the rows, so rows cost no memory,
 * several targets share the features' part, and what some rows contributed can be taken out again.
 */
public final class WeightedRegression {
    /** A pivot that lost this much of its column's variance belongs to a column that others already say. */
    private static final double DEPENDENT = 1e-12;

    private static final double CONVERGED = 1e-14;
    private static final int MOST_SWEEPS = 1_000_000;

    private final double[] originX;
    private final double[] originY;
    private final double[] sumX;
    private final double[] sumY;
    private final double[][] sumXx;
    private final double[][] sumXy;
    private final double[] sumYy;
    private double weight;

    /**
     * A regression without rows. Sums are taken of differences to an origin, since sums of squares far from 0 lose digits.
     *
     * @param originX a number for each feature, near the rows to come
     * @param originY a number for each target, near the rows to come
     */
    WeightedRegression(double[] originX, double[] originY) {
        this.originX = originX.clone();
        this.originY = originY.clone();
        this.sumX = new double[originX.length];
        this.sumY = new double[originY.length];
        this.sumXx = new double[originX.length][originX.length];
        this.sumXy = new double[originY.length][originX.length];
        this.sumYy = new double[originY.length];
    }

    /**
     * A regression of one target on given rows.
     *
     * @param x a row for each observation, a column for each feature
     * @param y the target of each row
     * @param weights of each row, 0 or more
     * @return the regression
     * @throws BadInput if there are no rows, or not as many targets and weights as rows, or a weight is below 0
     */
    public static WeightedRegression of(double[][] x, double[] y, double[] weights) {
        if (x.length == 0 || y.length != x.length || weights.length != x.length) {
            throw BadInput.of(
                    "the numbers of rows, targets and weights",
                    x.length + ", " + y.length + " and " + weights.length,
                    "equal numbers, 1 or more",
                    "");
        }
        WeightedRegression regression = new WeightedRegression(x[0], new double[] {y[0]});
        for (int row = 0; row < x.length; row++) {
            regression.add(x[row], new double[] {y[row]}, weights[row]);
        }
        return regression;
    }

    /** Adds a row. */
    void add(double[] x, double[] y, double w) {
        if (x.length != originX.length || y.length != originY.length || !(w >= 0)) {
            throw BadInput.of("a row", x.length + " features of weight " + w, originX.length + " and 0 or more", "");
        }
        double[] dx = minus(x, originX);
        double[] dy = minus(y, originY);
        weight += w;
        for (int i = 0; i < dx.length; i++) {
            double wx = w * dx[i];
            if (wx != 0) {
                sumX[i] += wx;
                for (int j = 0; j <= i; j++) {
                    sumXx[i][j] += wx * dx[j];
                }
                for (int t = 0; t < dy.length; t++) {
                    sumXy[t][i] += wx * dy[t];
                }
            }
        }
        for (int t = 0; t < dy.length; t++) {
            sumY[t] += w * dy[t];
            sumYy[t] += w * dy[t] * dy[t];
        }
    }

    /** Adds all rows of another regression with the same origin, or takes them out again. */
    void add(WeightedRegression other, double sign) {
        weight += sign * other.weight;
        for (int i = 0; i < sumX.length; i++) {
            sumX[i] += sign * other.sumX[i];
            for (int j = 0; j <= i; j++) {
                sumXx[i][j] += sign * other.sumXx[i][j];
            }
        }
        for (int t = 0; t < sumY.length; t++) {
            sumY[t] += sign * other.sumY[t];
            sumYy[t] += sign * other.sumYy[t];
            for (int i = 0; i < sumX.length; i++) {
                sumXy[t][i] += sign * other.sumXy[t][i];
            }
        }
    }

    private static double[] minus(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
    }

    /** @return how many features there are */
    public int features() {
        return originX.length;
    }

    /**
     * Ridge: the minimum of Σ w (y − b − Xβ)² + penalty · |β|², from (Xc' W Xc + penalty · I) β = Xc' W yc. Of features that say the same as others before them,
     * the later get 0.
     *
     * @param penalty 0 or more
     * @return the fit of the only target
     */
    public LinearFit ridge(double penalty) {
        return ridge(0, penalty, IntStream.range(0, features()).toArray());
    }

    /** Ridge on some features; all others get 0. */
    LinearFit ridge(int target, double penalty, int... used) {
        refuseNegative(penalty);
        int n = used.length;
        double[][] system = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                system[i][j] = covered(used[i], used[j]) + (i == j ? penalty : 0);
            }
            system[i][n] = moment(target, used[i]);
        }
        double[] solved = solve(system);
        double[] beta = new double[features()];
        for (int i = 0; i < n; i++) {
            beta[used[i]] = solved[i];
        }
        return fit(target, beta);
    }

    /**
     * Lasso: the minimum of Σ w (y − b − Xβ)² / (2 Σ w) + penalty · |β|₁, by coordinate descent until nothing moves.
     *
     * @param penalty 0 or more
     * @return the fit of the only target
     */
    public LinearFit lasso(double penalty) {
        return lasso(0, penalty);
    }

    /** Lasso of one of several targets. */
    LinearFit lasso(int target, double penalty) {
        refuseNegative(penalty);
        int n = features();
        double[][] gram = new double[n][n];
        double[] pull = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                gram[i][j] = covered(i, j) / weight;
            }
            pull[i] = moment(target, i) / weight;
        }
        double small = CONVERGED * Math.sqrt(Math.max(0, variation(target)) / weight);
        double[] beta = new double[n];
        double[] fitted = new double[n]; // gram · beta
        double moved = Double.POSITIVE_INFINITY;
        for (int sweep = 0; sweep < MOST_SWEEPS && moved > small; sweep++) {
            moved = 0;
            for (int i = 0; i < n; i++) {
                if (gram[i][i] <= 0) {
                    continue;
                }
                double rest = pull[i] - fitted[i] + gram[i][i] * beta[i];
                double next = Math.signum(rest) * Math.max(0, Math.abs(rest) - penalty) / gram[i][i];
                double step = next - beta[i];
                if (step != 0) {
                    for (int j = 0; j < n; j++) {
                        fitted[j] += gram[j][i] * step;
                    }
                    beta[i] = next;
                    moved = Math.max(moved, Math.abs(step) * Math.sqrt(gram[i][i]));
                }
            }
        }
        return fit(target, beta);
    }

    /** @return the smallest lasso penalty that leaves no feature over */
    double emptyPenalty(int target) {
        return IntStream.range(0, features())
                .mapToDouble(i -> Math.abs(moment(target, i)) / weight)
                .max()
                .orElse(0);
    }

    private static void refuseNegative(double penalty) {
        if (!(penalty >= 0 && penalty < Double.POSITIVE_INFINITY)) {
            throw BadInput.of("penalty", penalty, "0 or more", "");
        }
    }

    /** Σ w (xᵢ − x̄ᵢ)(xⱼ − x̄ⱼ). */
    private double covered(int i, int j) {
        double product = i >= j ? sumXx[i][j] : sumXx[j][i];
        return product - sumX[i] * sumX[j] / weight;
    }

    private double moment(int target, int i) {
        return sumXy[target][i] - sumX[i] * sumY[target] / weight;
    }

    private double variation(int target) {
        return sumYy[target] - sumY[target] * sumY[target] / weight;
    }

    private LinearFit fit(int target, double[] beta) {
        double rest = variation(target);
        double mean = originY[target] + sumY[target] / weight;
        double intercept = mean;
        for (int i = 0; i < beta.length; i++) {
            if (beta[i] == 0) {
                continue;
            }
            intercept -= beta[i] * (originX[i] + sumX[i] / weight);
            double fitted = 0;
            for (int j = 0; j < beta.length; j++) {
                fitted += covered(i, j) * beta[j];
            }
            rest -= beta[i] * (2 * moment(target, i) - fitted);
        }
        // A constant target leaves nothing to explain but what rounding made.
        boolean constant = variation(target) <= 1e-28 * weight * (1 + mean * mean);
        double score = constant ? 1 : Math.min(1, 1 - rest / variation(target));
        List<Double> coefficients =
                Arrays.stream(beta).map(b -> constant ? 0 : b).boxed().toList();
        return new LinearFit(coefficients, constant ? mean : intercept, score);
    }

    /** Cholesky's decomposition of a symmetric, positive system; unknowns that depend on those before them become 0. */
    private static double[] solve(double[][] system) {
        int n = system.length;
        double[][] lower = new double[n][n];
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            double right = system[i][n];
            for (int j = 0; j <= i; j++) {
                double sum = system[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                if (j < i) {
                    lower[i][j] = lower[j][j] == 0 ? 0 : sum / lower[j][j];
                } else {
                    lower[i][i] = sum <= DEPENDENT * system[i][i] ? 0 : Math.sqrt(sum);
                }
            }
            for (int k = 0; k < i; k++) {
                right -= lower[i][k] * x[k];
            }
            x[i] = lower[i][i] == 0 ? 0 : right / lower[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double right = x[i];
            for (int k = i + 1; k < n; k++) {
                right -= lower[k][i] * x[k];
            }
            x[i] = lower[i][i] == 0 ? 0 : right / lower[i][i];
        }
        return x;
    }
}
