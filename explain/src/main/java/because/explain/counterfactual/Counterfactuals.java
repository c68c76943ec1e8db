package because.explain.counterfactual;

import because.core.BadInput;
import because.core.Budget;
import because.core.Candidate;
import because.core.Convergence;
import because.core.Counterfactual;
import because.core.Counterfactual.By;
import because.core.Counterfactual.Change;
import because.core.Counterfactual.Goal;
import because.core.Counterfactual.Listed;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Header;
import because.core.Item;
import because.core.Part;
import because.core.Profile;
import because.core.Query;
import because.core.Question;
import because.core.Recommendation;
import because.core.Recommender;
import because.core.Setting;
import because.core.Target;
import because.explain.counterfactual.Standings.Standing;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The fewest changes of a profile after which an item leaves the list of recommendations, or enters it. It works on any recommender: a call is one changed
 * profile, scored against the whole catalogue. What the search proposes is told only after the list of the changed profile was asked for anew and shows it.
 *
 * <p>The searches: {@link Search}. Each returns the best that it found when the budget is spent, and says down to which number of changes every set was tried.
 */
public final class Counterfactuals implements Explainer {
    /** How many sets of each size the beam keeps. */
    static final int WIDTH = 8;

    /** More additions than these are not looked at: the model's own favourites of somebody who knows nothing but the item. */
    private static final int ADDITIONS = 100;

    /** More changes than these are no answer to "what would bring it in?". */
    private static final int MOST_TO_ENTER = 10;

    /** The list of which is spoken if nobody says how long it is and the item is not the first. */
    private static final int USUAL_LIST = 10;

    private final Search search;
    private final Goal goal;
    private final int top;
    private final By by;

    /** How to search. */
    public enum Search {
        /** Greedy, then a beam, then every smaller set as far as the budget goes. */
        AUTO("counterfactual"),
        /** The change that goes furthest, again and again; then what is not needed is taken back. */
        GREEDY("counterfactual-greedy"),
        /** The eight sets of each size that go furthest. */
        BEAM("counterfactual-beam"),
        /** Every set, the small ones first: what it finds is the fewest. */
        EXACT("counterfactual-exact");

        private final String method;

        Search(String method) {
            this.method = method;
        }
    }

    private Counterfactuals(Search search, Goal goal, int top, By by) {
        this.search = search;
        this.goal = goal;
        this.top = top;
        this.by = by;
        if (top < 0) {
            throw BadInput.of("top", top, "1 or more", "");
        }
    }

    /**
     * What would make a recommended item leave the list.
     *
     * @param search how to search
     * @param top how long the list is; 0 for the place of the item alone if it is the first, else ten
     * @return the method
     */
    public static Counterfactuals leave(Search search, int top) {
        return new Counterfactuals(search, Goal.LEAVE, top, By.REMOVE);
    }

    /**
     * What would bring an item into the list.
     *
     * @param search how to search
     * @param top how long the list is; 0 for ten
     * @param by what may change
     * @return the method
     */
    public static Counterfactuals enter(Search search, int top, By by) {
        return new Counterfactuals(search, Goal.ENTER, top, by);
    }

    @Override
    public String method() {
        return search.method;
    }

    @Override
    public Explainer in(Setting setting) {
        return top == 0 && setting.list() > 0 ? new Counterfactuals(search, goal, setting.list(), by) : this;
    }

