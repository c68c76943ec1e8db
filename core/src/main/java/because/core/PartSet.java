package because.core;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/** Parts of a profile: the events as bits, since a game takes many of them out again and again, and the others as they are. */
final class PartSet {
    private final BitSet events = new BitSet();
    private final Set<Part> others = new HashSet<>();

    void add(Part part) {
        if (part instanceof Part.OfEvent event) {
            events.set(event.index());
        } else {
            others.add(part);
        }
    }

    boolean isEmpty() {
        return events.isEmpty() && others.isEmpty();
    }

    /** @return the places of the events; not to be changed */
    BitSet events() {
        return events;
    }

    /** @return the parts that are no events; not to be changed */
    Set<Part> others() {
        return others;
    }
}
