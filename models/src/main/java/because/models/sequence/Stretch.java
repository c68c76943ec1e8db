package because.models.sequence;

import because.network.Features;
import because.network.Tokens;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Some of somebody's events, as a network reads them, and which events of the data they are. */
final class Stretch {
    /** The bytes of an event: its item, its time, its number, and where its features are. */
    private static final int EVENT = 2 * Integer.BYTES + 2 * Long.BYTES;

    private final Tokens events;
    private final int[] rows;
    private final List<Features> leading;
    private final int room;

    private Stretch(Tokens events, int[] rows, List<Features> leading, int room) {
        this.events = events;
        this.rows = rows;
        this.leading = leading;
        this.room = room;
    }

    /**
     * Events that follow each other in the data.
     *
     * @param events what a network reads of them
     * @param row the number of the first among all events of the data
     */
    Stretch(Tokens events, int row) {
        this(events, new int[events.size()], List.of(), 0);
        Arrays.setAll(rows, i -> row + i);
    }

    /**
     * The same events of somebody of whom other things have tokens of their own.
     *
     * @param known what is known of each of these tokens
     * @param room for how many of them there is
     * @return the events after them
     */
    Stretch after(List<Features> known, int room) {
        return new Stretch(events, rows, known, room);
    }

    /** @return how many tokens stand between the start token and the events */
    int leading() {
        return leading.size();
    }

    /**
     * What a network reads if some of the events are shown as something else.
     *
     * @param items an item for each of the first events
     * @param now the moment of what is to be told
     * @return the tokens, the leading ones among them
     */
    Tokens showing(int[] items, long now) {
        return events.showing(items, now).after(leading, room);
    }

    /** @return what a network reads of them */
    Tokens events() {
        return events;
    }

    /**
     * @param event from 0 to size − 1
     * @return the number of the event among all events of the data
     */
    int row(int event) {
        return rows[event];
    }

    /** @return how many there are */
    int size() {
        return rows.length;
    }

    /** @return about how many bytes of Java's memory they take with what is known of them, and with a copy in the windows of an epoch */
    double bytes() {
        double bytes = 2.0 * EVENT * (size() + 1);
        for (int token = 0; token <= size(); token++) {
            bytes += Footprint.bytes(events.features(token));
        }
        for (Features features : leading) {
            bytes += Footprint.bytes(features);
        }
        return bytes;
    }

    /** Notes which features are read of the person and of the events. */
    void features(BitSet read) {
        for (int token = 0; token <= size(); token++) {
            add(events.features(token), read);
        }
        leading.forEach(features -> add(features, read));
    }

    private static void add(Features features, BitSet read) {
        for (int i = 0; i < features.size(); i++) {
            read.set(features.index(i));
        }
    }

    /** The events from one to before another. */
    Stretch part(int from, int to) {
        return new Stretch(events.part(from, to), Arrays.copyOfRange(rows, from, to), leading, room);
    }

    /** The events that are not among some. */
    Stretch without(BitSet absent) {
        return new Stretch(
                events.without(absent),
                IntStream.range(0, rows.length)
                        .filter(i -> !absent.get(i))
                        .map(i -> rows[i])
                        .toArray(),
                leading,
                room);
    }

    /** The same events in an order that is drawn. */
    Stretch shuffled(RandomGenerator random) {
        int[] order = new int[rows.length];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return new Stretch(
                events.ordered(order), Arrays.stream(order).map(i -> rows[i]).toArray(), leading, room);
    }
}
