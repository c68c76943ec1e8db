package because.core;

/**
 * A recommender that can be asked about other items than those that it was trained on. Items whose ids it knows keep what it learned of them; others are read and
 * scored by what is known of them, as {@link Candidate.Described} ones are.
 */
public interface Transferable {

    /**
     * The same model over another catalogue.
     *
     * @param catalog the items to recommend from; of items that this model knows, what it was trained with counts, not what the catalogue says
     * @return the model, whose catalogue has those ids in that order; an item has the same score there as here
     * @throws BadInput if an item is new and the model reads nothing of items but their ids
     */
    Recommender over(Catalog catalog);
}
