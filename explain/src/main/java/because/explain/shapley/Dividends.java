package because.explain.shapley;

import because.core.BadInput;
import because.core.Game;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * What each coalition adds beyond all smaller ones within it: m(T) = Σ over S ⊆ T of (−1)^(|T| − |S|) v(S) (Möbius transform; dividends: Harsanyi 1963).
 * A game is the sum of its dividends over the coalitions that are present, so every index of players and of pairs is a weighted sum of them. Exact, from all
 * 2ⁿ coalitions of a game of at most {@value ExactShapley#MOST_PLAYERS} players.
 */
public final class Dividends {
    private final int players;
    private final double[][] dividends;
    private final double[] base;
    private final double[] score;
    private final long calls;

    private Dividends(int players, double[][] dividends, double[] base, double[] score, long calls) {
        this.players = players;
        this.dividends = dividends;
        this.base = base;
        this.score = score;
        this.calls = calls;
    }

    /**
     * @param game a game of at most {@value ExactShapley#MOST_PLAYERS} players; all its coalitions are asked
     * @return its dividends
     * @throws BadInput if the game has more players, or v is not finite
     */
    public static Dividends of(Game game) {
        ExactShapley.refuseTooMany(game.players());
        Oracle oracle = new Oracle(game);
        double[][] worth = ExactShapley.worth(game, oracle);
        double[] base = new double[game.columns()];
        double[] score = new double[game.columns()];
        for (int column = 0; column < worth.length; column++) {
            base[column] = worth[column][0];
            score[column] = worth[column][worth[column].length - 1];
            transform(worth[column]);
        }
        return new Dividends(game.players(), worth, base, score, oracle.calls());
    }

    /** In place, a player at a time. */
    private static void transform(double[] v) {
        for (int bit = 1; bit < v.length; bit <<= 1) {
            for (int mask = 0; mask < v.length; mask++) {
                if ((mask & bit) != 0) {
                    v[mask] -= v[mask ^ bit];
                }
            }
        }
    }

    /** @return how many players the game has */
    public int players() {
        return players;
    }

    /** @return how many columns the game has */
    public int columns() {
        return dividends.length;
    }

    /** @return how many coalitions were evaluated */
    public long calls() {
        return calls;
    }

    /**
     * @param column from 0 to columns − 1
     * @return v of nobody
     */
    public double base(int column) {
        return base[column];
    }

    /**
     * @param column from 0 to columns − 1
     * @return v of everybody
     */
    public double score(int column) {
        return score[column];
    }

    /**
     * @param coalition its players
     * @param column from 0 to columns − 1
     * @return m of the coalition
     */
    public double of(BitSet coalition, int column) {
        return dividends[column][mask(coalition)];
    }

    private static int mask(BitSet coalition) {
        long[] words = coalition.toLongArray();
        return words.length == 0 ? 0 : (int) words[0];
    }

    /** @return a copy of all dividends of a column; bit i of the index says whether player i is in the coalition */
    public double[] all(int column) {
        return dividends[column].clone();
    }

    /**
     * The Shapley value, Σ m(T) / |T| over the coalitions T of the player.
     *
     * @param player from 0 to players − 1
     * @param column from 0 to columns − 1
     * @return what the player gets
     */
    public double shapley(int player, int column) {
        return sum(1 << player, column, size -> 1.0 / size);
    }

    /**
     * The Banzhaf value (Banzhaf 1965), Σ m(T) / 2^(|T| − 1) over the coalitions T of the player: what it adds on joining the others, each present with a chance of one half.
     *
     * @param player from 0 to players − 1
     * @param column from 0 to columns − 1
     * @return what the player gets; the sum over the players is not what all get together
     */
    public double banzhaf(int player, int column) {
        return sum(1 << player, column, size -> Math.scalb(1.0, 1 - size));
    }

    /**
     * An interaction of two players.
     *
     * @param index which
     * @param one from 0 to players − 1
     * @param other another player
     * @param column from 0 to columns − 1
     * @return by how much the two together are worth more than each alone
     * @throws BadInput if the players are the same
     */
    public double pair(InteractionIndex index, int one, int other, int column) {
        if (one == other) {
            throw BadInput.of("the other player of a pair", other, "another player than " + one, "");
        }
        return sum(1 << one | 1 << other, column, index::ofPair);
    }

    /**
     * What is left to a player when its interactions with others are told separately.
     *
     * @param index which
     * @param player from 0 to players − 1
     * @param column from 0 to columns − 1
     * @return what the player is worth without them
     */
    public double alone(InteractionIndex index, int player, int column) {
        return sum(1 << player, column, index::ofPlayer);
    }

    private double sum(int within, int column, java.util.function.IntToDoubleFunction weight) {
        double[] weights = IntStream.rangeClosed(0, players)
                .mapToDouble(s -> s == 0 ? 0 : weight.applyAsDouble(s))
                .toArray();
        double[] m = dividends[column];
        CompensatedSum sum = new CompensatedSum();
        for (int mask = within; mask < m.length; mask++) {
            if ((mask & within) == within) {
                sum.add(weights[Integer.bitCount(mask)] * m[mask]);
            }
        }
        return sum.value();
    }
}
