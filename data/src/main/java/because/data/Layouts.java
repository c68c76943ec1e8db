package because.data;

import because.core.BadInput;
import because.data.Mapping.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what files hold by their names and the names of their columns. */
final class Layouts {
    /** The usual names of columns, without case, blanks and underscores; earlier names are preferred. */
    private static final List<String> USER = List.of(
            "user",
            "userid",
            "uid",
            "customer",
            "customerid",
            "visitorid",
            "sessionid",
            "reviewerid",
            "householdid",
            "person",
            "personid",
            "member",
            "memberid");

    private static final List<String> ITEM = List.of(
            "item",
            "itemid",
            "iid",
            "movie",
            "movieid",
            "product",
            "productid",
            "article",
            "articleid",
            "news",
            "newsid",
            "book",
            "bookid",
            "song",
            "songid",
            "track",
            "trackid",
            "artist",
            "artistid",
            "course",
            "courseid",
            "asin",
            "sku",
            "businessid");
    private static final List<String> VALUE = List.of("value", "rating", "score", "stars", "overall", "weight");
    private static final List<String> TIME = List.of(
            "time",
            "timestamp",
            "datetime",
            "date",
            "unixreviewtime",
            "createdat",
            "eventtime",
            "transactiontimestamp");
    private static final List<String> KIND =
            List.of("kind", "event", "eventtype", "feedbacktype", "behavior", "behaviour", "action");
    private static final List<String> TITLE =
            List.of("title", "movietitle", "itemtitle", "itemname", "name", "producttitle", "productname", "booktitle");
    private static final List<String> YEAR = List.of("year", "releaseyear", "movieyear");

    /** The columns of what {@link Exporter} writes, whose times are in milliseconds however small they are. */
    private static final Set<String> EXPORTED = Set.of("user", "item", "kind", "value", "time");

    private final Reader reader;
    private final List<String> files;
    private final String name;

    private Layouts(Path folder, String name) {
        this.reader = new Reader(folder, Importer.Options.defaults(folder));
        this.files = reader.fileNames();
        this.name = name;
    }

    static Mapping detect(Path source) {
        String given = source.toString();
        Path folder = Importer.folder(source);
        String name = String.valueOf(folder.getFileName());
        Layouts layouts;
        if (Files.isDirectory(source)) {
            layouts = new Layouts(folder, name);
            return layouts.eventsIn(given);
        }
        TextInput.requireFile(source, given);
        String file = String.valueOf(source.getFileName());
        layouts = new Layouts(folder, file.startsWith("ratings.") || file.startsWith("events.") ? name : stem(file));
        return layouts.ofFile(file);
    }

    private Mapping eventsIn(String folder) {
        List<String> inter =
                files.stream().filter(f -> plain(f).endsWith(".inter")).toList();
        if (inter.size() == 1) {
            return ofFile(inter.getFirst());
        }
        for (String start : List.of("feedback.", "ratings.", "events.", "interactions.")) {
            List<String> found = files.stream()
                    .filter(f -> plain(f).startsWith(start) && !f.endsWith(".md"))
                    .toList();
            if (found.size() == 1) {
                return ofFile(found.getFirst());
            }
        }
        throw new BadInput("folder '" + folder + "' is of no known layout: it holds "
                + (files.isEmpty() ? "no files" : String.join(", ", files)) + "; known are NAME.inter (RecBole), "
                + "feedback.jsonl (gorse), ratings.csv or ratings.dat (MovieLens), events.csv, events.jsonl or "
                + "events.parquet.\nMaybe name the file with the events, or write a data mapping into because.yaml.");
    }

    private Mapping ofFile(String file) {
        String plain = plain(file);
        Format format = Format.ofName(file);
        if (plain.endsWith(".dat")) {
            return doubleColons(file);
        }
        if (format == Format.SEQUENCE) {
            return Mapping.of(name, Table.of(Format.SEQUENCE, file));
        }
        if (format == Format.RECBOLE) {
            return recBole(file);
        }
        Table events = events(Table.of(format, file));
        if (plain.equals("feedback.jsonl")) {
            return gorse(events);
        }
        Mapping mapping = Mapping.of(name, events);
        String extension = plain.substring(plain.lastIndexOf('.'));
        Optional<String> items = plain.startsWith("ratings.")
                ? find("movies" + extension).or(() -> find("items" + extension))
                : plain.startsWith("events.") ? find("items" + extension) : Optional.empty();
        Optional<String> users = plain.startsWith("events.") ? find("users" + extension) : Optional.empty();
        if (items.isPresent()) {
            mapping = mapping.with(Role.ITEMS, entities(Table.of(format, items.get()), ITEM, true));
        }
        if (users.isPresent()) {
            mapping = mapping.with(Role.USERS, entities(Table.of(format, users.get()), USER, false));
        }
        return mapping;
    }

