package because.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A knowledge graph around a catalogue: entities, what they have to do with each other, and which of them are items. Numbers in, numbers out, as for a catalogue;
 * made once, then only read.
 */
public final class Knowledge {
    /** A triple of such a relation does not tie two entities together but says what the first is called. */
    private static final List<String> NAMES = List.of("name", "label", "title");

    private final List<String> names;
    private final List<String> relations;
    private final int[] itemOf;
    private final int[] entityOf;
    private final int[] offsets;
    private final int[] others;

    /** For each edge twice its relation's number, plus one if it is read from tail to head. */
    private final int[] ways;

    private final int[] degrees;

    private Knowledge(Builder builder) {
        int entities = builder.ids.size();
        this.relations = List.copyOf(builder.relations.keySet());
        this.itemOf = new int[entities];
        this.entityOf = new int[builder.catalog.size()];
        Arrays.fill(itemOf, -1);
        Arrays.fill(entityOf, -1);
        List<String> called = new ArrayList<>(builder.ids.keySet());
        builder.names.forEach(called::set);
        builder.entityOfItem.forEach((item, id) -> {
            int entity = builder.entity(id);
            entityOf[item] = entity;
            if (itemOf[entity] < 0) {
                itemOf[entity] = item;
                called.set(entity, builder.catalog.item(item).title());
            }
        });
        this.names = List.copyOf(called);
        this.offsets = new int[entities + 1];
        int edges = builder.size;
        for (int i = 0; i < edges; i++) {
            offsets[builder.heads[i] + 1]++;
            offsets[builder.tails[i] + 1]++;
        }
        for (int entity = 0; entity < entities; entity++) {
            offsets[entity + 1] += offsets[entity];
        }
        this.others = new int[2 * edges];
        this.ways = new int[2 * edges];
        int[] next = offsets.clone();
        for (int i = 0; i < edges; i++) {
            int out = next[builder.heads[i]]++;
            others[out] = builder.tails[i];
            ways[out] = 2 * builder.kinds[i];
            int back = next[builder.tails[i]]++;
            others[back] = builder.heads[i];
            ways[back] = 2 * builder.kinds[i] + 1;
        }
        this.degrees = IntStream.range(0, entities)
                .parallel()
                .map(entity -> (int) Arrays.stream(others, offsets[entity], offsets[entity + 1])
                        .distinct()
                        .count())
                .toArray();
    }

    /** @return how many entities there are */
    public int size() {
        return itemOf.length;
    }

    /** @return how many ends of edges there are: twice the number of triples */
    public int ends() {
        return others.length;
    }

    /**
     * @param item an item's number in the catalogue
     * @return its entity, −1 if it has none
     */
    public int entity(int item) {
        return item < 0 || item >= entityOf.length ? -1 : entityOf[item];
    }

    /**
     * @param entity from 0 to size − 1
     * @return the item that it is, −1 if it is none
     */
    public int item(int entity) {
        return itemOf[entity];
    }

    /**
     * @param entity from 0 to size − 1
     * @return the item's title, the name that the data gives it, or its id
     */
    public String name(int entity) {
        return names.get(entity);
    }

    /**
     * @param entity from 0 to size − 1
     * @return how many different entities it has to do with
     */
    public int degree(int entity) {
        return degrees[entity];
    }

    /**
     * @param entity from 0 to size − 1
     * @return its first edge; its edges are numbered from there to before the next entity's first one
     */
    public int from(int entity) {
        return offsets[entity];
    }

    /**
     * @param entity from 0 to size − 1
     * @return after its last edge
     */
    public int to(int entity) {
        return offsets[entity + 1];
    }

    /**
     * @param edge an edge of an entity
     * @return the entity at its other end
     */
    public int other(int edge) {
        return others[edge];
    }

    /**
     * @param edge an edge of an entity
     * @return the relation's name
     */
    public String relation(int edge) {
        return relations.get(ways[edge] >> 1);
    }

    /**
     * @param edge an edge of an entity
     * @return whether the entity is the head of the triple
     */
    public boolean forward(int edge) {
        return (ways[edge] & 1) == 0;
    }

    /** Collects triples. */
    public static final class Builder {
        private final Catalog catalog;
        private final Map<String, Integer> ids = new LinkedHashMap<>();
        private final Map<String, Integer> relations = new LinkedHashMap<>();
        private final Map<Integer, String> names = new HashMap<>();
        private final Map<Integer, String> entityOfItem = new TreeMap<>();
        private int[] heads = new int[1024];
        private int[] tails = new int[1024];
        private int[] kinds = new int[1024];
        private int size;

        /** @param catalog the items */
        public Builder(Catalog catalog) {
            this.catalog = catalog;
        }

        private int entity(String id) {
            Integer known = ids.putIfAbsent(id, ids.size());
            return known == null ? ids.size() - 1 : known;
        }

        /**
         * Says which entity an item is. Items that the catalogue does not have are passed over.
         *
         * @param item the item's id
         * @param entity the entity's id
         * @return this
         */
        public Builder link(String item, String entity) {
            int index = catalog.index(item);
            if (index >= 0) {
                entity(entity);
                entityOfItem.put(index, entity);
            }
            return this;
        }

        /**
         * Adds a triple. Where the relation's last word is {@code name}, {@code label} or {@code title} it says what the head is called.
         *
         * @param head the one entity's id
         * @param relation what they have to do with each other
         * @param tail the other entity's id
         * @return this
         */
        public Builder add(String head, String relation, String tail) {
            int from = entity(head);
            if (NAMES.contains(last(relation))) {
                names.putIfAbsent(from, tail);
                return this;
            }
            int to = entity(tail);
            if (from == to) {
                return this; // tells nothing, and is on no path
            }
            if (size == heads.length) {
                heads = Arrays.copyOf(heads, 2 * size);
                tails = Arrays.copyOf(tails, 2 * size);
                kinds = Arrays.copyOf(kinds, 2 * size);
            }
            heads[size] = from;
            tails[size] = to;
            Integer known = relations.putIfAbsent(relation, relations.size());
            kinds[size++] = known == null ? relations.size() - 1 : known;
            return this;
        }

        /** The last word of a relation such as {@code type.object.name} or {@code http://www.w3.org/2000/01/rdf-schema#label}. */
        private static String last(String relation) {
            return relation.substring(1
                            + Math.max(
                                    relation.lastIndexOf('.'),
                                    Math.max(relation.lastIndexOf('/'), relation.lastIndexOf('#'))))
                    .toLowerCase(Locale.ROOT);
        }

        /** @return the graph */
        public Knowledge build() {
            return new Knowledge(this);
        }
    }
}
