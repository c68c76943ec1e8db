package because.models.feature;

import because.core.Attribute;
import because.core.BadInput;
import because.network.Features;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attribute as features. Feature 0 of every field but the constant says that the attribute is not known; an attribute of another type than the field learned is not known
 * either.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Field.Tokens.class, name = "tokens"),
    @JsonSubTypes.Type(value = Field.Quantity.class, name = "number"),
    @JsonSubTypes.Type(value = Field.Vector.class, name = "vector"),
    @JsonSubTypes.Type(value = Field.Constant.class, name = "constant")
})
public sealed interface Field {
    /** The feature that says that nothing is known. */
    int UNKNOWN = 0;

    /** @return the attribute's name */
    String name();

    /** @return how many features it has */
    int size();

    /**
     * @param feature from 0 to size − 1
     * @return what the feature says, such as {@code genres = Comedy}
     */
    String featureName(int feature);

    /**
     * Adds the features of a value.
     *
     * @param value the attribute; null if there is none
     * @param offset is added to the numbers of the features
     * @param into takes them
     */
    void encode(@Nullable Attribute value, int offset, Features.Collector into);

    /**
     * What all things have in common: one feature that is always 1, an intercept. No attribute is read.
     *
     * @param name what it is called
     */
    record Constant(String name) implements Field {
        /** Refuses an empty name. */
        public Constant {
            checkName(name);
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public String featureName(int feature) {
            return name;
        }

        @Override
        public void encode(@Nullable Attribute value, int offset, Features.Collector into) {
            into.add(offset, 1);
        }
    }

    /** Refuses names that nobody could read. */
    private static void checkName(String name) {
        if (name.isEmpty()) {
            throw new BadInput("a field of features has no name.");
        }
    }

    /**
     * Words of a vocabulary. Feature 1 stands for all words that are not in it. Several words share the weight 1: each has 1/√n of n.
     *
     * @param name the attribute's name
     * @param several whether there can be more than one word
     * @param tokens the vocabulary, the most frequent word first
     */
    record Tokens(String name, boolean several, List<String> tokens) implements Field {
        private static final int OTHER = 1;
        private static final int FIRST = 2;

        /** Copies the list and refuses a word that is there twice. */
        public Tokens {
            checkName(name);
            tokens = List.copyOf(tokens);
            if (new HashSet<>(tokens).size() != tokens.size()) {
                throw new BadInput("the vocabulary of '" + name + "' holds a word twice.");
            }
        }

        @Override
        public int size() {
            return FIRST + tokens.size();
        }

        @Override
        public String featureName(int feature) {
            return switch (feature) {
                case UNKNOWN -> name + " not known";
                case OTHER -> name + " = another value";
                default -> name + " = " + tokens.get(feature - FIRST);
            };
        }

        /** The features of the words of this vocabulary; kept by {@link FeatureBlock}, for a record has no room for it. */
        Map<String, Integer> numbers() {
            Map<String, Integer> numbers = HashMap.newHashMap(tokens.size());
            for (int i = 0; i < tokens.size(); i++) {
                numbers.put(tokens.get(i), FIRST + i);
            }
            return numbers;
        }

        @Override
        public void encode(@Nullable Attribute value, int offset, Features.Collector into) {
            encode(value, offset, into, numbers());
        }

        void encode(@Nullable Attribute value, int offset, Features.Collector into, Map<String, Integer> numbers) {
            if (!(value instanceof Attribute.Tokens words) || words.values().isEmpty()) {
                into.add(offset + UNKNOWN, 1);
                return;
            }
            int[] features = words.values().stream()
                    .mapToInt(word -> numbers.getOrDefault(word, OTHER))
                    .sorted()
                    .distinct()
                    .toArray();
            for (int feature : features) {
                into.add(offset + feature, 1 / Math.sqrt(features.length));
            }
        }
    }

