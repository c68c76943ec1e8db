package because.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known beside the events and attributes: facts about entities, which entities the items are, ties between people, and what they wrote of items. Empty where the data has none.
 *
 * @param facts the triples of the knowledge graph, in the order of the data
 * @param entities the entity of each item that has one, by the item's id
 * @param ties who is tied to whom, by the people's ids
 * @param reviews what people wrote of items, in the order of the data
 */
public record Graph(List<Fact> facts, Map<String, String> entities, List<Tie> ties, List<Review> reviews) {
    /** Nothing. */
    public static final Graph EMPTY = new Graph(List.of(), Map.of(), List.of(), List.of());

    /** Copies the collections. */
    public Graph {
        facts = List.copyOf(facts);
        entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
        ties = List.copyOf(ties);
        reviews = List.copyOf(reviews);
    }

    /**
     * A triple.
     *
     * @param head an entity
     * @param relation what it has to do with the other
     * @param tail the other entity
     */
    public record Fact(String head, String relation, String tail) {}

    /**
     * A tie from one person to another.
     *
     * @param source the one's id
     * @param target the other's id
     */
    public record Tie(String source, String target) {}

    /**
     * What somebody wrote of an item.
     *
     * @param item the item's id
     * @param user the person's id; empty if the data does not say whose it is
     * @param text the words
     */
    public record Review(String item, String user, String text) {}
}
