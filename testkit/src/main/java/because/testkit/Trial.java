package because.testkit;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Budget;
import because.core.Explainer;
import because.core.Explanation;
import because.core.PlayerValue;
import because.core.Question;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of an explainer in a planted world.
 *
 * @param world where
 * @param question what was asked
 * @param seed that the explainer was given
 * @param budget that the explainer was given
 * @param attributions what it answered
 * @param calls how many calls it made
 */
record Trial(
        PlantedWorld world, Question question, long seed, long budget, List<Attribution> attributions, long calls) {

    static Trial run(Explainer explainer, PlantedWorld world, Budget budget, long seed) {
        CountingRecommender counting = new CountingRecommender(world);
        Question question = world.question();
        List<Attribution> attributions = new ArrayList<>();
        for (Explanation explanation : explainer.explain(counting, question, budget, seed)) {
            if (!(explanation instanceof Attribution attribution)) {
                throw BadInput.of(
                        "the explanation of " + explainer.method(),
                        explanation.kind(),
                        "attributions: this contract is about values of players",
                        "");
            }
            attributions.add(attribution);
        }
        return new Trial(world, question, seed, budget.calls(), attributions, counting.calls());
    }

    double value(int column, int player) {
        return attributions.get(column).players().get(player).value();
    }

    double standardError(int column, int player) {
        return attributions.get(column).players().get(player).standardError();
    }

    /** How large the numbers are that were added up, and so the rounding. */
    double scale(int column) {
        double scale = Math.abs(attributions.get(column).header().base())
                + Math.abs(attributions.get(column).header().score());
        for (PlayerValue player : attributions.get(column).players()) {
            scale += Math.abs(player.value());
        }
        return Math.max(1, scale);
    }

    @Override
    public String toString() {
        return "world '" + world.name() + "', seed " + seed;
    }
}
