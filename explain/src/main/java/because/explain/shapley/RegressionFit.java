package because.explain.shapley;

/** A weighted regression of the odd part of a game on its players, and what it says of Shapley values: on all coalitions, they are what it finds. */
final class RegressionFit extends PairedFit {
    private final Equations equations;
    private final double[] leverages;

    /**
     * @param design which coalitions there are
     * @param columns for each player the regression's column, a number for each pair
     */
    RegressionFit(PairedDesign design, double[][] columns) {
        this(design, new Equations(columns, design.weights()));
    }

    private RegressionFit(PairedDesign design, Equations equations) {
        super(design, equations.influences(), true);
        this.equations = equations;
        this.leverages = equations.leverages();
    }

    /** The normal equations. */
    private static final class Equations {
        private final double[][] columns;
        private final double[] weights;
        private final Cholesky factors;

        Equations(double[][] columns, double[] weights) {
            this.columns = columns;
            this.weights = weights;
            this.factors = new Cholesky(centred(Sums.products(columns, weights)));
        }

        /** By how much each player's value rises with a pair's target. */
        double[][] influences() {
            int players = columns.length;
            double[][] one = new double[players][players];
            for (int player = 0; player < players; player++) {
                one[player][player] = 1;
            }
            double[][] inverse = factors.solve(one);
            double[][] influences = new double[players][weights.length];
            for (int player = 0; player < players; player++) {
                Sums.add(inverse[player], players, columns, influences[player]);
                for (int i = 0; i < weights.length; i++) {
                    influences[player][i] *= weights[i];
                }
            }
            return influences;
        }

        /** w xᵀ A⁻¹ x of each pair: how much its own target moves its fit. */
        double[] leverages() {
            double[] leverages = new double[weights.length];
            for (double[] part : factors.forward(columns)) {
                for (int i = 0; i < leverages.length; i++) {
                    leverages[i] += part[i] * part[i];
                }
            }
            for (int i = 0; i < leverages.length; i++) {
                leverages[i] = Math.min(weights[i] * leverages[i], 1 - 1e-6);
            }
            return leverages;
        }
    }

    /** The players' columns add up to nothing: their common direction is fixed at 0. */
    static double[][] centred(double[][] gram) {
        double mean = 0;
        for (int a = 0; a < gram.length; a++) {
            mean += gram[a][a] / gram.length;
        }
        for (int a = 0; a < gram.length; a++) {
            for (int b = 0; b <= a; b++) {
                gram[a][b] += mean;
            }
            gram[a][a] += mean * 1e-10; // with fewer pairs than players, the shortest of all solutions
        }
        return gram;
    }

    @Override
    double[] residuals(double[] targets, double... moved) {
        double[] weighted = targets.clone();
        for (int i = 0; i < weighted.length; i++) {
            weighted[i] *= equations.weights[i];
        }
        double[] beta = new double[equations.columns.length];
        for (int a = 0; a < beta.length; a++) {
            beta[a] = Sums.product(weighted, equations.columns[a]);
        }
        equations.factors.solve(beta);
        double[] off = targets.clone();
        Sums.add(Sums.negative(beta), beta.length, equations.columns, off);
        for (int i = 0; i < off.length; i++) {
            off[i] /= unmoved(leverages[i], moved, i);
        }
        return off;
    }
}
