package because.benchmarks;

import because.core.Budget;
import because.core.Game;
import because.explain.Explainers;
import because.explain.shapley.ExactShapley;
import because.explain.shapley.GameSolver;
import because.explain.shapley.InteractionExplainer;
import because.explain.shapley.InteractionIndex;
import because.explain.shapley.OwenExplainer;
import because.explain.shapley.PermutationShapley;
import because.explain.shapley.Solution;
import because.explain.shapley.StudentT;
import because.testkit.TableGame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * How often the 95 % t-intervals of the methods that sample hold the exact value. Each game is drawn anew and one of its players, groups or pairs is looked at, so the games
 * are independent and the share has a binomial interval.
 *
 * <p>Arguments, all optional: games in each family (2000), calls a player (16; orders get 20 pairs and interactions ten blocks if that is more), seed (1), methods with commas between
 * them.
 */
public final class CoverageBenchmark {
    private static final double CONFIDENCE = 0.95;
    private static final int PLAYERS = 12;

    /** Independent draws from which an interval is asked to hold what it says: pairs of orders, and blocks of orders. */
    private static final int PAIRS = 20;

    private static final int BLOCKS = 10;

    private static final List<int[]> GROUPS =
            List.of(new int[] {0, 1, 2, 3}, new int[] {4, 5, 6}, new int[] {7, 8}, new int[] {9, 10}, new int[] {11});

    private CoverageBenchmark() {}

    /**
     * A method that samples.
     *
     * @param name its name, and after a blank whose values are looked at
     * @param solver what it makes of a game
     * @param exact what infinitely many draws would make of it
     * @param first the first of the values looked at
     * @param count how many they are
     * @param calls the fewest calls that it gets
     */
    private record Sampled(
            String name, GameSolution solver, Function<Game, Solution> exact, int first, int count, long calls) {
        /** A method that is exact where it may ask all coalitions. */
        static Sampled of(String name, GameSolution solver, int first, int count, long calls) {
            return new Sampled(
                    name,
                    solver,
                    game -> solver.solve(game, Budget.calls(1L << game.players()), 0),
                    first,
                    count,
                    calls);
        }
    }

    /** Solves a game within a budget. */
    private interface GameSolution {
        Solution solve(Game game, Budget budget, long seed);
    }

    /**
     * Prints a line for each method and family of games, and one for all together.
     *
     * @param args how many games in each family, how many calls a player, the seed, methods
     */
    public static void main(String[] args) {
        int games = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        int factor = args.length > 1 ? Integer.parseInt(args[1]) : 16;
        long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
        List<String> chosen = args.length > 3 ? List.of(args[3].split(",", -1)) : List.of();
        for (Sampled method : methods()) {
            String name = method.name.replaceFirst(" .*", "");
            if (!chosen.isEmpty() && !chosen.contains(name)) {
                continue;
            }
            long calls = Math.max(method.calls, (long) factor * PLAYERS + 2);
            System.out.printf(
                    Locale.ROOT,
                    "coverage of the %.0f %% t-intervals of %s, %d calls, one of each game%n",
                    100 * CONFIDENCE,
                    method.name,
                    calls);
            int covered = 0;
            Map<String, LongFunction<Game>> families = families();
            for (Map.Entry<String, LongFunction<Game>> family : families.entrySet()) {
                int inFamily = covered(method, family.getValue(), games, calls, seed);
                print(family.getKey(), inFamily, games);
                covered += inFamily;
            }
            print("all", covered, games * families.size());
        }
    }

    private static List<Sampled> methods() {
        List<Sampled> methods = new ArrayList<>();
        long orders = PermutationShapley.calls(PLAYERS, PAIRS);
        for (String name : List.of("shapley-permutation", "shapley-kernel", "shapley-leverage", "shapley-regression")) {
            GameSolver solver = (GameSolver) Explainers.named(name);
            methods.add(new Sampled(
                    name,
                    solver::solve,
                    ExactShapley::of,
                    0,
                    PLAYERS,
                    name.equals(PermutationShapley.METHOD) ? orders : 0));
        }
        GameSolution owen = (game, budget, seed) -> OwenExplainer.solve(game, GROUPS, budget, seed);
        methods.add(Sampled.of("owen (players)", owen, 0, PLAYERS, orders));
        methods.add(Sampled.of("owen (groups)", owen, PLAYERS, GROUPS.size(), orders));
        int pairs = PLAYERS * (PLAYERS - 1) / 2;
        long enough = 2L * PLAYERS * PLAYERS * BLOCKS + PLAYERS + 2;
        // k-SII is off by as much as SII: it has the same pairs, and of a player's pairs a block has the exact sum.
        for (InteractionIndex index : List.of(InteractionIndex.SII, InteractionIndex.STII, InteractionIndex.FSII)) {
            InteractionExplainer solver = new InteractionExplainer(index);
            methods.add(Sampled.of(solver.method() + " (pairs)", solver::solve, PLAYERS, pairs, enough));
            if (index != InteractionIndex.STII) { // its players are exact
                methods.add(Sampled.of(solver.method() + " (players)", solver::solve, 0, PLAYERS, enough));
            }
        }
        for (String name : List.of("lime", "lime-lasso", "lime-forward")) {
            methods.add(Sampled.of(name, ((GameSolver) Explainers.named(name))::solve, 0, PLAYERS, 0));
        }
        return methods;
    }

