package because.models.sequence;

/**
 * How the weights come down the slope of the loss, and when they stop.
 *
 * @param optimizer the rule of a step
 * @param learningRate a step's size; above 0, below 1
 * @param weightDecay how strongly weights are pulled to 0; 0 up to, not including, 1
 * @param warmup over how many steps the learning rate rises from 0; 0 or more
 * @param decay how the learning rate falls over the epochs
 * @param clip the longest gradient; a longer one is shortened to it; above 0
 * @param averaging what an epoch's weights keep of the average of the ones before, when they are judged and kept: 0 for the epoch's own weights alone; below 1
 * @param batchTokens about how many events are in a batch; 16 or more
 * @param epochs how often all events are gone through, at most; 1 or more
 * @param patience after how many epochs without a better validation metric training stops; 1 or more
 */
public record Descent(
        Optimizer optimizer,
        double learningRate,
        double weightDecay,
        int warmup,
        Decay decay,
        double clip,
        double averaging,
        int batchTokens,
        int epochs,
        int patience) {

    /** The rules of a step. */
    public enum Optimizer {
        /** Adam with decoupled weight decay (Loshchilov, Hutter 2019), β₁ = 0.9, β₂ = 0.999. */
        ADAMW,
        /** Gradient descent with a momentum of 0.9. */
        SGD
    }

    /** How the learning rate falls. */
    public enum Decay {
        /** Not at all. */
        CONSTANT,
        /** Along half a cosine, to a fiftieth after the last epoch. */
        COSINE
    }

    /** Checks every range. */
    public Descent {
        Ranges.check("learningRate", learningRate > 0 && learningRate < 1, learningRate, "above 0, below 1");
        Ranges.share("weightDecay", weightDecay);
        Ranges.check("warmup", warmup, 0, 1_000_000);
        Ranges.check("clip", clip > 0 && clip < Double.POSITIVE_INFINITY, clip, "above 0");
        Ranges.share("averaging", averaging);
        Ranges.check("batchTokens", batchTokens, 16, 10_000_000);
        Ranges.check("epochs", epochs, 1, 1_000_000);
        Ranges.check("patience", patience, 1, 1_000_000);
    }

    /**
     * The learning rate of a step: learningRate · min(1, (step + 1) / warmup), and along half a cosine if it decays.
     *
     * @param step how many steps came before
     * @param done how much of all epochs came before, from 0 to 1
     * @return the learning rate
     */
    double rate(long step, double done) {
        double warm = warmup == 0 ? 1 : Math.min(1, (step + 1.0) / warmup);
        double left = decay == Decay.COSINE ? 0.02 + 0.98 * (1 + Math.cos(Math.PI * done)) / 2 : 1;
        return learningRate * warm * left;
    }
}
