package because.models.sequence;

/**
 * How a text encoder is trained further.
 *
 * @param objective what it learns from texts
 * @param epochs how often all examples are gone through, at most; 1 or more
 * @param patience after how many epochs without a lower loss on what is held out training stops; 1 or more
 * @param batch how many texts or pairs are in a step; 2 or more
 * @param examples how many of them an epoch has at most, drawn anew for each; 0 for all
 * @param longest how many pieces of a text are read in training; 3 or more
 * @param layers how many of the last layers are trained whole; 0 or more
 * @param learningRate of those layers; above 0, below 1
 * @param rank of the adapters beside every matrix (LoRA, Hu et al. 2022): W + B A, with A of so many rows; 0 for none
 * @param adapterRate the learning rate of the adapters; above 0, below 1
 * @param masked the share of pieces that are to be told; above 0, below 1
 * @param temperature what similarities are divided by before the softmax; above 0
 * @param heldOut the share of the texts, or of the people, that nothing is learned from; above 0, below 1
 */
public record EncoderOptions(
        Objective objective,
        int epochs,
        int patience,
        int batch,
        int examples,
        int longest,
        int layers,
        double learningRate,
        int rank,
        double adapterRate,
        double masked,
        double temperature,
        double heldOut) {

    /** What an encoder can learn from. */
    public enum Objective {
        /** Some pieces of a text are masked and told from the others (Devlin et al. 2018): the words of the domain. */
        MASKED_WORDS,
        /**
         * Texts of items that somebody took one after the other are near, those of other people's items far: softmax over the batch in both directions
         * (InfoNCE, van den Oord et al. 2018).
         */
        NEXT_ITEMS
    }

    /** Checks every range. */
    public EncoderOptions {
        Ranges.check("epochs", epochs, 1, 1_000_000);
        Ranges.check("patience", patience, 1, 1_000_000);
        Ranges.check("batch", batch, 2, 1_000_000);
        Ranges.check("examples", examples, 0, Integer.MAX_VALUE);
        Ranges.check("longest", longest, 3, 100_000);
        Ranges.check("layers", layers, 0, 1000);
        Ranges.check("learningRate", learningRate > 0 && learningRate < 1, learningRate, "above 0, below 1");
        Ranges.check("rank", rank, 0, 4096);
        Ranges.check("adapterRate", adapterRate > 0 && adapterRate < 1, adapterRate, "above 0, below 1");
        Ranges.check("masked", masked > 0 && masked < 1, masked, "above 0, below 1");
        Ranges.check("temperature", temperature > 0 && temperature < 100, temperature, "above 0");
        Ranges.check("heldOut", heldOut > 0 && heldOut < 1, heldOut, "above 0, below 1");
        Ranges.check("layers", layers + rank > 0, layers, "1 or more, or a rank of 1 or more");
    }

    /**
     * @param objective what it learns from texts
     * @return adapters of rank 8, three epochs, a tenth held out
     */
    public static EncoderOptions defaults(Objective objective) {
        return new EncoderOptions(objective, 3, 1, 32, 0, 64, 0, 2e-5, 8, 5e-4, 0.15, 0.05, 0.1);
    }

    /**
     * @param epochs 1 or more
     * @param examples of an epoch at most; 0 for all
     * @return these options with it
     */
    public EncoderOptions withEpochs(int epochs, int examples) {
        return new EncoderOptions(
                objective,
                epochs,
                patience,
                batch,
                examples,
                longest,
                layers,
                learningRate,
                rank,
                adapterRate,
                masked,
                temperature,
                heldOut);
    }

    /**
     * @param layers how many of the last layers are trained whole
     * @param learningRate of those layers
     * @return these options with it
     */
    public EncoderOptions withLayers(int layers, double learningRate) {
        return new EncoderOptions(
                objective,
                epochs,
                patience,
                batch,
                examples,
                longest,
                layers,
                learningRate,
                rank,
                adapterRate,
                masked,
                temperature,
                heldOut);
    }

    /**
     * @param rank of the adapters; 0 for none
     * @param adapterRate their learning rate
     * @return these options with it
     */
    public EncoderOptions withAdapters(int rank, double adapterRate) {
        return new EncoderOptions(
                objective,
                epochs,
                patience,
                batch,
                examples,
                longest,
                layers,
                learningRate,
                rank,
                adapterRate,
                masked,
                temperature,
                heldOut);
    }
}
