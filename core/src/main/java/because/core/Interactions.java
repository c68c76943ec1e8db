package because.core;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Who did what with which item and when: columns of primitives, a row for each event, ordered by person and then by time; equal times keep the order of the
 * data.
 */
public final class Interactions {
    private final int[] offsets;
    private final int[] items;
    private final float @Nullable [] values;
    private final long @Nullable [] times;
    private final short @Nullable [] kinds;

    private Interactions(
            int[] offsets, int[] items, float @Nullable [] values, long @Nullable [] times, short @Nullable [] kinds) {
        this.offsets = offsets;
        this.items = items;
        this.values = values;
        this.times = times;
        this.kinds = kinds;
    }

    /**
     * Sorts rows by person and time. The sort is stable. The arrays are taken over, not copied: the caller must not change them any more.
     *
     * @param users how many people there are; each row's person is from 0 to users − 1
     * @param user each row's person
     * @param item each row's item
     * @param value each row's value, NaN for "not known"; null if no row has one
     * @param time each row's time in milliseconds, {@link Event#NO_TIME} for "not known"; null if no row has one
     * @param kind each row's kind; null if all are of kind 0
     * @return the interactions
     * @throws BadInput if the columns are not equally long
     */
    public static Interactions sorted(
            int users,
            int[] user,
            int[] item,
            float @Nullable [] value,
            long @Nullable [] time,
            short @Nullable [] kind) {
        if (item.length != user.length
                || (value != null && value.length != user.length)
                || (time != null && time.length != user.length)
                || (kind != null && kind.length != user.length)) {
            throw new BadInput("the columns of the events are not equally long.");
        }
        int[] offsets = new int[users + 1];
        for (int u : user) {
            offsets[u + 1]++;
        }
        for (int u = 0; u < users; u++) {
            offsets[u + 1] += offsets[u];
        }
        int[] order = order(offsets, user, time);
        if (ascending(order)) {
            return new Interactions(offsets, item, value, time, kind);
        }
        int[] items = new int[order.length];
        float[] values = value == null ? null : new float[order.length];
        long[] times = time == null ? null : new long[order.length];
        short[] kinds = kind == null ? null : new short[order.length];
        for (int row = 0; row < order.length; row++) {
            int from = order[row];
            items[row] = item[from];
            if (value != null && values != null) {
                values[row] = value[from];
            }
            if (time != null && times != null) {
                times[row] = time[from];
            }
            if (kind != null && kinds != null) {
                kinds[row] = kind[from];
            }
        }
        return new Interactions(offsets, items, values, times, kinds);
    }

    private static boolean ascending(int[] order) {
        for (int i = 1; i < order.length; i++) {
            if (order[i] < order[i - 1]) {
                return false;
            }
        }
        return true;
    }

    /** The rows grouped by person (a counting sort, hence stable), each group then sorted by time if it is not yet. */
    private static int[] order(int[] offsets, int[] user, long @Nullable [] time) {
        int[] next = offsets.clone();
        int[] order = new int[user.length];
        for (int row = 0; row < user.length; row++) {
            order[next[user[row]]++] = row;
        }
        if (time != null) {
            for (int u = 0; u + 1 < offsets.length; u++) {
                sortByTime(order, offsets[u], offsets[u + 1], time);
            }
        }
        return order;
    }

