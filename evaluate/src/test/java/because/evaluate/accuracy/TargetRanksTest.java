package because.evaluate.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TargetRanksTest {
    private static final Offset<Double> TINY = within(1e-12);

    @Test
    void agrees_with_the_definitions_written_out_over_a_list() {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            List<Integer> items = new ArrayList<>(IntStream.range(0, 12).boxed().toList());
            Collections.shuffle(items, random);
            int[] list =
                    items.stream().limit(random.nextInt(13)).mapToInt(i -> i).toArray();
            Set<Integer> relevant = new HashSet<>();
            IntStream.range(0, 12).filter(_ -> random.nextInt(3) == 0).forEach(relevant::add);
            if (relevant.isEmpty()) {
                relevant.add(4);
            }
            int k = 1 + random.nextInt(15);
            TargetRanks ranks = TargetRanks.inList(list, relevant);

            int hits = 0;
            double first = 0;
            double precisions = 0;
            double dcg = 0;
            for (int place = 1; place <= Math.min(k, list.length); place++) {
                if (relevant.contains(list[place - 1])) {
                    hits++;
                    first = first == 0 ? 1.0 / place : first;
                    precisions += (double) hits / place;
                    dcg += Math.log(2) / Math.log(1 + place);
                }
            }
            double ideal = 0;
            double fullIdeal = 0;
            for (int place = 1; place <= relevant.size(); place++) {
                double gain = Math.log(2) / Math.log(1 + place);
                ideal += place <= k ? gain : 0;
                fullIdeal += gain;
            }
            assertThat(ranks.hitRate(k)).isEqualTo(hits > 0 ? 1 : 0);
            assertThat(ranks.recall(k)).isCloseTo((double) hits / relevant.size(), TINY);
            assertThat(ranks.precision(k)).isCloseTo((double) hits / k, TINY);
            assertThat(ranks.reciprocalRank(k)).isCloseTo(first, TINY);
            assertThat(ranks.averagePrecision(k)).isCloseTo(precisions / Math.min(relevant.size(), k), TINY);
            assertThat(ranks.averagePrecisionOfAllRelevant(k)).isCloseTo(precisions / relevant.size(), TINY);
            assertThat(ranks.ndcg(k)).isCloseTo(dcg / ideal, TINY);
            assertThat(ranks.ndcgOfFullIdeal(k)).isCloseTo(dcg / fullIdeal, TINY);
        }
    }

    @Test
    void a_perfect_list_has_one_even_with_more_relevant_items_than_places() {
        TargetRanks ranks = TargetRanks.of(1, 2, 3, 4, 5);
        assertThat(ranks.ndcg(2)).isEqualTo(1);
        assertThat(ranks.averagePrecision(2)).isEqualTo(1);
        assertThat(ranks.ndcgOfFullIdeal(2)).isLessThan(1);
        assertThat(ranks.recall(2)).isEqualTo(0.4);
    }

    @Test
    void ranks_between_whole_numbers_are_hits_if_they_are_not_beyond_k() {
        assertThat(TargetRanks.of(10).hitRate(10)).isEqualTo(1);
        assertThat(TargetRanks.of(10.5).hitRate(10)).isZero();
        assertThat(TargetRanks.of(2.5).ndcg(10)).isCloseTo(Math.log(2) / Math.log(3.5), TINY);
        assertThat(TargetRanks.of(2.5).reciprocalRank(10)).isEqualTo(0.4);
    }

    @Test
    void an_item_that_is_listed_twice_counts_where_it_is_first() {
        TargetRanks ranks = TargetRanks.inList(new int[] {7, 3, 3, 3}, Set.of(3, 9));
        assertThat(ranks.hits(4)).isEqualTo(1);
        assertThat(ranks.reciprocalRank(4)).isEqualTo(0.5);
    }

    @Test
    void nothing_relevant_is_worth_nothing() {
        for (RankingMetric metric : RankingMetric.values()) {
            assertThat(metric.value(TargetRanks.of(), 5)).isZero();
        }
    }

    @Test
    void refuses_ranks_and_lengths_below_one() {
        assertThatThrownBy(() -> TargetRanks.of(0.5)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> TargetRanks.of(Double.NaN)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> TargetRanks.of(1).precision(0)).isInstanceOf(BadInput.class);
    }

    @Test
    void metrics_are_found_by_name() {
        RankingMetric.At at = RankingMetric.At.parse("ndcg@10");
        assertThat(at).isEqualTo(new RankingMetric.At(RankingMetric.NDCG, 10));
        assertThat(at.name()).isEqualTo("ndcg@10");
        assertThatThrownBy(() -> RankingMetric.At.parse("ndgc@10")).hasMessageContaining("Maybe you meant ndcg");
        assertThatThrownBy(() -> RankingMetric.At.parse("ndcg")).hasMessageContaining("Maybe write ndcg@10");
        assertThatThrownBy(() -> RankingMetric.At.parse("ndcg@0")).isInstanceOf(BadInput.class);
    }
}
