package because;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Concepts;
import because.core.Curve;
import because.core.Dataset;
import because.core.Explanation;
import because.core.Importance.Measure;
import because.core.Item;
import because.core.Predictor;
import because.core.Profile;
import because.core.Progress;
import because.core.Recommender;
import because.core.Split;
import because.core.Target;
import because.core.Task;
import because.explain.global.AccumulatedEffects;
import because.explain.global.ConceptProbes;
import because.explain.global.FriedmanInteractions;
import because.explain.global.PairSample;
import because.explain.global.PartialDependence;
import because.explain.global.PermutationImportance;
import because.explain.global.Sample;
import because.explain.global.ShapleyImportance;
import because.explain.global.ShapleyInteractionImportance;
import because.explain.global.Surrogates;
import because.explain.global.Variable;
import because.narrate.Language;
import because.narrate.Narrator;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a model looks at, over many people: which features of people and items matter to it, how its answers move with one of them, which play together, simple rules that
 * say what it says, and which properties of items its space holds.
 *
 * <pre>{@code
 * try (var overview = Overview.open(Project.open(Path.of("shop")), "", Progress.NONE)) {
 *     for (var answer : overview.explain(Overview.Options.defaults(), Progress.NONE)) {
 *         System.out.println(answer.reason(Language.EN));
 *     }
 * }
 * }</pre>
 */
public final class Overview implements AutoCloseable {
    /** On so many people interactions are measured: the cost grows with the square. */
    private static final int PAIRED = 40;

    /** So many people's own lines are told. */
    private static final int LINES = 30;

    /** So many people's scores are an item's vector, where the model shows none. */
    private static final int PROBES = 64;

    private final Recommender recommender;
    private final PairDraw draw;

    /** What is asked of a model. */
    public enum Method {
        /** Which features matter: what becomes of the answers, or of the loss, when a feature is another person's. */
        IMPORTANCE,
        /** Which features matter: the mean of |Shapley value|. */
        SHAPLEY,
        /** How the target moves with a feature if everybody has the value. */
        PDP,
        /** The same, with single people's lines. */
        ICE,
        /** How the target moves with a feature among those who are near each value. */
        ALE,
        /** Which features play together: Friedman's H². */
        INTERACTIONS,
        /** Which features play together: the mean of |Shapley interaction|. */
        SII,
        /** A tree that says what the model says. */
        TREE,
        /** A list of rules that says what the model says. */
        RULES,
        /** Which properties of items the model's space holds. */
        CONCEPTS
    }

    /** About which item each person is asked. */
    public enum Items {
        /** What suits the method and the model: contrast for trees and rules of a model that ranks, otherwise next. */
        AUTO,
        /** What the person really used next, in the part of the data that the model has not seen; the last event, if it has seen all. */
        NEXT,
        /** What the model recommends first. */
        RECOMMENDED,
        /** Two of the first ten recommendations and two of all other items. */
        CONTRAST
    }

