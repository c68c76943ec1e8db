package because.models.sequence;

import because.core.Event;
import because.network.Features;
import because.network.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a network reads, and what it is to tell from it: at each of some tokens an item. The start token is token 0. */
final class Example {
    /** The share of the examples in which nothing is known of the moment of what is told, so that a model can also be asked without one. */
    private static final double UNASKED = 0.2;

    private final Tokens read;
    private final int[] places;
    private final int[] told;
    private final int[] rows;
    private final boolean asked;

    private Example(Tokens read, int[] places, int[] told, int[] rows, boolean asked) {
        this.read = read;
        this.places = places;
        this.told = told;
        this.rows = rows;
        this.asked = asked;
    }

    /**
     * Each event is to be told from the ones before it, so token t tells event t.
     *
     * @param stretch of somebody's events, one at least
     * @param hidden the share of the events read that are hidden
     * @param queryTime whether the network looks at the moment of what is told
     * @param random decides which
     * @return the example
     */
    static Example next(Stretch stretch, double hidden, boolean queryTime, RandomGenerator random) {
        Tokens events = stretch.events();
        int count = events.size();
        int[] told = items(events);
        int[] read = Arrays.copyOf(told, count - 1);
        if (hidden > 0) {
            for (int i = 0; i < read.length; i++) {
                read[i] = random.nextDouble() < hidden ? Tokens.HIDDEN : read[i];
            }
        }
        int[] places = new int[count];
        Arrays.setAll(places, t -> stretch.leading() + t);
        int[] rows = new int[count];
        Arrays.setAll(rows, stretch::row);
        Tokens tokens = stretch.showing(read, events.time(count - 1));
        boolean asked = !(queryTime || events.hasMoments()) || random.nextDouble() >= UNASKED;
        return new Example(asked ? tokens : tokens.unasked(), places, told, rows, asked);
    }

    /**
     * Some events are left blank, and told from what stands around them.
     *
     * @param stretch of somebody's events, one at least
     * @param blanked the share that is left blank; if chance leaves none blank, the last one is
     * @param random decides which
     * @return the example
     */
    static Example cloze(Stretch stretch, double blanked, RandomGenerator random) {
        Tokens events = stretch.events();
        int[] read = items(events);
        int[] places = new int[read.length];
        int[] told = new int[read.length];
        int[] rows = new int[read.length];
        int blanks = 0;
        for (int i = 0; i < read.length; i++) {
            if (random.nextDouble() < blanked || (i == read.length - 1 && blanks == 0)) {
                told[blanks] = read[i];
                rows[blanks] = stretch.row(i);
                places[blanks++] = stretch.leading() + i + 1;
                read[i] = Tokens.BLANK;
            }
        }
        return new Example(
                stretch.showing(read, Event.NO_TIME),
                Arrays.copyOf(places, blanks),
                Arrays.copyOf(told, blanks),
                Arrays.copyOf(rows, blanks),
                true);
    }

    /**
     * Nothing is to be told.
     *
     * @param read what follows the start token
     * @return the example
     */
    static Example reading(Tokens read) {
        return new Example(read, new int[0], new int[0], new int[0], true);
    }

    /**
     * An item is scored for what is read, as the engines score it.
     *
     * @param read all events
     * @param item the item
     * @param cloze whether a blank at the end is scored, rather than the last event
     * @return the example
     */
    static Example scored(Tokens read, int item, boolean cloze) {
        Tokens all = read;
        if (cloze) {
            int[] items = Arrays.copyOf(items(read), read.size() + 1);
            items[read.size()] = Tokens.BLANK;
            long[] times = new long[items.length];
            Arrays.setAll(times, i -> i < read.size() ? read.time(i) : read.now());
            List<Features> features = new ArrayList<>();
            for (int t = 0; t <= items.length; t++) {
                features.add(t <= read.size() ? read.features(t) : read.ofQuestion());
            }
            all = Tokens.of(items, times, read.now()).with(features);
        }
        return new Example(all, new int[] {all.size()}, new int[] {item}, new int[] {-1}, true);
    }

    private static int[] items(Tokens events) {
        int[] items = new int[events.size()];
        Arrays.setAll(items, events::item);
        return items;
    }

    /** @return what follows the start token */
    Tokens read() {
        return read;
    }

    /** @return whether it is known when what is told took place, where that counts */
    boolean asked() {
        return asked;
    }

    /** @return how many items are to be told */
    int targets() {
        return told.length;
    }

    /**
     * @param target from 0 to targets − 1
     * @return the token at which it is to be told
     */
    int place(int target) {
        return places[target];
    }

    /**
     * @param target from 0 to targets − 1
     * @return the item
     */
    int told(int target) {
        return told[target];
    }

    /**
     * @param target from 0 to targets − 1
     * @return the number of the event that is told, among all events of the data
     */
    int row(int target) {
        return rows[target];
    }
}
