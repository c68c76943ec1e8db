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
    RANK,
    /**
     * The score less that of the item that comes next in the list of the whole profile: why this one and not that one. The last item is held against the one
     * before it. Its cost does not depend on the catalogue's size, but for the one list that says which item comes next.
     */
    NEXT,
    /** 1 if the item is in the list of {@link Question#list()} items, otherwise 0. It says little where single players hardly ever change the list. */
    LIST,
    /**
     * The item's probability: its share of exp(score) among all items of the catalogue (softmax), or 1 / (1 + exp(−score)) for a model whose score is the
     * log-odds of one item alone ({@link Recommender#logOdds()}). The first costs a score of each item of the catalogue for each coalition, the second is flat.
     */
    PROBABILITY;

    /** @return the name that is written in files and options */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