    @Override
    public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
        List<Explanation> found = new ArrayList<>();
        long left = budget.calls();
        for (int i = 0; i < question.candidates().size(); i++) {
            int item = item(recommender, question, question.candidates().get(i));
            long share = left / (question.candidates().size() - i);
            Counterfactual one = new Run(recommender, question, item, share, seed).counterfactual();
            left -= one.header().calls();
            found.add(one);
        }
        return found;
    }

    private int item(Recommender recommender, Question question, Candidate candidate) {
        int item = candidate instanceof Candidate.Known known ? known.index() : -1;
        if (item < 0 || item >= recommender.catalog().size()) {
            throw new BadInput(
                    "a counterfactual is about an item of the catalogue: another one has no place in the list.");
        }
        if (question.exclude().contains(item)) {
            throw BadInput.of(
                    "the item",
                    recommender.catalog().item(item).id(),
                    "items that can be recommended to the person",
                    "Maybe name another item: what the person knows already is not recommended.");
        }
        return item;
    }

    /** One search for one item. */
    private final class Run {
        private final Recommender recommender;
        private final Question question;
        private final int item;
        private final long budget;
        private final long seed;
        private final int list;
        private final Moves moves;
        private final Standings standings;
        private long extra;

        Run(Recommender recommender, Question question, int item, long budget, long seed) {
            this.recommender = recommender;
            this.question = question;
            this.item = item;
            this.budget = budget;
            this.seed = seed;
            Standings now = new Standings(
                    recommender, new Moves(recommender, question, false, List.of()), item, 1, Long.MAX_VALUE);
            now.ask(List.of(new BitSet()));
            int rank = Objects.requireNonNull(now.of(new BitSet())).rank();
            this.list = list(rank);
            this.extra = 4; // the place now, the lists before and after, and nobody's score
            List<Integer> additions = goal == Goal.ENTER && by != By.REMOVE ? additions() : List.of();
            this.moves = new Moves(recommender, question, goal == Goal.LEAVE || by != By.ADD, additions);
            this.standings = new Standings(recommender, moves, item, list, Math.max(2, budget - extra));
        }

        private int list(int rank) {
            int length = top > 0 ? top : goal == Goal.LEAVE && rank == 1 ? 1 : USUAL_LIST;
            String id = recommender.catalog().item(item).id();
            if (goal == Goal.LEAVE && rank > length) {
                throw BadInput.of(
                        "the place of item " + id,
                        rank,
                        "1 to " + length + ", the list that it is to leave",
                        "Maybe ask what would bring it in: because whatif --bring " + id
                                + ". Or name a longer list: --top " + rank);
            }
            if (goal == Goal.ENTER && rank <= length) {
                throw BadInput.of(
                        "the place of item " + id,
                        rank,
                        "places after " + length + ", the list that it is to enter",
                        "Maybe ask what would make it leave: because explain --method counterfactual --item " + id
                                + ". Or name a shorter list with --top.");
            }
            return length;
        }

        /** Items that the model itself would recommend to somebody who knows nothing but the item. */
        private List<Integer> additions() {
            Set<Integer> exclude = new HashSet<>(question.exclude());
            exclude.add(item);
            question.profile().knownItems().stream().forEach(exclude::add);
            extra++;
            int n = Math.clamp(budget / 4, 1, ADDITIONS);
            return recommender.recommend(new Query(Profile.ofItems(item), n, exclude, List.of())).stream()
                    .map(Recommendation::item)
                    .toList();
        }

        Counterfactual counterfactual() {
            standings.ask(List.of(new BitSet()));
            ChangeSearch changes = new ChangeSearch(
                    standings, goal, list, moves.size(), goal == Goal.LEAVE ? Integer.MAX_VALUE : MOST_TO_ENTER);
            Optional<BitSet> found = search(changes);
            Optional<List<Recommendation>> shown = found.flatMap(this::verified);
            return shown.isEmpty() ? nothing(changes) : told(changes, found.orElseThrow(), shown.get());
        }

        private Optional<BitSet> search(ChangeSearch changes) {
            return switch (search) {
                case GREEDY -> changes.greedy();
                case BEAM -> changes.beam(WIDTH, Integer.MAX_VALUE);
                case EXACT -> changes.exact(Integer.MAX_VALUE);
                case AUTO -> auto(changes);
            };
        }

        private Optional<BitSet> auto(ChangeSearch changes) {
            Optional<BitSet> greedy = changes.greedy();
            int size = greedy.map(BitSet::cardinality).orElse(Integer.MAX_VALUE);
            Optional<BitSet> best = (size > 2 ? changes.beam(WIDTH, size) : Optional.<BitSet>empty()).or(() -> greedy);
            return changes.exact(best.map(BitSet::cardinality).orElse(Integer.MAX_VALUE))
                    .or(() -> best);
        }

        /** The list of the changed profile, asked for as anybody would, if it shows what was searched for. */
        private Optional<List<Recommendation>> verified(BitSet state) {
            List<Recommendation> after = list(state);
            boolean in = after.stream().anyMatch(r -> r.item() == item);
            return in == (goal == Goal.ENTER) ? Optional.of(after) : Optional.empty();
        }

        private List<Recommendation> list(BitSet state) {
            return recommender.recommend(new Query(moves.profile(state), list, moves.excluded(state), List.of()));
        }

        private Counterfactual told(ChangeSearch changes, BitSet state, List<Recommendation> after) {
            List<Change> told = new ArrayList<>();
            state.stream().forEach(move -> told.add(change(move)));
            List<Recommendation> before = list(new BitSet());
            boolean leaves = goal == Goal.LEAVE;
            return new Counterfactual(
                    header(),
                    goal,
                    list,
                    at(new BitSet()).rank(),
                    told,
                    at(state).rank(),
                    leaves ? difference(after, before) : difference(before, after),
                    Math.min(told.size(), changes.atLeast()));
        }

        private Counterfactual nothing(ChangeSearch changes) {
            int rank = at(new BitSet()).rank();
            return new Counterfactual(header(), goal, list, rank, List.of(), rank, List.of(), changes.atLeast());
        }

        /** A change, with what it does alone. */
        private Change change(int move) {
            BitSet alone = new BitSet();
            alone.set(move);
            if (standings.of(alone) == null) {
                extra++;
            }
            double with = at(alone).score();
            double now = at(new BitSet()).score();
            if (moves.removes(move)) {
                return new Counterfactual.Removed(question.players().get(move), now - with);
            }
            Item added = recommender.catalog().item(moves.added(move));
            return new Counterfactual.Added(added.id(), added.title(), with - now);
        }

        private List<Listed> difference(List<Recommendation> these, List<Recommendation> those) {
            Set<Integer> there = new HashSet<>();
            those.forEach(r -> there.add(r.item()));
            return these.stream()
                    .filter(r -> !there.contains(r.item()) && r.item() != item)
                    .map(r -> new Listed(
                            recommender.catalog().item(r.item()).id(),
                            recommender.catalog().item(r.item()).title(),
                            r.rank()))
                    .toList();
        }

        /** A standing, scored beyond the budget if need be: what is told is always measured. */
        private Standing at(BitSet state) {
            Standing standing = standings.of(state);
            if (standing == null) {
                Standings late = new Standings(recommender, moves, item, list, 1);
                late.ask(List.of(state));
                standing = late.of(state);
            }
            return Objects.requireNonNull(standing);
        }

        /** The score when none of the players is there. */
        private double base() {
            Set<Part> all = new HashSet<>();
            question.players().forEach(player -> all.addAll(player.parts()));
            Profile nobody = question.profile().without(all, question.absence());
            return recommender
                    .score(
                            List.of(nobody),
                            List.of(recommender.catalog().candidates().get(item)))[0][0];
        }

        private Header header() {
            return new Header(
                    Header.SCHEMA,
                    method(),
                    Map.of(
                            "budget",
                            Long.toString(budget),
                            "goal",
                            goal.label(),
                            "top",
                            Integer.toString(list),
                            "width",
                            Integer.toString(WIDTH)),
                    seed,
                    recommender.provenance().fingerprint(),
                    recommender.catalog().item(item).id(),
                    Target.SCORE,
                    question.absence(),
                    base(),
                    at(new BitSet()).score(),
                    standings.calls() + extra,
                    Convergence.EXACT,
                    Optional.empty());
        }
    }
}
