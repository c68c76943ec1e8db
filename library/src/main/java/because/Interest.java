package because;

import java.util.List;

/**
 * Something that a person likes: a word of an attribute of items, such as the genre Comedy.
 *
 * @param attribute the attribute's name
 * @param value the word
 * @param longTerm the share of the person's events whose item has it; 0 to 1
 * @param shortTerm the same, where an event counts half as much as the fifth one after it
 * @param usual the share of everybody's events whose item has it
 * @param events the places of these events in the person's history, oldest first, from 0
 * @param standing what the person says of it
 */
public record Interest(
        String attribute,
        String value,
        double longTerm,
        double shortTerm,
        double usual,
        List<Integer> events,
        Standing standing) {

    /** What a person says of an interest. */
    public enum Standing {
        /** Nothing: it follows from the events. */
        OBSERVED,
        /** "I like this": the model reads it as an event of its own. */
        DECLARED,
        /** "Not now": its events do not count, and nothing that has it is recommended, until it is unmuted. */
        MUTED,
        /** "This was not me": the events until then do not count. Later ones do, and may bring it back. */
        REMOVED
    }

    /** Copies the list. */
    public Interest {
        events = List.copyOf(events);
    }

    /** @return how much it tells the person from others: the larger share, times the logarithm of how often it is the usual one */
    public double weight() {
        return Math.max(telling(longTerm), telling(shortTerm));
    }

    private double telling(double share) {
        return share == 0 ? 0 : share * Math.log(share / Math.max(usual, 1e-9));
    }
}
