package because.evaluate.faithfulness;

import because.core.Candidate;
import because.core.Coalitions;
import because.core.ForwardingGame;
import because.core.ForwardingRecommender;
import because.core.Game;
import because.core.Profile;
import because.core.Query;
import because.core.Question;
import because.core.Recommendation;
import because.core.Recommender;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A recommender that counts how many coalitions and profiles are asked of it. Closing it does not close the model. */
final class Metered extends ForwardingRecommender {
    private final AtomicLong calls = new AtomicLong();

    Metered(Recommender model) {
        super(model);
    }

    long calls() {
        return calls.get();
    }

    @Override
    public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
        calls.addAndGet(profiles.size());
        return super.score(profiles, candidates);
    }

    @Override
    public List<Recommendation> recommend(Query query) {
        calls.incrementAndGet();
        return super.recommend(query);
    }

    @Override
    public Game game(Question question) {
        return new ForwardingGame(super.game(question)) {
            @Override
            public void values(Coalitions coalitions, double[][] out) {
                calls.addAndGet(coalitions.size());
                super.values(coalitions, out);
            }
        };
    }

    @Override
    public void close() {
        // The model is somebody else's.
    }
}
