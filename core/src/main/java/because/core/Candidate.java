package because.core;

/** An item that can be scored: known by its place in the catalogue, or described on the spot. */
public sealed interface Candidate extends ItemRef {

    /**
     * An item of the recommender's own catalogue.
     *
     * @param index from 0 to catalogue size − 1
     */
    record Known(int index) implements Candidate {
        /** Refuses negative indices; the recommender refuses those past its catalogue. */
        public Known {
            if (index < 0) {
                throw BadInput.of("an item index", index, "0 or more", "");
            }
        }
    }

    /**
     * An item that need not be in the catalogue. Only recommenders whose {@link Capabilities#describedItems()} is true can score it.
     *
     * @param item all that is known of it; under an id of the catalogue, a model that knows items by their ids may take it for that item with other attributes
     */
    record Described(Item item) implements Candidate {}
}
