package because.models.sequence;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Dataset;
import because.core.Event;
import because.core.Item;
import because.models.feature.FeatureBlock;
import because.models.feature.FeatureSpace;
import because.models.feature.Field;
import because.network.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a sequence model reads besides items' numbers, as features that are numbered through: those of items, then of people, then of events. */
final class Described {
    /** What all items have in common; heads of ratings and probabilities need it to tell what is the person's alone. No column of a table is called so. */
    static final String COMMON = "(an item)";

    private static final FeatureBlock NOTHING = new FeatureBlock(List.of());

    private final FeatureSpace space;

    /** @param space whose features are read, all but those of the moment */
    Described(FeatureSpace space) {
        this.space = space;
    }

    /**
     * Learns the features of some data.
     *
     * @param data what is learnt from
     * @param options say what is to be read
     * @return the features; empty if nothing beside items' numbers is to be read
     * @throws BadInput if there is nothing of what is to be read
     */
    static Optional<Described> learn(Dataset data, TransformerOptions options) {
        Reading reading = options.reading();
        boolean common = options.adapters().labelled();
        if (!reading.features() && !common) {
            return Optional.empty();
        }
        FeatureSpace all = FeatureSpace.learn(data, options.features());
        FeatureBlock events = new FeatureBlock(all.events().fields().stream()
                .filter(field -> isGap(field) ? reading.gaps() : reading.actions())
                .filter(Described::varies)
                .toList());
        Described described = new Described(new FeatureSpace(
                items(reading.attributes() ? all.items().fields() : List.of(), common),
                reading.people() ? all.people() : NOTHING,
                events,
                NOTHING));
        some("attributes", reading.attributes(), described.attributes(), "items with attributes, vectors or texts");
        some("people", reading.people(), described.people(), "people with attributes");
        some(
                "actions",
                reading.actions(),
                events.fields().stream().anyMatch(field -> !isGap(field)),
                "events of several kinds or values");
        some("gaps", reading.gaps(), described.gaps(), "events with times");
        return Optional.of(described);
    }

    private static boolean isGap(Field field) {
        return field.name().equals(FeatureSpace.GAP);
    }

    private static void some(String option, boolean read, boolean there, String needed) {
        if (read && !there) {
            throw new BadInput("the option " + option + " is true, but the training data has no " + needed
                    + ".\nMaybe set it to false, or declare what is missing under 'data'.");
        }
    }

    private static FeatureBlock items(List<Field> known, boolean common) {
        List<Field> fields = new ArrayList<>(known);
        if (common) {
            fields.add(new Field.Constant(COMMON));
        }
        return new FeatureBlock(fields);
    }

    /** A kind that all events have, or a value that is always the same, tells nothing. */
    private static boolean varies(Field field) {
        return switch (field) {
            case Field.Tokens tokens -> tokens.tokens().size() > 1;
            case Field.Quantity quantity -> !quantity.cuts().isEmpty();
            case Field.Vector _ -> true;
            case Field.Constant _ -> false;
        };
    }

    /** @return whose features are read */
    FeatureSpace space() {
        return space;
    }

    /** @return how many features there are */
    int size() {
        return space.items().size() + space.people().size() + space.events().size();
    }

    /** @return whether items have features */
    boolean items() {
        return space.items().size() > 0;
    }

    /** @return whether items have features that tell them apart */
    boolean attributes() {
        return space.items().fields().stream().anyMatch(field -> !(field instanceof Field.Constant));
    }

    /** @return whether people have features */
    boolean people() {
        return space.people().size() > 0;
    }

    /** @return whether an event's features depend on its value */
    boolean values() {
        return space.events().fields().stream().anyMatch(field -> field.name().equals(FeatureSpace.VALUE));
    }

    /** @return whether an event's features depend on the event before */
    boolean gaps() {
        return space.events().fields().stream().anyMatch(Described::isGap);
    }

    /**
     * @param item any item
     * @return its features; none if items' features are not read
     */
    Features item(Item item) {
        return items() ? space.item(item) : Features.NONE;
    }

    /**
     * @param attributes of a person
     * @return the person's features
     */
    Features person(Map<String, Attribute> attributes) {
        return people()
                ? Features.NONE.followedBy(space.items().size(), space.people().encode(attributes))
                : Features.NONE;
    }

    /**
     * @param event what somebody did
     * @param before when the event before it was
     * @return its features, which say nothing of its item
     */
    Features event(Event event, long before) {
        return space.events().size() == 0
                ? Features.NONE
                : Features.NONE.followedBy(space.items().size() + space.people().size(), space.event(event, before));
    }
}
