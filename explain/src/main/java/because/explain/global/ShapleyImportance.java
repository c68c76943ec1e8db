package because.explain.global;

import because.core.BadInput;
import because.core.Budget;
import because.core.Importance;
import because.core.Importance.Measure;
import because.explain.shapley.AutoShapley;
import because.explain.shapley.ExactShapley;
import because.explain.shapley.PermutationShapley;
import because.explain.shapley.Solution;
import java.util.List;

/**
 * The mean of |Shapley value| of each feature over many people, and its share of the sum (Lundberg et al. 2020). The game of a row: features that are absent are those of
 * other people, and a coalition is worth the mean over some of them, v(S) = 1/K Σ<sub>k</sub> f(x<sub>S</sub>, z<sub>k</sub> elsewhere).
 */
public final class ShapleyImportance {
    /** The method's name. */
    public static final String METHOD = "mean-shapley";

    /** How many other people stand for what is absent, where nobody says. */
    public static final int DRAWS = 8;

    /** Up to so many features the values are exact. */
    private static final int EXACT = 8;

    private static final int PAIRS = 8;

    private final int draws;

    /** @param draws how many other people stand for what is absent, 1 or more */
    public ShapleyImportance(int draws) {
        if (draws < 1) {
            throw BadInput.of("draws", draws, "1 or more", "");
        }
        this.draws = draws;
    }

    /**
     * Measures features.
     *
     * @param sample the model, on two rows or more
     * @param variables the numbers of the features, which can be changed
     * @param seed of the draws
     * @return a weight for each feature, the largest first
     * @throws BadInput if there are fewer than two rows
     */
    public Importance explain(Sample sample, List<Integer> variables, long seed) {
        int n = sample.size();
        if (n < 2) {
            throw BadInput.of("the number of rows", n, "2 or more", "Maybe ask more people.");
        }
        int players = variables.size();
        Donors donors = new Donors(n, draws, seed);
        Budget budget = Budget.calls(players <= EXACT ? 1L << players : PermutationShapley.calls(players, PAIRS));
        Sizes sizes = new Sizes(sample, donors, players);
        boolean exact = true;
        for (int row = 0; row < n; row++) {
            Solution solution =
                    new AutoShapley().solve(new RowGame(sample, variables, donors, row), budget, seed + row);
            exact &= solution.method().equals(ExactShapley.METHOD);
            sizes.add(row, solution, 0, 0);
        }
        List<List<String>> names = variables.stream()
                .map(variable -> List.of(sample.variables().get(variable).name()))
                .toList();
        return sizes.means(METHOD, Measure.SHAPLEY, names, exact, seed);
    }
}
