package because.evaluate.faithfulness;

import because.core.BadInput;
import java.util.Collection;
import java.util.List;

/**
 * The counterfactual metrics of recommenders in their refined form (SIGIR'25): a fixed number of events is taken out or kept, so that long and short histories
 * are asked the same, and values are ratios to the full history's.
 *
 * @param events Ke, how many of the most important events are taken out, or kept; all of them where there are fewer
 * @param rank the item's rank without them
 * @param del DEL@Ke: the value without them / the value of the full history; lower is better. NaN if the latter is 0
 * @param ins INS@Ke: the value with them alone / the value of the full history; higher is better. NaN if the latter is 0
 */
public record RefinedForm(int events, double rank, double del, double ins) {
    /** The published numbers of events run from 1 to this. */
    public static final int MOST = 5;

    /**
     * Measures an ordering.
     *
     * @param response how the model responds
     * @param ordering of all its players
     * @param events how many are taken out or kept, 1 or more
     * @return the metrics
     */
    public static RefinedForm of(Response response, Ordering ordering, int events) {
        if (events < 1) {
            throw BadInput.of("Ke", events, "1 or more events", "");
        }
        int some = Math.min(events, ordering.size());
        response.prepare(coalitions(ordering, some));
        double full = response.full().value();
        Outcome without = response.of(ordering.without(some));
        Outcome only = response.of(ordering.only(some));
        return new RefinedForm(
                events,
                without.rank(),
                full == 0 ? Double.NaN : without.value() / full,
                full == 0 ? Double.NaN : only.value() / full);
    }

    /** The coalitions that {@link #of} asks for. */
    static Collection<java.util.BitSet> coalitions(Ordering ordering, int events) {
        int some = Math.min(events, ordering.size());
        return List.of(ordering.without(0), ordering.without(some), ordering.only(some));
    }

    /**
     * @param k the length of the list, 1 or more
     * @return POS@k,Ke: 1 if the item stays within the first k, else 0; lower is better
     */
    public double pos(int k) {
        return rank <= k ? 1 : 0;
    }

    /** @return CDCG@Ke: 1 / log₂(1 + rank); lower is better */
    public double cdcg() {
        return PercentForm.discount(rank);
    }
}
