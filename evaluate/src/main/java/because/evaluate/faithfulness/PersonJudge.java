package because.evaluate.faithfulness;

import because.core.BadInput;
import because.core.Budget;
import because.core.Candidate;
import because.core.Event;
import because.core.Explainer;
import because.core.Part;
import because.core.Player;
import because.core.Question;
import because.core.Recommender;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Judges the explanations of one person's recommendations. */
final class PersonJudge {
    /** How many random removals the infidelity is measured on. */
    private static final int PERTURBATIONS = 20;

    /** With more players the bounds of comprehensiveness are searched for, not proven: to prove them costs 2ⁿ. */
    private static final int PROVEN = 8;

    private final Recommender recommender;
    private final Question question;
    private final Budget budget;
    private final Judge.Options options;
    private final long seed;
    private final Ablation ablation;
    private final int players;
    private final int[] points;
    private final Map<String, Explained> explained = new LinkedHashMap<>();
    private final List<Column> columns = new ArrayList<>();

    /**
     * What a method reaches on the first recommendation, and what random orderings reach there.
     *
     * @param value comprehensiveness
     * @param random the same of the random orderings
     */
    record Test(double value, List<Double> random) {}

    /** All that is known of one recommendation. */
    private record Column(
            Response response,
            Map<String, Map<String, Double>> methods,
            Map<String, Map<String, Double>> bounds,
            List<Map<String, Double>> random) {}

    PersonJudge(
            Recommender recommender,
            Question question,
            Function<Question, Budget> budget,
            Judge.Options options,
            long seed) {
        this.recommender = recommender;
        this.question = question;
        this.budget = budget.apply(question);
        this.options = options;
        this.seed = seed;
        int longest = options.ks().stream().mapToInt(k -> k).max().orElse(1);
        this.ablation = new Ablation(recommender, question, options.ties(), Math.max(longest, OrderingMetrics.LIST));
        this.players = question.players().size();
        this.points = Steps.distinct(players);
    }

    /** Lets all explain and measures them; who cannot is written down. */
    void explain(List<Explainer> explainers, Map<String, String> skipped) {
        for (Explainer explainer : explainers) {
            try {
                explained.put(explainer.method(), Explained.by(explainer, recommender, question, budget, seed));
            } catch (BadInput cannot) {
                skipped.put(explainer.method(), String.valueOf(cannot.getMessage()));
            }
        }
        for (int column = 0; column < question.candidates().size(); column++) {
            columns.add(column(column));
        }
    }

    private Column column(int column) {
        Response response = ablation.response(column, options.measured());
        Map<String, Ordering> orderings = new LinkedHashMap<>();
        explained.forEach((name, e) -> {
            if (column < e.attributions().size()) {
                orderings.put(name, Ordering.by(e.values(question, column), seed));
            }
        });
        Map<String, Ordering> searched = new LinkedHashMap<>();
        searched.put(Judge.ONE_OUT, Ordering.by(oneOut(response), seed));
        Aopc.Bounds bounds = search(response, searched);
        SplittableRandom random = new SplittableRandom(seed ^ 0x5deece66dL);
        List<Ordering> randoms = IntStream.range(0, options.randoms())
                .mapToObj(_ -> Ordering.random(players, random))
                .toList();
        prepare(response, orderings, searched, randoms);
        int item = ((Candidate.Known) question.candidates().get(column)).index();
        OrderingMetrics metrics = new OrderingMetrics(response, options, item, bounds);
        Map<String, Map<String, Double>> methods = new LinkedHashMap<>();
        orderings.forEach((name, ordering) -> methods.put(name, metrics.of(ordering)));
        List<Map<String, Double>> ofRandom = randoms.stream().map(metrics::of).toList();
        Map<String, Map<String, Double>> others = new LinkedHashMap<>();
        others.put(Judge.RANDOM, mean(ofRandom));
        searched.forEach((name, ordering) -> others.put(name, metrics.of(ordering)));
        others.put(Judge.BEST_RANDOM, BestOf.of(ofRandom).oracle());
        if (!methods.isEmpty()) {
            others.put(
                    Judge.BEST_METHOD,
                    BestOf.of(new ArrayList<>(methods.values())).oracle());
        }
        values(column, methods);
        return new Column(response, methods, others, ofRandom);
    }

