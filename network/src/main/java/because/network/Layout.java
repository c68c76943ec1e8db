package because.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which tokens of several sequences stand in which rows of the matrices. The sequences of coalitions, and those of one person at several times, hold the same
 * tokens at the same positions again and again, and begin alike: whatever is computed of a token alone is computed once for all of them, and where tokens see only
 * what is before them, whatever is computed of a beginning is computed once for all sequences after each other that have it.
 */
final class Layout {
    /** Which rows a matrix has. */
    enum Extent {
        /** One for each token that differs from the others in what it holds or where it stands. */
        DISTINCT,
        /** One for each token of each sequence, sequence after sequence, but for beginnings that are shared. */
        ALL,
        /** One for the last token of each sequence. */
        LAST
    }

    private final List<Chain> chains;
    private final int[][] rows;
    private final int[] fresh;
    private final int[] distinct;

    private Layout(List<Chain> chains, int[][] rows, int[] fresh, int[] distinct) {
        this.chains = chains;
        this.rows = rows;
        this.fresh = fresh;
        this.distinct = distinct;
    }

    /** The tokens of one sequence that matter: the hidden ones do not, for nobody sees them, but for one whose own row is asked for. */
    static final class Chain {
        private final int place;
        private final Rows rows;
        private final int[] kept;
        private final int[] numbers;

        /**
         * @param place which of all sequences it is
         * @param rows its tokens
         * @param withLast whether the last token's row is asked for
         * @param index numbers the tokens
         */
        Chain(int place, Rows rows, boolean withLast, Index index) {
            this.place = place;
            this.rows = rows;
            int[] some = new int[rows.count()];
            int count = 0;
            for (int row = 0; row < some.length; row++) {
                if (!rows.hidden(row) || (withLast && row == some.length - 1)) {
                    some[count++] = row;
                }
            }
            this.kept = Arrays.copyOf(some, count);
            this.numbers = new int[count];
            for (int t = 0; t < count; t++) {
                numbers[t] = index.number(rows, kept[t]);
            }
        }

        int place() {
            return place;
        }

        Rows rows() {
            return rows;
        }

        /** How many tokens there are. */
        int length() {
            return kept.length;
        }

        /** Where a token stands in the sequence. */
        int row(int token) {
            return kept[token];
        }

        /** The token's number among the distinct ones. */
        int number(int token) {
            return numbers[token];
        }

        /** Whether the last token is one that no other sees. */
        boolean lastHidden() {
            return rows.hidden(kept[kept.length - 1]);
        }

        /** How many tokens two sequences have in common at their beginning. */
        int common(Chain other) {
            int end = Math.min(numbers.length, other.numbers.length);
            int t = 0;
            while (t < end && numbers[t] == other.numbers[t]) {
                t++;
            }
            return t;
        }

        /** An order in which sequences that begin alike are next to each other. */
        static int compare(Chain one, Chain other) {
            return Arrays.compare(one.numbers, other.numbers);
        }
    }

    /** Numbers the distinct tokens as they come. */
    static final class Index {
        private final boolean fromEnd;
        private final Map<Features, Integer> known = new HashMap<>(Map.of(Features.NONE, 0));
        private final List<Rows> holders = new ArrayList<>();
        private long[] keys = new long[256]; // open addressing
        private int[] beside = new int[keys.length];
        private int[] numbers = new int[keys.length]; // one more than the number, 0 where nothing is
        private int[] rows = new int[keys.length];

        Index(boolean fromEnd) {
            this.fromEnd = fromEnd;
        }

        int number(Rows sequence, int row) {
            Features features = sequence.features(row);
            int feature = features.isEmpty() ? 0 : known.computeIfAbsent(features, _ -> known.size());
            long key = sequence.key(row, fromEnd);
            int slot = slot(key, feature);
            if (numbers[slot] > 0) {
                return numbers[slot] - 1;
            }
            if (2 * size() >= keys.length) {
                grow();
                slot = slot(key, feature);
            }
            holders.add(sequence);
            rows[size() - 1] = row;
            keys[slot] = key;
            beside[slot] = feature;
            numbers[slot] = size();
            return size() - 1;
        }

