package because.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Budget;
import because.core.Convergence;
import because.testkit.TableGame;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PermutationShapleyTest {
    private static final int GAMES = 240;

    @Test
    void a_single_pair_is_exact_where_terms_join_at_most_two_players() {
        for (int i = 0; i < GAMES; i++) {
            TableGame game = secondOrder(1 + i % 9, i);
            Solution estimate = PermutationShapley.of(game, 1, i);
            Solution exact = ExactShapley.of(game);
            for (int player = 0; player < game.players(); player++) {
                assertThat(estimate.value(player, 0)).isCloseTo(exact.value(player, 0), within(1e-12));
                assertThat(estimate.standardError(player, 0)).isNaN();
            }
        }
    }

    private static TableGame secondOrder(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] weights = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                weights[i][j] = random.nextDouble(-1, 1);
            }
        }
        return TableGame.of(n, mask -> {
            double sum = 0.3;
            for (int i = 0; i < n; i++) {
                for (int j = i; j < n; j++) {
                    sum += (mask >> i & mask >> j & 1) * weights[i][j];
                }
            }
            return sum;
        });
    }

    @Test
    void shares_out_the_whole_difference_and_nothing_to_dummies() {
        for (int i = 0; i < GAMES; i++) {
            int n = 2 + i % 11;
            int dummy = i % n;
            TableGame any = TableGame.random(n, i);
            Solution solution = PermutationShapley.of(TableGame.of(n, mask -> any.v(mask & ~(1 << dummy))), 5, i);
            double sum = 0;
            for (int player = 0; player < n; player++) {
                sum += solution.value(player, 0);
            }
            assertThat(sum).isCloseTo(solution.score(0) - solution.base(0), within(1e-12));
            assertThat(solution.value(dummy, 0)).isZero();
            assertThat(solution.standardError(dummy, 0)).isZero();
        }
    }

    @Test
    void the_same_draws_on_a_sum_of_games_give_sums_of_values() {
        for (int i = 0; i < GAMES; i++) {
            int n = 3 + i % 6;
            TableGame one = TableGame.random(n, i);
            TableGame other = TableGame.random(n, 1000 + i);
            Solution sum = PermutationShapley.of(TableGame.of(n, mask -> 2 * one.v(mask) - other.v(mask)), 4, i);
            Solution first = PermutationShapley.of(one, 4, i);
            Solution second = PermutationShapley.of(other, 4, i);
            for (int player = 0; player < n; player++) {
                assertThat(sum.value(player, 0))
                        .isCloseTo(2 * first.value(player, 0) - second.value(player, 0), within(1e-12));
            }
        }
    }

    @Test
    void intervals_cover_the_exact_value_as_often_as_they_say() {
        double t = StudentT.twoSided(0.95, 19);
        int covered = 0;
        int games = 400;
        for (int i = 0; i < games; i++) {
            TableGame game = TableGame.random(8, i);
            Solution estimate = PermutationShapley.of(game, 20, 10_000 + i);
            int player = i % 8;
            double off =
                    Math.abs(estimate.value(player, 0) - ExactShapley.of(game).value(player, 0));
            covered += off <= t * estimate.standardError(player, 0) ? 1 : 0;
        }
        assertThat((double) covered / games).isBetween(0.93, 0.975);
    }

    @Test
    void more_pairs_bring_values_nearer_and_standard_errors_down() {
        TableGame game = TableGame.random(9, 3);
        Solution exact = ExactShapley.of(game);
        double previous = Double.POSITIVE_INFINITY;
        for (int pairs : new int[] {10, 1000, 100_000}) {
            Solution estimate = PermutationShapley.of(game, pairs, 1);
            double largest = 0;
            for (int player = 0; player < 9; player++) {
                double error = estimate.standardError(player, 0);
                assertThat(Math.abs(estimate.value(player, 0) - exact.value(player, 0)))
                        .isLessThan(5 * error);
                largest = Math.max(largest, error);
            }
            assertThat(largest).isLessThan(previous / 5);
            previous = largest;
        }
        assertThat(PermutationShapley.of(game, 10, 1).convergence(0).reached()).isFalse();
        assertThat(PermutationShapley.of(game, 100_000, 1).convergence(0).reached())
                .isTrue();
    }

    @Test
    void the_same_seed_gives_the_same_bits_in_batches_of_any_size() {
        TableGame game = TableGame.random(12, 3);
        Solution one = PermutationShapley.of(game, 30, 9);
        for (int batch : new int[] {1, 23, 100, 100_000}) {
            Solution other = PermutationShapley.of(game, 30, 9, batch);
            for (int player = 0; player < 12; player++) {
                assertThat(other.value(player, 0)).isEqualTo(one.value(player, 0));
                assertThat(other.standardError(player, 0)).isEqualTo(one.standardError(player, 0));
            }
            assertThat(other.calls()).isEqualTo(one.calls());
        }
        assertThat(PermutationShapley.of(game, 30, 10).value(0, 0)).isNotEqualTo(one.value(0, 0));
    }

    @Test
    void spends_the_budget_and_no_more() {
        for (int n = 0; n <= 20; n++) {
            TableGame game = TableGame.of(n, Integer::bitCount);
            for (int calls = 2; calls < 400; calls += 7) {
                if (calls < PermutationShapley.calls(n, 2)) {
                    int tooFew = calls;
                    assertThatThrownBy(() -> new PermutationShapley().solve(game, Budget.calls(tooFew), 1))
                            .isInstanceOf(BadInput.class)
                            .hasMessageContaining(PermutationShapley.calls(n, 2) + " calls or more");
                } else {
                    Solution solution = new PermutationShapley().solve(game, Budget.calls(calls), 1);
                    assertThat(solution.calls()).isLessThanOrEqualTo(calls);
                    if (n > 1) {
                        assertThat(solution.calls()).isGreaterThan(calls - 2L * (n - 1));
                    }
                }
            }
        }
    }

    @Test
    void games_of_one_player_or_none_are_exact() {
        Solution one = PermutationShapley.of(new TableGame(new double[] {1, 4}), 2, 1);
        assertThat(one.value(0, 0)).isEqualTo(3);
        assertThat(one.standardError(0, 0)).isZero();
        assertThat(one.calls()).isEqualTo(2);
        Solution none = PermutationShapley.of(new TableGame(new double[] {1}), 2, 1);
        assertThat(none.players()).isZero();
        assertThat(none.score(0)).isEqualTo(none.base(0));
        assertThat(none.calls()).isEqualTo(1);
        assertThat(none.convergence(0)).isEqualTo(Convergence.EXACT);
    }

    @Test
    void walks_along_a_given_order() {
        // x0 x2 + x1 + x2 + x2 x3
        TableGame game = TableGame.of(4, m -> (m & m >> 2 & 1) + (m >> 1 & 1) + (m >> 2 & 1) + (m >> 2 & m >> 3 & 1));
        double[][] added = PermutationShapley.marginals(game, 0, 1, 2, 3);
        assertThat(new double[] {added[0][0], added[1][0], added[2][0], added[3][0]})
                .containsExactly(0, 1, 2, 1);
    }

    @Test
    void refuses_no_pairs() {
        assertThatThrownBy(() -> PermutationShapley.of(TableGame.random(3, 1), 0, 1))
                .isInstanceOf(BadInput.class);
    }
}
