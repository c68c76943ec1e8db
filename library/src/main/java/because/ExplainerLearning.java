package because;

import because.core.Absence;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Dataset;
import because.core.Profile;
import because.core.Progress;
import because.core.Query;
import because.core.Question;
import because.core.Recommendation;
import because.core.Recommender;
import because.core.Split;
import because.core.Target;
import because.explain.learned.JointExplainer;
import because.explain.learned.LearnedFile;
import because.explain.learned.LearnedModel;
import because.explain.learned.LearnedOptions;
import because.explain.learned.LearnedTraining;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Learns an explainer of a project's model from the model itself, on people of the training part, and keeps it beside the model. */
public final class ExplainerLearning {
    /** The model's best items of which those that are asked about are drawn. */
    private static final int BEST = 10;

    /** About so many profiles a joint explainer is asked in each epoch of the model. */
    private static final int JOINTLY = 96;

    /** So often all questions are gone through once more when a joint training is over. */
    private static final int AFTER = 5;

    private ExplainerLearning() {}

    /**
     * What is asked, of whom.
     *
     * @param people how many people at most, 10 or more; a tenth of them choose the epoch, and up to {@code measured} others measure the error
     * @param profiles how many profiles of each: all that the model sees of the person, and shorter ones that end at a time of chance; 1 or more
     * @param items how many of the items that are recommended to such a profile, the first always; one more is any item of the catalogue; 1 to 10
     * @param measured on how many people the error is measured, at most; 1 or more
     * @param seed of everything random
     * @param learning how it is learned
     */
    public record Options(int people, int profiles, int items, int measured, long seed, LearnedOptions learning) {
        /** Refuses numbers out of range. */
        public Options {
            check("people", people, 10, 1 << 24);
            check("profiles", profiles, 1, 1 << 10);
            check("items", items, 1, BEST);
            check("measured", measured, 1, 1 << 16);
        }

        private static void check(String name, int value, int least, int most) {
            if (value < least || value > most) {
                throw BadInput.of(name, value, least + " to " + most, "");
            }
        }

        /** @return 1,000 people, eight profiles of each, three recommended items and another, measured on 40 people */
        public static Options defaults() {
            return new Options(1000, 8, 3, 40, 1, LearnedOptions.defaults());
        }

        /**
         * @param people how many people at most
         * @return the same options with it
         */
        public Options withPeople(int people) {
            return new Options(people, profiles, items, measured, seed, learning);
        }

        /**
         * @param profiles how many profiles of each person
         * @return the same options with it
         */
        public Options withProfiles(int profiles) {
            return new Options(people, profiles, items, measured, seed, learning);
        }

        /**
         * @param measured on how many people the error is measured, at most
         * @return the same options with it
         */
        public Options withMeasured(int measured) {
            return new Options(people, profiles, items, measured, seed, learning);
        }

        /** @return how often all questions are gone through */
        public int epochs() {
            return learning.epochs();
        }

        /**
         * @param epochs how often all questions are gone through
         * @return the same options with it
         */
        public Options withEpochs(int epochs) {
            return withLearning(learning.withEpochs(epochs));
        }

        /**
         * @param seed of everything random
         * @return the same options with it
         */
        public Options withSeed(long seed) {
            return new Options(people, profiles, items, measured, seed, learning);
        }

        /**
         * @param learning how it is learned
         * @return the same options with it
         */
        public Options withLearning(LearnedOptions learning) {
            return new Options(people, profiles, items, measured, seed, learning);
        }
    }

