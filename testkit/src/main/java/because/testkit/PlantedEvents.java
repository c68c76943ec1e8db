package because.testkit;

import because.core.BadInput;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Event;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Events whose true reasons are known. Every item has a successor; what a person does next is, with a given probability, the successor of what they did some
 * steps before, and otherwise any item. A model that has learnt this and an explainer that is honest must name that earlier event.
 */
public final class PlantedEvents {
    private final Dataset data;
    private final int[] successor;
    private final int[] cause;

    private PlantedEvents(Dataset data, int[] successor, int[] cause) {
        this.data = data;
        this.successor = successor;
        this.cause = cause;
    }

    /**
     * The size of the data and the strength of its law.
     *
     * @param users how many people, 1 or more
     * @param items how many items, 2 or more
     * @param length how many events each person has, 1 or more
     * @param lag how many events back the cause is, 1 for the last event
     * @param strength the probability with which an event has a cause, 0 to 1
     */
    public record Options(int users, int items, int length, int lag, double strength) {
        /** Refuses numbers out of range. */
        public Options {
            if (users < 1 || items < 2 || length < 1 || lag < 1) {
                throw BadInput.of(
                        "planted events",
                        users + " users, " + items + " items, " + length + " events each, lag " + lag,
                        "1 user, 2 items, 1 event, lag 1, or more",
                        "");
            }
            if (!(strength >= 0 && strength <= 1)) {
                throw BadInput.of("strength", strength, "0 to 1", "");
            }
        }

        /** @return 200 people with 30 events each of 50 items; nine events of ten follow from the one before */
        public static Options defaults() {
            return new Options(200, 50, 30, 1, 0.9);
        }

        /**
         * @param lag how many events back the cause is
         * @return the same options with it
         */
        public Options withLag(int lag) {
            return new Options(users, items, length, lag, strength);
        }

        /**
         * @param strength the probability with which an event has a cause
         * @return the same options with it
         */
        public Options withStrength(double strength) {
            return new Options(users, items, length, lag, strength);
        }
    }

    /**
     * Draws events.
     *
     * @param options how many, and how strong the law is
     * @param seed of everything random
     * @return the events and their reasons
     */
    public static PlantedEvents generate(Options options, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] successor = cycle(options.items(), random);
        int rows = options.users() * options.length();
        int[] user = new int[rows];
        int[] item = new int[rows];
        long[] time = new long[rows];
        int[] cause = new int[rows];
        for (int row = 0; row < rows; row++) {
            int step = row % options.length();
            user[row] = row / options.length();
            time[row] = step * 86_400_000L;
            boolean caused = step >= options.lag() && random.nextDouble() < options.strength();
            cause[row] = caused ? row - options.lag() : -1;
            item[row] = caused ? successor[item[row - options.lag()]] : random.nextInt(options.items());
        }
        List<Item> items = IntStream.range(0, options.items())
                .mapToObj(i -> Item.of("item-" + i))
                .toList();
        List<String> users =
                IntStream.range(0, options.users()).mapToObj(u -> "person-" + u).toList();
        Dataset data = new Dataset(
                "planted",
                new IdMap(users),
                new Catalog(items),
                new IdMap(List.of(Event.ANY)),
                Interactions.sorted(options.users(), user, item, null, time, null),
                Map.of());
        return new PlantedEvents(data, successor, cause);
    }

    /** A random order of all items in a circle, so that no item follows itself. */
    private static int[] cycle(int items, SplittableRandom random) {
        int[] circle = IntStream.range(0, items).toArray();
        for (int i = items - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = circle[i];
            circle[i] = circle[j];
            circle[j] = swapped;
        }
        int[] successor = new int[items];
        for (int i = 0; i < items; i++) {
            successor[circle[i]] = circle[(i + 1) % items];
        }
        return successor;
    }

    /** @return the events */
    public Dataset data() {
        return data;
    }

    /**
     * @param item an item
     * @return the item that follows it
     */
    public int successor(int item) {
        return successor[item];
    }

    /**
     * @param row a row of the data's events
     * @return the row of the event that it follows from, or −1 if it came by chance
     */
    public int cause(int row) {
        return cause[row];
    }
}
