package because.core;

import java.util.List;
import java.util.Locale;

/**
 * The people of the training data who most support a recommendation: without what they did the target would be lower, or so it is estimated.
 *
 * @param header how they were found; the target is the score
 * @param measure how support was measured
 * @param examples the strongest first; empty if nobody supports it
 * @param supporters how many people support it, those that are not told included
 * @param people how many people were looked at
 */
public record Examples(Header header, Measure measure, List<Example> examples, int supporters, int people)
        implements Explanation {
    /** Copies the list and refuses more examples than there are supporters. */
    public Examples {
        examples = List.copyOf(examples);
        if (examples.size() > supporters || supporters > people) {
            throw new BadInput(examples.size() + " examples of " + supporters + " supporters among " + people
                    + " people cannot be.");
        }
    }

    /** How support is measured. */
    public enum Measure {
        /** How far the score falls if the model is trained without the person: computed exactly. */
        RETRAINED,
        /** The first-order influence of the person's events on the score through the last layer: an estimate. */
        INFLUENCE,
        /** How alike the person's items are to those of the one who asks: the model is not looked at. */
        SIMILARITY;

        /** @return the name in files and options */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One person of the training data, of whom nothing is told but what they share with the one who asks.
     *
     * @param person unique among the examples: the person's id if people may be named, otherwise a number
     * @param support how much the person supports it, in the unit of the measure; above 0
     * @param shared the titles of the items that both have, the newest of the one who asks first
     * @param events how many events the person has
     */
    public record Example(String person, double support, List<String> shared, int events) {
        /** Copies the list and refuses what does not support. */
        public Example {
            shared = List.copyOf(shared);
            if (!(support > 0)) {
                throw BadInput.of("an example's support", support, "numbers above 0", "");
            }
        }
    }

    @Override
    public String kind() {
        return "examples";
    }

    @Override
    public List<Evidence> evidence() {
        double error = measure == Measure.RETRAINED ? 0 : Double.NaN;
        return examples.stream()
                .map(example -> new Evidence("person:" + example.person(), example.person(), example.support(), error))
                .toList();
    }
}
