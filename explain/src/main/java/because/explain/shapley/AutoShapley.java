package because.explain.shapley;

import because.core.Budget;
import because.core.Game;

/**
 * Shapley values, exact where that is affordable (at most {@value ExactShapley#MOST_PLAYERS} players and 2ⁿ calls within the budget) and otherwise by the
 * estimator that was measured to have the smallest error at the same number of calls, {@link ShapleyRegression#enriched} (benchmark ErrorPerCall). The header names the method that was used.
 */
public final class AutoShapley implements GameSolver {
    /** The method's name. */
    public static final String METHOD = "auto";

    private final ExactShapley exact = new ExactShapley();
    private final ShapleyRegression regression = ShapleyRegression.enriched();

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public Solution solve(Game game, Budget budget, long seed) {
        boolean affordable = game.players() <= ExactShapley.MOST_PLAYERS && 1L << game.players() <= budget.calls();
        return (affordable ? exact : regression).solve(game, budget, seed);
    }
}
