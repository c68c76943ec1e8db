package because.models.affinity;

import because.models.feature.FeatureBlock;
import because.models.feature.Field;
import because.network.Features;

/**
 * In which attributes items are alike: the cosine of two items within each attribute. What is not known of an item, and words that are not in the vocabulary, are
 * like nothing.
 */
final class Likeness {
    private static final int OTHER = 1;

    private final FeatureBlock block;
    private final int[] fieldOf;

    Likeness(FeatureBlock block) {
        this.block = block;
        this.fieldOf = new int[block.size()];
        for (int feature = 0; feature < fieldOf.length; feature++) {
            fieldOf[feature] = block.fieldOf(feature);
        }
    }

    int attributes() {
        return block.fields().size();
    }

    int features() {
        return fieldOf.length;
    }

    /** The attribute of a feature. */
    int attribute(int feature) {
        return fieldOf[feature];
    }

    /** An item's features, those of each attribute of length 1 together. */
    Features unit(Features item) {
        double[] squares = new double[attributes()];
        for (int i = 0; i < item.size(); i++) {
            squares[fieldOf[item.index(i)]] += counts(item.index(i)) ? (double) item.value(i) * item.value(i) : 0;
        }
        Features.Collector unit = new Features.Collector();
        for (int i = 0; i < item.size(); i++) {
            int feature = item.index(i);
            if (counts(feature)) {
                unit.add(feature, item.value(i) / Math.sqrt(squares[fieldOf[feature]]));
            }
        }
        return unit.done();
    }

    private boolean counts(int feature) {
        int within = feature - block.offset(fieldOf[feature]);
        return within != Field.UNKNOWN
                && !(within == OTHER && block.fields().get(fieldOf[feature]) instanceof Field.Tokens);
    }

    /** Adds an item's features, times a factor. */
    static void add(Features unit, double factor, double[] into) {
        for (int i = 0; i < unit.size(); i++) {
            into[unit.index(i)] += factor * unit.value(i);
        }
    }

    /** The product of an item's features with a sum of others, attribute by attribute. */
    void with(Features unit, double[] sum, double[] byAttribute) {
        for (int i = 0; i < unit.size(); i++) {
            byAttribute[fieldOf[unit.index(i)]] += sum[unit.index(i)] * unit.value(i);
        }
    }
}
