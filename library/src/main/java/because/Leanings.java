package because;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Budget;
import because.core.Dataset;
import because.core.Event;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Item;
import because.core.PlayerValue;
import because.core.Profile;
import because.core.Progress;
import because.core.Question;
import because.core.Recommender;
import because.core.Split;
import because.evaluate.accuracy.Evaluation;
import because.evaluate.accuracy.RankingEvaluator;
import because.evaluate.faithfulness.Leaning;
import because.explain.Explainers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What a model's reasons lean on though they should not need it. The items that people really used next (the part of the split that is to be predicted) are
 * explained in terms of the events before: weight on events that happened at the very time of what is predicted means that the answer leaks; weight on repeated
 * items means that doubled events count double; weight on what everybody uses means that the model tells people apart too little.
 *
 * @param method the explainer
 * @param people how many people were looked at
 * @param kinds the suspects, kind by kind
 * @param items the items that carry most weight beyond how often they occur, the most first
 */
public record Leanings(String method, int people, List<Leaning> kinds, List<ItemWeight> items) {
    /** Items in fewer histories are not reported one by one. */
    private static final int FEWEST = 5;

    private static final int REPORTED = 10;

    /** What is popular: this share of the items with the most training events. */
    private static final double POPULAR = 0.01;

    /** Copies the lists. */
    public Leanings {
        kinds = List.copyOf(kinds);
        items = List.copyOf(items);
    }

    /**
     * An item that reasons lean on.
     *
     * @param item the item
     * @param histories in how many of the histories it is
     * @param weight its mean share of the positive values there
     * @param players its mean share of the players there
     */
    public record ItemWeight(Item item, int histories, double weight, double players) {
        double lift() {
            return weight / players;
        }
    }

    /**
     * Looks at what a model leans on when it is right to recommend what people used next.
     *
     * @param recommender a model that was trained on the split's training part
     * @param split its test part is explained
     * @param options the first of its methods explains (auto if none is named); how many people, events, calls
     * @param progress is told after each person
     * @return what it leans on
     * @throws BadInput if nobody has two events before the test
     */
    public static Leanings of(Recommender recommender, Split split, Judging.Options options, Progress progress) {
        Explainer explainer = Explainers.named(options.names(recommender).getFirst());
        Dataset whole = split.whole();
        BitSet popular = popular(split);
        List<double[]> values = new ArrayList<>();
        List<List<Event>> histories = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        List<Integer> people = Judging.shuffled(
                IntStream.range(0, whole.users().size()).boxed().toList(),
                options.judge().seed());
        progress.stage("looking at what " + recommender.provenance().model() + " leans on", options.people());
        for (int user : people) {
            int[] rows = split.rows(user, Split.Part.TEST);
            Profile profile = Judging.newest(split.before(user, Split.Part.TEST), recommender, options.events());
            if (rows.length == 0 || profile.events().size() < 2) {
                continue;
            }
            values.add(explained(explainer, recommender, profile, whole.events().item(rows[0]), options));
            histories.add(profile.events());
            times.add(whole.events().time(rows[0]));
            progress.step(values.size(), Map.of());
            if (values.size() == options.people()) {
                break;
            }
        }
        if (values.isEmpty()) {
            throw new BadInput("nobody has two events before the test part, so nothing can be explained.");
        }
        long seed = options.judge().seed();
        List<Leaning> kinds = List.of(
                Leaning.of("at the time of what is predicted (it may leak)", values, at(histories, times), seed),
                Leaning.of("repeated items (duplicates)", values, repeated(histories), seed),
                Leaning.of(
                        String.format(Locale.ROOT, "the most popular %.0f %% of the items", 100 * POPULAR),
                        values,
                        flagged(histories, event -> popular.get(Math.max(0, event))),
                        seed));
        return new Leanings(explainer.method(), values.size(), kinds, items(recommender, values, histories));
    }

    private static double[] explained(
            Explainer explainer, Recommender recommender, Profile profile, int item, Judging.Options options) {
        Question question = Question.about(
                        profile,
                        recommender.catalog(),
                        List.of(recommender.catalog().candidates().get(item)))
                .withTarget(options.target())
                .withAbsence(options.absence());
        Budget budget =
                options.calls() == 0 ? Explainers.budget(question.players().size()) : Budget.calls(options.calls());
        Explanation explanation = explainer
                .explain(recommender, question, budget, options.judge().seed())
                .getFirst();
        if (!(explanation instanceof Attribution attribution)) {
            throw new BadInput("the method " + explainer.method() + " gives no values of events.");
        }
        return attribution.players().stream().mapToDouble(PlayerValue::value).toArray();
    }

