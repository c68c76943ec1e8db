package because.network;

import because.core.Profile;
import java.util.Map;

/** A recommender whose scores are a network's: what is needed beside the network to look into it. Found by {@link because.core.Recommender#as}. */
public interface NetworkBacked {

    /** @return the network; its head scores the items of the catalogue in their order */
    Network network();

    /**
     * @param profile somebody
     * @return what the network reads of the person
     */
    Tokens tokens(Profile profile);

    /**
     * @param profile somebody
     * @return for each event of the profile the number of its token, −1 if it has none
     */
    int[] tokenOfEvent(Profile profile);

    /**
     * @param profile somebody
     * @return the number of the token of each attribute of the person that has one of its own
     */
    default Map<String, Integer> tokenOfAttribute(Profile profile) {
        return Map.of();
    }
}
