package because.data;

import because.core.BadInput;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a company's files hold: which tables there are, and which of their columns means what.
 *
 * @param name what the data is called in reports
 * @param tables the tables by their role; {@link Role#EVENTS} is always among them
 */
public record Mapping(String name, Map<Role, Table> tables) {

    /** What a table is about, and the columns that it needs and may have. */
    public enum Role {
        /** Who did what with which item. */
        EVENTS,
        /** What is known of the items. */
        ITEMS,
        /** What is known of the people. */
        USERS,
        /** A knowledge graph: one triple a row. */
        KNOWLEDGE,
        /** Which entity of the knowledge graph an item is. */
        LINKS,
        /** Who is tied to whom. */
        NETWORK,
        /** What people wrote of items. */
        REVIEWS;

        /** @return the name that is written in {@code because.yaml} */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @return what must be mapped to a column */
        public List<String> required() {
            return switch (this) {
                case EVENTS -> List.of("user", "item");
                case ITEMS, USERS -> List.of("id");
                case KNOWLEDGE -> List.of("head", "relation", "tail");
                case LINKS -> List.of("item", "entity");
                case NETWORK -> List.of("source", "target");
                case REVIEWS -> List.of("item", "text");
            };
        }

        /** @return what may be mapped to a column */
        public List<String> optional() {
            return switch (this) {
                case EVENTS -> List.of("value", "time", "kind");
                case ITEMS -> List.of("title", "year");
                case REVIEWS -> List.of("user");
                case USERS, KNOWLEDGE, LINKS, NETWORK -> List.of();
            };
        }
    }

    /** Copies the map and refuses tables without the columns that their role needs. */
    public Mapping {
        Map<Role, Table> copy = new EnumMap<>(Role.class);
        copy.putAll(tables);
        tables = Collections.unmodifiableMap(copy);
        if (!tables.containsKey(Role.EVENTS)) {
            throw new BadInput("the data mapping names no events.\nMaybe add a table 'events' to it.");
        }
        tables.forEach(Mapping::check);
    }

    private static void check(Role role, Table table) {
        for (String needed : role.required()) {
            // Sequence lines have no columns to choose from.
            if (!table.columns().containsKey(needed) && table.format() != Format.SEQUENCE) {
                throw new BadInput("the mapping of the " + role.label() + " does not say which column is the '" + needed
                        + "'.\nMaybe add '" + needed + ": NAME' below '" + role.label() + "'.");
            }
        }
        for (String given : table.columns().keySet()) {
            if (!role.required().contains(given) && !role.optional().contains(given)) {
                List<String> known = java.util.stream.Stream.concat(role.required().stream(), role.optional().stream())
                        .toList();
                throw BadInput.unknown("column of the " + role.label(), given, known);
            }
        }
        if (!table.attributes().isEmpty() && role != Role.ITEMS && role != Role.USERS) {
            throw new BadInput("the " + role.label() + " cannot have attributes; only items and users can.");
        }
        if (table.format() == Format.SEQUENCE && role != Role.EVENTS) {
            throw new BadInput("the " + role.label() + " cannot be sequence lines; only events can.");
        }
    }

    /**
     * A mapping of events alone.
     *
     * @param name what the data is called
     * @param events the table of events
     * @return the mapping
     */
    public static Mapping of(String name, Table events) {
        return new Mapping(name, Map.of(Role.EVENTS, events));
    }

    /**
     * @param role a role
     * @param table the table of that role
     * @return the same mapping with that table
     */
    public Mapping with(Role role, Table table) {
        Map<Role, Table> more = new EnumMap<>(Role.class);
        more.putAll(tables);
        more.put(role, table);
        return new Mapping(name, more);
    }

    /** @return the table of events */
    public Table events() {
        return java.util.Objects.requireNonNull(tables.get(Role.EVENTS));
    }

    /**
     * @param role a role
     * @return the table of that role, if there is one
     */
    public Optional<Table> table(Role role) {
        return Optional.ofNullable(tables.get(role));
    }

    /**
     * Finds the mapping by looking at the files: RecBole atomic files, gorse's bulk JSON lines, MovieLens folders, what {@link Exporter} wrote, sequence
     * lines ({@code .txt}), and any other table whose columns have usual names such as {@code user_id} or {@code timestamp}.
     *
     * @param source a folder, or the file with the events; the item table and the others are looked for beside it
     * @return the mapping; its files are relative to the folder
     * @throws BadInput if the files are of no known layout
     */
    public static Mapping detect(Path source) {
        return Layouts.detect(source);
    }
}
