package because.testkit.vectors;

import because.core.BadInput;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How close an answer must come: |actual − expected| ≤ abs + rel · |expected|, element by element.
 *
 * @param abs the absolute part, 0 or more and finite
 * @param rel the relative part, 0 or more and finite
 */
record Tolerance(double abs, double rel) {
    Tolerance {
        if (!(abs >= 0 && rel >= 0 && abs + rel < Double.POSITIVE_INFINITY)) {
            throw new BadInput(
                    "the case's tolerance is abs " + abs + ", rel " + rel + "; allowed: finite numbers, 0 or more.");
        }
    }

    /**
     * Compares.
     *
     * @param expected what must be there; all of it is looked at
     * @param actual what is there; keys that are not expected do not matter
     * @param optional keys of the outermost object that may be missing
     * @param wider absolute tolerances of keys of the outermost object, where these are wider
     * @return the first difference, or empty if there is none
     */
    Optional<String> difference(JsonNode expected, JsonNode actual, Set<String> optional, Map<String, Double> wider) {
        for (var entry : expected.properties()) {
            JsonNode value = actual.get(entry.getKey());
            if (value == null && optional.contains(entry.getKey())) {
                continue;
            }
            Tolerance own = new Tolerance(Math.max(abs, wider.getOrDefault(entry.getKey(), 0.0)), rel);
            Optional<String> difference = own.difference("/" + entry.getKey(), entry.getValue(), value);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Optional<String> difference(String path, JsonNode expected, @Nullable JsonNode actual) {
        if (actual == null) {
            return Optional.of("at " + path + ": expected " + expected + ", but there is no such value");
        }
        if (expected.isObject() && actual.isObject()) {
            for (var entry : expected.properties()) {
                var difference = difference(path + "/" + entry.getKey(), entry.getValue(), actual.get(entry.getKey()));
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return Optional.empty();
        }
        if (expected.isArray() && actual.isArray()) {
            if (expected.size() != actual.size()) {
                return Optional.of("at " + path + ": expected " + expected.size() + " elements, got " + actual.size());
            }
            for (int i = 0; i < expected.size(); i++) {
                var difference = difference(path + "/" + i, expected.get(i), actual.get(i));
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return Optional.empty();
        }
        return same(expected, actual)
                ? Optional.empty()
                : Optional.of("at " + path + ": expected " + expected + ", got " + actual);
    }

    private boolean same(JsonNode expected, JsonNode actual) {
        Optional<Double> wanted = VectorInput.number(expected);
        Optional<Double> given = VectorInput.number(actual);
        if (wanted.isPresent() && given.isPresent()) {
            double e = wanted.get();
            double a = given.get();
            // The first half is for infinities. NaN is never close to anything.
            return e == a || (Double.isFinite(e) && Math.abs(a - e) <= abs + rel * Math.abs(e));
        }
        return expected.equals(actual);
    }
}
