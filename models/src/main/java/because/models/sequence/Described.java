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
import because.network.Moments;
import because.network.Network;
import because.network.Tensor;
import because.network.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What a sequence model reads besides items' numbers, as features that are numbered through: those of items, then of people, of events, of events' moments, and of the moments of what comes next. */
final class Described {
    /** What all items have in common; heads of ratings and probabilities need it to tell what is the person's alone. No column of a table is called so. */
    static final String COMMON = "(an item)";

    private static final FeatureBlock NOTHING = new FeatureBlock(List.of());

    private final FeatureSpace space;
    private final int size;
    private final Moments moments;
    private final List<FeatureBlock> leading; // a person's attributes one by one, if each has a token

    /**
     * @param space whose features are read
     * @param reading says how
     * @param cloze whether blanks are told; otherwise each token tells what comes next
     */
    Described(FeatureSpace space, Reading reading, boolean cloze) {
        this.space = space;
        this.moments = space.context().size() == 0
                ? Moments.NONE
                : Calendar.of(space.context(), reading.zoneId(), beforeMoments(space), !cloze);
        this.leading = reading.people() == Reading.People.TOKENS
                ? space.people().fields().stream()
                        .map(field -> new FeatureBlock(List.of(field)))
                        .toList()
                : List.of();
        this.size = beforeMoments(space) + space.context().size() * (cloze ? 1 : 2);
    }

    private static int beforeMoments(FeatureSpace space) {
        return space.items().size() + space.people().size() + space.events().size();
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
        FeatureSpace space = new FeatureSpace(
                items(reading.attributes() ? all.items().fields() : List.of(), common),
                reading.people() == Reading.People.FALSE ? NOTHING : all.people(),
                events,
                reading.context() ? moments(data, reading) : NOTHING);
        Described described = new Described(space, reading, options.learning().objective() == Learning.Objective.CLOZE);
        some("attributes", reading.attributes(), described.attributes(), "items with attributes, vectors or texts");
        some("people", reading.people() != Reading.People.FALSE, described.people(), "people with attributes");
        some("actions", reading.actions(), acts(events), "events of several kinds or values");
        some("gaps", reading.gaps(), described.gaps(), "events with times");
        some("context", reading.context(), described.moments(), "events at several weekdays or hours");
        return Optional.of(described);
    }

    /**
     * @param events features of events
     * @return whether kinds or values tell some of them from others
     */
    static boolean acts(FeatureBlock events) {
        return events.fields().stream().anyMatch(field -> !isGap(field) && varies(field));
    }

    private static boolean isGap(Field field) {
        return field.name().equals(FeatureSpace.GAP);
    }

    /** The weekdays and the hours of the events; what is the same for all tells nothing. */
    private static FeatureBlock moments(Dataset data, Reading reading) {
        BitSet days = new BitSet();
        BitSet hours = new BitSet();
        for (int row = 0; row < data.events().size(); row++) {
            if (data.events().time(row) != Event.NO_TIME) {
                int place = Calendar.place(data.events().time(row), reading.zoneId());
                days.set(Calendar.day(place));
                hours.set(Calendar.hour(place));
            }
        }
        List<Field> fields = List.of(
                new Field.Tokens(
                        FeatureSpace.WEEKDAY,
                        false,
                        days.stream().mapToObj(FeatureSpace::day).toList()),
                new Field.Tokens(
                        FeatureSpace.HOUR,
                        false,
                        hours.stream().mapToObj(FeatureSpace::hour).toList()));
        return new FeatureBlock(fields.stream().filter(Described::varies).toList());
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

    /**
     * Takes the vectors of features away that nobody and no event has to learn from: what they would say is chance.
     *
     * @param drawn a network before its training
     * @param read the features of people and events that training reads
     * @return the same network, in which the others say nothing
     */
    Network begin(Network drawn, BitSet read) {
        return size == 0 ? drawn : silenced(drawn, space.items().size(), beforeMoments(space), read);
    }

    /** Takes the vectors of the features from one to before another away that are not among some. */
    static Network silenced(Network drawn, int from, int to, BitSet kept) {
        String name = drawn.embed().features().orElseThrow();
        float[] vectors = drawn.weight(name).floats().clone();
        int width = drawn.weight(name).dimension(1);
        for (int feature = kept.nextClearBit(from); feature < to; feature = kept.nextClearBit(feature + 1)) {
            Arrays.fill(vectors, feature * width, (feature + 1) * width, 0f);
        }
        Map<String, Tensor> weights = new TreeMap<>(drawn.weights());
        weights.put(name, Tensor.of(vectors, drawn.weight(name).shape()));
        return new Network(drawn.operations(), weights);
    }

    /** @return whose features are read */
    FeatureSpace space() {
        return space;
    }

    /** @return how many features there are */
    int size() {
        return size;
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

    /** @return whether weekdays or hours are read */
    boolean moments() {
        return moments != Moments.NONE;
    }

    /** @return how many tokens for people's attributes there may be */
    int room() {
        return leading.size();
    }

    /**
     * @param attributes of a person
     * @return the names of those that have a token of their own, in the tokens' order
     */
    List<String> leadingNames(Map<String, Attribute> attributes) {
        return IntStream.range(0, leading.size())
                .filter(i -> !unknown(encode(i, attributes)))
                .mapToObj(i -> leading.get(i).fields().getFirst().name())
                .toList();
    }

    /**
     * @param attributes of a person
     * @return the features of each token that stands between the start token and the events
     */
    List<Features> leading(Map<String, Attribute> attributes) {
        List<Features> known = new ArrayList<>();
        for (int i = 0; i < leading.size(); i++) {
            Features features = encode(i, attributes);
            if (!unknown(features)) {
                known.add(Features.NONE.followedBy(
                        space.items().size() + space.people().offset(i), features));
            }
        }
        return known;
    }

    private Features encode(int place, Map<String, Attribute> attributes) {
        return leading.get(place).encode(attributes);
    }

    private static boolean unknown(Features ofOne) {
        return ofOne.size() == 1 && ofOne.index(0) == Field.UNKNOWN;
    }

    /**
     * @param tokens what a network reads of somebody's events and their items
     * @param attributes of the person
     * @return the tokens with what moments say, after those of the attributes
     */
    Tokens complete(Tokens tokens, Map<String, Attribute> attributes) {
        return tokens.with(moments).after(leading(attributes), room());
    }

    /**
     * @param tokens what a network reads of somebody's events and their items
     * @return the tokens with what moments say
     */
    Tokens timed(Tokens tokens) {
        return tokens.with(moments);
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
     * @return the features that the start token has of the person
     */
    Features person(Map<String, Attribute> attributes) {
        return people() && leading.isEmpty()
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
