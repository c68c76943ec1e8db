package because.models.tune;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One configuration, and how it did.
 *
 * @param number from 0; the first one is what was used before
 * @param values a value for each option of the space
 * @param results of the rungs that it took part in, the first one first
 * @param failure why its training could not go on; empty if it could
 */
public record Trial(int number, Map<String, String> values, List<Result> results, String failure) {
    /** Copies map and list. */
    public Trial {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        results = List.copyOf(results);
    }

    /**
     * How it did on a rung.
     *
     * @param budget what its training could spend until then, all in all
     * @param mean the validation metric, the mean over the people
     * @param standardError of the mean; NaN if there are fewer than two people
     * @param seconds what the training took since the rung before
     */
    public record Result(int budget, double mean, double standardError, double seconds) {}

    /** @return whether its training could not go on */
    public boolean failed() {
        return !failure.isEmpty();
    }
}
