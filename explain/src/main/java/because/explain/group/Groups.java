package because.explain.group;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Event;
import because.core.Player;
import because.core.Profile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A way to put the events of a profile into groups, each of which is one player of a question.
 *
 * @param kind by what
 * @param argument the unit of time, the attribute's name, or how many groups
 * @param by of groups by likeness, the attribute with the items' vectors; empty for who used the items
 */
public record Groups(Kind kind, String argument, String by) {
    /** Groups by likeness are for as many events at most: their cost grows with the square of it. */
    private static final int MOST_ALIKE = 2_000;

    /** By what events can be grouped. */
    public enum Kind {
        /** When they were. */
        TIME,
        /** An attribute of their items. */
        CATEGORY,
        /** How much alike their items are. */
        SIMILAR
    }

    /** Refuses what there is not. */
    public Groups {
        switch (kind) {
            case TIME -> TimeGroups.Unit.of(argument);
            case CATEGORY -> {
                if (argument.isEmpty()) {
                    throw BadInput.of("a group", "category:", "category: and the name of an attribute", "");
                }
            }
            case SIMILAR -> {
                if (!argument.matches("[1-9]\\d{0,5}")) {
                    throw BadInput.of(
                            "a group", "similar:" + argument, "similar: and how many groups, such as similar:8", "");
                }
            }
        }
    }

    /**
     * Reads a way of grouping.
     *
     * @param text {@code time:day}, {@code time:week}, {@code time:month}, {@code time:session}, {@code category:ATTRIBUTE} or the attribute alone, {@code
     *     similar:8} or {@code similar:8:ATTRIBUTE}
     * @return the way
     * @throws BadInput if it is none of these
     */
    public static Groups parse(String text) {
        int colon = text.indexOf(':');
        String head = colon < 0 ? "" : text.substring(0, colon);
        String rest = text.substring(colon + 1);
        for (Kind kind : Kind.values()) {
            if (head.equals(kind.name().toLowerCase(Locale.ROOT))) {
                int second = rest.indexOf(':');
                boolean two = kind == Kind.SIMILAR && second >= 0;
                return new Groups(kind, two ? rest.substring(0, second) : rest, two ? rest.substring(second + 1) : "");
            }
        }
        return new Groups(Kind.CATEGORY, text, "");
    }

    /**
     * The groups of a profile's events.
     *
     * @param profile the person
     * @param catalog the items
     * @param data who used what, for groups by likeness without vectors
     * @return a player for each group, in the order of first appearance
     * @throws BadInput if no item has the attribute, no event has a time, or nothing says which items are alike
     */
    public List<Player> players(Profile profile, Catalog catalog, Optional<Dataset> data) {
        if (profile.events().isEmpty()) {
            return List.of();
        }
        return switch (kind) {
            case TIME -> TimeGroups.players(profile, TimeGroups.Unit.of(argument));
            case CATEGORY -> {
                require(argument, catalog);
                yield Player.groups(profile, event -> category(event, catalog));
            }
            case SIMILAR -> {
                if (profile.events().size() > MOST_ALIKE) {
                    throw BadInput.of(
                            "the number of events that are grouped by likeness",
                            profile.events().size(),
                            "at most " + MOST_ALIKE,
                            "Maybe group by time or category.");
                }
                yield new SimilarGroups(catalog, likeness(catalog, data)).players(profile, Integer.parseInt(argument));
            }
        };
    }

    private Likeness likeness(Catalog catalog, Optional<Dataset> data) {
        if (!by.isEmpty()) {
            require(by, catalog);
            return Likeness.ofVectors(catalog, by);
        }
        return Likeness.ofPeople(
                data.orElseThrow(
                        () -> new BadInput(
                                "nothing says which items are alike: the data is not at hand.\nMaybe name an attribute with vectors: similar:8:ATTRIBUTE")));
    }

    private static void require(String attribute, Catalog catalog) {
        Set<String> known = new TreeSet<>();
        catalog.items().forEach(item -> known.addAll(item.attributes().keySet()));
        if (!known.contains(attribute)) {
            throw BadInput.unknown("attribute of the items", attribute, known);
        }
    }

    private String category(Event event, Catalog catalog) {
        int index = event.knownItem();
        @Nullable
        Attribute value = index < 0 ? null : catalog.item(index).attributes().get(argument);
        return switch (value) {
            case Attribute.Tokens tokens
            when !tokens.values().isEmpty() -> tokens.values().getFirst();
            case Attribute.Text text -> text.value();
            case Attribute.Quantity quantity -> Double.toString(quantity.value());
            case null, default -> "(no " + argument + ")";
        };
    }
}
