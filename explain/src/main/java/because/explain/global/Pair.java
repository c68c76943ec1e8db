package because.explain.global;

import because.core.Profile;
import java.util.Set;

/**
 * A person and an item about which a model is asked.
 *
 * @param person the person's number; several pairs may be of one person
 * @param profile what is known of the person
 * @param item the item's number in the catalogue
 * @param label what really happened: the rating, 1 or 0, or 1 for an item that was used next; NaN if nobody knows
 * @param exclude items that have no rank for the person
 */
public record Pair(int person, Profile profile, int item, double label, Set<Integer> exclude) {
    /** Copies the set. */
    public Pair {
        exclude = Set.copyOf(exclude);
    }
}
