package because.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import because.core.Budget;
import java.util.Random;
import org.junit.jupiter.api.Test;

public class PooledGameTest {
    @Test
    void its_shapley_values_are_those_of_all_coalitions() {
        for (int seed = 0; seed < 100; seed++) {
            PooledGame game = random(1 + seed % 11, 1 + seed % 3, seed % 4, 0.05, 20, seed);
            Solution exact = new ExactShapley().solve(game, Budget.calls(1 << 12), 1);
            same(exact, game, seed);
        }
    }

    private static void same(Solution exact, PooledGame game, int seed) {
        double[][] values = game.shapley();
        for (int column = 0; column < game.columns(); column++) {
            double largest = 0;
            for (int player = 0; player < game.players(); player++) {
                largest = Math.max(largest, Math.abs(exact.value(player, column)));
            }
            for (int player = 0; player < game.players(); player++) {
                assertThat(values[player][column])
                        .as("seed %s, player %s, column %s", seed, player, column)
                        .isCloseTo(exact.value(player, column), within(1e-5 * largest));
            }
        }
    }

    /** Players who are all alike share the whole evenly; with one more who weighs nothing, that one gets what it adds alone. */
    @Test
    void hundreds_of_like_players_share_evenly() {
        for (double weight : new double[] {0.05, 1, 20}) {
            int n = 400;
            double[] alone = new double[n + 1];
            alone[n] = 3;
            double[] weights = new double[n + 1];
            double[] worths = new double[n + 1];
            java.util.Arrays.fill(weights, 0, n, weight);
            java.util.Arrays.fill(worths, 0, n, 2 * weight);
            PooledGame game = new PooledGame(
                    n + 1, new double[][] {alone}, new double[][][] {{weights}}, new double[][][] {{worths}});
            double[][] values = game.shapley();
            double whole = 2 * n * weight / (1 + n * weight);
            assertThat(values[0][0]).isCloseTo(whole / n, within(1e-5 * whole / n));
            assertThat(values[n][0]).isCloseTo(3, within(2e-5));
        }
    }

    public static PooledGame random(int players, int columns, int pools, double least, double most, long seed) {
        Random random = new Random(seed);
        double[][] alone = new double[columns][players];
        double[][][] weights = new double[columns][pools][players];
        double[][][] worths = new double[columns][pools][players];
        for (int column = 0; column < columns; column++) {
            for (int player = 0; player < players; player++) {
                alone[column][player] = random.nextGaussian();
                for (int h = 0; h < pools; h++) {
                    weights[column][h][player] = least * Math.pow(most / least, random.nextDouble());
                    worths[column][h][player] = weights[column][h][player] * random.nextGaussian();
                }
            }
        }
        return new PooledGame(players, alone, weights, worths);
    }
}
