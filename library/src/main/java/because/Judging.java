package because;

import because.core.Absence;
import because.core.BadInput;
import because.core.Budget;
import because.core.Candidate;
import because.core.Dataset;
import because.core.Explainer;
import because.core.Player;
import because.core.Profile;
import because.core.Progress;
import because.core.Query;
import because.core.Question;
import because.core.Recommendation;
import because.core.Recommender;
import because.core.Setting;
import because.core.Target;
import because.evaluate.faithfulness.Judge;
import because.evaluate.faithfulness.Judgement;
import because.evaluate.faithfulness.Randomised;
import because.evaluate.faithfulness.Subject;
import because.explain.Explainers;
import because.network.NetworkBacked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Judges how faithful the product's explainers are to a model, on people of its data. */
public final class Judging {
    private Judging() {}

    /**
     * What is judged, on whom, and how.
     *
     * @param methods the explainers' names; empty for all
     * @param people on how many people, drawn at random, 1 or more; all where there are fewer
     * @param recommendations how many of each person's recommendations are explained, 1 or more
     * @param events how many of the newest events are players, 2 or more; older ones are left out of the profile
     * @param calls how many coalitions an explanation may evaluate; 0 for the usual number
     * @param target what the explainers explain
     * @param absence how the absence of an event looks
     * @param sanity whether explanations are repeated on the model with random weights, or trained on shuffled data
     * @param judge how faithfulness is measured
     */
    public record Options(
            List<String> methods,
            int people,
            int recommendations,
            int events,
            long calls,
            Target target,
            Absence absence,
            boolean sanity,
            Judge.Options judge) {
        /** Copies the list and refuses numbers out of range and methods that do not exist. */
        public Options {
            methods = List.copyOf(methods);
            methods.forEach(Explainers::named);
            positive("people", people, 1);
            positive("recommendations", recommendations, 1);
            positive("events", events, 2);
            if (calls < 0 || calls == 1) {
                throw BadInput.of("calls", calls, "0 (the usual number), or 2 or more", "");
            }
        }

        private static void positive(String name, int value, int least) {
            if (value < least) {
                throw BadInput.of(name, value, least + " or more", "");
            }
        }

        /** @return all methods on 100 people, one recommendation each, 50 events, the usual budget, with sanity checks */
        public static Options defaults() {
            return new Options(List.of(), 100, 1, 50, 0, Target.SCORE, Absence.REMOVED, true, Judge.Options.defaults());
        }

        /**
         * @param methods the explainers' names
         * @return the same options with them
         */
        public Options withMethods(List<String> methods) {
            return new Options(methods, people, recommendations, events, calls, target, absence, sanity, judge);
        }

        /**
         * @param people on how many people
         * @return the same options with them
         */
        public Options withPeople(int people) {
            return new Options(methods, people, recommendations, events, calls, target, absence, sanity, judge);
        }

        /**
         * @param recommendations how many of each person's recommendations are explained
         * @return the same options with them
         */
        public Options withRecommendations(int recommendations) {
            return new Options(methods, people, recommendations, events, calls, target, absence, sanity, judge);
        }

        /**
         * @param calls how many coalitions an explanation may evaluate
         * @return the same options with them
         */
        public Options withCalls(long calls) {
            return new Options(methods, people, recommendations, events, calls, target, absence, sanity, judge);
        }

        /**
         * @param sanity whether explanations are repeated on random models
         * @return the same options with or without
         */
        public Options withSanity(boolean sanity) {
            return new Options(methods, people, recommendations, events, calls, target, absence, sanity, judge);
        }

        /**
         * @param judge how faithfulness is measured
         * @return the same options with it
         */
        public Options withJudge(Judge.Options judge) {
            return new Options(methods, people, recommendations, events, calls, target, absence, sanity, judge);
        }

        /** What is asked for, or else all methods that can explain the model. */
        List<String> names(Recommender recommender) {
            if (!methods.isEmpty()) {
                return methods;
            }
            List<String> names = new ArrayList<>(Explainers.attributing());
            names.addAll(recommender.as(NetworkBacked.class).isPresent() ? Explainers.ofNetworks() : List.of());
            return names;
        }
    }

    /**
     * Judges on people of the data the model knows.
     *
     * @param recommender the model
     * @param data whose people are recommended to
     * @param options what is judged, on whom, and how
     * @param progress is told after each person
     * @return what was measured
     * @throws BadInput if nobody has two events, or no method can explain this model
     */
    public static Judgement judge(Recommender recommender, Dataset data, Options options, Progress progress) {
        return judge(recommender, data, options, Setting.NONE, progress);
    }

