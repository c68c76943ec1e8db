package because.models.feature;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Dataset;
import because.core.Event;
import because.core.Interactions;
import because.core.Item;
import because.core.Profile;
import because.models.store.StrictJson;
import because.network.Features;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How what is known of items, people, events and moments becomes numbers. It is learned from the training part of the data: the vocabularies, means and ranges
 * are those of items and people that have an event there, so nothing of the test leaks in.
 *
 * @param items the attributes of items
 * @param people the attributes of people
 * @param events kind and value of an event, and the time since the one before ({@value #KIND}, {@value #VALUE}, {@value #GAP})
 * @param context the moment of a question: day of the week and hour ({@value #WEEKDAY}, {@value #HOUR}), learned in UTC; no fields if the data has no times
 */
public record FeatureSpace(FeatureBlock items, FeatureBlock people, FeatureBlock events, FeatureBlock context) {
    /** The name of the file that holds it in a model's folder. */
    public static final String FILE = "features.json";

    /** The event's kind. */
    public static final String KIND = "kind";

    /** The event's value. */
    public static final String VALUE = "value";

    /** The time since the event before: the logarithm to base 2 of 1 + minutes. */
    public static final String GAP = "log2 minutes since the event before";

    /** The day of the week. */
    public static final String WEEKDAY = "weekday";

    /** The hour of the day. */
    public static final String HOUR = "hour";

    private static final double MINUTE = 60_000;

    /**
     * Learns a space.
     *
     * @param training events to learn from; items and people without events are passed over
     * @param options how attributes become features
     * @return the space; the same data gives the same
     */
    public static FeatureSpace learn(Dataset training, FeatureOptions options) {
        Interactions events = training.events();
        BitSet used = new BitSet();
        for (int row = 0; row < events.size(); row++) {
            used.set(events.item(row));
        }
        FieldLearner items = new FieldLearner(options);
        used.stream().forEach(i -> items.see(training.catalog().item(i).attributes()));
        FieldLearner people = new FieldLearner(options);
        IntStream.range(0, events.users())
                .filter(user -> events.from(user) < events.to(user))
                .forEach(user -> people.see(training.people().getOrDefault(user, Map.of())));
        return new FeatureSpace(items.block(), people.block(), learnEvents(training, options), learnContext(events));
    }

    private static FeatureBlock learnEvents(Dataset training, FeatureOptions options) {
        FieldLearner learner = new FieldLearner(options);
        Interactions events = training.events();
        for (int user = 0; user < events.users(); user++) {
            long before = Event.NO_TIME;
            for (int row = events.from(user); row < events.to(user); row++) {
                Event event = training.event(row);
                learner.see(attributes(event, before));
                before = event.time();
            }
        }
        return learner.block();
    }

    private static FeatureBlock learnContext(Interactions events) {
        if (!events.hasTimes()) {
            return new FeatureBlock(List.of());
        }
        List<String> days = new ArrayList<>();
        for (int day = 0; day < DayOfWeek.values().length; day++) {
            days.add(day(day));
        }
        List<String> hours = IntStream.range(0, 24).mapToObj(FeatureSpace::hour).toList();
        return new FeatureBlock(List.of(new Field.Tokens(WEEKDAY, false, days), new Field.Tokens(HOUR, false, hours)));
    }

    private static Map<String, Attribute> attributes(Event event, long before) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put(KIND, new Attribute.Tokens(List.of(event.kind())));
        if (!Double.isNaN(event.value())) {
            attributes.put(VALUE, new Attribute.Quantity(event.value()));
        }
        if (event.time() != Event.NO_TIME && before != Event.NO_TIME) {
            double minutes = Math.max(0, ((double) event.time() - before) / MINUTE);
            attributes.put(GAP, new Attribute.Quantity(Math.log1p(minutes) / Math.log(2)));
        }
        return attributes;
    }

    /**
     * @param item an item, of the catalogue or not
     * @return its features
     */
    public Features item(Item item) {
        return items.encode(item.attributes());
    }

    /**
     * @param profile a person
     * @return the features of the attributes
     */
    public Features person(Profile profile) {
        return people.encode(profile.attributes());
    }

    /**
     * @param event something that a person did
     * @param before the time of the event before it; {@link Event#NO_TIME} if there is none
     * @return its features, which say nothing of its item
     */
    public Features event(Event event, long before) {
        return events.encode(attributes(event, before));
    }

    /**
     * @param day from 0 for Monday to 6
     * @return its word in the field {@value #WEEKDAY}
     */
    public static String day(int day) {
        return DayOfWeek.of(day + 1).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /**
     * @param hour from 0 to 23
     * @return its word in the field {@value #HOUR}
     */
    public static String hour(int hour) {
        return Integer.toString(hour);
    }

    /** The form in which it lies in a model's folder. */
    private record Written(
            String format,
            int version,
            List<Field> items,
            List<Field> people,
            List<Field> events,
            List<Field> context) {
        private static final String FORMAT = "because-features";
        private static final int VERSION = 1;
    }

    /** @return the space as JSON, for {@value #FILE} */
    public String toJson() {
        return StrictJson.write(new Written(
                Written.FORMAT, Written.VERSION, items.fields(), people.fields(), events.fields(), context.fields()));
    }

    /**
     * Reads a space.
     *
     * @param json what {@link #toJson()} wrote
     * @return the space
     * @throws BadInput if it is anything else, or of a newer version
     */
    public static FeatureSpace fromJson(String json) {
        Written written = StrictJson.read(FILE, json, Written.class);
        if (!written.format().equals(Written.FORMAT) || written.version() != Written.VERSION) {
            throw BadInput.of(
                    "format and version of " + FILE,
                    written.format() + " " + written.version(),
                    Written.FORMAT + " " + Written.VERSION,
                    "Maybe the model was made by a newer version of Because; use that one.");
        }
        return new FeatureSpace(
                new FeatureBlock(written.items()),
                new FeatureBlock(written.people()),
                new FeatureBlock(written.events()),
                new FeatureBlock(written.context()));
    }
}
