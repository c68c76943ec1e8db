package because.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubsetsTest {
    @Test
    void sets_are_different_and_of_the_right_size() {
        for (int i = 0; i < 400; i++) {
            int n = 1 + i % 60;
            int size = 1 + i % Math.min(n, 4);
            List<BitSet> sets = Subsets.random(n, size, 41, i);
            assertThat(sets).doesNotHaveDuplicates().allMatch(s -> s.cardinality() == size && s.length() <= n);
            assertThat(sets.size()).isEqualTo(Math.min(41, choose(n, size)));
        }
    }

    private static int choose(int n, int k) {
        return k == 0 ? 1 : k > n ? 0 : Math.min(1000, choose(n - 1, k - 1) + choose(n - 1, k));
    }

    @Test
    void every_player_is_drawn_about_as_often() {
        int[] drawn = new int[10];
        for (int seed = 0; seed < 500; seed++) {
            for (BitSet set : Subsets.random(10, 3, 20, seed)) {
                set.stream().forEach(player -> drawn[player]++);
            }
        }
        // 500 x 20 draws of three in ten: 3,000 expected for each, standard deviation below 46
        assertThat(IntStream.of(drawn).boxed().toList()).allMatch(count -> Math.abs(count - 3000) < 230);
    }
}
