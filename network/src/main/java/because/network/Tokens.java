package because.network;

import because.core.BadInput;
import because.core.Event;
import java.util.Arrays;
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
    private final Moments moments;
    private final Leading leading;

    /**
     * Tokens before the events.
     *
     * @param count how many there are
     * @param room for how many there is, so that the window of events is the same for everybody
     */
    private record Leading(int count, int room) {
        private static final Leading NONE = new Leading(0, 0);
    }

    private Tokens(int[] items, long[] times, long now) {
        this(items, times, now, NO_FEATURES, Moments.NONE, Leading.NONE);
    }

    private Tokens(int[] items, long[] times, long now, Features[] features, Moments moments, Leading leading) {
        if (times.length != 0 && times.length != items.length) {
            throw BadInput.of("the number of times", times.length, "0 or " + items.length + ", one for each item", "");
        }
        this.items = items;
        this.times = times;
        this.now = now;
        this.features = features;
        this.moments = moments;
        this.leading = leading;
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
        return new Tokens(items, times, now, none ? NO_FEATURES : features.toArray(NO_FEATURES), moments, leading);
    }

    /**
     * The same tokens, of which it also counts when they took place.
     *
     * @param moments what moments say
     * @return the tokens with it
     */
    public Tokens with(Moments moments) {
        return new Tokens(items, times, now, features, moments, leading);
    }

    /** @return the same tokens, of which nothing is told of the moment of what comes next */
    public Tokens unasked() {
        return with(moments.unasked());
    }

    /** @return whether it counts when the tokens took place */
    public boolean hasMoments() {
        return moments != Moments.NONE;
    }

    /**
     * The same tokens after others that stand between the start token and the events, such as one for each thing that is known of a person.
     *
     * @param known what is known of each of the others
     * @param room how many there may be at most: a network reads as many events fewer than it has places, whoever they are of
     * @return the tokens, the first of which are {@link #DESCRIBED}
     * @throws BadInput if there is no room for them
     */
    public Tokens after(List<Features> known, int room) {
        int count = known.size();
        if (count > room) {
            throw BadInput.of("the number of leading tokens", count, "at most " + room, "");
        }
        if (room == 0) {
            return this;
        }
        int[] all = new int[count + items.length];
        Arrays.fill(all, 0, count, DESCRIBED);
        System.arraycopy(items, 0, all, count, items.length);
        long[] at = new long[times.length == 0 ? 0 : all.length];
        if (at.length > 0) {
            Arrays.fill(at, 0, count, Event.NO_TIME);
            System.arraycopy(times, 0, at, count, times.length);
        }
        Features[] with = new Features[all.length + 1];
        with[0] = stored(0);
        for (int i = 0; i < all.length; i++) {
            with[i + 1] = i < count ? known.get(i) : stored(i - count + 1);
        }
        return new Tokens(all, at, now, with, moments, new Leading(count, room));
    }

    /**
     * The first of the tokens, some with another item.
     *
     * @param shown the items of these, or {@link #HIDDEN} or {@link #BLANK}, of which nothing else is known than when they took place; not copied
     * @param now the moment of the question
     * @return as many tokens
     */
    public Tokens showing(int[] shown, long now) {
        long[] at = times.length == 0 ? times : Arrays.copyOf(times, shown.length);
        Features[] with = features.length == 0 ? NO_FEATURES : Arrays.copyOf(features, shown.length + 1);
        for (int i = 0; i < shown.length && with.length > 0; i++) {
            with[i + 1] = shown[i] == HIDDEN || shown[i] == BLANK ? Features.NONE : with[i + 1];
        }
        return new Tokens(shown, at, now, with, moments, leading);
    }

    /**
     * A stretch of the tokens, all of the same person.
     *
     * @param from the first token
     * @param to after the last
     * @return the tokens between
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
        int first = 0;
        while (first < count && kept[first] < leading.count()) {
            first++;
        }
        return new Tokens(items, times, now, features, moments, new Leading(first, leading.room()));
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
        return new Tokens(moved, at, now, with, moments, leading);
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
        return new Tokens(hidden, times, now, left, moments, leading);
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
     * @return the features; of a hidden event none but those of the moment of what comes next
     */
    public Features features(int token) {
        if (!hasMoments()) {
            return stored(token);
        }
        Features own = token == 0 || items[token - 1] == HIDDEN ? Features.NONE : moments.of(time(token - 1));
        return stored(token).plus(own).plus(moments.before(token < size() ? time(token) : now));
    }

    private Features stored(int token) {
        return features.length == 0 ? Features.NONE : features[token];
    }

    /** @return what is known of a blank that stands after the last token */
    public Features ofQuestion() {
        return moments.of(now);
    }

    /** @return how many tokens stand before the events */
    public int leading() {
        return leading.count();
    }

    /** For how many tokens before the events there is room. */
    int room() {
        return leading.room();
    }

    /** @return the moment of the question, or {@link Event#NO_TIME} */
    public long now() {
        return now;
    }
}
