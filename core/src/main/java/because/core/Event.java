package because.core;

/**
 * Something that a person did with an item.
 *
 * @param item the item
 * @param kind what was done, such as {@code "rating"} or {@code "click"}; {@link #ANY} where the data does not say
 * @param value how much of it: stars, seconds, amount; NaN where the data does not say
 * @param time milliseconds since 1970-01-01T00:00Z; {@link #NO_TIME} where the data does not say
 */
public record Event(ItemRef item, String kind, double value, long time) {
    /** The kind of events whose kind the data does not say. */
    public static final String ANY = "event";

    /** The kind of what a person does not do but says: an interest that is declared, of an item that is described. In a profile it stands after what was done. */
    public static final String INTEREST = "interest";

    /** The time of events whose time the data does not say. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** Refuses infinite values. */
    public Event {
        if (Double.isInfinite(value)) {
            throw BadInput.of("an event's value", value, "finite numbers, or NaN for 'not known'", "");
        }
    }

    /**
     * An event of which only the item is known.
     *
     * @param item the item's index in the catalogue
     * @return the event
     */
    public static Event of(int item) {
        return new Event(new Candidate.Known(item), ANY, Double.NaN, NO_TIME);
    }

    /** @return the item's index in the catalogue, or −1 if it is hidden or only described */
    public int knownItem() {
        return item instanceof Candidate.Known known ? known.index() : -1;
    }

    /** @return whether it is an interest that a person declares, see {@link #INTEREST} */
    public boolean declared() {
        return kind.equals(INTEREST) && item instanceof Candidate.Described;
    }

    /** @return the same event with its item hidden; kind and value go with it, the time stays */
    public Event hidden() {
        return new Event(ItemRef.Hidden.HIDDEN, ANY, Double.NaN, time);
    }
}
