package because.explain.shapley;

import because.core.BadInput;
import because.core.Coalitions;
import because.core.Game;
import java.util.BitSet;

/** Shapley values of linear models, f(x) = Σ βᵢ xᵢ + a constant, in closed form. */
public final class LinearShapley {
    private LinearShapley() {}

    /**
     * Absent features are at the background's mean, whatever the present ones are: φᵢ = βᵢ (xᵢ − E xᵢ).
     *
     * @param coefficients β
     * @param x the row that is explained
     * @param mean the mean of each feature over the background
     * @return the value of each feature
     * @throws BadInput if the lengths differ
     */
    public static double[] interventional(double[] coefficients, double[] x, double[] mean) {
        refuseOther(coefficients.length, x.length, mean.length);
        double[] values = new double[x.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = coefficients[i] * (x[i] - mean[i]);
        }
        return values;
    }

    private static void refuseOther(int features, int... lengths) {
        for (int length : lengths) {
            if (length != features) {
                throw BadInput.of("a row's length", length, features + ", as there are coefficients", "");
            }
        }
    }

    /**
     * Absent features are what they are expected to be given the present ones, for Gaussian features: v(S) = E[f(X) | X_S = x_S]. Features that say the same share what they say. The game of this question, to be solved by
     * any {@link GameSolver}.
     *
     * @param coefficients β
     * @param x the row that is explained
     * @param mean μ
     * @param covariance Σ, symmetric and positive definite
     * @param constant what is added
     * @return the game, a player for each feature
     * @throws BadInput if the lengths differ
     */
    public static Game observational(
            double[] coefficients, double[] x, double[] mean, double[][] covariance, double constant) {
        refuseOther(coefficients.length, x.length, mean.length, covariance.length);
        for (double[] row : covariance) {
            refuseOther(coefficients.length, row.length);
        }
        return new Game() {
            @Override
            public int players() {
                return x.length;
            }

            @Override
            public int columns() {
                return 1;
            }

            @Override
            public void values(Coalitions coalitions, double[][] out) {
                for (int row = 0; row < coalitions.size(); row++) {
                    out[row][0] = constant + expected(coefficients, x, mean, covariance, coalitions.row(row));
                }
            }
        };
    }

    /** The mean of the absent features is moved by Σ_{S̄S} Σ_{SS}⁻¹ (x_S − μ_S). */
    private static double expected(
            double[] coefficients, double[] x, double[] mean, double[][] covariance, BitSet present) {
        int[] in = present.stream().toArray();
        double[][] among = new double[in.length][in.length];
        double[] pull = new double[in.length];
        for (int a = 0; a < in.length; a++) {
            for (int b = 0; b < in.length; b++) {
                among[a][b] = covariance[in[a]][in[b]];
            }
            pull[a] = x[in[a]] - mean[in[a]];
        }
        Cholesky covered = new Cholesky(among);
        if (!covered.definite()) {
            throw new BadInput("the covariance matrix has no inverse.\nMaybe two features say exactly the same.");
        }
        covered.solve(pull);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double expected = present.get(i) ? x[i] : mean[i];
            for (int a = 0; a < in.length && !present.get(i); a++) {
                expected += covariance[i][in[a]] * pull[a];
            }
            sum += coefficients[i] * expected;
        }
        return sum;
    }
}
