package because.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * A pure function of a {@link Profile}: equal profiles get equal scores, at any time, in any batch, on any thread. Recommenders are safe for use by several
 * threads. {@code RecommenderContract} of the testkit checks a class of your own.
 */
public interface Recommender extends AutoCloseable {

    /**
     * Scores candidates for profiles. Scores are comparable between the candidates of a profile, and the empty profile's are on the same scale as all
     * others.
     *
     * @param profiles whom for; may be empty
     * @param candidates what; may be empty
     * @return a row for each profile, a column for each candidate; finite
     * @throws BadInput if a candidate is not in the catalogue, or is described and {@link Capabilities#describedItems()} is false
     */
    double[][] score(List<Profile> profiles, List<? extends Candidate> candidates);

    /** @return the items that this recommender knows */
    Catalog catalog();

    /** @return what this recommender can do */
    Capabilities capabilities();

    /** @return where it comes from */
    Provenance provenance();

    /** @return how many of a profile's newest events can change a score; those before them are not looked at */
    default int window() {
        return Integer.MAX_VALUE;
    }

    /** @return whether a score is the log-odds that the person wants that one item, so that its probability is 1 / (1 + exp(−score)) whatever else there is */
    default boolean logOdds() {
        return false;
    }

    /**
     * The best items for a profile.
     *
     * @param query the request
     * @return at most n items, best first; equal scores in the order of the catalogue
     */
    default List<Recommendation> recommend(Query query) {
        double[] scores = score(List.of(query.profile()), catalog().candidates())[0];
        // The worst of the best is on top: a lower score, or at equal scores the later item. Adding 0 turns −0 into 0.
        Comparator<Integer> worstFirst =
                Comparator.<Integer>comparingDouble(i -> scores[i] + 0.0).thenComparing(Comparator.reverseOrder());
        PriorityQueue<Integer> best = new PriorityQueue<>(worstFirst);
        double least = Double.NEGATIVE_INFINITY; // as long as there is room
        for (int item = 0; item < scores.length; item++) {
            if (best.size() == query.n() && Double.compare(scores[item] + 0.0, least) <= 0) {
                continue; // most items: neither filters nor the queue need be asked
            }
            int candidate = item;
            if (query.exclude().contains(item)
                    || !query.filters().stream()
                            .allMatch(f -> f.accepts(catalog().item(candidate)))) {
                continue;
            }
            if (best.size() == query.n()) {
                best.remove();
            }
            best.add(item);
            least = scores[best.element()] + 0.0;
        }
        List<Integer> order = new ArrayList<>(best);
        order.sort(worstFirst.reversed());
        List<Recommendation> list = new ArrayList<>(order.size());
        for (int item : order) {
            list.add(new Recommendation(list.size() + 1, item, scores[item]));
        }
        return list;
    }

    /**
     * The game behind a question. The default builds the profile of each coalition and scores it; a model that can share work between coalitions overrides
     * it.
     *
     * @param question what is asked
     * @return the game; it may be used as long as the recommender is open
     * @throws BadInput if the recommender cannot answer, for instance an absence that it does not know
     */
    default Game game(Question question) {
        return Game.of(this, question);
    }

    /**
     * Another view of the same model, such as its network. Wrappers pass the call on.
     *
     * @param view the type that is wanted
     * @param <T> the type that is wanted
     * @return the view, or empty if the model has none
     */
    default <T> Optional<T> as(Class<T> view) {
        return view.isInstance(this) ? Optional.of(view.cast(this)) : Optional.empty();
    }

    /** Frees what the model holds. Calls after that may fail. */
    @Override
    default void close() {}
}
