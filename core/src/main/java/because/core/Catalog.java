package because.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The items that can be recommended, numbered from 0. Ids are mapped to numbers here, once, at the border. */
public final class Catalog {
    private final List<Item> items;
    private final Map<String, Integer> byId;
    private final List<Candidate> candidates;

    /**
     * @param items in the order of their numbers; copied
     * @throws BadInput if two items share an id
     */
    public Catalog(List<Item> items) {
        this.items = List.copyOf(items);
        this.byId = HashMap.newHashMap(items.size());
        List<Candidate> all = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            if (byId.put(items.get(i).id(), i) != null) {
                throw new BadInput("two items have the id '" + items.get(i).id() + "'.");
            }
            all.add(new Candidate.Known(i));
        }
        this.candidates = List.copyOf(all);
    }

    /** @return how many items there are */
    public int size() {
        return items.size();
    }

    /**
     * @param index from 0 to size − 1
     * @return the item of that number
     */
    public Item item(int index) {
        return items.get(index);
    }

    /**
     * @param id the company's own id
     * @return the item's number, or −1 if there is no such item
     */
    public int index(String id) {
        return byId.getOrDefault(id, -1);
    }

    /**
     * @param item an item of an event or a candidate
     * @return its number, also of one that is described under an id of the catalogue; −1 if it has none
     */
    public int index(ItemRef item) {
        return switch (item) {
            case Candidate.Known known -> known.index();
            case Candidate.Described described -> index(described.item().id());
            case ItemRef.Hidden _ -> -1;
        };
    }

    /**
     * @param other another catalogue
     * @return whether it has the same ids in the same order, so that numbers mean the same in both
     */
    public boolean sameItems(Catalog other) {
        return this == other
                || (size() == other.size()
                        && IntStream.range(0, size())
                                .allMatch(i -> item(i).id().equals(other.item(i).id())));
    }

    /**
     * Another catalogue, whose items are as this one knows them.
     *
     * @param other another catalogue
     * @return its ids in its order; items that are in both as they stand here, the others as they stand there
     */
    public Catalog over(Catalog other) {
        return new Catalog(other.items().stream()
                .map(item -> index(item.id()) < 0 ? item : item(index(item.id())))
                .toList());
    }

    /** @return all items, in the order of their numbers */
    public List<Item> items() {
        return items;
    }

    /** @return every item as a candidate, always the same list, so that a recommender can see that all are asked for */
    public List<Candidate> candidates() {
        return candidates;
    }

    /**
     * @param item an item of an event or a candidate
     * @return what people call it
     */
    public String title(ItemRef item) {
        return switch (item) {
            case Candidate.Known known -> items.get(known.index()).title();
            case Candidate.Described described -> described.item().title();
            case ItemRef.Hidden _ -> "(hidden)";
        };
    }
}
