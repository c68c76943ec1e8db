package because.explain.shapley;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Budget;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Game;
import because.core.Part;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Question;
import because.core.Recommender;
import because.core.Setting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says what groups contribute and what each player contributes within its group: {@link OwenValues}, exact where that is affordable and otherwise sampled. The
 * groups are those of the {@link Setting}; a player that is in none of them is a group of its own. A group's value is its Shapley value in the game in which
 * groups come and go as one, and its players' values add up to it.
 */
public final class OwenExplainer implements Explainer {
    private final List<Player> groups;

    /** Knows no groups yet; see {@link #in}. */
    public OwenExplainer() {
        this(List.of());
    }

    private OwenExplainer(List<Player> groups) {
        this.groups = groups;
    }

    @Override
    public String method() {
        return OwenValues.METHOD;
    }

    @Override
    public Explainer in(Setting setting) {
        return new OwenExplainer(setting.groups());
    }

    @Override
    public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
        int n = question.players().size();
        if (groups.isEmpty() && n > 0) {
            throw BadInput.of(
                    "group",
                    "none",
                    "a way to put the events into groups, for " + OwenValues.METHOD,
                    "Maybe add --group time:month, --group category:ATTRIBUTE or --group similar:8.");
        }
        List<int[]> members = new ArrayList<>();
        List<Player> named = new ArrayList<>();
        assign(question.players(), members, named);
        Solution all = solve(recommender.game(question), members, budget, seed);
        List<Explanation> attributions = all.part(0, n).attributions(recommender, question, budget, seed);
        List<Explanation> grouped = new ArrayList<>();
        for (int column = 0; column < attributions.size(); column++) {
            List<PlayerValue> values = new ArrayList<>();
            for (int g = 0; g < named.size(); g++) {
                values.add(new PlayerValue(named.get(g), all.value(n + g, column), all.standardError(n + g, column)));
            }
            grouped.add(((Attribution) attributions.get(column)).withGroups(values));
        }
        return grouped;
    }

    /** First the groups that have players, which are named, and then the players without one. */
    private void assign(List<Player> players, List<int[]> members, List<Player> named) {
        boolean[] assigned = new boolean[players.size()];
        for (Player group : groups) {
            Set<Part> parts = new HashSet<>(group.parts());
            List<Integer> own = new ArrayList<>();
            for (int player = 0; player < players.size(); player++) {
                if (!assigned[player] && parts.containsAll(players.get(player).parts())) {
                    assigned[player] = true;
                    own.add(player);
                }
            }
            if (!own.isEmpty()) {
                members.add(own.stream().mapToInt(Integer::intValue).toArray());
                named.add(group);
            }
        }
        for (int player = 0; player < players.size(); player++) {
            if (!assigned[player]) {
                members.add(new int[] {player});
            }
        }
    }

    /**
     * Solves a game.
     *
     * @param game any
     * @param groups each player once
     * @param budget how many coalitions may be asked
     * @param seed of the random orders, where not all coalitions are asked
     * @return the values of the players, and after them those of the groups
     * @throws BadInput if the budget is too small, or a player is in no group or in two
     */
    public static Solution solve(Game game, List<int[]> groups, Budget budget, long seed) {
        int n = game.players();
        if (n <= ExactShapley.MOST_PLAYERS && 1L << n <= budget.calls()) {
            return OwenValues.allExact(game, groups);
        }
        long fewest = PermutationShapley.calls(n, PermutationShapley.FEWEST_PAIRS);
        if (budget.calls() < fewest) {
            long all = n <= ExactShapley.MOST_PLAYERS ? 1L << n : Long.MAX_VALUE;
            throw Solution.tooSmall(budget, Math.min(fewest, all), OwenValues.METHOD, n);
        }
        long pairs = (budget.calls() - 2) / (PermutationShapley.calls(n, 1) - 2);
        return OwenValues.allSampled(game, groups, Math.toIntExact(Math.min(pairs, Integer.MAX_VALUE)), seed);
    }
}
