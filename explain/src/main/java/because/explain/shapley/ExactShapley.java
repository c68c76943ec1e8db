package because.explain.shapley;

import because.core.BadInput;
import because.core.Budget;
import because.core.Coalitions;
import because.core.Game;
import java.util.BitSet;
import java.util.Map;

/**
 * Shapley values by their definition, from all 2ⁿ coalitions:
 * φᵢ = Σ over S without i of |S|! (n − |S| − 1)! / n! · (v(S ∪ i) − v(S)) (Shapley 1953). Exact: standard errors are 0 and the completeness gap is rounding.
 */
public final class ExactShapley implements GameSolver {
    /** The method's name. */
    public static final String METHOD = "shapley-exact";

    /** With more players than these, 2ⁿ is too many. */
    public static final int MOST_PLAYERS = 16;

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public Solution solve(Game game, Budget budget, long seed) {
        refuseTooMany(game.players());
        if (budget.calls() < 1L << game.players()) {
            throw Solution.tooSmall(budget, 1L << game.players(), METHOD, game.players());
        }
        return of(game);
    }

    /**
     * Solves a game with as many calls as it takes.
     *
     * @param game a game of at most {@value #MOST_PLAYERS} players
     * @return the Shapley values
     * @throws BadInput if the game has more players
     */
    public static Solution of(Game game) {
        int n = game.players();
        refuseTooMany(n);
        Oracle oracle = new Oracle(game);
        double[][] worth = worth(game, oracle);
        double[] weights = weights(n);
        double[][] values = new double[n][game.columns()];
        for (int player = 0; player < n; player++) {
            for (int column = 0; column < game.columns(); column++) {
                values[player][column] = value(worth[column], player, weights);
            }
        }
        double[] base = new double[game.columns()];
        double[] score = new double[game.columns()];
        for (int column = 0; column < game.columns(); column++) {
            base[column] = worth[column][0];
            score[column] = worth[column][worth[column].length - 1];
        }
        return new Solution(METHOD, Map.of(), base, score, values, new double[n][game.columns()], oracle.calls());
    }

    static void refuseTooMany(int players) {
        if (players > MOST_PLAYERS) {
            throw BadInput.of(
                    "the number of players",
                    players,
                    "at most " + MOST_PLAYERS + " for " + METHOD,
                    "Maybe use " + PermutationShapley.METHOD + ", or group the events.");
        }
    }

    /** v of every coalition, a row for each column of the game; bit i of the index says whether player i is present. */
    static double[][] worth(Game game, Oracle oracle) {
        int all = 1 << game.players();
        double[][] worth = new double[game.columns()][all];
        for (int start = 0; start < all; start += Oracle.BATCH) {
            int end = Math.min(all, start + Oracle.BATCH);
            Coalitions batch = new Coalitions(game.players());
            for (int mask = start; mask < end; mask++) {
                batch.add(BitSet.valueOf(new long[] {mask}));
            }
            double[][] rows = oracle.ask(batch);
            for (int mask = start; mask < end; mask++) {
                for (int column = 0; column < game.columns(); column++) {
                    worth[column][mask] = rows[mask - start][column];
                }
            }
        }
        return worth;
    }

    /** |S|! (n − |S| − 1)! / n! for each size of S from 0 to n − 1, which is 1 / (n · (n − 1 choose |S|)). */
    static double[] weights(int n) {
        double[] weights = new double[n];
        long choose = 1;
        for (int size = 0; size < n; size++) {
            weights[size] = 1.0 / ((double) n * choose);
            choose = choose * (n - 1 - size) / (size + 1);
        }
        return weights;
    }

    /** Differences are taken before they are weighed, so a player that changes nothing gets exactly 0. */
    private static double value(double[] worth, int player, double[] weights) {
        int bit = 1 << player;
        CompensatedSum sum = new CompensatedSum();
        for (int mask = 0; mask < worth.length; mask++) {
            if ((mask & bit) == 0) {
                sum.add(weights[Integer.bitCount(mask)] * (worth[mask | bit] - worth[mask]));
            }
        }
        return sum.value();
    }
}
