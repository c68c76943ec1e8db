package because.models.sequence;

import because.core.BadInput;

/**
 * The options of a causal sequence Transformer of the SASRec class (Kang, McAuley 2018), trained with a sampled softmax.
 *
 * @param dimension how many numbers stand for an item; 1 to 4096, a multiple of heads
 * @param blocks how many pairs of attention and feed-forward; 1 to 64
 * @param heads how many parts of the dimension attend on their own
 * @param inner how many times wider the feed-forward's inside is; 1 to 16
 * @param window how many of the newest events are read; 1 to 10,000
 * @param fromEnd whether positions are counted from the newest event back; otherwise from the oldest one in the window on
 * @param bias whether each item has a bias of its own
 * @param dropout the share of numbers that are dropped in training; 0 up to, not including, 1
 * @param learningRate AdamW's step size; above 0
 * @param weightDecay AdamW's decay; 0 or more
 * @param negatives how many items that are not the next are drawn for each batch and shared in it; 1 or more
 * @param batchTokens about how many events are in a batch; 16 or more
 * @param epochs how often all events are gone through, at most; 1 or more
 * @param patience after how many epochs without a better validation metric training stops; 1 or more
 */
public record TransformerOptions(
        int dimension,
        int blocks,
        int heads,
        int inner,
        int window,
        boolean fromEnd,
        boolean bias,
        double dropout,
        double learningRate,
        double weightDecay,
        int negatives,
        int batchTokens,
        int epochs,
        int patience) {

    /** Checks every range. */
    public TransformerOptions {
        range("dimension", dimension, 1, 4096);
        range("blocks", blocks, 1, 64);
        range("heads", heads, 1, dimension);
        range("inner", inner, 1, 16);
        range("window", window, 1, 10_000);
        range("negatives", negatives, 1, 1_000_000);
        range("batchTokens", batchTokens, 16, 10_000_000);
        range("epochs", epochs, 1, 1_000_000);
        range("patience", patience, 1, 1_000_000);
        if (dimension % heads != 0) {
            throw BadInput.of("heads", heads, "divisors of the dimension " + dimension, "");
        }
        range("dropout", dropout >= 0 && dropout < 1, dropout, "0 up to, not including, 1");
        range("learningRate", learningRate > 0 && learningRate < 1, learningRate, "above 0 and below 1");
        range("weightDecay", weightDecay >= 0 && weightDecay < 1, weightDecay, "0 up to, not including, 1");
    }

    /** @return what is good for some hundred to some hundred thousand people */
    public static TransformerOptions defaults() {
        return new TransformerOptions(64, 1, 2, 1, 50, true, true, 0.3, 2e-3, 0.01, 512, 1024, 60, 10);
    }

    private static void range(String name, int value, int least, int most) {
        range(name, value >= least && value <= most, value, least + " to " + most);
    }

    private static void range(String name, boolean holds, Object value, String allowed) {
        if (!holds) {
            throw BadInput.of(name, value, allowed, "");
        }
    }
}
