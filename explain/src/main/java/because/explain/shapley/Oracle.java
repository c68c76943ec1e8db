package because.explain.shapley;

import because.core.BadInput;
import because.core.Coalitions;
import because.core.Game;

/** Asks a game, counts what was asked, and refuses answers that are no numbers. */
public final class Oracle {
    /** How many coalitions are asked at once, so that memory does not grow with the number of coalitions. */
    public static final int BATCH = 1024;

    private final Game game;
    private long calls;

    /** @param game what is asked */
    public Oracle(Game game) {
        this.game = game;
    }

    /**
     * @param coalitions who is present
     * @return a row for each coalition, a column for each column of the game; finite
     */
    public double[][] ask(Coalitions coalitions) {
        double[][] values = new double[coalitions.size()][game.columns()];
        game.values(coalitions, values);
        calls += coalitions.size();
        for (int row = 0; row < values.length; row++) {
            for (double value : values[row]) {
                if (!Double.isFinite(value)) {
                    throw BadInput.of(
                            "the target with " + coalitions.row(row).cardinality() + " of " + game.players()
                                    + " players present",
                            value,
                            "finite numbers",
                            "Maybe the model's training diverged; train it again with a smaller learning rate.");
                }
            }
        }
        return values;
    }

    /** @return two rows: v of nobody and v of everybody, which is one call where they are the same */
    public double[][] ends() {
        Coalitions ends = new Coalitions(game.players());
        ends.addNone();
        if (game.players() > 0) {
            ends.addAll();
        }
        double[][] values = ask(ends);
        return new double[][] {values[0], values[values.length - 1]};
    }

    /** @return how many coalitions were evaluated so far */
    public long calls() {
        return calls;
    }
}
