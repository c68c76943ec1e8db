package because.narrate.picture;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Event;
import because.core.Item;
import because.core.ItemRef;
import because.core.Part;
import because.core.Player;
import because.core.Profile;
import because.narrate.ExplanationText;
import because.narrate.Language;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What values are drawn against: a number or words that each event has.
 *
 * @param name {@code value}, {@code age} or {@code place}, or that of an attribute of the items
 * @param catalog has the items' attributes
 */
record Property(String name, Catalog catalog) {
    private static final String VALUE = "value";
    private static final String AGE = "age";
    private static final String PLACE = "place";
    private static final double DAY = 86_400_000.0;

    /** Refuses what no item has. */
    Property {
        if (!Set.of(VALUE, AGE, PLACE).contains(name)) {
            Set<String> known = new TreeSet<>(Set.of(VALUE, AGE, PLACE));
            String wanted = name;
            boolean found = false;
            for (Item item : catalog.items()) {
                found |= item.attributes().get(wanted) instanceof Attribute.Quantity
                        || item.attributes().get(wanted) instanceof Attribute.Tokens;
                item.attributes().forEach((attribute, value) -> {
                    if (value instanceof Attribute.Quantity || value instanceof Attribute.Tokens) {
                        known.add(attribute);
                    }
                });
            }
            if (!found) {
                throw BadInput.unknown("property of events", name, known);
            }
        }
    }

    /** The property that says most: stars where events have them, otherwise how long ago they were. */
    static Property usual(List<Told> all, Catalog catalog) {
        boolean values = all.stream()
                        .flatMap(told -> told.profile().events().stream())
                        .mapToDouble(Event::value)
                        .filter(Double::isFinite)
                        .distinct()
                        .limit(2)
                        .count()
                > 1;
        return new Property(values ? VALUE : PLACE, catalog);
    }

    String title(Language language) {
        return switch (name) {
            case VALUE -> Words.BY_VALUE.in(language);
            case AGE -> Words.BY_AGE.in(language);
            case PLACE -> Words.BY_PLACE.in(language);
            default -> ExplanationText.plain(name);
        };
    }

    /** The number of a player's first event; NaN if it has none. */
    double number(Feature.Dot dot) {
        Profile profile = dot.told().profile();
        Optional<Event> event = Times.first(dot.value().player(), profile);
        if (event.isEmpty()) {
            return Double.NaN;
        }
        return switch (name) {
            case VALUE -> event.get().value();
            case AGE -> age(event.get(), profile);
            case PLACE -> profile.events().size() - 1.0 - index(dot.value().player());
            default ->
                attribute(event.get().item()) instanceof Attribute.Quantity quantity ? quantity.value() : Double.NaN;
        };
    }

    private static double age(Event event, Profile profile) {
        long newest = profile.events().getLast().time();
        return event.time() == Event.NO_TIME || newest == Event.NO_TIME ? Double.NaN : (newest - event.time()) / DAY;
    }

    private static int index(Player player) {
        return player.parts().stream()
                .filter(part -> part instanceof Part.OfEvent)
                .mapToInt(part -> ((Part.OfEvent) part).index())
                .findFirst()
                .orElse(0);
    }

    /** The words of a player's first event; none if the property is a number. */
    List<String> words(Feature.Dot dot) {
        return Times.first(dot.value().player(), dot.told().profile())
                .map(event -> attribute(event.item()) instanceof Attribute.Tokens tokens
                        ? tokens.values()
                        : List.<String>of())
                .orElse(List.of());
    }

    private @Nullable Attribute attribute(ItemRef ref) {
        return switch (ref) {
            case Candidate.Known known
            when known.index() < catalog.size() ->
                catalog.item(known.index()).attributes().get(name);
            case Candidate.Described described -> described.item().attributes().get(name);
            default -> null;
        };
    }

    /** The number of the one attribute of the person that a player stands for; NaN if it has none. */
    static double number(Player player, Profile profile) {
        return player.parts().getFirst() instanceof Part.OfAttribute(String attribute)
                        && profile.attributes().get(attribute) instanceof Attribute.Quantity quantity
                ? quantity.value()
                : Double.NaN;
    }
}
