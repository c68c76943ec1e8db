package because;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.Absence;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Dataset;
import because.core.EventWeights;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.PlayerValue;
import because.core.Profile;
import because.core.Progress;
import because.core.Query;
import because.core.Recommender;
import because.core.Split;
import because.core.Target;
import because.core.Trainer;
import because.evaluate.accuracy.RankingEvaluator;
import because.evaluate.faithfulness.Leaning;
import because.testkit.PlantedEvents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A world whose true reasons are known (each item has a successor), into whose log two mistakes were planted: receipts, which are written at the very moment of
 * what they are receipts of and stand before it, and events that were logged twice.
 */
class DownWeightingTest {
    private static final int ITEMS = 30;
    private static final int PEOPLE = 150;

    private static final PlantedEvents TRUE =
            PlantedEvents.generate(new PlantedEvents.Options(PEOPLE, ITEMS, 14, 1, 0.9), 4);

    private static final Judging.Options LOOK =
            Judging.Options.defaults().withPeople(60).withMethods(List.of("leave-one-out"));

    private static final Split SPLIT = spoiled();

    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("dimension", "16"),
            Map.entry("blocks", "1"),
            Map.entry("heads", "2"),
            Map.entry("window", "12"),
            Map.entry("positions", "from-end"),
            Map.entry("dropout", "0.1"),
            Map.entry("learningRate", "0.005"),
            Map.entry("negatives", "32"),
            Map.entry("batchTokens", "512"),
            Map.entry("epochs", "25"));

    /** The last event of each person is to be predicted; its receipt, if there is one, is in the log before it. */
    private static Split spoiled() {
        SplittableRandom random = new SplittableRandom(1);
        Interactions clean = TRUE.data().events();
        List<int[]> rows = new ArrayList<>(); // person, item, step, whether it is to be predicted
        for (int user = 0; user < PEOPLE; user++) {
            for (int row = clean.from(user); row < clean.to(user); row++) {
                boolean last = row == clean.to(user) - 1;
                if (random.nextInt(10) < 7) {
                    rows.add(new int[] {user, ITEMS + clean.item(row), row - clean.from(user), 0});
                }
                rows.add(new int[] {user, clean.item(row), row - clean.from(user), last ? 1 : 0});
                if (!last && random.nextInt(10) < 3) {
                    rows.add(new int[] {user, clean.item(row), row - clean.from(user), 0});
                }
            }
        }
        List<Item> items = new ArrayList<>(TRUE.data().catalog().items());
        IntStream.range(0, ITEMS).forEach(i -> items.add(Item.of("receipt-" + i)));
        Interactions events = Interactions.sorted(
                PEOPLE,
                rows.stream().mapToInt(r -> r[0]).toArray(),
                rows.stream().mapToInt(r -> r[1]).toArray(),
                null,
                rows.stream().mapToLong(r -> 86_400_000L * r[2]).toArray(),
                null);
        Dataset data = new Dataset(
                "spoiled", TRUE.data().users(), new Catalog(items), new IdMap(List.of("any")), events, Map.of());
        Split.Part[] parts = rows.stream()
                .map(r -> r[3] == 1 ? Split.Part.VALIDATION : Split.Part.TRAIN)
                .toArray(Split.Part[]::new);
        return new Split("last", data, parts);
    }

    private static Recommender train(String kind, Map<String, String> options, Optional<DownWeighting> weighting) {
        Dataset data = SPLIT.train();
        Trainer.Run run = Trainer.Run.of(1);
        return Models.trainer(kind, options)
                .train(
                        data,
                        weighting.map(w -> run.withWeights(w.weights(data))).orElse(run));
    }

    private static Retrained compare(Recommender before, Recommender after, DownWeighting weighting) {
        return Retrained.compare(
                before,
                after,
                SPLIT,
                Split.Part.VALIDATION,
                weighting,
                RankingEvaluator.Options.defaults(),
                LOOK,
                Progress.NONE);
    }

    /** Of how many people the first recommendation, where the log is as it should be, is what follows from the event that the reason calls strongest. */
    private static double trueReasons(Recommender model, DownWeighting weighting) {
        Split clean = weighting.clean(SPLIT);
        Config.Explaining how = new Config.Explaining("leave-one-out", 0, Target.MARGIN, Absence.REMOVED, 100, 3, 1);
        Because because = new Because(model, how, Optional.empty());
        int named = 0;
        for (int user = 0; user < PEOPLE; user++) {
            Profile profile = clean.before(user, Split.Part.VALIDATION);
            Set<Integer> known = profile.knownItems().stream().boxed().collect(Collectors.toSet());
            int first = model.recommend(new Query(profile, 1, known, List.of()))
                    .getFirst()
                    .item();
            List<Candidate> candidates = List.of(model.catalog().candidates().get(first));
            String strongest = because.explain(profile, candidates, known).getFirst().attribution().players().stream()
                    .max(Comparator.comparingDouble(PlayerValue::value))
                    .orElseThrow()
                    .player()
                    .id();
            int place = Integer.parseInt(strongest.substring("event:".length()));
            int item = profile.events().get(place).knownItem();
            named += item < ITEMS && TRUE.successor(item) == first ? 1 : 0;
        }
        return (double) named / PEOPLE;
    }

    private static Retrained.Accuracy accuracy(Retrained retrained, boolean clean) {
        return retrained.accuracy().stream()
                .filter(a -> a.clean() == clean && a.metric().equals("ndcg@10"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void down_weighting_restores_the_true_reasons_of_a_sequence_model_and_its_accuracy_on_clean_events() {
        Recommender before = train("transformer", SMALL, Optional.empty());
        Leanings report = Leanings.of(before, SPLIT, LOOK, Progress.NONE);
        assertThat(report.leaned()).contains(DownWeighting.Kind.LEAKED);
        assertThat(DownWeighting.of(report).orElseThrow().text()).contains("leaked=0.1");
        DownWeighting weighting = DownWeighting.parse(List.of("leaked", "repeated"), Optional.empty());
        Recommender after = train("transformer", SMALL, Optional.of(weighting));
        Retrained retrained = compare(before, after, weighting);
        assertThat(retrained.leanedBefore().leaned()).isTrue();
        assertThat(retrained.leanedAfter().leaned()).isFalse();
        assertThat(accuracy(retrained, true).change().orElseThrow().low()).isGreaterThan(0.15);
        assertThat(accuracy(retrained, true).after()).isGreaterThan(0.55);
        assertThat(accuracy(retrained, false).people()).isEqualTo(PEOPLE);
        assertThat(trueReasons(before, weighting)).isLessThan(0.25);
        assertThat(trueReasons(after, weighting)).isGreaterThan(0.75);
    }

    /** Even items are rated high and odd ones low, but for a fifth; a receipt that is logged at the moment of a rating tells which it is. */
    private static Split spoiledRatings() {
        SplittableRandom random = new SplittableRandom(2);
        List<int[]> rows = new ArrayList<>(); // person, item, step, rating or 0
        for (int user = 0; user < PEOPLE; user++) {
            for (int step = 0; step < 10; step++) {
                int item = random.nextInt(ITEMS);
                int rating = (item % 2 == 0) == (random.nextInt(5) > 0) ? 5 : 1;
                rows.add(new int[] {user, rating == 5 ? ITEMS : ITEMS + 1, step, 0});
                rows.add(new int[] {user, item, step, rating});
            }
        }
        List<Item> items = new ArrayList<>(TRUE.data().catalog().items().subList(0, ITEMS));
        items.addAll(List.of(Item.of("receipt-high"), Item.of("receipt-low")));
        float[] values = new float[rows.size()];
        IntStream.range(0, values.length).forEach(i -> values[i] = rows.get(i)[3] == 0 ? Float.NaN : rows.get(i)[3]);
        Interactions events = Interactions.sorted(
                PEOPLE,
                rows.stream().mapToInt(r -> r[0]).toArray(),
                rows.stream().mapToInt(r -> r[1]).toArray(),
                values,
                rows.stream().mapToLong(r -> 86_400_000L * r[2]).toArray(),
                null);
        Dataset data = new Dataset(
                "ratings", TRUE.data().users(), new Catalog(items), new IdMap(List.of("any")), events, Map.of());
        Split.Part[] parts = rows.stream()
                .map(r -> r[2] == 9 && r[3] > 0 ? Split.Part.VALIDATION : Split.Part.TRAIN)
                .toArray(Split.Part[]::new);
        return new Split("last", data, parts);
    }

    @ParameterizedTest
    @CsvSource({"rating,rmse,mae", "probability,log-loss,brier"})
    void models_of_ratings_and_probabilities_unlearn_a_leak_and_are_told_in_their_own_metrics(
            String task, String first, String second) {
        Split split = spoiledRatings();
        Dataset data = split.train();
        Map<String, String> options = new LinkedHashMap<>(SMALL);
        options.putAll(Map.of("task", task, "atLeast", "3", "epochs", "15", "actions", "false"));
        DownWeighting weighting = DownWeighting.parse(List.of("leaked=0"), Optional.empty());
        Trainer.Run run = Trainer.Run.of(1);
        Recommender before = Models.trainer("transformer", options).train(data, run);
        Recommender after =
                Models.trainer("transformer", options).train(data, run.withWeights(weighting.weights(data)));
        Retrained retrained = Retrained.compare(
                before,
                after,
                split,
                Split.Part.VALIDATION,
                weighting,
                RankingEvaluator.Options.defaults(),
                LOOK,
                Progress.NONE);
        List<String> metrics = task.equals("rating") ? List.of(first, second) : List.of(first, second, "auc");
        assertThat(retrained.accuracy().stream().map(Retrained.Accuracy::metric).distinct())
                .containsExactlyElementsOf(metrics);
        for (Retrained.Accuracy accuracy : retrained.accuracy()) {
            boolean auc = accuracy.metric().equals("auc");
            // Smaller is better but for the area under the curve.
            double better = (auc ? 1 : -1) * (accuracy.after() - accuracy.before());
            assertThat(better > 0).as("%s", accuracy).isEqualTo(accuracy.clean());
            assertThat(accuracy.change().isEmpty()).isEqualTo(auc);
            accuracy.change().ifPresent(change -> {
                assertThat(change.meanDifference()).isCloseTo(accuracy.after() - accuracy.before(), within(1e-9));
                assertThat(change.low()).isLessThan(change.meanDifference());
                assertThat(change.high()).isGreaterThan(change.meanDifference());
            });
        }
        Leaning leaked = retrained.before().kinds().getFirst();
        Leaning unlearned = retrained.after().kinds().getFirst();
        assertThat(leaked.leaned()).isTrue();
        assertThat(unlearned.weight()).as("%s, %s", leaked, unlearned).isLessThan(leaked.weight() - 0.1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ease", "itemknn", "ials"})
    void models_of_sets_lean_less_on_the_mistakes_too_and_are_better_on_clean_events(String kind) {
        DownWeighting weighting = DownWeighting.parse(List.of("leaked=0", "repeated=0"), Optional.empty());
        Recommender before = train(kind, Map.of(), Optional.empty());
        Recommender after = train(kind, Map.of(), Optional.of(weighting));
        Retrained retrained = compare(before, after, weighting);
        assertThat(retrained.leanedAfter().weight())
                .isLessThan(retrained.leanedBefore().weight() - 0.1);
        assertThat(accuracy(retrained, true).change().orElseThrow().low()).isGreaterThan(0.1);
    }

    @Test
    void the_clean_events_are_those_of_the_world_without_the_mistakes() {
        DownWeighting weighting = DownWeighting.parse(List.of("leaked", "repeated", "popular=0.5"), Optional.empty());
        Split clean = weighting.clean(SPLIT);
        for (int user = 0; user < PEOPLE; user++) {
            List<Integer> items = new ArrayList<>();
            for (int row = clean.whole().events().from(user);
                    row < clean.whole().events().to(user);
                    row++) {
                items.add(clean.whole().events().item(row));
            }
            Interactions log = TRUE.data().events();
            List<Integer> once = IntStream.range(log.from(user), log.to(user))
                    .mapToObj(log::item)
                    .distinct()
                    .toList();
            // What comes again honestly goes too: a rule cannot tell it from what was logged twice.
            assertThat(items).containsExactlyElementsOf(once);
        }
    }

    @Test
    void rules_weigh_what_they_name_and_the_smallest_weight_counts() {
        Dataset data = SPLIT.train();
        EventWeights weights = DownWeighting.parse(List.of("item:item-3=0.5", "leaked=0.2"), Optional.empty())
                .weights(data);
        Interactions events = data.events();
        for (int user = 0; user < PEOPLE; user++) {
            for (int row = events.from(user); row < events.to(user); row++) {
                int own = row;
                boolean leaked = IntStream.range(row + 1, events.to(user))
                        .anyMatch(later ->
                                events.time(later) == events.time(own) && events.item(later) != events.item(own));
                double expected = leaked ? 0.2 : events.item(row) == 3 ? 0.5 : 1;
                assertThat(weights.weight(row)).isEqualTo(expected);
            }
        }
        assertThat(weights.how()).isEqualTo("item:item-3=0.5, leaked=0.2");
        assertThat(DownWeighting.again(weights.how()).weights(data)).isEqualTo(weights);
        assertThat(DownWeighting.Rule.parse("attribute:genre:A=B=0.3").value()).isEqualTo("A=B");
        assertThat(DownWeighting.Rule.parse("popular").weight()).isEqualTo(DownWeighting.USUAL);
        assertThatThrownBy(() -> DownWeighting.again("file gone.csv"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("because retrain --weights FILE");
        assertThatThrownBy(() -> DownWeighting.parse(List.of(), Optional.empty()))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> DownWeighting.parse(List.of("item:"), Optional.empty()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("item:ID");
    }
}
