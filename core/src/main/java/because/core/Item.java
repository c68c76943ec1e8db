package because.core;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A thing that can be recommended, with all that is known of it.
 *
 * @param id the company's own id, as in its files
 * @param title what people call it, in the language of the data; the id where nothing better is known
 * @param attributes its properties by name, in the order of the data
 */
public record Item(String id, String title, Map<String, Attribute> attributes) {
    /** What the title is called where texts of an item have names. */
    public static final String TITLE = "title";

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

    /**
     * A text of the item.
     *
     * @param name of the attribute that holds it; {@value #TITLE} is the title, unless there is a text of that name
     * @return the text; empty if there is none
     */
    public String text(String name) {
        if (attributes.get(name) instanceof Attribute.Text(String value)) {
            return value;
        }
        return name.equals(TITLE) ? title : "";
    }

    boolean has(Part.OfItem part) {
        return switch (part) {
            case Part.OfItemAttribute attribute -> attributes.containsKey(attribute.name());
            case Part.OfWord word -> word.to() <= text(word.text()).length();
        };
    }

    /**
     * The same item, of which some things are not known.
     *
     * @param parts of this item, whatever event they name
     * @return the item without them; parts that it does not have change nothing
     */
    public Item without(List<Part.OfItem> parts) {
        Map<String, Attribute> kept = new LinkedHashMap<>(attributes);
        Map<String, BitSet> cut = new LinkedHashMap<>();
        for (Part.OfItem part : parts) {
            switch (part) {
                case Part.OfItemAttribute attribute -> kept.remove(attribute.name());
                case Part.OfWord word ->
                    cut.computeIfAbsent(word.text(), _ -> new BitSet()).set(word.from(), word.to());
            }
        }
        String called = title;
        for (Map.Entry<String, BitSet> text : cut.entrySet()) {
            String left = without(text(text.getKey()), text.getValue());
            if (kept.get(text.getKey()) instanceof Attribute.Text) {
                kept.put(text.getKey(), new Attribute.Text(left));
            } else if (text.getKey().equals(TITLE)) {
                called = left;
            }
        }
        return new Item(id, called, kept);
    }

    private static String without(String text, BitSet characters) {
        StringBuilder left = new StringBuilder();
        for (int at = characters.nextClearBit(0); at < text.length(); at = characters.nextClearBit(at + 1)) {
            left.append(text.charAt(at));
        }
        return left.toString();
    }
}
