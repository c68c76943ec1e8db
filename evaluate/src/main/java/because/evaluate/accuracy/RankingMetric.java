package because.evaluate.accuracy;

import because.core.BadInput;
import java.util.Arrays;
import java.util.List;

/** The accuracy metrics by name. The last two follow the conventions of other libraries; their names say so. */
public enum RankingMetric {
    /** {@link TargetRanks#hitRate}. */
    HIT_RATE("hr"),
    /** {@link TargetRanks#recall}. */
    RECALL("recall"),
    /** {@link TargetRanks#precision}. */
    PRECISION("precision"),
    /** {@link TargetRanks#ndcg}. */
    NDCG("ndcg"),
    /** {@link TargetRanks#reciprocalRank}. */
    RECIPROCAL_RANK("mrr"),
    /** {@link TargetRanks#averagePrecision}. */
    AVERAGE_PRECISION("map"),
    /** {@link TargetRanks#ndcgOfFullIdeal}. */
    NDCG_OF_FULL_IDEAL("ndcg-full-ideal"),
    /** {@link TargetRanks#averagePrecisionOfAllRelevant}. */
    AVERAGE_PRECISION_OF_ALL_RELEVANT("map-all-relevant");

    /** What every evaluation reports. */
    public static final List<RankingMetric> REPORTED =
            List.of(HIT_RATE, RECALL, PRECISION, NDCG, RECIPROCAL_RANK, AVERAGE_PRECISION);

    private final String label;

    RankingMetric(String label) {
        this.label = label;
    }

    /** @return what it is called in options and reports, without the k */
    public String label() {
        return label;
    }

    /**
     * @param k the length of the list
     * @return what it is called in reports, such as {@code "ndcg@10"}
     */
    public String at(int k) {
        return label + "@" + k;
    }

    /**
     * @param ranks where a person's relevant items stand
     * @param k the length of the list, 1 or more
     * @return from 0, the worst, to 1
     */
    public double value(TargetRanks ranks, int k) {
        return switch (this) {
            case HIT_RATE -> ranks.hitRate(k);
            case RECALL -> ranks.recall(k);
            case PRECISION -> ranks.precision(k);
            case NDCG -> ranks.ndcg(k);
            case RECIPROCAL_RANK -> ranks.reciprocalRank(k);
            case AVERAGE_PRECISION -> ranks.averagePrecision(k);
            case NDCG_OF_FULL_IDEAL -> ranks.ndcgOfFullIdeal(k);
            case AVERAGE_PRECISION_OF_ALL_RELEVANT -> ranks.averagePrecisionOfAllRelevant(k);
        };
    }

    /**
     * A metric with the length of its list.
     *
     * @param metric which
     * @param k the length of the list, 1 or more
     */
    public record At(RankingMetric metric, int k) {
        /** Refuses a k below 1. */
        public At {
            if (k < 1) {
                throw BadInput.of("k", k, "1 or more", "");
            }
        }

        /**
         * @param name such as {@code "ndcg@10"}
         * @return the metric
         * @throws BadInput if there is no such metric
         */
        public static At parse(String name) {
            int at = name.indexOf('@');
            String label = at < 0 ? name : name.substring(0, at);
            RankingMetric metric = Arrays.stream(values())
                    .filter(m -> m.label.equals(label))
                    .findFirst()
                    .orElseThrow(() -> BadInput.unknown(
                            "metric",
                            label,
                            Arrays.stream(values()).map(RankingMetric::label).toList()));
            try {
                return new At(metric, Integer.parseInt(name.substring(at + 1)));
            } catch (NumberFormatException notANumber) {
                throw BadInput.of(
                        "metric", name, "a metric, @ and the length of the list", "Maybe write " + metric.at(10) + ".");
            }
        }

        /** @return such as {@code "ndcg@10"} */
        public String name() {
            return metric.at(k);
        }
    }
}
