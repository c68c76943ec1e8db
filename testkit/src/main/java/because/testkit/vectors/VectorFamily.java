package because.testkit.vectors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Answers the cases of one family of test vectors by asking the product. The name of a case is its kind, a slash, and what tells it from others of its kind. */
public interface VectorFamily {

    /** @return the family's name in the files */
    String name();

    /** @return the kinds of case that it can answer; others are skipped */
    Set<String> kinds();

    /** @return names of expected values that are compared with an absolute tolerance of their own where it is wider than the case's, such as those of a drawn sample */
    default Map<String, Double> tolerances() {
        return Map.of();
    }

    /**
     * Computes what the product gives for an input. It does not know what is expected.
     *
     * @param kind one of {@link #kinds()}
     * @param input the case's input
     * @return the answer
     * @throws because.core.BadInput if the input is not understood, for instance names a model that does not exist
     */
    Answer answer(String kind, VectorInput input);

    /**
     * Computes what the product gives for an input that names things which all cases of the file share, such as tables. Families whose cases stand alone need
     * not know of it.
     *
     * @param kind one of {@link #kinds()}
     * @param input the case's input
     * @param file the whole file
     * @return the answer
     * @throws because.core.BadInput if the input is not understood
     */
    default Answer answer(String kind, VectorInput input, VectorInput file) {
        return answer(kind, input);
    }

    /**
     * What the product gives.
     *
     * @param values by the names that the kind defines: numbers, booleans, texts, arrays, lists and maps of these
     * @param notYet names that the kind defines, but for which the product has no answer so far; a case that expects one of them is skipped, unless one of the
     *     values is wrong
     */
    record Answer(Map<String, Object> values, Set<String> notYet) {
        /** Copies the collections. */
        public Answer {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            notYet = Set.copyOf(notYet);
        }

        /**
         * @param values all that the kind defines
         * @return the complete answer
         */
        public static Answer of(Map<String, Object> values) {
            return new Answer(values, Set.of());
        }
    }
}
