package because.testkit;

import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Coalitions;
import because.core.Game;
import because.core.Profile;
import because.core.Provenance;
import because.core.Query;
import because.core.Question;
import because.core.Recommendation;
import because.core.Recommender;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A recommender that counts what it is asked: a call for each profile that is scored and for each coalition that is evaluated. */
public final class CountingRecommender implements Recommender {
    private final Recommender recommender;
    private final AtomicLong calls = new AtomicLong();

    /** @param recommender who answers */
    public CountingRecommender(Recommender recommender) {
        this.recommender = recommender;
    }

    /** @return how many calls there were so far */
    public long calls() {
        return calls.get();
    }

    @Override
    public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
        calls.addAndGet(profiles.size());
        return recommender.score(profiles, candidates);
    }

    @Override
    public List<Recommendation> recommend(Query query) {
        calls.incrementAndGet();
        return recommender.recommend(query);
    }

    @Override
    public Game game(Question question) {
        Game game = recommender.game(question);
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
        return recommender.catalog();
    }

    @Override
    public Capabilities capabilities() {
        return recommender.capabilities();
    }

    @Override
    public Provenance provenance() {
        return recommender.provenance();
    }

    @Override
    public int window() {
        return recommender.window();
    }

    @Override
    public <T> Optional<T> as(Class<T> view) {
        return recommender.as(view);
    }

    @Override
    public void close() {
        recommender.close();
    }
}
