package because.evaluate.accuracy;

import because.core.BadInput;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The lists that a recommender shows, one for each person, best item first: how much of the catalogue is in them and what kind of items these are. */
public final class RecommendedLists {
    private final int items;
    private final int[][] lists;

    /**
     * @param items the size of the catalogue
     * @param lists each person's items, from 0 to items − 1; copied; lists may differ in length
     */
    public RecommendedLists(int items, int[][] lists) {
        this.items = items;
        this.lists = Stream.of(lists).map(int[]::clone).toArray(int[][]::new);
        for (int[] list : this.lists) {
            for (int item : list) {
                if (item < 0 || item >= items) {
                    throw BadInput.of("a recommended item", item, "0 to " + (items - 1), "");
                }
            }
        }
    }

    /**
     * The best items that are not masked; equal scores in the order of the catalogue, as recommenders show them.
     *
     * @param scores a score for each item of the catalogue
     * @param masked items that are not recommended
     * @param length how many are wanted, 0 or more
     * @return the items, the best first; fewer where there are no more
     */
    public static int[] best(double[] scores, BitSet masked, int length) {
        int[] list = new int[Math.min(length, scores.length)];
        int filled = 0;
        for (int item = 0; item < scores.length && list.length > 0; item++) {
            boolean full = filled == list.length;
            if ((full && scores[item] <= scores[list[filled - 1]]) || masked.get(item)) {
                continue;
            }
            int place = full ? filled - 1 : filled++;
            while (place > 0 && scores[list[place - 1]] < scores[item]) {
                list[place] = list[place - 1];
                place--;
            }
            list[place] = item;
        }
        return Arrays.copyOf(list, filled);
    }

    /** @return how many lists there are */
    public int size() {
        return lists.length;
    }

    /**
     * @param k 1 or more
     * @return the first k items of each list
     */
    public RecommendedLists top(int k) {
        return new RecommendedLists(
                items,
                Stream.of(lists)
                        .map(list -> Arrays.copyOf(list, Math.min(k, list.length)))
                        .toArray(int[][]::new));
    }

    /**
     * @param kept which items stay
     * @return the lists without the others; lists that are left empty are dropped
     */
    public RecommendedLists only(IntPredicate kept) {
        return new RecommendedLists(
                items,
                Stream.of(lists)
                        .map(list -> IntStream.of(list).filter(kept).toArray())
                        .filter(list -> list.length > 0)
                        .toArray(int[][]::new));
    }

    /** @return in how many places each item of the catalogue is recommended */
    public long[] counts() {
        long[] counts = new long[items];
        for (int[] list : lists) {
            for (int item : list) {
                counts[item]++;
            }
        }
        return counts;
    }

    /** @return the share of the catalogue that is in at least one list */
    public double coverage() {
        return coverage(_ -> true);
    }

    /**
     * @param among which items count, such as those that the model was trained on
     * @return the share of these that is in at least one list; 0 if there are none
     */
    public double coverage(IntPredicate among) {
        long[] counts = counts();
        long all = IntStream.range(0, items).filter(among).count();
        long shown = IntStream.range(0, items)
                .filter(among)
                .filter(item -> counts[item] > 0)
                .count();
        return all == 0 ? 0 : (double) shown / all;
    }

    /**
     * The mean of something over the items of each list: of {@link Popularity#count} it is the average recommendation popularity (ARP), of
     * {@link Popularity#selfInformation} the novelty.
     *
     * @param value of an item
     * @return a mean for each list; 0 for an empty one
     */
    public double[] means(IntToDoubleFunction value) {
        return Stream.of(lists)
                .mapToDouble(
                        list -> IntStream.of(list).mapToDouble(value).average().orElse(0))
                .toArray();
    }

    /**
     * The same mean over the first item, the first two, and so on.
     *
     * @param value of an item
     * @return a row for each list, a column for each length of it from 1
     */
    public double[][] runningMeans(IntToDoubleFunction value) {
        return Stream.of(lists)
                .map(list -> {
                    double[] means = new double[list.length];
                    double sum = 0;
                    for (int i = 0; i < list.length; i++) {
                        sum += value.applyAsDouble(list[i]);
                        means[i] = sum / (i + 1);
                    }
                    return means;
                })
                .toArray(double[][]::new);
    }

    /**
     * The share of long-tail items in each list; its mean is APLT.
     *
     * @param tail the items of the tail
     * @return a share for each list; 0 for an empty one
     */
    public double[] tailShares(BitSet tail) {
        return means(item -> tail.get(item) ? 1 : 0);
    }

    /**
     * Intra-list diversity (ILD): the mean of 1 − similarity over all pairs of places in a list.
     *
     * @param similarity of two items
     * @return a diversity for each list; 0 for lists of fewer than two items
     */
    public double[] diversities(Similarity similarity) {
        return Stream.of(lists)
                .mapToDouble(list -> {
                    double sum = 0;
                    for (int i = 0; i < list.length; i++) {
                        for (int j = i + 1; j < list.length; j++) {
                            sum += 1 - similarity.of(list[i], list[j]);
                        }
                    }
                    double pairs = list.length * (list.length - 1.0) / 2;
                    return pairs < 1 ? 0 : sum / pairs;
                })
                .toArray();
    }

    /** How alike two items are. */
    @FunctionalInterface
    public interface Similarity {
        /**
         * @param a an item
         * @param b another item
         * @return 1 if they are alike, 0 if they have nothing in common; the same for (b, a)
         */
        double of(int a, int b);
    }
}
