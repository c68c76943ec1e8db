package because.explain.shapley;

import because.core.BadInput;
import because.core.Budget;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Game;
import because.core.Question;
import because.core.Recommender;
import java.util.List;

/** An explainer that needs nothing but the game behind the question: it gives each player a share of what the game is worth. */
public interface GameSolver extends Explainer {

    /**
     * Solves a game, all its columns at the cost of one.
     *
     * @param game what is solved; it may have no players
     * @param budget how many coalitions may be evaluated
     * @param seed of everything random
     * @return what each player gets in each column
     * @throws BadInput if the method cannot solve this game within this budget
     */
    Solution solve(Game game, Budget budget, long seed);

    @Override
    default List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
        return solve(recommender.game(question), budget, seed).attributions(recommender, question, budget, seed);
    }
}
