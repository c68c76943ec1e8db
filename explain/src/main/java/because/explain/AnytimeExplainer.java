package because.explain;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Budget;
import because.core.Convergence;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Header;
import because.core.InteractionValues;
import because.core.Question;
import because.core.Recommender;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * An explainer that is asked for a precision or a time rather than a number of calls: it explains with twice as many calls each time, and stops when the
 * explanation is precise enough, the time is up, or the calls that are allowed at most are spent. What was asked of the model once is remembered, so a larger
 * estimate pays only for what is new to it. The header says with how many calls the last estimate was made: asked for with that many, it comes out the same
 * bits, which a time cannot promise.
 */
public final class AnytimeExplainer implements Explainer {
    private final Explainer explainer;
    private final LongSupplier clock;

    /** @param explainer what explains within a number of calls */
    public AnytimeExplainer(Explainer explainer) {
        this(explainer, System::nanoTime);
    }

    AnytimeExplainer(Explainer explainer, LongSupplier clock) {
        this.explainer = explainer;
        this.clock = clock;
    }

    @Override
    public String method() {
        return explainer.method();
    }

    @Override
    public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
        if (budget.precision().isEmpty() && budget.seconds().isEmpty()) {
            return explainer.explain(recommender, question, budget, seed);
        }
        long begin = clock.getAsLong();
        int players = question.players().size();
        RememberingRecommender remembering = new RememberingRecommender(recommender);
        long calls = Math.min(budget.calls(), Explainers.fewest(players));
        long spent = 0;
        while (true) {
            long before = clock.getAsLong();
            List<Explanation> explanations;
            try {
                explanations = explainer.explain(remembering, question, Budget.calls(calls), seed);
            } catch (BadInput few) {
                if (calls == budget.calls()) {
                    throw few;
                }
                calls = Math.min(budget.calls(), 2 * calls); // a method that cannot begin with so little
                continue;
            }
            if (!explanations.stream().allMatch(AnytimeExplainer::estimated)) {
                // What is no estimate does not become more precise: such a method gets what it usually gets.
                long usual = Math.min(budget.calls(), Explainers.budget(players).calls());
                return explainer.explain(recommender, question, Budget.calls(usual), seed);
            }
            long now = clock.getAsLong();
            long made = explanations.stream()
                    .mapToLong(explanation -> explanation.header().calls())
                    .max()
                    .orElse(0);
            double largest = explanations.stream()
                    .mapToDouble(AnytimeExplainer::largestError)
                    .max()
                    .orElse(0);
            boolean precise = budget.precision().isPresent()
                    ? largest <= budget.precision().getAsDouble()
                    : largest == 0;
            // The next estimate takes about twice as long as this one did.
            boolean late = budget.seconds().isPresent()
                    && (now - begin + 2.0 * (now - before)) / 1e9
                            > budget.seconds().getAsDouble();
            boolean noMore = made <= spent; // twice the calls were allowed, and it had no use for them
            if (precise || late || noMore || calls >= budget.calls()) {
                Map<String, String> said = said(budget, calls);
                return explanations.stream()
                        .map(explanation -> with(explanation, said, remembering.calls()))
                        .toList();
            }
            spent = made;
            calls = Math.min(budget.calls(), 2 * calls);
        }
    }

    private static boolean estimated(Explanation explanation) {
        return explanation instanceof Attribution || explanation instanceof InteractionValues;
    }

    private static double largestError(Explanation explanation) {
        Convergence convergence = explanation.header().convergence();
        return Double.isNaN(convergence.largestError()) ? Double.POSITIVE_INFINITY : convergence.largestError();
    }

    private static Map<String, String> said(Budget budget, long calls) {
        StringBuilder asked = new StringBuilder();
        append(asked, "a standard error of at most %s of the largest value", budget.precision());
        append(asked, "%s s", budget.seconds());
        return Map.of("asked for", asked.toString(), "last estimate", calls + " calls");
    }

    private static void append(StringBuilder text, String form, OptionalDouble number) {
        if (number.isPresent()) {
            text.append(text.isEmpty() ? "" : ", ").append(String.format(Locale.ROOT, form, number.getAsDouble()));
        }
    }

    private static Explanation with(Explanation explanation, Map<String, String> more, long calls) {
        Header header = explanation.header();
        // A method that looks into the network asks no coalitions of the game; what it did is what it says.
        Header said = header.adding(more).withCalls(calls == 0 ? header.calls() : calls);
        return switch (explanation) {
            case Attribution attribution -> attribution.withHeader(said);
            case InteractionValues interactions -> interactions.withHeader(said);
            default -> explanation;
        };
    }
}