    private static void sortByTime(int[] order, int from, int to, long[] time) {
        boolean sorted = true;
        for (int i = from + 1; i < to && sorted; i++) {
            sorted = time[order[i - 1]] <= time[order[i]];
        }
        if (sorted) {
            return;
        }
        int n = to - from;
        long first = time[order[from]];
        long last = first;
        for (int i = from + 1; i < to; i++) {
            first = Math.min(first, time[order[i]]);
            last = Math.max(last, time[order[i]]);
        }
        // One number says when and then which: sorting such numbers is stable, and much faster than sorting objects.
        if (last - first < 0 || last - first >= Long.MAX_VALUE / n) {
            sortObjects(order, from, to, time);
            return;
        }
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            keys[i] = (time[order[from + i]] - first) * n + i;
        }
        Arrays.sort(keys);
        int[] before = Arrays.copyOfRange(order, from, to);
        for (int i = 0; i < n; i++) {
            order[from + i] = before[(int) (keys[i] % n)];
        }
    }

    /** For times so far apart, {@link Event#NO_TIME} among them, that one number cannot hold both time and place. */
    private static void sortObjects(int[] order, int from, int to, long[] time) {
        Integer[] rows = new Integer[to - from];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = order[from + i];
        }
        Arrays.sort(rows, (a, b) -> Long.compare(time[a], time[b])); // stable, as all object sorts are
        for (int i = 0; i < rows.length; i++) {
            order[from + i] = rows[i];
        }
    }

    /** @return how many events there are */
    public int size() {
        return items.length;
    }

    /** @return how many people there are, those without events included */
    public int users() {
        return offsets.length - 1;
    }

    /**
     * @param user from 0 to users − 1
     * @return the row of the person's first event
     */
    public int from(int user) {
        return offsets[user];
    }

    /**
     * @param user from 0 to users − 1
     * @return the row after the person's last event
     */
    public int to(int user) {
        return offsets[user + 1];
    }

    /**
     * @param row from 0 to size − 1
     * @return the item's number
     */
    public int item(int row) {
        return items[row];
    }

    /**
     * @param row from 0 to size − 1
     * @return the value, NaN if it is not known
     */
    public float value(int row) {
        return values == null ? Float.NaN : values[row];
    }

    /**
     * @param row from 0 to size − 1
     * @return milliseconds since 1970-01-01T00:00Z, {@link Event#NO_TIME} if it is not known
     */
    public long time(int row) {
        return times == null ? Event.NO_TIME : times[row];
    }

    /**
     * @param row from 0 to size − 1
     * @return the kind's number
     */
    public int kind(int row) {
        return kinds == null ? 0 : kinds[row];
    }

    /** @return whether any event has a value */
    public boolean hasValues() {
        return values != null;
    }

    /** @return whether any event has a time */
    public boolean hasTimes() {
        return times != null;
    }

    /**
     * The same events with other numbers of the items.
     *
     * @param number of each item, by its number here; below 0 for one whose events are left out
     * @return the rows that are left; the same people, of whom some may have none left
     */
    public Interactions renumbered(int[] number) {
        Interactions left = where(row -> number[items[row]] >= 0);
        int[] others = Arrays.stream(left.items).map(item -> number[item]).toArray();
        return new Interactions(left.offsets, others, left.values, left.times, left.kinds);
    }

    /**
     * Some of the events.
     *
     * @param keep whether to keep a row
     * @return the kept rows; the same people, of whom some may have none left
     */
    public Interactions where(IntPredicate keep) {
        int[] rows = IntStream.range(0, size()).filter(keep).toArray();
        int[] user = new int[rows.length];
        int[] item = new int[rows.length];
        float[] value = values == null ? null : new float[rows.length];
        long[] time = times == null ? null : new long[rows.length];
        short[] kind = kinds == null ? null : new short[rows.length];
        int u = 0;
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            while (row >= offsets[u + 1]) {
                u++;
            }
            user[i] = u;
            item[i] = items[row];
            if (value != null) {
                value[i] = value(row);
            }
            if (time != null) {
                time[i] = time(row);
            }
            if (kind != null) {
                kind[i] = (short) kind(row);
            }
        }
        return sorted(users(), user, item, value, time, kind);
    }

    /** @return a number that differs, almost certainly, between different interactions */
    public long fingerprint() {
        long hash = 0;
        for (int end : offsets) {
            hash = Hash.mix(hash, end);
        }
        for (int row = 0; row < size(); row++) {
            hash = Hash.mix(hash, (long) kind(row) << 32 | items[row]);
            hash = Hash.mix(hash, Float.floatToIntBits(value(row)));
            hash = Hash.mix(hash, time(row));
        }
        return hash;
    }
}
