package because.explain.shapley;

import because.core.BadInput;
import because.core.Budget;
import because.core.Coalitions;
import because.core.Game;
import because.explain.shapley.PairedDesign.Sampling;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shapley values as a regression: they are the numbers that, added up over the present players, come nearest to the game when coalitions are weighed by 1 / ((n choose s) s (n − s)) and nobody and everybody
 * are met exactly (Charnes et al. 1988; Lundberg, Lee 2017). Some coalitions, each with its complement, stand for all; then only the odd part of the game matters (Fumagalli et al. 2026). Complete by
 * construction, exact if the budget pays for all coalitions, and in between consistent, not unbiased.
 *
 * <p>{@link #enriched} also expects that players do things together, by threes, fives and more (Gaussian process with a {@link DiffusionKernel}), and that they compete for a share ({@link PoolFit}); where neither makes the
 * standard errors smaller, it is {@link #leverage}.
 */
public final class ShapleyRegression implements GameSolver {
    /** The name of {@link #kernel}. */
    public static final String KERNEL = "shapley-kernel";

    /** The name of {@link #leverage}. */
    public static final String LEVERAGE = "shapley-leverage";

    /** The name of {@link #enriched}. */
    public static final String ENRICHED = "shapley-regression";

    /** The option that says how the pairs were spread over the sizes. */
    static final String SAMPLING = "sampling";

    /** With fewer calls than these a player, a regression says little. */
    private static final int FEWEST_A_PLAYER = 3;

    /** With so many pairs a player and more, short histories, which models read in another way than long ones, are asked about more than others. */
    private static final int ENOUGH_A_PLAYER = 4;

    private final String method;
    private final Sampling sampling;
    private final boolean further;

    private ShapleyRegression(String method, Sampling sampling, boolean further) {
        this.method = method;
        this.sampling = sampling;
        this.further = further;
    }

    /** @return Kernel SHAP with pairs and without replacement */
    public static ShapleyRegression kernel() {
        return new ShapleyRegression(KERNEL, Sampling.KERNEL, false);
    }

    /** @return Leverage SHAP (Musco, Witter 2025) */
    public static ShapleyRegression leverage() {
        return new ShapleyRegression(LEVERAGE, Sampling.LEVERAGE, false);
    }

    /** @return the same with what players do together */
    public static ShapleyRegression enriched() {
        return new ShapleyRegression(ENRICHED, Sampling.LEVERAGE, true);
    }

    @Override
    public String method() {
        return method;
    }

    /**
     * @param players how many players, 0 or more
     * @return the fewest calls with which it answers
     */
    public static long fewest(int players) {
        long few = 2L + (long) FEWEST_A_PLAYER * players;
        return players < 2 ? 2 : players < ExactShapley.MOST_PLAYERS ? Math.min(few, 1L << players) : few;
    }

    /**
     * The weight of a coalition, (n − 1) / ((n choose s) s (n − s)).
     *
     * @param players n, 2 or more
     * @param size s, how many are present, 1 to n − 1
     * @return the kernel's weight
     * @throws BadInput if a number is out of range
     */
    public static double kernelWeight(int players, int size) {
        if (size < 1 || size >= players) {
            throw BadInput.of("a coalition's size", size, "1 to " + (players - 1), "");
        }
        return (players - 1) / (PairedDesign.choose(players, size) * size * (players - size));
    }

    /**
     * The regression on coalitions that somebody else chose, each weighed by the kernel.
     *
     * @param game the game, of 2 players or more
     * @param coalitions neither nobody nor everybody
     * @return the numbers that come nearest; the standard errors are NaN
     * @throws BadInput if the game has fewer players, or a coalition is of nobody or of everybody
     */
    public static Solution of(Game game, List<BitSet> coalitions) {
        int n = game.players();
        Oracle oracle = new Oracle(game);
        double[][] ends = oracle.ends();
        Coalitions asked = new Coalitions(n);
        coalitions.forEach(asked::add);
        double[][] v = oracle.ask(asked);
        double[][] gram = new double[n][n];
        double[][] moments = new double[game.columns()][n];
        double sum = 0;
        for (int row = 0; row < v.length; row++) {
            BitSet present = coalitions.get(row);
            double weight = kernelWeight(n, present.cardinality());
            double share = (double) present.cardinality() / n;
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = (present.get(i) ? 1 : 0) - share;
                sum += weight * x[i] * x[i] / n;
                for (int j = 0; j <= i; j++) {
                    gram[i][j] += weight * x[i] * x[j];
                }
                for (int column = 0; column < moments.length; column++) {
                    double whole = ends[1][column] - ends[0][column];
                    moments[column][i] += weight * x[i] * (v[row][column] - ends[0][column] - whole * share);
                }
            }
        }
        for (int i = 0; i < n; i++) { // the players' columns add up to nothing: their common direction is fixed at 0
            for (int j = 0; j <= i; j++) {
                gram[i][j] += sum;
            }
        }
        Cholesky system = new Cholesky(gram);
        double[][] values = new double[n][game.columns()];
        double[][] unknown = new double[n][game.columns()];
        for (int column = 0; column < moments.length; column++) {
            system.solve(moments[column]);
            for (int i = 0; i < n; i++) {
                values[i][column] = (ends[1][column] - ends[0][column]) / n + moments[column][i];
                unknown[i][column] = Double.NaN;
            }
        }
        return new Solution(KERNEL, Map.of(), ends[0], ends[1], values, unknown, oracle.calls());
    }

    @Override
    public Solution solve(Game game, Budget budget, long seed) {
        int n = game.players();
        if (budget.calls() < fewest(n)) {
            throw Solution.tooSmall(budget, fewest(n), method, n);
        }
        Oracle oracle = new Oracle(game);
        double[][] ends = oracle.ends();
        double[][] values = new double[n][game.columns()];
        double[][] errors = new double[n][game.columns()];
        Map<String, String> options = new TreeMap<>();
        if (n == 1) {
            for (int column = 0; column < game.columns(); column++) {
                values[0][column] = ends[1][column] - ends[0][column];
            }
        }
        if (n > 1) {
            LastPresent order = LastPresent.of(game);
            long pairs = (budget.calls() - 2) / 2;
            boolean histories = further && order.known() && pairs >= ENOUGH_A_PLAYER * (long) n;
            Sampling used = histories ? Sampling.BETWEEN : sampling;
            PairedDesign design = new PairedDesign(n, pairs, used, seed);
            Answers answers = answers(design, oracle, n, game.columns());
            options.put(SAMPLING, used.name().toLowerCase(Locale.ROOT));
            options.put("pairs", Integer.toString(design.pairs()));
            new PairedRegression(design, answers, ends, n, order, further).solve(values, errors, options);
        }
        return new Solution(method, options, ends[0], ends[1], values, errors, oracle.calls());
    }

    /** What was answered about each pair's coalition and about its complement: a row for each column of the game, a number for each pair. */
    static final class Answers {
        private final double[][] own;
        private final double[][] others;

        Answers(double[][] own, double[][] others) {
            this.own = own;
            this.others = others;
        }

        double[][] own() {
            return own;
        }

        double[][] others() {
            return others;
        }
    }

    private static Answers answers(PairedDesign design, Oracle oracle, int n, int columns) {
        double[][] own = new double[columns][design.pairs()];
        double[][] others = new double[columns][design.pairs()];
        int atOnce = Oracle.BATCH / 2;
        for (int start = 0; start < design.pairs(); start += atOnce) {
            int end = Math.min(design.pairs(), start + atOnce);
            Coalitions asked = new Coalitions(n);
            for (int pair = start; pair < end; pair++) {
                BitSet complement = (BitSet) design.coalition(pair).clone();
                complement.flip(0, n);
                asked.add(design.coalition(pair));
                asked.add(complement);
            }
            double[][] v = oracle.ask(asked);
            for (int pair = start; pair < end; pair++) {
                for (int column = 0; column < columns; column++) {
                    own[column][pair] = v[2 * (pair - start)][column];
                    others[column][pair] = v[2 * (pair - start) + 1][column];
                }
            }
        }
        return new Answers(own, others);
    }
}
