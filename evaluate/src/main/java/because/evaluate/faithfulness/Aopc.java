package because.evaluate.faithfulness;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Areas over the perturbation curve (ERASER): how far the value falls, on average over some numbers k of events. What they can reach differs from model to model
 * and from person to person, so they are compared only after {@link Bounds#normalise normalising} by the best and the worst ordering (NAOPC, arXiv 2408.08137).
 */
public final class Aopc {
    private Aopc() {}

    /**
     * Comprehensiveness: the mean over k of v(all) − v(all but the first k).
     *
     * @param response how the model responds
     * @param ordering of all its players
     * @param points the numbers k, each from 1 to the number of players
     * @return in the unit of the value; higher is better
     */
    public static double comprehensiveness(Response response, Ordering ordering, int... points) {
        List<BitSet> coalitions = new ArrayList<>();
        for (int k : checked(points, ordering)) {
            coalitions.add(ordering.without(k));
        }
        return fall(response, coalitions);
    }

    /**
     * Sufficiency: the mean over k of v(all) − v(the first k alone).
     *
     * @param response how the model responds
     * @param ordering of all its players
     * @param points the numbers k, each from 1 to the number of players
     * @return in the unit of the value; lower is better
     */
    public static double sufficiency(Response response, Ordering ordering, int... points) {
        List<BitSet> coalitions = new ArrayList<>();
        for (int k : checked(points, ordering)) {
            coalitions.add(ordering.only(k));
        }
        return fall(response, coalitions);
    }

    private static int[] checked(int[] points, Ordering ordering) {
        for (int k : points) {
            if (k < 1 || k > ordering.size()) {
                throw BadInput.of("k", k, "1 to " + ordering.size() + ", the number of players", "");
            }
        }
        return points;
    }

    private static double fall(Response response, List<BitSet> coalitions) {
        response.prepare(coalitions);
        double full = response.full().value();
        return coalitions.stream()
                .mapToDouble(present -> full - response.of(present).value())
                .average()
                .orElse(0);
    }

    /**
     * The comprehensiveness of the best and of the worst ordering.
     *
     * @param best of the ordering after which the value falls most
     * @param worst of the ordering after which it falls least
     */
    public record Bounds(double best, double worst) {
        /**
         * @param comprehensiveness of some ordering at the same points
         * @return (it − worst) / (best − worst): 1 is as good as can be, 0 as bad; NaN if all orderings are the same. Where the bounds were searched for, not
         *     proven, it can lie a little outside
         */
        public double normalise(double comprehensiveness) {
            return best == worst ? Double.NaN : (comprehensiveness - worst) / (best - worst);
        }
    }
}
