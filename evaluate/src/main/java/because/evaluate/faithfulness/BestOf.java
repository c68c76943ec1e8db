package because.evaluate.faithfulness;

import because.core.BadInput;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What comes of taking, for each metric by itself, the best of several explanations. It is a bound, not a method: usually no single explanation attains it. It
 * is fair only if every method is given as many explanations to choose from.
 *
 * @param oracle the best value of each metric
 * @param attained whether one of the explanations has all of them
 */
public record BestOf(Map<String, Double> oracle, boolean attained) {
    /** Copies the map and keeps its order. */
    public BestOf {
        oracle = Collections.unmodifiableMap(new LinkedHashMap<>(oracle));
    }

    /**
     * @param explanations the metrics of each explanation, by name; the same names in each
     * @return the best of them
     * @throws BadInput if there are none, or one lacks a metric
     */
    public static BestOf of(List<Map<String, Double>> explanations) {
        if (explanations.isEmpty()) {
            throw new BadInput("the best of no explanations was asked for.");
        }
        Map<String, Double> oracle = new LinkedHashMap<>();
        for (String metric : explanations.getFirst().keySet()) {
            oracle.put(metric, value(explanations.get(best(explanations, metric)), metric));
        }
        return new BestOf(oracle, explanations.stream().anyMatch(oracle::equals));
    }

    /**
     * @param explanations the metrics of each explanation, by name
     * @param metric the metric by which one is chosen
     * @return the number of the best explanation by this metric, the first of equals
     */
    public static int best(List<Map<String, Double>> explanations, String metric) {
        int best = 0;
        for (int i = 1; i < explanations.size(); i++) {
            double gain = value(explanations.get(i), metric) - value(explanations.get(best), metric);
            if (MetricName.lowerIsBetter(metric) ? gain < 0 : gain > 0) {
                best = i;
            }
        }
        return best;
    }

    private static double value(Map<String, Double> metrics, String metric) {
        Double value = metrics.get(metric);
        if (value == null) {
            throw BadInput.unknown("metric", metric, metrics.keySet());
        }
        return value;
    }
}
