package because.models.baseline;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Event;
import because.core.Interactions;
import because.core.Trainer;
import because.models.store.StoredModel;
import because.network.Tensor;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Counts the people who had each item.
 *
 * @param options how far back it looks
 */
public record PopularityTrainer(PopularityOptions options) implements Trainer {
    @Override
    public String model() {
        return Popularity.MODEL;
    }

    @Override
    public Popularity train(Dataset data, Run run) {
        run.requireUnweighted(model());
        run.progress().stage("training popularity", 1);
        SparseRows people =
                SparseRows.of(inWindow(data.events()), data.catalog().size());
        int[] counts = new int[people.columns()];
        for (int row = 0; row < people.rows(); row++) {
            for (int place = people.from(row); place < people.to(row); place++) {
                counts[people.column(place)]++;
            }
        }
        run.progress().step(1, Map.of());
        Map<String, Tensor> weights = Map.of(Popularity.PEOPLE, Tensor.of(counts, counts.length));
        return Popularity.restore(
                StoredModel.trained(Popularity.MODEL, options, run.seed(), data, weights, Map.of(), Map.of()));
    }

    private Interactions inWindow(Interactions events) {
        if (options.window() == 0) {
            return events;
        }
        long newest = Event.NO_TIME;
        for (int row = 0; row < events.size(); row++) {
            newest = Math.max(newest, events.time(row));
        }
        if (newest == Event.NO_TIME && events.size() > 0) {
            throw BadInput.of(
                    "window",
                    options.window(),
                    "0, for these events have no times",
                    "Maybe map the column of the times in because.yaml.");
        }
        long oldest = newest - TimeUnit.DAYS.toMillis(options.window());
        return events.where(row -> events.time(row) != Event.NO_TIME && events.time(row) >= oldest);
    }
}
