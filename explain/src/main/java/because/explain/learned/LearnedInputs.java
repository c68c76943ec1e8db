package because.explain.learned;

import because.core.EventStates;
import java.util.ArrayList;
import java.util.List;

/** What the learned network reads: the model's vectors and where an event stands, each number with mean 0 and spread 1 over what was learned from. */
final class LearnedInputs {
    private static final int PLACES = 3;

    private final float[] eventMean;
    private final float[] eventScale;
    private final float[] allMean;
    private final float[] allScale;

    LearnedInputs(float[] eventMean, float[] eventScale, float[] allMean, float[] allScale) {
        this.eventMean = eventMean;
        this.eventScale = eventScale;
        this.allMean = allMean;
        this.allScale = allScale;
    }

    int ofEvent() {
        return eventMean.length;
    }

    int ofAll() {
        return allMean.length;
    }

    /** The means of events' numbers, their scales, and those of what is the same for all events. */
    float[][] numbers() {
        return new float[][] {eventMean, eventScale, allMean, allScale};
    }

    /**
     * @param events raw vectors of events
     * @param alls raw vectors of answers
     * @return what brings them to mean 0 and spread 1
     */
    static LearnedInputs of(List<float[][]> events, List<float[]> alls) {
        List<float[]> rows = new ArrayList<>();
        for (float[][] profile : events) {
            for (float[] event : profile) {
                if (event.length > 0) {
                    rows.add(event);
                }
            }
        }
        float[][] ofEvents = moments(rows);
        float[][] ofAlls = moments(alls);
        return new LearnedInputs(ofEvents[0], ofEvents[1], ofAlls[0], ofAlls[1]);
    }

    private static float[][] moments(List<float[]> rows) {
        int width = rows.isEmpty() ? 0 : rows.getFirst().length;
        double[] sum = new double[width];
        double[] squares = new double[width];
        for (float[] row : rows) {
            for (int j = 0; j < width; j++) {
                sum[j] += row[j];
                squares[j] += (double) row[j] * row[j];
            }
        }
        float[] mean = new float[width];
        float[] scale = new float[width];
        for (int j = 0; j < width; j++) {
            double middle = sum[j] / rows.size();
            double variance = squares[j] / rows.size() - middle * middle;
            mean[j] = (float) middle;
            scale[j] = variance > 1e-10 ? (float) (1 / Math.sqrt(variance)) : 0;
        }
        return new float[][] {mean, scale};
    }

    /** Raw vectors of the events: the model's, and where the event stands. */
    static float[][] events(EventStates.Reading reading) {
        int n = reading.events();
        float[][] events = new float[n][];
        for (int i = 0; i < n; i++) {
            float[] vector = reading.event(i);
            events[i] = new float[vector.length == 0 ? 0 : vector.length + PLACES];
            if (vector.length > 0) {
                System.arraycopy(vector, 0, events[i], 0, vector.length);
                events[i][vector.length] = (float) Math.log1p(n - 1 - i);
                events[i][vector.length + 1] = (float) (1.0 / (n - i));
                events[i][vector.length + 2] = (float) ((i + 0.5) / n);
            }
        }
        return events;
    }

    /** The raw vector of an answer: the state, the item's vector, their products, the newest event's vector, and how many events there are. */
    static float[] all(EventStates.Reading reading, float[] item, int ofEvent) {
        float[] state = reading.state();
        int both = Math.min(state.length, item.length);
        float[] all = new float[state.length + item.length + both + ofEvent + 1];
        for (int i = reading.events() - 1; i >= 0; i--) {
            if (reading.event(i).length > 0) {
                System.arraycopy(reading.event(i), 0, all, all.length - 1 - ofEvent, ofEvent);
                break;
            }
        }
        System.arraycopy(state, 0, all, 0, state.length);
        System.arraycopy(item, 0, all, state.length, item.length);
        for (int j = 0; j < both; j++) {
            all[state.length + item.length + j] = state[j] * item[j];
        }
        all[all.length - 1] = (float) Math.log1p(reading.events());
        return all;
    }

    float[][] standardEvents(float[][] events) {
        float[][] standard = new float[events.length][];
        for (int i = 0; i < events.length; i++) {
            standard[i] = events[i].length == 0 ? events[i] : standard(events[i], eventMean, eventScale);
        }
        return standard;
    }

    float[] standardAll(float[] all) {
        return standard(all, allMean, allScale);
    }

    private static float[] standard(float[] numbers, float[] mean, float[] scale) {
        float[] standard = new float[numbers.length];
        for (int j = 0; j < numbers.length; j++) {
            standard[j] = (numbers[j] - mean[j]) * scale[j];
        }
        return standard;
    }
}