    /**
     * What is asked, of whom, and how closely.
     *
     * @param method what is asked
     * @param features names of features, or what they begin with; empty for those that suit the method
     * @param people how many people, drawn at random, 2 or more; all where there are fewer
     * @param items about which item each is asked
     * @param item the id of the one item that everybody is asked about; empty for {@code items}
     * @param measure what importance is: {@link Measure#VARIATION} or {@link Measure#LOSS}
     * @param target what is predicted; empty for what suits the model
     * @param draws how many other people give a feature to each; 0 for the usual number
     * @param points at how many values of a number a curve is computed, 2 or more
     * @param depth how deep a tree is, or how many conditions a rule has at most
     * @param rules how many rules a list has at most
     * @param seed of everything random
     */
    public record Options(
            Method method,
            List<String> features,
            int people,
            Items items,
            String item,
            Measure measure,
            Optional<Target> target,
            int draws,
            int points,
            int depth,
            int rules,
            long seed) {
        /** Copies the names and checks the ranges. */
        public Options {
            features = List.copyOf(features);
            if (people < 2) {
                throw BadInput.of("people", people, "2 or more", "");
            }
            if (draws < 0) {
                throw BadInput.of("draws", draws, "1 or more, or 0 for the usual number", "");
            }
            if (points < 2) {
                throw BadInput.of("points", points, "2 or more", "");
            }
            if (measure != Measure.VARIATION && measure != Measure.LOSS) {
                throw BadInput.of("measure", measure.label(), "variation or loss", "");
            }
            if (measure == Measure.LOSS && method != Method.IMPORTANCE) {
                throw BadInput.of("measure", measure.label(), "variation, but for the method importance", "");
            }
            Objects.requireNonNull(size(depth, rules));
        }

        private static Surrogates.Options size(int depth, int rules) {
            return Surrogates.Options.defaults().withDepth(depth).withRules(rules);
        }

        /** @return importance by variation on 200 people */
        public static Options defaults() {
            Surrogates.Options size = Surrogates.Options.defaults();
            return new Options(
                    Method.IMPORTANCE,
                    List.of(),
                    200,
                    Items.AUTO,
                    "",
                    Measure.VARIATION,
                    Optional.empty(),
                    0,
                    PartialDependence.POINTS,
                    size.depth(),
                    size.rules(),
                    1);
        }

        /**
         * @param method what is asked
         * @return the same options with it
         */
        public Options withMethod(Method method) {
            return new Options(
                    method, features, people, items, item, measure, target, draws, points, depth, rules, seed);
        }

        /**
         * @param features names of features
         * @return the same options with them
         */
        public Options withFeatures(List<String> features) {
            return new Options(
                    method, features, people, items, item, measure, target, draws, points, depth, rules, seed);
        }

        /**
         * @param people how many people
         * @return the same options with them
         */
        public Options withPeople(int people) {
            return new Options(
                    method, features, people, items, item, measure, target, draws, points, depth, rules, seed);
        }

        /**
         * @param measure what importance is
         * @return the same options with it
         */
        public Options withMeasure(Measure measure) {
            return new Options(
                    method, features, people, items, item, measure, target, draws, points, depth, rules, seed);
        }
    }

    /**
     * @param recommender a model, which is closed with this; a user's own is as good
     * @param split the data with the parts that it has and has not seen
     * @throws BadInput if the data has another number of items than the model
     */
    public Overview(Recommender recommender, Split split) {
        int items = split.whole().catalog().size();
        if (items != recommender.catalog().size()) {
            throw BadInput.of(
                    "the number of items of the data",
                    items,
                    recommender.catalog().size() + ", those of the model",
                    "Maybe the model was trained on other data.");
        }
        this.recommender = recommender;
        this.draw = new PairDraw(recommender, split);
    }

    /**
     * Opens a model of a project.
     *
     * @param project the project
     * @param run the model's name; empty for the newest
     * @param progress is told how far the reading is
     * @return the overview, to be closed
     * @throws BadInput if there is no such model, or it was trained on other items than the data now has
     */
    public static Overview open(Project project, String run, Progress progress) {
        Split split = project.split(progress);
        // The front door checks that model and data belong together; it holds nothing but the model, which is closed
        // with this.
        return new Overview(Because.open(project, run, progress).recommender(), split);
    }

    /** @return the model */
    public Recommender recommender() {
        return recommender;
    }

    /**
     * Asks.
     *
     * @param options what, of whom, and how closely
     * @param progress is told how often the model was asked
     * @return one explanation with its summary; for curves one for each feature, the one that goes furthest first
     * @throws BadInput if there are too few people, a feature is unknown or cannot be changed, or the model cannot be asked that
     */
    public List<Answer.Why> explain(Options options, Progress progress) {
        progress.stage(
                options.method().name().toLowerCase(Locale.ROOT) + " of "
                        + recommender.provenance().model(),
                0);
        if (options.method() == Method.CONCEPTS) {
            return List.of(answer(concepts(options)));
        }
        Sample sample = sample(options, progress);
        return switch (options.method()) {
            case IMPORTANCE ->
                List.of(answer(new PermutationImportance(options.measure(), draws(options, PermutationImportance.DRAWS))
                        .explain(sample, sample.changeable(options.features()), options.seed())));
            case SHAPLEY ->
                List.of(answer(new ShapleyImportance(draws(options, ShapleyImportance.DRAWS))
                        .explain(sample, sample.changeable(options.features()), options.seed())));
            case INTERACTIONS ->
                List.of(answer(new FriedmanInteractions(Math.max(4, draws(options, PAIRED)))
                        .explain(sample, sample.changeable(options.features()), options.seed())));
            case SII ->
                List.of(answer(new ShapleyInteractionImportance(draws(options, ShapleyImportance.DRAWS))
                        .explain(sample, sample.changeable(options.features()), options.seed())));
            case TREE ->
                List.of(answer(surrogates(options).tree(sample, sample.readable(options.features()), options.seed())));
            case RULES ->
                List.of(answer(surrogates(options).list(sample, sample.readable(options.features()), options.seed())));
            case PDP, ICE, ALE -> curves(sample, options);
            case CONCEPTS -> throw new IllegalStateException();
        };
    }

