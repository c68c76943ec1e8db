package because.explain.counterfactual;

import because.core.Profile;
import because.core.Recommender;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** How an item stands in the list after sets of changes. Each set is scored once; there is an end to what may be scored. */
final class Standings {
    /** How many scores are held at once: rows times items. */
    private static final int CELLS = 1 << 21;

    private final Recommender recommender;
    private final Moves moves;
    private final int item;
    private final int top;
    private final long budget;
    private final Map<BitSet, Standing> known = new HashMap<>();
    private long calls;

    Standings(Recommender recommender, Moves moves, int item, int top, long budget) {
        this.recommender = recommender;
        this.moves = moves;
        this.item = item;
        this.top = top;
        this.budget = budget;
    }

    /**
     * Where the item stands.
     *
     * @param rank its place from 1; at equal scores the earlier item of the catalogue comes first, as in the list
     * @param margin its score less that of the best item that is not in a list of that length without it: positive if it is in the list
     * @param score its score
     */
    record Standing(int rank, double margin, double score) {}

    long calls() {
        return calls;
    }

    long left() {
        return budget - calls;
    }

    /** Scores the states that are not known yet, as far as the budget goes. */
    void ask(List<BitSet> states) {
        Set<BitSet> unknown = new LinkedHashSet<>();
        for (BitSet state : states) {
            if (!known.containsKey(state) && unknown.size() < left()) {
                unknown.add(state);
            }
        }
        int rows = Math.clamp(CELLS / Math.max(1, recommender.catalog().size()), 1, 256);
        List<BitSet> list = new ArrayList<>(unknown);
        for (int start = 0; start < list.size(); start += rows) {
            score(list.subList(start, Math.min(list.size(), start + rows)));
        }
    }

    private void score(List<BitSet> states) {
        List<Profile> profiles = states.stream().map(moves::profile).toList();
        double[][] scores = recommender.score(profiles, recommender.catalog().candidates());
        for (int row = 0; row < scores.length; row++) {
            known.put(states.get(row), standing(scores[row], moves.excluded(states.get(row))));
        }
        calls += states.size();
    }

    private Standing standing(double[] scores, Set<Integer> excluded) {
        double own = scores[item];
        int rank = 1;
        PriorityQueue<Double> best = new PriorityQueue<>();
        for (int other = 0; other < scores.length; other++) {
            if (other == item || excluded.contains(other)) {
                continue;
            }
            if (scores[other] > own || (scores[other] == own && other < item)) {
                rank++;
            }
            if (best.size() < top) {
                best.add(scores[other]);
            } else if (scores[other] > best.element()) {
                best.remove();
                best.add(scores[other]);
            }
        }
        return new Standing(rank, best.size() < top ? Double.POSITIVE_INFINITY : own - best.element(), own);
    }

    /** The standing after some changes; null if the budget did not reach. */
    @org.jspecify.annotations.Nullable
    Standing of(BitSet state) {
        return known.get(state);
    }
}
