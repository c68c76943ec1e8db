package because.evaluate.faithfulness;

import because.core.BadInput;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How much two explanations of the same recommendation say the same. */
public final class Agreement {
    private Agreement() {}

    /**
     * Spearman's rank correlation; equal values share their mean rank.
     *
     * @param a what each player gets in one explanation
     * @param b what each gets in the other
     * @return −1 to 1; NaN if one of them gives all players the same
     */
    public static double spearman(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new BadInput(
                    "a rank correlation needs pairs, but was given " + a.length + " and " + b.length + " values.");
        }
        double[] x = ranks(a);
        double[] y = ranks(b);
        double mean = (a.length + 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }
        return xx == 0 || yy == 0 ? Double.NaN : xy / Math.sqrt(xx * yy);
    }

    private static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i] + 0.0))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        for (int start = 0; start < order.length; ) {
            int end = start;
            while (end < order.length && values[order[end]] == values[order[start]]) {
                end++;
            }
            for (int i = start; i < end; i++) {
                ranks[order[i]] = (start + 1 + end) / 2.0;
            }
            start = end;
        }
        return ranks;
    }

    /**
     * @param a an ordering
     * @param b another of the same players
     * @param k how many of the most important players are looked at, 1 or more; all where there are fewer
     * @return the share of them that both orderings have among their first k
     */
    public static double overlap(Ordering a, Ordering b, int k) {
        if (k < 1) {
            throw BadInput.of("k", k, "1 or more", "");
        }
        int some = Math.min(k, a.size());
        BitSet both = a.only(some);
        both.and(b.only(some));
        return some == 0 ? 1 : both.cardinality() / (double) some;
    }

    /**
     * How much an explanation moved: ‖a − b‖ / ‖a‖ (the measure under the maximum of max-sensitivity, Yeh et al. 2019).
     *
     * @param a what each player gets
     * @param b what each gets after a small change
     * @return 0 if nothing moved; NaN if all of a is 0
     */
    public static double moved(double[] a, double[] b) {
        double off = IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i]))
                .sum();
        double size = Arrays.stream(a).map(v -> v * v).sum();
        return size == 0 ? Double.NaN : Math.sqrt(off / size);
    }
}
