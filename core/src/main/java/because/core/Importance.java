package because.core;

import java.util.List;
import java.util.Locale;

/**
 * How much a model looks at each feature of people and items, or at how two of them play together, over many people. It is about no single item, so the header names
 * none; base and score are both the mean target over the people.
 *
 * @param header how it was measured
 * @param measure what a weight says
 * @param people over how many people, 1 or more
 * @param weights the largest first
 */
public record Importance(Header header, Measure measure, int people, List<Weight> weights) implements Explanation {
    /** Copies the list. */
    public Importance {
        weights = List.copyOf(weights);
        if (people < 1) {
            throw BadInput.of("the number of people of an importance", people, "1 or more", "");
        }
    }

    /** What a weight says. */
    public enum Measure {
        /** By how much the model's loss on what people really did rises when the feature is another person's. The share is that of the sum of the weights above 0. */
        LOSS,
        /**
         * How much of the target's variation is lost when all but this feature is known: E[(f(x) − f(x′))²] / (2 Var f), where x′ has the feature of another
         * person (the total index of Sobol as Jansen 1999 estimates it). The share is that of the sum of the weights.
         */
        VARIATION,
        /** The mean of |Shapley value| over the people, in the target's unit; the share is that of the sum of the weights. */
        SHAPLEY,
        /**
         * Friedman's H² of two features (Friedman, Popescu 2008): how much of the variation of what they do together is not the sum of what each does. The share
         * is how much of the target's whole variation that is.
         */
        INTERACTION,
        /** The mean of |Shapley interaction index| of two features over the people, in the target's unit; the share is that of the sum of the weights. */
        SII;

        /** @return the name in files and options */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a feature, or two of them together, weighs.
     *
     * @param features one name, or two
     * @param value the weight, in what the measure says; it can be below 0 for a loss
     * @param standardError of the value over draws of people; 0 if there is nothing to draw, NaN if there are too few people to say
     * @param low the lower end of the 95 % interval
     * @param high the upper end
     * @param share the part of the whole that it is, from 0 to 1; what the whole is says the measure
     */
    public record Weight(
            List<String> features, double value, double standardError, double low, double high, double share) {
        /** Copies the names. */
        public Weight {
            features = List.copyOf(features);
            if (features.isEmpty()) {
                throw new BadInput("a weight is of one feature at least.");
            }
        }

        /** @return the names, with × between two */
        public String name() {
            return String.join(" × ", features);
        }
    }

    @Override
    public String kind() {
        return "importance";
    }

    @Override
    public List<Evidence> evidence() {
        return weights.stream()
                .map(weight ->
                        new Evidence("feature:" + weight.name(), weight.name(), weight.value(), weight.standardError()))
                .toList();
    }
}
