package because.testkit;

import because.core.BadInput;
import because.core.Coalitions;
import because.core.ForwardingGame;
import because.core.Game;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** A game that is written down: v of every coalition in a table. Bit i of a coalition's number says whether player i is present. */
public final class TableGame implements Game {
    private final int players;
    private final double[][] columns;

    /**
     * @param columns for each column of the game v of all 2ⁿ coalitions; copied
     * @throws BadInput if there is no column, or one is not as long as a power of two and as the others
     */
    public TableGame(double[]... columns) {
        if (columns.length == 0) {
            throw new BadInput("a game's table has no columns.");
        }
        this.players = Integer.numberOfTrailingZeros(columns[0].length);
        this.columns = new double[columns.length][];
        for (int column = 0; column < columns.length; column++) {
            if (columns[column].length != 1 << players || columns[column].length != columns[0].length) {
                throw BadInput.of(
                        "the length of a game's table", columns[column].length, "a power of two, as all columns", "");
            }
            this.columns[column] = columns[column].clone();
        }
    }

    /**
     * Writes a game down.
     *
     * @param players how many, 0 to 20
     * @param v the value of a coalition by its number
     * @return the game, of one column
     */
    public static TableGame of(int players, IntToDoubleFunction v) {
        double[] table = new double[1 << players];
        for (int mask = 0; mask < table.length; mask++) {
            table[mask] = v.applyAsDouble(mask);
        }
        return new TableGame(table);
    }

    /**
     * A game without any structure: each coalition's value is drawn for itself.
     *
     * @param players how many, 0 to 20
     * @param seed of the draw
     * @return the game, its values between −1 and 1
     */
    public static TableGame random(int players, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return of(players, _ -> random.nextDouble(-1, 1));
    }

    /**
     * Writes down any game.
     *
     * @param game a game of at most 20 players
     * @return the same game as a table
     */
    public static TableGame copyOf(Game game) {
        Coalitions all = new Coalitions(game.players());
        for (int mask = 0; mask < 1 << game.players(); mask++) {
            all.add(BitSet.valueOf(new long[] {mask}));
        }
        double[][] rows = new double[all.size()][game.columns()];
        game.values(all, rows);
        double[][] columns = new double[game.columns()][all.size()];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                columns[column][row] = rows[row][column];
            }
        }
        return new TableGame(columns);
    }

    /**
     * A game of a history as a model reads it that asks with its last event: what is seen is the mean of the present players' worth, weighed by keys that differ with who is the last of them, and the worth of that one beside.
     *
     * @param players how many, 2 to 20
     * @param seed of the keys and worths
     * @return the game; its players come one after the other
     */
    public static Game history(int players, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] keys = new double[players][players];
        for (double[] row : keys) {
            Arrays.setAll(row, _ -> random.nextGaussian());
        }
        double[] worth = random.doubles(players).map(u -> 2 * u - 0.5).toArray();
        double[] asking = random.doubles(players).toArray();
        TableGame game = of(players, present -> {
            if (present == 0) {
                return 0;
            }
            int last = 31 - Integer.numberOfLeadingZeros(present);
            double weights = 1;
            double sum = 0;
            for (int player = 0; player < players; player++) {
                double weight = (present >> player & 1) * Math.exp(keys[last][player]);
                weights += weight;
                sum += weight * worth[player];
            }
            return asking[last] + sum / weights;
        });
        int[] order = IntStream.range(0, players).toArray();
        return new ForwardingGame(game) {
            @Override
            public int[] sequence() {
                return order.clone();
            }
        };
    }

    /**
     * The Shapley values by brute force: the mean, over all n! orders, of what each player adds on joining. It is slow and shares nothing with any
     * explainer, so explainers are checked against it.
     *
     * @param column from 0 to columns − 1
     * @return the value of each player
     * @throws BadInput if there are more than 9 players
     */
    public double[] shapleyOverAllOrders(int column) {
        if (players > 9) {
            throw BadInput.of("the number of players", players, "at most 9 for all orders", "");
        }
        double[] sums = new double[players];
        long orders = addOrders(columns[column], 0, sums);
        for (int player = 0; player < players; player++) {
            sums[player] /= orders;
        }
        return sums;
    }

    /** Adds, over all orders in which the absent players can still join, what each adds; each is weighed by how many orders share it. */
    private long addOrders(double[] v, int present, double[] sums) {
        if (Integer.bitCount(present) == players) {
            return 1;
        }
        long all = 0;
        for (int player = 0; player < players; player++) {
            if ((present >> player & 1) == 0) {
                long orders = addOrders(v, present | 1 << player, sums);
                sums[player] += orders * (v[present | 1 << player] - v[present]);
                all += orders;
            }
        }
        return all;
    }

    /**
     * @param coalition the coalition's number, from 0 to 2ⁿ − 1
     * @return v in the first column
     */
    public double v(int coalition) {
        return columns[0][coalition];
    }

    @Override
    public int players() {
        return players;
    }

    @Override
    public int columns() {
        return columns.length;
    }

    @Override
    public void values(Coalitions coalitions, double[][] out) {
        for (int row = 0; row < coalitions.size(); row++) {
            int mask = 0;
            for (int player = 0; player < players; player++) {
                mask |= coalitions.contains(row, player) ? 1 << player : 0;
            }
            for (int column = 0; column < columns.length; column++) {
                out[row][column] = columns[column][mask];
            }
        }
    }
}
