package because.core;

/**
 * What a recommender can do and what it looks at, stated by the recommender itself; the contract tests hold it to its word.
 *
 * @param order whether the order of the events can change a score
 * @param time whether the times of the events or of the question can change a score
 * @param values whether the events' values can change a score
 * @param repeats whether the same item twice can score other than once
 * @param masking whether events whose item is hidden keep their place ({@link Absence#MASKED})
 * @param describedItems whether items outside the catalogue can be scored ({@link Candidate.Described})
 * @param describedEvents whether events of such items can change a score; a person's declared interests are such events
 * @param attributes whether the person's attributes, tags or links can change a score
 */
public record Capabilities(
        boolean order,
        boolean time,
        boolean values,
        boolean repeats,
        boolean masking,
        boolean describedItems,
        boolean describedEvents,
        boolean attributes) {

    /** Looks at nothing but which items are in the events. */
    public static final Capabilities SET_OF_ITEMS =
            new Capabilities(false, false, false, false, false, false, false, false);
}
