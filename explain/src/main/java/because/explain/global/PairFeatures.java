package because.explain.global;

import because.core.Attribute;
import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Event;
import because.core.Item;
import because.core.Recommender;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** All features of pairs of people and items for a model: those that it reads as such can be changed, the others can only be read. */
final class PairFeatures {
    /** Popular items are those that make up so much of all events. */
    private static final double POPULAR = 0.5;

    /** So many pairs are tried to see whether an item can be described with other attributes. */
    private static final int TRIED = 20;

    private PairFeatures() {}

    /**
     * @param popularity how many events each item has; empty if nobody says
     * @param words how many words of an attribute are features of their own
     */
    static List<Feature> of(Recommender recommender, List<Pair> pairs, int[] popularity, int words) {
        Catalog catalog = recommender.catalog();
        Capabilities can = recommender.capabilities();
        List<Feature> features = new ArrayList<>(HistoryFeatures.of(pairs, can));
        int[] used = pairs.stream()
                .flatMap(pair -> pair.profile().events().stream())
                .mapToInt(Event::knownItem)
                .filter(item -> item >= 0)
                .toArray();
        features.addAll(shares(catalog, used, popularity, words));
        features.addAll(AttributeFeatures.ofPeople(pairs, words, can.attributes()));
        features.add(new Who());
        boolean described = can.describedItems() && sameAsDescribed(recommender, pairs);
        if (pairs.stream().mapToInt(Pair::item).distinct().count() > 1) {
            features.add(new Identity(catalog, described));
        }
        features.addAll(AttributeFeatures.ofItems(pairs, catalog, words, described));
        if (popularity.length > 0) {
            features.add(new ItemPopularity(popularity.clone()));
        }
        for (String attribute : wordy(catalog)) {
            features.add(new Match(catalog, attribute));
        }
        return features;
    }

    /** Whether describing an item of the catalogue by its own attributes changes nothing, so that it stays that item when one of them is another. */
    private static boolean sameAsDescribed(Recommender recommender, List<Pair> pairs) {
        Catalog catalog = recommender.catalog();
        return pairs.stream().limit(TRIED).allMatch(pair -> {
            double[] scores = recommender
                    .score(
                            List.of(pair.profile()),
                            List.of(
                                    catalog.candidates().get(pair.item()),
                                    new Candidate.Described(catalog.item(pair.item()))))[0];
            return Math.abs(scores[0] - scores[1]) <= 1e-9 * (1 + Math.abs(scores[0]));
        });
    }

    private static Set<String> wordy(Catalog catalog) {
        Set<String> names = new TreeSet<>();
        for (Item item : catalog.items()) {
            item.attributes().forEach((name, value) -> {
                if (value instanceof Attribute.Tokens) {
                    names.add(name);
                }
            });
        }
        return names;
    }

    private static List<String> words(Item item, String attribute) {
        return item.attributes().get(attribute) instanceof Attribute.Tokens(List<String> words) ? words : List.of();
    }

    private static List<Feature> shares(Catalog catalog, int[] used, int[] popularity, int most) {
        List<Feature> features = new ArrayList<>();
        for (String attribute : wordy(catalog)) {
            Map<String, BitSet> items = new HashMap<>();
            for (int item = 0; item < catalog.size(); item++) {
                for (String word : words(catalog.item(item), attribute)) {
                    items.computeIfAbsent(word, _ -> new BitSet()).set(item);
                }
            }
            Map<String, Integer> events = new HashMap<>();
            for (int item : used) {
                words(catalog.item(item), attribute).forEach(word -> events.merge(word, 1, Integer::sum));
            }
            events.entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(most)
                    .forEach(e -> features.add(new ShareFeature(
                            "history:" + attribute + "=" + e.getKey(),
                            items.getOrDefault(e.getKey(), new BitSet()),
                            used)));
        }
        if (popularity.length > 0 && used.length > 0) {
            features.add(new ShareFeature("history:popular", popular(popularity), used));
        }
        return features;
    }

    /** The items with the most events that together have half of all. */
    private static BitSet popular(int[] popularity) {
        long all = IntStream.of(popularity).asLongStream().sum();
        BitSet items = new BitSet();
        long sum = 0;
        for (int item : IntStream.range(0, popularity.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(i -> -popularity[i]).thenComparing(i -> i))
                .mapToInt(Integer::intValue)
                .toArray()) {
            if (sum >= POPULAR * all) {
                break;
            }
            items.set(item);
            sum += popularity[item];
        }
        return items;
    }

    /** All that is known of the person, history and attributes. */
    private record Who() implements Feature {
        @Override
        public Variable variable() {
            return new Variable("who", Variable.Kind.WHOLE, List.of(), true, true);
        }

        @Override
        public void take(Draft draft, Pair other) {
            int ages = Math.max(draft.places(), other.profile().events().size());
            for (int age = 0; age < ages; age++) {
                draft.event(age, HistoryFeatures.donated(other, age, draft));
            }
            draft.person().clear();
            draft.person().putAll(other.profile().attributes());
        }
    }

    /** Which item it is: with all its attributes, or where those can be described without them. */
    private record Identity(Catalog catalog, boolean described) implements Feature {
        @Override
        public Variable variable() {
            return new Variable("item", Variable.Kind.WHOLE, List.of(), true, false);
        }

        @Override
        public void take(Draft draft, Pair other) {
            draft.item(other.item());
            if (!described) {
                draft.itemAttributes(catalog.item(other.item()).attributes());
            }
        }
    }

    /** How many events the item has; it can only be read. */
    private static final class ItemPopularity implements Feature {
        private final int[] events;

        ItemPopularity(int[] events) {
            this.events = events;
        }

        @Override
        public Variable variable() {
            return new Variable("item:events", Variable.Kind.NUMBER, List.of(), false, true);
        }

        @Override
        public double read(Pair pair, Item item) {
            return events[pair.item()];
        }
    }

    /** Which share of the person's events is of items that have a word of an attribute in common with the item; it can only be read. */
    private record Match(Catalog catalog, String attribute) implements Feature {
        @Override
        public Variable variable() {
            return new Variable("match:" + attribute, Variable.Kind.NUMBER, List.of(), false, true);
        }

        @Override
        public double read(Pair pair, Item item) {
            Set<String> own = new HashSet<>(words(item, attribute));
            int known = 0;
            int alike = 0;
            for (Event event : pair.profile().events()) {
                if (event.knownItem() >= 0) {
                    known++;
                    alike += words(catalog.item(event.knownItem()), attribute).stream()
                                    .anyMatch(own::contains)
                            ? 1
                            : 0;
                }
            }
            return known == 0 ? Double.NaN : alike / (double) known;
        }
    }
}
