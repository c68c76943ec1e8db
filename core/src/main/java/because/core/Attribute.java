package because.core;

import java.util.Arrays;
import java.util.List;

/** A typed property of an item, of a person or of the moment in which a recommendation is asked for. */
public sealed interface Attribute {

    /**
     * One or several words out of a vocabulary, such as genres or a country.
     *
     * @param values the words, in the order of the data; may be empty
     */
    record Tokens(List<String> values) implements Attribute {
        /** Copies the list. */
        public Tokens {
            values = List.copyOf(values);
        }
    }

    /**
     * A quantity, such as a price or an age.
     *
     * @param value finite
     */
    record Quantity(double value) implements Attribute {
        /** Refuses NaN and infinite values. */
        public Quantity {
            if (!Double.isFinite(value)) {
                throw BadInput.of(
                        "a number attribute",
                        value,
                        "finite numbers",
                        "Maybe leave the attribute out where it is not known.");
            }
        }
    }

    /**
     * Text in a human language.
     *
     * @param value the text
     */
    record Text(String value) implements Attribute {}

    /** Given numbers, such as an embedding that another system made. */
    final class Vector implements Attribute {
        private final float[] values;

        /** @param values copied */
        public Vector(float[] values) {
            this.values = values.clone();
        }

        /** @return how many numbers there are */
        public int size() {
            return values.length;
        }

        /**
         * @param i from 0 to size − 1
         * @return the i-th number
         */
        public float get(int i) {
            return values[i];
        }

        /** @return a copy of the numbers */
        public float[] toArray() {
            return values.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Vector that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return "Vector[" + values.length + "]";
        }
    }

    /**
     * A picture, a sound or a film that is kept elsewhere.
     *
     * @param type the MIME type, such as {@code image/jpeg}
     * @param location a URI or a path relative to the data
     */
    record Media(String type, String location) implements Attribute {}
}
