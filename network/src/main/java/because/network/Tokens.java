package because.network;

import because.core.BadInput;
import because.core.Event;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * What a {@link Network} reads: items by their numbers, oldest first, or the pieces of a text, with their times where there are any. It does not change:
 * whoever gives an array must not write into it.
 */
public final class Tokens {
    /** Stands for an event whose item is hidden: nobody attends to it. */
    public static final int HIDDEN = -1;

    /** Stands for an event whose item is to be told: a token like others, with the vector for blanks. */
    public static final int BLANK = -2;

    private final int[] items;
    private final long[] times;
    private final long now;

    private Tokens(int[] items, long[] times, long now) {
        if (times.length != 0 && times.length != items.length) {
            throw BadInput.of("the number of times", times.length, "0 or " + items.length + ", one for each item", "");
        }
        this.items = items;
        this.times = times;
        this.now = now;
    }

    /**
     * Items without times.
     *
     * @param items item numbers, oldest first, {@link #HIDDEN} or {@link #BLANK}
     * @return the tokens
     */
    public static Tokens of(int... items) {
        return new Tokens(items, new long[0], Event.NO_TIME);
    }

    /**
     * Items with times.
     *
     * @param items item numbers, oldest first, {@link #HIDDEN} or {@link #BLANK}
     * @param times milliseconds since 1970-01-01T00:00Z for each item, {@link Event#NO_TIME} where it is not known; empty for none at all
     * @param now the moment of the question, {@link Event#NO_TIME} if it is not known or not to be used
     * @return the tokens
     * @throws BadInput if there are not as many times as items
     */
    public static Tokens of(int[] items, long[] times, long now) {
        return new Tokens(items, times, now);
    }

    /**
     * The tokens without some of them: later ones move up.
     *
     * @param absent their numbers; those past the end are passed over
     * @return the others
     */
    public Tokens without(BitSet absent) {
        int[] kept = IntStream.range(0, size()).filter(i -> !absent.get(i)).toArray();
        return new Tokens(
                IntStream.of(kept).map(i -> items[i]).toArray(),
                times.length == 0
                        ? times
                        : IntStream.of(kept).mapToLong(i -> times[i]).toArray(),
                now);
    }

    /**
     * The tokens, some of them hidden.
     *
     * @param absent their numbers; those past the end are passed over
     * @return as many tokens, at the same times
     */
    public Tokens hiding(BitSet absent) {
        int[] hidden = items.clone();
        absent.stream().filter(i -> i < hidden.length).forEach(i -> hidden[i] = HIDDEN);
        return new Tokens(hidden, times, now);
    }

    /** @return how many there are */
    public int size() {
        return items.length;
    }

    /**
     * @param index from 0 to size − 1
     * @return the item's number, or {@link #HIDDEN}, or {@link #BLANK}
     */
    public int item(int index) {
        return items[index];
    }

    /**
     * @param index from 0 to size − 1
     * @return milliseconds since 1970-01-01T00:00Z, or {@link Event#NO_TIME}
     */
    public long time(int index) {
        return times.length == 0 ? Event.NO_TIME : times[index];
    }

    /** @return the moment of the question, or {@link Event#NO_TIME} */
    public long now() {
        return now;
    }
}
