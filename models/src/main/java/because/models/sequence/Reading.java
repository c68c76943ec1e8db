package because.models.sequence;

/**
 * What the network reads besides which items somebody used, and in which order.
 *
 * @param ids whether an item has a vector of its own; without it, it is only what is known of it, and items never seen are read like others
 * @param attributes whether items' attributes and given vectors, such as those of their texts, are read
 * @param idDropout the share of items' own vectors that are left out of a step of the training, so that attributes also say something alone; 0 up to, not
 *     including, 1
 * @param people whether people's attributes are read, with the start token
 * @param actions whether an event's kind and value are read
 * @param gaps whether the time since the event before is read
 * @param shuffled whether training reads a person's events in an order that is drawn anew for each epoch: for events whose order says nothing
 */
public record Reading(
        boolean ids,
        boolean attributes,
        double idDropout,
        boolean people,
        boolean actions,
        boolean gaps,
        boolean shuffled) {

    /** Which items, and nothing else. */
    public static final Reading IDS = new Reading(true, false, 0, false, false, false, false);

    /** Checks the range, and that items are something at all. */
    public Reading {
        Ranges.share("idDropout", idDropout);
        if (!ids && !attributes) {
            throw because.core.BadInput.of(
                    "ids and attributes", false, "one of them true", "Maybe set attributes to true.");
        }
        if (shuffled && gaps) {
            throw because.core.BadInput.of(
                    "shuffled", true, "false, where gaps between events are read", "Maybe set gaps to false.");
        }
    }

    /** @return whether anything beside items' own vectors is read */
    boolean features() {
        return attributes || people || actions || gaps;
    }
}
