package because.models.baseline;

import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/** Work on a range of numbers, cut in pieces of fixed size, so that no result can depend on how many threads there are. */
public final class Shards {
    private Shards() {}

    /** A piece of the work: from a number up to, not including, another. */
    public interface Work {
        /**
         * @param from the first number
         * @param to after the last number
         */
        void run(int from, int to);
    }

    /**
     * @param size how many numbers there are
     * @param shard how many a piece has
     * @return how many pieces that makes
     */
    public static int count(int size, int shard) {
        return Math.ceilDiv(size, shard);
    }

    /**
     * Does the work and waits for it. Pieces must not write to what other pieces read or write.
     *
     * @param workers on how many threads
     * @param size how many numbers there are
     * @param shard how many a piece has
     * @param work is done for each piece
     */
    public static void run(int workers, int size, int shard, Work work) {
        // A parallel stream that begins on a pool's thread stays in that pool, so no more threads work than were asked
        // for.
        try (ForkJoinPool pool = new ForkJoinPool(workers)) {
            pool.submit(() -> IntStream.range(0, count(size, shard))
                            .parallel()
                            .forEach(i -> work.run(i * shard, Math.min(size, (i + 1) * shard))))
                    .join();
        }
    }
}