    private Aopc.Bounds search(Response response, Map<String, Ordering> searched) {
        OrderingSearch search = new OrderingSearch(response, points);
        if (!options.search()) {
            Ordering oneOut = java.util.Objects.requireNonNull(searched.get(Judge.ONE_OUT));
            return new Aopc.Bounds(
                    Aopc.comprehensiveness(response, oneOut, points),
                    Aopc.comprehensiveness(response, oneOut.reversed(), points));
        }
        Ordering removal = search.fastestFall(options.beam());
        searched.put(Judge.REMOVAL, removal);
        searched.put(Judge.KEEPING, search.fastestRise(options.beam()));
        return players <= PROVEN
                ? search.exact()
                : new Aopc.Bounds(
                        Aopc.comprehensiveness(response, removal, points),
                        Aopc.comprehensiveness(response, search.slowestFall(options.beam()), points));
    }

    /** Scores all that will be asked in as few calls of the model as possible. */
    private void prepare(
            Response response,
            Map<String, Ordering> orderings,
            Map<String, Ordering> searched,
            List<Ordering> randoms) {
        Set<BitSet> all = new LinkedHashSet<>(perturbations());
        orderings.values().forEach(ordering -> all.addAll(OrderingMetrics.coalitions(ordering)));
        searched.values().forEach(ordering -> all.addAll(OrderingMetrics.coalitions(ordering)));
        randoms.forEach(ordering -> all.addAll(OrderingMetrics.coalitions(ordering)));
        response.prepare(all);
    }

    private double[] oneOut(Response response) {
        List<BitSet> without =
                IntStream.range(0, players).mapToObj(this::allBut).toList();
        response.prepare(without);
        double full = response.full().value();
        return without.stream()
                .mapToDouble(present -> full - response.of(present).value())
                .toArray();
    }

    private BitSet allBut(int player) {
        BitSet present = new BitSet(players);
        present.set(0, players);
        present.clear(player);
        return present;
    }

    /** Random sets of players that stay; the same for all methods. */
    private List<BitSet> perturbations() {
        SplittableRandom random = new SplittableRandom(seed ^ 0xbb67ae8584caa73bL);
        return IntStream.range(0, PERTURBATIONS)
                .mapToObj(_ -> Ordering.random(players, random).without(1 + random.nextInt(players)))
                .toList();
    }

    /** Adds what depends on the values themselves, not on their order alone. */
    private void values(int column, Map<String, Map<String, Double>> methods) {
        Response target = ablation.response(column, question.target());
        List<Infidelity.Perturbed> perturbed = perturbations().stream()
                .map(present -> new Infidelity.Perturbed(
                        IntStream.range(0, players)
                                .mapToObj(player -> present.get(player) ? 0.0 : 1.0)
                                .toList(),
                        target.of(present).value()))
                .toList();
        Claims claims = new Claims(recommender, question, ablation);
        methods.forEach((name, metrics) -> {
            Explained e = java.util.Objects.requireNonNull(explained.get(name));
            double[] values = e.values(question, column);
            metrics.put(MetricName.GINI, Sparsity.gini(values));
            metrics.put(MetricName.ENTROPY, Sparsity.entropy(values));
            Infidelity infidelity = Infidelity.of(values, target.full().value(), perturbed);
            metrics.put(MetricName.INFIDELITY, infidelity.infidelity());
            metrics.put(MetricName.INFIDELITY_SHARE, infidelity.share());
            metrics.put(MetricName.CALLS, (double)
                    e.attributions().getFirst().header().calls());
            metrics.put(MetricName.SECONDS, e.seconds());
            if (column == 0) {
                metrics.putAll(claims.of(e, budget.calls()));
            }
        });
    }

    /** What was measured of each method: means over the recommendations. */
    Map<String, Map<String, Double>> methods() {
        return means(Column::methods);
    }

    /** What was measured of each bound: means over the recommendations. */
    Map<String, Map<String, Double>> bounds() {
        return means(Column::bounds);
    }

    private Map<String, Map<String, Double>> means(Function<Column, Map<String, Map<String, Double>>> part) {
        Map<String, Map<String, Double>> means = new LinkedHashMap<>();
        for (String name : part.apply(columns.getFirst()).keySet()) {
            means.put(
                    name,
                    mean(columns.stream()
                            .map(part)
                            .filter(of -> of.containsKey(name))
                            .map(of -> java.util.Objects.requireNonNull(of.get(name)))
                            .toList()));
        }
        return means;
    }

