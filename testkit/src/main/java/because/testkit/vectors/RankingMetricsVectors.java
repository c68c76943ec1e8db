package because.testkit.vectors;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Event;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.Profile;
import because.core.Provenance;
import because.core.Recommender;
import because.core.Split;
import because.evaluate.MetricValue;
import because.evaluate.PairedComparison;
import because.evaluate.accuracy.Evaluation;
import because.evaluate.accuracy.Popularity;
import because.evaluate.accuracy.RankRule;
import because.evaluate.accuracy.RankingEvaluator;
import because.evaluate.accuracy.RankingMetric;
import because.evaluate.accuracy.RecommendedLists;
import because.evaluate.accuracy.RocCurve;
import because.evaluate.accuracy.SampledRanking;
import because.evaluate.accuracy.TargetRanks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The family {@code ranking_metrics}: accuracy metrics, ranks of ties, sampled ranking, leaking popularity, AUC, diversity and paired differences. */
public final class RankingMetricsVectors implements VectorFamily {
    private static final Map<RankingMetric, String> KEYS = keys();

    private static Map<RankingMetric, String> keys() {
        Map<RankingMetric, String> keys = new LinkedHashMap<>();
        keys.put(RankingMetric.HIT_RATE, "hr");
        keys.put(RankingMetric.RECALL, "recall");
        keys.put(RankingMetric.PRECISION, "precision");
        keys.put(RankingMetric.RECIPROCAL_RANK, "mrr");
        keys.put(RankingMetric.AVERAGE_PRECISION, "ap");
        keys.put(RankingMetric.AVERAGE_PRECISION_OF_ALL_RELEVANT, "ap_divided_by_all_relevant");
        keys.put(RankingMetric.NDCG, "ndcg");
        keys.put(RankingMetric.NDCG_OF_FULL_IDEAL, "ndcg_full_ideal");
        return keys;
    }

    @Override
    public String name() {
        return "ranking_metrics";
    }

    @Override
    public Set<String> kinds() {
        return Set.of(
                "multi_relevant",
                "single_target",
                "rank_with_ties",
                "sampled_vs_full",
                "popularity_leak",
                "auc",
                "diversity",
                "paired_difference");
    }

    @Override
    public Answer answer(String kind, VectorInput input) {
        return Answer.of(
                switch (kind) {
                    case "multi_relevant" -> multiRelevant(input);
                    case "single_target" -> singleTarget(input);
                    case "rank_with_ties" -> rankWithTies(input);
                    case "sampled_vs_full" -> sampledVersusFull(input);
                    case "popularity_leak" -> popularityLeak(input);
                    case "auc" -> areaUnderCurve(input);
                    case "diversity" -> diversity(input);
                    case "paired_difference" -> pairedDifference(input);
                    default -> throw BadInput.unknown("kind", kind, kinds());
                });
    }

    private static int[] ks(VectorInput input) {
        VectorInput k = input.at("k");
        return k.isNumber() ? new int[] {k.integer()} : k.integers();
    }

    private static Map<String, Object> multiRelevant(VectorInput input) {
        List<TargetRanks> users = input.at("users").elements().stream()
                .map(user -> TargetRanks.inList(
                        user.at("ranking").integers(),
                        Arrays.stream(user.at("relevant").integers()).boxed().collect(Collectors.toSet())))
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        for (int k : ks(input)) {
            List<Map<String, Double>> perUser = users.stream()
                    .map(user -> {
                        Map<String, Double> values = new LinkedHashMap<>();
                        KEYS.forEach((metric, key) -> values.put(key, metric.value(user, k)));
                        return values;
                    })
                    .toList();
            Map<String, Double> means = new LinkedHashMap<>();
            KEYS.forEach((metric, key) -> means.put(key, mean(users, metric, k)));
            answer.put("@" + k, Map.of("per_user", perUser, "mean", means));
        }
        return answer;
    }

    private static double mean(List<TargetRanks> users, RankingMetric metric, int k) {
        return MetricValue.of(users.stream()
                        .mapToDouble(user -> metric.value(user, k))
                        .toArray())
                .mean();
    }

    private static Map<String, Object> singleTarget(VectorInput input) {
        List<TargetRanks> users = Arrays.stream(input.at("target_ranks").numbers())
                .mapToObj(TargetRanks::of)
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        for (int k : ks(input)) {
            answer.put(
                    "@" + k,
                    Map.of(
                            "hr", mean(users, RankingMetric.HIT_RATE, k),
                            "ndcg", mean(users, RankingMetric.NDCG, k),
                            "mrr", mean(users, RankingMetric.RECIPROCAL_RANK, k)));
        }
        answer.put("mrr_full", mean(users, RankingMetric.RECIPROCAL_RANK, Integer.MAX_VALUE));
        return answer;
    }

    private static Map<String, Object> rankWithTies(VectorInput input) {
        double[] scores = input.at("scores").numbers();
        int target = input.at("target").integer();
        BitSet masked = new BitSet();
        input.find("masked").ifPresent(items -> Arrays.stream(items.integers()).forEach(masked::set));
        return Map.of(
                "optimistic", RankRule.OPTIMISTIC.rank(scores, target, masked),
                "pessimistic", RankRule.PESSIMISTIC.rank(scores, target, masked),
                "mean", RankRule.MEAN.rank(scores, target, masked),
                "unmasked_optimistic", RankRule.OPTIMISTIC.rank(scores, target, new BitSet()));
    }

