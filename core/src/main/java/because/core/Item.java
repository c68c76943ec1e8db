package because.core;

import java.util.Map;

/**
 * A thing that can be recommended, with all that is known of it.
 *
 * @param id the company's own id, as in its files
 * @param title what people call it, in the language of the data; the id where nothing better is known
 * @param attributes its properties by name, in the order of the data
 */
public record Item(String id, String title, Map<String, Attribute> attributes) {
    /** Copies the attributes and keeps their order. */
    public Item {
        if (id.isEmpty()) {
            throw new BadInput("an item has an empty id.\nMaybe a column is mapped wrongly in because.yaml.");
        }
        attributes = FixedMap.copyOf(attributes);
    }

    /**
     * An item of which only the id is known.
     *
     * @param id the company's own id
     * @return the item, titled by its id
     */
    public static Item of(String id) {
        return new Item(id, id, Map.of());
    }
}