    /**
     * An explainer that was learned.
     *
     * @param run the model's name, with the task that it was asked about if that is not its own
     * @param model the model's fingerprint
     * @param target what is explained
     * @param absence how absence looks
     * @param seed of everything random
     * @param options how it was learned, by name
     * @param data a fingerprint of the people who were asked about
     * @param answers on how many answers the error was measured, of people that it was not learned from
     * @param error √(Σ (φ̂ − φ)² / Σ φ²) of an answer, the median
     * @param correlation Spearman's rank correlation of an answer's values, the mean
     * @param unexplained the share of what the game does beyond sharing evenly that the learned game does not say, the mean
     * @param reference the relative standard error of the converged values, the median
     */
    public record Learned(
            String run,
            String model,
            Target target,
            Absence absence,
            long seed,
            Map<String, String> options,
            String data,
            int answers,
            double error,
            double correlation,
            double unexplained,
            double reference) {
        /** Copies the options, ordered by name. */
        public Learned {
            options = Collections.unmodifiableMap(new TreeMap<>(options));
        }

        private static Learned of(String run, LearnedModel learned) {
            LearnedModel.Origin origin = learned.origin();
            LearnedModel.Measured measured = learned.measured();
            return new Learned(
                    run,
                    origin.model(),
                    origin.target(),
                    origin.absence(),
                    origin.seed(),
                    origin.options(),
                    origin.data(),
                    measured.answers(),
                    measured.error(),
                    measured.correlation(),
                    measured.unexplained(),
                    measured.reference());
        }
    }

    /**
     * Learns an explainer, and keeps it beside the model. Nothing is kept before all is done.
     *
     * @param project the project
     * @param run the model's name, as {@link Runs#open} takes it; empty for the newest
     * @param target what is to be explained
     * @param absence how absence looks; removed or masked
     * @param replace whether one that is there may be replaced
     * @param options what is asked, of whom
     * @param progress is told how far it is
     * @return what was learned
     * @throws BadInput if one is there and must not be replaced, or the model or its data does not allow it
     */
    public static Learned learn(
            Project project,
            String run,
            Target target,
            Absence absence,
            boolean replace,
            Options options,
            Progress progress) {
        String name = project.runs().spelled(run);
        Path folder = project.runs().folder(name);
        try (Recommender recommender = project.runs().open(name)) {
            ExplainerFiles files = ExplainerFiles.of(folder, recommender);
            Optional<Path> before = replace ? Optional.empty() : files.kept(target, absence);
            if (before.isPresent()) {
                throw new BadInput("an explainer was learned for " + name + ", --target " + target.label()
                        + " and --absence " + absence.label() + " before: " + before.get()
                        + "\nMaybe replace it: --replace");
            }
            return learn(project, name, files, recommender, target, absence, options, Optional.empty(), progress);
        }
    }

    /**
     * Learns on for a model that was trained together with an explainer, from where that one ended.
     *
     * @param project the project
     * @param folder the model's folder
     * @param joint the explainer
     * @param absence how absence looks
     * @param seed of everything random
     * @param progress is told how far it is
     * @return what was learned; empty if there are too few people to measure it
     */
    static Optional<Learned> after(
            Project project, Path folder, JointExplainer joint, Absence absence, long seed, Progress progress) {
        try (Recommender recommender = Models.open(folder)) {
            Options options = Options.defaults().withSeed(seed).withEpochs(AFTER);
            return Optional.of(learn(
                    project,
                    folder.getFileName().toString(),
                    ExplainerFiles.of(folder, recommender),
                    recommender,
                    Target.SCORE,
                    absence,
                    options,
                    Optional.of(joint),
                    progress));
        } catch (BadInput tooFew) {
            return Optional.empty(); // the model is there nevertheless; learn-explainer says what is missing
        }
    }

    private static Learned learn(
            Project project,
            String name,
            ExplainerFiles files,
            Recommender recommender,
            Target target,
            Absence absence,
            Options options,
            Optional<JointExplainer> joint,
            Progress progress) {
        Dataset training = project.split(progress).through(Split.Part.TRAIN);
        if (!recommender.catalog().sameItems(training.catalog())) {
            throw new BadInput("the model " + name
                    + " knows other items than the data now has.\nMaybe train again: because train");
        }
        LearnedTraining own = new LearnedTraining(options.learning(), options.seed(), progress)
                .keeping(files.checkpoint(target, absence));
        LearnedModel learned = joint.map(own::after)
                .orElse(own)
                .learn(recommender, questions(recommender, training, target, absence, options));
        LearnedFile.write(files.file(target, absence), learned);
        return Learned.of(name, learned);
    }

