package because.evaluate.faithfulness;

import java.util.List;

/** The names of the metrics of faithfulness, and which way they are good. */
public final class MetricName {
    /** The mean fall of the value, see {@link Aopc#comprehensiveness}. */
    public static final String COMPREHENSIVENESS = "comprehensiveness";

    /** The mean fall that is left when only the most important players are there, see {@link Aopc#sufficiency}. */
    public static final String SUFFICIENCY = "sufficiency";

    /** Comprehensiveness between the worst and the best ordering, see {@link Aopc.Bounds#normalise}. */
    public static final String NAOPC = "NAOPC";

    /** See {@link Sparsity#gini}. */
    public static final String GINI = "Gini";

    /** See {@link Sparsity#entropy}. */
    public static final String ENTROPY = "entropy";

    /** See {@link Infidelity#infidelity}. */
    public static final String INFIDELITY = "infidelity";

    /** See {@link Infidelity#share}. */
    public static final String INFIDELITY_SHARE = "infidelity share";

    /** The rank correlation of the same explanation with another seed. */
    public static final String SEED_STABILITY = "stability seed";

    /** The rank correlation with the explanation of the same item when one event more is missing. */
    public static final String EVENT_STABILITY = "stability event";

    /** See {@link Agreement#moved}: by how much the values move when one event more is missing. */
    public static final String SENSITIVITY = "sensitivity event";

    /** How many coalitions an explanation says that it evaluated. */
    public static final String CALLS = "calls";

    /** How long an explanation took, in seconds. */
    public static final String SECONDS = "seconds";

    /** The rank correlation with the explanation of a model that was made random; the stage follows. */
    public static final String SANITY = "randomised ";

    /** A claim of an explanation's header that does not hold; what it is about follows. 0 is honest. */
    public static final String CLAIM = "claim ";

    private static final List<String> LOWER =
            List.of("POS", "DEL", "CDCG", SUFFICIENCY, ENTROPY, INFIDELITY, SENSITIVITY, CALLS, SECONDS, SANITY, CLAIM);

    private MetricName() {}

    /**
     * @param metric a metric's name
     * @return whether lower values are better
     */
    public static boolean lowerIsBetter(String metric) {
        return LOWER.stream().anyMatch(metric::startsWith);
    }

    /**
     * @param k the length of the list
     * @return the name of {@link PercentForm#pos}
     */
    public static String pos(int k) {
        return "POS@" + k;
    }

    /**
     * @param k the length of the list
     * @return the name of {@link PercentForm#neg}
     */
    public static String neg(int k) {
        return "NEG@" + k;
    }

    /**
     * @param metric POS@k, CDCG, DEL or INS
     * @param events Ke
     * @return the name of its refined form
     */
    public static String refined(String metric, int events) {
        return metric + ",Ke=" + events;
    }
}
