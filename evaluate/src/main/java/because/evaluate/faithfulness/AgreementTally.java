package because.evaluate.faithfulness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects how much methods agree, pair by pair, over the people. */
final class AgreementTally {
    /** How many of the most important players are compared. */
    private static final int TOP = 3;

    private final Map<List<String>, double[]> sums = new LinkedHashMap<>();

    /** Adds one person: what each method gave each player. */
    void add(Map<String, double[]> values, long seed) {
        List<String> names = new ArrayList<>(values.keySet());
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                double[] a = java.util.Objects.requireNonNull(values.get(names.get(i)));
                double[] b = java.util.Objects.requireNonNull(values.get(names.get(j)));
                double[] sum = sums.computeIfAbsent(List.of(names.get(i), names.get(j)), _ -> new double[4]);
                double spearman = Agreement.spearman(a, b);
                if (!Double.isNaN(spearman)) {
                    sum[0] += spearman;
                    sum[1]++;
                }
                sum[2] += Agreement.overlap(Ordering.by(a, seed), Ordering.by(b, seed), TOP);
                sum[3]++;
            }
        }
    }

    List<Judgement.Pair> pairs(Set<String> methods) {
        List<Judgement.Pair> pairs = new ArrayList<>();
        sums.forEach((names, sum) -> {
            if (methods.containsAll(names)) {
                pairs.add(new Judgement.Pair(names.getFirst(), names.getLast(), sum[0] / sum[1], sum[2] / sum[3]));
            }
        });
        return pairs;
    }
}