    /** The means of each number over those that have it. */
    private static Map<String, Double> mean(List<Map<String, Double>> all) {
        Map<String, Double> means = new LinkedHashMap<>();
        for (String metric : all.getFirst().keySet()) {
            means.put(
                    metric,
                    all.stream()
                            .filter(of -> of.containsKey(metric))
                            .mapToDouble(of -> of.getOrDefault(metric, Double.NaN))
                            .filter(v -> !Double.isNaN(v))
                            .average()
                            .orElse(Double.NaN));
        }
        return means;
    }

    /** For the test against random orderings: the first recommendation only, so that the numbers are independent. */
    Map<String, Test> tests() {
        Column first = columns.getFirst();
        List<Double> random = first.random().stream()
                .map(of -> of.getOrDefault(MetricName.COMPREHENSIVENESS, Double.NaN))
                .toList();
        Map<String, Test> tests = new LinkedHashMap<>();
        first.methods()
                .forEach((name, of) ->
                        tests.put(name, new Test(of.getOrDefault(MetricName.COMPREHENSIVENESS, Double.NaN), random)));
        return tests;
    }

    /** What each method gave each player, for the first recommendation. */
    Map<String, double[]> firstValues() {
        Map<String, double[]> values = new LinkedHashMap<>();
        explained.forEach((name, e) -> values.put(name, e.values(question, 0)));
        return values;
    }

    /** Explains again: with the same seed, with another, with one event less, and on models that were made random. */
    Map<String, Map<String, Double>> again(List<Explainer> explainers, List<Randomised> randomised) {
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        for (Explainer explainer : explainers) {
            Explained first = explained.get(explainer.method());
            if (first == null) {
                continue;
            }
            Map<String, Double> metrics = new LinkedHashMap<>();
            double[] values = first.values(question, 0);
            Explained same = Explained.by(explainer, recommender, question, budget, seed);
            Explained other = Explained.by(explainer, recommender, question, budget, seed + 1);
            metrics.putAll(Claims.ofRepeats(first, same, other));
            metrics.put(MetricName.SEED_STABILITY, Agreement.spearman(values, other.values(question, 0)));
            fewer(explainer, values, metrics);
            for (Randomised model : randomised) {
                metrics.put(MetricName.SANITY + model.stage(), onRandomised(explainer, model.model(), values));
            }
            all.put(explainer.method(), metrics);
        }
        return all;
    }

    private double onRandomised(Explainer explainer, Recommender model, double[] values) {
        try {
            double[] then =
                    Explained.by(explainer, model, question, budget, seed).values(question, 0);
            double correlation = Agreement.spearman(values, then);
            // An explanation that says nothing of a random model has lost all resemblance.
            return Double.isNaN(correlation) ? 0 : correlation;
        } catch (BadInput cannot) {
            return Double.NaN;
        }
    }

    /** How much the explanation changes when an event, drawn at random, had never happened. */
    private void fewer(Explainer explainer, double[] values, Map<String, Double> metrics) {
        int gone = new SplittableRandom(seed ^ 0x3c6ef372fe94f82bL).nextInt(players);
        if (players < 3
                || question.players().get(gone).parts().size() != 1
                || !(question.players().get(gone).parts().getFirst() instanceof Part.OfEvent event)) {
            return;
        }
        Question fewer = without(question, gone, event.index());
        double[] then;
        try {
            then = Explained.by(explainer, recommender, fewer, budget, seed).values(fewer, 0);
        } catch (BadInput cannot) {
            return;
        }
        double[] before = IntStream.range(0, players)
                .filter(player -> player != gone)
                .mapToDouble(player -> values[player])
                .toArray();
        metrics.put(MetricName.EVENT_STABILITY, Agreement.spearman(before, then));
        metrics.put(MetricName.SENSITIVITY, Agreement.moved(before, then));
    }

    private static Question without(Question question, int gone, int index) {
        List<Event> events = new ArrayList<>(question.profile().events());
        events.remove(index);
        List<Player> rest = new ArrayList<>();
        for (int player = 0; player < question.players().size(); player++) {
            if (player != gone) {
                Player one = question.players().get(player);
                rest.add(new Player(
                        one.id(),
                        one.name(),
                        one.parts().stream().map(part -> shifted(part, index)).toList()));
            }
        }
        return new Question(
                question.profile().withEvents(events),
                rest,
                question.absence(),
                question.target(),
                question.candidates(),
                question.exclude());
    }

    private static Part shifted(Part part, int index) {
        return part instanceof Part.OfEvent event && event.index() > index ? new Part.OfEvent(event.index() - 1) : part;
    }
}
