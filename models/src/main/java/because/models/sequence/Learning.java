package because.models.sequence;

import because.core.BadInput;

/**
 * What the network is to tell, and what is lost when it does not.
 *
 * @param objective what is to be told from what
 * @param blanked the share of the events that a cloze leaves blank; above 0, below 1
 * @param hidden the share of the events read that are hidden in training, so that a hidden event is nothing new when an explanation hides one; 0 up to, not
 *     including, 1
 * @param loss what is lost
 * @param calibration t of gBCE, from 0 (BCE) to 1 (scores as if every item had been compared with)
 * @param negatives with how many items that are not the next each prediction is compared; 1 or more; the softmax compares with all
 * @param sampling how they are drawn
 * @param mixed the share of them that is drawn by popularity or in the batch, the rest being drawn uniformly; 0 to 1; without meaning for uniform draws
 * @param shared whether a batch's predictions share them; otherwise each has its own
 * @param dropout the share of numbers that are dropped in training; 0 up to, not including, 1
 * @param fidelity how much it costs that an explainer, which is learned together with the model, cannot say what events do: the weight of the share of that which it does not say; 0 or more; 0 for no such explainer
 */
public record Learning(
        Objective objective,
        double blanked,
        double hidden,
        Loss loss,
        double calibration,
        int negatives,
        Sampling sampling,
        double mixed,
        boolean shared,
        double dropout,
        double fidelity) {

    /** What is to be told from what. */
    public enum Objective {
        /** Each event from the ones before it. */
        NEXT_ITEM,
        /** Blanks from what stands before and after them (BERT4Rec: Sun et al. 2019). */
        CLOZE
    }

    /** What is lost. */
    public enum Loss {
        /** −log σ(s⁺) − Σ log(1 − σ(s⁻)) (Kang, McAuley 2018). */
        BCE,
        /** BCE with σ(s⁺) to the power of β, which undoes that few negatives make every score too high (gSASRec: Petrov, Macdonald 2023). */
        GBCE,
        /** Softmax over the item and the negatives, each standing for as many as it was drawn for (logQ correction: Bengio, Senécal 2008; Yi et al. 2019). */
        SAMPLED_SOFTMAX,
        /** Softmax over all items, some predictions at a time. */
        SOFTMAX
    }

    /** How items are drawn. */
    public enum Sampling {
        /** All alike. */
        UNIFORM,
        /** Some as often as they are used, the rest all alike. */
        POPULARITY,
        /** Some from what the batch's other predictions are, the rest all alike. */
        IN_BATCH
    }

    /** Checks every range. */
    public Learning {
        Ranges.check("blanked", blanked > 0 && blanked < 1, blanked, "above 0, below 1");
        Ranges.share("hidden", hidden);
        Ranges.check("calibration", calibration >= 0 && calibration <= 1, calibration, "0 to 1");
        Ranges.check("negatives", negatives, 1, 1_000_000);
        Ranges.check("mixed", mixed >= 0 && mixed <= 1, mixed, "0 to 1");
        Ranges.share("dropout", dropout);
        Ranges.check("fidelity", fidelity >= 0 && fidelity < Double.POSITIVE_INFINITY, fidelity, "0 or more");
        if (!shared && sampling == Sampling.IN_BATCH) {
            throw BadInput.of("sampling", "in-batch", "uniform, popularity", "Maybe set shared to true.");
        }
    }

    /** Without an explainer that is learned together with the model. */
    Learning(
            Objective objective,
            double blanked,
            double hidden,
            Loss loss,
            double calibration,
            int negatives,
            Sampling sampling,
            double mixed,
            boolean shared,
            double dropout) {
        this(objective, blanked, hidden, loss, calibration, negatives, sampling, mixed, shared, dropout, 0);
    }

    /** @return the share of the negatives that is not drawn uniformly */
    double uneven() {
        return sampling == Sampling.UNIFORM ? 0 : mixed;
    }
}
