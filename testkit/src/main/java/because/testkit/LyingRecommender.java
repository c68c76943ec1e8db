package because.testkit;

import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Coalitions;
import because.core.Event;
import because.core.ForwardingGame;
import because.core.Game;
import because.core.Profile;
import because.core.Provenance;
import because.core.Query;
import because.core.Question;
import because.core.Recommendation;
import because.core.Recommender;
import because.core.Transferable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A recommender that breaks one promise of an honest one, to see that {@link RecommenderContract} catches it. */
public final class LyingRecommender implements Recommender {
    /** How it lies. */
    public enum Kind {
        /** Scores depend on how often it was asked. */
        IMPURE,
        /** Scores depend on the other profiles of the batch. */
        LEAKS_BATCH,
        /** The empty profile's scores are not numbers. */
        NOT_A_NUMBER,
        /** It cannot score the empty profile. */
        NO_EMPTY_PROFILE,
        /** It writes into arrays that it has handed out. */
        SHARES_ARRAYS,
        /** Items outside the catalogue get a score. */
        SCORES_UNKNOWN_ITEMS,
        /** It looks at the order of the events and denies it. */
        HIDES_ORDER,
        /** It looks at times and denies it. */
        HIDES_TIME,
        /** It looks at values and denies it. */
        HIDES_VALUES,
        /** It counts repeated events and denies it. */
        HIDES_REPEATS,
        /** It looks at attributes and denies it. */
        HIDES_ATTRIBUTES,
        /** It looks at events that it says are too old for it. */
        HIDES_OLD_EVENTS,
        /** It accepts masked events and denies that it knows them. */
        HIDES_MASKING,
        /** It says that it scores described items, and does not. */
        CLAIMS_DESCRIBED_ITEMS,
        /** Over another catalogue it still speaks of its own. */
        KEEPS_CATALOG,
        /** It looks at events of described items and denies it. */
        HIDES_DESCRIBED_EVENTS,
        /** It says that it looks at events of described items, and does not. */
        CLAIMS_DESCRIBED_EVENTS,
        /** Recommendations come worst first. */
        UNSORTED,
        /** Equal scores come in the reverse order of the catalogue. */
        LAST_TIE_FIRST,
        /** Excluded items come back. */
        IGNORES_EXCLUDE,
        /** Filters are not looked at. */
        IGNORES_FILTERS,
        /** Its game is played with other scores than its own. */
        FOREIGN_GAME,
        /** It does not say which model it is. */
        NAMELESS
    }

    private final Recommender honest;
    private final Kind kind;
    private final AtomicLong calls = new AtomicLong();
    private double[][] last = {};

    /**
     * @param honest a recommender that keeps the contract, whose scores depend on items alone
     * @param kind how to lie
     */
    public LyingRecommender(Recommender honest, Kind kind) {
        this.honest = honest;
        this.kind = kind;
    }

    @Override
    public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
        if (kind == Kind.SHARES_ARRAYS && last.length == profiles.size() && last.length > 1) {
            return last;
        }
        if (kind == Kind.NO_EMPTY_PROFILE && profiles.contains(Profile.EMPTY)) {
            throw new IllegalStateException("nothing is known of this person");
        }
        List<Candidate> known = new ArrayList<>();
        for (Candidate candidate : candidates) {
            boolean outside = candidate instanceof Candidate.Known k
                    && k.index() >= catalog().size();
            known.add(outside && kind == Kind.SCORES_UNKNOWN_ITEMS ? new Candidate.Known(0) : candidate);
        }
        double[][] scores = honest.score(profiles, known);
        for (int row = 0; row < scores.length; row++) {
            double lie = lie(profiles, row);
            for (int column = 0; column < scores[row].length; column++) {
                scores[row][column] += lie;
            }
        }
        last = scores;
        return scores;
    }

    private double lie(List<Profile> profiles, int row) {
        List<Event> events = profiles.get(row).events();
        return switch (kind) {
            case IMPURE -> calls.incrementAndGet();
            case LEAKS_BATCH -> profiles.size();
            case NOT_A_NUMBER -> events.isEmpty() ? Double.NaN : 0;
            case HIDES_ORDER -> events.isEmpty() ? 0 : events.getLast().knownItem();
            case HIDES_TIME -> events.isEmpty() ? 0 : events.getLast().time() % 1000;
            case HIDES_VALUES ->
                events.stream().mapToDouble(Event::value).filter(v -> v > 3).count();
            case HIDES_REPEATS -> events.size();
            case HIDES_DESCRIBED_EVENTS ->
                events.stream()
                        .filter(event -> event.item() instanceof Candidate.Described)
                        .count();
            case HIDES_ATTRIBUTES -> profiles.get(row).attributes().size();
            default -> 0;
        };
    }

    @Override
    public List<Recommendation> recommend(Query query) {
        return switch (kind) {
            case UNSORTED -> Recommender.super.recommend(query).reversed();
            case LAST_TIE_FIRST -> {
                List<Recommendation> all = new ArrayList<>(Recommender.super.recommend(
                        new Query(query.profile(), catalog().size(), query.exclude(), query.filters())));
                all.sort(Comparator.comparingDouble((Recommendation r) -> -r.score())
                        .thenComparing(r -> -r.item()));
                yield all.subList(0, Math.min(query.n(), all.size()));
            }
            case IGNORES_EXCLUDE ->
                Recommender.super.recommend(new Query(query.profile(), query.n(), Set.of(), query.filters()));
            case IGNORES_FILTERS ->
                Recommender.super.recommend(new Query(query.profile(), query.n(), query.exclude(), List.of()));
            default -> Recommender.super.recommend(query);
        };
    }

    @Override
    public Game game(Question question) {
        Game game = kind == Kind.HIDES_MASKING ? honest.game(question) : Recommender.super.game(question);
        if (kind != Kind.FOREIGN_GAME) {
            return game;
        }
        return new ForwardingGame(game) {
            @Override
            public void values(Coalitions coalitions, double[][] out) {
                super.values(coalitions, out);
                for (int row = 0; row < coalitions.size(); row++) {
                    out[row][0] += coalitions.row(row).cardinality() == players() ? 0 : 1;
                }
            }
        };
    }

    @Override
    public Catalog catalog() {
        return honest.catalog();
    }

    @Override
    public Capabilities capabilities() {
        Capabilities can = honest.capabilities();
        return new Capabilities(
                can.order(),
                can.time(),
                can.values(),
                can.repeats(),
                can.masking() && kind != Kind.HIDES_MASKING,
                kind == Kind.CLAIMS_DESCRIBED_ITEMS,
                kind == Kind.CLAIMS_DESCRIBED_EVENTS,
                can.attributes());
    }

    @Override
    public <T> Optional<T> as(Class<T> view) {
        return view == Transferable.class && kind == Kind.KEEPS_CATALOG
                ? Optional.of(view.cast((Transferable) _ -> this))
                : Recommender.super.as(view);
    }

    @Override
    public int window() {
        return kind == Kind.HIDES_OLD_EVENTS ? 2 : honest.window();
    }

    @Override
    public Provenance provenance() {
        Provenance provenance = honest.provenance();
        return kind != Kind.NAMELESS
                ? provenance
                : new Provenance("", provenance.options(), 0, provenance.data(), "", provenance.environment());
    }
}
