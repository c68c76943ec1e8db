package because.core;

/** A game that hands everything on to another; subclasses change what they are about. */
public abstract class ForwardingGame implements Game {
    private final Game game;

    /** @param game what is asked */
    protected ForwardingGame(Game game) {
        this.game = game;
    }

    @Override
    public int players() {
        return game.players();
    }

    @Override
    public int columns() {
        return game.columns();
    }

    @Override
    public int[] sequence() {
        return game.sequence();
    }

    @Override
    public void values(Coalitions coalitions, double[][] out) {
        game.values(coalitions, out);
    }
}
