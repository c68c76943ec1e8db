package because.narrate.picture;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Item;
import because.core.Profile;

/**
 * An attribution with whose it is: one of many that are drawn together.
 *
 * @param person the person's id
 * @param profile what was asked about: the parts of the attribution's players are parts of it
 * @param item what was explained
 * @param attribution what moved the model's score of it
 */
public record Told(String person, Profile profile, Item item, Attribution attribution) {
    /** Refuses an attribution of another item. */
    public Told {
        if (!attribution.header().candidate().equals(item.id())) {
            throw BadInput.of(
                    "the item of an attribution",
                    item.id(),
                    attribution.header().candidate(),
                    "");
        }
    }
}
