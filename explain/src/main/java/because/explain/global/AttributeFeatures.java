package because.explain.global;

import because.core.Attribute;
import because.core.Catalog;
import because.core.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The attributes of people and of items as features: a number, a category where nobody has two words, otherwise a whole with a flag for each of the most frequent words.
 */
final class AttributeFeatures {
    /** Of an attribute, over all that have it. */
    private static final class Seen {
        private boolean numbers = true;
        private boolean words = true;
        private boolean several;
        private final Map<String, Integer> counts = new HashMap<>();

        void see(Attribute value) {
            numbers &= value instanceof Attribute.Quantity;
            words &= value instanceof Attribute.Tokens;
            if (value instanceof Attribute.Tokens tokens) {
                several |= tokens.values().size() > 1;
                tokens.values().forEach(word -> counts.merge(word, 1, Integer::sum));
            }
        }

        List<String> frequent(int most) {
            return counts.entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(most)
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    private AttributeFeatures() {}

    /** @param changeable whether the model reads the people's attributes */
    static List<Feature> ofPeople(List<Pair> pairs, int words, boolean changeable) {
        Map<String, Seen> seen = new TreeMap<>();
        pairs.forEach(pair -> see(pair.profile().attributes(), seen));
        List<Feature> features = new ArrayList<>();
        seen.forEach((name, of) ->
                aspects("person:", name, of, words, changeable).forEach(aspect -> features.add(new OfPerson(aspect))));
        return features;
    }

    /** @param changeable whether an item can be described with other attributes and stay that item */
    static List<Feature> ofItems(List<Pair> pairs, Catalog catalog, int words, boolean changeable) {
        Map<String, Seen> seen = new TreeMap<>();
        pairs.forEach(pair -> see(catalog.item(pair.item()).attributes(), seen));
        List<Feature> features = new ArrayList<>();
        seen.forEach((name, of) -> aspects("item:", name, of, words, changeable)
                .forEach(aspect -> features.add(new OfItem(aspect, catalog))));
        return features;
    }

    private static void see(Map<String, Attribute> attributes, Map<String, Seen> seen) {
        attributes.forEach(
                (name, value) -> seen.computeIfAbsent(name, _ -> new Seen()).see(value));
    }

    private static List<Aspect> aspects(String prefix, String name, Seen of, int words, boolean changeable) {
        String full = prefix + name;
        boolean part = !changeable;
        if (of.numbers) {
            return List.of(new Aspect(name, "", new Variable(full, Variable.Kind.NUMBER, List.of(), changeable, part)));
        }
        if (of.words && !of.several) {
            return List.of(new Aspect(
                    name, "", new Variable(full, Variable.Kind.CATEGORY, of.frequent(words), changeable, part)));
        }
        List<Aspect> aspects = new ArrayList<>();
        aspects.add(new Aspect(name, "", new Variable(full, Variable.Kind.WHOLE, List.of(), changeable, part)));
        for (String word : of.frequent(words)) {
            aspects.add(new Aspect(
                    name, word, new Variable(full + "=" + word, Variable.Kind.FLAG, List.of(), changeable, true)));
        }
        return aspects;
    }

    /** An attribute, or one word of it, in a map of attributes. */
    private record Aspect(String attribute, String word, Variable variable) {
        double read(Map<String, Attribute> from) {
            Attribute value = from.get(attribute);
            return switch (variable.kind()) {
                case WHOLE -> Double.NaN;
                case NUMBER -> value instanceof Attribute.Quantity(double number) ? number : Double.NaN;
                case FLAG -> value instanceof Attribute.Tokens(List<String> all) && all.contains(word) ? 1 : 0;
                case CATEGORY -> {
                    int number = value instanceof Attribute.Tokens(List<String> all) && !all.isEmpty()
                            ? variable.categories().indexOf(all.getFirst())
                            : -1;
                    yield number < 0 ? Double.NaN : number;
                }
            };
        }

        void put(Map<String, Attribute> into, double value) {
            switch (variable.kind()) {
                case NUMBER -> into.put(attribute, new Attribute.Quantity(value));
                case CATEGORY ->
                    into.put(
                            attribute,
                            new Attribute.Tokens(List.of(variable.categories().get((int) value))));
                case FLAG -> {
                    List<String> all = into.get(attribute) instanceof Attribute.Tokens(List<String> own)
                            ? new ArrayList<>(own)
                            : new ArrayList<>();
                    if (value == 0) {
                        all.remove(word);
                    } else if (!all.contains(word)) {
                        all.add(word);
                    }
                    into.put(attribute, new Attribute.Tokens(all));
                }
                case WHOLE -> throw new IllegalStateException(variable.name());
            }
        }

        void take(Map<String, Attribute> into, Map<String, Attribute> from) {
            if (variable.kind() == Variable.Kind.FLAG) {
                if (read(from) != read(into)) {
                    put(into, read(from));
                }
                return;
            }
            Attribute other = from.get(attribute);
            if (other == null) {
                into.remove(attribute);
            } else {
                into.put(attribute, other);
            }
        }
    }

    private record OfPerson(Aspect aspect) implements Feature {
        @Override
        public Variable variable() {
            return aspect.variable();
        }

        @Override
        public double read(Pair pair, Item item) {
            return aspect.read(pair.profile().attributes());
        }

        @Override
        public void take(Draft draft, Pair other) {
            aspect.take(draft.person(), other.profile().attributes());
        }

        @Override
        public void put(Draft draft, double value) {
            aspect.put(draft.person(), value);
        }
    }

    private record OfItem(Aspect aspect, Catalog catalog) implements Feature {
        @Override
        public Variable variable() {
            return aspect.variable();
        }

        @Override
        public double read(Pair pair, Item item) {
            return aspect.read(item.attributes());
        }

        @Override
        public void take(Draft draft, Pair other) {
            Map<String, Attribute> own = new LinkedHashMap<>(draft.itemAttributes());
            aspect.take(own, catalog.item(other.item()).attributes());
            draft.itemAttributes(own);
        }

        @Override
        public void put(Draft draft, double value) {
            Map<String, Attribute> own = new LinkedHashMap<>(draft.itemAttributes());
            aspect.put(own, value);
            draft.itemAttributes(own);
        }
    }
}
