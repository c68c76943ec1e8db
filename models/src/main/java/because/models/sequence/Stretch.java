package because.models.sequence;

import because.network.Tokens;

/**
 * Some of somebody's events, one after the other.
 *
 * @param events what a network reads of them
 * @param row the number of the first among all events of the data; the others follow it
 */
record Stretch(Tokens events, int row) {
    /** @return how many there are */
    int size() {
        return events.size();
    }

    /** The events from one to before another. */
    Stretch part(int from, int to) {
        return new Stretch(events.part(from, to), row + from);
    }
}
