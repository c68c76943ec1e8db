package because.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How much each event of a dataset counts in a training: 1 as always, 0 as if it were not there, and in between in proportion. So events that a model should
 * lean on less, such as doubled or leaked ones, need not be thrown away. A value: it cannot change.
 */
public final class EventWeights {
    private final String how;
    private final double[] weights;

    private EventWeights(String how, double[] weights) {
        this.how = how;
        this.weights = weights;
    }

    /**
     * @param how how they came about, in words that a report can quote
     * @param events how many events there are
     * @param weight the weight of each row, 0 to 1
     * @return the weights
     * @throws BadInput if one is out of range
     */
    public static EventWeights of(String how, int events, IntToDoubleFunction weight) {
        double[] weights = IntStream.range(0, events).mapToDouble(weight).toArray();
        for (double one : weights) {
            if (!(one >= 0 && one <= 1)) {
                throw BadInput.of("the weight of an event", one, "0 (as if it were not there) to 1 (as always)", "");
            }
        }
        return new EventWeights(how, weights);
    }

    /** @return how they came about */
    public String how() {
        return how;
    }

    /** @return how many events there are */
    public int size() {
        return weights.length;
    }

    /**
     * @param row from 0 to size − 1
     * @return its weight, 0 to 1
     */
    public double weight(int row) {
        return weights[row];
    }

    /** @return how many events count less than always */
    public int lighter() {
        return (int) Arrays.stream(weights).filter(weight -> weight < 1).count();
    }

    /**
     * The weights of a dataset's events.
     *
     * @param data the dataset
     * @return this
     * @throws BadInput if there are not as many weights as events
     */
    public EventWeights of(Dataset data) {
        if (data.events().size() != weights.length) {
            throw BadInput.of(
                    "the number of event weights",
                    weights.length,
                    data.events().size() + ", one for each event",
                    "Maybe they are weights of other data.");
        }
        return this;
    }

    /**
     * Leaves out what counts nothing.
     *
     * @param data the dataset
     * @return the events whose weight is above 0
     */
    public Dataset present(Dataset data) {
        return data.withEvents(data.events().where(row -> weights[row] > 0));
    }

    /** @return the weights that are above 0, as {@link #present} keeps their events */
    public EventWeights present() {
        return new EventWeights(
                how, Arrays.stream(weights).filter(weight -> weight > 0).toArray());
    }

    /** @return sixteen hexadecimal digits that differ, almost certainly, between different weights */
    public String fingerprint() {
        long hash = 0;
        for (double weight : weights) {
            hash = Hash.mix(hash, Double.doubleToLongBits(weight));
        }
        return String.format(Locale.ROOT, "%016x", hash);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventWeights that && how.equals(that.how) && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return 31 * how.hashCode() + Arrays.hashCode(weights);
    }

    @Override
    public String toString() {
        return how + " (" + lighter() + " of " + weights.length + " events count less)";
    }
}
