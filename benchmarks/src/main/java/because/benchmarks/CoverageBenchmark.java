package because.benchmarks;

import because.core.Budget;
import because.core.Game;
import because.explain.Explainers;
import because.explain.shapley.ExactShapley;
import because.explain.shapley.GameSolver;
import because.explain.shapley.Solution;
import because.explain.shapley.StudentT;
import because.testkit.TableGame;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/**
 * How often the 95 % t-intervals of the methods that sample hold the exact value. Each game is drawn anew and one of its players is looked at, so the games are
 * independent and the share has a binomial interval.
 *
 * <p>Arguments, all optional: games in each family (2000), calls a player (16; 40 are 20 pairs of orders), seed (1), methods with commas between them.
 */
public final class CoverageBenchmark {
    private static final double CONFIDENCE = 0.95;
    private static final List<String> METHODS =
            List.of("shapley-permutation", "shapley-kernel", "shapley-leverage", "shapley-regression");

    private CoverageBenchmark() {}

    /**
     * Prints a line for each method and family of games, and one for all together.
     *
     * @param args how many games in each family, how many calls a player, the seed, methods
     */
    public static void main(String[] args) {
        int games = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        int factor = args.length > 1 ? Integer.parseInt(args[1]) : 16;
        long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
        String methods = args.length > 3 ? args[3] : String.join(",", METHODS);
        for (String method : methods.split(",", -1)) {
            System.out.printf(
                    Locale.ROOT,
                    "coverage of the %.0f %% t-intervals of %s, %d calls a player, one player of each game%n",
                    100 * CONFIDENCE,
                    method,
                    factor);
            GameSolver solver = (GameSolver) Explainers.named(method);
            int covered = 0;
            Map<String, LongFunction<Game>> families = families();
            for (Map.Entry<String, LongFunction<Game>> family : families.entrySet()) {
                int inFamily = covered(solver, family.getValue(), games, factor, seed);
                print(family.getKey(), inFamily, games);
                covered += inFamily;
            }
            print("all", covered, games * families.size());
        }
    }

    private static int covered(GameSolver solver, LongFunction<Game> family, int games, int factor, long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        int covered = 0;
        for (int i = 0; i < games; i++) {
            Game game = family.apply(seeds.nextLong());
            Solution exact = ExactShapley.of(game);
            Solution estimate = solver.solve(game, Budget.calls((long) factor * game.players() + 2), seeds.nextLong());
            double t = StudentT.twoSided(CONFIDENCE, estimate.degrees());
            int player = seeds.nextInt(game.players());
            double off = Math.abs(estimate.value(player, 0) - exact.value(player, 0));
            covered += off <= t * estimate.standardError(player, 0) + 1e-12 ? 1 : 0;
        }
        return covered;
    }

    private static Map<String, LongFunction<Game>> families() {
        Map<String, LongFunction<Game>> families = new LinkedHashMap<>();
        families.put("table: every coalition drawn for itself, 10 players", seed -> TableGame.random(10, seed));
        families.put("terms of one to four players, 12 players", CoverageBenchmark::terms);
        families.put("two layers of tanh, 12 players", CoverageBenchmark::layers);
        families.put("softmax attention, 12 players", CoverageBenchmark::attention);
        families.put("attention that fades with age, 12 players", CoverageBenchmark::recency);
        return families;
    }

    private static Game terms(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] players = new int[80];
        double[] weights = new double[80];
        for (int term = 0; term < players.length; term++) {
            int size = 1 + random.nextInt(4);
            while (Integer.bitCount(players[term]) < size) {
                players[term] |= 1 << random.nextInt(12);
            }
            weights[term] = random.nextGaussian();
        }
        return TableGame.of(12, present -> {
            double sum = 0;
            for (int term = 0; term < players.length; term++) {
                sum += (players[term] & ~present) == 0 ? weights[term] : 0;
            }
            return sum;
        });
    }

    private static Game layers(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] in = gaussians(8, 12, random);
        double[] out = gaussians(1, 8, random)[0];
        return TableGame.of(12, present -> {
            double sum = 0;
            for (int unit = 0; unit < in.length; unit++) {
                double activation = 0;
                for (int player = 0; player < 12; player++) {
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
        double[][] keysAndValues = gaussians(2, 12, random);
        return TableGame.of(12, present -> {
            double weights = 1;
            double sum = 0;
            for (int player = 0; player < 12; player++) {
                double weight = (present >> player & 1) * Math.exp(keysAndValues[0][player] - fading * (11 - player));
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
