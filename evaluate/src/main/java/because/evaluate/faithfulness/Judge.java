package because.evaluate.faithfulness;

import because.core.BadInput;
import because.core.Budget;
import because.core.Explainer;
import because.core.Progress;
import because.core.Provenance;
import because.core.Question;
import because.core.Recommender;
import because.core.Target;
import because.evaluate.accuracy.RankRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/**
 * Judges explainers by asking the model itself: the events that an explainer calls important are taken out, or kept alone, and the model is scored again. Every
 * method explains every recommendation once, so no metric may choose among explanations; whoever is compared is compared on the same recommendations. Beside
 * the methods stand bounds: random orderings, leave-one-out, and what a search of the model finds.
 *
 * <p>Only attributions are judged. The checks of what explanations say about themselves, their stability, and the sanity checks on randomised models run on the
 * first {@link Options#repeats()} people, because they explain again and again.
 */
public final class Judge {
    /** The bound of random orderings: the mean over them. */
    public static final String RANDOM = "random order";

    /** The bound of taking out one player at a time. */
    public static final String ONE_OUT = "one left out";

    /** The bound of a search for the ordering whose removal makes the value fall fastest. */
    public static final String REMOVAL = "search, removing";

    /** The bound of a search for the ordering whose first players alone raise the value fastest. */
    public static final String KEEPING = "search, keeping";

    /** The bound of taking for each metric the best of the random orderings. No single ordering attains it. */
    public static final String BEST_RANDOM = "best of random (oracle)";

    /** The bound of taking for each metric and recommendation the best of all methods. No single method attains it. */
    public static final String BEST_METHOD = "best of methods (oracle)";

    private final List<Explainer> explainers;
    private final Function<Question, Budget> budget;
    private final Options options;

    /**
     * How to judge.
     *
     * @param measured the value whose fall is measured; usually {@link Target#MARGIN}, since a Transformer's score is only defined up to a number that is added to
     *     all items
     * @param ties the rank of an item among equal scores
     * @param ks the lengths of the lists in POS and NEG, each 1 or more
     * @param randoms how many random orderings each recommendation is compared with, 1 or more
     * @param repeats for how many people explanations are made again, to see whether they are stable and say of themselves what is so; 0 or more
     * @param search whether orderings are searched for as bounds; without it NAOPC is normalised by leave-one-out and its reverse
     * @param beam how many beginnings the search keeps, 1 or more
     * @param seed of everything random
     */
    public record Options(
            Target measured,
            RankRule ties,
            List<Integer> ks,
            int randoms,
            int repeats,
            boolean search,
            int beam,
            long seed) {
        /** Copies the list and refuses numbers out of range. */
        public Options {
            ks = List.copyOf(ks);
            if (ks.isEmpty() || ks.stream().anyMatch(k -> k < 1)) {
                throw BadInput.of("k", ks, "one or more list lengths, each 1 or more", "");
            }
            if (randoms < 1) {
                throw BadInput.of("randoms", randoms, "1 or more", "");
            }
            if (repeats < 0) {
                throw BadInput.of("repeats", repeats, "0 or more", "");
            }
            if (beam < 1) {
                throw BadInput.of("beam", beam, "1 or more", "");
            }
        }

        /** @return margins, mean ranks, lists of 5, 10 and 20, ten random orderings, ten people explained again, greedy search */
        public static Options defaults() {
            return new Options(Target.MARGIN, RankRule.MEAN, List.of(5, 10, 20), 10, 10, true, 1, 1);
        }

        /**
         * @param measured the value whose fall is measured
         * @return the same options with it
         */
        public Options withMeasured(Target measured) {
            return new Options(measured, ties, ks, randoms, repeats, search, beam, seed);
        }

        /**
         * @param randoms how many random orderings each recommendation is compared with
         * @return the same options with them
         */
        public Options withRandoms(int randoms) {
            return new Options(measured, ties, ks, randoms, repeats, search, beam, seed);
        }

        /**
         * @param repeats for how many people explanations are made again
         * @return the same options with them
         */
        public Options withRepeats(int repeats) {
            return new Options(measured, ties, ks, randoms, repeats, search, beam, seed);
        }

        /**
         * @param search whether orderings are searched for as bounds
         * @return the same options with or without
         */
        public Options withSearch(boolean search) {
            return new Options(measured, ties, ks, randoms, repeats, search, beam, seed);
        }

        /**
         * @param ks the lengths of the lists
         * @return the same options with them
         */
        public Options withKs(Integer... ks) {
            return new Options(measured, ties, List.of(ks), randoms, repeats, search, beam, seed);
        }

        /**
         * @param seed of everything random
         * @return the same options with it
         */
        public Options withSeed(long seed) {
            return new Options(measured, ties, ks, randoms, repeats, search, beam, seed);
        }
    }

