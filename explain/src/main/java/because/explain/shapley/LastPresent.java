package because.explain.shapley;

import because.core.BadInput;
import because.core.Game;
import java.util.BitSet;

/**
 * Who is the last present one of a sequence of players, as features of the odd part of a game: hⱼ(S) = ½ ([j is the last of S] − [j is the last of those who are absent]), for each player j but the newest, of
 * whom the number of each player says it already. Most models of sequences read the last event in another way than those before.
 */
final class LastPresent {
    private final int[] sequence;

    /** @param sequence the players' numbers, the earliest first; may be empty */
    LastPresent(int... sequence) {
        this.sequence = sequence;
    }

    /**
     * @param game whose players they are
     * @return what the game says of their order
     * @throws BadInput if it names somebody who is no player, or somebody twice
     */
    static LastPresent of(Game game) {
        int[] sequence = game.sequence();
        BitSet seen = new BitSet();
        for (int player : sequence) {
            if (player < 0 || player >= game.players() || seen.get(player)) {
                throw BadInput.of(
                        "a player in a game's sequence", player, "each of 0 to " + (game.players() - 1) + " once", "");
            }
            seen.set(player);
        }
        return new LastPresent(sequence);
    }

    boolean known() {
        return sequence.length > 1;
    }

    /**
     * @param signs of each coalition, who is there: a row of 1 and −1
     * @return of each coalition the one feature that is not 0, as a place in the sequence from 1, with the feature's sign; 0 if there is none
     */
    int[] of(double[][] signs) {
        int[] found = new int[signs.length];
        for (int row = 0; row < signs.length; row++) {
            found[row] = known() ? of(signs[row]) : 0;
        }
        return found;
    }

    private int of(double[] signs) {
        int place = sequence.length - 1;
        double newest = signs[sequence[place]];
        while (place >= 0 && signs[sequence[place]] == newest) {
            place--;
        }
        return newest > 0 ? -(place + 1) : place + 1;
    }

    /** @return what the features of two coalitions are, multiplied and added up */
    static double product(int feature, int other) {
        return feature == 0 ? 0 : feature == other ? 0.25 : feature == -other ? -0.25 : 0;
    }

    /**
     * Adds Shapley values of the game that a coalition's feature is, multiplied by it. Player j comes before m later ones: it is the last present one, when it comes, if it is the first of these m + 1, and the
     * second of them ends that.
     *
     * @param feature the coalition's
     * @param factor what all is multiplied with
     * @param values a row for each player
     * @param column the coalition's
     */
    void addShapley(int feature, double factor, double[][] values, int column) {
        if (feature == 0) {
            return;
        }
        int place = Math.abs(feature) - 1;
        double own = Math.signum(feature) / 2 * factor;
        int later = sequence.length - 1 - place;
        values[sequence[place]][column] += own / (later + 1);
        for (int next = place + 1; next < sequence.length; next++) {
            values[sequence[next]][column] -= own / ((later + 1.0) * later);
        }
    }
}
