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
        // What the person declares to like stays the newest: it is said of whatever is done.
        int done = profile.withEvents(events).done();
        long last = done == 0 ? Event.NO_TIME : events.get(done - 1).time();
        String kind = done == 0 ? Event.ANY : events.get(done - 1).kind();
        List<Event> added = new ArrayList<>();
        for (int item : add) {
            added.add(new Event(catalog.candidates().get(item), kind, Double.NaN, last));
        }
        events.addAll(done, added);
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
