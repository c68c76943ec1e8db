package because.core;

import java.util.List;

/**
 * The check that every shown reason has passed: take out what the reason names and score again; the target must fall more than it does in at least 95 % of
 * the removals of as many other players, drawn at random.
 *
 * @param named the ids of the players that the reason names, the strongest first; empty if there is nothing to name
 * @param fall how far the target falls without them
 * @param removals how many other removals it was compared with: 40, or all where there are fewer
 * @param weaker in how many of those the target falls less
 * @param certain whether each named player's value is above two of its standard errors
 * @param passed whether the reason may be shown
 */
public record DeletionTest(List<String> named, double fall, int removals, int weaker, boolean certain, boolean passed) {
    /** How many random removals a reason is compared with, if there are as many. */
    public static final int REMOVALS = 40;

    /** The share of the random removals that must do less. */
    public static final double SHARE = 0.95;

    /** Copies the list. */
    public DeletionTest {
        named = List.copyOf(named);
    }

    /**
     * Applies the rule.
     *
     * @param named the ids of the players that the reason names
     * @param fall how far the target falls without them
     * @param removals how many other removals it was compared with
     * @param weaker in how many of those the target falls less
     * @param certain whether each named player's value is above two of its standard errors
     * @return the test with its outcome: something is named, each value is certain, the target falls at all, and enough removals do less; where there are none
     *     to compare with (all players are named), the fall alone decides
     */
    public static DeletionTest of(List<String> named, double fall, int removals, int weaker, boolean certain) {
        boolean stands = !named.isEmpty() && certain && fall > 0 && weaker >= SHARE * removals;
        return new DeletionTest(named, fall, removals, weaker, certain, stands);
    }
}
