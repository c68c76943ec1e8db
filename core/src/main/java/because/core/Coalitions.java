package because.core;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;

/** A batch of coalitions: for each row, which players are present. Rows are added once and then only read. */
public final class Coalitions {
    private final int players;
    private final int words;
    private long[] bits;
    private int size;

    /** @param players how many players there are, 0 or more */
    public Coalitions(int players) {
        if (players < 0) {
            throw BadInput.of("the number of players", players, "0 or more", "");
        }
        this.players = players;
        this.words = Math.max(1, (players + 63) / 64);
        this.bits = new long[words * 16];
    }

    /**
     * Adds a row.
     *
     * @param present the players that are present; copied
     * @throws BadInput if one of them is not a player
     */
    public void add(BitSet present) {
        if (present.length() > players) {
            throw BadInput.of("a player's number", present.length() - 1, "numbers below " + players, "");
        }
        if ((size + 1) * words > bits.length) {
            bits = Arrays.copyOf(bits, bits.length * 2);
        }
        long[] row = present.toLongArray();
        System.arraycopy(row, 0, bits, size * words, row.length);
        size++;
    }

    /** Adds the row in which nobody is present. */
    public void addNone() {
        add(new BitSet());
    }

    /** Adds the row in which everybody is present. */
    public void addAll() {
        BitSet all = new BitSet();
        all.set(0, players);
        add(all);
    }

    /** @return how many rows there are */
    public int size() {
        return size;
    }

    /** @return how many players there are */
    public int players() {
        return players;
    }

    /**
     * @param row from 0 to size − 1
     * @param player from 0 to players − 1
     * @return whether the player is present in that row
     */
    public boolean contains(int row, int player) {
        Objects.checkIndex(row, size);
        Objects.checkIndex(player, players);
        return (bits[row * words + (player >> 6)] >>> (player & 63) & 1L) != 0;
    }

    /**
     * @param row from 0 to size − 1
     * @return a copy of the row
     */
    public BitSet row(int row) {
        Objects.checkIndex(row, size);
        return BitSet.valueOf(Arrays.copyOfRange(bits, row * words, (row + 1) * words));
    }
}
