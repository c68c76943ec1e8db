package because.evaluate.accuracy;

import because.core.BadInput;
import because.core.Catalog;
import because.core.Context;
import because.core.Event;
import because.core.Metric;
import because.core.Profile;
import because.core.Recommender;
import because.core.Split;
import because.evaluate.MetricValue;
import because.evaluate.Shards;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Measures how well recommenders rank what people did in a part of a split, given what they did before it. For each person who has events in the part, the
 * items of these events are the targets; each is ranked in the whole catalogue, without the items that the person had used before (a target that they had used
 * before is ranked all the same).
 *
 * <p>People are scored in shards of fixed size, so a model's numbers are the same bits at any number of workers.
 */
public final class RankingEvaluator {
    /** How many people are scored in one call of the model; it bounds the memory to as many rows of the catalogue for each worker. */
    private static final int SHARD = 64;

    private final Split split;
    private final Split.Part part;
    private final Options options;
    private final Popularity popularity;
    private final int[] people;
    private final BitSet left = new BitSet(); // items that are left out of the ranking

    /**
     * How to evaluate.
     *
     * @param ks the lengths of the lists, each 1 or more
     * @param ties the rank of a target among equal scores
     * @param sample how many people to evaluate at most, drawn at random, 1 or more; {@link Integer#MAX_VALUE} for all
     * @param seed of the draw
     * @param workers how many threads, 1 or more; the result does not depend on it
     * @param queryTime whether models are asked at the time of the target, as they are in serving; offline that tells them when the event that they are to
     *     predict took place
     * @param unseen whether only items are ranked, and only they are targets, that nobody had used in the training part
     */
    public record Options(
            List<Integer> ks, RankRule ties, int sample, long seed, int workers, boolean queryTime, boolean unseen) {
        /** Copies the list and refuses numbers out of range. */
        public Options {
            ks = List.copyOf(ks);
            if (ks.isEmpty() || ks.stream().anyMatch(k -> k < 1)) {
                throw BadInput.of("k", ks, "one or more list lengths, each 1 or more", "");
            }
            if (sample < 1) {
                throw BadInput.of("sample", sample, "1 or more people", "");
            }
            if (workers < 1) {
                throw BadInput.of("workers", workers, "1 or more", "");
            }
        }

        /** @return lists of 5, 10 and 20, mean ranks, everybody, as many workers as there are processors */
        public static Options defaults() {
            return new Options(
                    List.of(5, 10, 20),
                    RankRule.MEAN,
                    Integer.MAX_VALUE,
                    1,
                    Runtime.getRuntime().availableProcessors(),
                    false,
                    false);
        }

        /**
         * @param ks the lengths of the lists
         * @return the same options with them
         */
        public Options withKs(Integer... ks) {
            return new Options(List.of(ks), ties, sample, seed, workers, queryTime, unseen);
        }

        /**
         * @param ties the rank of a target among equal scores
         * @return the same options with it
         */
        public Options withTies(RankRule ties) {
            return new Options(ks, ties, sample, seed, workers, queryTime, unseen);
        }

        /**
         * @param sample how many people to evaluate at most
         * @param seed of the draw
         * @return the same options for a random sample of the people
         */
        public Options withSample(int sample, long seed) {
            return new Options(ks, ties, sample, seed, workers, queryTime, unseen);
        }

        /**
         * @param workers how many threads
         * @return the same options with them
         */
        public Options withWorkers(int workers) {
            return new Options(ks, ties, sample, seed, workers, queryTime, unseen);
        }

        /**
         * @param queryTime whether models are asked at the time of the target
         * @return the same options with it
         */
        public Options withQueryTime(boolean queryTime) {
            return new Options(ks, ties, sample, seed, workers, queryTime, unseen);
        }

        /**
         * @param unseen whether only items are ranked that nobody had used in the training part
         * @return the same options with it
         */
        public Options withUnseen(boolean unseen) {
            return new Options(ks, ties, sample, seed, workers, queryTime, unseen);
        }
    }

    /**
     * @param split what is known before and what is to be predicted
     * @param part the part to predict: {@link Split.Part#VALIDATION} or {@link Split.Part#TEST}
     * @param options how
     * @throws BadInput if the part is the training part or nobody has events in it
     */
    public RankingEvaluator(Split split, Split.Part part, Options options) {
        if (part == Split.Part.TRAIN) {
            throw BadInput.of("the part to evaluate", label(part), "validation, test", "");
        }
        this.split = split;
        this.part = part;
        this.options = options;
        var events = split.whole().events();
        this.popularity =
                Popularity.of(events, split.whole().catalog().size(), row -> split.part(row) == Split.Part.TRAIN);
        if (options.unseen()) {
            for (int row = 0; row < events.size(); row++) {
                if (split.part(row) == Split.Part.TRAIN) {
                    left.set(events.item(row));
                }
            }
        }
        int[] eligible = IntStream.range(0, events.users())
                .filter(user -> targets(user).length > 0)
                .toArray();
        if (eligible.length == 0) {
            throw new BadInput("nobody has events in the " + label(part) + " part of the split '" + split.name()
                    + "'.\nMaybe choose another split, or filters that leave people more events.");
        }
        this.people = sample(eligible, options);
    }

