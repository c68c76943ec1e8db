package because.network;

import because.core.BadInput;

/** Which token stands in which row of a network's matrices: the start token, the newest events that fit in, and the blank at the end of a cloze. */
final class Rows {
    /** Stands in a row for the start token. */
    static final int START = -3;

    private final Tokens tokens;
    private final int first;
    private final int given;

    private Rows(Tokens tokens, int first, int given) {
        this.tokens = tokens;
        this.first = first;
        this.given = given;
    }

    /**
     * @param network what reads
     * @param tokens what is read
     * @return the rows
     * @throws BadInput if there is no such item, or no vector for a blank
     */
    static Rows of(Network network, Tokens tokens) {
        boolean cloze = network.embed().blank().isPresent();
        int known = network.weight(network.embed().items()).dimension(0);
        int first = Math.max(0, tokens.size() - network.window());
        int count = tokens.size() - first;
        int[] items = new int[cloze ? count + 1 : count];
        long[] times = new long[items.length];
        for (int i = 0; i < count; i++) {
            int item = tokens.item(first + i);
            if (item < Tokens.BLANK || item >= known || (item == Tokens.BLANK && !cloze)) {
                throw BadInput.of("an item's number", item, "0 to " + (known - 1), "");
            }
            items[i] = item;
            times[i] = tokens.time(first + i);
        }
        if (cloze) {
            items[count] = Tokens.BLANK;
            times[count] = tokens.now();
        }
        return new Rows(Tokens.of(items, times, tokens.now()), first, tokens.size());
    }

    int count() {
        return tokens.size() + 1;
    }

    /** The item's number in the embedding, or one of START, HIDDEN and BLANK. */
    int item(int row) {
        return row == 0 ? START : tokens.item(row - 1);
    }

    boolean hidden(int row) {
        return item(row) == Tokens.HIDDEN;
    }

    /** Whether a token attends to another, which it may see. */
    boolean attends(int row, int other) {
        return row == other || !hidden(other);
    }

    int position(int row, boolean fromEnd) {
        return fromEnd ? tokens.size() - row : row;
    }

    /** What a token holds and where it stands: equal keys, equal columns up to the first attention. */
    Object key(int row, boolean fromEnd) {
        return (long) (item(row) - START) << Integer.SIZE | position(row, fromEnd);
    }

    /** Which of the tokens that were given stands in a row; −1 for the start token and the blank at the end. */
    int token(int row) {
        int token = first + row - 1;
        return row > 0 && token < given ? token : -1;
    }

    /** Measures the time between rows. */
    TimeBuckets.Clock clock(boolean ahead, int buckets) {
        return new TimeBuckets.Clock(tokens, ahead, buckets);
    }
}
