package because.explain.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Event;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.Player;
import because.core.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private static final Catalog ITEMS = new Catalog(IntStream.range(0, 8)
            .mapToObj(i -> new Item(
                    "i" + i,
                    "Title " + i,
                    Map.of(
                            "genre", new Attribute.Tokens(List.of(i < 4 ? "war" : "love", "all")),
                            "vector", new Attribute.Vector(new float[] {i < 4 ? 1 : 0, i < 4 ? i * .01f : 1}))))
            .toList());

    private static Profile at(String... times) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            events.add(new Event(
                    new Candidate.Known(i),
                    Event.ANY,
                    Double.NaN,
                    times[i].isEmpty() ? Event.NO_TIME : Instant.parse(times[i]).toEpochMilli()));
        }
        return Profile.of(events);
    }

    private static Map<String, Integer> sizes(String group, Profile profile) {
        Map<String, Integer> sizes = new java.util.LinkedHashMap<>();
        for (Player player : Groups.parse(group).players(profile, ITEMS, Optional.empty())) {
            sizes.put(player.name(), player.parts().size());
        }
        return sizes;
    }

    @Test
    void days_weeks_and_months_are_those_of_the_calendar_in_utc() {
        Profile profile =
                at("2024-02-25T23:59:59Z", "2024-02-26T00:00:00Z", "2024-02-29T12:00:00Z", "2024-03-01T00:30:00Z", "");
        assertThat(sizes("time:day", profile))
                .hasSize(5)
                .containsEntry("2024-02-29", 1)
                .containsEntry("(no time)", 1);
        assertThat(sizes("time:week", profile))
                .containsExactly(
                        Map.entry("2024-02-19/2024-02-25", 1),
                        Map.entry("2024-02-26/2024-03-03", 3),
                        Map.entry("(no time)", 1));
        assertThat(sizes("time:month", profile))
                .containsExactly(Map.entry("2024-02", 3), Map.entry("2024-03", 1), Map.entry("(no time)", 1));
    }

    @Test
    void a_session_ends_where_nothing_happens_for_more_than_half_an_hour() {
        Profile profile =
                at("2024-03-01T10:00:00Z", "2024-03-01T10:30:00Z", "2024-03-01T11:00:00Z", "2024-03-01T11:30:01Z");
        assertThat(sizes("time:session", profile))
                .containsExactly(Map.entry("2024-03-01 10:00", 3), Map.entry("2024-03-01 11:30", 1));
    }

    @Test
    void categories_are_the_first_word_of_an_attribute() {
        Profile profile = Profile.ofItems(0, 5, 1, 6);
        assertThat(sizes("category:genre", profile)).isEqualTo(sizes("genre", profile));
        assertThat(sizes("genre", profile)).containsExactly(Map.entry("war", 2), Map.entry("love", 2));
    }

    @Test
    void items_that_the_same_people_use_are_alike() {
        // Two circles of people: one uses 0 to 3, the other 4 to 7.
        int[] users = new int[40];
        int[] items = new int[40];
        for (int i = 0; i < 40; i++) {
            users[i] = i / 4;
            items[i] = i / 4 % 2 * 4 + i % 4;
        }
        Dataset data = new Dataset(
                "two circles",
                new IdMap(IntStream.range(0, 10).mapToObj(i -> "p" + i).toList()),
                ITEMS,
                new IdMap(List.of(Event.ANY)),
                Interactions.sorted(10, users, items, null, null, null),
                Map.of());
        Profile profile = Profile.ofItems(0, 5, 1, 6, 0);
        List<Player> players = Groups.parse("similar:2").players(profile, ITEMS, Optional.of(data));
        assertThat(players).extracting(player -> player.parts().size()).containsExactly(3, 2);
        assertThat(players.getFirst().name()).isEqualTo("Title 0 · Title 1");
        assertThat(Groups.parse("similar:9").players(profile, ITEMS, Optional.of(data)))
                .as("no more groups than items")
                .hasSize(4);
    }

    @Test
    void items_with_vectors_that_point_the_same_way_are_alike() {
        assertThat(sizes("similar:2:vector", Profile.ofItems(0, 5, 1, 6)))
                .containsExactly(Map.entry("Title 0 · Title 1", 2), Map.entry("Title 5 · Title 6", 2));
    }

    @Test
    void nobody_has_no_groups() {
        for (String group : List.of("time:day", "genre", "similar:2")) {
            assertThat(sizes(group, Profile.EMPTY)).isEmpty();
        }
    }

    @Test
    void what_cannot_be_grouped_is_refused_in_words() {
        Profile profile = Profile.ofItems(0, 1);
        refused("time:year", profile, "'year'");
        refused("similar:0", profile, "similar:8");
        refused("category:", profile, "category:");
        refused("time:day", profile, "none of them has one");
        refused("colour", profile, "'colour'");
        refused("similar:2", profile, "data is not at hand");
        refused("similar:2:genre", profile, "vector");
    }

    private static void refused(String group, Profile profile, String says) {
        assertThatThrownBy(() -> sizes(group, profile))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(says);
    }
}
