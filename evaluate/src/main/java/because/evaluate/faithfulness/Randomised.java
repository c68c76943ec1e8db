package because.evaluate.faithfulness;

import because.core.Recommender;

/**
 * A model that knows nothing, or less and less: its weights were made random layer by layer from the top (Adebayo et al. 2018), or it was trained on shuffled
 * data. An explanation that stays the same there does not look at the model.
 *
 * @param stage what was made random, such as {@code "weights: all"}
 * @param model the model, of the same items
 */
public record Randomised(String stage, Recommender model) {}
