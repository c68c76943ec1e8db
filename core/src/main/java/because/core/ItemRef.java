package because.core;

/** What an event points at: an item, or the place where one was hidden. */
public sealed interface ItemRef permits Candidate, ItemRef.Hidden {

    /**
     * An item that is there but must not be seen: the event keeps its place in the sequence and says nothing else. It is how absence "masked" looks; see
     * {@link Absence#MASKED}.
     */
    enum Hidden implements ItemRef {
        /** The only one: hidden items are all alike. */
        HIDDEN
    }
}
