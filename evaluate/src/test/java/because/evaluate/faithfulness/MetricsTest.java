package because.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The metrics against numbers that were worked out by hand, and against brute force. */
class MetricsTest {
    /** A response that is written down: value and rank by the number of the coalition. */
    private record Written(int players, List<Double> values, List<Double> ranks) implements Response {
        @Override
        public Outcome of(BitSet present) {
            int mask = present.isEmpty() ? 0 : (int) present.toLongArray()[0];
            return new Outcome(values.get(mask), ranks.get(mask), List.of(ranks.get(mask) > 1 ? 1 : 0, 2));
        }

        static Written random(int players, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Double> values = new ArrayList<>();
            List<Double> ranks = new ArrayList<>();
            for (int mask = 0; mask < 1 << players; mask++) {
                values.add(random.nextDouble());
                ranks.add(1.0 + random.nextInt(4));
            }
            ranks.set(ranks.size() - 1, 1.0);
            return new Written(players, values, ranks);
        }
    }

    private static Response additive(double... weights) {
        List<Double> values = new ArrayList<>();
        for (int mask = 0; mask < 1 << weights.length; mask++) {
            int m = mask;
            values.add(IntStream.range(0, weights.length)
                    .filter(i -> (m >> i & 1) != 0)
                    .mapToDouble(i -> weights[i])
                    .sum());
        }
        return new Written(weights.length, values, values.stream().map(_ -> 1.0).toList());
    }

    @Test
    void tenths_are_cut_as_array_split_cuts() {
        assertThat(Steps.sizes(25, 10)).containsExactly(3, 3, 3, 3, 3, 2, 2, 2, 2, 2);
        assertThat(Steps.cumulative(3, 10)).containsExactly(0, 1, 2, 3, 3, 3, 3, 3, 3, 3, 3);
        assertThat(Steps.distinct(25)).containsExactly(3, 6, 9, 12, 15, 17, 19, 21, 23, 25);
        assertThat(Steps.distinct(0)).isEmpty();
    }

    @Test
    void refined_ratios_of_an_additive_model_are_shares_of_the_weights() {
        RefinedForm form = RefinedForm.of(additive(5, 3, 2), Ordering.by(5, 3, 2), 2);
        assertThat(form.del()).isCloseTo(0.2, within(1e-12));
        assertThat(form.ins()).isCloseTo(0.8, within(1e-12));
        assertThat(RefinedForm.of(additive(5, 3, 2), Ordering.of(0, 1, 2), 9).del())
                .isZero();
    }

    @Test
    void comprehensiveness_and_sufficiency_of_an_additive_model_are_means_of_partial_sums() {
        Response model = additive(5, 3, 2);
        assertThat(Aopc.comprehensiveness(model, Ordering.of(0, 1, 2), 1, 2, 3)).isEqualTo((5 + 8 + 10) / 3.0);
        assertThat(Aopc.sufficiency(model, Ordering.of(0, 1, 2), 1, 2, 3)).isEqualTo((5 + 2 + 0) / 3.0);
        assertThat(new OrderingSearch(model, 1, 2, 3).exact())
                .isEqualTo(new Aopc.Bounds((5 + 8 + 10) / 3.0, (2 + 5 + 10) / 3.0));
    }

    @Test
    void the_exact_bounds_are_those_of_all_orderings() {
        for (long seed = 1; seed <= 20; seed++) {
            int n = 2 + (int) (seed % 5);
            Response model = Written.random(n, seed);
            int[] points = IntStream.rangeClosed(1, n).toArray();
            double best = Double.NEGATIVE_INFINITY;
            double worst = Double.POSITIVE_INFINITY;
            for (int[] order : permutations(n)) {
                double value = Aopc.comprehensiveness(model, Ordering.of(order), points);
                best = Math.max(best, value);
                worst = Math.min(worst, value);
            }
            Aopc.Bounds bounds = new OrderingSearch(model, points).exact();
            assertThat(bounds.best()).isCloseTo(best, within(1e-12));
            assertThat(bounds.worst()).isCloseTo(worst, within(1e-12));
        }
    }

