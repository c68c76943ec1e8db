package because.explain.counterfactual;

import because.core.Counterfactual.Goal;
import because.explain.counterfactual.Standings.Standing;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Searches for the fewest changes that reach a goal. All searches are deterministic, stop when the budget is spent, and then give the best that they have. */
final class ChangeSearch {
    /** How many sets are scored at once in an enumeration. */
    private static final int CHUNK = 1024;

    private final Standings standings;
    private final Goal goal;
    private final int top;
    private final int moves;
    private final int most;
    /** All sets of fewer changes than this are known not to do it. */
    private int atLeast = 1;

    /**
     * @param moves how many changes there are to combine
     * @param most how many may be combined
     */
    ChangeSearch(Standings standings, Goal goal, int top, int moves, int most) {
        this.standings = standings;
        this.goal = goal;
        this.top = top;
        this.moves = moves;
        this.most = Math.min(moves, most);
    }

    int atLeast() {
        return atLeast;
    }

    /** Whether a set of changes is known to do it. */
    boolean done(BitSet state) {
        Standing standing = standings.of(state);
        return standing != null && (goal == Goal.LEAVE ? standing.rank() > top : standing.rank() <= top);
    }

    /** The further a set goes towards the goal, the earlier; sets that were not scored come last. */
    private final Comparator<BitSet> furthest =
            Comparator.comparing((BitSet state) -> !done(state)).thenComparingDouble(this::toGo);

    private double toGo(BitSet state) {
        Standing standing = standings.of(state);
        if (standing == null) {
            return Double.POSITIVE_INFINITY;
        }
        return goal == Goal.LEAVE ? standing.margin() : -standing.margin();
    }

    /** Adds the change that goes furthest, again and again; then takes back each that is not needed. */
    Optional<BitSet> greedy() {
        return beam(1, Integer.MAX_VALUE);
    }

    /** Keeps the sets of each size that go furthest, up to the size before the given one; then takes back each change that is not needed. */
    Optional<BitSet> beam(int width, int below) {
        List<BitSet> kept = List.of(new BitSet());
        for (int size = 1; size <= most && size < below && standings.left() > 0; size++) {
            Set<BitSet> grown = new LinkedHashSet<>();
            for (BitSet state : kept) {
                for (int move = state.nextClearBit(0); move < moves; move = state.nextClearBit(move + 1)) {
                    grown.add(with(state, move));
                }
            }
            List<BitSet> order = new ArrayList<>(grown);
            standings.ask(order);
            Optional<BitSet> best =
                    order.stream().filter(this::done).min(furthest).map(this::pruned);
            if (best.isPresent()) {
                return best;
            }
            if (size == 1 && order.stream().allMatch(state -> standings.of(state) != null)) {
                atLeast = Math.max(atLeast, 2);
            }
            kept = order.stream()
                    .filter(state -> standings.of(state) != null)
                    .sorted(furthest)
                    .limit(width)
                    .toList();
        }
        return Optional.empty();
    }

    private BitSet pruned(BitSet found) {
        BitSet state = found;
        boolean smaller = state.cardinality() > 1;
        while (smaller) {
            List<BitSet> less = new ArrayList<>();
            for (int move = state.nextSetBit(0); move >= 0; move = state.nextSetBit(move + 1)) {
                less.add(without(state, move));
            }
            standings.ask(less);
            Optional<BitSet> best = less.stream().filter(this::done).min(furthest);
            smaller = best.isPresent() && best.get().cardinality() > 1;
            state = best.orElse(state);
        }
        return state;
    }

    /**
     * Tries each set of each size, the small ones first, below a size.
     *
     * @param below the first size that is not tried
     * @return the smallest set that does it; of several the one that goes furthest, among those that the budget reached
     */
    Optional<BitSet> exact(int below) {
        for (int size = atLeast; size < Math.min(below, most + 1); size++) {
            Combinations combinations = new Combinations(moves, size);
            Optional<BitSet> best = Optional.empty();
            boolean all = true;
            while (all && combinations.hasNext()) {
                List<BitSet> chunk = new ArrayList<>();
                while (chunk.size() < CHUNK && combinations.hasNext()) {
                    chunk.add(combinations.next());
                }
                standings.ask(chunk);
                all = chunk.stream().allMatch(state -> standings.of(state) != null);
                List<BitSet> both = new ArrayList<>(best.stream().toList());
                chunk.stream().filter(this::done).forEach(both::add);
                best = both.stream().min(furthest);
            }
            if (best.isPresent()) {
                return best;
            }
            if (!all) {
                return Optional.empty();
            }
            atLeast = size + 1;
        }
        return Optional.empty();
    }

    private static BitSet with(BitSet state, int move) {
        BitSet grown = (BitSet) state.clone();
        grown.set(move);
        return grown;
    }

    private static BitSet without(BitSet state, int move) {
        BitSet less = (BitSet) state.clone();
        less.clear(move);
        return less;
    }
}
