package because.core;

import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * What comes in the place of what is absent: one or several draws of it, fixed when the background is made, so that a game stays a function. The target of a
 * coalition is the mean over the draws, v(S) = 1/K Σ<sub>k</sub> f(x<sub>S</sub>, z<sub>k</sub>), and a coalition costs K profiles instead of one.
 */
public interface Background {

    /** @return what explanations state in their headers, such as {@code "popular"} or {@code "16 people, seed 1"} */
    String name();

    /** @return how many draws there are, 1 or more */
    int draws();

    /**
     * Puts something else in the place of what is absent. The same arguments give equal profiles.
     *
     * @param profile the whole profile
     * @param events the places of the events that are absent; not to be changed
     * @param others the attributes, tags and links that are absent; not to be changed
     * @param draw which draw, from 0
     * @return the profile in which present parts are as they are
     */
    Profile replace(Profile profile, BitSet events, Set<Part> others, int draw);

    /**
     * Profiles as references: the newest event becomes the item of a reference's newest one and so on, from the beginning again where a reference is shorter, at
     * the time of the event that it replaces; an attribute becomes the reference's. What a reference does not have is left out: all events, if it has none.
     *
     * @param name what the headers say
     * @param references one for each draw; one at least
     * @return the background
     * @throws BadInput if there is no reference
     */
    static Background of(String name, List<Profile> references) {
        return new References(name, references);
    }

    /**
     * Other people as references: the marginal distribution.
     *
     * @param data whose people
     * @param profile the person who is asked about, who is not among them
     * @param draws how many different people; 1 or more
     * @param seed of the choice
     * @return the background, of fewer people if there are not so many
     * @throws BadInput if nobody else has events
     */
    static Background people(Dataset data, Profile profile, int draws, long seed) {
        return References.people(data, profile, draws, seed);
    }

    /**
     * What stands between such neighbours in the data: the conditional distribution, as far as the two neighbours tell it. From the oldest absent event to the
     * newest, each becomes an item that follows the item before it somewhere in the data or, as often, one that precedes the item after it, drawn as often as
     * it does; where the data has neither, an item of any event. Attributes, tags and links are left out.
     *
     * @param data whose events
     * @param draws how many times; 1 or more
     * @param seed of the draws
     * @return the background
     * @throws BadInput if there are no events
     */
    static Background between(Dataset data, int draws, long seed) {
        return new Transitions(data, draws, seed);
    }
}
