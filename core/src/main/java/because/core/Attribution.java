package because.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much each player contributes to the target: score = base + the sum of the values + the completeness gap.
 *
 * @param header how it was made
 * @param players what each contributes, in the order of the question
 * @param completenessGap score − base − the sum of the values; 0 but for rounding if the method distributes the whole difference
 * @param groups what groups of the players contribute, for a method that shares out the whole among groups first; otherwise none. A player belongs to the
 *     group that has all its parts
 */
public record Attribution(Header header, List<PlayerValue> players, double completenessGap, List<PlayerValue> groups)
        implements Explanation {
    /** Copies the lists. */
    public Attribution {
        players = List.copyOf(players);
        groups = List.copyOf(groups);
    }

    /**
     * Without groups.
     *
     * @param header how it was made
     * @param players what each contributes
     * @param completenessGap score − base − the sum of the values
     */
    public Attribution(Header header, List<PlayerValue> players, double completenessGap) {
        this(header, players, completenessGap, List.of());
    }

    /**
     * Computes the gap.
     *
     * @param header how it was made
     * @param players what each contributes
     * @return the attribution
     */
    public static Attribution of(Header header, List<PlayerValue> players) {
        double sum = 0;
        for (PlayerValue player : players) {
            sum += player.value();
        }
        return new Attribution(header, players, header.score() - header.base() - sum);
    }

    /**
     * @param header another header
     * @return the same values under it
     */
    public Attribution withHeader(Header header) {
        return new Attribution(header, players, completenessGap, groups);
    }

    /**
     * @param groups what groups of the players contribute
     * @return the same values with them
     */
    public Attribution withGroups(List<PlayerValue> groups) {
        return new Attribution(header, players, completenessGap, groups);
    }

    /**
     * @param group one of the groups
     * @return the players that belong to it, in their order
     */
    public List<PlayerValue> members(PlayerValue group) {
        Set<Part> parts = Set.copyOf(group.player().parts());
        return players.stream()
                .filter(value -> parts.containsAll(value.player().parts()))
                .toList();
    }

    @Override
    public String kind() {
        return "attribution";
    }

    @Override
    public List<Evidence> evidence() {
        return players.stream()
                .map(p -> new Evidence(p.player().id(), p.player().name(), p.value(), p.standardError()))
                .toList();
    }

    /**
     * What changed from this attribution to another.
     *
     * @param other the later one
     * @return the change of base and score, and of each player that is in either, first this attribution's players in their order and then the new ones
     */
    public Difference diff(Attribution other) {
        Map<String, PlayerValue> theirs = new HashMap<>();
        other.players.forEach(p -> theirs.put(p.player().id(), p));
        List<Difference.Change> changes = new ArrayList<>();
        Set<String> ours = new HashSet<>();
        for (PlayerValue player : players) {
            ours.add(player.player().id());
            PlayerValue then = theirs.get(player.player().id());
            changes.add(
                    new Difference.Change(player.player(), player.value(), then == null ? Double.NaN : then.value()));
        }
        for (PlayerValue player : other.players) {
            if (!ours.contains(player.player().id())) {
                changes.add(new Difference.Change(player.player(), Double.NaN, player.value()));
            }
        }
        return new Difference(other.header.base() - header.base(), other.header.score() - header.score(), changes);
    }

    /**
     * The change from one attribution to another.
     *
     * @param base by how much the base value rose
     * @param score by how much the score rose
     * @param changes each player's value before and after
     */
    public record Difference(double base, double score, List<Change> changes) {
        /** Copies the list. */
        public Difference {
            changes = List.copyOf(changes);
        }

        /**
         * One player's change.
         *
         * @param player who
         * @param before the value before, NaN if the player is new
         * @param after the value after, NaN if the player is gone
         */
        public record Change(Player player, double before, double after) {}
    }
}
