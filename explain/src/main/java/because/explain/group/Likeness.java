package because.explain.group;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Interactions;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** How much alike two items are, from −1 to 1; an item is like itself: 1. */
interface Likeness {

    /** Prepares for some items, so that what is not asked about costs nothing. */
    void about(Set<Integer> items);

    double of(int a, int b);

    /** The cosine of the sets of people who used them: |A ∩ B| / √(|A| |B|). */
    static Likeness ofPeople(Dataset data) {
        return new Likeness() {
            private final Map<Integer, BitSet> people = new HashMap<>();

            @Override
            public void about(Set<Integer> items) {
                items.forEach(item -> people.put(item, new BitSet()));
                Interactions events = data.events();
                for (int user = 0; user < events.users(); user++) {
                    for (int row = events.from(user); row < events.to(user); row++) {
                        BitSet of = people.get(events.item(row));
                        if (of != null) {
                            of.set(user);
                        }
                    }
                }
            }

            @Override
            public double of(int a, int b) {
                BitSet first = people.getOrDefault(a, new BitSet());
                BitSet second = people.getOrDefault(b, new BitSet());
                if (first.isEmpty() || second.isEmpty()) {
                    return a == b ? 1 : 0;
                }
                BitSet both = (BitSet) first.clone();
                both.and(second);
                return both.cardinality() / Math.sqrt((double) first.cardinality() * second.cardinality());
            }
        };
    }

    /** The cosine of given vectors; items without one are like nothing but themselves. */
    static Likeness ofVectors(Catalog catalog, String attribute) {
        if (catalog.items().stream().noneMatch(item -> item.attributes().get(attribute) instanceof Attribute.Vector)) {
            throw BadInput.of(
                    "the attribute " + attribute,
                    "no vector",
                    "attributes of type vector, for groups by likeness",
                    "Maybe leave it out: similar:8 goes by who used the items.");
        }
        return new Likeness() {
            @Override
            public void about(Set<Integer> items) {}

            @Override
            public double of(int a, int b) {
                if (a == b) {
                    return 1;
                }
                if (!(catalog.item(a).attributes().get(attribute) instanceof Attribute.Vector first)
                        || !(catalog.item(b).attributes().get(attribute) instanceof Attribute.Vector second)) {
                    return 0;
                }
                double dot = 0;
                double one = 0;
                double two = 0;
                for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
                    dot += (double) first.get(i) * second.get(i);
                    one += (double) first.get(i) * first.get(i);
                    two += (double) second.get(i) * second.get(i);
                }
                return one == 0 || two == 0 ? 0 : dot / Math.sqrt(one * two);
            }
        };
    }
}
