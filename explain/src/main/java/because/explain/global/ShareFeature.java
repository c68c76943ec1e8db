package because.explain.global;

import because.core.Event;
import because.core.Item;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which share of a person's events is of a class of items, such as comedies. To have another share, events become ones of other people in or out of the class, drawn as often
 * as they occur, in places that are drawn once for each person: a larger share holds the events of a smaller one.
 */
final class ShareFeature implements Feature {
    private static final int TRIES = 16;

    private final Variable variable;
    private final BitSet items;
    private final int[] in;
    private final int[] out;

    /**
     * @param items the class, by numbers in the catalogue
     * @param used the item of each event of everybody
     */
    ShareFeature(String name, BitSet items, int[] used) {
        this.items = items;
        this.in = Arrays.stream(used).filter(items::get).toArray();
        this.out = Arrays.stream(used).filter(item -> !items.get(item)).toArray();
        this.variable = new Variable(name, Variable.Kind.NUMBER, List.of(), in.length > 0 && out.length > 0, true);
    }

    @Override
    public Variable variable() {
        return variable;
    }

    private boolean has(Event event) {
        return event.knownItem() >= 0 && items.get(event.knownItem());
    }

    private double share(List<Event> events) {
        long known = events.stream().filter(e -> e.knownItem() >= 0).count();
        return known == 0 ? Double.NaN : events.stream().filter(this::has).count() / (double) known;
    }

    @Override
    public double read(Pair pair, Item item) {
        return share(pair.profile().events());
    }

    @Override
    public boolean possible(Pair pair, double value) {
        return value >= 0 && value <= 1 && !Double.isNaN(share(pair.profile().events()));
    }

    @Override
    public void take(Draft draft, Pair other) {
        double share = share(other.profile().events());
        if (!Double.isNaN(share)) {
            put(draft, share);
        }
    }

    @Override
    public void put(Draft draft, double value) {
        int known = 0;
        int having = 0;
        BitSet used = new BitSet();
        for (int age = 0; age < draft.places(); age++) {
            int item = draft.event(age).knownItem();
            if (item >= 0) {
                known++;
                having += items.get(item) ? 1 : 0;
                used.set(item);
            }
        }
        int wanted = (int) Math.round(value * known);
        boolean more = wanted > having;
        int left = Math.abs(wanted - having);
        SplittableRandom random = new SplittableRandom(0x9e3779b97f4a7c15L * (draft.row() + 1L));
        int[] places = Donors.shuffled(draft.places(), random);
        for (int place : places) {
            Event event = draft.event(place);
            if (left > 0 && event.knownItem() >= 0 && has(event) != more) {
                draft.event(place, HistoryFeatures.with(event, drawn(more ? in : out, used, draft.asked(), random)));
                left--;
            }
        }
    }

    /** An item that the history does not have yet, if one is found soon. */
    private static int drawn(int[] from, BitSet used, int asked, SplittableRandom random) {
        int item = from[random.nextInt(from.length)];
        for (int i = 0; i < TRIES && (used.get(item) || item == asked); i++) {
            item = from[random.nextInt(from.length)];
        }
        used.set(item);
        return item;
    }
}
