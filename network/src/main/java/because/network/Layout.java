package because.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which tokens of several sequences stand in which columns of the matrices. The sequences of coalitions, and those of one person at several times, hold the same
 * tokens at the same positions again and again: whatever is computed of a token alone is computed once for all of them.
 */
final class Layout {
    /** Which columns a matrix has. */
    enum Extent {
        /** One for each token that differs from the others in what it holds or where it stands. */
        DISTINCT,
        /** One for each token of each sequence, sequence after sequence. */
        ALL,
        /** One for the last token of each sequence. */
        LAST
    }

    private final List<Rows> sequences;
    private final int[] starts;
    private final int[] distinct;

    private Layout(List<Rows> sequences, int[] starts, int[] distinct) {
        this.sequences = sequences;
        this.starts = starts;
        this.distinct = distinct;
    }

    /** Numbers the distinct tokens as they come; each sequence's last token must be among its rows. */
    static final class Index {
        private final boolean fromEnd;
        private final Map<Object, Integer> numbers = new HashMap<>();
        private final List<Rows> holders = new ArrayList<>();
        private final List<Integer> rows = new ArrayList<>();

        Index(boolean fromEnd) {
            this.fromEnd = fromEnd;
        }

        int number(Rows sequence, int row) {
            Integer known = numbers.putIfAbsent(sequence.key(row, fromEnd), rows.size());
            if (known != null) {
                return known;
            }
            holders.add(sequence);
            rows.add(row);
            return rows.size() - 1;
        }

        int size() {
            return rows.size();
        }

        /** A sequence in which the distinct token stands. */
        Rows sequence(int number) {
            return holders.get(number);
        }

        /** Where it stands there. */
        int row(int number) {
            return rows.get(number);
        }
    }

    static Layout of(List<Rows> sequences, Index index) {
        int[] starts = new int[sequences.size() + 1];
        for (int i = 0; i < sequences.size(); i++) {
            starts[i + 1] = starts[i] + sequences.get(i).count();
        }
        int[] distinct = new int[starts[sequences.size()]];
        for (int i = 0; i < sequences.size(); i++) {
            for (int row = 0; row < sequences.get(i).count(); row++) {
                distinct[starts[i] + row] = index.number(sequences.get(i), row);
            }
        }
        return new Layout(sequences, starts, distinct);
    }

    int sequences() {
        return sequences.size();
    }

    Rows sequence(int number) {
        return sequences.get(number);
    }

    /** The column of a sequence's first token, among all tokens. */
    int start(int sequence) {
        return starts[sequence];
    }

    /** The column of a sequence's last token, among all tokens. */
    int last(int sequence) {
        return starts[sequence + 1] - 1;
    }

    /** How many columns there are of all tokens or of the last ones. */
    int columns(Extent extent) {
        return extent == Extent.LAST ? sequences.size() : distinct.length;
    }

    /** Copies the columns of some tokens, one after the other, out of a row that has one for each distinct token. */
    void gather(float[] row, int start, float[] into, int tokens) {
        for (int t = 0; t < tokens; t++) {
            into[t] = row[distinct[start + t]];
        }
    }

    /** Where the column of an extent is found in a matrix of that extent or an earlier one. */
    int source(Extent to, int column, Extent from) {
        if (to == from) {
            return column;
        }
        int token = to == Extent.LAST ? last(column) : column;
        return from == Extent.DISTINCT ? distinct[token] : token;
    }
}
