package because.narrate;

import because.core.Absence;
import because.core.Attribution;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Convergence;
import because.core.DeletionTest;
import because.core.Event;
import because.core.Header;
import because.core.Item;
import because.core.Part;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Profile;
import because.core.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Attributions, people and items for the tests, built by hand. */
final class Attributions {
    static final Item ITEM = new Item("m9", "Casino", Map.of());

    private Attributions() {}

    static Catalog catalog(String... titles) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < titles.length; i++) {
            items.add(new Item("m" + i, titles[i], Map.of()));
        }
        return new Catalog(items);
    }

    /** A person who did one thing with each of the first items. */
    static Profile person(String... kinds) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < kinds.length; i++) {
            events.add(new Event(new Candidate.Known(i), kinds[i], Double.NaN, Event.NO_TIME));
        }
        return Profile.of(events);
    }

    /** An exact value of an event. */
    static PlayerValue event(int index, String name, double value) {
        return value(new Player("event:" + index, name, List.of(new Part.OfEvent(index))), value, 0);
    }

    static PlayerValue value(Player player, double value, double standardError) {
        return new PlayerValue(player, value, standardError);
    }

    static Attribution of(Optional<DeletionTest> test, PlayerValue... players) {
        return of(0, 1, test, List.of(players));
    }

    static Attribution of(double base, double score, Optional<DeletionTest> test, List<PlayerValue> players) {
        return Attribution.of(
                new Header(
                        Header.SCHEMA,
                        "shapley-exact",
                        Map.of(),
                        42,
                        "f00d",
                        ITEM.id(),
                        Target.SCORE,
                        Absence.REMOVED,
                        base,
                        score,
                        32,
                        Convergence.EXACT,
                        test),
                players);
    }

    /** A test that these players passed; without them the target falls by so much. */
    static Optional<DeletionTest> passed(double fall, String... named) {
        return Optional.of(DeletionTest.of(List.of(named), fall, 40, 40, true));
    }
}
