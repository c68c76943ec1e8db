package because.explain.global;

import because.core.BadInput;
import because.core.Budget;
import because.core.Importance;
import because.core.Importance.Measure;
import because.explain.shapley.InteractionExplainer;
import because.explain.shapley.InteractionIndex;
import because.explain.shapley.Solution;
import java.util.ArrayList;
import java.util.List;

/**
 * The mean of |Shapley interaction| (SII, Grabisch, Roubens 1999) of each pair of features over many people, and its share of the sum. The game of a row is that of
 * {@link ShapleyImportance}: features that are absent are those of other people. Unlike Friedman's H² it is in the target's unit, and pairs that matter little are small.
 */
public final class ShapleyInteractionImportance {
    /** The method's name. */
    public static final String METHOD = "mean-sii";

    /** Up to so many features the values are exact. */
    private static final int EXACT = 8;

    /** A block of walks costs about 2 n² coalitions. */
    private static final long BLOCKS = 4;

    /** What is smaller than this share of a row's target is rounding, not an interaction. */
    private static final double ROUNDING = 1e-9;

    private final int draws;

    /** @param draws how many other people stand for what is absent, 1 or more */
    public ShapleyInteractionImportance(int draws) {
        if (draws < 1) {
            throw BadInput.of("draws", draws, "1 or more", "");
        }
        this.draws = draws;
    }

    /**
     * Measures each pair of features.
     *
     * @param sample the model, on two rows or more
     * @param variables the numbers of two features or more, which can be changed
     * @param seed of the draws
     * @return a weight for each pair, the largest first
     * @throws BadInput if there are fewer than two features or two rows
     */
    public Importance explain(Sample sample, List<Integer> variables, long seed) {
        int n = sample.size();
        int players = variables.size();
        if (players < 2 || n < 2) {
            throw BadInput.of(
                    "features and rows for interactions",
                    players + " and " + n,
                    "2 or more of each",
                    "Maybe name more features, or ask more people.");
        }
        Donors donors = new Donors(n, draws, seed);
        Budget budget = Budget.calls(players <= EXACT ? 1L << players : BLOCKS * 2 * players * players + 2);
        InteractionExplainer solver = new InteractionExplainer(InteractionIndex.SII);
        Sizes sizes = new Sizes(sample, donors, players * (players - 1) / 2);
        for (int row = 0; row < n; row++) {
            Solution solution = solver.solve(new RowGame(sample, variables, donors, row), budget, seed + row);
            double least = ROUNDING * Math.max(Math.abs(solution.base(0)), Math.abs(solution.score(0)));
            sizes.add(row, solution, players, least);
        }
        List<List<String>> names = new ArrayList<>();
        for (int one = 0; one < players; one++) {
            for (int other = one + 1; other < players; other++) {
                names.add(List.of(name(sample, variables, one), name(sample, variables, other)));
            }
        }
        return sizes.means(METHOD, Measure.SII, names, players <= EXACT, seed);
    }

    private static String name(Sample sample, List<Integer> variables, int player) {
        return sample.variables().get(variables.get(player)).name();
    }
}
