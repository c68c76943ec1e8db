package because.evaluate.faithfulness;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** All metrics that need nothing of an explanation but in which order it puts the players. */
final class OrderingMetrics {
    /** The length of the lists that are looked at for necessity. */
    static final int LIST = 10;

    private final Response response;
    private final Judge.Options options;
    private final int item;
    private final Aopc.Bounds bounds;

    /**
     * @param response how the model responds
     * @param item the explained item
     * @param bounds of comprehensiveness
     */
    OrderingMetrics(Response response, Judge.Options options, int item, Aopc.Bounds bounds) {
        this.response = response;
        this.options = options;
        this.item = item;
        this.bounds = bounds;
    }

    /** All that {@link #of} will ask for, so that it can be scored in one batch with that of other orderings. */
    static Set<BitSet> coalitions(Ordering ordering) {
        Set<BitSet> all = new LinkedHashSet<>(PercentForm.coalitions(ordering));
        for (int events = 1; events <= RefinedForm.MOST; events++) {
            all.addAll(RefinedForm.coalitions(ordering, events));
        }
        for (int k : Steps.distinct(ordering.size())) {
            all.add(ordering.without(k));
            all.add(ordering.only(k));
        }
        return all;
    }

    Map<String, Double> of(Ordering ordering) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        PercentForm percent = PercentForm.of(response, ordering);
        for (int k : options.ks()) {
            metrics.put(MetricName.pos(k), percent.pos(k));
        }
        for (int k : options.ks()) {
            metrics.put(MetricName.neg(k), percent.neg(k));
        }
        metrics.put("DEL", percent.del());
        metrics.put("INS", percent.ins());
        metrics.put("CDCG", percent.cdcg());
        for (int events = 1; events <= RefinedForm.MOST; events++) {
            RefinedForm refined = RefinedForm.of(response, ordering, events);
            for (int k : options.ks()) {
                metrics.put(MetricName.refined(MetricName.pos(k), events), refined.pos(k));
            }
            metrics.put(MetricName.refined("CDCG", events), refined.cdcg());
            metrics.put(MetricName.refined("DEL", events), refined.del());
            metrics.put(MetricName.refined("INS", events), refined.ins());
        }
        int[] points = Steps.distinct(ordering.size());
        double comprehensiveness = Aopc.comprehensiveness(response, ordering, points);
        metrics.put(MetricName.COMPREHENSIVENESS, comprehensiveness);
        metrics.put(MetricName.SUFFICIENCY, Aopc.sufficiency(response, ordering, points));
        metrics.put(MetricName.NAOPC, bounds.normalise(comprehensiveness));
        Necessity necessity = Necessity.of(
                response.full().list(),
                response.of(ordering.without(Math.min(RefinedForm.MOST, ordering.size())))
                        .list(),
                LIST,
                item);
        metrics.put("PN-S(item)@" + LIST, necessity.item());
        metrics.put("PN-S(list)@" + LIST, necessity.list());
        metrics.put("PN-R@" + LIST, necessity.ranked());
        return metrics;
    }
}
