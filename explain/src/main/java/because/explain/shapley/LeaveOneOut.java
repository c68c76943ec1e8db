package because.explain.shapley;

import because.core.BadInput;
import because.core.Budget;
import because.core.Coalitions;
import because.core.Game;
import java.util.BitSet;
import java.util.Map;

/**
 * What is lost when one player leaves and all others stay: v(N) − v(N without i). It costs a call for each player. It does not share out the whole
 * difference: what players do together is counted for each of them, or for none, and the completeness gap says how much that is.
 */
public final class LeaveOneOut implements GameSolver {
    /** The method's name. */
    public static final String METHOD = "leave-one-out";

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public Solution solve(Game game, Budget budget, long seed) {
        long needed = game.players() < 2 ? 2 : game.players() + 2L;
        if (budget.calls() < needed) {
            throw Solution.tooSmall(budget, needed, METHOD, game.players());
        }
        return of(game);
    }

    /**
     * Solves a game with as many calls as it takes.
     *
     * @param game the game
     * @return what is lost without each player
     * @throws BadInput if v is not finite
     */
    public static Solution of(Game game) {
        int n = game.players();
        Oracle oracle = new Oracle(game);
        double[][] ends = oracle.ends();
        double[][] values = new double[n][game.columns()];
        for (int start = 0; start < n; start += Oracle.BATCH) {
            int end = Math.min(n, start + Oracle.BATCH);
            // Without its only player a game is at its base, which is known already.
            double[][] without = n == 1 ? new double[][] {ends[0]} : oracle.ask(leavingOut(n, start, end));
            for (int player = start; player < end; player++) {
                for (int column = 0; column < game.columns(); column++) {
                    values[player][column] = ends[1][column] - without[player - start][column];
                }
            }
        }
        return new Solution(METHOD, Map.of(), ends[0], ends[1], values, new double[n][game.columns()], oracle.calls());
    }

    private static Coalitions leavingOut(int players, int from, int to) {
        Coalitions coalitions = new Coalitions(players);
        BitSet present = new BitSet(players);
        present.set(0, players);
        for (int player = from; player < to; player++) {
            present.clear(player);
            coalitions.add(present);
            present.set(player);
        }
        return coalitions;
    }
}
