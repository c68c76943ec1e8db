package because.data;

import because.core.Event;
import because.core.IdMap;
import because.core.Interactions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Events as they are read: columns of primitives that grow, with ids already numbered. */
final class EventColumns {
    private static final int KINDS = Short.MAX_VALUE;
    private static final int PLACES = 5;

    private final Ids users = new Ids();
    private final Ids items = new Ids();
    private final Ids kinds = new Ids();
    private final List<String> unorderedPlaces = new ArrayList<>();
    private long unordered;
    private long[] lastTimes = new long[1 << 8]; // of each user

    private int size;
    private int[] user = new int[1 << 12];
    private int[] item = new int[1 << 12];
    private float[] value = new float[0];
    private long[] time = new long[0];
    private short[] kind = new short[0];
    private short[] part = new short[0];
    private boolean anyValue;

    /** The columns of a table of events, where −1 stands for one that is not mapped. */
    private record Columns(int user, int item, int value, int time, int kind) {}

    /**
     * Reads a part of the table of events to its end.
     *
     * @param rows the rows
     * @param table says what the columns mean
     * @param source what is read, for errors
     * @param partNumber which part of the table it is
     * @param format how times are written
     * @param rejections where rows go that are no events
     * @param progress is told after each few thousand rows how much is read
     */
    void read(
            Rows rows,
            Table table,
            String source,
            int partNumber,
            TimeFormat format,
            Rejections rejections,
            Runnable progress) {
        Columns columns = new Columns(
                rows.column(source, table.columns().getOrDefault("user", "user")),
                rows.column(source, table.columns().getOrDefault("item", "item")),
                optional(rows, table, source, "value"),
                optional(rows, table, source, "time"),
                optional(rows, table, source, "kind"));
        int read = 0;
        while (rows.next()) {
            String problem = add(rows, columns, source, partNumber, format, rows.columns());
            if (problem != null) {
                rejections.add(source, rows.line(), problem, rows.raw());
            }
            if ((++read & 0xffff) == 0) {
                progress.run();
            }
        }
    }

    private static int optional(Rows rows, Table table, String source, String meaning) {
        String column = table.columns().get(meaning);
        return column == null ? -1 : rows.column(source, column);
    }

    /** Adds the row at hand; says what is wrong with it if it cannot be added. Nothing is numbered before all is known to be right. */
    private @Nullable String add(
            Rows rows, Columns columns, String source, int partNumber, TimeFormat format, List<String> names) {
        byte[] bytes = rows.bytes();
        if (rows.blank(columns.user)) {
            return "'" + names.get(columns.user) + "' is empty";
        }
        if (rows.blank(columns.item)) {
            return "'" + names.get(columns.item) + "' is empty";
        }
        float amount = Float.NaN;
        if (columns.value >= 0 && !rows.blank(columns.value)) {
            amount = (float) Numbers.decimal(bytes, rows.from(columns.value), rows.to(columns.value));
            if (!Float.isFinite(amount)) {
                return "'" + names.get(columns.value) + "' is not a finite number";
            }
        }
        long millis = Event.NO_TIME;
        if (columns.time >= 0) {
            millis = format.millis(bytes, rows.from(columns.time), rows.to(columns.time));
            if (millis == TimeFormat.UNREADABLE) {
                return rows.blank(columns.time)
                        ? "'" + names.get(columns.time) + "' is empty"
                        : "'" + names.get(columns.time) + "' is not a time ('" + format.label()
                                + "') between the years 1 and 9999";
            }
        }
        short sort = 0;
        if (columns.kind >= 0) {
            byte[] any = Event.ANY.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            int number = rows.blank(columns.kind)
                    ? kinds.add(any, 0, any.length)
                    : kinds.add(bytes, rows.from(columns.kind), rows.to(columns.kind));
            if (number >= KINDS) {
                throw new because.core.BadInput(source + ": there are more than " + KINDS
                        + " kinds of event.\nMaybe another column is the kind.");
            }
            sort = (short) number;
        }
        int who = users.add(bytes, rows.from(columns.user), rows.to(columns.user));
        int what = items.add(bytes, rows.from(columns.item), rows.to(columns.item));
        if (columns.time >= 0) {
            noteOrder(who, millis, source, rows.line());
        }
        append(who, what, amount, millis, sort, (short) partNumber);
        return null;
    }

