package because.evaluate.accuracy;

import because.core.BadInput;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The receiver operating characteristic of scores against yes-or-no labels. */
public final class RocCurve {
    private RocCurve() {}

    /**
     * The area under the curve: the probability that a random positive scores above a random negative, where equal scores count half.
     *
     * @param scores a score for each example; not NaN
     * @param positive whether each example is positive
     * @return from 0 to 1
     * @throws BadInput if the arrays differ in length, a score is NaN, or there is no positive or no negative
     */
    public static double area(double[] scores, boolean[] positive) {
        if (scores.length != positive.length) {
            throw new BadInput("there are " + scores.length + " scores, but " + positive.length + " labels.");
        }
        if (IntStream.range(0, scores.length).anyMatch(i -> Double.isNaN(scores[i]))) {
            throw new BadInput("a score is NaN; the area under the curve needs scores that can be compared.");
        }
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i] + 0.0))
                .mapToInt(Integer::intValue)
                .toArray();
        double pairs = 0;
        long negativesBelow = 0;
        long positives = 0;
        for (int start = 0; start < order.length; ) {
            int end = start;
            long equalPositives = 0;
            while (end < order.length && scores[order[end]] == scores[order[start]]) {
                equalPositives += positive[order[end]] ? 1 : 0;
                end++;
            }
            long equalNegatives = end - start - equalPositives;
            pairs += equalPositives * (negativesBelow + equalNegatives / 2.0);
            negativesBelow += equalNegatives;
            positives += equalPositives;
            start = end;
        }
        if (positives == 0 || negativesBelow == 0) {
            throw new BadInput("the area under the curve needs a positive and a negative example, but there are "
                    + positives + " and " + negativesBelow + ".");
        }
        return pairs / positives / negativesBelow;
    }
}
