package because.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Budget;
import because.core.Question;
import because.testkit.PlantedWorld;
import because.testkit.TableGame;
import org.junit.jupiter.api.Test;

class LeaveOneOutTest {
    @Test
    void tells_what_is_lost_without_each_player() {
        for (int i = 0; i < 200; i++) {
            int n = i % 12;
            TableGame game = TableGame.random(n, i);
            Solution solution = LeaveOneOut.of(game);
            int all = (1 << n) - 1;
            for (int player = 0; player < n; player++) {
                assertThat(solution.value(player, 0)).isEqualTo(game.v(all) - game.v(all ^ 1 << player));
                assertThat(solution.standardError(player, 0)).isZero();
            }
            assertThat(solution.calls()).isEqualTo(n == 0 ? 1 : n == 1 ? 2 : n + 2);
        }
    }

    @Test
    void admits_what_it_does_not_share_out() {
        PlantedWorld world = PlantedWorld.pairs(2);
        Question question = world.question();
        Attribution attribution = (Attribution)
                new LeaveOneOut().explain(world, question, Budget.calls(100), 1).getFirst();
        double sum = attribution.players().stream().mapToDouble(p -> p.value()).sum();
        assertThat(Math.abs(attribution.completenessGap())).isGreaterThan(0.1);
        assertThat(attribution.completenessGap())
                .isEqualTo(attribution.header().score() - attribution.header().base() - sum);
    }

    @Test
    void many_players_are_left_out_in_several_batches() {
        int n = 1500;
        because.core.Game game = new because.core.Game() {
            @Override
            public int players() {
                return n;
            }

            @Override
            public int columns() {
                return 1;
            }

            @Override
            public void values(because.core.Coalitions coalitions, double[][] out) {
                assertThat(coalitions.size()).isLessThanOrEqualTo(1024);
                for (int row = 0; row < coalitions.size(); row++) {
                    out[row][0] = coalitions.row(row).stream().asLongStream().sum();
                }
            }
        };
        Solution solution = LeaveOneOut.of(game);
        for (int player = 0; player < n; player++) {
            assertThat(solution.value(player, 0)).isEqualTo(player);
        }
    }

    @Test
    void refuses_too_small_a_budget() {
        assertThatThrownBy(() -> new LeaveOneOut().solve(TableGame.random(5, 1), Budget.calls(6), 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("7 calls or more");
    }
}
