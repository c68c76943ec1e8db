package because.core;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How an explanation was made.
 *
 * @param schema the version of this form; 1
 * @param method the explainer's name
 * @param options the explainer's options, by name
 * @param seed of everything random
 * @param model the fingerprint of the model that was explained
 * @param candidate the explained item's id; empty if the explanation is about no single item
 * @param target what is explained
 * @param absence how absence looked
 * @param base the target when nobody is present
 * @param score the target when everybody is present
 * @param calls how many coalitions were evaluated, for all candidates of the question together
 * @param convergence whether enough was drawn
 * @param deletionTest the check, once it was run
 */
public record Header(
        int schema,
        String method,
        Map<String, String> options,
        long seed,
        String model,
        String candidate,
        Target target,
        Absence absence,
        double base,
        double score,
        long calls,
        Convergence convergence,
        Optional<DeletionTest> deletionTest) {
    /** The version of the form that this library writes. */
    public static final int SCHEMA = 1;

    /** Copies the options, ordered by name. */
    public Header {
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /**
     * @param test the outcome of the check
     * @param calls what the check cost
     * @return the same header with the check, its cost added
     */
    public Header with(DeletionTest test, long calls) {
        return new Header(
                schema,
                method,
                options,
                seed,
                model,
                candidate,
                target,
                absence,
                base,
                score,
                this.calls + calls,
                convergence,
                Optional.of(test));
    }

    /**
     * @param calls how many profiles the model was asked about
     * @return the same header with that cost
     */
    public Header withCalls(long calls) {
        return new Header(
                schema,
                method,
                options,
                seed,
                model,
                candidate,
                target,
                absence,
                base,
                score,
                calls,
                convergence,
                deletionTest);
    }

    /**
     * @param more options, or what was measured along the way, by name
     * @return the same header with them added
     */
    public Header adding(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(options);
        all.putAll(more);
        return new Header(
                schema,
                method,
                all,
                seed,
                model,
                candidate,
                target,
                absence,
                base,
                score,
                calls,
                convergence,
                deletionTest);
    }
}
