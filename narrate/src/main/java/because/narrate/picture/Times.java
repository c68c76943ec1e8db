package because.narrate.picture;

import because.core.Event;
import because.core.Part;
import because.core.Player;
import because.core.Profile;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** When the events of players were. */
final class Times {
    private Times() {}

    /** The first event of a player that the profile has. */
    static Optional<Event> first(Player player, Profile profile) {
        return player.parts().stream()
                .filter(part -> part instanceof Part.OfEvent event
                        && event.index() < profile.events().size())
                .map(part -> profile.events().get(((Part.OfEvent) part).index()))
                .findFirst();
    }

    /** The day of a player's first event, in UTC, as ISO 8601 writes it; empty if it is not known. */
    static String day(Player player, Profile profile) {
        return first(player, profile)
                .filter(event -> event.time() != Event.NO_TIME)
                .map(event -> day(event.time()))
                .orElse("");
    }

    private static String day(long time) {
        try {
            return LocalDate.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC)
                    .toString();
        } catch (DateTimeException _) {
            return ""; // so far away that it has no date
        }
    }
}
