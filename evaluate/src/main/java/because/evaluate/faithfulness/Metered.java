package because.evaluate.faithfulness;

import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Coalitions;
import because.core.Game;
import because.core.Profile;
import because.core.Provenance;
import because.core.Question;
import because.core.Recommender;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A recommender that counts how many coalitions and profiles are asked of it. Closing it does not close the model. */
final class Metered implements Recommender {
    private final Recommender model;
    private final AtomicLong calls = new AtomicLong();

    Metered(Recommender model) {
        this.model = model;
    }

    long calls() {
        return calls.get();
    }

    @Override
    public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
        calls.addAndGet(profiles.size());
        return model.score(profiles, candidates);
    }

    @Override
    public Game game(Question question) {
        Game game = model.game(question);
        return new Game() {
            @Override
            public int players() {
                return game.players();
            }

            @Override
            public int columns() {
                return game.columns();
            }

            @Override
            public void values(Coalitions coalitions, double[][] out) {
                calls.addAndGet(coalitions.size());
                game.values(coalitions, out);
            }
        };
    }

    @Override
    public Catalog catalog() {
        return model.catalog();
    }

    @Override
    public Capabilities capabilities() {
        return model.capabilities();
    }

    @Override
    public Provenance provenance() {
        return model.provenance();
    }

    @Override
    public int window() {
        return model.window();
    }

    @Override
    public <T> Optional<T> as(Class<T> view) {
        return model.as(view);
    }
}
