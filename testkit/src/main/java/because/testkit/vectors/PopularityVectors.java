package because.testkit.vectors;

import because.core.BadInput;
import because.evaluate.MetricValue;
import because.evaluate.accuracy.Concentration;
import because.evaluate.accuracy.Popularity;
import because.evaluate.accuracy.RecommendedLists;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The family {@code popularity}: coverage, Gini coefficients, entropy, average popularity, long tail and novelty of recommended lists. */
public final class PopularityVectors implements VectorFamily {

    @Override
    public String name() {
        return "popularity";
    }

    @Override
    public Set<String> kinds() {
        return Set.of("recbole", "evidently", "gini", "head_tail", "novelty");
    }

    @Override
    public Answer answer(String kind, VectorInput input) {
        return Answer.of(
                switch (kind) {
                    case "recbole" -> recBole(input);
                    case "evidently" -> evidently(input);
                    case "gini" -> gini(input);
                    case "head_tail" -> headAndTail(input);
                    case "novelty" -> novelty(input);
                    default -> throw BadInput.unknown("kind", kind, kinds());
                });
    }

    /** Numbers the items of a case from 0, in the order in which they are met. */
    private static final class Numbering {
        private final Map<String, Integer> numbers = new HashMap<>();

        int of(String id) {
            return numbers.computeIfAbsent(id, _ -> numbers.size());
        }

        int[] list(VectorInput list) {
            return list.elements().stream()
                    .mapToInt(item -> of(Integer.toString(item.integer())))
                    .toArray();
        }

        int[][] lists(Stream<VectorInput> lists) {
            return lists.map(this::list).toArray(int[][]::new);
        }

        /** The popularity of all items that were met so far or are counted here; 0 for those that are not counted. */
        Popularity popularity(Map<String, VectorInput> counts) {
            counts.keySet().forEach(this::of);
            long[] numbered = new long[numbers.size()];
            counts.forEach((id, count) -> numbered[of(id)] = count.integer());
            return Popularity.ofCounts(numbered);
        }

        int size() {
            return numbers.size();
        }
    }

    private static Map<String, Object> recBole(VectorInput input) {
        Numbering numbering = new Numbering();
        int[][] each = numbering.lists(input.at("lists").elements().stream());
        RecommendedLists lists = new RecommendedLists(input.at("n_items").integer(), each);
        long[] counts = lists.counts();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("coverage", lists.coverage());
        answer.put("gini_recbole", Concentration.giniOverCatalogue(counts));
        answer.put("entropy_sum", Concentration.entropy(counts));
        answer.put("entropy_recbole_mean_form", Concentration.meanEntropyTerm(counts));
        input.find("popularity").ifPresent(given -> {
            Popularity popularity = numbering.popularity(given.entries());
            answer.put("average_popularity_at_k", mean(lists.means(popularity::count)));
            answer.put("cumulative_average_popularity", lists.runningMeans(popularity::count));
        });
        input.find("tail_items").ifPresent(given -> {
            BitSet tail = new BitSet();
            IntStream.of(numbering.list(given)).forEach(tail::set);
            answer.put("aplt", mean(lists.tailShares(tail)));
        });
        return answer;
    }

    private static double mean(double[] perList) {
        return MetricValue.of(perList).mean();
    }

    private static Map<String, Object> evidently(VectorInput input) {
        Numbering numbering = new Numbering();
        int[][] each = numbering.lists(input.at("recommendations").entries().values().stream());
        Popularity popularity =
                numbering.popularity(input.at("train_popularity").entries());
        RecommendedLists lists =
                new RecommendedLists(numbering.size(), each).top(input.at("K").integer());
        return Map.of(
                "arp", mean(lists.only(item -> popularity.count(item) > 0).means(popularity::count)),
                "coverage", lists.coverage(item -> popularity.count(item) > 0),
                "gini_evidently", Concentration.giniOverRecommended(lists.counts()));
    }

    private static long[] counts(VectorInput input) {
        return input.at("counts").elements().stream()
                .mapToLong(VectorInput::integer)
                .toArray();
    }

    private static Map<String, Object> gini(VectorInput input) {
        return Map.of(
                "recbole_all_items", Concentration.giniOverCatalogue(counts(input)),
                "evidently_recommended_only", Concentration.giniOverRecommended(counts(input)));
    }

    private static Map<String, Object> headAndTail(VectorInput input) {
        Popularity popularity = Popularity.ofCounts(counts(input));
        double share = input.at("head_share").number();
        List<Integer> head = popularity.head(share);
        return Map.of(
                "head",
                head,
                "tail_size",
                popularity.items() - head.size(),
                "head_interaction_share",
                popularity.headShareOfEvents(share));
    }

    private static Map<String, Object> novelty(VectorInput input) {
        Map<Integer, Double> probabilities = new HashMap<>();
        Numbering numbering = new Numbering();
        input.at("probability")
                .entries()
                .forEach((id, probability) -> probabilities.put(numbering.of(id), probability.number()));
        int[] list = numbering.list(input.at("list"));
        RecommendedLists lists = new RecommendedLists(numbering.size(), new int[][] {list});
        return Map.of(
                "mean_self_information",
                lists.means(item -> Popularity.selfInformation(probabilities.getOrDefault(item, 0.0)))[0]);
    }
}
