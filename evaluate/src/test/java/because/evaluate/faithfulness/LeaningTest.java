package because.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LeaningTest {
    private static BitSet first() {
        return BitSet.valueOf(new long[] {1});
    }

    @Test
    void weight_is_the_share_of_the_positive_values() {
        Leaning leaning = Leaning.of(
                "x",
                List.of(new double[] {3, 1, -9, 0}, new double[] {1, 1}, new double[] {5, 5}),
                List.of(first(), first(), new BitSet()),
                1);
        assertThat(leaning.people()).as("who has none of them says nothing").isEqualTo(2);
        assertThat(leaning.players()).isCloseTo((0.25 + 0.5) / 2, within(1e-12));
        assertThat(leaning.weight()).isCloseTo((0.75 + 0.5) / 2, within(1e-12));
    }

    @Test
    void a_planted_leak_is_found_and_a_fair_share_is_not_called_one() {
        SplittableRandom random = new SplittableRandom(4);
        List<double[]> leaked = new ArrayList<>();
        List<double[]> fair = new ArrayList<>();
        List<BitSet> suspects = new ArrayList<>();
        for (int person = 0; person < 60; person++) {
            double[] values = random.doubles(8, -1, 1).toArray();
            fair.add(values);
            double[] more = values.clone();
            more[0] = Math.abs(more[0]) + 2;
            leaked.add(more);
            suspects.add(first());
        }
        assertThat(Leaning.of("x", leaked, suspects, 1).leaned()).isTrue();
        assertThat(Leaning.of("x", fair, suspects, 1).leaned()).isFalse();
    }
}
