package because.explain.learned;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Budget;
import because.core.Coalitions;
import because.core.Game;
import because.explain.shapley.AutoShapley;
import because.explain.shapley.ExactShapley;
import because.explain.shapley.GameSolver;
import because.explain.shapley.PermutationShapley;
import because.explain.shapley.PooledGame;
import because.explain.shapley.PooledGameTest;
import because.explain.shapley.Solution;
import because.explain.shapley.StudentT;
import because.testkit.TableGame;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whether the intervals of {@link LearnedExplainer#checked} hold the exact values as often as they say, with learned games that are right, half right and all wrong. */
class LearnedCoverageTest {
    private static final int PLAYERS = 11;
    private static final int GAMES = 1500;

    /** A game that is to be explained, and one that was learned of it. */
    private record Pair(Game game, PooledGame learned) {}

    @Test
    void intervals_of_sampled_orders_hold_the_value_in_95_of_100_games() {
        // 20 pairs of orders
        assertThat(covered(new PermutationShapley(), PermutationShapley.calls(PLAYERS, 20)))
                .isBetween(0.93, 0.97);
    }

    @Test
    void intervals_of_the_regression_hold_the_value_in_95_of_100_games() {
        assertThat(covered(new AutoShapley(), 16 * PLAYERS + 2)).isBetween(0.93, 0.975);
    }

    private static double covered(GameSolver solver, long calls) {
        SplittableRandom random = new SplittableRandom(5);
        int covered = 0;
        for (int i = 0; i < GAMES; i++) {
            Pair pair = pair(i, random.nextLong());
            Solution exact = new ExactShapley().solve(pair.game, Budget.calls(1 << PLAYERS), 1);
            Solution found =
                    LearnedExplainer.check(solver, pair.game, pair.learned, Budget.calls(calls), random.nextLong());
            int player = random.nextInt(PLAYERS);
            double t = StudentT.twoSided(0.95, found.degrees());
            double off = Math.abs(found.value(player, 0) - exact.value(player, 0));
            covered += off <= t * found.standardError(player, 0) + 1e-9 ? 1 : 0;
        }
        return covered / (double) GAMES;
    }

    private static Pair pair(int number, long seed) {
        PooledGame pooled = PooledGameTest.random(PLAYERS, 1, 2, 0.2, 5, seed);
        PooledGame other = PooledGameTest.random(PLAYERS, 1, 2, 0.2, 5, seed + 1);
        Game noise = TableGame.random(PLAYERS, seed);
        return new Pair(sum(pooled, noise, 0.3), number % 3 == 0 ? other : pooled);
    }

    private static Game sum(Game one, Game other, double factor) {
        return new Game() {
            @Override
            public int players() {
                return one.players();
            }

            @Override
            public int columns() {
                return 1;
            }

            @Override
            public void values(Coalitions coalitions, double[][] out) {
                double[][] more = new double[coalitions.size()][1];
                one.values(coalitions, out);
                other.values(coalitions, more);
                for (int row = 0; row < out.length; row++) {
                    out[row][0] += factor * more[row][0];
                }
            }
        };
    }
}
