package because.explain.shapley;

import because.core.Coalitions;
import because.core.Game;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Interactions of pairs from random orders in which players join. Where i joins right before j, with S there already, v(S ∪ ij) − v(S ∪ i) − v(S ∪ j) + v(S) is
 * an unbiased sample of what the two do together, since S is as likely as the index SII weighs it; the other indices weigh the sizes of S otherwise, which is
 * made good by a factor. Orders come in blocks of ⌈n/2⌉ in which every pair is neighbours once (Walecki's zigzags: Lucas 1883), under a random numbering, each order with its reverse: so
 * all pairs are sampled equally often, a block estimates everything once, and blocks are independent. The standard error is that of the mean over blocks.
 *
 * <p>A block costs about 2n² calls.
 */
final class PairWalks {
    /** Fewer blocks have no standard error. */
    static final int FEWEST_BLOCKS = 2;

    private final Game game;
    private final InteractionIndex index;
    private final int players;
    private final Oracle oracle;

    PairWalks(Game game, InteractionIndex index) {
        this.game = game;
        this.index = index;
        this.players = game.players();
        this.oracle = new Oracle(game);
    }

    /** What an estimate costs, for 2 players or more. */
    static long calls(int players, InteractionIndex index, int blocks) {
        long even = players + (long) (players % 2);
        long once = 2L + (index == InteractionIndex.STII ? players : 0);
        return once + blocks * (even + players) * (players - 1);
    }

    /** As many blocks as the calls pay for. */
    static int blocks(int players, InteractionIndex index, long calls) {
        long perBlock = calls(players, index, 1) - calls(players, index, 0);
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, calls - calls(players, index, 0)) / perBlock);
    }

    /** Which row a pair has, below those of the players. */
    static int row(int one, int other, int players) {
        int i = Math.min(one, other);
        int j = Math.max(one, other);
        return players + i * (2 * players - i - 1) / 2 + j - i - 1;
    }

    /** The values of the players, and after them those of the pairs. */
    Solution solve(int blocks, long seed) {
        double[][] ends = oracle.ends();
        SplittableRandom random = new SplittableRandom(seed);
        int rows = players + players * (players - 1) / 2;
        double[][] mean = new double[rows][game.columns()];
        double[][] squares = new double[rows][game.columns()];
        double[][] singles = index == InteractionIndex.STII ? singles(ends[0]) : new double[0][];
        for (int block = 1; block <= blocks; block++) {
            double[][] values = block(random, ends);
            System.arraycopy(singles, 0, values, 0, singles.length);
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < values[row].length; column++) {
                    double off = values[row][column] - mean[row][column];
                    mean[row][column] += off / block;
                    squares[row][column] += off * (values[row][column] - mean[row][column]);
                }
            }
        }
        for (double[] row : squares) {
            for (int column = 0; column < row.length; column++) {
                row[column] = blocks < FEWEST_BLOCKS ? Double.NaN : Math.sqrt(row[column] / (blocks - 1) / blocks);
            }
        }
        return new Solution(
                index.label(),
                Map.of("blocks", Integer.toString(blocks)),
                ends[0],
                ends[1],
                mean,
                squares,
                oracle.calls());
    }

    /** What each player is worth alone, exactly. */
    private double[][] singles(double[] nobody) {
        Coalitions coalitions = new Coalitions(players);
        for (int player = 0; player < players; player++) {
            BitSet one = new BitSet();
            one.set(player);
            coalitions.add(one);
        }
        double[][] values = oracle.ask(coalitions);
        for (double[] row : values) {
            for (int column = 0; column < row.length; column++) {
                row[column] -= nobody[column];
            }
        }
        return values;
    }

    private double[][] block(SplittableRandom random, double[][] ends) {
        int even = players + players % 2;
        int[] number = new int[even];
        for (int i = 0; i < even; i++) {
            number[i] = i;
        }
        PermutationShapley.shuffle(number, random);
        List<int[]> orders = new ArrayList<>();
        for (int path = 0; path < even / 2; path++) {
            int[] zigzag = zigzag(path, number);
            orders.add(zigzag);
            int[] back = new int[even];
            for (int i = 0; i < even; i++) {
                back[i] = zigzag[even - 1 - i];
            }
            orders.add(back);
        }
        double[][] sums = new double[players + players * (players - 1) / 2][game.columns()];
        for (int[] order : orders) {
            walk(order, ends, sums, orders.size());
        }
        if (index == InteractionIndex.K_SII) {
            giveAway(sums);
        }
        return sums;
    }

    /** The path-th of the ways along which everybody stands beside everybody else once: 0, 1, −1, 2, −2 … from the path's number on, around the circle. */
    private static int[] zigzag(int path, int[] number) {
        int even = number.length;
        int[] order = new int[even];
        for (int i = 0; i < even; i++) {
            int step = i % 2 == 1 ? (i + 1) / 2 : -i / 2;
            order[i] = number[Math.floorMod(path + step, even)];
        }
        return order;
    }

    /** Adds what an order says. With an odd number of players one place of it is empty, and who stands at its two sides are no neighbours. */
    private void walk(int[] places, double[][] ends, double[][] sums, int orders) {
        int[] order = new int[players];
        boolean[] beside = new boolean[players];
        int filled = 0;
        for (int i = 0; i < places.length; i++) {
            if (places[i] < players) {
                beside[filled] = i + 1 < places.length && places[i + 1] < players;
                order[filled++] = places[i];
            }
        }
        Coalitions asked = new Coalitions(players);
        BitSet present = new BitSet(players);
        for (int step = 0; step < players - 1; step++) {
            if (beside[step]) {
                present.set(order[step + 1]);
                asked.add(present);
                present.clear(order[step + 1]);
            }
            present.set(order[step]);
            asked.add(present);
        }
        double[][] values = oracle.ask(asked);
        double[][] other = new double[players][];
        double[][] along = new double[players + 1][];
        along[0] = ends[0];
        along[players] = ends[1];
        int row = 0;
        for (int step = 0; step < players - 1; step++) {
            other[step] = beside[step] ? values[row++] : new double[0];
            along[step + 1] = values[row++];
        }
        for (int step = 0; step < players; step++) {
            for (int column = 0; column < game.columns(); column++) {
                double added = along[step + 1][column] - along[step][column];
                sums[order[step]][column] += index.factorOfPlayer(step, players) * added / orders;
                if (step < players - 1 && beside[step]) {
                    double both = along[step + 2][column] - along[step + 1][column] - other[step][column];
                    sums[row(order[step], order[step + 1], players)][column] +=
                            index.factorOfPair(step, players) * (both + along[step][column]) / 2;
                }
            }
        }
    }

    /** Each player gives half of each of its pairs away. */
    private void giveAway(double[][] sums) {
        for (int one = 0; one < players; one++) {
            for (int other = 0; other < one; other++) {
                double[] pair = sums[row(one, other, players)];
                for (int column = 0; column < pair.length; column++) {
                    sums[one][column] -= pair[column] / 2;
                    sums[other][column] -= pair[column] / 2;
                }
            }
        }
    }
}
