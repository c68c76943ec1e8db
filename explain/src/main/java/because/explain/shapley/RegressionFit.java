package because.explain.shapley;

import java.util.Arrays;

/**
 * A weighted regression of the odd part of a game on its players, and what it says of Shapley values: on all coalitions, they are what it finds. There may be further features whose own Shapley values are
 * known; only these are shrunk, so what is left over never points to a player, and the values tend to the Shapley values however the features are chosen.
 */
final class RegressionFit extends PairedFit {
    private final Equations equations;
    private final double[] leverages;

    /** The features of a design's pairs, and the sums of their products: the same for every penalty. */
    static final class Rows {
        private final double[] weights;
        private final double[][] columns;
        private final double[][] values;
        private final double[][] gram;

        /**
         * @param weights of each pair
         * @param columns of each feature a number for each pair; the first are the players'
         * @param values of the further features the Shapley values: a row for each player
         */
        Rows(double[] weights, double[][] columns, double[][] values) {
            this.weights = weights;
            this.columns = columns;
            this.values = values;
            this.gram = Sums.products(columns, weights);
        }
    }

    /**
     * @param design which coalitions there are
     * @param rows their features
     * @param penalty of the square of a further feature's coefficient, in weights of a pair
     */
    RegressionFit(PairedDesign design, Rows rows, double penalty) {
        this(design, new Equations(rows, penalty));
    }

    private RegressionFit(PairedDesign design, Equations equations) {
        super(design, equations.influences());
        this.equations = equations;
        this.leverages = equations.leverages();
    }

    /** The normal equations. */
    private static final class Equations {
        private final Rows rows;
        private final Cholesky factors;

        Equations(Rows rows, double penalty) {
            this.rows = rows;
            double[][] gram = new double[rows.gram.length][];
            for (int a = 0; a < gram.length; a++) {
                gram[a] = rows.gram[a].clone();
            }
            centre(gram, rows.values.length);
            double weight = Arrays.stream(rows.weights).average().orElse(0);
            for (int a = rows.values.length; a < gram.length; a++) {
                gram[a][a] += penalty * weight;
            }
            this.factors = new Cholesky(gram);
        }

        /** By how much each player's value rises with a pair's target. */
        double[][] influences() {
            int players = rows.values.length;
            double[][] wanted = new double[rows.columns.length][players];
            for (int player = 0; player < players; player++) {
                wanted[player][player] = 1;
                for (int feature = players; feature < wanted.length; feature++) {
                    wanted[feature][player] = rows.values[player][feature - players];
                }
            }
            double[][] outcomes = DiffusionKernel.transposed(factors.solve(wanted));
            double[][] influences = new double[players][rows.weights.length];
            for (int from = 0; from < rows.weights.length; from += Sums.TILE) {
                int to = Math.min(rows.weights.length, from + Sums.TILE);
                for (int player = 0; player < players; player++) {
                    Sums.add(outcomes[player], rows.columns.length, rows.columns, influences[player], from, to);
                    for (int i = from; i < to; i++) {
                        influences[player][i] *= rows.weights[i];
                    }
                }
            }
            return influences;
        }

        /** w xᵀ A⁻¹ x of each pair: how much its own target moves its fit. */
        double[] leverages() {
            double[] leverages = new double[rows.weights.length];
            for (double[] part : factors.forward(rows.columns)) {
                for (int i = 0; i < leverages.length; i++) {
                    leverages[i] += part[i] * part[i];
                }
            }
            for (int i = 0; i < leverages.length; i++) {
                leverages[i] = Math.min(rows.weights[i] * leverages[i], 1 - 1e-6);
            }
            return leverages;
        }
    }

    /** The columns of so many players add up to nothing: their common direction is fixed at 0. */
    static void centre(double[][] gram, int players) {
        double mean = 0;
        for (int a = 0; a < players; a++) {
            mean += gram[a][a] / players;
        }
        for (int a = 0; a < players; a++) {
            for (int b = 0; b <= a; b++) {
                gram[a][b] += mean;
            }
            gram[a][a] += mean * 1e-10; // with fewer pairs than players, the shortest of all solutions
        }
    }

    @Override
    double[] residuals(double[] targets, double... moved) {
        Rows rows = equations.rows;
        double[] weighted = targets.clone();
        for (int i = 0; i < weighted.length; i++) {
            weighted[i] *= rows.weights[i];
        }
        double[] beta = new double[rows.columns.length];
        for (int a = 0; a < beta.length; a++) {
            beta[a] = Sums.product(weighted, rows.columns[a]);
        }
        equations.factors.solve(beta);
        double[] off = targets.clone();
        Sums.add(Sums.negative(beta), beta.length, rows.columns, off);
        for (int i = 0; i < off.length; i++) {
            off[i] /= unmoved(leverages[i], moved, i);
        }
        return off;
    }
}