    /** The same with methods that need more than the model, such as learned ones. */
    static Judgement judge(Recommender recommender, Dataset data, Options options, Setting setting, Progress progress) {
        List<Integer> eligible = IntStream.range(0, data.users().size())
                .filter(user -> data.events().to(user) - data.events().from(user) >= 2)
                .boxed()
                .collect(Collectors.toCollection(ArrayList::new));
        return judge(
                recommender,
                eligible,
                user -> data.profile(user),
                user -> data.users().id(user),
                Optional.of(data),
                options,
                setting,
                progress);
    }

    /**
     * Judges on given people.
     *
     * @param recommender the model
     * @param eligible the numbers of the people, of whom some are drawn
     * @param profile what is known of a person
     * @param id the person's id
     * @param data what the model can be trained on again for the sanity checks; empty for none
     * @param options what is judged, on whom, and how
     * @param progress is told after each person
     * @return what was measured
     * @throws BadInput if nobody can be judged, or no method can explain this model
     */
    public static Judgement judge(
            Recommender recommender,
            List<Integer> eligible,
            IntFunction<Profile> profile,
            IntFunction<String> id,
            Optional<Dataset> data,
            Options options,
            Progress progress) {
        return judge(recommender, eligible, profile, id, data, options, Setting.NONE, progress);
    }

    private static Judgement judge(
            Recommender recommender,
            List<Integer> eligible,
            IntFunction<Profile> profile,
            IntFunction<String> id,
            Optional<Dataset> data,
            Options options,
            Setting setting,
            Progress progress) {
        List<Subject> subjects = new ArrayList<>();
        for (int user : shuffled(eligible, options.judge().seed())) {
            if (subjects.size() == options.people()) {
                break;
            }
            question(recommender, profile.apply(user), options)
                    .ifPresent(question -> subjects.add(new Subject(id.apply(user), question)));
        }
        if (subjects.isEmpty()) {
            throw new BadInput("there is nobody to judge on: an explanation needs a person with two events or more.");
        }
        List<Explainer> explainers = options.names(recommender).stream()
                .map(name -> Explainers.named(name, setting))
                .toList();
        Judge judge = new Judge(explainers, question -> budget(question, options), options.judge());
        List<Randomised> randomised = options.sanity() && options.judge().repeats() > 0
                ? RandomModels.of(recommender, data, options.judge().seed(), progress)
                : List.of();
        try {
            return judge.judge(recommender, subjects, randomised, progress);
        } finally {
            randomised.forEach(model -> model.model().close());
        }
    }

    private static Budget budget(Question question, Options options) {
        return options.calls() == 0 ? Explainers.budget(question.players().size()) : Budget.calls(options.calls());
    }

    static List<Integer> shuffled(List<Integer> people, long seed) {
        List<Integer> order = new ArrayList<>(people);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < order.size(); i++) {
            int j = random.nextInt(i, order.size());
            int drawn = order.get(j);
            order.set(j, order.get(i));
            order.set(i, drawn);
        }
        return order;
    }

    /** Why the model recommends what it recommends first to this person; empty if there is too little to ask about. */
    private static Optional<Question> question(Recommender recommender, Profile whole, Options options) {
        Profile profile = newest(whole, recommender, options.events());
        if (profile.events().size() < 2) {
            return Optional.empty();
        }
        // All that the person knows stays out of the ranks, seen by the model or not.
        Set<Integer> exclude = whole.knownItems().stream().boxed().collect(Collectors.toSet());
        List<Recommendation> best =
                recommender.recommend(new Query(profile, options.recommendations(), exclude, List.of()));
        if (best.isEmpty()) {
            return Optional.empty();
        }
        List<Candidate> candidates = new ArrayList<>();
        best.forEach(r -> candidates.add(recommender.catalog().candidates().get(r.item())));
        return Optional.of(new Question(
                profile,
                Player.events(profile, recommender.catalog()),
                options.absence(),
                options.target(),
                candidates,
                exclude));
    }

    /** The newest events that the model can see, at most so many. */
    static Profile newest(Profile whole, Recommender recommender, int events) {
        int size = whole.events().size();
        int newest = Math.min(size, Math.min(events, recommender.window()));
        return whole.withEvents(whole.events().subList(size - newest, size));
    }
}
