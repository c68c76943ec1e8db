package because.core;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What is known about a person now. A recommender is a pure function of it: what-if questions, counterfactuals, anonymous sessions, cold start and erasure
 * are all "score another profile". The empty profile is legal everywhere.
 *
 * @param events what the person did, oldest first, and after it what the person declares to like; equal times keep the order of the data, and events of unknown time may
 *     stand anywhere
 * @param attributes the person's properties by name
 * @param tags labels that the person or the company gave
 * @param links ties to others
 * @param context the moment of the question
 */
public record Profile(
        List<Event> events, Map<String, Attribute> attributes, Set<String> tags, List<Link> links, Context context) {

    /** Nothing is known. */
    public static final Profile EMPTY = new Profile(List.of(), Map.of(), Set.of(), List.of(), Context.NONE);

    /** Copies what can change and refuses events out of time order. */
    public Profile {
        events = List.copyOf(events);
        attributes = FixedMap.copyOf(attributes);
        tags = Collections.unmodifiableSet(new LinkedHashSet<>(tags));
        links = List.copyOf(links);
        long last = Event.NO_TIME;
        for (Event event : events) {
            if (event.time() < last && event.time() != Event.NO_TIME) {
                throw new BadInput("a profile's events are not in time order: " + event.time() + " comes after " + last
                        + ".\nMaybe sort them by time first, oldest first.");
            }
            last = Math.max(last, event.time());
        }
    }

    /**
     * A profile of events alone.
     *
     * @param events oldest first
     * @return the profile
     */
    public static Profile of(List<Event> events) {
        return new Profile(events, Map.of(), Set.of(), List.of(), Context.NONE);
    }

    /**
     * A profile of items alone, in the order in which they were used.
     *
     * @param items indices in the catalogue, oldest first
     * @return the profile
     */
    public static Profile ofItems(int... items) {
        return of(IntStream.of(items).mapToObj(Event::of).toList());
    }

    /**
     * @param events other events, oldest first
     * @return the same person with other events
     */
    public Profile withEvents(List<Event> events) {
        return new Profile(events, attributes, tags, links, context);
    }

    /**
     * @param attributes what is known of the person, by name
     * @return the same events of somebody of whom that is known
     */
    public Profile withAttributes(Map<String, Attribute> attributes) {
        return new Profile(events, attributes, tags, links, context);
    }

    /**
     * @param context another moment
     * @return the same person at another moment
     */
    public Profile withContext(Context context) {
        return new Profile(events, attributes, tags, links, context);
    }

    /** @return when the newest event was, in milliseconds since 1970-01-01T00:00Z; {@link Event#NO_TIME} if no event has a time */
    public long newest() {
        return events.stream().mapToLong(Event::time).max().orElse(Event.NO_TIME);
    }

    /** @return how many of the events were done; the others, if there are more, are the newest and are {@linkplain Event#declared() declared} */
    public int done() {
        int done = events.size();
        while (done > 0 && events.get(done - 1).declared()) {
            done--;
        }
        return done;
    }

    /** @return the catalogue indices of the items in the events, each once, smallest first */
    public BitSet knownItems() {
        BitSet items = new BitSet();
        for (Event event : events) {
            int item = event.knownItem();
            if (item >= 0) {
                items.set(item);
            }
        }
        return items;
    }

    /**
     * The same person without some parts.
     *
     * @param parts what is to be absent; parts that the profile does not have change nothing
     * @param absence how the absence of events looks; all other parts are left out either way
     * @return the profile without them
     * @throws BadInput if something else comes in the place of what is absent ({@link Absence#replaces()})
     */
    public Profile without(Set<Part> parts, Absence absence) {
        if (absence.replaces()) {
            throw BadInput.of(
                    "absence",
                    absence.label(),
                    "removed or masked, for what takes events out",
                    "Maybe ask a method that says how much each event contributes, such as --method auto.");
        }
        PartSet set = new PartSet();
        parts.stream().filter(this::has).forEach(set::add);
        return without(set, absence);
    }

    /** As {@link #without(Set, Absence)}, but fast: a game asks it once for each coalition. */
    Profile without(PartSet parts, Absence absence) {
        if (parts.isEmpty()) {
            return this;
        }
        List<Event> kept = without(eventsWithout(parts.items()), parts.events(), absence);
        if (parts.others().isEmpty()) {
            return withEvents(kept);
        }
        Map<String, Attribute> attributesKept = new LinkedHashMap<>(attributes);
        Set<String> tagsKept = new LinkedHashSet<>(tags);
        List<Link> linksKept = new ArrayList<>(links);
        for (Part part : parts.others()) {
            switch (part) {
                case Part.OfEvent _, Part.OfItem _ -> {}
                case Part.OfAttribute attribute -> attributesKept.remove(attribute.name());
                case Part.OfToken token -> attributesKept.computeIfPresent(token.attribute(), token::without);
                case Part.OfTag tag -> tagsKept.remove(tag.tag());
                case Part.OfLink link -> linksKept.removeIf(link.link()::equals);
            }
        }
        return new Profile(kept, attributesKept, tagsKept, linksKept, context);
    }

    /** The same person, of whose events' items some things are not known. */
    Profile withoutParts(Map<Integer, List<Part.OfItem>> items) {
        return items.isEmpty() ? this : withEvents(eventsWithout(items));
    }

    private List<Event> eventsWithout(Map<Integer, List<Part.OfItem>> items) {
        if (items.isEmpty()) {
            return events;
        }
        List<Event> changed = new ArrayList<>(events);
        items.forEach((place, parts) -> {
            Event event = events.get(place);
            if (event.item() instanceof Candidate.Described(Item item)) {
                changed.set(
                        place,
                        new Event(
                                new Candidate.Described(item.without(parts)),
                                event.kind(),
                                event.value(),
                                event.time()));
            }
        });
        return changed;
    }

    private static List<Event> without(List<Event> events, BitSet absent, Absence absence) {
        if (absent.isEmpty()) {
            return events;
        }
        int size = events.size();
        if (absence == Absence.MASKED) {
            List<Event> masked = new ArrayList<>(events);
            for (int i = absent.nextSetBit(0); i >= 0 && i < size; i = absent.nextSetBit(i + 1)) {
                masked.set(i, events.get(i).hidden());
            }
            return masked;
        }
        List<Event> kept = new ArrayList<>(size);
        for (int i = absent.nextClearBit(0); i < size; i = absent.nextClearBit(i + 1)) {
            kept.add(events.get(i));
        }
        return kept;
    }

    boolean has(Part part) {
        return switch (part) {
            case Part.OfEvent event -> event.index() < events.size();
            case Part.OfItem ofItem ->
                ofItem.event() >= 0
                        && ofItem.event() < events.size()
                        && events.get(ofItem.event()).item() instanceof Candidate.Described(Item item)
                        && item.has(ofItem);
            case Part.OfAttribute attribute -> attributes.containsKey(attribute.name());
            case Part.OfToken(String name, String token) ->
                attributes.get(name) instanceof Attribute.Tokens(List<String> tokens) && tokens.contains(token);
            case Part.OfTag tag -> tags.contains(tag.tag());
            case Part.OfLink link -> links.contains(link.link());
        };
    }
}
