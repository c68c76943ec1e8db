package because.models.sequence;

import because.core.BadInput;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/** Threads on which libtorch computes, each with a libtorch of one thread. The tensors that are made on them are all in one place. */
final class TorchWorkers implements AutoCloseable {
    private final int count;
    private final Placement place;
    private final ExecutorService threads;

    /**
     * @param count how many, 1 or more
     * @param place where tensors are
     */
    TorchWorkers(int count, Placement place) {
        this.count = count;
        this.place = place;
        openblas_nolapack.blas_set_num_threads(
                1); // its threads are shared by all callers, who would wait for each other
        ThreadFactory plain =
                Thread.ofPlatform().name("because-train-", 0).daemon().factory();
        this.threads = Executors.newFixedThreadPool(
                count,
                work -> plain.newThread(() -> place.get(() -> {
                    torch.set_num_threads(1); // libtorch keeps this number for each thread of its own
                    work.run();
                    return true;
                })));
    }

    /** On the processor. */
    TorchWorkers(int count) {
        this(count, Placement.CPU);
    }

    /** Where tensors are. */
    Placement place() {
        return place;
    }

    <T> Future<T> submit(Callable<T> work) {
        return threads.submit(work);
    }

    /**
     * Does the same with many things, some of them ahead, and hands on what comes of it in their order.
     *
     * @param things what is worked on
     * @param work what is done with each
     * @param then gets each thing with what came of it, on the thread of the caller
     */
    <A, T> void inOrder(List<A> things, Function<A, T> work, BiConsumer<A, T> then) {
        Deque<Future<T>> ahead = new ArrayDeque<>();
        for (int next = 0, done = 0; done < things.size(); done++) {
            while (next < things.size() && ahead.size() < 2 * count) {
                A thing = things.get(next++);
                ahead.add(submit(() -> work.apply(thing)));
            }
            then.accept(things.get(done), result(ahead.remove()));
        }
    }

    /**
     * Waits for it.
     *
     * @throws BadInput if the work was refused, with the advice that it gives
     * @throws Error as the work did: of too little memory, or a library that cannot be loaded, more can be said than that a step failed
     */
    static <T> T result(Future<T> part) {
        try {
            return part.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("training was interrupted", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case BadInput refused -> throw refused;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException("a training step failed: " + e.getMessage(), e);
            }
        }
    }

    /** Adds up what several found; the first is changed. */
    static float[] add(float[] sum, float[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
        return sum;
    }

    /** Ends the threads, and waits until they have let go of every tensor. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
