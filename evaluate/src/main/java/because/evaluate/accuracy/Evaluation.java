package because.evaluate.accuracy;

import because.core.BadInput;
import because.evaluate.CalibrationBin;
import because.evaluate.MetricValue;
import because.evaluate.PairedComparison;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one model did under one protocol.
 *
 * @param protocol how it was measured
 * @param model the kind of model
 * @param metrics means over the people, by name and in the order of the report: for each k the accuracy metrics such as {@code "ndcg@10"}, and of the k items
 *     that each person would be shown {@code "novelty@10"} (mean self-information, bits) and {@code "popularity@10"} (mean number of training events)
 * @param catalogue numbers that belong to all people's lists together and so have no standard error: {@code "coverage@10"}, the share of the catalogue that is
 *     shown to anybody, and {@code "gini@10"}, {@link Concentration#giniOverCatalogue}
 * @param perPerson the values that the means are of
 * @param calibration how predicted probabilities compare with what happened, by rising probability; empty for models that predict none
 */
public record Evaluation(
        Protocol protocol,
        String model,
        Map<String, MetricValue> metrics,
        Map<String, Double> catalogue,
        PersonValues perPerson,
        List<CalibrationBin> calibration) {
    /** Copies the maps and keeps their order, and copies the list. */
    public Evaluation {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        calibration = List.copyOf(calibration);
        catalogue = Collections.unmodifiableMap(new LinkedHashMap<>(catalogue));
    }

    /**
     * @param name such as {@code "ndcg@10"}
     * @return the mean over the people
     * @throws BadInput if it was not measured
     */
    public MetricValue metric(String name) {
        MetricValue value = metrics.get(name);
        if (value == null) {
            throw BadInput.unknown("metric", name, metrics.keySet());
        }
        return value;
    }

    /**
     * Whether this model can be compared with another.
     *
     * @param other the other model's evaluation
     * @return whether both were measured in the same way, on the same people
     */
    public boolean comparable(Evaluation other) {
        return protocol.equals(other.protocol) && Arrays.equals(perPerson.people(), other.perPerson.people());
    }

    /**
     * Whether this model is better than another on the same people.
     *
     * @param other the other model's evaluation, under the same protocol
     * @param metric such as {@code "ndcg@10"}
     * @param seed of the bootstrap
     * @return the comparison of this less the other
     * @throws BadInput if the protocols or the people differ, or the metric was not measured
     */
    public PairedComparison compare(Evaluation other, String metric, long seed) {
        if (!protocol.equals(other.protocol)) {
            throw new BadInput("two evaluations under different protocols cannot be compared: " + protocol + " and "
                    + other.protocol + ".");
        }
        if (!Arrays.equals(perPerson.people(), other.perPerson.people())) {
            throw new BadInput("two evaluations of different people cannot be compared.\n"
                    + "Maybe the samples were drawn with different seeds.");
        }
        return PairedComparison.of(perPerson.of(metric), other.perPerson.of(metric), seed);
    }
}