        /** Where a key is, or would be. */
        private int slot(long key, int feature) {
            long hash = (key + feature * 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
            int slot = (int) (hash >>> Integer.SIZE) & (keys.length - 1);
            while (numbers[slot] > 0 && (keys[slot] != key || beside[slot] != feature)) {
                slot = (slot + 1) & (keys.length - 1);
            }
            return slot;
        }

        private void grow() {
            long[] oldKeys = keys;
            int[] oldBeside = beside;
            int[] oldNumbers = numbers;
            keys = new long[2 * oldKeys.length];
            beside = new int[keys.length];
            numbers = new int[keys.length];
            rows = Arrays.copyOf(rows, keys.length);
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldNumbers[i] > 0) {
                    int slot = slot(oldKeys[i], oldBeside[i]);
                    keys[slot] = oldKeys[i];
                    beside[slot] = oldBeside[i];
                    numbers[slot] = oldNumbers[i];
                }
            }
        }

        int size() {
            return holders.size();
        }

        /** A sequence in which the distinct token stands. */
        Rows sequence(int number) {
            return holders.get(number);
        }

        /** Where it stands there. */
        int row(int number) {
            return rows[number];
        }
    }

    /**
     * Lays sequences out, in parts that are computed one after the other.
     *
     * @param chains the sequences; where beginnings are shared, in {@link Chain#compare}'s order
     * @param shares whether what is computed of a token depends only on what is before it
     * @param most how many rows a part has, unless a single sequence has more
     */
    static List<Layout> of(List<Chain> chains, boolean shares, int most) {
        List<Layout> parts = new ArrayList<>();
        int begin = 0;
        int size = 0;
        for (int i = 0; i < chains.size(); i++) {
            int common = shares && i > begin ? chains.get(i).common(chains.get(i - 1)) : 0;
            if (size > 0 && size + chains.get(i).length() - common > most) {
                parts.add(part(chains.subList(begin, i), shares));
                begin = i;
                size = 0;
                common = 0;
            }
            size += chains.get(i).length() - common;
        }
        parts.add(part(chains.subList(begin, chains.size()), shares));
        return parts;
    }

    private static Layout part(List<Chain> chains, boolean shares) {
        int[][] rows = new int[chains.size()][];
        int[] fresh = new int[rows.length];
        int[] distinct = new int[chains.stream().mapToInt(Chain::length).sum()];
        int size = 0;
        for (int i = 0; i < rows.length; i++) {
            Chain chain = chains.get(i);
            fresh[i] = shares && i > 0 ? chain.common(chains.get(i - 1)) : 0;
            rows[i] = i > 0 ? Arrays.copyOf(rows[i - 1], chain.length()) : new int[chain.length()];
            for (int t = fresh[i]; t < chain.length(); t++) {
                distinct[size] = chain.number(t);
                rows[i][t] = size++;
            }
        }
        return new Layout(chains, rows, fresh, Arrays.copyOf(distinct, size));
    }

    int sequences() {
        return chains.size();
    }

    Chain chain(int sequence) {
        return chains.get(sequence);
    }

    /** The first token of a sequence that has a row of its own: those before it have their rows in the sequence before. */
    int fresh(int sequence) {
        return fresh[sequence];
    }

    /** How many pairs of a token and one at or before it there are to look at. */
    long pairs() {
        long pairs = 0;
        for (int i = 0; i < fresh.length; i++) {
            long length = chains.get(i).length();
            pairs += length * (length + 1) / 2 - (long) fresh[i] * (fresh[i] + 1) / 2;
        }
        return pairs;
    }

    /** The row of a sequence's token, among all tokens. */
    int row(int sequence, int token) {
        return rows[sequence][token];
    }

    /** How many rows there are of all tokens or of the last ones. */
    int size(Extent extent) {
        return extent == Extent.LAST ? chains.size() : distinct.length;
    }

    /** Where the row of an extent is found in a matrix of that extent or an earlier one. */
    int source(Extent to, int row, Extent from) {
        if (to == from) {
            return row;
        }
        int token = to == Extent.LAST ? rows[row][rows[row].length - 1] : row;
        return from == Extent.DISTINCT ? distinct[token] : token;
    }
}
