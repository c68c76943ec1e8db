package because.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import org.junit.jupiter.api.Test;

class TableGameTest {
    @Test
    void shares_a_glove_game_as_shapley_did() {
        // One left glove (player 0), two right ones: a pair is worth 1.
        TableGame gloves = TableGame.of(3, mask -> (mask & 1) != 0 && mask > 1 ? 1 : 0);
        assertThat(gloves.shapleyOverAllOrders(0))
                .containsExactly(new double[] {2 / 3.0, 1 / 6.0, 1 / 6.0}, within(1e-15));
    }

    @Test
    void a_copy_is_the_same_game() {
        TableGame game = TableGame.random(6, 1);
        TableGame copy = TableGame.copyOf(game);
        for (int mask = 0; mask < 64; mask++) {
            assertThat(copy.v(mask)).isEqualTo(game.v(mask));
        }
    }

    @Test
    void refuses_tables_that_are_not_of_all_coalitions() {
        assertThatThrownBy(() -> new TableGame(new double[3])).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> new TableGame(new double[4], new double[8])).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> new TableGame()).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> TableGame.random(10, 1).shapleyOverAllOrders(0))
                .isInstanceOf(BadInput.class);
    }
}
