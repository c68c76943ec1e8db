package because.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Events as a plain list, in the order that {@link Interactions} promises: by person, then by time. */
record Rows(int users, List<Row> list) {
    static final int ITEMS = 9;

    record Row(int user, int item, float value, long time, int kind) {}

    static Rows random(SplittableRandom random) {
        int users = 1 + random.nextInt(5);
        List<Row> rows = new ArrayList<>();
        for (int n = random.nextInt(30); n > 0; n--) {
            rows.add(new Row(
                    random.nextInt(users),
                    random.nextInt(ITEMS),
                    random.nextInt(4) == 0 ? Float.NaN : random.nextInt(6) / 2f,
                    random.nextInt(4) == 0 ? Event.NO_TIME : random.nextInt(-20, 20),
                    random.nextInt(2)));
        }
        return of(users, rows);
    }

    static Rows of(int users, List<Row> rows) {
        return new Rows(
                users,
                rows.stream()
                        .sorted(Comparator.comparingInt(Row::user).thenComparingLong(Row::time))
                        .toList());
    }

    Interactions interactions() {
        float[] values = new float[list.size()];
        short[] kinds = new short[list.size()];
        for (int i = 0; i < list.size(); i++) {
            values[i] = list.get(i).value();
            kinds[i] = (short) list.get(i).kind();
        }
        return Interactions.sorted(
                users,
                list.stream().mapToInt(Row::user).toArray(),
                list.stream().mapToInt(Row::item).toArray(),
                values,
                list.stream().mapToLong(Row::time).toArray(),
                kinds);
    }

    Dataset dataset(Map<Integer, Map<String, Attribute>> people) {
        return new Dataset(
                "rows",
                new IdMap(IntStream.range(0, users).mapToObj(u -> "user " + u).toList()),
                new Catalog(IntStream.range(0, ITEMS)
                        .mapToObj(i -> Item.of("item " + i))
                        .toList()),
                new IdMap(List.of("rating", "click")),
                interactions(),
                people);
    }

    static Event event(Row row) {
        return new Event(
                new Candidate.Known(row.item()), row.kind() == 0 ? "rating" : "click", row.value(), row.time());
    }

    /** Reads interactions back, by their rows. */
    static Rows read(Interactions events) {
        List<Row> rows = new ArrayList<>();
        for (int user = 0; user < events.users(); user++) {
            for (int row = events.from(user); row < events.to(user); row++) {
                rows.add(new Row(user, events.item(row), events.value(row), events.time(row), events.kind(row)));
            }
        }
        return new Rows(events.users(), rows);
    }
}
