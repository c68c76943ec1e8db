package because.data;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Catalog;
import because.core.Dataset;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.Progress;
import because.data.Imported.Report;
import because.data.Mapping.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads files into a dataset. People and items are numbered in the order in which they appear in the events; those that only their own tables know come
 * after. Events are ordered by person and time, equal times as in the files. The result depends on the files and the mapping alone.
 *
 * <p>A row that cannot be used goes to {@code rejected.csv} with its file, line and reason: a wrong number of columns, an open quote, NUL bytes, text that
 * is not UTF-8, more bytes than {@link Options#longestRow()}, an empty id, a value that is not a finite number, a time that cannot be read or is outside of
 * the years 1 to 9999, a second row for the same item or person. An empty value is "not known". Times before 1970 and in the future are taken;
 * {@link DataCheck} reports them. A file that is missing, empty, cut off, damaged or in UTF-16 is refused as a whole, and so are events of which no row can
 * be used.
 */
public final class Importer {
    private static final int TIME_SAMPLE = 1000;
    private static final int EXAMPLES = 5;
    /** RecBole writes years as decimals. */
    private static final Pattern YEAR = Pattern.compile("(\\d{1,4})(\\.0+)?");

    private final Reader reader;
    private final Mapping mapping;
    private final Rejections rejections;
    private final Progress progress;
    private long rows;

    private Importer(Reader reader, Mapping mapping, Rejections rejections, Progress progress) {
        this.reader = reader;
        this.mapping = mapping;
        this.rejections = rejections;
        this.progress = progress;
    }

    /**
     * The bounds of an import.
     *
     * @param rejected the folder in which {@code rejected.csv} is written, if there are rows to be rejected; one of an earlier import is deleted
     * @param threads how many threads DuckDB may use, 1 or more
     * @param megabytes how much memory DuckDB may use, 64 MB or more; text files are read without it
     * @param longestRow how many bytes a row of a text file may have, from 1 KB to 1 GB; so much memory is set aside
     */
    public record Options(Path rejected, int threads, int megabytes, int longestRow) {
        /** Refuses bounds in which nothing can be read. */
        public Options {
            if (threads < 1) {
                throw BadInput.of("threads", threads, "1 or more", "");
            }
            if (megabytes < 64) {
                throw BadInput.of("megabytes", megabytes, "64 or more", "");
            }
            if (longestRow < 1024 || longestRow > 1 << 30) {
                throw BadInput.of("longestRow", longestRow, "1024 to 1073741824 bytes", "");
            }
        }

        /**
         * Two threads, 1 GB for DuckDB, rows of up to 1 MiB.
         *
         * @param rejected the folder in which {@code rejected.csv} is written
         * @return the options
         */
        public static Options defaults(Path rejected) {
            return new Options(rejected, 2, 1024, 1 << 20);
        }

        /**
         * @param threads how many threads DuckDB may use
         * @return the same options with it
         */
        public Options withThreads(int threads) {
            return new Options(rejected, threads, megabytes, longestRow);
        }

        /**
         * @param megabytes how much memory DuckDB may use
         * @return the same options with it
         */
        public Options withMegabytes(int megabytes) {
            return new Options(rejected, threads, megabytes, longestRow);
        }

        /**
         * @param longestRow how many bytes a row of a text file may have
         * @return the same options with it
         */
        public Options withLongestRow(int longestRow) {
            return new Options(rejected, threads, megabytes, longestRow);
        }
    }

    /**
     * Imports files of a layout that {@link Mapping#detect} knows.
     *
     * @param source a folder, or the file with the events
     * @param options the bounds
     * @param progress is told how much is read
     * @return the dataset and the account
     * @throws BadInput if the layout is not known or a file cannot be read
     */
    public static Imported read(Path source, Options options, Progress progress) {
        return read(folder(source), Mapping.detect(source), options, progress);
    }

    /**
     * Imports files.
     *
     * @param folder the data folder, to which the mapping's files are relative
     * @param mapping what the files hold
     * @param options the bounds
     * @param progress is told how much is read, in bytes of the file; in rows, without a total, for Parquet and SQL
     * @return the dataset and the account
     * @throws BadInput if a file cannot be read
     */
    public static Imported read(Path folder, Mapping mapping, Options options, Progress progress) {
        try (Rejections rejections = Rejections.into(options.rejected())) {
            return new Importer(new Reader(folder, options), mapping, rejections, progress).read();
        }
    }

    /** The folder of a source: itself, or that of the file. */
    static Path folder(Path source) {
        Path absolute = source.toAbsolutePath().normalize();
        return Files.isDirectory(absolute) ? absolute : java.util.Objects.requireNonNull(absolute.getParent());
    }

    private Imported read() {
        Table events = mapping.events();
        EventColumns columns = new EventColumns();
        TimeFormat time = timeFormat(events);
        eachPart(events, (part, source, table) -> {
            long before = rejections.count();
            int size = columns.size();
            columns.read(table, events, source, part, time, rejections, () -> progress.step(table.done(), Map.of()));
            rows += columns.size() - size + rejections.count() - before;
        });
        if (columns.size() == 0) {
            throw nothing(events);
        }
        int inEvents = columns.items().size();
        Interactions origins = columns.origins();
        List<@Nullable Item> described = readItems(columns.items());
        Map<Integer, Map<String, Attribute>> people = readPeople(columns.users());
        List<String> undescribed = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        List<String> ids = columns.items().toList();
        for (int i = 0; i < ids.size(); i++) {
            Item item = i < described.size() ? described.get(i) : null;
            items.add(item == null ? Item.of(ids.get(i)) : item);
            if (item == null && mapping.table(Role.ITEMS).isPresent() && i < inEvents) {
                undescribed.add(ids.get(i));
            }
        }
        Dataset dataset = new Dataset(
                mapping.name(),
                new IdMap(columns.users().toList()),
                new Catalog(items),
                columns.kinds(mapping.events()),
                columns.interactions(),
                people);
        Graph graph = readGraph();
        return new Imported(
                dataset, graph, report(events, time, columns, undescribed), Reader.sources(events), origins);
    }

    private Report report(Table events, TimeFormat time, EventColumns columns, List<String> undescribed) {
        Map<String, Long> reasons = new LinkedHashMap<>();
        rejections.reasons().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(reason -> reasons.put(reason.getKey(), reason.getValue()));
        return new Report(
                rows,
                rejections.count(),
                reasons,
                rejections.file(),
                events.columns().containsKey("time") ? Optional.of(time.label()) : Optional.empty(),
                columns.unordered(),
                columns.unorderedPlaces(),
                undescribed.size(),
                undescribed.subList(0, Math.min(EXAMPLES, undescribed.size())));
    }

    private BadInput nothing(Table events) {
        String what = "no event could be read from " + String.join(", ", Reader.sources(events)) + ": ";
        if (rows == 0) {
            return new BadInput(what + "there are no rows.\nMaybe the export that wrote it did not finish.");
        }
        Map.Entry<String, Long> most = rejections.reasons().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow();
        return new BadInput(what + "all " + rows + " rows were rejected, most often ("
                + most.getValue()
                + " times): " + most.getKey() + ".\nMaybe the mapping or the format is wrong; see "
                + rejections.file().map(Path::toString).orElse(Rejections.FILE_NAME) + ".");
    }

    private TimeFormat timeFormat(Table events) {
        String column = events.columns().get("time");
        if (column == null || !events.time().equals(TimeFormat.AUTO)) {
            return TimeFormat.of(column == null ? "s" : events.time());
        }
        return TimeFormat.detect(column, reader.sample(events, column, TIME_SAMPLE));
    }

    private interface PartReader {
        void read(int part, String source, Rows rows);
    }

    private void eachPart(Table table, PartReader partReader) {
        List<String> sources = Reader.sources(table);
        for (int part = 0; part < sources.size(); part++) {
            progress.stage("reading " + sources.get(part), reader.length(table, part));
            try (Rows open = reader.open(table, part, rejections)) {
                partReader.read(part, sources.get(part), open);
                progress.step(open.done(), Map.of());
            }
        }
    }

    private interface RowReader {
        /** @return what is wrong with the row, if anything is */
        Optional<String> read(Rows rows, int[] columns);
    }

    /** Reads a table that is not the events; the columns come in the order in which its role names them, −1 for those that are not mapped. */
    private void eachRow(Role role, RowReader rowReader) {
        Optional<Table> table = mapping.table(role);
        if (table.isEmpty()) {
            return;
        }
        List<String> meanings = new ArrayList<>(role.required());
        meanings.addAll(role.optional());
        eachPart(table.get(), (part, source, open) -> {
            long before = rejections.count();
            int[] columns = new int[meanings.size()];
            for (int m = 0; m < columns.length; m++) {
                String column = table.get().columns().get(meanings.get(m));
                columns[m] = column == null ? -1 : open.column(source, column);
            }
            while (open.next()) {
                Optional<String> problem = Optional.empty();
                for (int m = 0; m < role.required().size() && problem.isEmpty(); m++) {
                    if (open.blank(columns[m])) {
                        problem = Optional.of("'" + open.columns().get(columns[m]) + "' is empty");
                    }
                }
                if (problem.isEmpty()) {
                    problem = rowReader.read(open, columns);
                }
                if (problem.isPresent()) {
                    rejections.add(source, open.line(), problem.get(), open.raw());
                } else {
                    rows++;
                }
            }
            rows += rejections.count() - before;
        });
    }

    private List<@Nullable Item> readItems(Ids ids) {
        List<@Nullable Item> items = new ArrayList<>();
        eachRow(Role.ITEMS, (open, columns) -> {
            Map<String, Attribute> attributes = new LinkedHashMap<>();
            String id = open.text(columns[0]);
            String year = columns[2] < 0 ? "" : open.text(columns[2]).strip();
            if (!year.isEmpty()) {
                // Some data has words here; they are kept, but are no reason to lose the item.
                String type = YEAR.matcher(year).matches() ? "number" : "token";
                FieldType.parse(type).read("year", year, false, attributes);
            }
            Optional<String> problem = readAttributes(Role.ITEMS, open, attributes);
            if (problem.isPresent()) {
                return problem;
            }
            int number = ids.add(open.bytes(), open.from(columns[0]), open.to(columns[0]));
            while (items.size() <= number) {
                items.add(null);
            }
            if (items.get(number) != null) {
                return Optional.of("has an id that an earlier row has");
            }
            String title = columns[1] < 0 ? "" : open.text(columns[1]).strip();
            items.set(number, new Item(id, title(id, title, year), attributes));
            return Optional.empty();
        });
        return items;
    }

    /** "Toy Story" of 1995 is "Toy Story (1995)". */
    private static String title(String id, String title, String year) {
        if (title.isEmpty()) {
            return id;
        }
        Matcher digits = YEAR.matcher(year);
        String suffix = digits.matches() ? " (" + digits.group(1) + ")" : "";
        return title.endsWith(suffix) ? title : title + suffix;
    }

    private Map<Integer, Map<String, Attribute>> readPeople(Ids ids) {
        Map<Integer, Map<String, Attribute>> people = new HashMap<>();
        eachRow(Role.USERS, (open, columns) -> {
            Map<String, Attribute> attributes = new LinkedHashMap<>();
            Optional<String> problem = readAttributes(Role.USERS, open, attributes);
            if (problem.isPresent()) {
                return problem;
            }
            int number = ids.add(open.bytes(), open.from(columns[0]), open.to(columns[0]));
            return people.putIfAbsent(number, attributes) == null
                    ? Optional.empty()
                    : Optional.of("has an id that an earlier row has");
        });
        people.values().removeIf(Map::isEmpty);
        return people;
    }

    private Optional<String> readAttributes(Role role, Rows open, Map<String, Attribute> into) {
        for (Map.Entry<String, String> attribute :
                mapping.table(role).orElseThrow().attributes().entrySet()) {
            int column = open.column(role.label(), attribute.getKey());
            Optional<String> problem = FieldType.parse(attribute.getValue())
                    .read(attribute.getKey(), open.text(column), open.nested(), into);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private Graph readGraph() {
        List<Graph.Fact> facts = new ArrayList<>();
        Map<String, String> entities = new LinkedHashMap<>();
        List<Graph.Tie> ties = new ArrayList<>();
        eachRow(Role.KNOWLEDGE, (open, c) -> {
            facts.add(new Graph.Fact(open.text(c[0]), open.text(c[1]), open.text(c[2])));
            return Optional.empty();
        });
        eachRow(
                Role.LINKS,
                (open, c) -> entities.putIfAbsent(open.text(c[0]), open.text(c[1])) == null
                        ? Optional.empty()
                        : Optional.of("has an id that an earlier row has"));
        eachRow(Role.NETWORK, (open, c) -> {
            ties.add(new Graph.Tie(open.text(c[0]), open.text(c[1])));
            return Optional.empty();
        });
        List<Graph.Review> reviews = new ArrayList<>();
        eachRow(Role.REVIEWS, (open, c) -> {
            String user = c[2] < 0 ? "" : open.text(c[2]);
            reviews.add(new Graph.Review(open.text(c[0]), user, open.text(c[1]).strip()));
            return Optional.empty();
        });
        return new Graph(facts, entities, ties, reviews);
    }
}
