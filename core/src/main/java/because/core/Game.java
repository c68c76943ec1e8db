package because.core;

/**
 * "What would the target be if only these players were present?", v(S), for many coalitions S and several targets at once. A game is deterministic: the same
 * coalition gives the same bits, whatever else is in the batch.
 */
public interface Game {

    /**
     * The game that any recommender can play: it builds the profile of each coalition, and the candidates where players stand for something of them, and scores
     * them.
     *
     * @param recommender the model
     * @param question what is asked
     * @return the game; it may be used as long as the recommender is open
     * @throws BadInput if the recommender does not know the absence
     */
    static Game of(Recommender recommender, Question question) {
        return new ProfileGame(recommender, question);
    }

    /** @return how many players there are */
    int players();

    /** @return how many targets are answered at once: the candidates of the question */
    int columns();

    /**
     * Players that are parts of one history, whose absence leaves no gap: of these, who is the last present one may count for more than the rest, as the last event does to most models that know an order.
     *
     * @return their numbers, the earliest first; empty if nothing of the kind is known
     */
    default int[] sequence() {
        return new int[0];
    }

    /**
     * Evaluates v.
     *
     * @param coalitions a row for each coalition
     * @param out filled: a row for each coalition, a column for each candidate
     * @throws BadInput if the coalitions are of another number of players
     */
    void values(Coalitions coalitions, double[][] out);
}
