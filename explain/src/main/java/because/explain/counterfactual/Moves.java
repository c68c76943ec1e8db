package because.explain.counterfactual;

import because.core.Candidate;
import because.core.Event;
import because.core.Part;
import because.core.Profile;
import because.core.Question;
import because.core.Recommender;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The changes that a search may combine: first a removal for each player of the question, then an addition for each further item. A set of them is a state. */
final class Moves {
    private final Recommender recommender;
    private final Question question;
    private final int removals;
    private final List<Integer> additions;

    /**
     * @param removals how many of the question's players may be removed: all or none
     * @param additions items that may be added, none of which the profile has
     */
    Moves(Recommender recommender, Question question, boolean removals, List<Integer> additions) {
        this.recommender = recommender;
        this.question = question;
        this.removals = removals ? question.players().size() : 0;
        this.additions = List.copyOf(additions);
    }

    int size() {
        return removals + additions.size();
    }

    boolean removes(int move) {
        return move < removals;
    }

    int added(int move) {
        return additions.get(move - removals);
    }

    /** The person after the changes: what is removed is absent in the question's way, what is added is the newest that was done. */
    Profile profile(BitSet state) {
        Set<Part> absent = new HashSet<>();
        List<Event> added = new ArrayList<>();
        for (int move = state.nextSetBit(0); move >= 0; move = state.nextSetBit(move + 1)) {
            if (removes(move)) {
                absent.addAll(question.players().get(move).parts());
            } else {
                added.add(event(added(move)));
            }
        }
        Profile less = question.profile().without(absent, question.absence());
        if (added.isEmpty()) {
            return less;
        }
        List<Event> events = new ArrayList<>(less.events());
        events.addAll(less.done(), added);
        return less.withEvents(events);
    }

    /** What people do: as the newest that the person did, and at its time. */
    private Event event(int item) {
        int done = question.profile().done();
        Candidate known = recommender.catalog().candidates().get(item);
        if (done == 0) {
            return new Event(known, Event.ANY, Double.NaN, Event.NO_TIME);
        }
        Event newest = question.profile().events().get(done - 1);
        return new Event(known, newest.kind(), Double.NaN, newest.time());
    }

    /** What is not recommended after the changes: what never was, and what is added. */
    Set<Integer> excluded(BitSet state) {
        Set<Integer> excluded = new HashSet<>(question.exclude());
        for (int move = state.nextSetBit(removals); move >= 0; move = state.nextSetBit(move + 1)) {
            excluded.add(added(move));
        }
        return excluded;
    }
}
