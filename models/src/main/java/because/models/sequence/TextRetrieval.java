package because.models.sequence;

import because.core.Progress;
import because.network.FloatEngine;
import because.network.Network;
import because.network.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How well a text encoder finds the next item by its text: all other items with a text are ranked by the cosine to the item before. */
public final class TextRetrieval {
    private static final int TEXTS = 64;
    private static final int PAIRS = 16;

    private final DifferentTexts texts;
    private final int[] items;
    private final float[][] vectors;

    private TextRetrieval(List<Tokens> texts) {
        this.texts = new DifferentTexts(texts);
        this.items = new int[this.texts.all().size()];
        this.vectors = new float[items.length][];
        for (int i = 0; i < texts.size(); i++) {
            items[this.texts.of(i)] += DifferentTexts.empty(texts.get(i)) ? 0 : 1;
        }
    }

    /**
     * The mean reciprocal rank of the next item; items of equal cosine share their mean rank.
     *
     * @param network an encoder, which ends by pooling
     * @param texts the items' texts, as the network reads them; equal ones are encoded once
     * @param pairs the numbers of an item and of the next one; one at least
     * @param workers how many threads; the result does not depend on it
     * @param progress is told how far it is
     * @return from 0 to 1
     */
    public static double meanReciprocalRank(
            Network network, List<Tokens> texts, List<int[]> pairs, int workers, Progress progress) {
        TextRetrieval retrieval = new TextRetrieval(texts);
        FloatEngine engine = new FloatEngine(network);
        double[] reciprocal = new double[pairs.size()];
        try (ExecutorService threads = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().name("because-encode-", 0).daemon().factory())) {
            progress.stage("encoding the items' texts", retrieval.vectors.length);
            inParts(
                    retrieval.vectors.length,
                    TEXTS,
                    (from, to) -> retrieval.encode(engine.newRun(), from, to),
                    threads,
                    progress);
            progress.stage("finding the next item by its text", pairs.size());
            inParts(
                    pairs.size(),
                    PAIRS,
                    (from, to) -> {
                        for (int i = from; i < to; i++) {
                            reciprocal[i] = 1 / retrieval.rank(pairs.get(i)[0], pairs.get(i)[1]);
                        }
                    },
                    threads,
                    progress);
        }
        double sum = 0;
        for (double one : reciprocal) {
            sum += one;
        }
        return sum / pairs.size();
    }

    /** What is done with the things from one number to before another. */
    private interface Work {
        void run(int from, int to);
    }

    private static void inParts(int things, int part, Work work, ExecutorService threads, Progress progress) {
        List<Future<?>> parts = new ArrayList<>();
        for (int from = 0; from < things; from += part) {
            int first = from;
            parts.add(threads.submit(() -> work.run(first, Math.min(things, first + part))));
        }
        try {
            for (int i = 0; i < parts.size(); i++) {
                parts.get(i).get();
                progress.step(Math.min(things, (i + 1) * part), Map.of());
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("finding items by their texts was interrupted", e);
        } catch (ExecutionException e) {
            threads.shutdownNow();
            throw new IllegalStateException("a text cannot be encoded: " + e.getMessage(), e);
        }
    }

    private void encode(FloatEngine.Run run, int from, int to) {
        for (int i = from; i < to; i++) {
            vectors[i] = unit(run.state(texts.all().get(i)).clone());
        }
    }

    /** Items of equal texts have equal cosines, so that one is as good as all of them. */
    private double rank(int item, int next) {
        float[] from = vectors[texts.of(item)];
        double right = dot(from, vectors[texts.of(next)]);
        double rank = 1;
        for (int i = 0; i < vectors.length; i++) {
            int others = items[i] - (i == texts.of(item) ? 1 : 0) - (next != item && i == texts.of(next) ? 1 : 0);
            if (others > 0) {
                double other = dot(from, vectors[i]);
                rank += other > right ? others : other == right ? 0.5 * others : 0;
            }
        }
        return rank;
    }

    private static float[] unit(float[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        for (int i = 0; i < vector.length && length > 0; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
