package because.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoalitionsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 63, 64, 65, 127, 128, 129, 500})
    void gives_back_the_rows_that_were_added(int players) {
        SplittableRandom random = new SplittableRandom(players);
        Coalitions coalitions = new Coalitions(players);
        List<BitSet> rows = new ArrayList<>();
        for (int row = 0; row < 200; row++) {
            BitSet present = new BitSet(1000);
            for (int player = 0; player < players; player++) {
                present.set(player, random.nextBoolean());
            }
            if (row == 50) {
                present.clear();
                coalitions.addNone();
            } else if (row == 60) {
                present.set(0, players);
                coalitions.addAll();
            } else {
                coalitions.add(present);
            }
            rows.add((BitSet) present.clone());
            present.flip(0, players + 1); // what is added is a copy
        }
        assertThat(coalitions.players()).isEqualTo(players);
        assertThat(coalitions.size()).isEqualTo(200);
        for (int row = 0; row < 200; row++) {
            assertThat(coalitions.row(row)).isEqualTo(rows.get(row));
            for (int player = 0; player < players; player++) {
                assertThat(coalitions.contains(row, player))
                        .isEqualTo(rows.get(row).get(player));
            }
            coalitions.row(row).set(0, 1000); // what is given back is one too
            assertThat(coalitions.row(row)).isEqualTo(rows.get(row));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 128})
    void refuses_players_and_rows_that_are_not_there(int players) {
        Coalitions coalitions = new Coalitions(players);
        coalitions.addAll();
        BitSet stranger = new BitSet();
        stranger.set(players);
        assertThatThrownBy(() -> coalitions.add(stranger))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is " + players + "; allowed: numbers below " + players);
        assertThat(coalitions.size()).isEqualTo(1);
        assertThatThrownBy(() -> coalitions.contains(0, players)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> coalitions.contains(1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> coalitions.row(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void refuses_fewer_than_no_players() {
        assertThatThrownBy(() -> new Coalitions(-1)).isInstanceOf(BadInput.class);
    }
}
