package because.models.labelled;

import because.core.Attribute;
import because.core.Catalog;
import because.core.Dataset;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Worlds whose law is known. */
final class Offers {
    static final String[] CITIES = {"Lisbon", "Porto", "Braga"};
    static final String[] COLOURS = {"red", "blue"};

    private Offers() {}

    /** Each person is made one offer; the log-odds of acceptance are −1 + 2 · (the city's place is the colour's), which is no sum of parts. */
    static Dataset made(int people, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Item> items = List.of(
                new Item("r", "Red card", Map.of("colour", new Attribute.Tokens(List.of("red")))),
                new Item("b", "Blue card", Map.of("colour", new Attribute.Tokens(List.of("blue")))));
        int[] user = IntStream.range(0, people).toArray();
        int[] item = new int[people];
        short[] kind = new short[people];
        Map<Integer, Map<String, Attribute>> known = new HashMap<>();
        for (int u = 0; u < people; u++) {
            int city = random.nextInt(CITIES.length);
            item[u] = random.nextInt(items.size());
            known.put(
                    u,
                    Map.of(
                            "city", new Attribute.Tokens(List.of(CITIES[city])),
                            "age", new Attribute.Quantity(20 + random.nextInt(50))));
            kind[u] = (short) (random.nextDouble() < 1 / (1 + Math.exp(-logOdds(city, item[u]))) ? 1 : 0);
        }
        return new Dataset(
                "offers",
                new IdMap(IntStream.range(0, people).mapToObj(u -> "u" + u).toList()),
                new Catalog(items),
                new IdMap(List.of("no", "yes")),
                Interactions.sorted(people, user, item, null, null, kind),
                known);
    }

    static double logOdds(int city, int item) {
        return city == item ? 1.5 : -1.5;
    }

    /** Ratings 3 + item + person + product of two factors + noise of 0.3; a fifth of the pairs are rated. */
    static Dataset ratings(int people, int items, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] p = numbers(people, random);
        double[][] q = numbers(items, random);
        List<int[]> pairs = new ArrayList<>();
        List<Float> values = new ArrayList<>();
        for (int u = 0; u < people; u++) {
            for (int i = 0; i < items; i++) {
                if (random.nextDouble() < 0.2) {
                    pairs.add(new int[] {u, i});
                    values.add((float)
                            (3 + 0.5 * p[u][0] + 0.5 * q[i][0] + p[u][1] * q[i][1] + 0.3 * random.nextGaussian()));
                }
            }
        }
        float[] value = new float[values.size()];
        for (int n = 0; n < value.length; n++) {
            value[n] = values.get(n);
        }
        return new Dataset(
                "ratings",
                new IdMap(IntStream.range(0, people).mapToObj(u -> "u" + u).toList()),
                new Catalog(IntStream.range(0, items)
                        .mapToObj(i -> Item.of("i" + i))
                        .toList()),
                new IdMap(List.of("rating")),
                Interactions.sorted(
                        people,
                        pairs.stream().mapToInt(pair -> pair[0]).toArray(),
                        pairs.stream().mapToInt(pair -> pair[1]).toArray(),
                        value,
                        null,
                        null),
                Map.of());
    }

    /** The same with colours of items, which have nothing to do with what happens. */
    static Dataset coloured(Dataset data) {
        List<Item> items = IntStream.range(0, data.catalog().size())
                .mapToObj(i ->
                        new Item("i" + i, "Item " + i, Map.of("colour", new Attribute.Tokens(List.of(COLOURS[i % 2])))))
                .toList();
        return new Dataset(data.name(), data.users(), new Catalog(items), data.kinds(), data.events(), data.people());
    }

    private static double[][] numbers(int count, SplittableRandom random) {
        double[][] numbers = new double[count][2];
        for (double[] row : numbers) {
            row[0] = random.nextGaussian();
            row[1] = random.nextGaussian();
        }
        return numbers;
    }
}
