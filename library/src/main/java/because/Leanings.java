package because;

import because.core.Attribute;
import because.core.Attribution;
import because.core.BadInput;
import because.core.Budget;
import because.core.Dataset;
import because.core.Event;
import because.core.EventWeights;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Item;
import because.core.PlayerValue;
import because.core.Profile;
import because.core.Progress;
import because.core.Question;
import because.core.Recommender;
import because.core.Split;
import because.core.Task;
import because.evaluate.faithfulness.Leaning;
import because.explain.Explainers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What a model's reasons lean on though they should not need it. The items that people really used next (the validation part of the split, so that what is
 * done about it can still be tested; of ratings those that were rated, of probabilities those for which it came true) are explained in terms of the events before: weight on events that happened at the very time of what is predicted means that the answer leaks; weight on repeated
 * items means that doubled events count double; weight on what everybody uses means that the model tells people apart too little.
 *
 * @param method the explainer
 * @param people how many people were looked at
 * @param kinds the suspects, kind by kind: those of {@link DownWeighting.Kind} that need no name, and then what was named
 * @param items the items that carry most weight beyond how often they occur, the most first
 * @param attributes the same of values of the items' attributes
 */
public record Leanings(
        String method, int people, List<Leaning> kinds, List<ItemWeight> items, List<AttributeWeight> attributes) {
    /** Items in fewer histories are not reported one by one. */
    private static final int FEWEST = 5;

    private static final int REPORTED = 10;

    /** Copies the lists. */
    public Leanings {
        kinds = List.copyOf(kinds);
        items = List.copyOf(items);
        attributes = List.copyOf(attributes);
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
     * A value of an attribute that reasons lean on.
     *
     * @param attribute the name
     * @param value the value
     * @param histories in how many of the histories it is
     * @param weight the mean share of the positive values there that go to events with such items
     * @param players their mean share of the players there
     */
    public record AttributeWeight(String attribute, String value, int histories, double weight, double players) {
        double lift() {
            return weight / players;
        }
    }

    /** @return the kinds of events, of those that need no name, that reasons certainly lean on */
    public List<DownWeighting.Kind> leaned() {
        List<DownWeighting.Kind> named =
                List.of(DownWeighting.Kind.LEAKED, DownWeighting.Kind.REPEATED, DownWeighting.Kind.POPULAR);
        return named.stream()
                .filter(kind -> kinds.get(named.indexOf(kind)).leaned())
                .toList();
    }

    /**
     * Looks at what a model leans on when it is right to recommend what people used next.
     *
     * @param recommender a model that was trained on the split's training part
     * @param split its validation part is explained, or the test part if there is no other
     * @param options the first of its methods explains (auto if none is named); how many people, events, calls
     * @param progress is told after each person
     * @return what it leans on
     * @throws BadInput if nobody has two events before that part
     */
    public static Leanings of(Recommender recommender, Split split, Judging.Options options, Progress progress) {
        return of(recommender, split, Optional.empty(), options, progress);
    }

    /** The same, and how much is leaned on what a weighting names. */
    static Leanings of(
            Recommender recommender,
            Split split,
            Optional<DownWeighting> named,
            Judging.Options options,
            Progress progress) {
        if (!recommender.catalog().sameItems(split.whole().catalog())) {
            throw new BadInput("the model " + recommender.provenance().model()
                    + " was trained with other items than the data now has.\nMaybe train again: because train");
        }
        boolean validated = IntStream.range(0, split.whole().events().size())
                .anyMatch(row -> split.part(row) == Split.Part.VALIDATION);
        Split.Part part = validated ? Split.Part.VALIDATION : Split.Part.TEST;
        Explainer explainer = Explainers.named(options.names(recommender).getFirst());
        Dataset whole = split.whole();
        Task task = BeforeAfter.task(recommender);
        BitSet popular = DownWeighting.popular(split.train());
        Optional<EventWeights> weights = named.map(weighting -> weighting.of(whole, popular));
        List<BitSet> lighter = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        List<List<Event>> histories = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        List<Integer> people = Judging.shuffled(
                IntStream.range(0, whole.users().size()).boxed().toList(),
                options.judge().seed());
        progress.stage("looking at what " + recommender.provenance().model() + " leans on", options.people());
        for (int user : people) {
            int[] rows = told(split, user, part, task);
            Profile profile = Judging.newest(split.before(user, part), recommender, options.events());
            if (rows.length == 0 || profile.events().size() < 2) {
                continue;
            }
            values.add(explained(explainer, recommender, profile, whole.events().item(rows[0]), options));
            histories.add(profile.events());
            int size = profile.events().size();
            weights.ifPresent(w -> lighter.add(lighter(w, split, user, part, size)));
            times.add(whole.events().time(rows[0]));
            progress.step(values.size(), Map.of());
            if (values.size() == options.people()) {
                break;
            }
        }
        if (values.isEmpty()) {
            throw new BadInput("nobody has two events before the " + part.name().toLowerCase(Locale.ROOT)
                    + " part and something there to be explained"
                    + (task.task() == Task.Kind.NEXT_ITEM
                            ? "."
                            : ", such as a model for " + task.task().label() + " tells."));
        }
        long seed = options.judge().seed();
        List<Leaning> kinds = new ArrayList<>(List.of(
                Leaning.of("at the time of what is predicted (it may leak)", values, at(histories, times), seed),
                Leaning.of("repeated items (duplicates)", values, repeated(histories), seed),
                Leaning.of(
                        String.format(
                                Locale.ROOT, "the most popular %.0f %% of the items", 100 * DownWeighting.POPULAR),
                        values,
                        flagged(histories, event -> popular.get(Math.max(0, event))),
                        seed)));
        named.ifPresent(
                weighting -> kinds.add(Leaning.of("what counts less: " + weighting.text(), values, lighter, seed)));
        return new Leanings(
                explainer.method(),
                values.size(),
                kinds,
                items(recommender, values, histories),
                attributes(recommender, values, histories));
    }

    /** What the model was right to tell: what was used next; of ratings what was rated, of probabilities what came true. */
    private static int[] told(Split split, int user, Split.Part part, Task task) {
        return IntStream.of(BeforeAfter.measured(split, user, part, task))
                .filter(row -> task.task() != Task.Kind.PROBABILITY || BeforeAfter.label(split, row, task) == 1)
                .toArray();
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

    /** Of the newest events before a part those that count less. */
    private static BitSet lighter(EventWeights weights, Split split, int user, Split.Part part, int newest) {
        int[] before = IntStream.range(
                        split.whole().events().from(user),
                        split.whole().events().to(user))
                .filter(row -> split.part(row).compareTo(part) < 0)
                .toArray();
        BitSet lighter = new BitSet();
        for (int i = 0; i < newest; i++) {
            lighter.set(i, weights.weight(before[before.length - newest + i]) < 1);
        }
        return lighter;
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
        // An item that is there twice counts as two, as before.
        return shares(values, histories, event -> event.knownItem() < 0 ? List.of() : List.of(event.knownItem()), false)
                .entrySet()
                .stream()
                .map(e -> new ItemWeight(
                        recommender.catalog().item(e.getKey()),
                        e.getValue().count(),
                        e.getValue().weight(),
                        e.getValue().players()))
                .sorted((a, b) -> Double.compare(b.lift(), a.lift()))
                .limit(REPORTED)
                .toList();
    }

    /** A value of an attribute. */
    private record Word(String attribute, String value) {}

    private static List<AttributeWeight> attributes(
            Recommender recommender, List<double[]> values, List<List<Event>> histories) {
        return shares(values, histories, event -> words(recommender, event), true).entrySet().stream()
                .map(e -> new AttributeWeight(
                        e.getKey().attribute(),
                        e.getKey().value(),
                        e.getValue().count(),
                        e.getValue().weight(),
                        e.getValue().players()))
                .sorted((a, b) -> Double.compare(b.lift(), a.lift()))
                .limit(REPORTED)
                .toList();
    }

    private static List<Word> words(Recommender recommender, Event event) {
        List<Word> words = new ArrayList<>();
        if (event.knownItem() >= 0) {
            recommender.catalog().item(event.knownItem()).attributes().forEach((name, attribute) -> {
                if (attribute instanceof Attribute.Tokens tokens) {
                    tokens.values().stream().distinct().forEach(value -> words.add(new Word(name, value)));
                }
            });
        }
        return words;
    }

    /** What a kind of event gets: the mean share of the positive values and of the players, over so many histories. */
    private record Share(int count, double weight, double players) {}

    /**
     * @param together whether the events of one history with the same key are one, rather than one by one
     */
    private static <K> Map<K, Share> shares(
            List<double[]> values, List<List<Event>> histories, Function<Event, List<K>> keys, boolean together) {
        Map<K, double[]> sums = new LinkedHashMap<>();
        for (int person = 0; person < values.size(); person++) {
            double[] of = values.get(person);
            double all = 0;
            for (double value : of) {
                all += Math.max(0, value);
            }
            Set<K> met = new HashSet<>();
            for (int i = 0; all > 0 && i < of.length; i++) {
                for (K key : keys.apply(histories.get(person).get(i))) {
                    double[] sum = sums.computeIfAbsent(key, _ -> new double[3]);
                    sum[0] += met.add(key) || !together ? 1 : 0;
                    sum[1] += Math.max(0, of[i]) / all;
                    sum[2] += 1.0 / of.length;
                }
            }
        }
        Map<K, Share> shares = new LinkedHashMap<>();
        sums.forEach((key, sum) -> {
            if (sum[0] >= FEWEST) {
                shares.put(key, new Share((int) sum[0], sum[1] / sum[0], sum[2] / sum[0]));
            }
        });
        return shares;
    }
}
