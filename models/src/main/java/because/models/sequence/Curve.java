package because.models.sequence;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a training went, epoch by epoch. The time that it took is not in it: the curve is kept with the model, and the same training gives the same model.
 *
 * @param metric what the validation measured; empty if there was none
 * @param epochs each epoch, the first one first
 */
public record Curve(String metric, List<Epoch> epochs) {
    /** Copies the list. */
    public Curve {
        epochs = List.copyOf(epochs);
    }

    /**
     * One pass over all events.
     *
     * @param loss the mean loss of a prediction
     * @param validation the validation metric after it; 0 if there was none
     */
    public record Epoch(double loss, double validation) {}

    /**
     * @param json a curve as {@link TransformerTrainer#CURVE} holds it
     * @return the curve
     * @throws BadInput if it is none
     */
    public static Curve read(String json) {
        try {
            return JsonMapper.shared().readValue(json, Curve.class);
        } catch (JacksonException e) {
            throw new BadInput("the curve of a training cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * @param epoch the next one
     * @return the curve with it
     */
    Curve with(Epoch epoch) {
        List<Epoch> longer = new ArrayList<>(epochs);
        longer.add(epoch);
        return new Curve(metric, longer);
    }

    /** @return the number of the epoch with the best validation metric, the first of equals, from 1; without validation the last one; 0 if there is none */
    public int best() {
        if (metric.isEmpty()) {
            return epochs.size();
        }
        int best = 0;
        for (int i = 0; i < epochs.size(); i++) {
            if (best == 0 || epochs.get(i).validation() > epochs.get(best - 1).validation()) {
                best = i + 1;
            }
        }
        return best;
    }
}
