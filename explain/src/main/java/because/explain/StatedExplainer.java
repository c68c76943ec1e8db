package because.explain;

import because.core.Attribution;
import because.core.Budget;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Header;
import because.core.InteractionValues;
import because.core.Paths;
import because.core.Question;
import because.core.Recommender;
import because.core.Rivals;
import because.core.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An explainer whose headers say all that the question was about: the background that came in the place of what is absent, the list or the next item of the
 * target. What it may cost and what it did cost is counted in profiles that the model was asked about: a coalition costs one for each draw of the background.
 */
public final class StatedExplainer implements Explainer {
    private final Explainer explainer;

    /** @param explainer what explains, its check included */
    public StatedExplainer(Explainer explainer) {
        this.explainer = explainer;
    }

    @Override
    public String method() {
        return explainer.method();
    }

    @Override
    public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
        int draws = question.draws();
        Budget coalitions = draws == 1
                ? budget
                : new Budget(Math.max(2, budget.calls() / draws), budget.precision(), budget.seconds());
        List<Explanation> explanations = explainer.explain(recommender, question, coalitions, seed);
        int[] rivals = question.target() == Target.NEXT ? Rivals.of(recommender, question) : new int[0];
        List<Explanation> stated = new ArrayList<>();
        for (int i = 0; i < explanations.size(); i++) {
            Map<String, String> said = new LinkedHashMap<>();
            if (question.absence().replaces()) {
                said.put("background", question.background().orElseThrow().name());
                said.put("draws", String.valueOf(draws));
            }
            if (question.target() == Target.LIST) {
                said.put("list", String.valueOf(question.list()));
            }
            if (question.target() == Target.NEXT) {
                said.put("next", recommender.catalog().item(rivals[i]).title());
            }
            if (question.target() == Target.PROBABILITY) {
                said.put("probability", recommender.logOdds() ? "sigmoid" : "softmax");
            }
            stated.add(said.isEmpty() ? explanations.get(i) : with(explanations.get(i), said, draws));
        }
        return stated;
    }

    private static Explanation with(Explanation explanation, Map<String, String> said, int draws) {
        return switch (explanation) {
            case Attribution attribution -> attribution.withHeader(with(attribution.header(), said, draws));
            case InteractionValues interactions -> interactions.withHeader(with(interactions.header(), said, draws));
            case Paths paths -> new Paths(with(paths.header(), said, draws), paths.paths(), paths.mattering());
            default -> explanation; // other kinds have a target of their own
        };
    }

    /** A method that looks into a network hides events, whatever the question says, and draws nothing. */
    private static Header with(Header header, Map<String, String> said, int draws) {
        boolean replaced = header.absence().replaces();
        Map<String, String> options = new LinkedHashMap<>(said);
        if (!replaced) {
            options.keySet().removeAll(List.of("background", "draws"));
        }
        return header.adding(options).withCalls(header.calls() * (replaced ? draws : 1));
    }
}
