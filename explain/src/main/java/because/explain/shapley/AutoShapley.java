package because.explain.shapley;

import because.core.Budget;
import because.core.Game;

/**
 * Shapley values, exact where that is affordable (at most {@value ExactShapley#MOST_PLAYERS} players and 2ⁿ calls within the budget) and otherwise by the
 * estimator that was measured to have the smallest error at the same number of calls, {@link ShapleyRegression#enriched} (benchmark ErrorPerCall); with more than {@value #MOST_REGRESSED} players the algebra of a regression would take
 * longer than the calls, so it is {@link PermutationShapley}. The header names the method that was used.
 */
public final class AutoShapley implements GameSolver {
    /** The method's name. */
    public static final String METHOD = "auto";

    /** Beyond so many players, a regression is not worth its own time. */
    static final int MOST_REGRESSED = 150;

    private final ExactShapley exact = new ExactShapley();
    private final ShapleyRegression regression = ShapleyRegression.enriched();
    private final PermutationShapley permutation = new PermutationShapley();

    @Override
    public String method() {
        return METHOD;
    }

    /**
     * @param players how many players
     * @param budget what may be evaluated
     * @return whether the values are exact, rather than sampled
     */
    public static boolean exact(int players, Budget budget) {
        return players <= ExactShapley.MOST_PLAYERS && 1L << players <= budget.calls();
    }

    @Override
    public Solution solve(Game game, Budget budget, long seed) {
        boolean affordable = exact(game.players(), budget);
        GameSolver sampling = game.players() <= MOST_REGRESSED ? regression : permutation;
        return (affordable ? exact : sampling).solve(game, budget, seed);
    }
}