    /** A file of the folder by its name, packed or not. */
    private Optional<String> find(String wanted) {
        return files.stream().filter(f -> plain(f).equals(wanted)).findFirst();
    }

    private static String plain(String file) {
        String lower = file.toLowerCase(Locale.ROOT);
        return lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
    }

    private static String stem(String file) {
        String unpacked = file.substring(0, plain(file).length());
        int dot = unpacked.lastIndexOf('.');
        return dot <= 0 ? unpacked : unpacked.substring(0, dot);
    }

    private List<String> columns(Table table) {
        try (Rows rows = reader.open(table, 0, Rejections.uncollected())) {
            return rows.columns();
        }
    }

    private static Optional<String> usual(List<String> columns, List<String> names) {
        for (String name : names) {
            for (String column : columns) {
                String plain = column.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
                if (plain.equals(name)) {
                    return Optional.of(column);
                }
            }
        }
        return Optional.empty();
    }

    private static Table map(Table table, String meaning, Optional<String> column) {
        return column.map(c -> table.withColumn(meaning, c)).orElse(table);
    }

    private Table events(Table table) {
        List<String> columns = columns(table);
        Table mapped = table.withColumn("user", need(table, "user", columns, USER))
                .withColumn("item", need(table, "item", columns, ITEM));
        mapped = map(mapped, "value", usual(columns, VALUE));
        mapped = map(mapped, "time", usual(columns, TIME));
        mapped = map(mapped, "kind", usual(columns, KIND));
        return EXPORTED.containsAll(columns) && columns.contains("time") && columns.contains("kind")
                ? mapped.withTime("ms")
                : mapped;
    }

    private static String need(Table table, String meaning, List<String> columns, List<String> names) {
        return usual(columns, names)
                .orElseThrow(() -> new BadInput("no column of '" + table.files().getFirst()
                        + "' has a usual name for the " + meaning + "; its columns are: " + String.join(", ", columns)
                        + ".\nMaybe say which it is in because.yaml, such as '" + meaning
                        + ": NAME' below 'data', 'events'."));
    }

    /** Items or people: every further column is an attribute, whose type is guessed from its first thousand fields. */
    private Table entities(Table table, List<String> idNames, boolean titled) {
        List<String> columns = columns(table);
        String id = usual(columns, List.of("id"))
                .or(() -> usual(columns, idNames))
                .orElseThrow(() -> new BadInput("no column of '" + table.files().getFirst()
                        + "' has a usual name for an id; its columns are: " + String.join(", ", columns)
                        + ".\nMaybe write a data mapping into because.yaml."));
        Table mapped = table.withColumn("id", id);
        if (titled) {
            mapped = map(mapped, "title", usual(columns, TITLE));
            mapped = map(mapped, "year", usual(columns, YEAR));
        }
        for (String column : columns) {
            if (!mapped.columns().containsValue(column)) {
                mapped = mapped.withAttribute(column, type(table, column));
            }
        }
        return mapped;
    }

    private String type(Table table, String column) {
        List<String> sample = reader.sample(table, column, 1000);
        if (sample.stream()
                .allMatch(t -> (t.startsWith("[") && t.endsWith("]")) || (t.startsWith("{") && t.endsWith("}")))) {
            return "json";
        }
        boolean numbers = sample.stream().allMatch(t -> {
            byte[] bytes = t.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            return Double.isFinite(Numbers.decimal(bytes, 0, bytes.length));
        });
        if (numbers) {
            return "number";
        }
        if (sample.stream().anyMatch(t -> t.contains("|"))) {
            return "tokens(|)";
        }
        double words =
                sample.stream().mapToInt(t -> t.split("\\s+").length).average().orElse(0);
        return words > 4 ? "text" : "token";
    }

    private Mapping gorse(Table events) {
        Mapping mapping = Mapping.of(name, events.withTime("iso"));
        Optional<String> items = find("items.jsonl");
        if (items.isPresent()) {
            Table table = Table.of(Format.JSONL, items.get());
            List<String> columns = columns(table);
            table = table.withColumn("id", "ItemId");
            table = map(table, "title", usual(columns, List.of("comment")));
            mapping = mapping.with(
                    Role.ITEMS,
                    labelled(table, columns, Map.of("IsHidden", "token", "Categories", "json", "Labels", "json")));
        }
        Optional<String> users = find("users.jsonl");
        if (users.isPresent()) {
            Table table = Table.of(Format.JSONL, users.get());
            mapping = mapping.with(
                    Role.USERS,
                    labelled(
                            table.withColumn("id", "UserId"),
                            columns(table),
                            Map.of("Labels", "json", "Comment", "text")));
        }
        return mapping;
    }

