package because.models.sequence;

import because.network.FloatEngine;
import because.network.Network;
import because.network.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How well a text encoder finds the next item by its text: all other items are ranked by the cosine to the item before. */
public final class TextRetrieval {
    private TextRetrieval() {}

    /**
     * The mean reciprocal rank of the next item; items of equal cosine share their mean rank.
     *
     * @param network an encoder, which ends by pooling
     * @param texts the items' texts, as the network reads them
     * @param pairs the numbers of an item and of the next one; one at least
     * @param workers how many threads
     * @return from 0 to 1
     */
    public static double meanReciprocalRank(Network network, List<Tokens> texts, List<int[]> pairs, int workers) {
        float[][] vectors = vectors(network, texts, workers);
        double sum = 0;
        for (int[] pair : pairs) {
            float[] from = vectors[pair[0]];
            double right = dot(from, vectors[pair[1]]);
            double rank = 1;
            for (int i = 0; i < vectors.length; i++) {
                if (i != pair[0] && i != pair[1]) {
                    double other = dot(from, vectors[i]);
                    rank += other > right ? 1 : other == right ? 0.5 : 0;
                }
            }
            sum += 1 / rank;
        }
        return sum / pairs.size();
    }

    private static float[][] vectors(Network network, List<Tokens> texts, int workers) {
        FloatEngine engine = new FloatEngine(network);
        float[][] vectors = new float[texts.size()][];
        int part = 64;
        try (ExecutorService threads = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().name("because-encode-", 0).daemon().factory())) {
            List<Future<?>> parts = new ArrayList<>();
            for (int from = 0; from < texts.size(); from += part) {
                int first = from;
                parts.add(threads.submit(() -> {
                    FloatEngine.Run run = engine.newRun();
                    for (int i = first; i < Math.min(texts.size(), first + part); i++) {
                        vectors[i] = unit(run.state(texts.get(i)).clone());
                    }
                }));
            }
            for (Future<?> done : parts) {
                done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the encoding of texts was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a text cannot be encoded: " + e.getMessage(), e);
        }
        return vectors;
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
