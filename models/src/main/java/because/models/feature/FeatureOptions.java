package because.models.feature;

import because.core.BadInput;

/**
 * How attributes become features.
 *
 * @param minimumCount words that fewer than so many items or people have share one feature, "another value"; 1 or more
 * @param maximumTokens how many words of an attribute get a feature of their own, the most frequent ones; 1 or more
 * @param bins into how many ranges of about equally many items or people a number is cut besides, so that a model can learn what is no straight line; 0 for none
 */
public record FeatureOptions(int minimumCount, int maximumTokens, int bins) {
    /** Checks the ranges. */
    public FeatureOptions {
        if (minimumCount < 1) {
            throw BadInput.of("minimumCount", minimumCount, "1 or more", "");
        }
        if (maximumTokens < 1) {
            throw BadInput.of("maximumTokens", maximumTokens, "1 or more", "");
        }
        if (bins < 0 || bins == 1 || bins > 1000) {
            throw BadInput.of("bins", bins, "0 (none), or 2 to 1000", "");
        }
    }

    /** @return words that two have, 20,000 of them, and 16 ranges */
    public static FeatureOptions defaults() {
        return new FeatureOptions(2, 20_000, 16);
    }

    /**
     * @param minimumCount words of fewer items or people share one feature
     * @return the same options with it
     */
    public FeatureOptions withMinimumCount(int minimumCount) {
        return new FeatureOptions(minimumCount, maximumTokens, bins);
    }

    /**
     * @param maximumTokens how many words get a feature of their own
     * @return the same options with it
     */
    public FeatureOptions withMaximumTokens(int maximumTokens) {
        return new FeatureOptions(minimumCount, maximumTokens, bins);
    }

    /**
     * @param bins into how many ranges a number is cut
     * @return the same options with it
     */
    public FeatureOptions withBins(int bins) {
        return new FeatureOptions(minimumCount, maximumTokens, bins);
    }
}
