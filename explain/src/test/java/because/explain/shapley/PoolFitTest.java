package because.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import because.core.Budget;
import because.core.Coalitions;
import because.explain.shapley.PairedDesign.Sampling;
import because.testkit.TableGame;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PoolFitTest {
    private static final int PLAYERS = 10;

    /** A game's answers about a design's pairs. */
    private record Asked(PoolFit.Pairs pairs, double[] own, double[] others, double whole) {
        static Asked of(TableGame game, int pairs, long seed) {
            PairedDesign design = new PairedDesign(PLAYERS, pairs, Sampling.LEVERAGE, seed);
            double[][] present = new double[PLAYERS][design.pairs()];
            double[] weights = design.weights();
            double[] own = new double[design.pairs()];
            double[] others = new double[design.pairs()];
            int everybody = (1 << PLAYERS) - 1;
            for (int pair = 0; pair < design.pairs(); pair++) {
                BitSet there = design.coalition(pair);
                int mask = there.stream().map(player -> 1 << player).sum();
                for (int player = 0; player < PLAYERS; player++) {
                    present[player][pair] = there.get(player) ? 1 : 0;
                }
                own[pair] = game.v(mask) - game.v(0);
                others[pair] = game.v(everybody ^ mask) - game.v(0);
            }
            return new Asked(new PoolFit.Pairs(present, weights), own, others, game.v(everybody) - game.v(0));
        }

        PoolFit fit() {
            return new PoolFit(pairs, own, others, whole);
        }
    }

    /** The mean of the present players' worths, by their weights. */
    private static PooledGame attention(int players, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] weights = new double[players];
        double[] worths = new double[players];
        for (int player = 0; player < players; player++) {
            weights[player] = Math.exp(random.nextDouble(-2, 2));
            worths[player] = weights[player] * (random.nextGaussian() + 0.3);
        }
        return new PooledGame(
                players, new double[1][players], new double[][][] {{weights}}, new double[][][] {{worths}});
    }

    private static TableGame pool(long seed) {
        PooledGame pool = attention(PLAYERS, seed);
        Coalitions all = new Coalitions(PLAYERS);
        for (int mask = 0; mask < 1 << PLAYERS; mask++) {
            all.add(BitSet.valueOf(new long[] {mask}));
        }
        double[][] values = new double[1 << PLAYERS][1];
        pool.values(all, values);
        return TableGame.of(PLAYERS, mask -> values[mask][0]);
    }

    @Test
    void finds_most_of_a_planted_pool_from_few_pairs() {
        for (int seed = 0; seed < 20; seed++) {
            TableGame game = pool(seed);
            double[] found = Asked.of(game, 60, seed).fit().shapley();
            Solution exact = ExactShapley.of(game);
            double off = 0;
            double all = 0;
            for (int player = 0; player < PLAYERS; player++) {
                off += Math.pow(found[player] - exact.value(player, 0), 2);
                all += Math.pow(exact.value(player, 0), 2);
            }
            assertThat(off / all).as("seed %s", seed).isLessThan(0.02);
        }
    }

    @Test
    void shares_out_what_everybody_is_worth_in_the_fitted_game() {
        PoolFit fit = Asked.of(TableGame.random(PLAYERS, 3), 80, 3).fit();
        assertThat(Arrays.stream(fit.shapley()).sum()).isCloseTo(fit.whole(), within(1e-9));
    }

    /** With ten times the scale all is ten times as large; leverages have no scale. */
    @Test
    void does_not_depend_on_the_scale_of_the_target() {
        TableGame game = pool(5);
        TableGame larger = TableGame.of(PLAYERS, mask -> 10 * game.v(mask));
        PoolFit fit = Asked.of(game, 70, 1).fit();
        PoolFit more = Asked.of(larger, 70, 1).fit();
        double[] leverages = fit.leverages();
        for (int player = 0; player < PLAYERS; player++) {
            assertThat(more.shapley()[player]).isCloseTo(10 * fit.shapley()[player], within(1e-6));
        }
        for (int pair = 0; pair < leverages.length; pair++) {
            assertThat(more.leverages()[pair]).isCloseTo(leverages[pair], within(1e-6));
            assertThat(leverages[pair]).isBetween(0.0, 1.0);
        }
    }

    @Test
    void a_game_that_is_always_0_is_fitted_by_nothing() {
        PoolFit fit = Asked.of(TableGame.of(PLAYERS, mask -> 0), 50, 1).fit();
        assertThat(fit.shapley()).containsOnly(0.0);
    }

    @Test
    void is_used_where_it_helps_and_only_there() {
        double pooled = 0;
        double leverage = 0;
        int used = 0;
        int needless = 0;
        for (int seed = 0; seed < 20; seed++) {
            TableGame attended = pool(seed);
            Solution exact = ExactShapley.of(attended);
            Budget budget = Budget.calls(16 * PLAYERS);
            Solution found = ShapleyRegression.enriched().solve(attended, budget, seed);
            used += "fitted".equals(found.options().get("pool")) ? 1 : 0;
            Solution other = ShapleyRegression.leverage().solve(attended, budget, seed);
            for (int player = 0; player < PLAYERS; player++) {
                pooled += Math.pow(found.value(player, 0) - exact.value(player, 0), 2);
                leverage += Math.pow(other.value(player, 0) - exact.value(player, 0), 2);
            }
            Solution random = ShapleyRegression.enriched().solve(TableGame.random(PLAYERS, seed), budget, seed);
            needless += "fitted".equals(random.options().get("pool")) ? 1 : 0;
        }
        assertThat(needless).isLessThanOrEqualTo(2); // by chance it seems to help
        assertThat(used).isGreaterThanOrEqualTo(12);
        assertThat(pooled).isLessThan(leverage / 3);
    }

    /** With 4 calls a player the pool is judged by pairs that it was not fitted to, and beats orders and regressions. */
    @Test
    void helps_at_four_calls_a_player_where_an_attention_is_explained() {
        double pooled = 0;
        double orders = 0;
        for (int seed = 0; seed < 20; seed++) {
            PooledGame game = attention(24, seed);
            double[][] exact = game.shapley();
            Budget budget = Budget.calls(4 * 24);
            Solution found = ShapleyRegression.enriched().solve(game, budget, seed);
            Solution other = new PermutationShapley().solve(game, budget, seed);
            for (int player = 0; player < 24; player++) {
                pooled += Math.pow(found.value(player, 0) - exact[player][0], 2);
                orders += Math.pow(other.value(player, 0) - exact[player][0], 2);
            }
        }
        assertThat(pooled).isLessThan(orders);
    }
}
