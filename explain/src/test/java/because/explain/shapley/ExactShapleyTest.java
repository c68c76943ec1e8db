package because.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Budget;
import because.core.Coalitions;
import because.core.Convergence;
import because.core.Game;
import because.testkit.TableGame;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExactShapleyTest {
    private static final int GAMES = 240;

    @Test
    void equals_the_mean_over_all_orders() {
        for (int i = 0; i < GAMES; i++) {
            TableGame game = TableGame.random(i % 8, i);
            Solution solution = ExactShapley.of(game);
            double[] expected = game.shapleyOverAllOrders(0);
            for (int player = 0; player < game.players(); player++) {
                assertThat(solution.value(player, 0)).isCloseTo(expected[player], within(1e-13));
                assertThat(solution.standardError(player, 0)).isZero();
            }
            assertThat(solution.convergence(0)).isEqualTo(Convergence.EXACT);
        }
    }

    @Test
    void shares_out_the_whole_difference() {
        for (int i = 0; i < GAMES; i++) {
            TableGame game = TableGame.random(1 + i % 12, i);
            Solution solution = ExactShapley.of(game);
            double sum = 0;
            for (int player = 0; player < game.players(); player++) {
                sum += solution.value(player, 0);
            }
            assertThat(solution.base(0)).isEqualTo(game.v(0));
            assertThat(solution.score(0)).isEqualTo(game.v((1 << game.players()) - 1));
            assertThat(sum).isCloseTo(solution.score(0) - solution.base(0), within(1e-12));
        }
    }

    @Test
    void a_player_that_changes_nothing_gets_exactly_nothing() {
        for (int i = 0; i < GAMES; i++) {
            int n = 2 + i % 8;
            int dummy = i % n;
            TableGame any = TableGame.random(n, i);
            TableGame game = TableGame.of(n, mask -> any.v(mask & ~(1 << dummy)));
            assertThat(ExactShapley.of(game).value(dummy, 0)).isZero();
        }
    }

    @Test
    void players_that_do_the_same_get_the_same() {
        for (int i = 0; i < GAMES; i++) {
            int n = 2 + i % 8;
            TableGame any = TableGame.random(n, i);
            TableGame game = TableGame.of(n, mask -> any.v(mask) + any.v(swap(mask, 0, n - 1)));
            Solution solution = ExactShapley.of(game);
            assertThat(solution.value(0, 0)).isCloseTo(solution.value(n - 1, 0), within(1e-13));
        }
    }

    private static int swap(int mask, int i, int j) {
        int differ = (mask >> i ^ mask >> j) & 1;
        return mask ^ differ << i ^ differ << j;
    }

    @Test
    void values_of_a_sum_of_games_are_sums_of_values() {
        for (int i = 0; i < GAMES; i++) {
            int n = 1 + i % 8;
            double a = new SplittableRandom(i).nextDouble(-3, 3);
            TableGame one = TableGame.random(n, i);
            TableGame other = TableGame.random(n, 1000 + i);
            Solution sum = ExactShapley.of(TableGame.of(n, mask -> a * one.v(mask) + other.v(mask)));
            for (int player = 0; player < n; player++) {
                double expected = a * ExactShapley.of(one).value(player, 0)
                        + ExactShapley.of(other).value(player, 0);
                assertThat(sum.value(player, 0)).isCloseTo(expected, within(1e-12));
            }
        }
    }

    @Test
    void explains_a_linear_model_exactly() {
        double[] weights = {0.5, -2, 0, 1e6, 1e-6};
        TableGame game = TableGame.of(5, mask -> {
            double sum = 7;
            for (int i = 0; i < weights.length; i++) {
                sum += (mask >> i & 1) * weights[i];
            }
            return sum;
        });
        Solution solution = ExactShapley.of(game);
        for (int i = 0; i < weights.length; i++) {
            assertThat(solution.value(i, 0)).isCloseTo(weights[i], within(1e-9));
        }
    }

    @Test
    void all_columns_share_the_calls_and_do_not_disturb_one_another() {
        double[][] tables = new double[3][1 << 11];
        SplittableRandom random = new SplittableRandom(5);
        for (double[] table : tables) {
            for (int mask = 0; mask < table.length; mask++) {
                table[mask] = random.nextDouble();
            }
        }
        Solution together = ExactShapley.of(new TableGame(tables));
        assertThat(together.calls()).isEqualTo(1 << 11);
        assertThat(together.columns()).isEqualTo(3);
        for (int column = 0; column < tables.length; column++) {
            Solution alone = ExactShapley.of(new TableGame(tables[column]));
            for (int player = 0; player < 11; player++) {
                assertThat(together.value(player, column)).isEqualTo(alone.value(player, 0));
            }
        }
    }

    @Test
    void sixteen_players_are_asked_for_in_batches_of_bounded_size() {
        int[] largest = {0};
        Game game = new Game() {
            @Override
            public int players() {
                return 16;
            }

            @Override
            public int columns() {
                return 1;
            }

            @Override
            public void values(Coalitions coalitions, double[][] out) {
                largest[0] = Math.max(largest[0], coalitions.size());
                for (int row = 0; row < coalitions.size(); row++) {
                    out[row][0] = Math.pow(coalitions.row(row).cardinality(), 2);
                }
            }
        };
        Solution solution = ExactShapley.of(game);
        assertThat(largest[0]).isLessThanOrEqualTo(1024);
        assertThat(solution.calls()).isEqualTo(65_536);
        for (int player = 0; player < 16; player++) {
            assertThat(solution.value(player, 0)).isCloseTo(16, within(1e-11));
        }
    }

    @Test
    void a_game_of_nobody_has_no_values_and_costs_one_call() {
        Solution solution = ExactShapley.of(new TableGame(new double[] {4.5}));
        assertThat(solution.players()).isZero();
        assertThat(solution.base(0)).isEqualTo(4.5).isEqualTo(solution.score(0));
        assertThat(solution.calls()).isEqualTo(1);
    }

    @Test
    void refuses_too_many_players_and_too_small_a_budget() {
        TableGame large = TableGame.random(17, 1);
        assertThatThrownBy(() -> ExactShapley.of(large))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("17")
                .hasMessageContaining("Maybe use shapley-permutation");
        assertThatThrownBy(() -> new ExactShapley().solve(TableGame.random(10, 1), Budget.calls(1023), 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1024 calls or more");
        assertThat(new ExactShapley()
                        .solve(TableGame.random(10, 1), Budget.calls(1024), 1)
                        .calls())
                .isEqualTo(1024);
    }

    @Test
    void refuses_games_whose_values_are_no_numbers() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            TableGame broken = TableGame.of(4, mask -> mask == 9 ? bad : mask);
            assertThatThrownBy(() -> ExactShapley.of(broken))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("2 of 4 players");
        }
    }
}
