package because.evaluate.faithfulness;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The smallest sets of players whose absence puts another item first (the idea of PRINCE and ACCENT), found by trying all sets, smaller ones first.
 *
 * @param size how many players are in each; −1 if no removal changes the first item
 * @param sets all of that size that do it, each in rising order, in the order of their players
 * @param tops the item that is first without each set
 */
public record CounterfactualSets(int size, List<List<Integer>> sets, List<Integer> tops) {
    /** With more players all sets are not tried. */
    public static final int MOST_PLAYERS = 20;

    /** Copies the lists. */
    public CounterfactualSets {
        sets = sets.stream().map(List::copyOf).toList();
        tops = List.copyOf(tops);
    }

    /**
     * @param response how the model responds; its lists hold one item at least
     * @return the smallest sets
     * @throws BadInput if there are more than {@value #MOST_PLAYERS} players
     */
    public static CounterfactualSets smallest(Response response) {
        int n = response.players();
        if (n > MOST_PLAYERS) {
            throw BadInput.of("the number of players", n, "at most " + MOST_PLAYERS + " to try all sets", "");
        }
        int first = response.full().list().getFirst();
        for (int size = 1; size <= n; size++) {
            List<List<Integer>> candidates = new ArrayList<>();
            combinations(n, size, 0, new ArrayList<>(), candidates);
            response.prepare(candidates.stream().map(set -> without(set, n)).toList());
            List<List<Integer>> sets = new ArrayList<>();
            List<Integer> tops = new ArrayList<>();
            for (List<Integer> set : candidates) {
                int top = response.of(without(set, n)).list().getFirst();
                if (top != first) {
                    sets.add(set);
                    tops.add(top);
                }
            }
            if (!sets.isEmpty()) {
                return new CounterfactualSets(size, sets, tops);
            }
        }
        return new CounterfactualSets(-1, List.of(), List.of());
    }

    private static BitSet without(List<Integer> set, int n) {
        BitSet present = new BitSet(n);
        present.set(0, n);
        set.forEach(present::clear);
        return present;
    }

    private static void combinations(int n, int size, int from, List<Integer> chosen, List<List<Integer>> all) {
        if (chosen.size() == size) {
            all.add(List.copyOf(chosen));
            return;
        }
        for (int player = from; player < n; player++) {
            chosen.add(player);
            combinations(n, size, player + 1, chosen, all);
            chosen.removeLast();
        }
    }
}
