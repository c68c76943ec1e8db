package because.evaluate.accuracy;

import because.core.BadInput;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Where one person's relevant items stand in a ranking, and how good that is. With ranks r₁ ≤ r₂ ≤ … of |rel| relevant items, a hit at k is a rank ≤ k. Ranks
 * may lie between whole numbers, as mean ranks of equal scores do. Of no relevant items every metric is 0.
 */
public final class TargetRanks {
    private final double[] ranks;

    private TargetRanks(double[] sorted) {
        this.ranks = sorted;
    }

    /**
     * @param ranks the rank of each relevant item, 1 or more; infinite for an item that is not in the ranking
     * @return the ranks
     */
    public static TargetRanks of(double... ranks) {
        double[] sorted = ranks.clone();
        Arrays.sort(sorted);
        for (double rank : sorted) {
            if (!(rank >= 1)) {
                throw BadInput.of("a rank", rank, "1 or more", "");
            }
        }
        return new TargetRanks(sorted);
    }

    /**
     * @param list a ranking, best first; an item that is in it twice counts where it is first
     * @param relevant the relevant items, in the list or not
     * @return their ranks
     */
    public static TargetRanks inList(int[] list, Set<Integer> relevant) {
        double[] ranks = new double[relevant.size()];
        Arrays.fill(ranks, Double.POSITIVE_INFINITY);
        Set<Integer> found = new HashSet<>();
        for (int i = 0; i < list.length; i++) {
            if (relevant.contains(list[i]) && found.add(list[i])) {
                ranks[found.size() - 1] = i + 1;
            }
        }
        return new TargetRanks(ranks); // the finite ranks were found in rising order
    }

    /** @return how many relevant items there are */
    public int relevant() {
        return ranks.length;
    }

    /**
     * @param k the length of the list, 1 or more
     * @return how many relevant items are within the first k
     */
    public int hits(int k) {
        if (k < 1) {
            throw BadInput.of("k", k, "1 or more", "");
        }
        int hits = 0;
        while (hits < ranks.length && ranks[hits] <= k) {
            hits++;
        }
        return hits;
    }

    /**
     * @param k the length of the list, 1 or more
     * @return HR@k: 1 if any relevant item is within the first k, else 0
     */
    public double hitRate(int k) {
        return hits(k) > 0 ? 1 : 0;
    }

    /**
     * @param k the length of the list, 1 or more
     * @return Recall@k: hits / |rel|
     */
    public double recall(int k) {
        return perRelevant(hits(k), ranks.length);
    }

    /**
     * @param k the length of the list, 1 or more; a shorter list counts as filled up with misses
     * @return Precision@k: hits / k
     */
    public double precision(int k) {
        return (double) hits(k) / k;
    }

    /**
     * @param k the length of the list, 1 or more; {@link Integer#MAX_VALUE} for the whole ranking
     * @return MRR@k: 1 / r₁ if r₁ ≤ k, else 0
     */
    public double reciprocalRank(int k) {
        return hits(k) > 0 ? 1 / ranks[0] : 0;
    }

    /**
     * @param k the length of the list, 1 or more
     * @return AP@k: the sum over the hits j of j / rⱼ, divided by min(|rel|, k), so that a perfect list has 1
     */
    public double averagePrecision(int k) {
        return perRelevant(precisionSum(k), Math.min(ranks.length, k));
    }

    /**
     * @param k the length of the list, 1 or more
     * @return the same sum divided by |rel|, as some libraries do; the two differ if |rel| > k
     */
    public double averagePrecisionOfAllRelevant(int k) {
        return perRelevant(precisionSum(k), ranks.length);
    }

    /**
     * @param k the length of the list, 1 or more
     * @return NDCG@k: the sum over the hits of 1 / log₂(rⱼ + 1), divided by the same sum of min(|rel|, k) items at the top, so that a perfect list has 1
     */
    public double ndcg(int k) {
        return perRelevant(gain(k), idealGain(Math.min(ranks.length, k)));
    }

    /**
     * @param k the length of the list, 1 or more
     * @return the same gain divided by that of all |rel| items at the top, as some libraries do; the two differ if |rel| > k
     */
    public double ndcgOfFullIdeal(int k) {
        return perRelevant(gain(k), idealGain(ranks.length));
    }

    private double precisionSum(int k) {
        int hits = hits(k);
        double sum = 0;
        for (int j = 0; j < hits; j++) {
            sum += (j + 1) / ranks[j];
        }
        return sum;
    }

    private double gain(int k) {
        int hits = hits(k);
        double sum = 0;
        for (int j = 0; j < hits; j++) {
            sum += discount(ranks[j]);
        }
        return sum;
    }

    private static double idealGain(int items) {
        double sum = 0;
        for (int rank = 1; rank <= items; rank++) {
            sum += discount(rank);
        }
        return sum;
    }

    /** The worth of a hit: 1 / log₂(rank + 1). */
    static double discount(double rank) {
        return Math.log(2) / Math.log(rank + 1);
    }

    private double perRelevant(double sum, double divisor) {
        return ranks.length == 0 ? 0 : sum / divisor;
    }
}
