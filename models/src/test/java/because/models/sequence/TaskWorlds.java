package because.models.sequence;

import because.core.Attribute;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Event;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.Metric;
import because.core.Profile;
import because.core.Recommender;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Worlds of ratings and offers whose law is known. */
final class TaskWorlds {
    static final int GROUPS = 4;
    static final int ITEMS = 24;
    private static final double NOISE = 0.3;

    private TaskWorlds() {}

    /**
     * Who has just had an item of a group gives 4 stars to another of the next group, and 2 to one of any other; each with noise of 0.3. Half of the items that
     * come next are of the next group. So what was just had says how much the next one is liked, and what is had next; which items somebody ever had says neither.
     *
     * @param rated the share of the events that have a rating
     */
    static Dataset recent(int people, int length, double rated, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] user = new int[people * length];
        int[] items = new int[user.length];
        float[] values = new float[user.length];
        for (int u = 0; u < people; u++) {
            int group = random.nextInt(GROUPS);
            for (int i = 0; i < length; i++) {
                int row = u * length + i;
                int next = random.nextBoolean() ? (group + 1) % GROUPS : random.nextInt(GROUPS);
                user[row] = u;
                items[row] = next + GROUPS * random.nextInt(ITEMS / GROUPS);
                double stars = i == 0 ? 3 : next == (group + 1) % GROUPS ? 4 : 2;
                boolean known = i == length - 1 || random.nextDouble() < rated;
                values[row] = known ? (float) (stars + NOISE * random.nextGaussian()) : Float.NaN;
                group = next;
            }
        }
        return new Dataset(
                "recent",
                new IdMap(IntStream.range(0, people).mapToObj(u -> "u" + u).toList()),
                new Catalog(IntStream.range(0, ITEMS)
                        .mapToObj(i -> Item.of("i" + i))
                        .toList()),
                new IdMap(List.of("rating")),
                Interactions.sorted(people, user, items, values, null, null),
                Map.of());
    }

    /** Each person is made one offer; the log-odds of acceptance are 1.5 if the city's place is the colour's, and −1.5 if not. */
    static Dataset offers(int people, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] item = new int[people];
        short[] kind = new short[people];
        Map<Integer, Map<String, Attribute>> known = new HashMap<>();
        for (int u = 0; u < people; u++) {
            int city = random.nextInt(3);
            item[u] = random.nextInt(2);
            known.put(u, city(city));
            double odds = city == item[u] ? 1.5 : -1.5;
            kind[u] = (short) (random.nextDouble() < 1 / (1 + Math.exp(-odds)) ? 1 : 0);
        }
        return new Dataset(
                "offers",
                new IdMap(IntStream.range(0, people).mapToObj(u -> "u" + u).toList()),
                new Catalog(List.of(card("r", 0), card("b", 1))),
                new IdMap(List.of("no", "yes")),
                Interactions.sorted(people, IntStream.range(0, people).toArray(), item, null, null, kind),
                known);
    }

    static Map<String, Attribute> city(int place) {
        return Map.of("city", new Attribute.Tokens(List.of("c" + place)));
    }

    static Item card(String id, int colour) {
        return new Item(id, "Card " + id, Map.of("colour", new Attribute.Tokens(List.of("colour" + colour))));
    }

    /** The root of the mean squared error on each person's last event. */
    static double rmse(Recommender model, Dataset data) {
        double squares = 0;
        for (int user = 0; user < data.users().size(); user++) {
            int last = data.events().to(user) - 1;
            Event event = data.event(last);
            Profile before = data.profile(user, data.events().from(user), last);
            double said = model.score(List.of(before), List.of((Candidate) event.item()))[0][0];
            squares += (said - event.value()) * (said - event.value());
        }
        return Math.sqrt(squares / data.users().size());
    }

    /** Minus the squared error on each person's last event. */
    static Metric errors(Dataset data) {
        return new Metric() {
            @Override
            public String name() {
                return "minus squared-error";
            }

            @Override
            public double[] perPerson(Recommender recommender) {
                double root = rmse(recommender, data);
                return new double[] {-root * root};
            }
        };
    }
}
