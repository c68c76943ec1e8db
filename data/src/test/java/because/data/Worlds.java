package because.data;

import because.core.Attribute;
import because.core.Catalog;
import because.core.Dataset;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Random small datasets with equal times, repeated events, unknown values, awkward ids, and people and items without events. */
final class Worlds {
    private static final String[] AWKWARD = {"", " ", ",", "\"", "\n", "é", "日", "|", "'", "\t"};

    private Worlds() {}

    static Dataset random(SplittableRandom random) {
        int users = 1 + random.nextInt(8);
        int items = 1 + random.nextInt(10);
        int size = random.nextInt(60);
        int[] user = new int[size];
        int[] item = new int[size];
        float[] value = new float[size];
        long[] time = new long[size];
        short[] kind = new short[size];
        for (int row = 0; row < size; row++) {
            user[row] = random.nextInt(users);
            item[row] = random.nextInt(items);
            value[row] = random.nextInt(5) == 0
                    ? Float.NaN
                    : random.nextInt(10) == 0 ? (float) random.nextDouble() : random.nextInt(6);
            time[row] = random.nextInt(20) - 3;
            kind[row] = (short) random.nextInt(2);
        }
        List<Item> catalog = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            Map<String, Attribute> attributes = new LinkedHashMap<>();
            if (random.nextBoolean()) {
                attributes.put("words", new Attribute.Tokens(List.of("w|" + random.nextInt(3), "é,\"")));
            }
            if (random.nextBoolean()) {
                attributes.put("price", new Attribute.Quantity(random.nextInt(1000) / 8.0));
            }
            if (random.nextBoolean()) {
                attributes.put("story", new Attribute.Text("once,\nupon \"a\" time " + i));
            }
            if (random.nextBoolean()) {
                attributes.put("vector", new Attribute.Vector(new float[] {random.nextInt(9) / 3f, -1.5f}));
            }
            catalog.add(new Item("i" + i + awkward(random), "Title " + awkward(random) + i, attributes));
        }
        List<String> ids = new ArrayList<>();
        Map<Integer, Map<String, Attribute>> people = new HashMap<>();
        for (int u = 0; u < users; u++) {
            ids.add("u" + u + awkward(random));
            if (random.nextInt(3) == 0) {
                people.put(u, Map.of("country", new Attribute.Tokens(List.of("c" + random.nextInt(3)))));
            }
        }
        return new Dataset(
                "world",
                new IdMap(ids),
                new Catalog(catalog),
                new IdMap(List.of("view", "buy")),
                Interactions.sorted(
                        users,
                        user,
                        item,
                        random.nextBoolean() ? value : null,
                        random.nextBoolean() ? time : null,
                        kind),
                people);
    }

    private static String awkward(SplittableRandom random) {
        return AWKWARD[random.nextInt(AWKWARD.length)];
    }
}
