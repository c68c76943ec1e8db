package because.network;

import because.core.BadInput;
import because.core.Event;
import java.util.BitSet;
import java.util.List;

/**
 * What a {@link Network} reads: items by their numbers, oldest first, or the pieces of a text, with their times where there are any. It does not change:
 * whoever gives an array must not write into it.
 */
public final class Tokens {
    /** Stands for an event whose item is hidden: nobody attends to it. */
    public static final int HIDDEN = -1;

    /** Stands for an event whose item is to be told: a token like others, with the vector for blanks. */
    public static final int BLANK = -2;

    /** Stands for an event whose item the network has no vector of, but features: a token like others. */
    public static final int DESCRIBED = -3;

    private static final Features[] NO_FEATURES = new Features[0];

    private final int[] items;
    private final long[] times;
    private final long now;
    private final Features[] features; // of the start token and of each item; empty if there are none

    private Tokens(int[] items, long[] times, long now) {
        this(items, times, now, NO_FEATURES);
    }

    private Tokens(int[] items, long[] times, long now, Features[] features) {
        if (times.length != 0 && times.length != items.length) {
            throw BadInput.of("the number of times", times.length, "0 or " + items.length + ", one for each item", "");
        }
        this.items = items;
        this.times = times;
        this.now = now;
        this.features = features;
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
     * The same tokens, of which more is known.
     *
     * @param features what is known besides the items: first of the person, as the start token has it, then of each event; copied
     * @return the tokens with it
     * @throws BadInput if there are not as many as tokens
     */
    public Tokens with(List<Features> features) {
        if (features.size() != items.length + 1) {
            throw BadInput.of(
                    "the number of features", features.size(), (items.length + 1) + ", one for each token", "");
        }
        boolean none = features.stream().allMatch(Features::isEmpty);
        return new Tokens(items, times, now, none ? NO_FEATURES : features.toArray(NO_FEATURES));
    }

    /**
     * A stretch of the tokens, all of the same person.
     *
     * @param from the first event
     * @param to after the last
     * @return the events between
     */
    public Tokens part(int from, int to) {
        BitSet absent = new BitSet();
        absent.set(0, from);
        absent.set(to, Math.max(to, size()));
        return without(absent);
    }

    /**
     * The tokens without some of them: later ones move up.
     *
     * @param absent their numbers; those past the end are passed over
     * @return the others
     */
    public Tokens without(BitSet absent) {
        int[] kept = new int[size()];
        int count = 0;
        for (int i = 0; i < kept.length; i++) {
            if (!absent.get(i)) {
                kept[count++] = i;
            }
        }
        int[] items = new int[count];
        long[] times = new long[this.times.length == 0 ? 0 : count];
        Features[] features = this.features.length == 0 ? NO_FEATURES : new Features[count + 1];
        for (int i = 0; i < count; i++) {
            items[i] = this.items[kept[i]];
            if (times.length > 0) {
                times[i] = this.times[kept[i]];
            }
            if (features.length > 0) {
                features[i + 1] = this.features[kept[i] + 1];
            }
        }
        if (features.length > 0) {
            features[0] = this.features[0];
        }
        return new Tokens(items, times, now, features);
    }

    /**
     * The same tokens in another order; each keeps its time and its features.
     *
     * @param order the number of the token that comes first, then of the second, and so on; each of them once
     * @return as many tokens
     */
    public Tokens ordered(int... order) {
        int[] moved = new int[order.length];
        long[] at = new long[times.length == 0 ? 0 : order.length];
        Features[] with = new Features[features.length == 0 ? 0 : order.length + 1];
        for (int i = 0; i < order.length; i++) {
            moved[i] = items[order[i]];
            if (at.length > 0) {
                at[i] = times[order[i]];
            }
            if (with.length > 0) {
                with[i + 1] = features[order[i] + 1];
            }
        }
        if (with.length > 0) {
            with[0] = features[0];
        }
        return new Tokens(moved, at, now, with);
    }

    /**
     * The tokens, some of them hidden.
     *
     * @param absent their numbers; those past the end are passed over
     * @return as many tokens, at the same times
     */
    public Tokens hiding(BitSet absent) {
        int[] hidden = items.clone();
        Features[] left = features.clone();
        for (int i = absent.nextSetBit(0); i >= 0 && i < hidden.length; i = absent.nextSetBit(i + 1)) {
            hidden[i] = HIDDEN;
            if (left.length > 0) {
                left[i + 1] = Features.NONE;
            }
        }
        return new Tokens(hidden, times, now, left);
    }

    /** @return how many there are */
    public int size() {
        return items.length;
    }

    /**
     * @param index from 0 to size − 1
     * @return the item's number, or {@link #HIDDEN}, {@link #BLANK} or {@link #DESCRIBED}
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

    /**
     * What is known of a token besides its item.
     *
     * @param token 0 for the start token, whose features are the person's; t for event t − 1
     * @return the features; none of a hidden event
     */
    public Features features(int token) {
        return features.length == 0 ? Features.NONE : features[token];
    }

    /** @return the moment of the question, or {@link Event#NO_TIME} */
    public long now() {
        return now;
    }
}
