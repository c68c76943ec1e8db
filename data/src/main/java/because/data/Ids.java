package because.data;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers ids in the order in which they appear first. The ids are kept as bytes in one array, so that millions cost little more than their text. A slot of
 * the hash table holds ids of up to seven bytes themselves: finding one of them touches one line of the processor's cache, which is most of what an import
 * waits for.
 */
final class Ids {
    private static final long LONG_ID = 0xffL << 56;

    private byte[] pool = new byte[1 << 12];
    private int[] ends = new int[1 << 8];
    private long[] slots = new long[1 << 10]; // pairs of key and number + 1; 0 is free
    private int size;

    int size() {
        return size;
    }

    /** @return the id's number; a new one if it has not appeared yet */
    int add(byte[] bytes, int from, int to) {
        long key = key(bytes, from, to);
        int slot = slot(key, bytes, from, to);
        if (slots[slot + 1] != 0) {
            return (int) slots[slot + 1] - 1;
        }
        int start = size == 0 ? 0 : ends[size - 1];
        long end = (long) start + to - from;
        if (end > Integer.MAX_VALUE - 16 || size == 1 << 28) {
            throw new BadInput("the ids take more than 2 GB.\nMaybe a column is mapped wrongly: the last id was '"
                    + Numbers.text(bytes, from, Math.min(to, from + 40)) + "'.");
        }
        if (end > pool.length) {
            pool = Arrays.copyOf(pool, (int) Math.min(Integer.MAX_VALUE - 16, Math.max(end, 2L * pool.length)));
        }
        System.arraycopy(bytes, from, pool, start, to - from);
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
        }
        ends[size] = (int) end;
        slots[slot] = key;
        slots[slot + 1] = ++size;
        if (3L * size > slots.length) {
            grow();
        }
        return size - 1;
    }

    /** The id itself and its length if it is short, else a hash of it. */
    private static long key(byte[] bytes, int from, int to) {
        long key = 0;
        if (to - from <= 7) {
            for (int i = from; i < to; i++) {
                key = (key << 8) | (bytes[i] & 0xff);
            }
            return key | ((long) (to - from) << 56);
        }
        for (int i = from; i < to; i++) {
            key = (key ^ bytes[i]) * 0x100000001b3L;
        }
        return key | LONG_ID;
    }

    private static int home(long key, int mask) {
        long mixed = (key ^ (key >>> 32)) * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32) & mask & ~1;
    }

    private int slot(long key, byte[] bytes, int from, int to) {
        int mask = slots.length - 1;
        for (int slot = home(key, mask); ; slot = (slot + 2) & mask) {
            int number = (int) slots[slot + 1] - 1;
            if (number < 0 || (slots[slot] == key && ((key & LONG_ID) != LONG_ID || isAt(number, bytes, from, to)))) {
                return slot;
            }
        }
    }

    private boolean isAt(int number, byte[] bytes, int from, int to) {
        return Arrays.equals(pool, number == 0 ? 0 : ends[number - 1], ends[number], bytes, from, to);
    }

    private void grow() {
        long[] wider = new long[2 * slots.length];
        int mask = wider.length - 1;
        for (int old = 0; old < slots.length; old += 2) {
            if (slots[old + 1] != 0) {
                int slot = home(slots[old], mask);
                while (wider[slot + 1] != 0) {
                    slot = (slot + 2) & mask;
                }
                wider[slot] = slots[old];
                wider[slot + 1] = slots[old + 1];
            }
        }
        slots = wider;
    }

    /** @return all ids in the order of their numbers */
    List<String> toList() {
        List<String> ids = new ArrayList<>(size);
        for (int number = 0, start = 0; number < size; number++) {
            ids.add(Numbers.text(pool, start, ends[number]));
            start = ends[number];
        }
        return ids;
    }
}
