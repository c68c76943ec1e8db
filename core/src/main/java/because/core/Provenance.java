package because.core;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a model comes from: enough to make it again.
 *
 * @param model the kind of model, such as {@code "ease"}
 * @param options the options that it was trained with, by name
 * @param seed the seed of everything random in its training
 * @param data a fingerprint of what it was trained on: events, titles and attributes
 * @param fingerprint a fingerprint of the model itself: options and weights
 * @param environment versions of the product, of Java, of the libraries and the machine's architecture
 */
public record Provenance(
        String model,
        Map<String, String> options,
        long seed,
        String data,
        String fingerprint,
        Map<String, String> environment) {
    /** Copies the maps, ordered by name. */
    public Provenance {
        options = Collections.unmodifiableMap(new TreeMap<>(options));
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }
}
