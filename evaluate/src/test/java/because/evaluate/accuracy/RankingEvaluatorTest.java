package because.evaluate.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Catalog;
import because.core.Dataset;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Metric;
import because.core.Profile;
import because.core.Query;
import because.core.Recommendation;
import because.core.Recommender;
import because.core.Split;
import because.evaluate.MetricValue;
import because.evaluate.PairedComparison;
import because.evaluate.accuracy.RankingEvaluator.Options;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RankingEvaluatorTest {
    private static final Offset<Double> TINY = within(1e-12);

    /** People with random events, each in a random part but in time order; some have nothing to predict. */
    private static Split randomSplit(Random random, int users, int items, int longest) {
        List<int[]> rows = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            int n = random.nextInt(longest + 1);
            int test = random.nextInt(3);
            int validation = random.nextInt(3);
            for (int i = 0; i < n; i++) {
                int left = n - i;
                int part = left <= test ? 2 : left <= test + validation ? 1 : 0;
                rows.add(new int[] {user, random.nextInt(items), part});
            }
        }
        return split(users, items, rows);
    }

    /** @param rows person, item, part */
    private static Split split(int users, int items, List<int[]> rows) {
        Interactions events = Interactions.sorted(
                users,
                rows.stream().mapToInt(r -> r[0]).toArray(),
                rows.stream().mapToInt(r -> r[1]).toArray(),
                null,
                null,
                null);
        Dataset data = new Dataset(
                "random",
                new IdMap(IntStream.range(0, users).mapToObj(u -> "u" + u).toList()),
                FormulaRecommender.catalog(items),
                new IdMap(List.of("event")),
                events,
                Map.of());
        Split.Part[] parts = rows.stream().map(r -> Split.Part.values()[r[2]]).toArray(Split.Part[]::new);
        return new Split("by hand", data, parts);
    }

    /** Different scores for different profiles and items, without ties. */
    private static Recommender scrambled(Catalog catalog) {
        return new FormulaRecommender(
                catalog,
                (profile, item) ->
                        Math.sin(37.1 * item + 11.3 * profile.knownItems().hashCode() + item % 7));
    }

    @Test
    void ranks_only_items_that_nobody_used_in_training_where_that_is_asked() {
        // Items 0 to 2 are used in training, 3 to 6 are not; both people's targets are among them, and one known item.
        Split split = split(
                2,
                7,
                List.of(
                        new int[] {0, 0, 0},
                        new int[] {0, 1, 0},
                        new int[] {0, 5, 2},
                        new int[] {0, 2, 2},
                        new int[] {1, 2, 0},
                        new int[] {1, 3, 2}));
        Recommender byNumber = new FormulaRecommender(split.whole().catalog(), (_, item) -> (double) -item);
        var evaluation = new RankingEvaluator(
                        split,
                        Split.Part.TEST,
                        Options.defaults().withKs(1, 2, 3).withUnseen(true))
                .evaluate(byNumber);
        // Of the first person's targets 2 does not count and 5 is third of 3 4 5 6; the second person's is first.
        assertThat(evaluation.metrics().get("recall@1").mean()).isEqualTo(0.5, TINY);
        assertThat(evaluation.metrics().get("recall@2").mean()).isEqualTo(0.5, TINY);
        assertThat(evaluation.metrics().get("recall@3").mean()).isEqualTo(1, TINY);
        assertThat(evaluation.protocol().toString()).contains("items unseen in training");
    }

    @Test
    void agrees_with_sorting_the_whole_list_of_each_person() {
        Random random = new Random(12);
        for (int round = 0; round < 200; round++) {
            int items = 3 + random.nextInt(25);
            Split split = randomSplit(random, 1 + random.nextInt(8), items, 12);
            Split.Part part = random.nextBoolean() ? Split.Part.TEST : Split.Part.VALIDATION;
            Recommender model = scrambled(split.whole().catalog());
            List<Integer> people = IntStream.range(0, split.whole().users().size())
                    .filter(u -> split.rows(u, part).length > 0)
                    .boxed()
                    .toList();
            if (people.isEmpty()) {
                continue;
            }
            int k = 1 + random.nextInt(items + 4); // longer than the catalogue, too
            Evaluation evaluation =
                    new RankingEvaluator(split, part, Options.defaults().withKs(k)).evaluate(model);
            assertThat(evaluation.protocol().users()).isEqualTo(people.size());
            assertThat(evaluation.perPerson().people())
                    .containsExactly(people.stream().mapToInt(u -> u).toArray());

            long[] train = new long[items];
            for (int row = 0; row < split.whole().events().size(); row++) {
                train[split.whole().events().item(row)] += split.part(row) == Split.Part.TRAIN ? 1 : 0;
            }
            Set<Integer> anybody = new HashSet<>();
            for (int p = 0; p < people.size(); p++) {
                Profile profile = split.before(people.get(p), part);
                Set<Integer> seen = new HashSet<>();
                profile.events().forEach(e -> seen.add(e.knownItem()));
                Set<Integer> targets = new TreeSet<>();
                for (int row : split.rows(people.get(p), part)) {
                    targets.add(split.whole().events().item(row));
                }
                double[] scores =
                        model.score(List.of(profile), split.whole().catalog().candidates())[0];
                List<Integer> ranking = new ArrayList<>(IntStream.range(0, items)
                        .filter(i -> !seen.contains(i) || targets.contains(i))
                        .boxed()
                        .toList());
                ranking.sort((a, b) -> Double.compare(scores[b], scores[a]));
                double hits = 0;
                double gain = 0;
                double ideal = 0;
                double first = 0;
                double precision = 0;
                for (int place = 1; place <= k; place++) {
                    ideal += place <= targets.size() ? Math.log(2) / Math.log(place + 1) : 0;
                    if (place <= ranking.size() && targets.contains(ranking.get(place - 1))) {
                        hits++;
                        gain += Math.log(2) / Math.log(place + 1);
                        first = first == 0 ? 1.0 / place : first;
                        precision += hits / place;
                    }
                }
                PersonValues values = evaluation.perPerson();
                assertThat(values.of("hr@" + k)[p]).isEqualTo(Math.min(1, hits));
                assertThat(values.of("recall@" + k)[p]).isCloseTo(hits / targets.size(), TINY);
                assertThat(values.of("precision@" + k)[p]).isCloseTo(hits / k, TINY);
                assertThat(values.of("ndcg@" + k)[p]).isCloseTo(gain / ideal, TINY);
                assertThat(values.of("mrr@" + k)[p]).isCloseTo(first, TINY);
                assertThat(values.of("map@" + k)[p]).isCloseTo(precision / Math.min(k, targets.size()), TINY);
                List<Integer> shown = model.recommend(Query.of(profile, k)).stream()
                        .map(Recommendation::item)
                        .toList();
                anybody.addAll(shown);
                assertThat(values.of("popularity@" + k)[p])
                        .isCloseTo(
                                shown.stream()
                                        .mapToDouble(i -> train[i])
                                        .average()
                                        .orElse(0),
                                TINY);
            }
            assertThat(evaluation.catalogue().get("coverage@" + k)).isCloseTo((double) anybody.size() / items, TINY);
            assertThat(evaluation.metric("ndcg@" + k))
                    .isEqualTo(MetricValue.of(evaluation.perPerson().of("ndcg@" + k)));
        }
    }

    @Test
    void the_number_of_workers_does_not_change_a_bit() {
        Split split = randomSplit(new Random(5), 500, 40, 10);
        Recommender model = scrambled(split.whole().catalog());
        Evaluation one =
                new RankingEvaluator(split, Split.Part.TEST, Options.defaults().withWorkers(1)).evaluate(model);
        for (int workers : new int[] {2, 3, 50}) {
            assertThat(new RankingEvaluator(
                                    split, Split.Part.TEST, Options.defaults().withWorkers(workers))
                            .evaluate(model))
                    .isEqualTo(one);
        }
    }

    @Test
    void a_constant_model_gets_the_mean_rank_and_not_the_first() {
        // one person has seen items 0 and 1 of 12, so the target is among ten equals: rank 5.5
        Split split = split(1, 12, List.of(new int[] {0, 0, 0}, new int[] {0, 1, 0}, new int[] {0, 5, 2}));
        Recommender constant = new FormulaRecommender(split.whole().catalog(), (_, _) -> 3);
        Evaluation evaluation =
                new RankingEvaluator(split, Split.Part.TEST, Options.defaults().withKs(5, 6)).evaluate(constant);
        assertThat(evaluation.metric("hr@5").mean()).isZero();
        assertThat(evaluation.metric("mrr@6").mean()).isEqualTo(1 / 5.5);
        assertThat(evaluation.protocol()).isEqualTo(new Protocol("by hand", "test", "full", "masked", "mean rank", 1));
    }

    @Test
    void validation_is_predicted_without_the_test_and_the_test_with_the_validation() {
        Split split = split(1, 5, List.of(new int[] {0, 0, 0}, new int[] {0, 1, 1}, new int[] {0, 2, 2}));
        List<Set<Integer>> asked = new ArrayList<>();
        Recommender spy = new FormulaRecommender(split.whole().catalog(), (profile, item) -> {
            Set<Integer> known = new TreeSet<>();
            profile.events().forEach(e -> known.add(e.knownItem()));
            asked.add(known);
            return item;
        });
        Options options = Options.defaults().withWorkers(1);
        new RankingEvaluator(split, Split.Part.VALIDATION, options).evaluate(spy);
        assertThat(asked).containsOnly(Set.of(0));
        asked.clear();
        new RankingEvaluator(split, Split.Part.TEST, options).evaluate(spy);
        assertThat(asked).containsOnly(Set.of(0, 1));
    }

    @Test
    void a_target_that_was_seen_before_is_ranked_but_not_shown() {
        Split split = split(1, 4, List.of(new int[] {0, 3, 0}, new int[] {0, 2, 0}, new int[] {0, 3, 2}));
        Recommender model = new FormulaRecommender(split.whole().catalog(), (_, item) -> item);
        Evaluation evaluation =
                new RankingEvaluator(split, Split.Part.TEST, Options.defaults().withKs(1)).evaluate(model);
        assertThat(evaluation.metric("hr@1").mean()).isEqualTo(1);
        assertThat(evaluation.metric("popularity@1").mean()).isZero(); // item 1 is shown, which nobody had used
        assertThat(evaluation.catalogue().get("coverage@1")).isEqualTo(0.25);
        assertThat(evaluation.catalogue().get("gini@1")).isEqualTo(0.75);
    }

    @Test
    void the_metric_for_trainers_is_the_one_of_the_evaluation() {
        Split split = randomSplit(new Random(9), 200, 30, 10);
        Recommender model = scrambled(split.whole().catalog());
        Metric metric = RankingEvaluator.metric(split, Split.Part.VALIDATION, "ndcg@7", Options.defaults());
        Evaluation evaluation = new RankingEvaluator(
                        split, Split.Part.VALIDATION, Options.defaults().withKs(7))
                .evaluate(model);
        assertThat(metric.name()).isEqualTo("ndcg@7");
        assertThat(metric.perPerson(model))
                .containsExactly(evaluation.perPerson().of("ndcg@7"));
        assertThat(metric.mean(model)).isEqualTo(evaluation.metric("ndcg@7").mean());
    }

    @Test
    void a_sample_is_of_different_people_and_the_same_for_the_same_seed() {
        Split split = randomSplit(new Random(9), 300, 30, 10);
        Recommender model = scrambled(split.whole().catalog());
        Evaluation all = new RankingEvaluator(split, Split.Part.TEST, Options.defaults()).evaluate(model);
        Evaluation some =
                new RankingEvaluator(split, Split.Part.TEST, Options.defaults().withSample(50, 3)).evaluate(model);
        int[] people = some.perPerson().people();
        assertThat(people).hasSize(50).doesNotHaveDuplicates().isSorted();
        assertThat(IntStream.of(all.perPerson().people()).boxed().toList())
                .containsAll(IntStream.of(people).boxed().toList());
        assertThat(new RankingEvaluator(
                                split, Split.Part.TEST, Options.defaults().withSample(50, 3))
                        .evaluate(model))
                .isEqualTo(some);
        assertThat(new RankingEvaluator(
                                split, Split.Part.TEST, Options.defaults().withSample(50, 4))
                        .evaluate(model)
                        .perPerson()
                        .people())
                .isNotEqualTo(people);
    }

    @Test
    void models_are_compared_on_the_same_people_under_the_same_protocol_only() {
        Split split = randomSplit(new Random(9), 300, 30, 10);
        Catalog catalog = split.whole().catalog();
        RankingEvaluator evaluator =
                new RankingEvaluator(split, Split.Part.TEST, Options.defaults().withKs(10));
        Evaluation a = evaluator.evaluate(scrambled(catalog));
        Evaluation b = evaluator.evaluate(new FormulaRecommender(catalog, (_, item) -> -item));
        PairedComparison comparison = a.compare(b, "ndcg@10", 5);
        assertThat(comparison)
                .isEqualTo(PairedComparison.of(
                        a.perPerson().of("ndcg@10"), b.perPerson().of("ndcg@10"), 5));
        Evaluation validation =
                new RankingEvaluator(split, Split.Part.VALIDATION, Options.defaults()).evaluate(scrambled(catalog));
        assertThatThrownBy(() -> a.compare(validation, "ndcg@10", 5)).hasMessageContaining("different protocols");
        Evaluation other = new RankingEvaluator(
                        split, Split.Part.TEST, Options.defaults().withSample(9, 1))
                .evaluate(scrambled(catalog));
        Evaluation others = new RankingEvaluator(
                        split, Split.Part.TEST, Options.defaults().withSample(9, 2))
                .evaluate(scrambled(catalog));
        assertThatThrownBy(() -> other.compare(others, "ndcg@10", 5)).hasMessageContaining("different people");
        assertThatThrownBy(() -> a.compare(b, "ndcg@11", 5)).hasMessageContaining("ndcg@10");
    }

    @Test
    void refuses_models_that_cannot_be_measured() {
        Split split = randomSplit(new Random(9), 30, 10, 10);
        RankingEvaluator evaluator = new RankingEvaluator(split, Split.Part.TEST, Options.defaults());
        Recommender broken =
                new FormulaRecommender(split.whole().catalog(), (_, item) -> item == 4 ? Double.NaN : item);
        assertThatThrownBy(() -> evaluator.evaluate(broken))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("NaN");
        Recommender foreign = new FormulaRecommender(FormulaRecommender.catalog(11), (_, item) -> item);
        assertThatThrownBy(() -> evaluator.evaluate(foreign))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("other items (11)");
        Recommender failing = new FormulaRecommender(split.whole().catalog(), (_, _) -> {
            throw new IllegalStateException("out of order");
        });
        assertThatThrownBy(() -> evaluator.evaluate(failing)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refuses_parts_in_which_there_is_nothing_to_predict() {
        Split split = split(2, 3, List.of(new int[] {0, 0, 0}, new int[] {1, 1, 0}));
        assertThatThrownBy(() -> new RankingEvaluator(split, Split.Part.TEST, Options.defaults()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("nobody has events in the test part");
        assertThatThrownBy(() -> new RankingEvaluator(split, Split.Part.TRAIN, Options.defaults()))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Options.defaults().withKs(0)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Options.defaults().withKs()).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Options.defaults().withWorkers(0)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Options.defaults().withSample(0, 1)).isInstanceOf(BadInput.class);
    }
}
