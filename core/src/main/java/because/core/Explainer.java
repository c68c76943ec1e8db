package because.core;

import java.util.List;

/** A method that answers a question about a recommender. It is deterministic: same model, question, budget and seed, same explanation. */
public interface Explainer {

    /** @return the method's name, such as {@code "shapley-exact"} */
    String method();

    /**
     * @param setting what there is beside the model and the question
     * @return the same method in it; most methods need nothing else
     */
    default Explainer in(Setting setting) {
        return this;
    }

    /**
     * Answers.
     *
     * @param recommender the model that is explained
     * @param question what is asked
     * @param budget what it may cost
     * @param seed of everything random
     * @return an explanation for each candidate of the question, in their order
     * @throws BadInput if the method cannot answer this question within this budget
     */
    List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed);
}
