package because.explain.global;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which rows give something to which: in each draw each row gives once and takes once, never from itself, and never twice from the same one. All others, where there are
 * not more than draws.
 */
final class Donors {
    private final int[][] donors;

    /** @param draws how many others each row takes from, 1 or more */
    Donors(int rows, int draws, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = shuffled(rows, random);
        int used = Math.min(draws, rows - 1);
        int[] shifts = shuffled(rows - 1, random);
        donors = new int[rows][used];
        for (int draw = 0; draw < used; draw++) {
            for (int place = 0; place < rows; place++) {
                donors[order[place]][draw] = order[(place + shifts[draw] + 1) % rows];
            }
        }
    }

    static int[] shuffled(int n, SplittableRandom random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    /** @return how many others each row takes from */
    int draws() {
        return donors.length == 0 ? 0 : donors[0].length;
    }

    /** @return whether each row takes from all others, so that nothing was drawn */
    boolean all() {
        return draws() == donors.length - 1;
    }

    int donor(int row, int draw) {
        return donors[row][draw];
    }
}
