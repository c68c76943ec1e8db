package because.explain.global;

import because.core.Attribute;
import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Context;
import because.core.Event;
import because.core.Item;
import because.core.Profile;
import because.core.Provenance;
import because.core.Recommender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/** Forty films, of which every second is a comedy, and people of several ages with what they saw; a model of them is any function of a profile and an item. */
final class Cinema {
    static final int FILMS = 40;

    static final Catalog CATALOG = new Catalog(IntStream.range(0, FILMS)
            .mapToObj(i -> new Item(
                    "f" + i,
                    "Film " + i,
                    Map.of(
                            "genres",
                            new Attribute.Tokens(i % 2 == 0 ? List.of("Comedy", "Love") : List.of("Drama")),
                            "price",
                            new Attribute.Quantity(i % 7))))
            .toList());

    private Cinema() {}

    static boolean comedy(Item item) {
        return item.attributes().get("genres") instanceof Attribute.Tokens(List<String> words)
                && words.contains("Comedy");
    }

    static double price(Item item) {
        return item.attributes().get("price") instanceof Attribute.Quantity(double price) ? price : 0;
    }

    static double age(Profile profile) {
        return profile.attributes().get("age") instanceof Attribute.Quantity(double age) ? age : 0;
    }

    static List<Pair> pairs(int people, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Pair> pairs = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            List<Event> events = new ArrayList<>();
            int count = 1 + random.nextInt(12);
            for (int i = 0; i < count; i++) {
                Candidate film = CATALOG.candidates().get(random.nextInt(FILMS));
                events.add(new Event(film, "seen", 1 + random.nextInt(5), 1000L * i));
            }
            Profile profile = new Profile(
                    events,
                    Map.of("age", new Attribute.Quantity(20 + random.nextInt(50))),
                    Set.of(),
                    List.of(),
                    Context.NONE);
            pairs.add(new Pair(person, profile, random.nextInt(FILMS), random.nextInt(2), Set.of()));
        }
        return pairs;
    }

    /** A model that reads all it is given, or one that knows films only by their numbers. */
    static Recommender model(ToDoubleBiFunction<Profile, Item> score, boolean reads) {
        return new Recommender() {
            @Override
            public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
                return profiles.stream()
                        .map(profile -> candidates.stream()
                                .mapToDouble(candidate -> score.applyAsDouble(profile, item(candidate)))
                                .toArray())
                        .toArray(double[][]::new);
            }

            private Item item(Candidate candidate) {
                return switch (candidate) {
                    case Candidate.Known known -> CATALOG.item(known.index());
                    case Candidate.Described described -> described.item();
                };
            }

            @Override
            public Catalog catalog() {
                return CATALOG;
            }

            @Override
            public Capabilities capabilities() {
                return new Capabilities(true, false, true, true, false, reads, reads, reads);
            }

            @Override
            public Provenance provenance() {
                return new Provenance("cinema", Map.of(), 1, "data", "cinema", Map.of());
            }
        };
    }
}
