package because.models.sequence;

import because.core.Interactions;
import because.models.sequence.Learning.Loss;
import because.models.sequence.Learning.Sampling;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws the items that predictions are compared with. */
final class Negatives {
    private final Learning learning;
    private final Interactions events;
    private final int items;
    private final float[] corrections;

    /**
     * @param learning says how many and how
     * @param events how often items are used
     * @param items how many items there are
     */
    Negatives(Learning learning, Interactions events, int items) {
        this.learning = learning;
        this.events = events;
        this.items = items;
        this.corrections = corrections(learning, events, items);
    }

    /**
     * −log(K q), where an item is one of K draws with probability q: so many items it stands for. Of equal draws each stands for (V − 1)/K, since the item that is
     * to be told is not among those it is compared with.
     */
    private static float[] corrections(Learning learning, Interactions events, int items) {
        double[] probability = new double[items];
        for (int row = 0; row < events.size(); row++) {
            probability[events.item(row)] += learning.uneven() / events.size();
        }
        float[] corrections = new float[items];
        for (int item = 0; item < items; item++) {
            double q = probability[item] + (1 - learning.uneven()) / items;
            // Items that are never drawn have no correction: it is never used.
            corrections[item] = q == 0 ? 0 : (float) Math.log((items - 1.0) / items / (learning.negatives() * q));
        }
        return corrections;
    }

    /**
     * @param batch whose predictions are compared
     * @param random draws
     * @return what they are compared with
     */
    Draw draw(List<Example> batch, RandomGenerator random) {
        if (learning.loss() == Loss.SOFTMAX) {
            return Draw.everything(items);
        }
        int[] told = batch.stream()
                .flatMapToInt(example ->
                        java.util.stream.IntStream.range(0, example.targets()).map(example::told))
                .toArray();
        int[] drawn = new int[learning.shared() ? learning.negatives() : learning.negatives() * told.length];
        float[] standFor = new float[drawn.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = draw(told, random);
            standFor[i] = corrections[drawn[i]];
        }
        return Draw.of(drawn, standFor, learning.shared());
    }

    private int draw(int[] told, RandomGenerator random) {
        if (learning.uneven() > 0 && random.nextDouble() < learning.uneven()) {
            return learning.sampling() == Sampling.IN_BATCH
                    ? told[random.nextInt(told.length)]
                    : events.item(random.nextInt(events.size()));
        }
        return random.nextInt(items);
    }
}
