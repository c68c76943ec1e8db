package because.core;

import java.util.Map;

/** A hash of data, the same on every machine. */
final class Hash {
    private Hash() {}

    /** A step of a hash in which every bit of what is added can change every bit of the outcome (the finisher of SplitMix64). */
    static long mix(long hash, long added) {
        long z = (hash ^ added) + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    static long mix(long hash, String text) {
        long mixed = mix(hash, text.length());
        for (int i = 0; i < text.length(); i++) {
            mixed = mix(mixed, text.charAt(i));
        }
        return mixed;
    }

    static long mix(long hash, Map<String, Attribute> attributes) {
        long mixed = mix(hash, attributes.size());
        for (Map.Entry<String, Attribute> attribute : attributes.entrySet()) {
            mixed = mix(mix(mixed, attribute.getKey()), attribute.getValue());
        }
        return mixed;
    }

    private static long mix(long hash, Attribute attribute) {
        return switch (attribute) {
            case Attribute.Tokens(var words) -> {
                long mixed = mix(hash, 1 + 8L * words.size());
                for (String word : words) {
                    mixed = mix(mixed, word);
                }
                yield mixed;
            }
            case Attribute.Quantity(double value) -> mix(mix(hash, 2), Double.doubleToLongBits(value));
            case Attribute.Text(String text) -> mix(mix(hash, 3), text);
            case Attribute.Vector vector -> {
                long mixed = mix(hash, 4 + 8L * vector.size());
                for (int i = 0; i < vector.size(); i++) {
                    mixed = mix(mixed, Float.floatToIntBits(vector.get(i)));
                }
                yield mixed;
            }
            case Attribute.Media(String type, String location) -> mix(mix(mix(hash, 5), type), location);
        };
    }
}
