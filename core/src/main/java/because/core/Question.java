package because.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is asked about one or several recommendations for one person: "what would the target of these candidates be if only some of these players were
 * present?"
 *
 * @param profile the person as they are
 * @param players what can be present or absent; their ids differ. A part that several players share is there only while all of them are present
 * @param absence how absence looks
 * @param target what is explained
 * @param candidates the recommended items; a game has a column for each, so that they share every call of the model
 * @param exclude items that are not recommended, fixed before the question is asked: what was taken out of the profile does not become recommendable
 */
public record Question(
        Profile profile,
        List<Player> players,
        Absence absence,
        Target target,
        List<Candidate> candidates,
        Set<Integer> exclude) {

    /** Copies the lists and refuses a question about nothing, players that share an id and players of what the profile does not have. */
    public Question {
        players = List.copyOf(players);
        candidates = List.copyOf(candidates);
        exclude = Set.copyOf(exclude);
        if (candidates.isEmpty()) {
            throw new BadInput("a question needs at least one candidate.");
        }
        Set<String> ids = new HashSet<>();
        for (Player player : players) {
            if (!ids.add(player.id())) {
                throw new BadInput("two players have the id '" + player.id() + "'.");
            }
            for (Part part : player.parts()) {
                if (!profile.has(part)) {
                    throw new BadInput(
                            "player '" + player.id() + "' stands for what the profile does not have: " + part + ".");
                }
            }
        }
    }

    /**
     * The usual question: why these items, in terms of the single events, which are removed to be absent, for the score.
     *
     * @param profile the person
     * @param catalog gives the players their names
     * @param candidates the recommended items
     * @return the question; the items of the profile are excluded
     */
    public static Question about(Profile profile, Catalog catalog, List<Candidate> candidates) {
        Set<Integer> exclude = profile.knownItems().stream().boxed().collect(Collectors.toSet());
        return new Question(
                profile, Player.events(profile, catalog), Absence.REMOVED, Target.SCORE, candidates, exclude);
    }

    /**
     * @param target another target
     * @return the same question about another target
     */
    public Question withTarget(Target target) {
        return new Question(profile, players, absence, target, candidates, exclude);
    }

    /**
     * @param absence another absence
     * @return the same question with another absence
     */
    public Question withAbsence(Absence absence) {
        return new Question(profile, players, absence, target, candidates, exclude);
    }

    /**
     * @param players other players
     * @return the same question in terms of other players
     */
    public Question withPlayers(List<Player> players) {
        return new Question(profile, players, absence, target, candidates, exclude);
    }
}
