package because.core;

import java.util.List;
import java.util.Map;

/**
 * What a training is to heed beside its own loss: a price on the scores of the model that is being trained. It looks at the model before each epoch and may learn from it meanwhile, as an explainer does that is
 * trained together with the model. Its state is that of {@link #memory}, and nothing else: so a training that is taken up again goes on with the same bits.
 */
public interface Regularizer {

    /** @return tells one from another, in a line: what it was made of, so that a training is not taken up again with another */
    String fingerprint();

    /**
     * Looks at the model before an epoch.
     *
     * @param number of the epoch, from 1
     * @param model as it is before the epoch; to be used in this call only
     * @return the prices; they are spread evenly over the steps of the epoch, and a step lowers the mean of its own
     */
    List<Term> epoch(int number, Recommender model);

    /** @return what it knows between two epochs, by name; empty before the first */
    Map<String, float[]> memory();

    /** @param memory what {@link #memory} gave; empty for the beginning */
    void remember(Map<String, float[]> memory);

    /** The scores of one item for some profiles, and what they cost. */
    interface Term {

        /** @return whom the item is scored for, none longer than the model's window */
        List<Profile> profiles();

        /** @return the item's number in the catalogue */
        int item();

        /**
         * @param scores of the item, one for each profile, as the model in training gives them
         * @param slopes filled: the derivative of the cost by each score
         * @return the cost
         */
        double cost(double[] scores, double[] slopes);
    }
}
