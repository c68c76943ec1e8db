package because.explain.global;

import because.core.Candidate;
import because.core.Capabilities;
import because.core.Event;
import because.core.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What the events of a person are made of, as features: who did what how long ago, in which order, with which values, and how many there are. */
final class HistoryFeatures {
    /** The ages at which slices of a history begin: the newest event, four before it, fifteen before those, all older ones. */
    private static final int[] AGES = {0, 1, 5, 20};

    private HistoryFeatures() {}

    static List<Feature> of(List<Pair> pairs, Capabilities can) {
        int longest =
                pairs.stream().mapToInt(p -> p.profile().events().size()).max().orElse(0);
        List<Feature> features = new ArrayList<>();
        for (int slice = 0; slice < AGES.length && AGES[slice] < longest; slice++) {
            int to = slice + 1 < AGES.length ? AGES[slice + 1] : Integer.MAX_VALUE;
            features.add(new Slice(AGES[slice], to));
        }
        if (longest == 0) {
            return features;
        }
        if (can.values()) {
            features.add(new Values());
        }
        if (can.order()) {
            features.add(new Order());
        }
        if (can.time()) {
            features.add(new Times());
        }
        features.add(new Length());
        if (pairs.stream().anyMatch(p -> p.profile().events().stream().anyMatch(e -> !Double.isNaN(e.value())))) {
            features.add(new MeanValue());
        }
        return features;
    }

    private static Variable whole(String name) {
        return new Variable(name, Variable.Kind.WHOLE, List.of(), true, false);
    }

    /** The other's event of an age; a hole where there is none, or where it is of the item that is asked about. */
    static Event donated(Pair other, int age, Draft draft) {
        List<Event> events = other.profile().events();
        if (age >= events.size()) {
            return Draft.HOLE;
        }
        Event event = events.get(events.size() - 1 - age);
        return event.knownItem() == draft.asked() ? Draft.HOLE : event;
    }

    /** The events of some ages. */
    private record Slice(int from, int to) implements Feature {
        @Override
        public Variable variable() {
            return whole("history:"
                    + (to == Integer.MAX_VALUE
                            ? "older than newest " + from
                            : to == from + 1 ? "newest" : "newest " + (from + 1) + "-" + to));
        }

        @Override
        public void take(Draft draft, Pair other) {
            int end = Math.min(
                    to, Math.max(draft.places(), other.profile().events().size()));
            for (int age = from; age < end; age++) {
                draft.event(age, donated(other, age, draft));
            }
        }
    }

    /** How much of it was each event, stars or seconds; and of which kind. */
    private record Values() implements Feature {
        @Override
        public Variable variable() {
            return whole("history:values");
        }

        @Override
        public void take(Draft draft, Pair other) {
            List<Event> events = other.profile().events();
            for (int age = 0; age < draft.places() && !events.isEmpty(); age++) {
                Event own = draft.event(age);
                if (!own.equals(Draft.HOLE)) {
                    Event from = events.get(events.size() - 1 - age % events.size());
                    draft.event(age, new Event(own.item(), from.kind(), from.value(), own.time()));
                }
            }
        }
    }

    /** In which order the events were; any other order is drawn. */
    private record Order() implements Feature {
        @Override
        public Variable variable() {
            return whole("history:order");
        }

        @Override
        public void take(Draft draft, Pair other) {
            long seed = 0x9e3779b97f4a7c15L * (other.person() + 1L) + draft.row();
            int[] order = Donors.shuffled(draft.places(), new SplittableRandom(seed));
            List<Event> own = new ArrayList<>();
            for (int age = 0; age < order.length; age++) {
                own.add(draft.event(age));
            }
            for (int age = 0; age < order.length; age++) {
                draft.event(age, own.get(order[age]));
            }
        }
    }

    /** How much time there is between the events; the newest keeps its own. */
    private record Times() implements Feature {
        @Override
        public Variable variable() {
            return whole("history:times");
        }

        @Override
        public void take(Draft draft, Pair other) {
            List<Event> events = other.profile().events();
            if (events.isEmpty() || draft.places() == 0) {
                return;
            }
            long newest = events.getLast().time();
            for (int age = 1; age < draft.places(); age++) {
                long then = events.get(Math.max(0, events.size() - 1 - age)).time();
                if (newest != Event.NO_TIME && then != Event.NO_TIME && draft.time(0) != Event.NO_TIME) {
                    draft.time(age, draft.time(0) - (newest - then));
                }
            }
        }
    }

    /** How many events there are: only the newest are left. */
    private record Length() implements Feature {
        @Override
        public Variable variable() {
            return new Variable("history:length", Variable.Kind.NUMBER, List.of(), true, true);
        }

        @Override
        public double read(Pair pair, Item item) {
            return pair.profile().events().size();
        }

        @Override
        public boolean possible(Pair pair, double value) {
            return value <= pair.profile().events().size();
        }

        @Override
        public void take(Draft draft, Pair other) {
            put(draft, other.profile().events().size());
        }

        @Override
        public void put(Draft draft, double value) {
            for (int age = (int) value; age < draft.places(); age++) {
                draft.event(age, Draft.HOLE);
            }
        }
    }

    /** The mean value of the events; it can only be read. */
    private record MeanValue() implements Feature {
        @Override
        public Variable variable() {
            return new Variable("history:mean value", Variable.Kind.NUMBER, List.of(), false, true);
        }

        @Override
        public double read(Pair pair, Item item) {
            return pair.profile().events().stream()
                    .mapToDouble(Event::value)
                    .filter(value -> !Double.isNaN(value))
                    .average()
                    .orElse(Double.NaN);
        }
    }

    /** The event with another item in its place. */
    static Event with(Event event, int item) {
        return new Event(new Candidate.Known(item), event.kind(), event.value(), event.time());
    }
}
