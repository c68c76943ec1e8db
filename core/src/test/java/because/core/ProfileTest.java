package because.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileTest {
    @ParameterizedTest
    @EnumSource(names = {"REMOVED", "MASKED"})
    void without_parts_nothing_but_these_parts_is_missing(Absence absence) {
        for (int seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Profile profile = RandomProfiles.profile(random);
            int percent = random.nextInt(101);
            Set<Part> absent = new HashSet<>(Set.of(
                    new Part.OfEvent(profile.events().size()),
                    new Part.OfEvent(Integer.MAX_VALUE),
                    new Part.OfAttribute("none"),
                    new Part.OfToken("words 0", "none"),
                    new Part.OfToken("attribute 1", "none"),
                    new Part.OfTag("none"),
                    new Part.OfLink(new Link("friend", "none"))));
            for (Part part : RandomProfiles.parts(profile)) {
                if (random.nextInt(100) < percent) {
                    absent.add(part);
                }
            }
            Profile expected = RandomProfiles.without(profile, absent::contains, absence);
            Profile less = profile.without(absent, absence);
            assertThat(less).as("seed %d", seed).isEqualTo(expected);
            assertThat(less.attributes().keySet())
                    .containsExactlyElementsOf(expected.attributes().keySet());
            assertThat(less.tags()).containsExactlyElementsOf(expected.tags());
        }
    }

    @Test
    void what_is_declared_is_an_interest_of_an_item_that_is_described_and_stands_after_what_was_done() {
        Candidate comedy = new Candidate.Described(Item.of("comedy"));
        Event declared = new Event(comedy, Event.INTEREST, Double.NaN, 7);
        Event shown =
                new Event(new Candidate.Known(3), Event.INTEREST, Double.NaN, 7); // a kind that data may have, too
        Event seen = new Event(comedy, Event.ANY, Double.NaN, Event.NO_TIME);
        assertThat(List.of(declared, shown, seen)).extracting(Event::declared).containsExactly(true, false, false);
        assertThat(Profile.EMPTY.done()).isZero();
        assertThat(Profile.EMPTY.newest()).isEqualTo(Event.NO_TIME);
        assertThat(Profile.of(List.of(declared, declared)).done()).isZero();
        Profile profile = Profile.of(List.of(declared, shown, seen, declared, declared));
        assertThat(profile.done()).isEqualTo(3);
        assertThat(profile.newest()).isEqualTo(7);
        assertThat(Profile.of(List.of(seen)).newest()).isEqualTo(Event.NO_TIME);
    }

    @ParameterizedTest
    @EnumSource(names = {"REMOVED", "MASKED"})
    void each_part_alone_can_be_taken_out(Absence absence) {
        for (int seed = 0; seed < 200; seed++) {
            Profile profile = RandomProfiles.profile(new SplittableRandom(seed));
            for (Part part : RandomProfiles.parts(profile)) {
                assertThat(profile.without(Set.of(part), absence))
                        .as("%s of seed %d", part, seed)
                        .isEqualTo(RandomProfiles.without(profile, part::equals, absence));
            }
        }
    }

    @Test
    void without_nothing_it_is_the_same_profile() {
        Profile profile = Profile.ofItems(3, 1);
        assertThat(profile.without(Set.of(), Absence.REMOVED)).isSameAs(profile);
        assertThat(Profile.EMPTY.without(Set.of(new Part.OfEvent(0)), Absence.MASKED))
                .isEqualTo(Profile.EMPTY);
    }

    @Test
    void equal_links_go_together() {
        Link friend = new Link("friend", "bob");
        Profile profile = new Profile(
                List.of(), Map.of(), Set.of(), List.of(friend, new Link("friend", "eve"), friend), Context.NONE);
        assertThat(profile.without(Set.of(new Part.OfLink(friend)), Absence.REMOVED)
                        .links())
                .containsExactly(new Link("friend", "eve"));
    }

    @Test
    void a_masked_event_keeps_its_place_and_time_and_says_nothing_else() {
        Event event = new Event(new Candidate.Known(4), "rating", 5, 17);
        Event masked = Profile.of(List.of(event))
                .without(Set.of(new Part.OfEvent(0)), Absence.MASKED)
                .events()
                .getFirst();
        assertThat(masked).isEqualTo(new Event(ItemRef.Hidden.HIDDEN, Event.ANY, Double.NaN, 17));
        assertThat(masked.knownItem()).isEqualTo(-1);
    }

    @Test
    void accepts_exactly_the_orders_in_which_known_times_do_not_fall() {
        int refused = 0;
        for (int seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Event> events = new ArrayList<>();
            List<Long> known = new ArrayList<>();
            for (int n = random.nextInt(6); n > 0; n--) {
                long time = random.nextInt(3) == 0 ? Event.NO_TIME : random.nextInt(-2, 3);
                events.add(new Event(new Candidate.Known(0), Event.ANY, Double.NaN, time));
                if (time != Event.NO_TIME) {
                    known.add(time);
                }
            }
            if (known.equals(known.stream().sorted().toList())) {
                assertThat(Profile.of(events).events()).isEqualTo(events);
            } else {
                refused++;
                assertThatThrownBy(() -> Profile.of(events))
                        .isInstanceOf(BadInput.class)
                        .hasMessageContaining("not in time order")
                        .hasMessageContaining("\nMaybe ");
            }
        }
        assertThat(refused).isBetween(100, 400);
    }

    @Test
    void knows_each_item_of_its_events_once() {
        for (int seed = 0; seed < 200; seed++) {
            Profile profile = RandomProfiles.profile(new SplittableRandom(seed));
            Set<Integer> expected = new TreeSet<>();
            for (Event event : profile.events()) {
                if (event.item() instanceof Candidate.Known(int index)) {
                    expected.add(index);
                }
            }
            assertThat(profile.knownItems().stream().boxed()).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void of_items_it_has_events_of_which_only_the_item_is_known() {
        Profile profile = Profile.ofItems(7, 2, 7);
        assertThat(profile.events()).extracting(Event::knownItem).containsExactly(7, 2, 7);
        assertThat(profile.events()).allSatisfy(event -> {
            assertThat(event.value()).isNaN();
            assertThat(event.time()).isEqualTo(Event.NO_TIME);
            assertThat(event.kind()).isEqualTo("event");
        });
        assertThat(Profile.ofItems()).isEqualTo(Profile.EMPTY);
    }

    @Test
    void refuses_events_and_parts_that_cannot_be() {
        for (double infinite : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> new Event(new Candidate.Known(0), Event.ANY, infinite, 0))
                    .isInstanceOf(BadInput.class);
        }
        assertThatThrownBy(() -> new Candidate.Known(-1)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> new Part.OfEvent(-1)).isInstanceOf(BadInput.class);
    }
}
