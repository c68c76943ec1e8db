package because.models.sequence;

import because.core.BadInput;

/**
 * The form of the network: what its parts are and how large.
 *
 * @param block of what the network is stacked up
 * @param dimension how many numbers stand for an item; 1 to 4096, a multiple of heads
 * @param blocks how many blocks; 1 to 64
 * @param heads how many parts of the dimension attend on their own
 * @param inner how many times wider the feed-forward's inside is; 1 to 16; blocks of HSTU have none
 * @param window how many of the newest events are read; 1 to 10,000
 * @param positions where positions are counted from
 * @param bias whether each item has a bias of its own
 * @param tied whether what is read and what is scored are the same vectors
 * @param queryTime whether HSTU's times are those of what is to be predicted, the moment of the query for the next item; otherwise those of the events read
 */
public record Form(
        Block block,
        int dimension,
        int blocks,
        int heads,
        int inner,
        int window,
        Positions positions,
        boolean bias,
        boolean tied,
        boolean queryTime) {

    /** What attends and what follows it. */
    public enum Block {
        /** Softmax attention and feed-forward, each normalised before (SASRec: Kang, McAuley 2018; Xiong et al. 2020). */
        PRE_NORM,
        /** Softmax attention and feed-forward, each normalised after (Vaswani et al. 2017; BERT4Rec: Sun et al. 2019). */
        POST_NORM,
        /** Pre-norm, a SwiGLU feed-forward, and a gate at each residual connection (LiGR: Borisyuk et al. 2025; eSASRec: 2025). */
        LIGR,
        /** Pointwise attention with biases of distance and time, gated (HSTU: Zhai et al. 2024). */
        HSTU
    }

    /** Where positions are counted from. */
    public enum Positions {
        /** The newest event. */
        FROM_END,
        /** The oldest event in the window. */
        FROM_START,
        /** There are none: order is in causality alone, and in HSTU's distances. */
        NONE
    }

    /** Checks every range. */
    public Form {
        Ranges.check("dimension", dimension, 1, 4096);
        Ranges.check("blocks", blocks, 1, 64);
        Ranges.check("heads", heads, 1, dimension);
        Ranges.check("inner", inner, 1, 16);
        Ranges.check("window", window, 1, 10_000);
        if (dimension % heads != 0) {
            throw BadInput.of("heads", heads, "divisors of the dimension " + dimension, "");
        }
        if (queryTime && block != Block.HSTU) {
            throw BadInput.of("queryTime", true, "false, but for the block hstu, which alone looks at times", "");
        }
    }
}
