package because.evaluate.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Interactions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Popularity, concentration, lists, and the area under the curve, each against its definition written out another way. */
class ListStatisticsTest {

    @Test
    void gini_is_the_mean_difference_of_all_pairs() {
        Random random = new Random(2);
        for (int round = 0; round < 300; round++) {
            long[] counts = random.longs(1 + random.nextInt(9), 0, 6).toArray();
            assertThat(Concentration.giniOverCatalogue(counts)).isCloseTo(pairs(counts, false), within(1e-12));
            long[] recommended = LongStream.of(counts).filter(c -> c > 0).toArray();
            assertThat(Concentration.giniOverRecommended(counts)).isCloseTo(pairs(recommended, true), within(1e-12));
        }
    }

    /** Σ|cᵢ − cⱼ| / (2 n Σ c), or with n − 1 in place of n. */
    private static double pairs(long[] counts, boolean corrected) {
        double differences = 0;
        for (long a : counts) {
            for (long b : counts) {
                differences += Math.abs(a - b);
            }
        }
        double sum = LongStream.of(counts).sum();
        double n = corrected ? counts.length - 1 : counts.length;
        return sum == 0 || n < 1 ? 0 : differences / (2 * n * sum);
    }

    @Test
    void entropy_of_an_even_spread_is_the_logarithm_of_the_number_of_items() {
        assertThat(Concentration.entropy(new long[] {0, 3, 3, 3, 0, 3})).isCloseTo(Math.log(4), within(1e-15));
        assertThat(Concentration.meanEntropyTerm(new long[] {0, 3, 3, 3, 0, 3}))
                .isCloseTo(Math.log(4) / 4, within(1e-15));
        assertThat(Concentration.entropy(new long[3])).isZero();
    }

    @Test
    void list_statistics_agree_with_plain_loops() {
        Random random = new Random(4);
        for (int round = 0; round < 200; round++) {
            int items = 5 + random.nextInt(5);
            int[][] each = IntStream.range(0, 1 + random.nextInt(6))
                    .mapToObj(_ -> random.ints(1 + random.nextInt(4), 0, items).toArray())
                    .toArray(int[][]::new);
            double[] value = random.doubles(items).toArray();
            BitSet tail = new BitSet();
            IntStream.range(0, items).filter(i -> i % 3 == 0).forEach(tail::set);
            RecommendedLists lists = new RecommendedLists(items, each);
            Set<Integer> shown = new HashSet<>();
            for (int u = 0; u < each.length; u++) {
                double sum = 0;
                int tails = 0;
                double distance = 0;
                int pairs = 0;
                for (int i = 0; i < each[u].length; i++) {
                    shown.add(each[u][i]);
                    sum += value[each[u][i]];
                    tails += each[u][i] % 3 == 0 ? 1 : 0;
                    assertThat(lists.runningMeans(item -> value[item])[u][i]).isCloseTo(sum / (i + 1), within(1e-12));
                    for (int j = 0; j < i; j++) {
                        distance += 1 - Math.abs(value[each[u][i]] - value[each[u][j]]);
                        pairs++;
                    }
                }
                assertThat(lists.means(item -> value[item])[u]).isCloseTo(sum / each[u].length, within(1e-12));
                assertThat(lists.tailShares(tail)[u]).isCloseTo((double) tails / each[u].length, within(1e-12));
                assertThat(lists.diversities((a, b) -> Math.abs(value[a] - value[b]))[u])
                        .isCloseTo(pairs == 0 ? 0 : distance / pairs, within(1e-12));
            }
            assertThat(lists.coverage()).isEqualTo((double) shown.size() / items);
            shown.removeIf(i -> i >= 3);
            assertThat(lists.coverage(i -> i < 3)).isEqualTo(shown.size() / 3.0);
        }
    }

    @Test
    void lists_are_cut_and_filtered() {
        RecommendedLists lists = new RecommendedLists(6, new int[][] {{5, 1, 2}, {5}, {}, {3, 4}});
        assertThat(lists.top(2).counts()).containsExactly(0, 1, 0, 1, 1, 2);
        assertThat(lists.only(i -> i != 5).size()).isEqualTo(2);
        assertThat(lists.means(_ -> 1)).containsExactly(1, 1, 0, 1);
        assertThatThrownBy(() -> new RecommendedLists(5, new int[][] {{5}})).isInstanceOf(BadInput.class);
    }