    /**
     * @param explainers the methods, each with a name of its own
     * @param budget what an explanation may cost, by what is asked
     * @param options how to judge
     * @throws BadInput if two methods share a name, or there are none
     */
    public Judge(List<Explainer> explainers, Function<Question, Budget> budget, Options options) {
        this.explainers = List.copyOf(explainers);
        this.budget = budget;
        this.options = options;
        List<String> names = explainers.stream().map(Explainer::method).toList();
        if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
            throw BadInput.of("the methods to judge", names, "one or more, each once", "");
        }
    }

    /**
     * Judges on one model.
     *
     * @param recommender the model
     * @param subjects whose recommendations are explained, one person at least; of each question the players are judged by
     * @param randomised the model made random, stage by stage; may be empty
     * @param progress is told after each person
     * @return what was measured; interrupting the thread ends it after the person in hand, with what there is so far
     * @throws BadInput if there is nobody, or no method can answer
     */
    public Judgement judge(
            Recommender recommender, List<Subject> subjects, List<Randomised> randomised, Progress progress) {
        return judge(subjects, _ -> recommender, randomised, progress);
    }

    /**
     * Judges on a model for each person, such as small worlds whose truth is known.
     *
     * @param subjects whose recommendations are explained, one person at least
     * @param models the model of each person; the first one's name stands for all
     * @param randomised the model made random, stage by stage; may be empty
     * @param progress is told after each person
     * @return what was measured
     * @throws BadInput if there is nobody, or no method can answer
     */
    public Judgement judge(
            List<Subject> subjects,
            Function<Subject, Recommender> models,
            List<Randomised> randomised,
            Progress progress) {
        if (subjects.isEmpty()) {
            throw new BadInput("there is nobody whose recommendations could be judged.");
        }
        Map<String, String> skipped = new LinkedHashMap<>();
        Map<String, Tally> methods = new LinkedHashMap<>();
        explainers.forEach(e -> methods.put(e.method(), new Tally()));
        Map<String, Tally> bounds = new LinkedHashMap<>();
        AgreementTally agreement = new AgreementTally();
        Provenance model = models.apply(subjects.getFirst()).provenance();
        progress.stage("judging " + model.model(), subjects.size());
        List<Subject> done = new ArrayList<>();
        for (Subject subject : subjects) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            List<Explainer> able = explainers.stream()
                    .filter(e -> !skipped.containsKey(e.method()))
                    .toList();
            if (able.isEmpty()) {
                throw new BadInput("none of the methods can explain this model: " + skipped);
            }
            long seed = options.seed() + 1_000_003L * done.size();
            PersonJudge person = new PersonJudge(models.apply(subject), subject.question(), budget, options, seed);
            person.explain(able, skipped);
            person.bounds()
                    .forEach((name, values) ->
                            bounds.computeIfAbsent(name, _ -> new Tally()).add(values));
            person.methods()
                    .forEach((name, values) ->
                            methods.getOrDefault(name, new Tally()).add(values));
            person.tests()
                    .forEach((name, test) ->
                            methods.getOrDefault(name, new Tally()).add(test));
            if (done.size() < options.repeats()) {
                person.again(able, randomised)
                        .forEach((name, values) ->
                                methods.getOrDefault(name, new Tally()).put(values));
            }
            agreement.add(person.firstValues(), seed);
            done.add(subject);
            progress.step(done.size(), Map.of());
        }
        skipped.keySet().forEach(methods::remove);
        return judgement(model, done, methods, bounds, skipped, agreement);
    }

    private Judgement judgement(
            Provenance model,
            List<Subject> done,
            Map<String, Tally> methods,
            Map<String, Tally> bounds,
            Map<String, String> skipped,
            AgreementTally agreement) {
        if (done.isEmpty()) {
            throw new CancellationException("the judging was interrupted before the first person was done");
        }
        List<MethodResult> results = new ArrayList<>();
        methods.forEach((name, tally) -> results.add(tally.result(name, done.size(), options.seed())));
        List<MethodResult> others = new ArrayList<>();
        bounds.forEach((name, tally) -> others.add(tally.result(name, done.size(), options.seed())));
        double players = done.stream()
                .mapToInt(s -> s.question().players().size())
                .average()
                .orElse(0);
        int recommendations = done.stream()
                .mapToInt(s -> s.question().candidates().size())
                .max()
                .orElse(0);
        return new Judgement(
                model.model(),
                model.fingerprint(),
                options,
                done.getFirst().question().absence().label(),
                done.stream().map(Subject::person).toList(),
                recommendations,
                players,
                results,
                others,
                skipped,
                agreement.pairs(methods.keySet()));
    }

    /** What was collected of one method, person by person. */
    private static final class Tally {
        private final List<Map<String, Double>> people = new ArrayList<>();
        private final List<PersonJudge.Test> tests = new ArrayList<>();

        void add(Map<String, Double> values) {
            people.add(new LinkedHashMap<>(values));
        }

        void add(PersonJudge.Test test) {
            tests.add(test);
        }

        /** Adds to what the last person has. */
        void put(Map<String, Double> values) {
            if (!people.isEmpty()) {
                people.getLast().putAll(values);
            }
        }

        MethodResult result(String name, int size, long seed) {
            Map<String, double[]> values = new LinkedHashMap<>();
            people.forEach(person -> person.keySet()
                    .forEach(metric -> values.computeIfAbsent(metric, _ -> {
                        double[] none = new double[size];
                        Arrays.fill(none, Double.NaN);
                        return none;
                    })));
            values.forEach((metric, array) -> {
                for (int i = 0; i < people.size(); i++) {
                    array[i] = people.get(i).getOrDefault(metric, Double.NaN);
                }
            });
            Optional<AgainstRandom> test = tests.isEmpty()
                    ? Optional.empty()
                    : Optional.of(AgainstRandom.of(
                            tests.stream().mapToDouble(PersonJudge.Test::value).toArray(),
                            tests.stream()
                                    .map(t -> t.random().stream()
                                            .mapToDouble(Double::doubleValue)
                                            .toArray())
                                    .toArray(double[][]::new),
                            seed));
            return new MethodResult(name, values, test);
        }
    }
}
