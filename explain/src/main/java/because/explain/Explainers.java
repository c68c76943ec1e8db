package because.explain;

import because.core.BadInput;
import because.core.Budget;
import because.core.Explainer;
import because.core.Setting;
import because.explain.counterfactual.Counterfactuals;
import because.explain.counterfactual.Counterfactuals.Search;
import because.explain.example.SupportingExamples;
import because.explain.gradient.Attention;
import because.explain.gradient.AttentionHeads;
import because.explain.gradient.Gradients;
import because.explain.gradient.Inside;
import because.explain.learned.LearnedExplainer;
import because.explain.path.KnowledgePaths;
import because.explain.shapley.AutoShapley;
import because.explain.shapley.ExactShapley;
import because.explain.shapley.InteractionExplainer;
import because.explain.shapley.InteractionIndex;
import because.explain.shapley.LeaveOneOut;
import because.explain.shapley.OwenExplainer;
import because.explain.shapley.PermutationShapley;
import because.explain.shapley.ShapleyRegression;
import because.explain.surrogate.Lime;
import java.util.List;
import java.util.stream.Stream;

/** The explainers by name, and what they may cost where nobody says. */
public final class Explainers {
    /** Pairs of orders that the usual budget pays for. */
    private static final int PAIRS = 20;

    /** Enough for exact Shapley values of ten players. */
    private static final long AT_LEAST = 1L << 10;

    private static final long AT_MOST = 1L << 14;

    /** A million calls take a minute or so; what is not precise by then hardly becomes so. */
    private static final long AT_MOST_ASKED = 1L << 20;

    /** These say how much each player contributes. */
    private static final List<Explainer> ATTRIBUTIONS = List.of(
            new AutoShapley(),
            new ExactShapley(),
            new PermutationShapley(),
            ShapleyRegression.enriched(),
            ShapleyRegression.leverage(),
            ShapleyRegression.kernel(),
            new LeaveOneOut(),
            new Lime(),
            Lime.lasso(),
            Lime.forward());

    /** These ask a game about more than single players. */
    private static final List<Explainer> STRUCTURE = List.of(
            new OwenExplainer(),
            new InteractionExplainer(InteractionIndex.SII),
            new InteractionExplainer(InteractionIndex.K_SII),
            new InteractionExplainer(InteractionIndex.STII),
            new InteractionExplainer(InteractionIndex.FSII));

    /** These look into a network, and need a model that is one. */
    private static final List<Explainer> NETWORK = List.of(
            Gradients.deepLift(),
            Gradients.integrated(),
            Gradients.inputTimesGradient(),
            Gradients.saliency(),
            Attention.last(),
            Attention.rollout());

    /** These must be learned from the model first, and say how much each player contributes. */
    private static final List<Explainer> LEARNED = List.of(LearnedExplainer.checked(), LearnedExplainer.alone());

    /** These give other kinds of explanations. */
    private static final List<Explainer> OTHERS = List.of(
            Counterfactuals.leave(Search.AUTO, 0),
            Counterfactuals.leave(Search.GREEDY, 0),
            Counterfactuals.leave(Search.BEAM, 0),
            Counterfactuals.leave(Search.EXACT, 0),
            Inside.decoding(),
            Inside.ablation(),
            new AttentionHeads(),
            new SupportingExamples(),
            new KnowledgePaths());

    private Explainers() {}

    /** @return the names of all explainers, the one to start with first */
    public static List<String> names() {
        return all().map(Explainer::method).toList();
    }

    /** @return the names of those that say how much each player of any model contributes, and so can be compared with each other */
    public static List<String> attributing() {
        return ATTRIBUTIONS.stream().map(Explainer::method).toList();
    }

    /** @return the names of those that ask nothing but the game, and so are for players of any kind; all but those of {@link #attributing()} tell of groups or pairs of players */
    public static List<String> ofGames() {
        return Stream.of(ATTRIBUTIONS, STRUCTURE)
                .flatMap(List::stream)
                .map(Explainer::method)
                .toList();
    }

    /** @return the names of those that say how much each player contributes by looking into a network */
    public static List<String> ofNetworks() {
        return NETWORK.stream().map(Explainer::method).toList();
    }

    /** @return the names of those that do so once they were learned from the model */
    public static List<String> learned() {
        return LEARNED.stream().map(Explainer::method).toList();
    }

    private static Stream<Explainer> all() {
        return Stream.of(ATTRIBUTIONS, STRUCTURE, NETWORK, LEARNED, OTHERS).flatMap(List::stream);
    }

    /**
     * @param name one of {@link #names()}
     * @return the explainer of that name
     * @throws BadInput if there is none
     */
    public static Explainer named(String name) {
        return all().filter(e -> e.method().equals(name))
                .findFirst()
                .orElseThrow(() -> BadInput.unknown("explainer", name, names()));
    }

    /**
     * @param name one of {@link #names()}
     * @param setting what there is beside the model and the question, for a method that asks for it
     * @return the explainer of that name
     * @throws BadInput if there is none
     */
    public static Explainer named(String name, Setting setting) {
        return named(name).in(setting);
    }

    /**
     * What an explanation costs if nobody says: exact Shapley values up to 10 players; above that 20 pairs of orders, which are 40 calls a player, up to
     * 16,384 calls in all; and never less than the two pairs that a standard error needs.
     *
     * @param players how many players, 0 or more
     * @return the budget
     */
    public static Budget budget(int players) {
        long usual = Math.clamp(PermutationShapley.calls(players, PAIRS), AT_LEAST, AT_MOST);
        return Budget.calls(Math.max(usual, PermutationShapley.calls(players, PermutationShapley.FEWEST_PAIRS)));
    }

    /**
     * With how few calls every method that samples answers, and knows how uncertain it is.
     *
     * @param players how many players, 0 or more
     * @return the fewest calls to begin with
     */
    static long fewest(int players) {
        return Math.max(
                ShapleyRegression.fewest(players), PermutationShapley.calls(players, PermutationShapley.FEWEST_PAIRS));
    }

    /**
     * What an explanation may cost at most where a precision or a time is asked for and nobody says how many calls.
     *
     * @param players how many players, 0 or more
     * @return the budget without precision and time
     */
    public static Budget most(int players) {
        return Budget.calls(Math.max(AT_MOST_ASKED, budget(players).calls()));
    }
}
