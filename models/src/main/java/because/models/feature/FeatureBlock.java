package because.models.feature;

import because.core.Attribute;
import because.core.BadInput;
import because.network.Features;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The features of one kind of thing: fields one after the other, numbered from 0. Immutable. */
public final class FeatureBlock {
    private final List<Field> fields;
    private final List<Map<String, Integer>> vocabularies;
    private final int[] offsets;

    /**
     * @param fields in the order of their features
     * @throws BadInput if two have the same name, or they have too many features together
     */
    public FeatureBlock(List<Field> fields) {
        this.fields = List.copyOf(fields);
        this.offsets = new int[fields.size() + 1];
        List<Map<String, Integer>> numbers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int f = 0; f < fields.size(); f++) {
            Field field = fields.get(f);
            if (!names.add(field.name())) {
                throw new BadInput("two fields of features have the name '" + field.name() + "'.");
            }
            long end = (long) offsets[f] + field.size();
            if (end > Integer.MAX_VALUE) {
                throw new BadInput("the fields up to '" + field.name() + "' have " + end + " features together; "
                        + Integer.MAX_VALUE + " are possible.");
            }
            offsets[f + 1] = (int) end;
            numbers.add(field instanceof Field.Tokens tokens ? tokens.numbers() : Map.of());
        }
        this.vocabularies = List.copyOf(numbers);
    }

    /** @return the fields, in the order of their features */
    public List<Field> fields() {
        return fields;
    }

    /** @return how many features there are */
    public int size() {
        return offsets[fields.size()];
    }

    /**
     * @param field the place of a field, from 0 to the number of fields
     * @return its first feature; of the number of fields, {@link #size()}
     */
    public int offset(int field) {
        return offsets[field];
    }

    /**
     * @param feature from 0 to size − 1
     * @return the place of its field
     */
    public int fieldOf(int feature) {
        int place = java.util.Arrays.binarySearch(offsets, feature);
        return place >= 0 ? place : -place - 2;
    }

    /**
     * @param feature from 0 to size − 1
     * @return what it says, such as {@code age from 30 to 36}
     */
    public String name(int feature) {
        int field = fieldOf(feature);
        return fields.get(field).featureName(feature - offsets[field]);
    }

    /**
     * The features of a thing.
     *
     * @param attributes what is known of it; what the block has no field for is passed over
     * @return at least one feature for each field, except for a number that is just the mean
     */
    public Features encode(Map<String, Attribute> attributes) {
        return encode(attributes::get);
    }

    Features encode(Function<String, @Nullable Attribute> attributes) {
        Features.Collector features = new Features.Collector();
        for (int f = 0; f < offsets.length - 1; f++) {
            Field field = fields.get(f);
            Attribute value = attributes.apply(field.name());
            if (field instanceof Field.Tokens tokens) {
                tokens.encode(value, offsets[f], features, vocabularies.get(f));
            } else {
                field.encode(value, offsets[f], features);
            }
        }
        return features.done();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureBlock that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }
}
