package because.explain.learned;

import because.core.BadInput;

/**
 * How an explainer is learned.
 *
 * @param width how many numbers it makes of each event, in each of its two layers; 4 to 1024
 * @param pools in how many pools events are weighed against each other; 0 to 16
 * @param pairs of how many pairs of a coalition and its complement each question's game is asked to learn from; 1 or more
 * @param epochs how often all questions are gone through; 1 or more
 * @param batch how many answers are in a batch; 1 or more
 * @param learningRate the size of the first step of AdamW, which falls along half a cosine; above 0, below 1
 * @param weightDecay how strongly weights are pulled to 0; 0 up to, not including, 1
 */
public record LearnedOptions(
        int width, int pools, int pairs, int epochs, int batch, double learningRate, double weightDecay) {
    /** Checks every range. */
    public LearnedOptions {
        check("width", width, 4, 1024);
        check("pools", pools, 0, 16);
        check("pairs", pairs, 1, 1 << 16);
        check("epochs", epochs, 1, 1 << 16);
        check("batch", batch, 1, 1 << 16);
        if (!(learningRate > 0 && learningRate < 1)) {
            throw BadInput.of("learningRate", learningRate, "above 0, below 1", "");
        }
        if (!(weightDecay >= 0 && weightDecay < 1)) {
            throw BadInput.of("weightDecay", weightDecay, "0 up to, not including, 1", "");
        }
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw BadInput.of(name, value, least + " to " + most, "");
        }
    }

    /** @return 64 numbers an event, 2 pools, 16 pairs a question, 15 epochs */
    public static LearnedOptions defaults() {
        return new LearnedOptions(64, 2, 16, 15, 16, 2e-3, 1e-2);
    }

    /**
     * @param width how many numbers it makes of each event
     * @return the same options with it
     */
    public LearnedOptions withWidth(int width) {
        return new LearnedOptions(width, pools, pairs, epochs, batch, learningRate, weightDecay);
    }

    /**
     * @param pools in how many pools events are weighed against each other
     * @return the same options with them
     */
    public LearnedOptions withPools(int pools) {
        return new LearnedOptions(width, pools, pairs, epochs, batch, learningRate, weightDecay);
    }

    /**
     * @param pairs of how many pairs of coalitions each question's game is asked
     * @return the same options with them
     */
    public LearnedOptions withPairs(int pairs) {
        return new LearnedOptions(width, pools, pairs, epochs, batch, learningRate, weightDecay);
    }

    /**
     * @param epochs how often all questions are gone through
     * @return the same options with them
     */
    public LearnedOptions withEpochs(int epochs) {
        return new LearnedOptions(width, pools, pairs, epochs, batch, learningRate, weightDecay);
    }
}
