package because.explain.shapley;

/**
 * A weighted ridge regression of the odd part of a game on the players and on further features, and what it says of Shapley values. The features' rows are those of a
 * {@link PairedDesign}; only the further features are shrunk, so what is left over never points to a player: the values stay those of the regression on all coalitions, which are the
 * Shapley values, however the further features are chosen.
 */
final class RegressionFit {
    private final PairedDesign design;
    private final double[][] rows;
    private final double[] rowWeights;
    private final Cholesky system;
    private final int players;
    private final double[] leverages;
    private final double[][] influences;

    /**
     * @param design which coalitions there are
     * @param rows of each pair the features, the first n of which are the players'
     * @param values of each further feature the Shapley values: a row for each player
     * @param penalty of the further features, in parts of their mean square; infinity if there are none
     */
    RegressionFit(PairedDesign design, double[][] rows, double[][] values, double penalty) {
        this.design = design;
        this.rows = rows;
        this.players = values.length;
        this.rowWeights = new double[rows.length];
        for (int s = 0; s < design.strata(); s++) {
            for (int i = design.start(s); i < design.start(s + 1); i++) {
                rowWeights[i] = design.weight(s);
            }
        }
        int p = rows.length == 0 ? players : rows[0].length;
        double[][] gram = new double[p][p];
        for (int i = 0; i < rows.length; i++) {
            double[] x = rows[i];
            for (int a = 0; a < p; a++) {
                double wx = rowWeights[i] * x[a];
                double[] into = gram[a];
                for (int b = 0; b <= a; b++) {
                    into[b] += wx * x[b];
                }
            }
        }
        // The players' columns add up to nothing: their common direction is fixed at 0.
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
        for (int a = players; a < p; a++) {
            gram[a][a] *= 1 + penalty;
        }
        this.system = new Cholesky(gram);
        this.leverages = new double[rows.length];
        this.influences = influences(values, p);
    }

    /** By how much each player's value rises with a pair's target. */
    private double[][] influences(double[][] values, int p) {
        double[][] outcomes = new double[players][p];
        for (int player = 0; player < players; player++) {
            double[] outcome = outcomes[player];
            outcome[player] = 1;
            System.arraycopy(values[player], 0, outcome, players, p - players);
            system.solve(outcome);
        }
        double[][] influences = new double[players][rows.length];
        double[] forward = new double[p];
        for (int i = 0; i < rows.length; i++) {
            double[] x = rows[i];
            System.arraycopy(x, 0, forward, 0, p);
            system.forward(forward);
            double square = 0;
            for (double f : forward) {
                square += f * f;
            }
            leverages[i] = Math.min(rowWeights[i] * square, 1 - 1e-6);
            for (int player = 0; player < players; player++) {
                double sum = 0;
                double[] outcome = outcomes[player];
                for (int a = 0; a < p; a++) {
                    sum += outcome[a] * x[a];
                }
                influences[player][i] = rowWeights[i] * sum;
            }
        }
        return influences;
    }

    /**
     * @param targets of each pair, what is left of the odd part when everybody gets the same
     * @return of each player, what is to be added to that
     */
    double[] values(double[] targets) {
        double[] values = new double[players];
        for (int player = 0; player < players; player++) {
            double sum = 0;
            for (int i = 0; i < targets.length; i++) {
                sum += influences[player][i] * targets[i];
            }
            values[player] = sum;
        }
        return values;
    }

    /**
     * Standard errors of the values: of each size's part by itself, from what a pair's target is off when the regression is made without it (HC3: MacKinnon, White 1985), with the share of the pairs
     * that were not asked (finite population correction).
     *
     * @param targets as for {@link #values}
     * @return of each player
     */
    double[] standardErrors(double[] targets) {
        double[] off = residuals(targets);
        double[] errors = new double[players];
        for (int player = 0; player < players; player++) {
            double variance = 0;
            for (int s = 0; s < design.strata(); s++) {
                variance += design.missing(s) * spread(influences[player], off, design.start(s), design.start(s + 1));
            }
            errors[player] = Math.sqrt(variance);
        }
        return errors;
    }

    private static double spread(double[] influence, double[] off, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double part = influence[i] * off[i];
            sum += part * part;
        }
        return sum;
    }

    private double[] residuals(double[] targets) {
        int p = rows[0].length;
        double[] beta = new double[p];
        for (int i = 0; i < rows.length; i++) {
            double wy = rowWeights[i] * targets[i];
            for (int a = 0; a < p; a++) {
                beta[a] += wy * rows[i][a];
            }
        }
        system.solve(beta);
        double[] off = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double fitted = 0;
            for (int a = 0; a < p; a++) {
                fitted += beta[a] * rows[i][a];
            }
            off[i] = (targets[i] - fitted) / (1 - leverages[i]);
        }
        return off;
    }
}
