package because.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One participant of a {@link Game}: parts of a profile that come and go together. A single event is a player, and so is a group of events or a tag.
 *
 * @param id unique in its question; a sentence cites the player by it
 * @param name what people call it, in the language of the data
 * @param parts what is taken out when the player is absent; at least one
 */
public record Player(String id, String name, List<Part> parts) {
    /** The id of the player that stands for the early part of a long history. */
    public static final String EARLIER = "earlier";

    /** Copies the parts and refuses a player of nothing. */
    public Player {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new BadInput("player '" + id + "' has no parts.");
        }
    }

    /**
     * Every event of a profile as a player of its own.
     *
     * @param profile the profile
     * @param catalog gives the names
     * @return a player for each event, in the order of the events; its id is {@code event:} and the place, from 0
     */
    public static List<Player> events(Profile profile, Catalog catalog) {
        List<Player> players = new ArrayList<>();
        for (int i = 0; i < profile.events().size(); i++) {
            String name = catalog.title(profile.events().get(i).item());
            players.add(new Player("event:" + i, name, List.of(new Part.OfEvent(i))));
        }
        return players;
    }

    /**
     * Groups of events as players, such as "all comedies" or "last week".
     *
     * @param profile the profile
     * @param group names the group of an event
     * @return a player for each group, in order of first appearance; its id is {@code group:} and the group's name
     */
    public static List<Player> groups(Profile profile, Function<Event, String> group) {
        Map<String, List<Part>> groups = new LinkedHashMap<>();
        for (int i = 0; i < profile.events().size(); i++) {
            groups.computeIfAbsent(group.apply(profile.events().get(i)), _ -> new ArrayList<>())
                    .add(new Part.OfEvent(i));
        }
        List<Player> players = new ArrayList<>();
        groups.forEach((name, parts) -> players.add(new Player("group:" + name, name, parts)));
        return players;
    }
}
