package because.core;

import java.util.List;
import java.util.Optional;

/** A recommender that hands everything on to another; subclasses change what they are about. Closing it closes the other. */
public abstract class ForwardingRecommender implements Recommender {
    private final Recommender model;

    /** @param model who answers */
    protected ForwardingRecommender(Recommender model) {
        this.model = model;
    }

    /** @return who answers */
    protected final Recommender model() {
        return model;
    }

    @Override
    public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
        return model.score(profiles, candidates);
    }

    @Override
    public List<Recommendation> recommend(Query query) {
        return model.recommend(query);
    }

    @Override
    public Game game(Question question) {
        return model.game(question);
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
    public boolean logOdds() {
        return model.logOdds();
    }

    @Override
    public <T> Optional<T> as(Class<T> view) {
        return model.as(view);
    }

    @Override
    public void close() {
        model.close();
    }
}
