package because.core;

import java.util.List;
import java.util.Locale;

/**
 * What would have to be different about a person for an item to leave the list of recommendations, or to enter it. What it states was measured: the changed
 * profile was scored, with the items of the original history still excluded. It cannot be made of a change that does not do what it says.
 *
 * @param header how it was found; the target is the item's score
 * @param goal whether the item was to leave the list or to enter it
 * @param top how long the list is, 1 or more
 * @param rank the item's place now, from 1
 * @param changes what would be different; empty if nothing was found
 * @param rankAfter the item's place after all changes; the same as now if there are none
 * @param instead the items that come into the list in its place, if it leaves; those that go, if it enters; best first
 * @param atLeast how many changes are needed at least, 1 or more: that fewer do not do it was tried, each set of them. If this many are told, no fewer can
 */
public record Counterfactual(
        Header header,
        Goal goal,
        int top,
        int rank,
        List<Change> changes,
        int rankAfter,
        List<Listed> instead,
        int atLeast)
        implements Explanation {

    /** Copies the lists and refuses what cannot be. */
    public Counterfactual {
        changes = List.copyOf(changes);
        instead = List.copyOf(instead);
        if (top < 1 || rank < 1 || rankAfter < 1 || atLeast < 1) {
            throw new BadInput("a counterfactual's list, places and numbers of changes count from 1, but they are "
                    + top + ", " + rank + ", " + rankAfter + " and " + atLeast + ".");
        }
        boolean before = goal == Goal.LEAVE ? rank <= top : rank > top;
        boolean after = goal == Goal.LEAVE ? rankAfter > top : rankAfter <= top;
        if (!before || (changes.isEmpty() ? rankAfter != rank || !instead.isEmpty() : !after)) {
            throw new BadInput("a counterfactual of place " + rank + " and then " + rankAfter + " in a list of " + top
                    + " does not do what it says.");
        }
        if (!changes.isEmpty() && atLeast > changes.size()) {
            throw new BadInput(
                    "a counterfactual of " + changes.size() + " changes cannot need at least " + atLeast + ".");
        }
    }

    /** What is to happen to the item. */
    public enum Goal {
        /** It is in the list and is to leave it. */
        LEAVE,
        /** It is not in the list and is to enter it. */
        ENTER;

        /** @return the name in files and options */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What may change so that an item enters the list. */
    public enum By {
        /** Players are taken out. */
        REMOVE,
        /** Items are added. */
        ADD,
        /** Both. */
        BOTH
    }

    /** One difference. */
    public sealed interface Change {
        /** @return the id by which a sentence cites it */
        String id();

        /** @return what people call it */
        String name();

        /** @return how much the item's score changes with this difference alone: how far it falls without what is removed, or rises with what is added */
        double effect();
    }

    /**
     * A player that is taken out of the profile.
     *
     * @param player which
     * @param effect how far the item's score falls without it alone
     */
    public record Removed(Player player, double effect) implements Change {
        @Override
        public String id() {
            return player.id();
        }

        @Override
        public String name() {
            return player.name();
        }
    }

    /**
     * An item that is added as the newest event.
     *
     * @param item its id
     * @param name what people call it
     * @param effect how far the explained item's score rises with it alone
     */
    public record Added(String item, String name, double effect) implements Change {
        @Override
        public String id() {
            return "add:" + item;
        }
    }

    /**
     * An item at a place of the list.
     *
     * @param item its id
     * @param title what people call it
     * @param rank its place, from 1: after the changes if it comes in, before them if it goes
     */
    public record Listed(String item, String title, int rank) {}

    /** @return whether it is proven that fewer changes would not do it */
    public boolean minimal() {
        return !changes.isEmpty() && changes.size() == atLeast;
    }

    @Override
    public String kind() {
        return "counterfactual";
    }

    @Override
    public List<Evidence> evidence() {
        return changes.stream()
                .map(change -> new Evidence(change.id(), change.name(), change.effect(), 0))
                .toList();
    }
}
