package because.core;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which events are for training, which for validation and which for the test. All three parts keep the people and the items of the whole, so numbers mean
 * the same in each.
 */
public final class Split {
    /** The part of a split that an event belongs to. */
    public enum Part {
        /** Models learn from it. */
        TRAIN,
        /** Choices are made by it: options, when to stop. */
        VALIDATION,
        /** It is looked at once, at the end. */
        TEST
    }

    private final String name;
    private final Dataset whole;
    private final Part[] parts;

    /**
     * @param name how the split was made, in words that a report can quote
     * @param whole all events
     * @param parts each event's part, copied
     * @throws BadInput if there are more or fewer parts than events
     */
    public Split(String name, Dataset whole, Part[] parts) {
        if (parts.length != whole.events().size()) {
            throw new BadInput("a split names the part of " + parts.length + " events, but there are "
                    + whole.events().size() + ".");
        }
        this.name = name;
        this.whole = whole;
        this.parts = parts.clone();
    }

    /** @return how the split was made */
    public String name() {
        return name;
    }

    /** @return all events */
    public Dataset whole() {
        return whole;
    }

    /**
     * @param row a row of the whole's events
     * @return the part that it belongs to
     */
    public Part part(int row) {
        return parts[row];
    }

    /**
     * The events of a part and of the parts before it: training, then validation, then test.
     *
     * @param last the last part that is in
     * @return the same people and items with those events
     */
    public Dataset through(Part last) {
        return whole.withEvents(whole.events().where(row -> parts[row].compareTo(last) <= 0));
    }

    /** @return the events to train on */
    public Dataset train() {
        return whole.withEvents(whole.events().where(row -> parts[row] == Part.TRAIN));
    }

    /**
     * What is known of a person before a part begins: the events of the parts before it.
     *
     * @param user the person's number
     * @param part the part that is to be predicted
     * @return the profile
     */
    public Profile before(int user, Part part) {
        List<Event> events = new ArrayList<>();
        for (int row = whole.events().from(user); row < whole.events().to(user); row++) {
            if (parts[row].compareTo(part) < 0) {
                events.add(whole.event(row));
            }
        }
        return whole.profile(user, 0, 0).withEvents(events);
    }

    /**
     * What a person did in a part.
     *
     * @param user the person's number
     * @param part the part
     * @return the rows of the whole's events; empty if the person has none in this part
     */
    public int[] rows(int user, Part part) {
        return IntStream.range(whole.events().from(user), whole.events().to(user))
                .filter(row -> parts[row] == part)
                .toArray();
    }
}
