package because.core;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Parts that are absent: the events as bits, since a game takes many of them out again and again, those of items by their item, and the others as they are.
 */
final class PartSet {
    private final BitSet events = new BitSet();
    private final Map<Integer, List<Part.OfItem>> items = new TreeMap<>();
    private final List<Part.OfItem> candidate = new ArrayList<>();
    private final Set<Part> others = new HashSet<>();

    void add(Part part) {
        switch (part) {
            case Part.OfEvent event -> events.set(event.index());
            case Part.OfItem item when item.event() == Part.OfItem.CANDIDATE -> candidate.add(item);
            case Part.OfItem item ->
                items.computeIfAbsent(item.event(), _ -> new ArrayList<>()).add(item);
            case Part.OfAttribute _, Part.OfToken _, Part.OfTag _, Part.OfLink _ -> others.add(part);
        }
    }

    /** @return whether nothing of the profile is absent */
    boolean isEmpty() {
        return events.isEmpty() && others.isEmpty() && items.isEmpty();
    }

    /** @return the places of the events; not to be changed */
    BitSet events() {
        return events;
    }

    /** @return what of the items of events is absent, by the event's place; not to be changed */
    Map<Integer, List<Part.OfItem>> items() {
        return items;
    }

    /** @return what of the item that is explained is absent; not to be changed */
    List<Part.OfItem> candidate() {
        return candidate;
    }

    /** @return the attributes, tags and links of the person; not to be changed */
    Set<Part> others() {
        return others;
    }
}
