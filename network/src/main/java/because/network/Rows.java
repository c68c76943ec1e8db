package because.network;

import because.core.BadInput;
import java.util.BitSet;

/** Which token stands in which row of a network's matrices: the start token, what else stands before the events, the newest events that fit in, and the blank at the end of a cloze. */
final class Rows {
    /** Stands in a row for the start token. */
    static final int START = -4;

    private final Tokens tokens;
    private final int passed;
    private final Tokens given;

    private Rows(Tokens tokens, int passed, Tokens given) {
        this.tokens = tokens;
        this.passed = passed;
        this.given = given;
    }

    /** What of a network says how it reads. */
    static final class Form {
        private final boolean cloze;
        private final int window;
        private final int items;
        private final int features;

        Form(Network network) {
            this.cloze = network.embed().blank().isPresent();
            this.window = network.window();
            this.items = network.weight(network.embed().items()).dimension(0);
            this.features = network.embed()
                    .features()
                    .map(table -> network.weight(table).dimension(0))
                    .orElse(0);
        }
    }

    /**
     * @param form of what reads
     * @param tokens what is read
     * @return the rows
     * @throws BadInput if there is no such item, or no vector for a blank
     */
    static Rows of(Form form, Tokens tokens) {
        int events = tokens.size() - tokens.leading();
        int passed = Math.max(0, events - Math.max(0, form.window - tokens.room()));
        BitSet older = new BitSet();
        older.set(tokens.leading(), tokens.leading() + passed);
        Tokens given = passed == 0 ? tokens : tokens.without(older);
        int count = given.size();
        int[] items = new int[form.cloze ? count + 1 : count];
        long[] times = new long[items.length];
        for (int i = 0; i < count; i++) {
            int item = given.item(i);
            if (item < Tokens.DESCRIBED || item >= form.items || (item == Tokens.BLANK && !form.cloze)) {
                throw BadInput.of("an item's number", item, "0 to " + (form.items - 1), "");
            }
            items[i] = item;
            times[i] = given.time(i);
        }
        for (int t = 0; t <= count; t++) {
            Features beside = given.features(t);
            if (!beside.isEmpty() && beside.index(beside.size() - 1) >= form.features) {
                throw BadInput.of(
                        "a feature's number",
                        beside.index(beside.size() - 1),
                        form.features == 0 ? "none, for this network reads no features" : "0 to " + (form.features - 1),
                        "");
            }
        }
        if (form.cloze) {
            items[count] = Tokens.BLANK;
            times[count] = tokens.now();
        }
        return new Rows(Tokens.of(items, times, tokens.now()), passed, given);
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

    /** What is known of a row's token besides its item. */
    Features features(int row) {
        return row <= given.size() ? given.features(row) : given.ofQuestion();
    }

    /** What item a token is and where it stands: with equal features beside equal keys, columns are equal up to the first attention. */
    long key(int row, boolean fromEnd) {
        return (long) (item(row) - START) << Integer.SIZE | position(row, fromEnd);
    }

    /** Which of the tokens that were given stands in a row; −1 for the start token and the blank at the end. */
    int token(int row) {
        if (row == 0 || row > given.size()) {
            return -1;
        }
        return row <= given.leading() ? row - 1 : passed + row - 1;
    }

    /** Measures the time between rows. */
    TimeBuckets.Clock clock(boolean ahead, int buckets) {
        return new TimeBuckets.Clock(tokens, ahead, buckets);
    }
}
