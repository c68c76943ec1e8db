package because.explain.shapley;

/**
 * What some linear estimate makes of pairs of a coalition and its complement: Shapley values that are sums over the pairs' targets, and standard errors from what a target is off when the estimate is made
 * without it.
 */
abstract class PairedFit {
    /** What was fitted before has not moved all of a target. */
    static final double MOST_MOVED = 0.98;

    private final PairedDesign design;
    private final double[][] influences;

    /**
     * @param design which coalitions there are
     * @param influences by how much each player's value rises with a pair's target: a row for each player
     */
    PairedFit(PairedDesign design, double[][] influences) {
        this.design = design;
        this.influences = influences;
    }

    /**
     * @param targets of each pair, what is left of the odd part when everybody gets the same
     * @return of each player, what is to be added to that
     */
    final double[] values(double[] targets) {
        double[] values = new double[influences.length];
        for (int player = 0; player < values.length; player++) {
            values[player] = Sums.product(influences[player], targets);
        }
        return values;
    }

    /**
     * Standard errors of the values: of each size's part by itself, from what a pair's target is off when the estimate is made without it (HC3: MacKinnon, White 1985), with the share of the pairs
     * that were not asked (finite population correction).
     *
     * @param targets as for {@link #values}
     * @param moved of each pair, by how much its own answer has moved what was taken off the targets before, in parts of it; empty if nothing was
     * @return of each player
     */
    final double[] standardErrors(double[] targets, double... moved) {
        return spreads(residuals(targets, moved));
    }

    /**
     * @param off what each pair's target is off, when all is made without it
     * @return the standard error of each player
     */
    final double[] spreads(double[] off) {
        double[] errors = new double[influences.length];
        for (int player = 0; player < errors.length; player++) {
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

    /** Of each pair, what its target is off when the estimate is made without it. */
    abstract double[] residuals(double[] targets, double... moved);

    /** What a residual has to be divided by: 1 less what its own target moved it. */
    static double unmoved(double leverage, double[] moved, int pair) {
        return 1 - (moved.length == 0 ? leverage : Math.min(leverage + moved[pair], MOST_MOVED));
    }
}
