package because.models.sequence;

import because.network.Tokens;
import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Some of somebody's events, as a network reads them, and which events of the data they are. */
final class Stretch {
    private final Tokens events;
    private final int[] rows;

    private Stretch(Tokens events, int[] rows) {
        this.events = events;
        this.rows = rows;
    }

    /**
     * Events that follow each other in the data.
     *
     * @param events what a network reads of them
     * @param row the number of the first among all events of the data
     */
    Stretch(Tokens events, int row) {
        this(events, new int[events.size()]);
        Arrays.setAll(rows, i -> row + i);
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

    /** The events from one to before another. */
    Stretch part(int from, int to) {
        return new Stretch(events.part(from, to), Arrays.copyOfRange(rows, from, to));
    }

    /** The events that are not among some. */
    Stretch without(BitSet absent) {
        return new Stretch(
                events.without(absent),
                IntStream.range(0, rows.length)
                        .filter(i -> !absent.get(i))
                        .map(i -> rows[i])
                        .toArray());
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
                events.ordered(order), Arrays.stream(order).map(i -> rows[i]).toArray());
    }
}
