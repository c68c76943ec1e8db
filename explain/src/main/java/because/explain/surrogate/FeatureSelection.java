package because.explain.surrogate;

import because.core.BadInput;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which features a short explanation keeps, as in lime. */
public final class FeatureSelection {
    private FeatureSelection() {}

    /**
     * The features of the largest absolute coefficients.
     *
     * @param coefficients one for each feature
     * @param most how many to keep at most, 1 or more
     * @return their numbers, the strongest first; of equal ones the earlier first
     */
    public static List<Integer> strongest(List<Double> coefficients, int most) {
        if (most < 1) {
            throw BadInput.of("the number of features", most, "1 or more", "");
        }
        return IntStream.range(0, coefficients.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -Math.abs(coefficients.get(i))))
                .limit(most)
                .toList();
    }

    /** Adds, one by one, the feature with which least squares explain most; of equal ones the earlier. */
    static int[] forward(WeightedRegression regression, int target, int most) {
        int[] used = new int[0];
        while (used.length < Math.min(most, regression.features())) {
            double best = Double.NEGATIVE_INFINITY;
            int[] grown = used;
            for (int feature = 0; feature < regression.features(); feature++) {
                int candidate = feature;
                if (IntStream.of(used).anyMatch(u -> u == candidate)) {
                    continue;
                }
                int[] more = IntStream.concat(IntStream.of(used), IntStream.of(candidate))
                        .toArray();
                double score = regression.ridge(target, 0, more).score();
                if (score > best) {
                    best = score;
                    grown = more;
                }
            }
            used = grown;
        }
        return used;
    }
}
