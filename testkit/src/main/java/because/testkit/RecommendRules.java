package because.testkit;

import because.core.Attribute;
import because.core.Filter;
import because.core.Item;
import because.core.Profile;
import because.core.Query;
import because.core.Recommendation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What {@link because.core.Recommender#recommend} promises, against a full sort of the scores. */
final class RecommendRules {
    private RecommendRules() {}

    static void best(Probe probe) {
        for (Profile profile : probe.profiles) {
            for (int n : new int[] {1, 3, 10}) {
                compare(probe, new Query(profile, n, Set.of(), List.of()), "the best " + n);
            }
        }
    }

    static void ties(Probe probe) {
        for (Profile profile : probe.profiles) {
            List<Recommendation> all =
                    probe.recommender.recommend(new Query(profile, probe.catalog.size(), Set.of(), List.of()));
            for (int i = 1; i < all.size(); i++) {
                Recommendation before = all.get(i - 1);
                Recommendation after = all.get(i);
                probe.expect(
                        before.score() != after.score() || before.item() < after.item(),
                        "items %d and %d have equal scores and come in this order",
                        before.item(),
                        after.item());
            }
        }
    }

    static void exclude(Probe probe) {
        for (Profile profile : probe.profiles) {
            compare(probe, Query.of(profile, 5), "items of the profile excluded");
            Set<Integer> half = new HashSet<>();
            IntStream.range(0, probe.catalog.size())
                    .filter(_ -> probe.random.nextBoolean())
                    .forEach(half::add);
            compare(probe, new Query(profile, 5, half, List.of()), "half of the items excluded");
        }
        Set<Integer> all =
                new HashSet<>(IntStream.range(0, probe.catalog.size()).boxed().toList());
        compare(probe, new Query(Profile.EMPTY, 5, all, List.of()), "all items excluded");
    }

    static void filters(Probe probe) {
        Filter nothing = new Filter("an attribute that no item has", Set.of("x"));
        compare(probe, new Query(Profile.EMPTY, 5, Set.of(), List.of(nothing)), "a filter that no item passes");
        filter(probe).ifPresent(some -> {
            for (Profile profile : probe.profiles) {
                compare(probe, new Query(profile, 5, Set.of(), List.of(some)), "filter " + some);
                compare(probe, new Query(profile, 5, Set.of(), List.of(some, nothing)), "two filters");
            }
        });
    }

    /** A filter that some item passes, if items have words at all. */
    private static Optional<Filter> filter(Probe probe) {
        for (Item item : probe.catalog.items()) {
            for (String name : item.attributes().keySet()) {
                if (item.attributes().get(name) instanceof Attribute.Tokens tokens
                        && !tokens.values().isEmpty()) {
                    return Optional.of(new Filter(name, Set.of(tokens.values().getFirst())));
                }
            }
        }
        return Optional.empty();
    }

    static void moreThanThereAre(Probe probe) {
        for (Profile profile : probe.profiles.subList(0, 3)) {
            compare(probe, new Query(profile, probe.catalog.size() + 10, Set.of(), List.of()), "more than there are");
        }
    }

    private static void compare(Probe probe, Query query, String when) {
        double[] scores = probe.scores(query.profile());
        List<Integer> allowed = new ArrayList<>(IntStream.range(0, scores.length)
                .filter(i -> !query.exclude().contains(i))
                .filter(i -> query.filters().stream().allMatch(f -> f.accepts(probe.catalog.item(i))))
                .boxed()
                .toList());
        allowed.sort(Comparator.comparingDouble(i -> -scores[i])); // stable: equal scores stay in the catalogue's order
        List<Recommendation> expected = IntStream.range(0, Math.min(query.n(), allowed.size()))
                .mapToObj(i -> new Recommendation(i + 1, allowed.get(i), scores[allowed.get(i)]))
                .toList();
        List<Recommendation> actual = probe.recommender.recommend(query);
        for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
            probe.expect(
                    actual.get(i).equals(expected.get(i)),
                    "%s: %s instead of %s",
                    when,
                    actual.get(i),
                    expected.get(i));
        }
        probe.expect(
                actual.size() == expected.size(), "%s: %d items instead of %d", when, actual.size(), expected.size());
    }
}
