package because.explain.surrogate;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A few local explanations that together show what matters globally: SP-LIME (Ribeiro, Singh and Guestrin 2016, algorithm 2). A feature is covered once one of the
 * picked rows uses it; rows are picked greedily, which reaches at least 63 % of the best possible coverage.
 *
 * @param importance Iⱼ = √(Σᵢ |Wᵢⱼ|) of each feature
 * @param chosen the picked rows, in the order of picking
 * @param coverage the importance that is covered after each pick
 */
public record SubmodularPick(List<Double> importance, List<Integer> chosen, List<Double> coverage) {
    /** Copies the lists. */
    public SubmodularPick {
        importance = List.copyOf(importance);
        chosen = List.copyOf(chosen);
        coverage = List.copyOf(coverage);
    }

    /**
     * Picks.
     *
     * @param weights a row for each local explanation, a column for each feature
     * @param budget how many rows to pick, 0 or more; all of them where there are fewer
     * @return the pick; of rows that cover the same the first is taken
     * @throws BadInput if the rows are not equally long, or the budget is below 0
     */
    public static SubmodularPick of(double[][] weights, int budget) {
        int features = weights.length == 0 ? 0 : weights[0].length;
        if (budget < 0) {
            throw BadInput.of("the number of explanations to pick", budget, "0 or more", "");
        }
        double[] importance = new double[features];
        for (double[] row : weights) {
            if (row.length != features) {
                throw BadInput.of("the length of a row", row.length, features + ", as of the first", "");
            }
            for (int j = 0; j < features; j++) {
                importance[j] += Math.abs(row[j]);
            }
        }
        for (int j = 0; j < features; j++) {
            importance[j] = Math.sqrt(importance[j]);
        }
        boolean[] covered = new boolean[features];
        List<Integer> chosen = new ArrayList<>();
        List<Double> coverage = new ArrayList<>();
        while (chosen.size() < Math.min(budget, weights.length)) {
            int best = -1;
            double most = -1;
            for (int row = 0; row < weights.length; row++) {
                double gain = gain(weights[row], covered, importance);
                if (!chosen.contains(row) && gain > most) {
                    most = gain;
                    best = row;
                }
            }
            chosen.add(best);
            for (int j = 0; j < features; j++) {
                covered[j] |= weights[best][j] != 0;
            }
            coverage.add(IntStream.range(0, features)
                    .filter(j -> covered[j])
                    .mapToDouble(j -> importance[j])
                    .sum());
        }
        return new SubmodularPick(
                IntStream.range(0, features).mapToObj(j -> importance[j]).toList(), chosen, coverage);
    }

    private static double gain(double[] row, boolean[] covered, double[] importance) {
        double gain = 0;
        for (int j = 0; j < row.length; j++) {
            gain += row[j] != 0 && !covered[j] ? importance[j] : 0;
        }
        return gain;
    }
}
