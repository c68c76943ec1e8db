package because.models.baseline;

import because.core.Catalog;
import because.core.Dataset;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;

/** Events for tests: the bundled sample, parts of it, and random ones. */
final class Events {
    private static final long DAY = 24 * 3600 * 1000L;

    private Events() {}

    /** The bundled MovieLens sample: 671 people, 9,066 films, 100,004 events. */
    static Dataset movieLens() {
        Path folder = Path.of(System.getProperty("because.root", ".."), "samples", "movielens");
        Assumptions.assumeTrue(Files.exists(folder), "skipped: the sample is not there");
        try {
            Map<String, Integer> items = new LinkedHashMap<>();
            List<Item> catalog = new ArrayList<>();
            for (String line : Files.readAllLines(folder.resolve("movies.csv")).stream()
                    .skip(1)
                    .toList()) {
                String id = line.substring(0, line.indexOf(','));
                items.put(id, items.size());
                catalog.add(Item.of(id));
            }
            Map<String, Integer> users = new LinkedHashMap<>();
            List<String> lines = Files.readAllLines(folder.resolve("ratings.csv"));
            int size = lines.size() - 1;
            int[] user = new int[size];
            int[] item = new int[size];
            float[] value = new float[size];
            long[] time = new long[size];
            for (int row = 0; row < size; row++) {
                String[] cells = lines.get(row + 1).split(",");
                user[row] = users.computeIfAbsent(cells[0], _ -> users.size());
                item[row] = items.get(cells[1]);
                value[row] = Float.parseFloat(cells[2]);
                time[row] = 1000 * Long.parseLong(cells[3]);
            }
            return dataset(
                    new IdMap(List.copyOf(users.keySet())),
                    new Catalog(catalog),
                    Interactions.sorted(users.size(), user, item, value, time, null));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The first people of the sample with the films that most of all people rated. */
    static Dataset movieLens(int people, int films) {
        Dataset all = movieLens();
        int[] counts = new int[all.catalog().size()];
        for (int row = 0; row < all.events().size(); row++) {
            counts[all.events().item(row)]++;
        }
        List<Integer> best = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> -counts[i]))
                .limit(films)
                .toList();
        int[] number = new int[counts.length];
        Arrays.fill(number, -1);
        List<Item> items = new ArrayList<>();
        for (int item : best) {
            number[item] = items.size();
            items.add(all.catalog().item(item));
        }
        List<int[]> rows = new ArrayList<>();
        for (int user = 0; user < people; user++) {
            for (int row = all.events().from(user); row < all.events().to(user); row++) {
                if (number[all.events().item(row)] >= 0) {
                    rows.add(new int[] {user, number[all.events().item(row)]});
                }
            }
        }
        return dataset(
                new IdMap(all.users().ids().subList(0, people)),
                new Catalog(items),
                Interactions.sorted(
                        people,
                        rows.stream().mapToInt(r -> r[0]).toArray(),
                        rows.stream().mapToInt(r -> r[1]).toArray(),
                        null,
                        null,
                        null));
    }

    /** Random events with repeats; the last person has none and nobody has the last item. */
    static Dataset random(long seed, int people, int items, int events) {
        Random random = new Random(seed);
        int[] user = random.ints(events, 0, people - 1).toArray();
        int[] item = new int[events];
        long[] time = new long[events];
        for (int row = 0; row < events; row++) {
            item[row] = (int) (Math.pow(random.nextDouble(), 2) * (items - 1));
            time[row] = random.nextInt(100) * DAY;
        }
        return dataset(
                new IdMap(IntStream.range(0, people).mapToObj(u -> "u" + u).toList()),
                new Catalog(IntStream.range(0, items)
                        .mapToObj(i -> Item.of("i" + i))
                        .toList()),
                Interactions.sorted(people, user, item, null, time, null));
    }

    static Dataset dataset(IdMap users, Catalog catalog, Interactions events) {
        return new Dataset("test", users, catalog, new IdMap(List.of("rating")), events, Map.of());
    }

    /** The dense matrix of people and items, written down the slow way. */
    static double[][] matrix(Dataset data) {
        double[][] x = new double[data.users().size()][data.catalog().size()];
        for (int user = 0; user < x.length; user++) {
            for (int row = data.events().from(user); row < data.events().to(user); row++) {
                x[user][data.events().item(row)] = 1;
            }
        }
        return x;
    }

    /** The inverse of a matrix by Gauss and Jordan's elimination with pivots. */
    static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][2 * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, a[i], 0, n);
            a[i][n + i] = 1;
        }
        for (int c = 0; c < n; c++) {
            int pivot = c;
            for (int r = c; r < n; r++) {
                pivot = Math.abs(a[r][c]) > Math.abs(a[pivot][c]) ? r : pivot;
            }
            double[] swapped = a[c];
            a[c] = a[pivot];
            a[pivot] = swapped;
            double divisor = a[c][c];
            for (int j = 0; j < 2 * n; j++) {
                a[c][j] /= divisor;
            }
            for (int r = 0; r < n; r++) {
                double times = a[r][c];
                if (r != c && times != 0) {
                    for (int j = 0; j < 2 * n; j++) {
                        a[r][j] -= times * a[c][j];
                    }
                }
            }
        }
        double[][] inverse = new double[n][];
        for (int i = 0; i < n; i++) {
            inverse[i] = Arrays.copyOfRange(a[i], n, 2 * n);
        }
        return inverse;
    }
}
