package because.core;

import java.util.List;

/**
 * A claim about why a recommender gave an item the score that it has, or about what it looks at over many people, with what is needed to check it. A value: equal if all that it says is equal; the time
 * that it took is not part of it. Words are made of it by a narrator, never read out of it.
 */
public sealed interface Explanation
        permits Attribution,
                Concepts,
                Counterfactual,
                Curve,
                Examples,
                Importance,
                InteractionValues,
                Paths,
                Rules,
                Trace {

    /** @return which kind of explanation it is, as it is written in files; one word for each permitted type */
    String kind();

    /** @return how the explanation was made, and how it fared in its checks */
    Header header();

    /** @return the pieces that a sentence may cite */
    List<Evidence> evidence();
}
