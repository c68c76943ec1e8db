package because.models.sequence;

import because.core.Interactions;
import because.models.sequence.Learning.Loss;
import because.models.sequence.Learning.Sampling;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Draws the items that predictions are compared with. */
final class Negatives {
    private final Learning learning;
    private final Interactions events;
    private final int items;
    private final int[] drawable;
    private final float[] corrections;

    /**
     * @param learning says how many and how
     * @param events how often items are used
     * @param items how many items there are
     */
    Negatives(Learning learning, Interactions events, int items) {
        this(learning, events, items, IntStream.range(0, items).toArray());
    }

    private Negatives(Learning learning, Interactions events, int items, int[] drawable) {
        this.learning = learning;
        this.events = events;
        this.items = items;
        this.drawable = drawable;
        this.corrections = corrections();
    }

    /**
     * Only items that somebody used are drawn: that nobody used a new item yet must not tell against it.
     *
     * @param learning says how many and how
     * @param events how often items are used
     * @param items how many items there are
     * @return the negatives
     */
    static Negatives used(Learning learning, Interactions events, int items) {
        BitSet used = new BitSet();
        for (int row = 0; row < events.size(); row++) {
            used.set(events.item(row));
        }
        return new Negatives(learning, events, items, used.stream().toArray());
    }

    /**
     * −log(K q), where an item is one of K draws with probability q: so many items it stands for. Of equal draws each stands for (V − 1)/K, since the item that is
     * to be told is not among those it is compared with.
     */
    private float[] corrections() {
        double[] probability = new double[items];
        for (int row = 0; row < events.size(); row++) {
            probability[events.item(row)] += learning.uneven() / events.size();
        }
        float[] corrections = new float[items];
        int all = drawable.length;
        for (int item : drawable) {
            double q = probability[item] + (1 - learning.uneven()) / all;
            // Items that are never drawn have no correction: it is never used.
            corrections[item] = q == 0 ? 0 : (float) Math.log((all - 1.0) / all / (learning.negatives() * q));
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
            return drawable.length == items
                    ? Draw.everything(items)
                    : Draw.of(drawable, new float[drawable.length], true);
        }
        int[] told = batch.stream()
                .flatMapToInt(example -> IntStream.range(0, example.targets()).map(example::told))
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
        return drawable[random.nextInt(drawable.length)];
    }
}
