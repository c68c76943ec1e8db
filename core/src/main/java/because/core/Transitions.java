package because.core;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** A background drawn from what follows and what precedes items in the data. Each draw is a hash of what it depends on: no state, so the game is a function. */
final class Transitions implements Background {
    private final Dataset data;
    private final int draws;
    private final long seed;
    /** Where each item's rows begin in {@link #rows}. */
    private final int[] offsets;

    /** The events' rows, by item: the row before one is what precedes it, the row after what follows. */
    private final int[] rows;

    /** After each person's last row. */
    private final int[] ends;

    Transitions(Dataset data, int draws, long seed) {
        if (draws < 1) {
            throw BadInput.of("draws", draws, "1 or more", "");
        }
        if (data.events().size() == 0) {
            throw new BadInput("the data has no events from which something could be drawn.");
        }
        this.data = data;
        this.draws = draws;
        this.seed = seed;
        Interactions events = data.events();
        this.offsets = new int[data.catalog().size() + 1];
        for (int row = 0; row < events.size(); row++) {
            offsets[events.item(row) + 1]++;
        }
        for (int item = 0; item + 1 < offsets.length; item++) {
            offsets[item + 1] += offsets[item];
        }
        this.rows = new int[events.size()];
        int[] next = offsets.clone();
        for (int row = 0; row < rows.length; row++) {
            rows[next[events.item(row)]++] = row;
        }
        this.ends = new int[events.users()];
        for (int user = 0; user < ends.length; user++) {
            ends[user] = events.to(user);
        }
    }

    @Override
    public String name() {
        return draws + " draws between neighbours, seed " + seed;
    }

    @Override
    public int draws() {
        return draws;
    }

    @Override
    public Profile replace(Profile profile, BitSet absent, Set<Part> others, int draw) {
        List<Event> events = new ArrayList<>(profile.events());
        for (int i = absent.nextSetBit(0); i >= 0 && i < events.size(); i = absent.nextSetBit(i + 1)) {
            int left = i == 0 ? -1 : events.get(i - 1).knownItem();
            int right = i + 1 == events.size() || absent.get(i + 1)
                    ? -1
                    : events.get(i + 1).knownItem();
            long hash = Hash.mix(Hash.mix(Hash.mix(Hash.mix(seed, draw), i), left), right);
            Event other = data.event(row(left, right, hash));
            events.set(
                    i,
                    new Event(
                            other.item(),
                            other.kind(),
                            other.value(),
                            events.get(i).time()));
        }
        return profile.without(others, Absence.REMOVED).withEvents(events);
    }

    private int row(int left, int right, long hash) {
        boolean leftFirst = (hash & 1) == 0;
        int first = leftFirst ? beside(left, 1, hash >>> 1) : beside(right, -1, hash >>> 1);
        if (first >= 0) {
            return first;
        }
        int second = leftFirst ? beside(right, -1, hash >>> 1) : beside(left, 1, hash >>> 1);
        return second >= 0 ? second : (int) Long.remainderUnsigned(hash >>> 1, rows.length);
    }

    /** A row next to one of an item's rows, of the same person; −1 if there is none. Rows at the end of a history are passed over. */
    private int beside(int item, int step, long hash) {
        if (item < 0 || item + 1 >= offsets.length) {
            return -1;
        }
        int count = offsets[item + 1] - offsets[item];
        int start = count == 0 ? 0 : (int) Long.remainderUnsigned(hash, count);
        long again = hash;
        for (int tried = 0; tried < 16 && count > 0; tried++) {
            int row = beside(rows[offsets[item] + start], step);
            if (row >= 0) {
                return row;
            }
            again = Hash.mix(again, tried); // drawing anew keeps all others equally likely
            start = (int) Long.remainderUnsigned(again, count);
        }
        for (int i = 0; i < count; i++) {
            int row = beside(rows[offsets[item] + i], step);
            if (row >= 0) {
                return row;
            }
        }
        return -1;
    }

    private int beside(int row, int step) {
        int other = row + step;
        if (other < 0 || other >= rows.length) {
            return -1;
        }
        return user(row) == user(other) ? other : -1;
    }

    private int user(int row) {
        int low = 0;
        int high = ends.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] > row) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
