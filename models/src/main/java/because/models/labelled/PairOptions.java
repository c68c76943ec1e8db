package because.models.labelled;

import because.core.BadInput;
import because.models.feature.FeatureOptions;

/**
 * What a model of pairs of a profile and a candidate looks at.
 *
 * @param ids whether each item has a feature of its own, beside those of its attributes
 * @param history whether the items of the profile are features, and how their labels differ from the mean
 * @param features how attributes become features
 * @param temperature what log-odds are divided by; above 0. A training sets it by the validation part
 */
public record PairOptions(boolean ids, boolean history, FeatureOptions features, double temperature) {
    /** Checks the range. */
    public PairOptions {
        if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw BadInput.of("temperature", temperature, "above 0", "");
        }
    }

    /** @return all there is, at temperature 1 */
    public static PairOptions defaults() {
        return new PairOptions(true, true, FeatureOptions.defaults(), 1);
    }

    /**
     * @param temperature what log-odds are divided by
     * @return the same options with it
     */
    public PairOptions withTemperature(double temperature) {
        return new PairOptions(ids, history, features, temperature);
    }
}
