package because.core;

import java.util.Locale;

/** Which property of a recommended item is explained. Higher is always "more recommended", so a rank is counted downwards. */
public enum Target {
    /** The recommender's own score of the item. Its cost does not depend on the catalogue's size. */
    SCORE,
    /**
     * The score less the mean score over the whole catalogue: what sets the item apart from the rest. For models whose score is only defined up to a number
     * that is added to all items of a profile, such as a Transformer's logits.
     */
    MARGIN,
    /** Minus the mean rank of the item among all items that are not excluded: −1 is the best. */
    RANK;

    /** @return the name that is written in files and options */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
