package because.models.sequence;

import because.core.BadInput;
import java.time.DateTimeException;
import java.time.ZoneId;

/**
 * What the network reads besides which items somebody used, and in which order.
 *
 * @param ids whether an item has a vector of its own; without it, it is only what is known of it, and items never seen are read like others
 * @param attributes whether items' attributes and given vectors, such as those of their texts, are read
 * @param idDropout the share of items' own vectors that are left out of a step of the training, so that attributes also say something alone; 0 up to, not
 *     including, 1
 * @param people whether people's attributes are read, and how
 * @param actions whether an event's kind and value are read
 * @param gaps whether the time since the event before is read
 * @param context whether the weekday and the hour are read, of events and of the moment for which is predicted
 * @param zone in which days begin and hours are counted; one that {@link ZoneId#of(String)} knows
 * @param shuffled whether training reads a person's events in an order that is drawn anew for each epoch: for events whose order says nothing
 */
public record Reading(
        boolean ids,
        boolean attributes,
        double idDropout,
        People people,
        boolean actions,
        boolean gaps,
        boolean context,
        String zone,
        boolean shuffled) {

    /** How people's attributes are read. */
    public enum People {
        /** They are not. */
        FALSE,
        /** All together, with the start token. */
        TRUE,
        /** Each as a token of its own between the start token and the events; what is not known of a person has none. */
        TOKENS
    }

    /** Which items, and nothing else. */
    public static final Reading IDS = new Reading(true, false, 0, People.FALSE, false, false, false, "UTC", false);

    /** Checks the ranges, and that items are something at all. */
    public Reading {
        Ranges.share("idDropout", idDropout);
        if (!ids && !attributes) {
            throw BadInput.of("ids and attributes", false, "one of them true", "Maybe set attributes to true.");
        }
        if (shuffled && (gaps || context)) {
            throw BadInput.of(
                    "shuffled",
                    true,
                    "false, where " + (gaps ? "gaps between events are" : "the moments of events are") + " read",
                    "Maybe set " + (gaps ? "gaps" : "context") + " to false.");
        }
        zoneId(zone);
    }

    /**
     * @param attributes whether items' attributes are read
     * @param people whether people's attributes are read, all together
     * @param actions whether an event's kind and value are read
     * @return the same, but for these
     */
    Reading with(boolean attributes, boolean people, boolean actions) {
        return new Reading(
                ids,
                attributes,
                idDropout,
                people ? People.TRUE : People.FALSE,
                actions,
                gaps,
                context,
                zone,
                shuffled);
    }

    /** @return whether anything beside items' own vectors is read */
    boolean features() {
        return attributes || people != People.FALSE || actions || gaps || context;
    }

    /** @return the zone of weekdays and hours */
    ZoneId zoneId() {
        return zoneId(zone);
    }

    private static ZoneId zoneId(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw BadInput.of("zone", zone, "a time zone such as UTC, +02:00 or Europe/Berlin", "");
        }
    }
}
