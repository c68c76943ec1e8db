package because.data;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Dataset;
import because.core.Event;
import because.core.Interactions;
import because.data.Mapping.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Writes a dataset into files that {@link Importer} and other programs can read. */
public final class Exporter {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Exporter() {}

    /**
     * Writes {@code events}, {@code items} and {@code users} with the company's own ids: the events by person and time, with the columns user, item, kind,
     * value and time (milliseconds since 1970), the last two only if there are any; the people only if anything is known of them. Attributes become columns:
     * numbers and texts as they are, words and vectors as JSON; of a picture or a sound its location.
     *
     * @param dataset what is written
     * @param folder where; files of these names are replaced
     * @param format CSV, JSONL or PARQUET
     * @param options the bounds of DuckDB, which writes Parquet
     * @return the mapping that reads the files back: the same events of the same ids
     * @throws BadInput if the format is another, or a file cannot be written
     */
    public static Mapping write(Dataset dataset, Path folder, Format format, Importer.Options options) {
        if (format != Format.CSV && format != Format.JSONL && format != Format.PARQUET) {
            throw BadInput.of("the format of an export", format.label(), "csv, jsonl, parquet", "");
        }
        String extension = "." + format.label();
        Mapping mapping = Mapping.of(dataset.name(), writeEvents(dataset, folder, format, extension, options));
        List<Entity> items = dataset.catalog().items().stream()
                .map(i -> new Entity(i.id(), i.title(), i.attributes()))
                .toList();
        mapping = mapping.with(
                Role.ITEMS,
                writeEntities(items, folder, Table.of(format, "items" + extension), options)
                        .withColumn("title", "title"));
        if (!dataset.people().isEmpty()) {
            List<Entity> people = new ArrayList<>();
            for (int user = 0; user < dataset.users().size(); user++) {
                people.add(new Entity(
                        dataset.users().id(user), null, dataset.people().getOrDefault(user, Map.of())));
            }
            mapping = mapping.with(
                    Role.USERS, writeEntities(people, folder, Table.of(format, "users" + extension), options));
        }
        return mapping;
    }

    private static Table writeEvents(
            Dataset dataset, Path folder, Format format, String extension, Importer.Options options) {
        Interactions events = dataset.events();
        Table table = Table.of(format, "events" + extension).withTime("ms");
        Map<String, ColumnType> columns = eventColumns(events);
        for (String column : columns.keySet()) {
            table = table.withColumn(column, column);
        }
        try (TableWriter writer = TableWriter.open(folder.resolve("events" + extension), format, columns, options)) {
            for (int user = 0; user < events.users(); user++) {
                for (int row = events.from(user); row < events.to(user); row++) {
                    writer.row(eventRow(dataset, user, row));
                }
            }
        }
        return table;
    }

    /** The columns of a file of events. */
    static Map<String, ColumnType> eventColumns(Interactions events) {
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        columns.put("user", ColumnType.TEXT);
        columns.put("item", ColumnType.TEXT);
        columns.put("kind", ColumnType.TEXT);
        if (events.hasValues()) {
            columns.put("value", ColumnType.NUMBER);
        }
        if (events.hasTimes()) {
            columns.put("time", ColumnType.WHOLE);
        }
        return columns;
    }

    /** An event in those columns. */
    static List<@Nullable Object> eventRow(Dataset dataset, int user, int row) {
        Interactions events = dataset.events();
        List<@Nullable Object> values = new ArrayList<>();
        values.add(dataset.users().id(user));
        values.add(dataset.catalog().item(events.item(row)).id());
        values.add(dataset.kinds().id(events.kind(row)));
        if (events.hasValues()) {
            // By way of its shortest text: 0.1f is 0.1 and not 0.10000000149.
            float value = events.value(row);
            values.add(Float.isNaN(value) ? null : Double.valueOf(Float.toString(value)));
        }
        if (events.hasTimes()) {
            values.add(events.time(row) == Event.NO_TIME ? null : events.time(row));
        }
        return values;
    }

    /** An item or a person; people have no title. */
    private record Entity(String id, @Nullable String title, Map<String, Attribute> attributes) {}

    private static Table writeEntities(List<Entity> entities, Path folder, Table table, Importer.Options options) {
        Map<String, ColumnType> types = new LinkedHashMap<>();
        for (Entity entity : entities) {
            entity.attributes.forEach(
                    (name, attribute) -> types.merge(name, type(attribute), (a, b) -> a == b ? a : ColumnType.JSON));
        }
        boolean titled = !entities.isEmpty() && entities.getFirst().title != null;
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        columns.put("id", ColumnType.TEXT);
        if (titled) {
            columns.put("title", ColumnType.TEXT);
        }
        Table mapped = table.withColumn("id", "id");
        for (Map.Entry<String, ColumnType> type : types.entrySet()) {
            columns.put(type.getKey(), type.getValue());
            mapped = mapped.withAttribute(
                    type.getKey(),
                    switch (type.getValue()) {
                        case NUMBER -> "number";
                        case TEXT -> "text";
                        case JSON, WHOLE -> "json";
                    });
        }
        Path path = folder.resolve(table.files().getFirst());
        try (TableWriter writer = TableWriter.open(path, table.format(), columns, options)) {
            for (Entity entity : entities) {
                List<@Nullable Object> values = new ArrayList<>();
                values.add(entity.id);
                if (titled) {
                    values.add(entity.title);
                }
                types.forEach((name, type) -> values.add(value(entity.attributes.get(name), type)));
                writer.row(values);
            }
        }
        return mapped;
    }

    private static ColumnType type(Attribute attribute) {
        return switch (attribute) {
            case Attribute.Quantity _ -> ColumnType.NUMBER;
            case Attribute.Text _, Attribute.Media _ -> ColumnType.TEXT;
            case Attribute.Tokens _, Attribute.Vector _ -> ColumnType.JSON;
        };
    }

    private static @Nullable Object value(@Nullable Attribute attribute, ColumnType type) {
        Object value = switch (attribute) {
            case null -> null;
            case Attribute.Quantity number -> number.value();
            case Attribute.Text text -> text.value();
            case Attribute.Media media -> media.location();
            case Attribute.Tokens tokens -> {
                ArrayNode list = JSON.createArrayNode();
                tokens.values().forEach(list::add);
                yield list.toString();
            }
            case Attribute.Vector vector -> {
                ArrayNode list = JSON.createArrayNode();
                for (float number : vector.toArray()) {
                    list.add(number);
                }
                yield list.toString();
            }
        };
        // A column of several types is JSON throughout.
        if (type == ColumnType.JSON && value instanceof Double number) {
            return TableWriter.plain(number);
        }
        return type == ColumnType.JSON && attribute instanceof Attribute.Text text
                ? JSON.writeValueAsString(text.value())
                : value;
    }
}