    @Test
    void popularity_counts_events_and_people_of_the_counted_rows_only() {
        // person 0: items 1 1 2; person 1: items 1 0; person 2: nothing
        Interactions events =
                Interactions.sorted(3, new int[] {0, 0, 0, 1, 1}, new int[] {1, 1, 2, 1, 0}, null, null, null);
        Popularity all = Popularity.of(events, 4, _ -> true);
        assertThat(IntStream.range(0, 4).mapToLong(all::count)).containsExactly(1L, 3L, 1L, 0L);
        assertThat(all.selfInformation(1)).isZero(); // both active people
        assertThat(all.selfInformation(2)).isEqualTo(1);
        assertThat(all.selfInformation(3)).isEqualTo(1); // nobody counts as one
        Popularity some = Popularity.of(events, 4, row -> row < 2);
        assertThat(some.count(1)).isEqualTo(2);
        assertThat(some.count(0)).isZero();
    }

    @Test
    void the_head_is_the_most_used_share_of_the_catalogue() {
        Popularity popularity = Popularity.ofCounts(5, 9, 5, 1);
        assertThat(popularity.head(0.5)).containsExactly(1, 0);
        assertThat(popularity.head(0.51)).containsExactly(1, 0, 2);
        assertThat(popularity.head(0)).isEmpty();
        assertThat(popularity.headShareOfEvents(0.5)).isEqualTo(0.7);
        assertThat(Popularity.ofCounts(new long[100]).head(0.07)).hasSize(7);
        assertThatThrownBy(() -> popularity.head(1.5)).isInstanceOf(BadInput.class);
    }

    @Test
    void area_under_the_curve_is_the_share_of_pairs_in_order() {
        Random random = new Random(6);
        for (int round = 0; round < 300; round++) {
            int n = 2 + random.nextInt(10);
            double[] scores = random.doubles(n).map(x -> Math.floor(x * 4) - 1).toArray();
            boolean[] positive = new boolean[n];
            for (int i = 0; i < n; i++) {
                positive[i] = i == 0 || (i > 1 && random.nextBoolean());
            }
            double won = 0;
            int pairs = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    if (positive[i] && !positive[j]) {
                        pairs++;
                        won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    }
                }
            }
            assertThat(RocCurve.area(scores, positive)).isCloseTo(won / pairs, within(1e-12));
        }
        assertThatThrownBy(() -> RocCurve.area(new double[] {1, 2}, new boolean[] {true, true}))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> RocCurve.area(new double[] {1, Double.NaN}, new boolean[] {true, false}))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void sampled_metrics_are_the_hypergeometric_expectation() {
        Random random = new Random(8);
        for (int round = 0; round < 200; round++) {
            int items = 2 + random.nextInt(60);
            int rank = 1 + random.nextInt(items);
            int negatives = random.nextInt(items);
            int k = 1 + random.nextInt(12);
            double hitRate = 0;
            double ndcg = 0;
            for (int x = 0; x < k; x++) {
                double p = new BigDecimal(choose(rank - 1, x).multiply(choose(items - rank, negatives - x)))
                        .divide(new BigDecimal(choose(items - 1, negatives)), MathContext.DECIMAL64)
                        .doubleValue();
                hitRate += p;
                ndcg += p / (Math.log(x + 2) / Math.log(2));
            }
            SampledRanking expected = SampledRanking.expected(rank, items, negatives, k);
            assertThat(expected.hitRate()).isCloseTo(hitRate, within(1e-12));
            assertThat(expected.ndcg()).isCloseTo(ndcg, within(1e-12));
        }
        assertThatThrownBy(() -> SampledRanking.expected(0, 5, 2, 1)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> SampledRanking.expected(1, 5, 5, 1)).isInstanceOf(BadInput.class);
    }

    private static BigInteger choose(int n, int k) {
        if (k < 0 || k > n) {
            return BigInteger.ZERO;
        }
        BigInteger product = BigInteger.ONE;
        for (int i = 0; i < k; i++) {
            product = product.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1L));
        }
        return product;
    }

    @Test
    void values_of_people_cannot_be_changed_from_outside() {
        PersonValues values = new PersonValues(new int[] {3, 8}, Map.of("hr@1", new double[] {0, 1}));
        values.of("hr@1")[0] = 9;
        values.people()[0] = 9;
        assertThat(values.of("hr@1")).containsExactly(0, 1);
        assertThat(values.people()).containsExactly(3, 8);
        assertThatThrownBy(() -> values.of("hr@2")).hasMessageContaining("hr@1");
        assertThat(Arrays.asList(values))
                .containsExactly(new PersonValues(new int[] {3, 8}, Map.of("hr@1", new double[] {0, 1})));
    }
}