    @Test
    void a_wide_beam_finds_the_best_ordering_and_a_narrow_one_never_more() {
        for (long seed = 1; seed <= 20; seed++) {
            Response model = Written.random(5, seed);
            int[] points = {1, 2, 3, 4, 5};
            OrderingSearch search = new OrderingSearch(model, points);
            Aopc.Bounds exact = search.exact();
            assertThat(Aopc.comprehensiveness(model, search.fastestFall(100), points))
                    .isCloseTo(exact.best(), within(1e-12));
            assertThat(Aopc.comprehensiveness(model, search.slowestFall(100), points))
                    .isCloseTo(exact.worst(), within(1e-12));
            assertThat(Aopc.comprehensiveness(model, search.fastestFall(1), points))
                    .isLessThanOrEqualTo(exact.best() + 1e-12);
        }
    }

    @Test
    void the_search_orders_an_additive_model_by_its_weights_also_where_it_takes_several_at_once() {
        double[] weights =
                IntStream.range(0, 14).mapToDouble(i -> (i * 5) % 14 + 1).toArray();
        Response model = additive(weights);
        OrderingSearch search = new OrderingSearch(model, Steps.distinct(14));
        assertThat(search.fastestFall(1)).isEqualTo(Ordering.by(weights));
        assertThat(search.fastestRise(1)).isEqualTo(Ordering.by(weights));
        assertThat(search.slowestFall(1)).isEqualTo(Ordering.by(weights).reversed());
    }

    @Test
    void smallest_counterfactual_sets_are_all_of_the_smallest_size() {
        // Item 0 is first while two of the three events are there.
        List<Double> ranks = IntStream.range(0, 8)
                .mapToObj(mask -> Integer.bitCount(mask) >= 2 ? 1.0 : 2.0)
                .toList();
        CounterfactualSets sets = CounterfactualSets.smallest(new Written(3, ranks, ranks));
        assertThat(sets.size()).isEqualTo(2);
        assertThat(sets.sets()).containsExactly(List.of(0, 1), List.of(0, 2), List.of(1, 2));
        assertThat(sets.tops()).containsExactly(1, 1, 1);
        assertThat(CounterfactualSets.smallest(additive(1, 1)).size()).isEqualTo(-1);
    }

    @Test
    void equal_values_are_ordered_at_random_and_each_order_comes_up() {
        assertThat(Ordering.by(new double[] {1, 3, 2}, 5)).isEqualTo(Ordering.of(1, 2, 0));
        int[] first = new int[3];
        for (long seed = 0; seed < 300; seed++) {
            first[Ordering.by(new double[3], seed).players().getFirst()]++;
        }
        assertThat(first[0]).isBetween(70, 130);
        assertThat(first[1]).isBetween(70, 130);
    }

    @Test
    void an_ordering_names_each_player_once() {
        assertThatThrownBy(() -> Ordering.of(0, 0, 2)).isInstanceOf(BadInput.class);
        assertThat(Ordering.of(2, 0, 1).without(1)).isEqualTo(BitSet.valueOf(new long[] {0b011}));
        assertThat(Ordering.of(2, 0, 1).only(1)).isEqualTo(BitSet.valueOf(new long[] {0b100}));
    }

    @Test
    void rank_correlation_knows_order_reversed_order_and_ties() {
        assertThat(Agreement.spearman(new double[] {1, 2, 3}, new double[] {10, 20, 30}))
                .isEqualTo(1);
        assertThat(Agreement.spearman(new double[] {1, 2, 3}, new double[] {3, 2, 1}))
                .isEqualTo(-1);
        // scipy.stats.spearmanr([1, 2, 2, 3], [1, 3, 2, 4]) = 0.9486832980505138
        assertThat(Agreement.spearman(new double[] {1, 2, 2, 3}, new double[] {1, 3, 2, 4}))
                .isCloseTo(0.9486832980505138, within(1e-12));
        assertThat(Agreement.spearman(new double[] {1, 1}, new double[] {1, 2})).isNaN();
        assertThat(Agreement.overlap(Ordering.of(0, 1, 2, 3), Ordering.of(1, 2, 0, 3), 2))
                .isEqualTo(0.5);
    }

