package because.evaluate.accuracy;

import because.core.BadInput;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** How unevenly recommendations fall on items. Two Gini coefficients are in use that must not be compared: each method's name says which items it is over. */
public final class Concentration {
    private Concentration() {}

    /**
     * The Gini coefficient over all items of the catalogue, as RecBole has it: Σ (2i − n − 1) cᵢ / (n Σ c), c rising, i = 1…n.
     *
     * @param counts how often each item of the catalogue is recommended, 0 included
     * @return 0 if all are recommended equally often, towards 1 if only few are; 0 if nothing is recommended
     */
    public static double giniOverCatalogue(long[] counts) {
        return gini(counts, counts.length);
    }

    /**
     * The Gini coefficient over the recommended items alone, as Evidently has it: Σ (2i − n − 1) cᵢ / ((n − 1) Σ c), c rising, i = 1…n.
     *
     * @param counts how often each item is recommended; items with 0 are left out
     * @return 0 if all that are recommended are so equally often, at most 1; 0 if fewer than two items are recommended
     */
    public static double giniOverRecommended(long[] counts) {
        long[] recommended = LongStream.of(counts).filter(count -> count != 0).toArray();
        return recommended.length < 2 ? 0 : gini(recommended, recommended.length - 1.0);
    }

    private static double gini(long[] counts, double divisor) {
        long[] rising = counts.clone();
        Arrays.sort(rising);
        if (rising.length > 0 && rising[0] < 0) {
            throw BadInput.of("a count", rising[0], "0 or more", "");
        }
        double weighted = 0;
        double sum = 0;
        for (int i = 0; i < rising.length; i++) {
            weighted += (2.0 * (i + 1) - rising.length - 1) * rising[i];
            sum += rising[i];
        }
        return sum == 0 ? 0 : weighted / (divisor * sum);
    }

    /**
     * Shannon's entropy of the recommendations, −Σ pᵢ ln pᵢ with pᵢ = cᵢ / Σ c.
     *
     * @param counts how often each item is recommended
     * @return nats, 0 or more
     */
    public static double entropy(long[] counts) {
        return entropyTerms(counts).sum();
    }

    /**
     * The mean of the entropy's terms over the recommended items, which RecBole reports as "ShannonEntropy". It is not an entropy.
     *
     * @param counts how often each item is recommended
     * @return 0 or more
     */
    public static double meanEntropyTerm(long[] counts) {
        return entropyTerms(counts).average().orElse(0);
    }

    private static DoubleStream entropyTerms(long[] counts) {
        double sum = LongStream.of(counts).sum();
        return LongStream.of(counts)
                .filter(count -> count > 0)
                .mapToDouble(count -> -count / sum * Math.log(count / sum));
    }
}
