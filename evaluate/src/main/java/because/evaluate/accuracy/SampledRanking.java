package because.evaluate.accuracy;

import because.core.BadInput;

/**
 * What a rank in the whole catalogue looks like when the target is ranked among a few random other items only. Such sampled metrics are far higher and order
 * models differently; this puts a full rank on the scale of a published sampled number, so that the two are never compared as they are.
 *
 * @param hitRate the expected HR@k
 * @param ndcg the expected NDCG@k
 */
public record SampledRanking(double hitRate, double ndcg) {

    /**
     * The expectation over all samples. The number x of better items in a sample is hypergeometric; the sampled rank is x + 1.
     *
     * @param rank the target's rank among all items, 1 to items
     * @param items how many items there are, the target included
     * @param negatives how many of the other items are drawn, without replacement
     * @param k the length of the list, 1 or more
     * @return the expected metrics of the one target
     */
    public static SampledRanking expected(int rank, int items, int negatives, int k) {
        if (rank < 1 || rank > items) {
            throw BadInput.of("the full rank", rank, "1 to " + items, "");
        }
        if (negatives < 0 || negatives >= items) {
            throw BadInput.of("the number of sampled items", negatives, "0 to " + (items - 1), "");
        }
        if (k < 1) {
            throw BadInput.of("k", k, "1 or more", "");
        }
        int better = rank - 1;
        int worse = items - rank;
        // After each draw: the probability that x of the drawn items are better, for x below k. More than that is a
        // miss for good.
        double[] probability = new double[Math.min(k, negatives + 1)];
        probability[0] = 1;
        for (int drawn = 0; drawn < negatives; drawn++) {
            double left = items - 1.0 - drawn;
            for (int x = Math.min(drawn + 1, probability.length - 1); x >= 0; x--) {
                double stays = x > drawn ? 0 : probability[x] * Math.max(0, worse - (drawn - x)) / left;
                double comes = x == 0 ? 0 : probability[x - 1] * Math.max(0, better - (x - 1)) / left;
                probability[x] = stays + comes;
            }
        }
        double hitRate = 0;
        double ndcg = 0;
        for (int x = 0; x < probability.length; x++) {
            hitRate += probability[x];
            ndcg += probability[x] * TargetRanks.discount(x + 1);
        }
        return new SampledRanking(hitRate, ndcg);
    }
}
