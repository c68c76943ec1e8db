package because.data;

import because.core.Attribute;
import because.core.Dataset;
import because.core.Event;
import because.core.Interactions;
import because.core.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a dataset looks like, in numbers.
 *
 * @param name what the data is called
 * @param users how many people there are
 * @param items how many items there are
 * @param events how many events there are
 * @param usersWithoutEvents how many people have none
 * @param itemsWithoutEvents how many items have none
 * @param sparsity the share of pairs of a person and an item without an event; repeated events count once
 * @param eventsPerUser of the people with events
 * @param eventsPerItem of the items with events
 * @param longTail the share of the events that the most popular 1, 5 and 20 % of all items have (rounded up to whole items)
 * @param first the time of the first event, if events have times
 * @param last the time of the last event, if events have times
 * @param kinds how many events there are of each kind
 * @param values of the events' values, if they have any
 * @param fields the attributes of items and people
 */
public record DataDescription(
        String name,
        int users,
        int items,
        int events,
        int usersWithoutEvents,
        int itemsWithoutEvents,
        double sparsity,
        Optional<Quantiles> eventsPerUser,
        Optional<Quantiles> eventsPerItem,
        Map<Integer, Double> longTail,
        Optional<Instant> first,
        Optional<Instant> last,
        Map<String, Integer> kinds,
        Optional<Quantiles> values,
        List<Field> fields) {

    private static final List<Integer> TOP_PERCENT = List.of(1, 5, 20);
    private static final int MOST_FREQUENT = 5;

    /**
     * How numbers are spread. A quantile is the smallest number that at least so large a share of the numbers does not exceed.
     *
     * @param count how many numbers there are
     * @param mean their mean
     * @param least the smallest
     * @param quarter the 25 % quantile
     * @param median the 50 % quantile
     * @param threeQuarters the 75 % quantile
     * @param ninetyNine the 99 % quantile
     * @param most the largest
     */
    public record Quantiles(
            int count,
            double mean,
            double least,
            double quarter,
            double median,
            double threeQuarters,
            double ninetyNine,
            double most) {

        private static Optional<Quantiles> of(double[] numbers) {
            if (numbers.length == 0) {
                return Optional.empty();
            }
            Arrays.sort(numbers);
            double sum = 0;
            for (double number : numbers) {
                sum += number;
            }
            return Optional.of(new Quantiles(
                    numbers.length,
                    sum / numbers.length,
                    numbers[0],
                    at(numbers, 25),
                    at(numbers, 50),
                    at(numbers, 75),
                    at(numbers, 99),
                    numbers[numbers.length - 1]));
        }

        private static double at(double[] sorted, int percent) {
            return sorted[Math.max(0, (int) Math.ceilDiv(sorted.length * (long) percent, 100L) - 1)];
        }
    }

    /**
     * What an attribute holds.
     *
     * @param of "item" or "user"
     * @param name the attribute's name
     * @param type what it is: tokens, number, text, vector or media; "mixed" if it is not the same everywhere
     * @param filled how many items or people have it
     * @param total how many there are
     * @param distinct how many different words or texts there are; 0 for numbers and vectors
     * @param frequent the most frequent words and how often they occur, most frequent first; empty for the other types
     * @param numbers of the numbers, if it is a number
     */
    public record Field(
            String of,
            String name,
            String type,
            int filled,
            int total,
            int distinct,
            Map<String, Integer> frequent,
            Optional<Quantiles> numbers) {}

    /**
     * Describes a dataset.
     *
     * @param dataset the dataset
     * @return the description
     */
    public static DataDescription of(Dataset dataset) {
        Interactions events = dataset.events();
        int[] ofItem = new int[dataset.catalog().size()];
        int[] ofKind = new int[dataset.kinds().size()];
        int[] lastUser = new int[ofItem.length];
        double[] ofUser = new double[events.users()];
        long pairs = 0;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        double[] values = new double[events.hasValues() ? events.size() : 0];
        int valued = 0;
        for (int user = 0; user < events.users(); user++) {
            ofUser[user] = events.to(user) - events.from(user);
            for (int row = events.from(user); row < events.to(user); row++) {
                int item = events.item(row);
                ofItem[item]++;
                ofKind[events.kind(row)]++;
                if (lastUser[item] != user + 1) {
                    lastUser[item] = user + 1;
                    pairs++;
                }
                if (events.time(row) != Event.NO_TIME) {
                    first = Math.min(first, events.time(row));
                    last = Math.max(last, events.time(row));
                }
                if (!Float.isNaN(events.value(row))) {
                    values[valued++] = Double.parseDouble(Float.toString(events.value(row)));
                }
            }
        }
        Map<String, Integer> kinds = new LinkedHashMap<>();
        for (int kind = 0; kind < ofKind.length; kind++) {
            kinds.put(dataset.kinds().id(kind), ofKind[kind]);
        }
        List<Field> fields = new ArrayList<>(fields(
                "item", dataset.catalog().items().stream().map(Item::attributes).toList(), ofItem.length));
        fields.addAll(fields(
                "user",
                IntStream.range(0, events.users())
                        .mapToObj(user -> dataset.people().getOrDefault(user, Map.of()))
                        .toList(),
                events.users()));
        double cells = (double) events.users() * ofItem.length;
        return new DataDescription(
                dataset.name(),
                events.users(),
                ofItem.length,
                events.size(),
                (int) Arrays.stream(ofUser).filter(n -> n == 0).count(),
                (int) Arrays.stream(ofItem).filter(n -> n == 0).count(),
                cells == 0 ? 0 : 1 - pairs / cells,
                Quantiles.of(Arrays.stream(ofUser).filter(n -> n > 0).toArray()),
                Quantiles.of(Arrays.stream(ofItem)
                        .filter(n -> n > 0)
                        .asDoubleStream()
                        .toArray()),
                longTail(ofItem, events.size()),
                last == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(first)),
                last == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(last)),
                kinds,
                Quantiles.of(Arrays.copyOf(values, valued)),
                fields);
    }

    private static Map<Integer, Double> longTail(int[] ofItem, int events) {
        int[] sorted = ofItem.clone();
        Arrays.sort(sorted);
        Map<Integer, Double> shares = new LinkedHashMap<>();
        for (int percent : TOP_PERCENT) {
            int top = Math.ceilDiv(sorted.length * percent, 100);
            long sum = 0;
            for (int i = sorted.length - top; i < sorted.length; i++) {
                sum += sorted[i];
            }
            shares.put(percent, events == 0 ? 0.0 : (double) sum / events);
        }
        return shares;
    }

    private static List<Field> fields(String of, List<Map<String, Attribute>> owners, int total) {
        Map<String, List<Attribute>> byName = new LinkedHashMap<>();
        for (Map<String, Attribute> owner : owners) {
            owner.forEach((name, attribute) ->
                    byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(attribute));
        }
        return byName.entrySet().stream()
                .map(field -> field(of, field.getKey(), field.getValue(), total))
                .toList();
    }

    private static Field field(String of, String name, List<Attribute> attributes, int total) {
        Map<String, Integer> words = new HashMap<>();
        List<Double> numbers = new ArrayList<>();
        String type = "";
        for (Attribute attribute : attributes) {
            String here = switch (attribute) {
                case Attribute.Tokens tokens -> {
                    tokens.values().forEach(word -> words.merge(word, 1, Integer::sum));
                    yield "tokens";
                }
                case Attribute.Quantity number -> {
                    numbers.add(number.value());
                    yield "number";
                }
                case Attribute.Text text -> {
                    words.merge(text.value(), 1, Integer::sum);
                    yield "text";
                }
                case Attribute.Vector _ -> "vector";
                case Attribute.Media _ -> "media";
            };
            type = type.isEmpty() || type.equals(here) ? here : "mixed";
        }
        Map<String, Integer> frequent = new LinkedHashMap<>();
        if (!type.equals("text")) {
            words.entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(MOST_FREQUENT)
                    .forEach(word -> frequent.put(word.getKey(), word.getValue()));
        }
        return new Field(
                of,
                name,
                type,
                attributes.size(),
                total,
                words.size(),
                frequent,
                Quantiles.of(numbers.stream().mapToDouble(n -> n).toArray()));
    }

    /** @return the description for people to read, a fact a line */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, "data", name);
        line(text, "people", count(users) + without(usersWithoutEvents));
        line(text, "items", count(items) + without(itemsWithoutEvents));
        line(text, "events", count(events));
        kinds.forEach((kind, n) -> line(text, "  of kind " + kind, count(n)));
        line(text, "sparsity", String.format(Locale.ROOT, "%.3f %%", 100 * sparsity));
        eventsPerUser.ifPresent(q -> line(text, "events per person", spread(q)));
        eventsPerItem.ifPresent(q -> line(text, "events per item", spread(q)));
        longTail.forEach((percent, share) -> line(
                text,
                "long tail",
                String.format(
                        Locale.ROOT, "the top %d %% of the items have %.1f %% of the events", percent, 100 * share)));
        first.ifPresent(from -> line(text, "time", from + " to " + last.orElseThrow()));
        values.ifPresent(q -> line(text, "values", spread(q)));
        for (Field field : fields) {
            String content = field.numbers
                    .map(DataDescription::spread)
                    .orElseGet(() -> field.frequent.isEmpty()
                            ? count(field.distinct) + " different"
                            : count(field.distinct) + " different, most frequent " + field.frequent);
            line(
                    text,
                    field.of + " " + field.name,
                    field.type + ", " + count(field.filled) + " of " + count(field.total) + " have it; " + content);
        }
        return text.toString();
    }

    private static String without(int n) {
        return n == 0 ? "" : ", " + count(n) + " of them without events";
    }

    private static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    private static String spread(Quantiles q) {
        return String.format(
                Locale.ROOT,
                "mean %.2f, least %s, 25 %% %s, median %s, 75 %% %s, 99 %% %s, most %s",
                q.mean,
                TableWriter.plain(q.least),
                TableWriter.plain(q.quarter),
                TableWriter.plain(q.median),
                TableWriter.plain(q.threeQuarters),
                TableWriter.plain(q.ninetyNine),
                TableWriter.plain(q.most));
    }

    private static void line(StringBuilder text, String label, String content) {
        text.append(String.format(Locale.ROOT, "%-20s %s%n", label, content).replace("\r\n", "\n"));
    }
}