    /**
     * An explainer that is to be learned together with a model. It is asked about none of the people by whom {@link #after} chooses and measures.
     *
     * @param data the training part
     * @param absence how absence looks
     * @param seed of everything random
     * @return the explainer, which has learned nothing yet
     */
    static JointExplainer joint(Dataset data, Absence absence, long seed) {
        Options options = Options.defaults().withSeed(seed);
        Drawn drawn = Drawn.of(data, options);
        return new JointExplainer(
                options.learning(),
                seed,
                JOINTLY + " questions an epoch, absence " + absence.label(),
                (model, epoch) -> {
                    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + epoch);
                    List<Question> questions = new ArrayList<>();
                    for (int q = 0; q < JOINTLY && !drawn.learn().isEmpty(); q++) {
                        int user =
                                drawn.learn().get(random.nextInt(drawn.learn().size()));
                        Profile profile = ending(model, data.profile(user), random);
                        questions.add(question(model, profile, Target.SCORE, absence, 2, random));
                    }
                    return questions;
                });
    }

    /** People who are asked about: no person is in two of the three parts. */
    private record Drawn(List<Integer> measure, List<Integer> choose, List<Integer> learn) {
        static Drawn of(Dataset data, Options options) {
            List<Integer> eligible = IntStream.range(0, data.users().size())
                    .filter(user -> data.events().to(user) - data.events().from(user) >= 2)
                    .boxed()
                    .collect(Collectors.toCollection(ArrayList::new));
            List<Integer> all = Judging.shuffled(eligible, options.seed());
            List<Integer> drawn = all.subList(0, Math.min(all.size(), options.people()));
            int tenth = drawn.size() / 10;
            int measured = Math.min(tenth, options.measured());
            return new Drawn(
                    drawn.subList(0, measured),
                    drawn.subList(measured, measured + tenth),
                    drawn.subList(measured + tenth, drawn.size()));
        }
    }

    /** What the model sees of a person at a time of chance. */
    private static Profile ending(Recommender recommender, Profile whole, SplittableRandom random) {
        return seen(recommender, whole, 2 + random.nextInt(whole.events().size() - 1));
    }

    private static Profile seen(Recommender recommender, Profile whole, int to) {
        return whole.withEvents(whole.events().subList(Math.max(0, to - recommender.window()), to));
    }

    /**
     * Draws people, and questions about each.
     *
     * @param recommender the model
     * @param data whose people are asked about
     * @param target what is explained
     * @param absence how absence looks; removed or masked
     * @param options how many
     * @return the questions; no person is in two of the three parts
     * @throws BadInput if something would come in the place of what is absent
     */
    public static LearnedTraining.Questions questions(
            Recommender recommender, Dataset data, Target target, Absence absence, Options options) {
        if (absence.replaces()) {
            throw BadInput.of(
                    "absence",
                    absence.label(),
                    "removed or masked, for an explainer that is learned",
                    "Maybe use --method auto.");
        }
        Drawn drawn = Drawn.of(data, options);
        SplittableRandom random = new SplittableRandom(options.seed());
        List<List<Question>> asked = new ArrayList<>();
        for (List<Integer> people : List.of(drawn.measure(), drawn.choose(), drawn.learn())) {
            List<Question> questions = new ArrayList<>();
            for (int user : people) {
                Profile whole = data.profile(user);
                for (int p = 0; p < (asked.isEmpty() ? 1 : options.profiles()); p++) {
                    Profile profile = p == 0
                            ? seen(recommender, whole, whole.events().size())
                            : ending(recommender, whole, random);
                    questions.add(question(recommender, profile, target, absence, options.items(), random));
                }
            }
            asked.add(questions);
        }
        return new LearnedTraining.Questions(asked.get(2), asked.get(1), asked.get(0));
    }

    private static Question question(
            Recommender recommender,
            Profile profile,
            Target target,
            Absence absence,
            int items,
            SplittableRandom random) {
        List<Candidate> known = recommender.catalog().candidates();
        HashSet<Integer> chosen = new HashSet<>();
        List<Recommendation> list = recommender.recommend(Query.of(profile, BEST));
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < Math.min(items, list.size()); i++) {
            int place = i == 0 ? 0 : random.nextInt(list.size());
            if (chosen.add(list.get(place).item())) {
                candidates.add(known.get(list.get(place).item()));
            }
        }
        int any = random.nextInt(known.size());
        if (chosen.add(any)) {
            candidates.add(known.get(any));
        }
        return Question.about(profile, recommender.catalog(), candidates)
                .withTarget(target)
                .withAbsence(absence);
    }
}
