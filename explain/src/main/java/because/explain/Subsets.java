package because.explain;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Draws different sets of players of one size. */
final class Subsets {
    private Subsets() {}

    /**
     * @param n how many players there are
     * @param size how many are in each set, 1 to n
     * @param count how many sets
     * @param seed of the draw
     * @return that many different sets in random order, or all there are if there are fewer
     */
    static List<BitSet> random(int n, int size, int count, long seed) {
        if (atMost(n, size, count)) {
            List<BitSet> all = new ArrayList<>();
            collect(n, size, 0, new BitSet(n), all);
            return all;
        }
        // More than count sets exist, so drawing and throwing doubles away ends soon.
        SplittableRandom random = new SplittableRandom(seed ^ size * 0x9e3779b97f4a7c15L);
        Set<BitSet> drawn = new LinkedHashSet<>();
        while (drawn.size() < count) {
            BitSet set = new BitSet(n);
            while (set.cardinality() < size) {
                set.set(random.nextInt(n));
            }
            drawn.add(set);
        }
        return List.copyOf(drawn);
    }

    /** Whether "n choose size" is at most count. */
    private static boolean atMost(int n, int size, int count) {
        int less = Math.min(size, n - size);
        long choose = 1;
        for (int i = 1; i <= less; i++) {
            choose = choose * (n - less + i) / i;
            if (choose > count) {
                return false;
            }
        }
        return true;
    }

    private static void collect(int n, int size, int from, BitSet chosen, List<BitSet> all) {
        if (chosen.cardinality() == size) {
            all.add((BitSet) chosen.clone());
            return;
        }
        for (int player = from; player < n; player++) {
            chosen.set(player);
            collect(n, size, player + 1, chosen, all);
            chosen.clear(player);
        }
    }
}
