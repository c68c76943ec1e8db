package because.models.affinity;

import because.core.BadInput;
import because.models.baseline.ContentOptions;

/**
 * The options of {@link Affinity}.
 *
 * @param of the attributes that are looked at, separated by commas; empty for all that are no plain text
 * @param examples how many events are learnt from at most, drawn at random; 1 or more
 * @param negatives with how many other items each is compared, drawn at random; 1 or more
 * @param regularisation λ, how strongly the weights of likeness are held back (L2); above 0
 */
public record AffinityOptions(String of, int examples, int negatives, double regularisation) {
    /** Checks the ranges. */
    public AffinityOptions {
        if (examples < 1) {
            throw BadInput.of("examples", examples, "1 or more", "");
        }
        if (negatives < 1) {
            throw BadInput.of("negatives", negatives, "1 or more", "");
        }
        if (!(regularisation > 0 && regularisation < Double.POSITIVE_INFINITY)) {
            throw BadInput.of("regularisation", regularisation, "above 0", "");
        }
    }

    /** @return all attributes, 20,000 events with 50 other items each, λ = 10 */
    public static AffinityOptions defaults() {
        return new AffinityOptions("", 20_000, 50, 10);
    }

    /**
     * @param of the attributes that are looked at, separated by commas
     * @return the same options with it
     */
    public AffinityOptions withOf(String of) {
        return new AffinityOptions(of, examples, negatives, regularisation);
    }

    /**
     * @param examples how many events are learnt from at most
     * @return the same options with it
     */
    public AffinityOptions withExamples(int examples) {
        return new AffinityOptions(of, examples, negatives, regularisation);
    }

    /**
     * @param negatives with how many other items each is compared
     * @return the same options with it
     */
    public AffinityOptions withNegatives(int negatives) {
        return new AffinityOptions(of, examples, negatives, regularisation);
    }

    /**
     * @param regularisation λ
     * @return the same options with it
     */
    public AffinityOptions withRegularisation(double regularisation) {
        return new AffinityOptions(of, examples, negatives, regularisation);
    }

    ContentOptions compared() {
        return new ContentOptions(of);
    }
}
