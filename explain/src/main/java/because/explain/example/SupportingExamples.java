package because.explain.example;

import because.core.BadInput;
import because.core.Budget;
import because.core.Candidate;
import because.core.Coalitions;
import because.core.Convergence;
import because.core.Dataset;
import because.core.Event;
import because.core.Examples;
import because.core.Examples.Example;
import because.core.Examples.Measure;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Game;
import because.core.Header;
import because.core.Interactions;
import because.core.Predictor;
import because.core.Profile;
import because.core.Question;
import because.core.Recommender;
import because.core.Retraining;
import because.core.Setting;
import because.core.States;
import because.core.Target;
import because.core.Task;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The people of the training data who most support the score of an item. A model that is solved in closed form ({@link Retraining}) says exactly how far the score falls without
 * each of them; for one with a vector for each profile ({@link States}) their influence through the last layer is estimated; for any other model the most alike who have the
 * item are told. The one who asks is not among them.
 */
public final class SupportingExamples implements Explainer {
    /** The name of the method. */
    public static final String METHOD = "examples";

    private static final int MOST = 10;

    private final Setting setting;

    private SupportingExamples(Setting setting) {
        this.setting = setting;
    }

    /** With the training data of a setting, which it gets by {@link #in}. */
    public SupportingExamples() {
        this(Setting.NONE);
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public Explainer in(Setting setting) {
        return new SupportingExamples(setting);
    }

    /** Influence through the last layer is that of the softmax over the next item. */
    private static boolean ranks(Recommender recommender) {
        return recommender
                .as(Predictor.class)
                .filter(predictor -> predictor.task().task() != Task.Kind.NEXT_ITEM)
                .isEmpty();
    }

    @Override
    public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
        Dataset training = setting.training()
                .orElseThrow(
                        () -> new BadInput(
                                "examples need the data that the model was trained on, which is not at hand."
                                        + "\nMaybe the data, its filters or the split have changed since; train again: because train"));
        Measure measure = recommender.as(Retraining.class).isPresent()
                ? Measure.RETRAINED
                : recommender.as(States.class).isPresent() && ranks(recommender)
                        ? Measure.INFLUENCE
                        : Measure.SIMILARITY;
        double[][] ends = ends(recommender.game(question.withTarget(Target.SCORE)));
        double[][] support = support(measure, recommender, training, question);
        BitSet others = others(training, question.profile());
        List<Explanation> explanations = new ArrayList<>();
        for (int column = 0; column < question.candidates().size(); column++) {
            Header header = new Header(
                    Header.SCHEMA,
                    METHOD,
                    Map.of(),
                    seed,
                    recommender.provenance().fingerprint(),
                    recommender.catalog().item(item(question, column)).id(),
                    Target.SCORE,
                    question.absence(),
                    ends[0][column],
                    ends[1][column],
                    2,
                    measure == Measure.RETRAINED ? Convergence.EXACT : new Convergence(false, Double.NaN),
                    Optional.empty());
            explanations.add(examples(header, measure, training, question.profile(), support, column, others));
        }
        return explanations;
    }

    private static int item(Question question, int column) {
        if (question.candidates().get(column) instanceof Candidate.Known known) {
            return known.index();
        }
        throw new BadInput("nobody in the training data has an item that is not in the catalogue.");
    }

    private static double[][] ends(Game game) {
        Coalitions coalitions = new Coalitions(game.players());
        coalitions.addNone();
        coalitions.addAll();
        double[][] values = new double[2][game.columns()];
        game.values(coalitions, values);
        return values;
    }

    /** For each person and each candidate how much the person supports it. */
    private static double[][] support(Measure measure, Recommender recommender, Dataset training, Question question) {
        return switch (measure) {
            case RETRAINED -> {
                double[] whole = recommender.score(List.of(question.profile()), question.candidates())[0];
                double[][] without = recommender
                        .as(Retraining.class)
                        .orElseThrow()
                        .withoutEach(training, question.profile(), question.candidates());
                for (double[] row : without) {
                    for (int column = 0; column < row.length; column++) {
                        row[column] = whole[column] - row[column];
                    }
                }
                yield without;
            }
            case INFLUENCE -> new LastLayer(recommender, training).support(question);
            case SIMILARITY -> similarity(training, question);
        };
    }

    /** The cosine of the sets of items, for people who have the candidate; 0 for others. */
    private static double[][] similarity(Dataset training, Question question) {
        double[][] support =
                new double[training.users().size()][question.candidates().size()];
        BitSet mine = question.profile().knownItems();
        for (int user = 0; user < support.length; user++) {
            BitSet theirs = items(training, user);
            BitSet shared = (BitSet) mine.clone();
            shared.and(theirs);
            double cosine = shared.isEmpty()
                    ? 0
                    : shared.cardinality() / Math.sqrt((double) mine.cardinality() * theirs.cardinality());
            for (int column = 0; column < support[user].length; column++) {
                support[user][column] = theirs.get(item(question, column)) ? cosine : 0;
            }
        }
        return support;
    }

    private static BitSet items(Dataset training, int user) {
        BitSet items = new BitSet();
        Interactions events = training.events();
        for (int row = events.from(user); row < events.to(user); row++) {
            items.set(events.item(row));
        }
        return items;
    }

    /** Everybody with events but the one who asks, whose history is a piece of the profile or the other way round. */
    private static BitSet others(Dataset training, Profile profile) {
        BitSet others = new BitSet();
        Interactions events = training.events();
        for (int user = 0; user < events.users(); user++) {
            if (events.from(user) == events.to(user)) {
                continue;
            }
            List<Event> theirs = training.profile(user).events();
            others.set(
                    user,
                    Collections.indexOfSubList(profile.events(), theirs) < 0
                            && (profile.events().isEmpty()
                                    || Collections.indexOfSubList(theirs, profile.events()) < 0));
        }
        return others;
    }

    private Examples examples(
            Header header,
            Measure measure,
            Dataset training,
            Profile profile,
            double[][] support,
            int column,
            BitSet others) {
        double least = 1e-9 * Math.max(1e-9, Math.abs(header.score())); // what is below is rounding
        List<Integer> supporters = IntStream.range(0, support.length)
                .filter(user -> others.get(user) && support[user][column] > least)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(user -> -support[user][column])
                        .thenComparing(user -> user))
                .toList();
        List<Example> told = new ArrayList<>();
        for (int user : supporters.subList(0, Math.min(MOST, supporters.size()))) {
            BitSet theirs = items(training, user);
            List<String> shared = profile.events().reversed().stream()
                    .filter(event -> event.knownItem() >= 0 && theirs.get(event.knownItem()))
                    .map(event -> training.catalog().title(event.item()))
                    .distinct()
                    .toList();
            told.add(new Example(
                    setting.identified() ? training.users().id(user) : String.valueOf(told.size() + 1),
                    support[user][column],
                    shared,
                    training.events().to(user) - training.events().from(user)));
        }
        return new Examples(header, measure, told, supporters.size(), others.cardinality());
    }
}
