package because.explain.shapley;

import because.core.BadInput;
import because.core.Budget;
import because.core.Coalitions;
import because.core.Game;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Shapley values from random orders in which the players join, each order together with its reverse. A player's value is the mean over the pairs of what it
 * adds on joining, so φ̂ is unbiased, always complete, and exact for games whose terms join at most two players. The pairs are independent: the standard
 * error of a value is the standard deviation of its pair means (with pairs − 1 below) divided by √pairs; see Castro, Gómez and Tejada 2009 for the orders,
 * Mitchell, Cooper, Frank and Holmes 2022 for the reverses.
 *
 * <p>A pair costs 2 (n − 1) calls, and 2 calls for nobody and everybody are shared by all pairs.
 */
public final class PermutationShapley implements GameSolver {
    /** The method's name. */
    public static final String METHOD = "shapley-permutation";

    /** Fewer pairs have no standard error. */
    public static final int FEWEST_PAIRS = 2;

    @Override
    public String method() {
        return METHOD;
    }

    /** Draws as many pairs as the budget allows; games of one player or none are exact after the first. */
    @Override
    public Solution solve(Game game, Budget budget, long seed) {
        if (budget.calls() < calls(game.players(), FEWEST_PAIRS)) {
            throw Solution.tooSmall(budget, calls(game.players(), FEWEST_PAIRS), METHOD, game.players());
        }
        long perPair = calls(game.players(), 1) - 2;
        long pairs = perPair == 0 ? FEWEST_PAIRS : (budget.calls() - 2) / perPair;
        return of(game, Math.toIntExact(Math.min(pairs, Integer.MAX_VALUE)), seed);
    }

    /**
     * What an estimate costs.
     *
     * @param players how many players, 0 or more
     * @param pairs how many pairs of orders
     * @return how many coalitions are evaluated, at most
     */
    public static long calls(int players, int pairs) {
        return 2 + 2L * Math.max(0, players - 1) * pairs;
    }

    /**
     * Solves a game from a given number of pairs of orders. More pairs with the same seed begin with the same pairs.
     *
     * @param game the game
     * @param pairs how many, 1 or more; from a single pair the standard errors are NaN
     * @param seed of the orders
     * @return the estimated Shapley values
     * @throws BadInput if there are no pairs
     */
    public static Solution of(Game game, int pairs, long seed) {
        return of(game, pairs, seed, Oracle.BATCH);
    }

    static Solution of(Game game, int pairs, long seed, int batch) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = identity(game.players());
        return of(
                game,
                pairs,
                () -> {
                    shuffle(order, random);
                    return order.clone();
                },
                METHOD,
                List.of(),
                batch);
    }

    /** The same from orders that somebody else draws; after the players come groups of them, of which each gets what its players get. */
    static Solution of(Game game, int pairs, Supplier<int[]> drawn, String method, List<int[]> groups) {
        return of(game, pairs, drawn, method, groups, Oracle.BATCH);
    }

    private static Solution of(
            Game game, int pairs, Supplier<int[]> drawn, String method, List<int[]> groups, int batch) {
        if (pairs < 1) {
            throw BadInput.of("pairs", pairs, "1 or more", "");
        }
        int n = game.players();
        Oracle oracle = new Oracle(game);
        double[][] ends = oracle.ends();
        PairMeans means = new PairMeans(n + groups.size(), game.columns());
        int atOnce = Math.max(1, batch / Math.max(1, 2 * (n - 1)));
        for (int done = 0; done < pairs; done += atOnce) {
            int[][] orders = new int[Math.min(atOnce, pairs - done)][];
            Coalitions walks = new Coalitions(n);
            for (int i = 0; i < orders.length; i++) {
                orders[i] = drawn.get();
                addPrefixes(walks, orders[i], false);
                addPrefixes(walks, orders[i], true);
            }
            double[][] values = oracle.ask(walks);
            int steps = Math.max(0, n - 1);
            for (int i = 0; i < orders.length; i++) {
                double[][] forward = marginals(orders[i], values, 2 * i * steps, ends);
                double[][] backward = marginals(reverse(orders[i]), values, (2 * i + 1) * steps, ends);
                means.add(summed(forward, groups), summed(backward, groups));
            }
        }
        return new Solution(
                method,
                Map.of("pairs", Integer.toString(pairs)),
                ends[0],
                ends[1],
                means.values(),
                means.standardErrors(),
                oracle.calls());
    }

    /** Below the rows of the players a row for each group, the sum of its players'. */
    private static double[][] summed(double[][] rows, List<int[]> groups) {
        double[][] summed = Arrays.copyOf(rows, rows.length + groups.size());
        for (int g = 0; g < groups.size(); g++) {
            double[] sum = new double[rows[0].length];
            for (int player : groups.get(g)) {
                for (int column = 0; column < sum.length; column++) {
                    sum[column] += rows[player][column];
                }
            }
            summed[rows.length + g] = sum;
        }
        return summed;
    }

    /**
     * What each player adds when the players join in one order.
     *
     * @param game the game
     * @param order each player once, in the order of joining
     * @return a row for each player, a column for each column of the game
     */
    public static double[][] marginals(Game game, int... order) {
        Oracle oracle = new Oracle(game);
        double[][] ends = oracle.ends();
        Coalitions walk = new Coalitions(game.players());
        addPrefixes(walk, order, false);
        return marginals(order, oracle.ask(walk), 0, ends);
    }

    /** The coalitions on the way from nobody to everybody, both left out; on the way back they are the complements. */
    private static void addPrefixes(Coalitions walks, int[] order, boolean back) {
        BitSet present = new BitSet(order.length);
        for (int step = 0; step < order.length - 1; step++) {
            present.set(order[back ? order.length - 1 - step : step]);
            walks.add(present);
        }
    }

    private static double[][] marginals(int[] order, double[][] values, int from, double[][] ends) {
        double[][] marginals = new double[order.length][];
        double[] before = ends[0];
        for (int step = 0; step < order.length; step++) {
            double[] after = step == order.length - 1 ? ends[1] : values[from + step];
            double[] added = new double[after.length];
            for (int column = 0; column < added.length; column++) {
                added[column] = after[column] - before[column];
            }
            marginals[order[step]] = added;
            before = after;
        }
        return marginals;
    }

    private static int[] identity(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        return order;
    }

    private static int[] reverse(int[] order) {
        int[] reverse = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            reverse[i] = order[order.length - 1 - i];
        }
        return reverse;
    }

    static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    /** Means and spreads of the pair means, updated pair by pair (Welford 1962). */
    private static final class PairMeans {
        private final double[][] mean;
        private final double[][] squares;
        private int pairs;

        PairMeans(int players, int columns) {
            mean = new double[players][columns];
            squares = new double[players][columns];
        }

        void add(double[][] forward, double[][] backward) {
            pairs++;
            for (int player = 0; player < mean.length; player++) {
                for (int column = 0; column < mean[player].length; column++) {
                    double pair = (forward[player][column] + backward[player][column]) / 2;
                    double off = pair - mean[player][column];
                    mean[player][column] += off / pairs;
                    squares[player][column] += off * (pair - mean[player][column]);
                }
            }
        }

        double[][] values() {
            return mean;
        }

        double[][] standardErrors() {
            double[][] errors = new double[mean.length][];
            for (int player = 0; player < mean.length; player++) {
                errors[player] = new double[mean[player].length];
                for (int column = 0; column < errors[player].length; column++) {
                    errors[player][column] =
                            pairs < 2 ? Double.NaN : Math.sqrt(squares[player][column] / (pairs - 1) / pairs);
                }
            }
            return errors;
        }
    }
}