    @Test
    void infidelity_of_the_true_weights_is_0_and_a_wrong_scale_is_forgiven_by_the_normalised_one() {
        Response model = additive(4, -1, 2);
        List<Infidelity.Perturbed> perturbed = new ArrayList<>();
        for (int mask = 1; mask < 8; mask++) {
            int out = mask;
            BitSet present = BitSet.valueOf(new long[] {7 ^ mask});
            perturbed.add(new Infidelity.Perturbed(
                    IntStream.range(0, 3).mapToObj(i -> (double) (out >> i & 1)).toList(),
                    model.of(present).value()));
        }
        assertThat(Infidelity.of(new double[] {4, -1, 2}, 5, perturbed).infidelity())
                .isCloseTo(0, within(1e-12));
        Infidelity scaled = Infidelity.of(new double[] {8, -2, 4}, 5, perturbed);
        assertThat(scaled.infidelity()).isGreaterThan(1);
        assertThat(scaled.share()).isCloseTo(0, within(1e-12));
        assertThat(Infidelity.of(new double[3], 5, perturbed).share()).isEqualTo(1);
    }

    @Test
    void the_best_of_several_is_chosen_by_the_direction_of_each_metric() {
        List<Map<String, Double>> two = List.of(Map.of("POS@5", .4, "INS", .1), Map.of("POS@5", .5, "INS", .3));
        assertThat(BestOf.of(two).oracle()).isEqualTo(Map.of("POS@5", .4, "INS", .3));
        assertThat(BestOf.of(two).attained()).isFalse();
        assertThat(BestOf.best(two, "POS@5")).isZero();
        assertThat(BestOf.best(two, "INS")).isEqualTo(1);
    }

    /** Of 3 recommendations with 1 random ordering each, all are beaten by chance in 1 of 8 cases. */
    @ParameterizedTest
    @CsvSource({"1, 0.125, 1", "-1, 1, 0.125"})
    void the_test_against_random_orderings_is_exact(double value, double better, double worse) {
        double[] values = {value, value, value};
        AgainstRandom test = AgainstRandom.of(values, new double[][] {{0}, {0}, {0}}, 1);
        assertThat(test.pBetter()).isCloseTo(better, within(1e-12));
        assertThat(test.pWorse()).isCloseTo(worse, within(1e-12));
    }

    @Test
    void an_explainer_that_draws_lots_is_called_better_as_seldom_as_the_level_says() {
        SplittableRandom random = new SplittableRandom(3);
        int better = 0;
        int runs = 5000;
        for (int run = 0; run < runs; run++) {
            double[] values = new double[40];
            double[][] others = new double[40][10];
            for (int i = 0; i < values.length; i++) {
                // Half of the values are ties, as on a model that ignores the history.
                values[i] = random.nextInt(2) * random.nextDouble();
                for (int j = 0; j < 10; j++) {
                    others[i][j] = random.nextInt(2) * random.nextDouble();
                }
            }
            better += AgainstRandom.of(values, others, run).better() ? 1 : 0;
        }
        // 50 are expected; the standard deviation is 7.
        assertThat(better).isBetween(25, 75);
    }

    private static List<int[]> permutations(int n) {
        List<int[]> all = new ArrayList<>();
        permute(new ArrayList<>(), n, all);
        return all;
    }

    private static void permute(List<Integer> chosen, int n, List<int[]> all) {
        if (chosen.size() == n) {
            all.add(chosen.stream().mapToInt(Integer::intValue).toArray());
            return;
        }
        for (int player = 0; player < n; player++) {
            if (!chosen.contains(player)) {
                chosen.add(player);
                permute(chosen, n, all);
                chosen.removeLast();
            }
        }
    }
}