    private static int[] sample(int[] people, Options options) {
        if (people.length <= options.sample()) {
            return people;
        }
        SplittableRandom random = new SplittableRandom(options.seed());
        for (int i = 0; i < options.sample(); i++) {
            int j = random.nextInt(i, people.length);
            int drawn = people[j];
            people[j] = people[i];
            people[i] = drawn;
        }
        int[] sample = Arrays.copyOf(people, options.sample());
        Arrays.sort(sample);
        return sample;
    }

    /**
     * A metric for trainers to stop by.
     *
     * @param split what is known before and what is to be predicted
     * @param part the part to predict, usually {@link Split.Part#VALIDATION}
     * @param metric such as {@code "ndcg@10"}
     * @param options how; its list lengths are not used
     * @return the metric
     * @throws BadInput if there is no such metric, or nobody has events in the part
     */
    public static Metric metric(Split split, Split.Part part, String metric, Options options) {
        RankingMetric.At at = RankingMetric.At.parse(metric);
        RankingEvaluator evaluator = new RankingEvaluator(split, part, options);
        return new Metric() {
            @Override
            public String name() {
                return at.name();
            }

            @Override
            public double[] perPerson(Recommender recommender) {
                double[] values = new double[evaluator.people.length];
                evaluator.judge(
                        recommender, (i, ranks, _, _) -> values[i] = at.metric().value(ranks, at.k()));
                return values;
            }
        };
    }

    /**
     * Measures a model.
     *
     * @param recommender the model; it must know the same items as the split's data
     * @return how it did
     * @throws BadInput if the model knows other items or gives scores that are not finite
     */
    public Evaluation evaluate(Recommender recommender) {
        int longest = options.ks().stream().mapToInt(k -> k).max().orElseThrow();
        TargetRanks[] ranks = new TargetRanks[people.length];
        int[][] shown = new int[people.length][];
        judge(recommender, (i, targets, scores, seen) -> {
            ranks[i] = targets;
            shown[i] = RecommendedLists.best(scores, seen, longest);
        });
        RecommendedLists lists = new RecommendedLists(split.whole().catalog().size(), shown);
        Map<String, double[]> values = new LinkedHashMap<>();
        Map<String, Double> catalogue = new LinkedHashMap<>();
        for (int k : options.ks()) {
            for (RankingMetric metric : RankingMetric.REPORTED) {
                values.put(
                        metric.at(k),
                        Arrays.stream(ranks)
                                .mapToDouble(person -> metric.value(person, k))
                                .toArray());
            }
            RecommendedLists top = lists.top(k);
            values.put("novelty@" + k, top.means(popularity::selfInformation));
            values.put("popularity@" + k, top.means(popularity::count));
            catalogue.put("coverage@" + k, top.coverage());
            catalogue.put("gini@" + k, Concentration.giniOverCatalogue(top.counts()));
        }
        Map<String, MetricValue> metrics = new LinkedHashMap<>();
        values.forEach((name, each) -> metrics.put(name, MetricValue.of(each)));
        Protocol protocol = new Protocol(
                split.name(),
                label(part),
                (options.unseen() ? "items unseen in training" : "full")
                        + (options.queryTime() ? ", asked at the target's time" : ""),
                "masked",
                options.ties().label(),
                people.length);
        return new Evaluation(
                protocol,
                recommender.provenance().model(),
                metrics,
                catalogue,
                new PersonValues(people.clone(), values),
                List.of());
    }

    /** What becomes of one person: the place in {@link #people}, the ranks of the targets, the scores of all items, and those that count as seen. */
    private interface Verdict {
        void person(int i, TargetRanks targets, double[] scores, BitSet seen);
    }

    /** Scores everybody. The verdict is called by several threads, once for each person. */
    private void judge(Recommender recommender, Verdict verdict) {
        Catalog catalog = split.whole().catalog();
        requireSameItems(recommender.catalog(), catalog);
        Shards.run(options.workers(), Math.ceilDiv(people.length, SHARD), shard -> {
            int from = shard * SHARD;
            int to = Math.min(people.length, from + SHARD);
            List<Profile> profiles = new ArrayList<>(to - from);
            for (int i = from; i < to; i++) {
                profiles.add(profile(people[i]));
            }
            double[][] scores =
                    recommender.score(profiles, recommender.catalog().candidates());
            for (int i = from; i < to; i++) {
                BitSet seen = profiles.get(i - from).knownItems();
                seen.or(left);
                double[] ranks = options.ties().ranks(scores[i - from], targets(people[i]), seen);
                verdict.person(i, TargetRanks.of(ranks), scores[i - from], seen);
            }
        });
    }

    private Profile profile(int user) {
        Profile before = split.before(user, part);
        if (!options.queryTime()) {
            return before;
        }
        long time = Arrays.stream(split.rows(user, part))
                .mapToLong(row -> split.whole().events().time(row))
                .min()
                .orElse(Event.NO_TIME);
        return before.withContext(new Context(time, before.context().values()));
    }

    private int[] targets(int user) {
        return Arrays.stream(split.rows(user, part))
                .map(row -> split.whole().events().item(row))
                .filter(item -> !left.get(item))
                .sorted()
                .distinct()
                .toArray();
    }

    private static void requireSameItems(Catalog model, Catalog data) {
        if (!model.sameItems(data)) {
            throw new BadInput("the model knows other items (" + model.size() + ") than the data to evaluate it on ("
                    + data.size() + ").\nMaybe the model was trained on other data.");
        }
    }

    private static String label(Split.Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }
}