    private static int covered(Sampled method, LongFunction<Game> family, int games, long calls, long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        int covered = 0;
        for (int i = 0; i < games; i++) {
            Game game = family.apply(seeds.nextLong());
            Solution exact = method.exact.apply(game);
            Solution estimate = method.solver.solve(game, Budget.calls(calls), seeds.nextLong());
            double t = StudentT.twoSided(CONFIDENCE, estimate.degrees());
            int which = method.first + seeds.nextInt(method.count);
            double off = Math.abs(estimate.value(which, 0) - exact.value(which, 0));
            covered += off <= t * estimate.standardError(which, 0) + 1e-12 ? 1 : 0;
        }
        return covered;
    }

    private static Map<String, LongFunction<Game>> families() {
        Map<String, LongFunction<Game>> families = new LinkedHashMap<>();
        families.put("table: every coalition drawn for itself", seed -> TableGame.random(PLAYERS, seed));
        families.put("terms of one to four players", CoverageBenchmark::terms);
        families.put("two layers of tanh", CoverageBenchmark::layers);
        families.put("softmax attention", CoverageBenchmark::attention);
        families.put("attention that fades with age", CoverageBenchmark::recency);
        families.put("a history whose last event asks", seed -> TableGame.history(PLAYERS, seed));
        return families;
    }

    private static Game terms(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] players = new int[80];
        double[] weights = new double[80];
        for (int term = 0; term < players.length; term++) {
            int size = 1 + random.nextInt(4);
            while (Integer.bitCount(players[term]) < size) {
                players[term] |= 1 << random.nextInt(PLAYERS);
            }
            weights[term] = random.nextGaussian();
        }
        return TableGame.of(PLAYERS, present -> {
            double sum = 0;
            for (int term = 0; term < players.length; term++) {
                sum += (players[term] & ~present) == 0 ? weights[term] : 0;
            }
            return sum;
        });
    }

    private static Game layers(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] in = gaussians(8, PLAYERS, random);
        double[] out = gaussians(1, 8, random)[0];
        return TableGame.of(PLAYERS, present -> {
            double sum = 0;
            for (int unit = 0; unit < in.length; unit++) {
                double activation = 0;
                for (int player = 0; player < PLAYERS; player++) {
                    activation += (present >> player & 1) * in[unit][player];
                }
                sum += out[unit] * Math.tanh(activation);
            }
            return sum;
        });
    }

    private static Game attention(long seed) {
        return attention(seed, 0);
    }

    private static Game recency(long seed) {
        return attention(seed, 0.5);
    }

    /** What is seen is the mean of the present players' values, weighed by the exponential of their keys. */
    private static Game attention(long seed, double fading) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] keysAndValues = gaussians(2, PLAYERS, random);
        return TableGame.of(PLAYERS, present -> {
            double weights = 1;
            double sum = 0;
            for (int player = 0; player < PLAYERS; player++) {
                double weight =
                        (present >> player & 1) * Math.exp(keysAndValues[0][player] - fading * (PLAYERS - 1 - player));
                weights += weight;
                sum += weight * keysAndValues[1][player];
            }
            return sum / weights;
        });
    }

    private static double[][] gaussians(int rows, int columns, SplittableRandom random) {
        double[][] numbers = new double[rows][columns];
        for (double[] row : numbers) {
            for (int column = 0; column < columns; column++) {
                row[column] = random.nextGaussian();
            }
        }
        return numbers;
    }

    /** Prints a share with its Wilson interval. */
    private static void print(String family, int covered, int games) {
        double z = 1.96;
        double share = (double) covered / games;
        double centre = (share + z * z / (2 * games)) / (1 + z * z / games);
        double half = z * Math.sqrt(share * (1 - share) / games + z * z / (4.0 * games * games)) / (1 + z * z / games);
        System.out.printf(
                Locale.ROOT,
                "%-52s %6d games  %.2f %%  (95 %% interval %.2f to %.2f)%n",
                family,
                games,
                100 * share,
                100 * (centre - half),
                100 * (centre + half));
    }
}
