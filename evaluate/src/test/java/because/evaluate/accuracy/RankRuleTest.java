package because.evaluate.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RankRuleTest {

    /** Sorts every order of the catalogue by score, and looks up where the targets of each score stand. */
    private static double[][] ranksInEveryOrder(double[] scores, int[] targets, BitSet masked) {
        List<Integer> shown = IntStream.range(0, scores.length)
                .filter(i -> !masked.get(i) || Arrays.stream(targets).anyMatch(t -> t == i))
                .boxed()
                .toList();
        List<double[]> found = new ArrayList<>();
        for (List<Integer> order : orders(shown)) {
            List<Integer> ranking = new ArrayList<>(order);
            ranking.sort(Comparator.comparingDouble((Integer i) -> scores[i]).reversed()); // stable
            List<Integer> places = new ArrayList<>();
            double[] ranks = new double[targets.length];
            for (int t = 0; t < targets.length; t++) {
                // the targets of this target's score, by where they stand in this order
                places.clear();
                int mine = 0;
                for (int other = 0; other < targets.length; other++) {
                    if (scores[targets[other]] == scores[targets[t]]) {
                        places.add(ranking.indexOf(targets[other]) + 1);
                        mine += other < t ? 1 : 0;
                    }
                }
                Collections.sort(places);
                ranks[t] = places.get(mine);
            }
            found.add(ranks);
        }
        return found.toArray(double[][]::new);
    }

    private static List<List<Integer>> orders(List<Integer> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (Integer first : items) {
            List<Integer> rest = new ArrayList<>(items);
            rest.remove(first);
            for (List<Integer> tail : orders(rest)) {
                List<Integer> order = new ArrayList<>(List.of(first));
                order.addAll(tail);
                all.add(order);
            }
        }
        return all;
    }

    @Test
    void ranks_are_mean_best_and_worst_over_all_orders_of_equal_items() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            int n = 1 + random.nextInt(6);
            double[] scores =
                    random.doubles(n).map(x -> Math.floor(x * 3) - 1).toArray(); // −0.0 and 0.0 are among them
            BitSet masked = new BitSet();
            IntStream.range(0, n).filter(_ -> random.nextInt(4) == 0).forEach(masked::set);
            int[] targets =
                    IntStream.range(0, n).filter(_ -> random.nextInt(3) == 0).toArray();
            double[][] every = ranksInEveryOrder(scores, targets, masked);
            for (int t = 0; t < targets.length; t++) {
                int target = t;
                double[] ranks =
                        Arrays.stream(every).mapToDouble(r -> r[target]).toArray();
                assertThat(RankRule.MEAN.ranks(scores, targets, masked)[t])
                        .isCloseTo(Arrays.stream(ranks).average().orElseThrow(), within(1e-9));
                assertThat(RankRule.OPTIMISTIC.ranks(scores, targets, masked)[t])
                        .isEqualTo(Arrays.stream(ranks).min().orElseThrow());
                assertThat(RankRule.PESSIMISTIC.ranks(scores, targets, masked)[t])
                        .isEqualTo(Arrays.stream(ranks).max().orElseThrow());
                assertThat(RankRule.ITEM_ORDER.ranks(scores, targets, masked)[t])
                        .isEqualTo(every[0][t]); // the first order is that of the catalogue
            }
        }
    }

    @Test
    void a_constant_model_gets_the_mean_rank() {
        assertThat(RankRule.MEAN.rank(new double[101], 0, new BitSet())).isEqualTo(51);
    }

    @Test
    void a_masked_target_still_counts() {
        BitSet masked = new BitSet();
        masked.set(0, 3);
        assertThat(RankRule.MEAN.rank(new double[] {5, 4, 3, 2, 1}, 2, masked)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(RankRule.class)
    void no_rule_puts_more_than_k_equal_targets_into_the_first_k(RankRule rule) {
        int[] targets = {0, 1, 2, 5, 7};
        TargetRanks ranks = TargetRanks.of(rule.ranks(new double[10], targets, new BitSet()));
        for (int k = 1; k <= 10; k++) {
            assertThat(ranks.hits(k)).isLessThanOrEqualTo(k);
            assertThat(ranks.ndcg(k)).isLessThanOrEqualTo(1 + 1e-12);
            assertThat(ranks.averagePrecision(k)).isLessThanOrEqualTo(1 + 1e-12);
        }
    }

    @Test
    void refuses_scores_that_cannot_be_ranked() {
        for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> RankRule.MEAN.rank(new double[] {1, bad}, 0, new BitSet()))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("item 1");
        }
    }

    @Test
    void refuses_targets_that_are_not_different_items_of_the_catalogue() {
        double[] scores = {1, 2, 3};
        assertThatThrownBy(() -> RankRule.MEAN.ranks(scores, new int[] {1, 1}, new BitSet()))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> RankRule.MEAN.ranks(scores, new int[] {2, 0}, new BitSet()))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> RankRule.MEAN.rank(scores, 3, new BitSet())).isInstanceOf(BadInput.class);
        assertThat(RankRule.MEAN.ranks(scores, new int[0], new BitSet())).isEmpty();
    }
}
