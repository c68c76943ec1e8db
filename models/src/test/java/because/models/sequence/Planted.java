package because.models.sequence;

import because.core.Dataset;
import because.core.Metric;
import because.core.Profile;
import because.core.Progress;
import because.core.Recommender;
import because.models.store.OptionMap;
import because.network.Tensor;
import because.testkit.PlantedEvents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A small planted world, options that learn it in seconds, and what the tests ask of a training. */
final class Planted {
    /** Where a training was cut off. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Planted() {}

    static PlantedEvents world(int lag, long seed) {
        return PlantedEvents.generate(new PlantedEvents.Options(150, 40, 24, lag, 0.9), seed);
    }

    static TransformerOptions options(int epochs) {
        return with(small(), "epochs=" + epochs, "patience=" + epochs);
    }

    private static TransformerOptions small() {
        return with(
                TransformerOptions.defaults(),
                "dimension=16 blocks=1 heads=2 inner=1 window=12 positions=from-end bias=true dropout=0.1",
                "learningRate=0.005 weightDecay=0.01 negatives=32 batchTokens=512");
    }

    /** Options that differ from others in what is named, as {@code name=value}, separated by spaces. */
    static TransformerOptions with(TransformerOptions options, String... changes) {
        Map<String, String> values = new HashMap<>();
        for (String change : String.join(" ", changes).split(" ")) {
            values.put(change.substring(0, change.indexOf('=')), change.substring(change.indexOf('=') + 1));
        }
        return OptionMap.read("the test", options, values);
    }

    /** Each person's events but the last. */
    static Dataset allButLast(Dataset data) {
        return data.withEvents(data.events().where(row -> {
            int user = 0;
            while (row >= data.events().to(user)) {
                user++;
            }
            return row < data.events().to(user) - 1;
        }));
    }

    /** The share of the people whose last event is the first of all items, given the ones before it. */
    static Metric hits(Dataset data) {
        return new Metric() {
            @Override
            public String name() {
                return "hit@1";
            }

            @Override
            public double[] perPerson(Recommender recommender) {
                double[] hits = new double[data.users().size()];
                for (int user = 0; user < hits.length; user++) {
                    int last = data.events().to(user) - 1;
                    Profile before = data.profile(user, data.events().from(user), last);
                    double[] scores =
                            recommender.score(List.of(before), data.catalog().candidates())[0];
                    hits[user] = best(scores) == data.events().item(last) ? 1 : 0;
                }
                return hits;
            }
        };
    }

    static int best(double[] scores) {
        int best = 0;
        for (int item = 1; item < scores.length; item++) {
            best = scores[item] > scores[best] ? item : best;
        }
        return best;
    }

    static Map<String, Tensor> weights(Transformer model) {
        return model.store().weights();
    }

    /** Cuts a training off after an epoch, once its checkpoint is written. */
    static Progress killedAfter(int epoch) {
        return new Progress() {
            @Override
            public void stage(String name, long total) {}

            @Override
            public void step(long done, Map<String, Double> values) {
                if (done == epoch) {
                    throw new Killed();
                }
            }
        };
    }

    /** Keeps the numbers of the epochs that were reported. */
    static Progress listing(List<Long> epochs) {
        return new Progress() {
            @Override
            public void stage(String name, long total) {}

            @Override
            public void step(long done, Map<String, Double> values) {
                epochs.add(done);
            }
        };
    }
}
