package because.data;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Event;
import because.core.Interactions;
import because.core.Split;
import because.core.Split.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A split in a CSV file with the company's own ids, so that other programs can use the same: user, item, kind, value, time (milliseconds) and part. */
public final class SplitFile {
    private SplitFile() {}

    /**
     * Writes a split: the events by person and time, each with its part in lower case.
     *
     * @param split what is written
     * @param file where; it is replaced
     */
    public static void write(Split split, Path file) {
        Dataset whole = split.whole();
        Interactions events = whole.events();
        Map<String, ColumnType> columns = Exporter.eventColumns(events);
        columns.put("part", ColumnType.TEXT);
        try (TableWriter writer = TableWriter.open(file, Format.CSV, columns, Importer.Options.defaults(file))) {
            for (int user = 0; user < events.users(); user++) {
                for (int row = events.from(user); row < events.to(user); row++) {
                    List<@Nullable Object> values = Exporter.eventRow(whole, user, row);
                    values.add(split.part(row).name().toLowerCase(Locale.ROOT));
                    writer.row(values);
                }
            }
        }
    }

    /**
     * Reads a split of events that are already imported. The file must have a row for each event; the rows may stand in any order.
     *
     * @param file what {@link #write} wrote, perhaps changed by another program
     * @param dataset the events
     * @return the split
     * @throws BadInput if the file does not hold exactly the dataset's events, or a part that is none
     */
    public static Split read(Path file, Dataset dataset) {
        Importer.Options options = Importer.Options.defaults(file);
        String name = String.valueOf(file.getFileName());
        Table table = Table.of(Format.CSV, name);
        try (Rows rows = new Reader(Importer.folder(file), options).open(table, 0, Rejections.uncollected())) {
            return new Split("given split " + name, dataset, new Lines(name, dataset, rows).parts());
        }
    }

    /** The rows of a file, matched with the events. */
    private static final class Lines {
        private final String name;
        private final Dataset dataset;
        private final Interactions events;
        private final Interactions lines;
        private final Interactions places; // where each line's part is
        private final List<Part> parts = new ArrayList<>();

        private Lines(String name, Dataset dataset, Rows rows) {
            this.name = name;
            this.dataset = dataset;
            this.events = dataset.events();
            int size = events.size();
            int[] user = new int[size];
            int[] item = new int[size];
            float[] value = new float[size];
            long[] time = new long[size];
            short[] kind = new short[size];
            int[] place = new int[size];
            TimeFormat millis = TimeFormat.of("ms");
            int[] c = columns(rows);
            while (rows.next()) {
                int at = parts.size();
                if (at == size) {
                    throw new BadInput(
                            "'" + name + "' has more rows than the data has events, which are " + size + ".");
                }
                user[at] = known(dataset.users().index(rows.text(c[0])), "user", rows, c[0]);
                item[at] = known(dataset.catalog().index(rows.text(c[1])), "item", rows, c[1]);
                kind[at] = (short) (c[2] < 0 ? 0 : known(dataset.kinds().index(rows.text(c[2])), "kind", rows, c[2]));
                value[at] =
                        c[3] < 0 ? Float.NaN : (float) Numbers.decimal(rows.bytes(), rows.from(c[3]), rows.to(c[3]));
                time[at] = c[4] < 0 || rows.blank(c[4])
                        ? Event.NO_TIME
                        : millis.millis(rows.bytes(), rows.from(c[4]), rows.to(c[4]));
                place[at] = at;
                parts.add(part(rows, c[5]));
            }
            if (parts.size() < size) {
                throw new BadInput("'" + name + "' has " + parts.size() + " usable rows, but the data has " + size
                        + " events.\nMaybe it is a split of other data.");
            }
            lines = Interactions.sorted(events.users(), user, item, value, time, kind);
            places = Interactions.sorted(events.users(), user, place, null, time, null);
        }

        private int[] columns(Rows rows) {
            int[] columns = new int[6];
            List<String> names = List.of("user", "item", "kind", "value", "time", "part");
            for (int c = 0; c < columns.length; c++) {
                boolean needed = switch (names.get(c)) {
                    case "value" -> events.hasValues();
                    case "time" -> events.hasTimes();
                    case "kind" -> dataset.kinds().size() > 1;
                    default -> true;
                };
                columns[c] = needed ? rows.column(name, names.get(c)) : -1;
            }
            return columns;
        }

        private int known(int number, String what, Rows rows, int column) {
            if (number < 0) {
                throw new BadInput("'" + name + "', line " + rows.line() + ": the data has no " + what + " '"
                        + rows.text(column) + "'.\nMaybe it is a split of other data.");
            }
            return number;
        }

        private Part part(Rows rows, int column) {
            String text = rows.text(column);
            for (Part part : Part.values()) {
                if (part.name().equalsIgnoreCase(text)) {
                    return part;
                }
            }
            throw BadInput.of(
                    "'" + name + "', line " + rows.line() + ": the part", text, "train, validation, test", "");
        }

        /** The part of each event. Events of one person at one moment may stand in another order than the lines. */
        private Part[] parts() {
            Part[] result = new Part[events.size()];
            boolean[] used = new boolean[events.size()];
            for (int user = 0; user < events.users(); user++) {
                int from = events.from(user);
                while (from < events.to(user)) {
                    int to = from;
                    while (to < events.to(user) && events.time(to) == events.time(from)) {
                        to++;
                    }
                    for (int row = from; row < to; row++) {
                        int line = match(user, row, from, to, used);
                        used[line] = true;
                        result[row] = parts.get(places.item(line));
                    }
                    from = to;
                }
            }
            return result;
        }

        private int match(int user, int row, int from, int to, boolean[] used) {
            if (same(row, row, user) && !used[row]) {
                return row;
            }
            for (int line = from; line < to; line++) {
                if (!used[line] && same(line, row, user)) {
                    return line;
                }
            }
            throw new BadInput("'" + name + "' has no row for the event of user '"
                    + dataset.users().id(user) + "' with item '"
                    + dataset.catalog().item(events.item(row)).id() + "' at "
                    + (events.time(row) == Event.NO_TIME ? "no time" : java.time.Instant.ofEpochMilli(events.time(row)))
                    + ".\nMaybe it is a split of other data.");
        }

        private boolean same(int line, int row, int user) {
            return line >= lines.from(user)
                    && line < lines.to(user)
                    && lines.item(line) == events.item(row)
                    && lines.kind(line) == events.kind(row)
                    && lines.time(line) == events.time(row)
                    && Float.compare(lines.value(line), events.value(row)) == 0;
        }
    }
}
