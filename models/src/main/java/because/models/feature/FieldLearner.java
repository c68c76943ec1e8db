package because.models.feature;

import because.core.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sees the attributes of many things and makes a field of each: of the type that most of its values have. Texts and media become no features. */
final class FieldLearner {
    private final FeatureOptions options;
    private final Map<String, Seen> seen = new LinkedHashMap<>();

    FieldLearner(FeatureOptions options) {
        this.options = options;
    }

    void see(Map<String, Attribute> attributes) {
        attributes.forEach(
                (name, value) -> seen.computeIfAbsent(name, _ -> new Seen()).add(value));
    }

    FeatureBlock block() {
        List<Field> fields = new ArrayList<>();
        seen.forEach((name, values) -> values.field(name, options).ifPresent(fields::add));
        return new FeatureBlock(fields);
    }

    /** The values of one attribute. */
    private static final class Seen {
        private final Map<String, Integer> words = new LinkedHashMap<>();
        private boolean several;
        private int tokens;
        private double[] numbers = new double[16];
        private int quantities;
        private final Map<Integer, Integer> dimensions = new LinkedHashMap<>();
        private double squares;
        private int vectors;

        void add(Attribute value) {
            switch (value) {
                case Attribute.Tokens list -> {
                    if (!list.values().isEmpty()) {
                        tokens++;
                        several |= list.values().size() > 1;
                        list.values().stream().distinct().forEach(word -> words.merge(word, 1, Integer::sum));
                    }
                }
                case Attribute.Quantity(double x) -> {
                    if (quantities == numbers.length) {
                        numbers = Arrays.copyOf(numbers, 2 * quantities);
                    }
                    numbers[quantities++] = x;
                }
                case Attribute.Vector vector -> {
                    vectors++;
                    dimensions.merge(vector.size(), 1, Integer::sum);
                    for (int i = 0; i < vector.size(); i++) {
                        double x = vector.get(i);
                        squares += Double.isFinite(x) ? x * x : 0;
                    }
                }
                case Attribute.Text _, Attribute.Media _ -> {}
            }
        }

        Optional<Field> field(String name, FeatureOptions options) {
            if (tokens == 0 && quantities == 0 && vectors == 0) {
                return Optional.empty();
            } else if (tokens >= quantities && tokens >= vectors) {
                return Optional.of(new Field.Tokens(name, several, vocabulary(options)));
            } else if (quantities >= vectors) {
                return Optional.of(number(name, options));
            }
            return vector(name);
        }

        private List<String> vocabulary(FeatureOptions options) {
            return words.entrySet().stream()
                    .filter(word -> word.getValue() >= options.minimumCount())
                    .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(options.maximumTokens())
                    .map(Map.Entry::getKey)
                    .toList();
        }

        private Field number(String name, FeatureOptions options) {
            double[] sorted = Arrays.copyOf(numbers, quantities);
            Arrays.sort(sorted);
            // Scaled before they are summed, for the sum of the largest numbers that there are is infinite.
            double scale = Math.max(Double.MIN_NORMAL, Math.max(Math.abs(sorted[0]), Math.abs(sorted[quantities - 1])));
            double mean = Arrays.stream(sorted).map(x -> x / scale).sum() / quantities;
            double variance = Arrays.stream(sorted)
                            .map(x -> (x / scale - mean) * (x / scale - mean))
                            .sum()
                    / quantities;
            double deviation = Math.sqrt(variance) * scale;
            boolean varies = deviation > 0 && Double.isFinite(deviation);
            return new Field.Quantity(name, mean * scale, varies ? deviation : 1, cuts(sorted, options.bins()));
        }

        /** Where the quantiles lie; fewer where many values are equal, none where all are. */
        private static List<Double> cuts(double[] sorted, int bins) {
            List<Double> cuts = new ArrayList<>();
            for (int bin = 1; bin < bins; bin++) {
                double cut = sorted[(int) ((long) bin * sorted.length / bins)];
                if (cut > sorted[0] && (cuts.isEmpty() || cut > cuts.getLast())) {
                    cuts.add(cut);
                }
            }
            return cuts;
        }

        private Optional<Field> vector(String name) {
            int dimension = dimensions.entrySet().stream()
                    .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .orElseThrow()
                    .getKey();
            double length = Math.sqrt(squares / vectors);
            boolean usable = length > 0 && Double.isFinite(length);
            return dimension == 0
                    ? Optional.empty()
                    : Optional.of(new Field.Vector(name, dimension, usable ? 1 / length : 1));
        }
    }
}