    private void noteOrder(int who, long millis, String source, long line) {
        if (who >= lastTimes.length) {
            int known = lastTimes.length;
            lastTimes = Arrays.copyOf(lastTimes, 2 * Math.max(known, who));
            Arrays.fill(lastTimes, known, lastTimes.length, Event.NO_TIME);
        }
        if (millis < lastTimes[who]) {
            unordered++;
            if (unorderedPlaces.size() < PLACES) {
                unorderedPlaces.add(String.format(Locale.ROOT, "%s, line %d", source, line));
            }
        }
        lastTimes[who] = millis;
    }

    private void append(int who, int what, float amount, long millis, short sort, short partNumber) {
        if (size == user.length) {
            int longer = size + (size >> 1);
            user = Arrays.copyOf(user, longer);
            item = Arrays.copyOf(item, longer);
        }
        user[size] = who;
        item[size] = what;
        // Columns that hold nothing yet stay empty: most data has no kinds, much has no values.
        if (!Float.isNaN(amount) || value.length > 0) {
            if (value.length < user.length) {
                int filled = value.length;
                value = Arrays.copyOf(value, user.length);
                Arrays.fill(value, filled, value.length, Float.NaN);
            }
            value[size] = amount;
            anyValue = true;
        }
        if (millis != Event.NO_TIME || time.length > 0) {
            if (time.length < user.length) {
                int filled = time.length;
                time = Arrays.copyOf(time, user.length);
                Arrays.fill(time, filled, time.length, Event.NO_TIME);
            }
            time[size] = millis;
        }
        if (sort != 0 || kind.length > 0) {
            kind = kind.length < user.length ? Arrays.copyOf(kind, user.length) : kind;
            kind[size] = sort;
        }
        if (partNumber != 0 || part.length > 0) {
            part = part.length < user.length ? Arrays.copyOf(part, user.length) : part;
            part[size] = partNumber;
        }
        size++;
    }

    int size() {
        return size;
    }

    Ids users() {
        return users;
    }

    Ids items() {
        return items;
    }

    /** How many events are earlier than the event of the same person that stands before them. */
    long unordered() {
        return unordered;
    }

    List<String> unorderedPlaces() {
        return unorderedPlaces;
    }

    /** The kinds of the events. Where no column names them, a value column that is called "rating" does. */
    IdMap kinds(Table table) {
        String value = table.columns().getOrDefault("value", "");
        String unnamed = value.equalsIgnoreCase("rating") ? "rating" : Event.ANY;
        return new IdMap(kinds.size() == 0 ? List.of(unnamed) : kinds.toList());
    }

    /** The part of the table that each event is from, in the order of {@link #interactions}; null if there is one part. Call it first. */
    @Nullable
    Interactions origins() {
        if (part.length == 0) {
            return null;
        }
        trim();
        int[] parts = new int[size];
        for (int row = 0; row < size; row++) {
            parts[row] = part[row];
        }
        // Sorting is stable and looks at people and times alone, so this is the order of the events themselves.
        return Interactions.sorted(users.size(), user, parts, null, time.length == 0 ? null : time, null);
    }

    /** The events, sorted. The columns are given away and cannot be read into any more. */
    Interactions interactions() {
        trim();
        int[] people = user;
        int[] things = item;
        float[] values = anyValue ? value : null;
        long[] times = time.length == 0 ? null : time;
        short[] sorts = kind.length == 0 ? null : kind;
        user = new int[0];
        item = new int[0];
        value = new float[0];
        time = new long[0];
        kind = new short[0];
        return Interactions.sorted(users.size(), people, things, values, times, sorts);
    }

    private void trim() {
        user = Arrays.copyOf(user, size);
        item = Arrays.copyOf(item, size);
        value = value.length == 0 ? value : Arrays.copyOf(value, size);
        time = time.length == 0 ? time : Arrays.copyOf(time, size);
        kind = kind.length == 0 ? kind : Arrays.copyOf(kind, size);
    }
}
