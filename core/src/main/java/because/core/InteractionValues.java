package because.core;

import java.util.List;
import java.util.Optional;

/**
 * What pairs of players do together, beyond what each of them does: an index of interactions of order two. A positive value says that the two raise the target
 * by more than they add up to one by one (they need each other), a negative one that they raise it by less (they repeat each other).
 *
 * @param header how it was made; its largest error is that of the pairs
 * @param index which index it is, as {@code "sii"}, {@code "k-sii"}, {@code "stii"} or {@code "fsii"}
 * @param alone what is left to each player when its pairs are told separately, in the order of the question; of {@code "sii"} the Shapley values
 * @param pairs each pair of players once, in the order of the question
 * @param completenessGap score − base − the sum of all values; 0 but for rounding and sampling, other than for {@code "sii"}, which does not share out the whole
 * @param check of the strongest pair; empty if there is none to speak of
 */
public record InteractionValues(
        Header header,
        String index,
        List<PlayerValue> alone,
        List<Pair> pairs,
        double completenessGap,
        Optional<Check> check)
        implements Explanation {
    /** Copies the lists. */
    public InteractionValues {
        alone = List.copyOf(alone);
        pairs = List.copyOf(pairs);
    }

    /**
     * What two players do together.
     *
     * @param one the id of the first
     * @param other the id of the second
     * @param value in the target's unit
     * @param standardError of the value; 0 if it is exact, NaN if the method cannot say
     */
    public record Pair(String one, String other, double value, double standardError) {}

    /**
     * The check of a pair on the game itself: v(N) − v(N ∖ one) − v(N ∖ other) + v(N ∖ both), measured anew and compared with that of other pairs, drawn at random.
     *
     * @param pair that is claimed to do something together
     * @param together what the two do together while everybody else is present, measured
     * @param pairs how many other pairs it was compared with: 40, or all where there are fewer
     * @param weaker of how many of those it is smaller, whatever their sign
     * @param certain whether the pair's value is away from 0 by its 95 % interval
     * @param passed whether a sentence may name the pair
     */
    public record Check(Pair pair, double together, int pairs, int weaker, boolean certain, boolean passed) {

        /**
         * Applies the rule.
         *
         * @param pair that is claimed to do something together
         * @param together what the two do together while everybody else is present
         * @param pairs how many other pairs it was compared with
         * @param weaker of how many of those it is smaller
         * @param certain whether the pair's value is away from 0 by its 95 % interval
         * @return the check with its outcome: the value is certain, what was measured has the same sign, and it is smaller for at least 95 % of the others
         */
        public static Check of(Pair pair, double together, int pairs, int weaker, boolean certain) {
            boolean same = pair.value() * together > 0;
            return new Check(
                    pair, together, pairs, weaker, certain, certain && same && weaker >= DeletionTest.SHARE * pairs);
        }
    }

    /**
     * @param header another header
     * @return the same values under it
     */
    public InteractionValues withHeader(Header header) {
        return new InteractionValues(header, index, alone, pairs, completenessGap, check);
    }

    /**
     * @param id a player's id
     * @return the player
     * @throws BadInput if there is none
     */
    public Player player(String id) {
        return alone.stream()
                .map(PlayerValue::player)
                .filter(player -> player.id().equals(id))
                .findFirst()
                .orElseThrow(() -> BadInput.of("a player of a pair", id, "the players of the explanation", ""));
    }

    @Override
    public String kind() {
        return "interactions";
    }

    @Override
    public List<Evidence> evidence() {
        return pairs.stream()
                .map(pair -> new Evidence(
                        pair.one() + " × " + pair.other(),
                        player(pair.one()).name() + " × " + player(pair.other()).name(),
                        pair.value(),
                        pair.standardError()))
                .toList();
    }
}