    /**
     * A quantity: feature 1 is (x − mean) / deviation, cut off at ±{@value #LARGEST}; each further feature says that x is in a range.
     *
     * @param name the attribute's name
     * @param mean of the training data
     * @param deviation the standard deviation there, above 0
     * @param cuts where one range ends and the next begins, ascending; empty for no ranges. Range i holds cuts[i − 1] ≤ x &lt; cuts[i]
     */
    record Quantity(String name, double mean, double deviation, List<Double> cuts) implements Field {
        /** Beyond so many standard deviations a number says no more: one typing error must not outweigh all else. */
        public static final double LARGEST = 5;

        private static final int FIRST = 2;

        /** Copies the list, refuses what is not finite and cuts that do not ascend. */
        public Quantity {
            checkName(name);
            cuts = List.copyOf(cuts);
            if (!Double.isFinite(mean) || !Double.isFinite(deviation) || deviation <= 0) {
                throw BadInput.of(
                        "mean and deviation of '" + name + "'", mean + " and " + deviation, "finite, above 0", "");
            }
            for (int i = 0; i < cuts.size(); i++) {
                if (!Double.isFinite(cuts.get(i)) || (i > 0 && cuts.get(i) <= cuts.get(i - 1))) {
                    throw BadInput.of("the cuts of '" + name + "'", cuts, "finite, ascending numbers", "");
                }
            }
        }

        @Override
        public int size() {
            return FIRST + (cuts.isEmpty() ? 0 : cuts.size() + 1);
        }

        @Override
        public String featureName(int feature) {
            int range = feature - FIRST;
            if (feature == UNKNOWN) {
                return name + " not known";
            } else if (range < 0) {
                return name;
            } else if (range == 0) {
                return name + " below " + text(cuts.getFirst());
            } else if (range == cuts.size()) {
                return name + " from " + text(cuts.getLast());
            }
            return name + " from " + text(cuts.get(range - 1)) + " to " + text(cuts.get(range));
        }

        private static String text(double number) {
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? Long.toString((long) number)
                    : String.format(Locale.ROOT, "%.4g", number);
        }

        @Override
        public void encode(@Nullable Attribute value, int offset, Features.Collector into) {
            if (!(value instanceof Attribute.Quantity(double x))) {
                into.add(offset + UNKNOWN, 1);
                return;
            }
            double standard = Math.clamp((x - mean) / deviation, -LARGEST, LARGEST);
            if ((float) standard != 0) {
                into.add(offset + 1, standard);
            }
            if (!cuts.isEmpty()) {
                into.add(offset + FIRST + range(x), 1);
            }
        }

        private int range(double x) {
            int place = Collections.binarySearch(cuts, x);
            return place >= 0 ? place + 1 : -place - 1;
        }
    }

    /**
     * Given numbers, such as an embedding: feature 1 + i is the i-th number, scaled so that vectors of the training data have the length 1 on average.
     *
     * @param name the attribute's name
     * @param dimension how many numbers
     * @param scale what they are multiplied by, above 0
     */
    record Vector(String name, int dimension, double scale) implements Field {
        private static final int LONGEST = 1 << 20;

        /** Refuses an empty vector and a scale that is none. */
        public Vector {
            checkName(name);
            if (dimension < 1 || dimension > LONGEST || !Double.isFinite(scale) || scale <= 0) {
                throw BadInput.of(
                        "dimension and scale of '" + name + "'",
                        dimension + " and " + scale,
                        "1 to " + LONGEST + ", above 0",
                        "");
            }
        }

        @Override
        public int size() {
            return 1 + dimension;
        }

        @Override
        public String featureName(int feature) {
            return feature == UNKNOWN ? name + " not known" : name + "[" + (feature - 1) + "]";
        }

        @Override
        public void encode(@Nullable Attribute value, int offset, Features.Collector into) {
            if (!(value instanceof Attribute.Vector vector) || vector.size() != dimension || !finite(vector)) {
                into.add(offset + UNKNOWN, 1);
                return;
            }
            for (int i = 0; i < dimension; i++) {
                float x = (float) (vector.get(i) * scale);
                if (x != 0 && Float.isFinite(x)) {
                    into.add(offset + 1 + i, x);
                }
            }
        }

        private static boolean finite(Attribute.Vector vector) {
            for (int i = 0; i < vector.size(); i++) {
                if (!Float.isFinite(vector.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }
}
