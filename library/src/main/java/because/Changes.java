package because;

import because.core.BadInput;
import because.core.Catalog;
import because.core.Event;
import because.core.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * What-if changes of somebody's events.
 *
 * @param catalog the items
 */
record Changes(Catalog catalog) {

    /** The same person with some items added now, or taken out. */
    Profile of(Profile profile, List<Integer> add, List<Integer> remove) {
        List<Event> events = new ArrayList<>(profile.events());
        for (int item : remove) {
            if (!events.removeIf(event -> event.knownItem() == item)) {
                throw BadInput.of(
                        "an item to remove",
                        catalog.item(item).id(),
                        "items of the person's own events",
                        newest(profile));
            }
        }
        long last = events.isEmpty() ? Event.NO_TIME : events.getLast().time();
        String kind = events.isEmpty() ? Event.ANY : events.getLast().kind();
        for (int item : add) {
            events.add(new Event(catalog.candidates().get(item), kind, Double.NaN, last));
        }
        return profile.withEvents(events);
    }

    /** Names the newest events, for somebody who has the titles before them but not the ids. */
    private String newest(Profile profile) {
        List<String> names = profile.events().reversed().stream()
                .map(Event::knownItem)
                .filter(item -> item >= 0)
                .distinct()
                .limit(5)
                .map(catalog::item)
                .map(item -> item.id() + " (" + item.title() + ")")
                .toList();
        return names.isEmpty() ? "" : "Maybe one of the newest: " + String.join(", ", names);
    }
}