    private static int draws(Options options, int usual) {
        return options.draws() == 0 ? usual : options.draws();
    }

    private static Surrogates surrogates(Options options) {
        return new Surrogates(Options.size(options.depth(), options.rules()));
    }

    private Sample sample(Options options, Progress progress) {
        boolean ranks = recommender
                .as(Predictor.class)
                .filter(predictor -> predictor.task().task() != Task.Kind.NEXT_ITEM)
                .isEmpty();
        boolean rules = options.method() == Method.TREE || options.method() == Method.RULES;
        Items items = options.items() == Items.AUTO ? rules && ranks ? Items.CONTRAST : Items.NEXT : options.items();
        Target usual = !ranks
                ? Target.SCORE
                : options.measure() == Measure.LOSS
                        ? Target.RANK
                        : rules && items == Items.CONTRAST ? Target.LIST : Target.MARGIN;
        return new PairSample(
                recommender,
                draw.pairs(options, items),
                draw.popularity(),
                PairSample.Options.defaults()
                        .withTarget(options.target().orElse(usual))
                        .withItems(
                                options.item().isEmpty()
                                        ? items.name().toLowerCase(Locale.ROOT)
                                        : "item " + options.item()),
                progress);
    }

    /** Curves of the features that are named, or of all that have one. */
    private List<Answer.Why> curves(Sample sample, Options options) {
        List<Integer> named = options.features().isEmpty()
                ? IntStream.range(0, sample.variables().size())
                        .filter(v -> sample.variables().get(v).changeable())
                        .filter(v -> drawable(sample, v, options))
                        .boxed()
                        .toList()
                : sample.changeable(options.features());
        List<Integer> able =
                named.stream().filter(v -> drawable(sample, v, options)).toList();
        if (able.isEmpty()) {
            // Says why, and which would have been right.
            able = named.isEmpty() ? sample.changeable(List.of()) : named;
        }
        return able.stream()
                .map(v -> curve(sample, v, options))
                .sorted(Comparator.comparingDouble((Curve curve) -> -curve.range()))
                .map(this::answer)
                .toList();
    }

    private static boolean drawable(Sample sample, int variable, Options options) {
        Variable.Kind kind = sample.variables().get(variable).kind();
        boolean differs = IntStream.range(0, sample.size())
                        .mapToDouble(row -> sample.value(row, variable))
                        .filter(value -> !Double.isNaN(value))
                        .distinct()
                        .limit(2)
                        .count()
                == 2;
        return differs
                && kind != Variable.Kind.WHOLE
                && !(options.method() == Method.ALE && kind == Variable.Kind.CATEGORY);
    }

    private static Curve curve(Sample sample, int variable, Options options) {
        return options.method() == Method.ALE
                ? new AccumulatedEffects(options.points()).explain(sample, variable, options.seed())
                : new PartialDependence(options.points(), options.method() == Method.ICE ? LINES : 0)
                        .explain(sample, variable, options.seed());
    }

    private Concepts concepts(Options options) {
        Dataset known = draw.training();
        int[] items = IntStream.range(0, known.catalog().size())
                .filter(item -> draw.popularity()[item] > 0)
                .toArray();
        List<Profile> people = draw.people(options.seed()).stream()
                .limit(Math.min(PROBES, options.people()))
                .map(known::profile)
                .toList();
        return new ConceptProbes(ConceptProbes.Options.defaults())
                .explain(recommender, items, people, options.features(), options.seed());
    }

    private Answer.Why answer(Explanation explanation) {
        Map<Language, String> summaries = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            summaries.put(language, Narrator.summary(explanation, language));
        }
        return new Answer.Why(explanation, summaries);
    }

    /**
     * @param item an item's id
     * @return the item as a candidate
     * @throws BadInput if there is no such item
     */
    static Candidate.Known known(Recommender recommender, String item) {
        int index = recommender.catalog().index(item);
        if (index < 0) {
            throw BadInput.unknown(
                    "item",
                    item,
                    recommender.catalog().items().stream().map(Item::id).toList());
        }
        return new Candidate.Known(index);
    }

    @Override
    public void close() {
        recommender.close();
    }
}
