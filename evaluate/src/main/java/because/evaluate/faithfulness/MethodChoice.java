package because.evaluate.faithfulness;

import because.core.BadInput;
import because.evaluate.MetricValue;
import because.evaluate.PairedComparison;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which of the judged methods explains a model best, chosen so that luck is not taken for merit. The people fall into two halves. On the first the method with
 * the highest mean leads, and all that are not certainly worse (paired bootstrap, 95 % interval) are as good; among them the usual method is chosen if it is
 * there, otherwise the one with the fewest calls. On the second half, which had no part in that, the chosen one must be certainly better than the usual
 * method; else the usual one stays. So a usual method that is in truth not worse is given up in about 2.5 % of all judgements (somewhat more with few people), however many methods compete,
 * and the difference that is reported was not selected for being large.
 *
 * @param metric by which is chosen; higher is better
 * @param people on how many people the usual method was measured
 * @param usual the method that is used where nothing speaks for another
 * @param best the method with the highest mean on the first half
 * @param candidate what the first half chooses
 * @param picked what is to be used
 * @param outcome why
 * @param gain the candidate less the usual method on the second half; empty if they are the same or there are too few people
 * @param methods all methods that were compared, in the order of the judgement
 */
public record MethodChoice(
        String metric,
        int people,
        String usual,
        String best,
        String candidate,
        String picked,
        Outcome outcome,
        Optional<PairedComparison> gain,
        List<Standing> methods) {
    /** Fewer people decide nothing: halves of ten are the least that a bootstrap interval can be taken of. */
    public static final int FEWEST = 20;

    /** The area of a whole ordering, for each recommendation between that of the worst ordering and that of the best. */
    public static final String METRIC = MetricName.NAOPC;

    /** Why a method was picked. */
    public enum Outcome {
        /** On the first half of the people no method is certainly better than the usual one. */
        AMONG_THE_BEST,
        /** Another method is better than the usual one on both halves. */
        CONFIRMED,
        /** Another method was better on the first half of the people, but not certainly so on the second. */
        NOT_CONFIRMED,
        /** Another method was better on both halves, but it is no better than random orders. */
        NOT_BETTER_THAN_RANDOM,
        /** There are too few people to choose by. */
        TOO_FEW_PEOPLE;

        /** @return the name in files */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * How one method did.
     *
     * @param name the method
     * @param mean of the metric over all people
     * @param standardError of the mean; NaN for a single person
     * @param behind the method less the best one, on the first half of the people; empty for the best one and where there are too few
     * @param asGood whether it is not certainly worse than the best
     * @param calls how many calls an explanation took on average
     * @param better whether its orderings are better than random ones
     */
    public record Standing(
            String name,
            double mean,
            double standardError,
            Optional<PairedComparison> behind,
            boolean asGood,
            double calls,
            boolean better) {}

    /** Copies the list and refuses a pick that was not among the methods. */
    public MethodChoice {
        methods = List.copyOf(methods);
        if (methods.stream().noneMatch(method -> method.name().equals(picked))) {
            throw BadInput.unknown(
                    "picked method",
                    picked,
                    methods.stream().map(Standing::name).toList());
        }
    }

    /**
     * Chooses by a judgement.
     *
     * @param judgement how faithful the methods are; with a search, since only that gives the metric its bounds
     * @param usual the method that is used where nothing speaks for another; one of those judged
     * @return the choice; the same for the same judgement
     * @throws BadInput if the usual method was not judged, or the best orderings were not searched for
     */
    public static MethodChoice of(Judgement judgement, String usual) {
        MethodResult own = judgement.methods().stream()
                .filter(method -> method.name().equals(usual))
                .findFirst()
                .orElseThrow(() -> BadInput.of(
                        "the judged methods",
                        judgement.methods().stream().map(MethodResult::name).toList(),
                        "some with " + usual + " among them, which the others are held against",
                        "Maybe judge all methods, or add " + usual + "."));
        if (!judgement.options().search()) {
            throw new BadInput("a method is chosen by " + METRIC + ", which needs the best and the worst ordering.\n"
                    + "Maybe judge with the search.");
        }
        double[] usually = own.perPerson(METRIC);
        int people = (int) IntStream.range(0, usually.length)
                .filter(i -> !Double.isNaN(usually[i]))
                .count();
        long seed = judgement.options().seed();
        if (people < FEWEST) {
            List<Standing> all = judgement.methods().stream()
                    .map(m -> standing(m, Optional.empty(), true))
                    .toList();
            return new MethodChoice(
                    METRIC, people, usual, usual, usual, usual, Outcome.TOO_FEW_PEOPLE, Optional.empty(), all);
        }
        MethodResult best = judgement.methods().stream()
                .max(Comparator.comparingDouble(m -> mean(m, 0)))
                .orElseThrow();
        List<Standing> standings = new ArrayList<>();
        for (MethodResult method : judgement.methods()) {
            Optional<PairedComparison> behind = method == best ? Optional.empty() : compare(method, best, 0, seed);
            boolean asGood = method == best || behind.map(b -> b.high() >= 0).orElse(false);
            standings.add(standing(method, behind, asGood));
        }
        String candidate = standings.stream()
                .filter(Standing::asGood)
                .min(Comparator.<Standing>comparingInt(s -> s.name().equals(usual) ? 0 : 1)
                        .thenComparingDouble(Standing::calls)
                        .thenComparingDouble(s -> -s.mean()))
                .map(Standing::name)
                .orElseThrow();
        if (candidate.equals(usual)) {
            return new MethodChoice(
                    METRIC,
                    people,
                    usual,
                    best.name(),
                    usual,
                    usual,
                    Outcome.AMONG_THE_BEST,
                    Optional.empty(),
                    standings);
        }
        MethodResult chosen = judgement.method(candidate);
        Optional<PairedComparison> gain = compare(chosen, own, 1, seed);
        boolean better = chosen.test().map(AgainstRandom::better).orElse(false);
        Outcome outcome = gain.filter(g -> g.low() > 0).isEmpty()
                ? Outcome.NOT_CONFIRMED
                : better ? Outcome.CONFIRMED : Outcome.NOT_BETTER_THAN_RANDOM;
        String picked = outcome == Outcome.CONFIRMED ? candidate : usual;
        return new MethodChoice(METRIC, people, usual, best.name(), candidate, picked, outcome, gain, standings);
    }

    private static Standing standing(MethodResult method, Optional<PairedComparison> behind, boolean asGood) {
        MetricValue value = method.metric(METRIC);
        return new Standing(
                method.name(),
                value.mean(),
                value.standardError(),
                behind,
                asGood,
                method.metric(MetricName.CALLS).mean(),
                method.test().map(AgainstRandom::better).orElse(false));
    }

    /** The mean over a half of the people, of whom the judgement drew every other one: −∞ if there are none. */
    private static double mean(MethodResult method, int half) {
        double[] values = method.perPerson(METRIC);
        return IntStream.range(0, values.length)
                .filter(i -> i % 2 == half && !Double.isNaN(values[i]))
                .mapToDouble(i -> values[i])
                .average()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    private static Optional<PairedComparison> compare(MethodResult first, MethodResult second, int half, long seed) {
        double[] a = first.perPerson(METRIC);
        double[] b = second.perPerson(METRIC);
        int[] both = IntStream.range(0, a.length)
                .filter(i -> i % 2 == half && !Double.isNaN(a[i]) && !Double.isNaN(b[i]))
                .toArray();
        return both.length < 2
                ? Optional.empty()
                : Optional.of(PairedComparison.of(
                        IntStream.of(both).mapToDouble(i -> a[i]).toArray(),
                        IntStream.of(both).mapToDouble(i -> b[i]).toArray(),
                        seed));
    }

    /**
     * @param name one of the methods
     * @return how it did
     * @throws BadInput if it was not compared
     */
    public Standing method(String name) {
        return methods.stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow(() -> BadInput.unknown(
                        "method", name, methods.stream().map(Standing::name).toList()));
    }
}
