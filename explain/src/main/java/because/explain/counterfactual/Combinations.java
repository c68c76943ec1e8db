package because.explain.counterfactual;

import java.util.BitSet;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** All sets of some size out of n, in lexicographic order, one at a time. */
final class Combinations implements Iterator<BitSet> {
    private final int n;
    private final int[] chosen;
    private boolean more;

    Combinations(int n, int size) {
        this.n = n;
        this.chosen = new int[size];
        for (int i = 0; i < size; i++) {
            chosen[i] = i;
        }
        this.more = size <= n;
    }

    @Override
    public boolean hasNext() {
        return more;
    }

    @Override
    public BitSet next() {
        if (!more) {
            throw new NoSuchElementException();
        }
        BitSet set = new BitSet(n);
        for (int i : chosen) {
            set.set(i);
        }
        int i = chosen.length - 1;
        while (i >= 0 && chosen[i] == n - chosen.length + i) {
            i--;
        }
        more = i >= 0;
        if (more) {
            chosen[i]++;
            for (int j = i + 1; j < chosen.length; j++) {
                chosen[j] = chosen[j - 1] + 1;
            }
        }
        return set;
    }
}
