package because.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Work in numbered pieces, shared out among threads. What a piece is does not depend on how many threads there are, and so no result does. */
public final class Shards {
    private Shards() {}

    /**
     * Does the work and waits for it. Pieces must not write to what other pieces read or write.
     *
     * @param workers on how many threads at most, 1 or more
     * @param shards how many pieces there are
     * @param work is done for each number from 0 to shards − 1
     * @throws CancellationException if the thread was interrupted; pieces that had begun are finished
     */
    public static void run(int workers, int shards, IntConsumer work) {
        AtomicInteger next = new AtomicInteger();
        Runnable worker = () -> {
            try {
                for (int shard = next.getAndIncrement(); shard < shards; shard = next.getAndIncrement()) {
                    work.accept(shard);
                }
            } finally {
                next.set(shards); // after a failure the other workers need not go on
            }
        };
        int threads = Math.max(1, Math.min(workers, shards));
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(worker));
            }
            try {
                for (Future<?> future : running) {
                    future.get();
                }
            } catch (InterruptedException interrupted) {
                next.set(shards); // closing the pool waits for the shards that have begun
                Thread.currentThread().interrupt();
                throw new CancellationException("the evaluation was interrupted");
            }
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case null, default -> throw new IllegalStateException(failure);
            }
        }
    }
}
