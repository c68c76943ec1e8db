package because.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
 * @param background what comes in the place of what is absent; needed where {@link Absence#replaces()}, otherwise not used
 * @param list how long the list is of which {@link Target#LIST} speaks, 1 or more
 */
public record Question(
        Profile profile,
        List<Player> players,
        Absence absence,
        Target target,
        List<Candidate> candidates,
        Set<Integer> exclude,
        Optional<Background> background,
        int list) {
    /** How long a list is where nobody says. */
    public static final int LIST = 10;

    /** Copies the lists and refuses a question about nothing, players that share an id and players of what the profile does not have. */
    public Question {
        players = List.copyOf(players);
        candidates = List.copyOf(candidates);
        exclude = Set.copyOf(exclude);
        if (candidates.isEmpty()) {
            throw new BadInput("a question needs at least one candidate.");
        }
        if (list < 1) {
            throw BadInput.of("the length of the list", list, "1 or more", "");
        }
        if (absence.replaces() && background.isEmpty()) {
            throw BadInput.of(
                    "absence",
                    absence.label(),
                    "removed or masked, where nothing is given that could come in an event's place",
                    "Maybe give the question a background.");
        }
        Set<String> ids = new HashSet<>();
        for (Player player : players) {
            if (!ids.add(player.id())) {
                throw new BadInput("two players have the id '" + player.id() + "'.");
            }
            for (Part part : player.parts()) {
                if (!has(profile, candidates, part)) {
                    throw new BadInput(
                            "player '" + player.id() + "' stands for what the profile does not have: " + part + ".");
                }
            }
        }
    }

    private static boolean has(Profile profile, List<Candidate> candidates, Part part) {
        if (part instanceof Part.OfItem ofItem && ofItem.event() == Part.OfItem.CANDIDATE) {
            return candidates.stream()
                    .anyMatch(candidate -> candidate instanceof Candidate.Described(Item item) && item.has(ofItem));
        }
        return profile.has(part);
    }

    /**
     * A question in which nothing comes in the place of what is absent, about a list of {@value #LIST}.
     *
     * @param profile the person as they are
     * @param players what can be present or absent
     * @param absence how absence looks; removed or masked
     * @param target what is explained
     * @param candidates the recommended items
     * @param exclude items that are not recommended
     */
    public Question(
            Profile profile,
            List<Player> players,
            Absence absence,
            Target target,
            List<Candidate> candidates,
            Set<Integer> exclude) {
        this(profile, players, absence, target, candidates, exclude, Optional.empty(), LIST);
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
        return new Question(profile, players, absence, target, candidates, exclude, background, list);
    }

    /**
     * @param absence another absence
     * @return the same question with another absence
     */
    public Question withAbsence(Absence absence) {
        return new Question(profile, players, absence, target, candidates, exclude, background, list);
    }

    /**
     * @param players other players
     * @return the same question in terms of other players
     */
    public Question withPlayers(List<Player> players) {
        return new Question(profile, players, absence, target, candidates, exclude, background, list);
    }

    /**
     * @param background what comes in the place of what is absent
     * @return the same question with it; the absence stays as it is
     */
    public Question withBackground(Background background) {
        return new Question(profile, players, absence, target, candidates, exclude, Optional.of(background), list);
    }

    /**
     * @param list how long the list is, 1 or more
     * @return the same question about a list of that length
     */
    public Question withList(int list) {
        return new Question(profile, players, absence, target, candidates, exclude, background, list);
    }

    /** @return how many profiles a coalition costs at most: the draws of the background, or one */
    public int draws() {
        return absence.replaces() ? background.orElseThrow().draws() : 1;
    }

    /**
     * What the model is asked about when only some players are present: the target is the mean over these profiles.
     *
     * @param present the numbers of the players that are present
     * @return one profile, or one for each draw of the background
     */
    public List<Profile> profiles(BitSet present) {
        PartSet absent = absent(present);
        if (!absence.replaces() || absent.isEmpty()) {
            return List.of(profile.without(absent, absence));
        }
        Background other = background.orElseThrow();
        // What is absent of an item is left out, whatever comes in the place of events: nothing could stand for it.
        Profile rest = profile.withoutParts(absent.items());
        List<Profile> profiles = new ArrayList<>(other.draws());
        for (int draw = 0; draw < other.draws(); draw++) {
            profiles.add(other.replace(rest, absent.events(), absent.others(), draw));
        }
        return profiles;
    }

    /**
     * What the model is asked to score when only some players are present.
     *
     * @param present the numbers of the players that are present
     * @return the candidates, without what is absent of them
     */
    public List<Candidate> candidates(BitSet present) {
        List<Part.OfItem> absent = absent(present).candidate();
        if (absent.isEmpty()) {
            return candidates;
        }
        List<Candidate> left = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            left.add(
                    candidate instanceof Candidate.Described(Item item)
                            ? new Candidate.Described(item.without(absent))
                            : candidate);
        }
        return left;
    }

    /** @return whether a player stands for something of the candidates, so that they are not the same in every coalition */
    public boolean changesCandidates() {
        return players.stream()
                .flatMap(player -> player.parts().stream())
                .anyMatch(part -> part instanceof Part.OfItem item && item.event() == Part.OfItem.CANDIDATE);
    }

    /**
     * Players whose events are left out of the history without a gap when they are absent, so that the last event that is there is one of the last present of these players.
     *
     * @return their numbers, by their last event, the earliest first; empty if events are not removed, or if the history ends with one that always stays
     */
    public int[] sequence() {
        int[] last = players.stream()
                .mapToInt(player -> player.parts().stream()
                        .mapToInt(part -> part instanceof Part.OfEvent(int index) ? index : -1)
                        .max()
                        .orElse(-1))
                .toArray();
        boolean ends = Arrays.stream(last).max().orElse(-1) == profile.events().size() - 1;
        return absence != Absence.REMOVED || !ends
                ? new int[0]
                : IntStream.range(0, last.length)
                        .filter(player -> last[player] >= 0)
                        .boxed()
                        .sorted(Comparator.comparingInt(player -> last[player]))
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    private PartSet absent(BitSet present) {
        PartSet absent = new PartSet();
        for (int player = present.nextClearBit(0); player < players.size(); player = present.nextClearBit(player + 1)) {
            players.get(player).parts().forEach(absent::add);
        }
        return absent;
    }
}