    private static Map<String, Object> sampledVersusFull(VectorInput input) {
        int rank = input.at("full_rank").integer();
        int k = input.at("k").integer();
        TargetRanks full = TargetRanks.of(rank);
        SampledRanking sampled = SampledRanking.expected(
                rank,
                input.at("n_items").integer(),
                input.at("sampled_negatives").integer(),
                k);
        return Map.of(
                "full", Map.of("hr", full.hitRate(k), "ndcg", full.ndcg(k)),
                "expected_sampled", Map.of("hr", sampled.hitRate(), "ndcg", sampled.ndcg()));
    }

    private static Map<String, Object> popularityLeak(VectorInput input) {
        int[][] sequences = input.at("sequences").integerRows();
        int items = input.at("n_items").integer();
        int k = input.at("k").integer();
        Split split = leaveLastOut(sequences, items);
        Interactions events = split.whole().events();
        return Map.of(
                "train_only",
                popularity(split, k, Popularity.of(events, items, row -> split.part(row) == Split.Part.TRAIN)),
                "all_interactions_leaking",
                popularity(split, k, Popularity.of(events, items, _ -> true)));
    }

    private static Map<String, Object> popularity(Split split, int k, Popularity popularity) {
        RankingEvaluator.Options options =
                RankingEvaluator.Options.defaults().withKs(k).withTies(RankRule.ITEM_ORDER);
        Evaluation evaluation = new RankingEvaluator(split, Split.Part.TEST, options)
                .evaluate(new ByPopularity(split.whole().catalog(), popularity));
        return Map.of(
                "counts",
                IntStream.range(0, popularity.items())
                        .mapToLong(popularity::count)
                        .toArray(),
                "hr",
                evaluation.metric("hr@" + k).mean(),
                "ndcg",
                evaluation.metric("ndcg@" + k).mean());
    }

    private static Split leaveLastOut(int[][] sequences, int items) {
        int[] users = IntStream.range(0, sequences.length)
                .flatMap(u -> IntStream.range(0, sequences[u].length).map(_ -> u))
                .toArray();
        int[] used = Arrays.stream(sequences).flatMapToInt(Arrays::stream).toArray();
        if (Arrays.stream(used).anyMatch(item -> item < 0 || item >= items)) {
            throw new BadInput("a sequence holds an item that is not from 0 to " + (items - 1) + ".");
        }
        List<Split.Part> parts = new ArrayList<>();
        for (int[] sequence : sequences) {
            for (int i = 0; i < sequence.length; i++) {
                int left = sequence.length - 1 - i;
                parts.add(left == 0 ? Split.Part.TEST : left == 1 ? Split.Part.VALIDATION : Split.Part.TRAIN);
            }
        }
        Dataset data = new Dataset(
                "sequences",
                ids(sequences.length),
                new Catalog(ids(items).ids().stream().map(Item::of).toList()),
                new IdMap(List.of(Event.ANY)),
                Interactions.sorted(sequences.length, users, used, null, null, null),
                Map.of());
        return new Split("leave last out", data, parts.toArray(Split.Part[]::new));
    }

    private static IdMap ids(int n) {
        return new IdMap(IntStream.range(0, n).mapToObj(Integer::toString).toList());
    }

    /** Recommends what is popular, to everybody alike. */
    private record ByPopularity(Catalog catalog, Popularity popularity) implements Recommender {
        @Override
        public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
            double[] row = candidates.stream()
                    .mapToDouble(candidate -> switch (candidate) {
                        case Candidate.Known known -> popularity.count(known.index());
                        case Candidate.Described _ -> throw new BadInput("popularity knows no described items.");
                    })
                    .toArray();
            return profiles.stream().map(_ -> row.clone()).toArray(double[][]::new);
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.SET_OF_ITEMS;
        }

        @Override
        public Provenance provenance() {
            return new Provenance("popularity", Map.of(), 0, "", "", Map.of());
        }
    }

    private static Map<String, Object> areaUnderCurve(VectorInput input) {
        int[] labels = input.at("labels").integers();
        boolean[] positive = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
            positive[i] = labels[i] == 1;
        }
        return Map.of("auc", RocCurve.area(input.at("scores").numbers(), positive));
    }

    private static Map<String, Object> diversity(VectorInput input) {
        double[][] similarity = input.at("similarity").matrix();
        RecommendedLists lists = new RecommendedLists(
                similarity.length, new int[][] {input.at("list").integers()});
        return Map.of("ild", lists.diversities((a, b) -> similarity[a][b])[0]);
    }

    private static Map<String, Object> pairedDifference(VectorInput input) {
        PairedComparison comparison = PairedComparison.of(
                input.at("a").numbers(), input.at("b").numbers(), 1, 1); // the expected numbers need no resamples
        return Map.of(
                "mean_difference", comparison.meanDifference(),
                "standard_error", comparison.standardError(),
                "t", comparison.t());
    }
}
