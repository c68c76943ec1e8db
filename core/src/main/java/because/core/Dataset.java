package because.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A company's events, items and people, with ids already mapped to numbers.
 *
 * @param name what it is called in reports
 * @param users the people's ids
 * @param catalog the items
 * @param kinds the kinds of event; one at least
 * @param events who did what
 * @param people the people's own attributes, by the person's number; people of whom nothing is known are not in it
 */
public record Dataset(
        String name,
        IdMap users,
        Catalog catalog,
        IdMap kinds,
        Interactions events,
        Map<Integer, Map<String, Attribute>> people) {

    /** Copies the maps and refuses events and attributes of people without ids, and events without a kind. */
    public Dataset {
        if (events.users() != users.size()) {
            throw new BadInput(
                    "events are of " + events.users() + " people, but " + users.size() + " people have ids.");
        }
        if (kinds.size() == 0) {
            throw new BadInput("there is no kind of event; one at least is needed.");
        }
        Map<Integer, Map<String, Attribute>> copy = LinkedHashMap.newLinkedHashMap(people.size());
        for (var person : people.entrySet()) {
            if (person.getKey() < 0 || person.getKey() >= users.size()) {
                throw new BadInput("attributes are of person number " + person.getKey() + ", but " + users.size()
                        + " people have ids.");
            }
            copy.put(person.getKey(), FixedMap.copyOf(person.getValue()));
        }
        people = Collections.unmodifiableMap(copy);
    }

    /**
     * @param events other events of the same people with the same items
     * @return the same people and items with those events
     */
    public Dataset withEvents(Interactions events) {
        return new Dataset(name, users, catalog, kinds, events, people);
    }

    /**
     * The same people with what they did with the items of a catalogue.
     *
     * @param other the items; some of these, in any order
     * @return the same people; events with items that the catalogue does not have are left out
     */
    public Dataset over(Catalog other) {
        int[] number = catalog.items().stream()
                .mapToInt(item -> other.index(item.id()))
                .toArray();
        return new Dataset(name, users, other, kinds, events.renumbered(number), people);
    }

    /**
     * What is known of a person: all events and attributes.
     *
     * @param user from 0 to users − 1
     * @return the profile
     */
    public Profile profile(int user) {
        return profile(user, events.from(user), events.to(user));
    }

    /**
     * What is known of a person from some of the events.
     *
     * @param user from 0 to users − 1
     * @param from the first row
     * @param to after the last row
     * @return the profile
     */
    public Profile profile(int user, int from, int to) {
        List<Event> list = new ArrayList<>(to - from);
        for (int row = from; row < to; row++) {
            list.add(event(row));
        }
        return new Profile(list, people.getOrDefault(user, Map.of()), Set.of(), List.of(), Context.NONE);
    }

    /**
     * @param row from 0 to events − 1
     * @return the event of that row
     */
    public Event event(int row) {
        return new Event(
                catalog.candidates().get(events.item(row)),
                kinds.id(events.kind(row)),
                events.value(row),
                events.time(row));
    }

    /**
     * What tells one dataset from another: the events, the attributes and titles of the items, the attributes of the people. Data without titles and attributes
     * has the fingerprint of its events.
     *
     * @return sixteen hexadecimal digits
     */
    public String fingerprint() {
        long hash = events.fingerprint();
        for (int i = 0; i < catalog.size(); i++) {
            Item item = catalog.item(i);
            if (!item.title().equals(item.id()) || !item.attributes().isEmpty()) {
                hash = Hash.mix(Hash.mix(Hash.mix(hash, i), item.title()), item.attributes());
            }
        }
        for (int user = 0; user < users.size(); user++) {
            Map<String, Attribute> known = people.getOrDefault(user, Map.of());
            if (!known.isEmpty()) {
                hash = Hash.mix(Hash.mix(hash, ~user), known);
            }
        }
        return String.format(Locale.ROOT, "%016x", hash);
    }
}
