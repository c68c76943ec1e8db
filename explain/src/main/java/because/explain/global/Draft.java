package because.explain.global;

import because.core.Attribute;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Event;
import because.core.Item;
import because.core.ItemRef;
import because.core.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A pair of a person and an item while it is being changed: the events stand newest first, and one that is taken out leaves a hole, so that ages stay what they were. */
final class Draft {
    /** Where an event was taken out. */
    static final Event HOLE = new Event(ItemRef.Hidden.HIDDEN, "hole", Double.NaN, Event.NO_TIME);

    private final Pair pair;
    private final int row;
    private Event[] events;
    private long[] times;
    private boolean changed;
    private final Map<String, Attribute> person;
    private int item;
    private Map<String, Attribute> itemAttributes;

    Draft(Pair pair, int row, Catalog catalog) {
        this.pair = pair;
        this.row = row;
        List<Event> own = pair.profile().events();
        this.events = own.reversed().toArray(Event[]::new);
        this.times = own.reversed().stream().mapToLong(Event::time).toArray();
        this.person = new LinkedHashMap<>(pair.profile().attributes());
        this.item = pair.item();
        this.itemAttributes = catalog.item(pair.item()).attributes();
    }

    int row() {
        return row;
    }

    /** The item that the person is asked about; events of it are not put into the history. */
    int asked() {
        return pair.item();
    }

    Map<String, Attribute> person() {
        return person;
    }

    /** How many places there are, holes among them. */
    int places() {
        return events.length;
    }

    /** The event of an age: 0 is the newest. A hole where there is none. */
    Event event(int age) {
        return age < events.length ? events[age] : HOLE;
    }

    void event(int age, Event event) {
        if (age >= events.length) {
            int before = events.length;
            events = Arrays.copyOf(events, age + 1);
            Arrays.fill(events, before, events.length, HOLE);
            times = Arrays.copyOf(times, age + 1);
            Arrays.fill(times, before, times.length, before == 0 ? event.time() : times[before - 1]);
        }
        events[age] = event;
        changed = true;
    }

    void time(int age, long time) {
        times[age] = time;
        changed = true;
    }

    long time(int age) {
        return times[age];
    }

    int item() {
        return item;
    }

    void item(int number) {
        item = number;
    }

    Map<String, Attribute> itemAttributes() {
        return itemAttributes;
    }

    void itemAttributes(Map<String, Attribute> attributes) {
        itemAttributes = attributes;
    }

    Profile profile() {
        Profile own = pair.profile();
        if (!changed && person.equals(own.attributes())) {
            return own;
        }
        List<Event> kept = own.events();
        if (changed) {
            kept = new ArrayList<>(events.length);
            long latest = Long.MAX_VALUE;
            for (int age = 0; age < events.length; age++) {
                if (events[age].equals(HOLE)) {
                    continue;
                }
                // Events stand in the order of their times, whoever they are from.
                long time = Math.min(times[age], latest);
                latest = time == Event.NO_TIME ? latest : time;
                kept.add(new Event(events[age].item(), events[age].kind(), events[age].value(), time));
            }
            kept = kept.reversed();
        }
        return new Profile(kept, person, own.tags(), own.links(), own.context());
    }

    Candidate candidate(Catalog catalog) {
        Item known = catalog.item(item);
        return known.attributes().equals(itemAttributes)
                ? catalog.candidates().get(item)
                : new Candidate.Described(new Item(known.id(), known.title(), itemAttributes));
    }
}
