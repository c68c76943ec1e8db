package because.explain.shapley;

import java.util.Arrays;

/**
 * A weighted ridge regression of the odd part of a game on the players and on further features, and what it says of Shapley values. The features' rows are those of a
 * {@link PairedDesign}; only the further features are shrunk, so what is left over never points to a player: the values stay those of the regression on all coalitions, which are the
 * Shapley values, however the further features are chosen.
 */
final class RegressionFit {
    /** What was fitted before has not moved all of a target. */
    private static final double MOST_MOVED = 0.98;

    private final PairedDesign design;
    private final Rows rows;
    private final Cholesky system;
    private final int players;
    private final double[] leverages;
    private final double[][] influences;

    /** The features of a design's pairs, and the sums of their products: the same for every penalty. Kept by columns, for loops over all pairs at once. */
    static final class Rows {
        private final double[][] columns;
        private final double[] weights;
        private final double[][] gram;

        /**
         * @param design which coalitions there are
         * @param rows of each pair the features, the first of which are the players'
         * @param features how many there are
         */
        Rows(PairedDesign design, double[][] rows, int features) {
            weights = new double[rows.length];
            for (int s = 0; s < design.strata(); s++) {
                Arrays.fill(weights, design.start(s), design.start(s + 1), design.weight(s));
            }
            columns = new double[features][rows.length];
            for (int i = 0; i < rows.length; i++) {
                for (int a = 0; a < features; a++) {
                    columns[a][i] = rows[i][a];
                }
            }
            gram = Sums.products(columns, weights);
        }

        int pairs() {
            return weights.length;
        }

        int features() {
            return columns.length;
        }
    }

    /**
     * @param design which coalitions there are
     * @param rows their features, the first n of which are the players'
     * @param values of each further feature the Shapley values: a row for each player
     * @param penalty of the further features, in parts of their mean square
     */
    RegressionFit(PairedDesign design, Rows rows, double[][] values, double penalty) {
        this.design = design;
        this.rows = rows;
        this.players = values.length;
        int p = rows.features();
        double[][] gram = new double[p][];
        double mean = 0;
        for (int a = 0; a < p; a++) {
            gram[a] = rows.gram[a].clone();
            mean += a < players ? gram[a][a] / players : 0;
        }
        // The players' columns add up to nothing: their common direction is fixed at 0.
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
        this.leverages = leverages();
        this.influences = influences(values);
    }

    /** w xᵀ A⁻¹ x of each pair: how much its own target moves its fit. */
    private double[] leverages() {
        double[] leverages = new double[rows.pairs()];
        for (double[] part : system.forward(rows.columns)) {
            for (int i = 0; i < leverages.length; i++) {
                leverages[i] += part[i] * part[i];
            }
        }
        for (int i = 0; i < leverages.length; i++) {
            leverages[i] = Math.min(rows.weights[i] * leverages[i], 1 - 1e-6);
        }
        return leverages;
    }

    /** By how much each player's value rises with a pair's target. */
    private double[][] influences(double[][] values) {
        double[][] influences = new double[players][rows.pairs()];
        double[][] wanted = new double[rows.features()][players];
        for (int player = 0; player < players; player++) {
            wanted[player][player] = 1;
            for (int feature = players; feature < wanted.length; feature++) {
                wanted[feature][player] = values[player][feature - players];
            }
        }
        double[][] solved = system.solve(wanted);
        double[][] outcomes = new double[players][wanted.length];
        for (int player = 0; player < players; player++) {
            for (int feature = 0; feature < wanted.length; feature++) {
                outcomes[player][feature] = solved[feature][player];
            }
        }
        for (int from = 0; from < rows.pairs(); from += Sums.TILE) {
            int to = Math.min(rows.pairs(), from + Sums.TILE);
            for (int player = 0; player < players; player++) {
                double[] influence = influences[player];
                Sums.add(outcomes[player], rows.features(), rows.columns, influence, from, to);
                for (int i = from; i < to; i++) {
                    influence[i] *= rows.weights[i];
                }
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
     * @param moved of each pair, by how much its own answer has moved what was taken off the targets before, in parts of it; empty if nothing was
     * @return of each player
     */
    double[] standardErrors(double[] targets, double... moved) {
        return spreads(residuals(targets, moved));
    }

    /**
     * @param off what each pair's target is off, when all is made without it
     * @return the standard error of each player
     */
    double[] spreads(double[] off) {
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

    private double[] residuals(double[] targets, double... moved) {
        double[] weighted = targets.clone();
        for (int i = 0; i < weighted.length; i++) {
            weighted[i] *= rows.weights[i];
        }
        double[] beta = new double[rows.features()];
        for (int a = 0; a < beta.length; a++) {
            beta[a] = Sums.product(weighted, rows.columns[a]);
        }
        system.solve(beta);
        double[] off = targets.clone();
        Sums.add(Sums.negative(beta), beta.length, rows.columns, off);
        for (int i = 0; i < off.length; i++) {
            off[i] /= 1 - (moved.length == 0 ? leverages[i] : Math.min(leverages[i] + moved[i], MOST_MOVED));
        }
        return off;
    }
}