    private static Table labelled(Table table, List<String> columns, Map<String, String> types) {
        Table mapped = table;
        for (String column : columns) {
            String type = types.get(column);
            if (type != null) {
                mapped = mapped.withAttribute(column, type);
            }
        }
        return mapped;
    }

    /** MovieLens of 2003 and before: no header, "::" between fields, Latin-1. */
    private Mapping doubleColons(String file) {
        Table events = dat(file, "user", "movie", "rating", "time")
                .withColumn("user", "user")
                .withColumn("item", "movie")
                .withColumn("value", "rating")
                .withColumn("time", "time")
                .withTime("s");
        Mapping mapping = Mapping.of(name, events);
        Optional<String> movies = find("movies.dat");
        if (movies.isPresent()) {
            Table table = dat(movies.get(), "movie", "title", "genres");
            mapping = mapping.with(
                    Role.ITEMS,
                    table.withColumn("id", "movie").withColumn("title", "title").withAttribute("genres", "tokens(|)"));
        }
        Optional<String> users = find("users.dat");
        if (users.isPresent()) {
            Table table = dat(users.get(), "user", "gender", "age", "occupation", "zip");
            mapping = mapping.with(
                    Role.USERS,
                    table.withColumn("id", "user")
                            .withAttribute("gender", "token")
                            .withAttribute("age", "token")
                            .withAttribute("occupation", "token")
                            .withAttribute("zip", "token"));
        }
        return mapping;
    }

    private static Table dat(String file, String... names) {
        return Table.of(Format.CSV, file)
                .withDelimiter("::")
                .withQuote("")
                .withNames(names)
                .withEncoding("iso-8859-1");
    }

    private Mapping recBole(String file) {
        String stem = file.substring(0, plain(file).length() - ".inter".length());
        Table events = events(Table.of(Format.RECBOLE, file));
        Mapping mapping = Mapping.of(stem, events);
        Optional<String> items = find((stem + ".item").toLowerCase(Locale.ROOT));
        if (items.isPresent()) {
            mapping = mapping.with(Role.ITEMS, typed(Table.of(Format.RECBOLE, items.get()), ITEM, true));
        }
        Optional<String> users = find((stem + ".user").toLowerCase(Locale.ROOT));
        if (users.isPresent()) {
            mapping = mapping.with(Role.USERS, typed(Table.of(Format.RECBOLE, users.get()), USER, false));
        }
        mapping = byPosition(mapping, Role.KNOWLEDGE, stem + ".kg");
        mapping = byPosition(mapping, Role.LINKS, stem + ".link");
        return byPosition(mapping, Role.NETWORK, stem + ".net");
    }

    private Mapping byPosition(Mapping mapping, Role role, String wanted) {
        Optional<String> file = find(wanted.toLowerCase(Locale.ROOT));
        if (file.isEmpty()) {
            return mapping;
        }
        Table table = Table.of(Format.RECBOLE, file.get());
        List<String> columns = columns(table);
        if (columns.size() < role.required().size()) {
            throw new BadInput("file '" + file.get() + "' has the columns " + String.join(", ", columns) + "; the "
                    + role.label() + " need " + String.join(", ", role.required()) + ".");
        }
        for (int c = 0; c < role.required().size(); c++) {
            table = table.withColumn(role.required().get(c), columns.get(c));
        }
        return mapping.with(role, table);
    }

    /** Items or people of RecBole, whose header names the types. */
    private Table typed(Table table, List<String> idNames, boolean titled) {
        Table plain = Table.of(Format.CSV, table.files().getFirst())
                .withDelimiter("\t")
                .withQuote("");
        List<String> headers = columns(plain);
        List<String> columns = columns(table);
        Table mapped = table.withColumn("id", need(table, "id", columns, idNames));
        if (titled) {
            mapped = map(mapped, "title", usual(columns, TITLE));
            mapped = map(mapped, "year", usual(columns, YEAR));
        }
        for (int c = 0; c < columns.size(); c++) {
            String column = columns.get(c);
            if (!mapped.columns().containsValue(column)) {
                String type = headers.get(c).substring(headers.get(c).indexOf(':') + 1);
                mapped = mapped.withAttribute(
                        column,
                        switch (type) {
                            case "token_seq" -> "tokens( )";
                            case "float" -> "number";
                            case "float_seq" -> "vector( )";
                            default -> "token";
                        });
            }
        }
        return mapped;
    }
}
