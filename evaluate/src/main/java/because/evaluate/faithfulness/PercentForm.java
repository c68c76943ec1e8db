package because.evaluate.faithfulness;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The counterfactual metrics of recommenders in percent steps (LXR, WWW'24): the history is taken out in tenths, the most important events first (POS) or the
 * least important first (NEG). There are 11 points, the full history among them, so POS has the floor 1/11 for an item that is recommended first. Items of the
 * original history stay excluded from ranks.
 *
 * @param removed how many events are out at each of the 11 points
 * @param posRanks the item's rank when the most important events are out
 * @param negRanks the item's rank when the least important events are out
 * @param del DEL-P: the mean value when the most important events are out, in the unit of the value; lower is better
 * @param ins INS-P: the mean value when only the most important events are there; higher is better
 * @param cdcg CDCG-P: the mean of 1 / log₂(1 + rank) when the most important events are out; lower is better
 */
public record PercentForm(
        List<Integer> removed, List<Double> posRanks, List<Double> negRanks, double del, double ins, double cdcg) {
    /** Copies the lists. */
    public PercentForm {
        removed = List.copyOf(removed);
        posRanks = List.copyOf(posRanks);
        negRanks = List.copyOf(negRanks);
    }

    /**
     * Measures an ordering.
     *
     * @param response how the model responds
     * @param ordering of all its players
     * @return the metrics
     */
    public static PercentForm of(Response response, Ordering ordering) {
        response.prepare(coalitions(ordering));
        List<Integer> removed = new ArrayList<>();
        List<Double> pos = new ArrayList<>();
        List<Double> neg = new ArrayList<>();
        double del = 0;
        double ins = 0;
        double cdcg = 0;
        int n = ordering.size();
        for (int k : Steps.cumulative(n, Steps.TENTHS)) {
            Outcome without = response.of(ordering.without(k));
            removed.add(k);
            pos.add(without.rank());
            neg.add(response.of(ordering.only(n - k)).rank());
            del += without.value();
            ins += response.of(ordering.only(k)).value();
            cdcg += discount(without.rank());
        }
        int points = removed.size();
        return new PercentForm(removed, pos, neg, del / points, ins / points, cdcg / points);
    }

    /** The coalitions that {@link #of} asks for. */
    static Collection<java.util.BitSet> coalitions(Ordering ordering) {
        Set<java.util.BitSet> coalitions = new LinkedHashSet<>();
        int n = ordering.size();
        for (int k : Steps.cumulative(n, Steps.TENTHS)) {
            coalitions.add(ordering.without(k));
            coalitions.add(ordering.only(n - k));
            coalitions.add(ordering.only(k));
        }
        return coalitions;
    }

    /**
     * @param k the length of the list, 1 or more
     * @return POS-P@k: at how many of the points the item is within the first k without the most important events, as a share; lower is better
     */
    public double pos(int k) {
        return share(posRanks, k);
    }

    /**
     * @param k the length of the list, 1 or more
     * @return NEG-P@k: the same without the least important events; higher is better
     */
    public double neg(int k) {
        return share(negRanks, k);
    }

    private static double share(List<Double> ranks, int k) {
        return IntStream.range(0, ranks.size()).filter(t -> ranks.get(t) <= k).count() / (double) ranks.size();
    }

    /** What a rank is worth: 1 / log₂(1 + rank). */
    static double discount(double rank) {
        return Math.log(2) / Math.log1p(rank);
    }
}
