package because.core;

/**
 * "What would the target be if only these players were present?", v(S), for many coalitions S and several targets at once. A game is deterministic: the same
 * coalition gives the same bits, whatever else is in the batch.
 */
public interface Game {

    /** @return how many players there are */
    int players();

    /** @return how many targets are answered at once: the candidates of the question */
    int columns();

    /**
     * Evaluates v.
     *
     * @param coalitions a row for each coalition
     * @param out filled: a row for each coalition, a column for each candidate
     * @throws BadInput if the coalitions are of another number of players
     */
    void values(Coalitions coalitions, double[][] out);
}
