package because.models.sequence;

import org.bytedeco.pytorch.Tensor;

/**
 * Drops numbers at random, those of one shard of a batch. Not libtorch's: its random numbers come from one generator for all threads, whose order would depend
 * on the threads' pace, and one that each shard has to itself takes as long as the rest of a small step.
 */
final class Dropout {
    private static final int BITS = 16;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final int threshold;
    private final float kept;
    private long state;

    /**
     * @param share the share of numbers that are dropped; 0 up to, not including, 1
     * @param seed of what is dropped
     */
    Dropout(double share, long seed) {
        this.threshold = Math.min((1 << BITS) - 1, (int) Math.round(share * (1 << BITS)));
        this.kept = (float) (1.0 / (1 - (double) threshold / (1 << BITS)));
        this.state = seed * GOLDEN;
    }

    /**
     * @param x any numbers
     * @return the same, some of them zero, the others greater so that the expectation stays
     */
    Tensor apply(Tensor x) {
        if (threshold == 0) {
            return x;
        }
        float[] factors = new float[(int) x.numel()];
        for (int i = 0; i < factors.length; i += 4) {
            long random = next();
            for (int j = i; j < Math.min(i + 4, factors.length); j++) {
                factors[j] = (int) (random & 0xffff) < threshold ? 0 : kept;
                random >>>= BITS;
            }
        }
        return x.mul(Placement.of(factors, x.sizes().vec().get()));
    }

    /** SplitMix64 (Steele, Lea, Flood 2014). */
    private long next() {
        state += GOLDEN;
        long z = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
