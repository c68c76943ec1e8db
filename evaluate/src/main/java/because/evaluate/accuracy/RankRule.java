package because.evaluate.accuracy;

import because.core.BadInput;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The rank of a target among items of equal score. Ranks start at 1. Masked items do not count; a target is never masked.
 *
 * <p>Several targets that have the same score follow one another: of b items above, t of equal score and m targets among these, the j-th target (j = 1…m)
 * gets the rank that the rule gives to the j-th. So no two targets share a rank, and no list of k holds more than k of them.
 */
public enum RankRule {
    /** The mean over all orders of the equal items, b + j·(t + 1)/(m + 1). A model that scores everything the same gets the middle. */
    MEAN("mean rank"),
    /** Ahead of all other equal items, b + j. A model that scores everything the same looks perfect: only for comparison with others. */
    OPTIMISTIC("optimistic rank"),
    /** Behind all other equal items, b + t − m + j. */
    PESSIMISTIC("pessimistic rank"),
    /** Equal items in the order of the catalogue, as in the lists that {@link because.core.Recommender#recommend} shows. */
    ITEM_ORDER("item order");

    private final String label;

    RankRule(String label) {
        this.label = label;
    }

    /** @return what reports call it */
    public String label() {
        return label;
    }

    /**
     * @param scores a score for each item of the catalogue; finite
     * @param target the item whose rank is wanted
     * @param masked items that do not count
     * @return the target's rank, from 1
     * @throws BadInput if a score is NaN or infinite
     */
    public double rank(double[] scores, int target, BitSet masked) {
        return ranks(scores, new int[] {target}, masked)[0];
    }

    /**
     * Ranks several targets in one pass over the catalogue, without sorting it.
     *
     * @param scores a score for each item of the catalogue; finite
     * @param targets different items, in rising order
     * @param masked items that do not count
     * @return the rank of each target, from 1, in the order of the targets
     * @throws BadInput if a score is NaN or infinite: comparing with NaN would let a broken model look perfect
     */
    public double[] ranks(double[] scores, int[] targets, BitSet masked) {
        if (targets.length == 1) {
            return new double[] {rankOfOne(scores, targets[0], masked)};
        }
        int n = targets.length;
        double[] levels = levels(scores, targets);
        int[] above = new int[levels.length]; // items over this level and not over the next
        int[] equal = new int[levels.length];
        int[] tied = new int[levels.length]; // targets among the equal
        int[] level = new int[n];
        int[] place = new int[n]; // of the target among the equal targets, from 1
        int[] position = new int[n]; // of the target among the equal items, from 1
        int next = 0;
        for (int item = 0; item < scores.length; item++) {
            double score = scores[item] + 0.0; // −0.0 becomes 0.0
            if (!Double.isFinite(score)) {
                throw notFinite(item, scores[item]);
            }
            boolean target = next < n && targets[next] == item;
            if (!target && (n == 0 || score < levels[0] || masked.get(item))) {
                continue;
            }
            int at = Arrays.binarySearch(levels, score);
            int below = at >= 0 ? at - 1 : -at - 2;
            if (below >= 0) {
                above[below]++;
            }
            if (at >= 0) {
                equal[at]++;
            }
            if (target) {
                level[next] = at;
                place[next] = ++tied[at];
                position[next] = equal[at];
                next++;
            }
        }
        if (next < n) {
            throw new BadInput("the targets " + Arrays.toString(targets)
                    + " are not different items in rising order, from 0 to " + (scores.length - 1) + ".");
        }
        for (int i = levels.length - 2; i >= 0; i--) {
            above[i] += above[i + 1];
        }
        double[] ranks = new double[n];
        for (int i = 0; i < n; i++) {
            int at = level[i];
            ranks[i] = above[at] + within(equal[at], tied[at], place[i], position[i]);
        }
        return ranks;
    }

    /** Counts without a branch that nobody could foretell: with one target for each person, ranking otherwise takes longer than scoring. */
    private double rankOfOne(double[] scores, int target, BitSet masked) {
        double level = levels(scores, new int[] {target})[0];
        int above = 0;
        int equal = 0;
        int position = 0;
        for (int item = 0; item < scores.length; item++) {
            double score = scores[item];
            if (!Double.isFinite(score)) {
                throw notFinite(item, score);
            }
            above += score > level ? 1 : 0;
            equal += score == level ? 1 : 0;
            position = item == target ? equal : position;
        }
        for (int item = masked.nextSetBit(0); item >= 0 && item < scores.length; item = masked.nextSetBit(item + 1)) {
            if (item != target && scores[item] >= level) {
                boolean tie = scores[item] == level;
                above -= tie ? 0 : 1;
                equal -= tie ? 1 : 0;
                position -= tie && item < target ? 1 : 0;
            }
        }
        return above + within(equal, 1, 1, position);
    }

    private static BadInput notFinite(int item, double score) {
        return new BadInput("item " + item + " has the score " + score + "; scores must be finite.");
    }

    /** The rank among the equal items alone. */
    private double within(int equal, int tied, int place, int position) {
        return switch (this) {
            case MEAN -> place * (equal + 1.0) / (tied + 1.0);
            case OPTIMISTIC -> place;
            case PESSIMISTIC -> equal - tied + place;
            case ITEM_ORDER -> position;
        };
    }

    /** The different scores of the targets, rising. */
    private static double[] levels(double[] scores, int[] targets) {
        return Arrays.stream(targets)
                .mapToDouble(target -> {
                    if (target < 0 || target >= scores.length) {
                        throw BadInput.of("a target", target, "0 to " + (scores.length - 1), "");
                    }
                    return scores[target] + 0.0;
                })
                .sorted()
                .distinct()
                .toArray();
    }
}
