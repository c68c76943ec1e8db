package because.explain.learned;

import because.core.Coalitions;
import because.core.ForwardingGame;
import because.core.Game;
import because.explain.shapley.PooledGame;
import java.util.ArrayList;
import java.util.List;

/** What shares of a learned game leave of the model's: for each column of the game one for each share. The model is asked once, by {@link #recording}; the same coalitions, in the same order, cost nothing then. */
final class Rest extends ForwardingGame {
    private final Game game;
    private final PooledGame surrogate;
    private final double[] factors;
    private final List<double[]> known = new ArrayList<>();
    private final List<Integer> asked = new ArrayList<>();
    private int next;

    Rest(Game game, PooledGame surrogate, double... factors) {
        super(game);
        this.game = game;
        this.surrogate = surrogate;
        this.factors = factors;
    }

    /** The model's game, whose answers are kept. */
    Game recording() {
        return new ForwardingGame(game) {
            @Override
            public void values(Coalitions coalitions, double[][] out) {
                super.values(coalitions, out);
                for (int row = 0; row < coalitions.size(); row++) {
                    known.add(out[row].clone());
                    asked.add(coalitions.row(row).hashCode());
                }
            }
        };
    }

    @Override
    public int columns() {
        return game.columns() * factors.length;
    }

    @Override
    public void values(Coalitions coalitions, double[][] out) {
        double[][] g = new double[coalitions.size()][game.columns()];
        surrogate.values(coalitions, g);
        for (int row = 0; row < coalitions.size(); row++) {
            if (next == known.size()
                    || asked.get(next).intValue() != coalitions.row(row).hashCode()) {
                throw new IllegalStateException("a solver asks other coalitions the second time");
            }
            double[] v = known.get(next++);
            for (int column = 0; column < v.length; column++) {
                for (int f = 0; f < factors.length; f++) {
                    out[row][column * factors.length + f] = v[column] - factors[f] * g[row][column];
                }
            }
        }
    }
}
