package because.evaluate.faithfulness;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Budget;
import because.core.Explainer;
import because.core.Explanation;
import because.core.PlayerValue;
import because.core.Question;
import because.core.Recommender;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an explainer said of one person's recommendations, and what it took.
 *
 * @param attributions an attribution for each candidate that was explained
 * @param calls how many coalitions and profiles it asked of the model
 * @param seconds how long it took
 */
record Explained(List<Attribution> attributions, long calls, double seconds) {
    static Explained by(Explainer explainer, Recommender recommender, Question question, Budget budget, long seed) {
        Metered metered = new Metered(recommender);
        long begun = System.nanoTime();
        List<Explanation> explanations = explainer.explain(metered, question, budget, seed);
        double seconds = (System.nanoTime() - begun) / 1e9;
        List<Attribution> attributions = new ArrayList<>();
        for (Explanation explanation : explanations) {
            if (!(explanation instanceof Attribution attribution)) {
                throw new BadInput("it gives no values of players, so there is no ordering to judge.");
            }
            attributions.add(attribution);
        }
        if (attributions.isEmpty()) {
            throw new BadInput("it gave no explanation.");
        }
        return new Explained(List.copyOf(attributions), metered.calls(), seconds);
    }

    /** What each player of the question gets, whatever order the explainer names them in; players that it does not name get 0. */
    double[] values(Question question, int column) {
        Map<String, Double> byId = new HashMap<>();
        for (PlayerValue value : attributions.get(column).players()) {
            byId.put(value.player().id(), value.value());
        }
        return question.players().stream()
                .mapToDouble(player -> byId.getOrDefault(player.id(), 0.0))
                .toArray();
    }
}