    private static BitSet popular(Split split) {
        Dataset whole = split.whole();
        long[] counts = new long[whole.catalog().size()];
        for (int row = 0; row < whole.events().size(); row++) {
            counts[whole.events().item(row)] += split.part(row) == Split.Part.TRAIN ? 1 : 0;
        }
        BitSet popular = new BitSet();
        IntStream.range(0, counts.length)
                .boxed()
                .sorted((a, b) -> Long.compare(counts[b], counts[a]))
                .limit(Math.max(1, Math.round(POPULAR * counts.length)))
                .forEach(popular::set);
        return popular;
    }

    private static List<BitSet> at(List<List<Event>> histories, List<Long> times) {
        List<BitSet> all = new ArrayList<>();
        for (int person = 0; person < histories.size(); person++) {
            BitSet same = new BitSet();
            for (int i = 0; i < histories.get(person).size(); i++) {
                long time = histories.get(person).get(i).time();
                same.set(i, time != Event.NO_TIME && time == times.get(person));
            }
            all.add(same);
        }
        return all;
    }

    /** All but the first event of each item. */
    private static List<BitSet> repeated(List<List<Event>> histories) {
        List<BitSet> all = new ArrayList<>();
        for (List<Event> history : histories) {
            Set<Integer> seen = new HashSet<>();
            BitSet again = new BitSet();
            for (int i = 0; i < history.size(); i++) {
                again.set(i, !seen.add(history.get(i).knownItem()));
            }
            all.add(again);
        }
        return all;
    }

    private static List<BitSet> flagged(List<List<Event>> histories, IntPredicate item) {
        return histories.stream()
                .map(history -> {
                    BitSet set = new BitSet();
                    for (int i = 0; i < history.size(); i++) {
                        set.set(i, item.test(history.get(i).knownItem()));
                    }
                    return set;
                })
                .toList();
    }

    private static List<ItemWeight> items(Recommender recommender, List<double[]> values, List<List<Event>> histories) {
        Map<Integer, double[]> sums = new HashMap<>();
        for (int person = 0; person < values.size(); person++) {
            double all = 0;
            for (double value : values.get(person)) {
                all += Math.max(0, value);
            }
            for (int i = 0; all > 0 && i < values.get(person).length; i++) {
                double[] sum = sums.computeIfAbsent(histories.get(person).get(i).knownItem(), _ -> new double[3]);
                sum[0]++;
                sum[1] += Math.max(0, values.get(person)[i]) / all;
                sum[2] += 1.0 / values.get(person).length;
            }
        }
        return sums.entrySet().stream()
                .filter(e -> e.getKey() >= 0 && e.getValue()[0] >= FEWEST)
                .map(e -> new ItemWeight(
                        recommender.catalog().item(e.getKey()),
                        (int) e.getValue()[0],
                        e.getValue()[1] / e.getValue()[0],
                        e.getValue()[2] / e.getValue()[0]))
                .sorted((a, b) -> Double.compare(b.lift(), a.lift()))
                .limit(REPORTED)
                .toList();
    }

    /**
     * What becomes of the accuracy when a model of the same kind is trained without the suspects: repeated items count once, and events at the time of what is
     * predicted are left out of training.
     *
     * @param before how the model does, on the validation part
     * @param after how the model trained without them does
     * @param left how many training events were left out
     */
    public record Retrained(Evaluation before, Evaluation after, int left) {}

    /**
     * Trains again without repeated items in a person's history.
     *
     * @param recommender the model; its kind and options are used again
     * @param split what it was trained on
     * @param seed of the training
     * @param progress is told how far it is
     * @return the accuracy on the validation part before and after
     */
    public static Retrained withoutRepeats(Recommender recommender, Split split, long seed, Progress progress) {
        Dataset train = split.train();
        BitSet left = new BitSet();
        for (int user = 0; user < train.users().size(); user++) {
            Set<Integer> seen = new HashSet<>();
            for (int row = train.events().from(user); row < train.events().to(user); row++) {
                left.set(row, !seen.add(train.events().item(row)));
            }
        }
        Dataset fewer = train.withEvents(train.events().where(row -> !left.get(row)));
        RankingEvaluator evaluator =
                new RankingEvaluator(split, Split.Part.VALIDATION, RankingEvaluator.Options.defaults());
        progress.stage("training without " + left.cardinality() + " repeated events", 0);
        try (Recommender again = Models.trainer(
                        recommender.provenance().model(),
                        recommender.provenance().options())
                .train(fewer, because.core.Trainer.Run.of(seed).withProgress(progress))) {
            return new Retrained(evaluator.evaluate(recommender), evaluator.evaluate(again), left.cardinality());
        }
    }
}
