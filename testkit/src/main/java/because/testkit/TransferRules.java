package because.testkit;

import because.core.Candidate;
import because.core.Catalog;
import because.core.Event;
import because.core.Item;
import because.core.Profile;
import because.core.Recommender;
import because.core.Transferable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@link Transferable} promises. */
final class TransferRules {
    private TransferRules() {}

    static void anotherCatalog(Probe probe) {
        probe.recommender.as(Transferable.class).ifPresent(model -> {
            Item stranger = new Item(
                    "an item that nobody knows",
                    "An item that nobody knows",
                    probe.catalog.item(0).attributes());
            List<Item> others = new ArrayList<>(probe.catalog.items().reversed());
            // Of known items only the id counts.
            others.set(0, new Item(others.getFirst().id(), "Renamed", Map.of()));
            keepsScores(probe, model, new Catalog(others));
            others.add(1, stranger);
            Catalog more = new Catalog(others);
            if (!probe.can.describedItems()) {
                probe.expect(
                        ScoringRules.refuses(() -> model.over(more)),
                        "a new item is not refused by BadInput, though describedItems is false");
                return;
            }
            keepsScores(probe, model, more);
            takesUp(probe, model.over(more), stranger);
        });
    }

    private static void keepsScores(Probe probe, Transferable model, Catalog other) {
        Recommender over = model.over(other);
        probe.expect(over.catalog().sameItems(other), "its catalogue is not the one that it was to have");
        if (!over.catalog().sameItems(other)) {
            return;
        }
        List<Profile> profiles = probe.profiles.stream()
                .map(profile -> moved(probe, profile, other))
                .toList();
        double[][] scores = over.score(profiles, over.catalog().candidates());
        double[][] own = new double[scores.length][probe.catalog.size()];
        for (int row = 0; row < own.length; row++) {
            for (int item = 0; item < own[row].length; item++) {
                own[row][item] =
                        scores[row][other.index(probe.catalog.item(item).id())];
            }
        }
        probe.expectSame(
                probe.recommender.score(probe.profiles, probe.catalog.candidates()), own, "over another catalogue");
    }

    private static Profile moved(Probe probe, Profile profile, Catalog other) {
        return profile.withEvents(profile.events().stream()
                .map(event -> new Event(
                        new Candidate.Known(other.index(
                                probe.catalog.item(event.knownItem()).id())),
                        event.kind(),
                        event.value(),
                        event.time()))
                .toList());
    }

    private static void takesUp(Probe probe, Recommender over, Item stranger) {
        Candidate described = new Candidate.Described(stranger);
        Candidate known = new Candidate.Known(over.catalog().index(stranger.id()));
        for (Profile profile : probe.profiles) {
            double[] wanted = probe.recommender.score(List.of(profile), List.of(described))[0];
            Profile there = moved(probe, profile, over.catalog());
            probe.expectClose(wanted, over.score(List.of(there), List.of(known))[0], "a new item");
            probe.expectClose(
                    probe.scores(with(profile, described)),
                    ownOnes(probe, over, with(there, known)),
                    "after an event with a new item");
        }
    }

    private static double[] ownOnes(Probe probe, Recommender over, Profile profile) {
        List<Candidate> candidates = new ArrayList<>();
        probe.catalog
                .items()
                .forEach(item ->
                        candidates.add(new Candidate.Known(over.catalog().index(item.id()))));
        return over.score(List.of(profile), candidates)[0];
    }

    private static Profile with(Profile profile, Candidate item) {
        List<Event> events = new ArrayList<>(profile.events());
        events.add(new Event(item, Event.ANY, Double.NaN, Event.NO_TIME));
        return profile.withEvents(events);
    }
}
