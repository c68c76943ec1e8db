package because.testkit;

import because.core.Absence;
import because.core.Attribute;
import because.core.Candidate;
import because.core.Context;
import because.core.Event;
import because.core.Item;
import because.core.Link;
import because.core.Profile;
import because.core.Question;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What {@link because.core.Capabilities} promise: what a recommender says it does not look at must not matter. */
final class CapabilityRules {
    /** Windows longer than this are taken for none. */
    private static final int LONGEST = 10_000;

    /** So many items are described anew. */
    private static final int DESCRIBED = 3;

    private CapabilityRules() {}

    static void order(Probe probe) {
        if (probe.can.order()) {
            return;
        }
        for (Profile profile : probe.profiles) {
            // Without times, or a change of order would be a change of times too.
            Profile timeless = Probe.withoutTimes(profile);
            List<Event> shuffled = new ArrayList<>(timeless.events());
            Collections.shuffle(shuffled, probe.random);
            same(probe, timeless, timeless.withEvents(shuffled), "events in another order");
            same(probe, timeless, timeless.withEvents(timeless.events().reversed()), "events in the reverse order");
        }
    }

    static void time(Probe probe) {
        if (probe.can.time()) {
            return;
        }
        for (Profile profile : probe.profiles) {
            same(probe, profile, Probe.withoutTimes(profile), "events without times");
            List<Event> later = profile.events().stream()
                    .map(e -> new Event(e.item(), e.kind(), e.value(), Math.max(0, e.time()) / 7 + 3 * Probe.DAY))
                    .toList();
            Profile moved = profile.withEvents(later).withContext(new Context(Probe.DAY * 40_000, Map.of()));
            same(probe, profile, moved, "events and question at other times");
        }
    }

    static void values(Probe probe) {
        if (probe.can.values()) {
            return;
        }
        for (Profile profile : probe.profiles) {
            same(probe, profile, withValue(profile, Double.NaN), "events without values");
            same(probe, profile, withValue(profile, 2.5), "events with other values");
        }
    }

    private static Profile withValue(Profile profile, double value) {
        return profile.withEvents(profile.events().stream()
                .map(e -> new Event(e.item(), e.kind(), value, e.time()))
                .toList());
    }

    static void repeats(Probe probe) {
        if (probe.can.repeats()) {
            return;
        }
        for (Profile profile : probe.profiles) {
            List<Event> twice = new ArrayList<>();
            for (Event event : profile.events()) {
                twice.add(event);
                twice.add(event);
            }
            same(probe, profile, profile.withEvents(twice), "each event twice");
        }
    }

    static void attributes(Probe probe) {
        if (probe.can.attributes()) {
            return;
        }
        Map<String, Attribute> attributes =
                Map.of("age", new Attribute.Quantity(42), "country", new Attribute.Tokens(List.of("CN")));
        for (Profile profile : probe.profiles) {
            Profile known = new Profile(
                    profile.events(),
                    attributes,
                    Set.of("loves sequels"),
                    List.of(new Link("friend", "somebody")),
                    profile.context());
            same(probe, profile, known, "attributes, a tag and a link added");
        }
    }

    /** Whether it is claimed or not: what people say of their interests is accepted where it is claimed, and must then have an effect. */
    static void describedEvents(Probe probe) {
        boolean tried = probe.can.describedEvents()
                && probe.catalog.items().stream()
                        .anyMatch(item -> !item.attributes().isEmpty());
        boolean changed = false;
        for (Profile profile : probe.profiles) {
            for (Event event : described(probe, profile)) {
                List<Event> events = new ArrayList<>(profile.events());
                events.add(event);
                Profile more = profile.withEvents(events);
                if (probe.can.describedEvents()) {
                    double[] scores = probe.scores(more);
                    probe.expect(
                            Arrays.stream(scores).allMatch(Double::isFinite),
                            "a profile with an event of a described item has no finite scores");
                    changed |= !Probe.close(probe.scores(profile), scores);
                } else if (!ScoringRules.refuses(() -> probe.scores(more))) {
                    same(probe, profile, more, "an event of a described item added");
                }
            }
        }
        probe.expect(
                changed || !tried,
                "no event of what is known of an item changes a score, though describedEvents is true");
    }

    /** Newest events of items that nobody knows, each with what is known of one of the catalogue's, or of which nothing is known. */
    private static List<Event> described(Probe probe, Profile profile) {
        Stream<Item> known = probe.catalog.items().stream()
                .filter(item -> !item.attributes().isEmpty())
                .limit(DESCRIBED)
                .map(item -> new Item("nobody knows " + item.id(), item.title(), item.attributes()));
        return Stream.concat(known, Stream.of(Item.of("nothing is known of it")))
                .map(item -> new Event(new Candidate.Described(item), Event.ANY, Double.NaN, profile.newest()))
                .toList();
    }

    static void window(Probe probe) {
        int window = probe.recommender.window();
        if (window > LONGEST) {
            return;
        }
        Profile longer = probe.profile(window + 5);
        List<Event> events = longer.events();
        Profile newest = longer.withEvents(events.subList(events.size() - window, events.size()));
        same(probe, newest, longer, "five events before a window of " + window);
    }

    private static void same(Probe probe, Profile one, Profile other, String when) {
        probe.expectClose(probe.scores(one), probe.scores(other), when);
    }

    static void masking(Probe probe) {
        Profile profile = probe.profile(5);
        Question question =
                Question.about(profile, probe.catalog, probe.candidates(2)).withAbsence(Absence.MASKED);
        if (!probe.can.masking()) {
            probe.expect(
                    ScoringRules.refuses(() -> probe.recommender.game(question)),
                    "a question with masked events is not refused by BadInput, though masking is false");
            return;
        }
        Profile hidden =
                profile.withEvents(profile.events().stream().map(Event::hidden).toList());
        probe.expect(
                Arrays.stream(probe.scores(hidden)).allMatch(Double::isFinite),
                "a profile of hidden events has no finite scores, though masking is true");
    }
}
