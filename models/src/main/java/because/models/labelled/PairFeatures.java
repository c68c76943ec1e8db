package because.models.labelled;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Event;
import because.core.Item;
import because.core.Profile;
import because.core.Task;
import because.models.feature.FeatureSpace;
import because.network.Features;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * A profile and a candidate as one sparse vector: the candidate's own feature, its attributes, the person's attributes, which items the profile holds (each
 * 1/√n of n), and how far their labels are from the mean (as much of it).
 */
final class PairFeatures {
    private final FeatureSpace space;
    private final PairOptions options;
    private final Task task;
    private final Catalog catalog;
    private final double mean;
    private final int items;
    private final int person;
    private final int presence;
    private final int values;
    private final int size;

    /** @param mean the mean label of the training part */
    PairFeatures(FeatureSpace space, PairOptions options, Task task, Catalog catalog, double mean) {
        this.space = space;
        this.options = options;
        this.task = task;
        this.catalog = catalog;
        this.mean = mean;
        this.items = options.ids() ? catalog.size() : 0;
        this.person = items + space.items().size();
        this.presence = person + space.people().size();
        int history = options.history() ? catalog.size() : 0;
        this.values = presence + history;
        this.size = Math.addExact(values, history);
    }

    int size() {
        return size;
    }

    /** What is said of a person. */
    Features person(Profile profile) {
        return person(profile, 0);
    }

    /**
     * What the examples of a person share. Each passes over the item that its label is asked of ({@link #without}), so that it does not hold its own label; for all
     * of them that leaves one item fewer, which is why the values can be the same.
     */
    Features shared(Profile profile) {
        return person(profile, 1);
    }

    /**
     * @param shared by a person's examples
     * @param item one of the person's
     * @return what {@link #person(Profile)} says of the person without the item's events
     */
    FeaturesBut without(Features shared, int item) {
        return new FeaturesBut(shared, shared.place(presence + item), shared.place(values + item));
    }

    private Features person(Profile profile, int fewer) {
        Assembly assembly = new Assembly();
        assembly.add(space.person(profile), person);
        if (options.history()) {
            history(profile.events(), fewer, assembly);
        }
        return assembly.done();
    }

    private void history(List<Event> events, int fewer, Assembly assembly) {
        TreeMap<Integer, double[]> labels = new TreeMap<>();
        for (Event event : events) {
            int item = event.knownItem();
            if (item >= catalog.size()) {
                checked(item);
            }
            if (item >= 0) {
                double label = task.label(event);
                double[] sum = labels.computeIfAbsent(item, _ -> new double[2]);
                sum[0] += Double.isNaN(label) ? 0 : label;
                sum[1] += Double.isNaN(label) ? 0 : 1;
            }
        }
        double share = 1 / Math.sqrt(Math.max(1, labels.size() - fewer));
        labels.forEach((item, _) -> assembly.add(presence + item, share));
        labels.forEach((item, sum) -> {
            if (sum[1] > 0) {
                assembly.add(values + item, share * (sum[0] / sum[1] - mean));
            }
        });
    }

    /** What is said of a candidate. */
    Features candidate(Candidate candidate) {
        Assembly assembly = new Assembly();
        Item item = switch (candidate) {
            case Candidate.Known known -> {
                if (options.ids()) {
                    assembly.add(checked(known.index()), 1);
                }
                yield catalog.item(checked(known.index()));
            }
            case Candidate.Described described -> {
                // An item of the catalogue with other attributes is still that item.
                int known = catalog.index(described.item().id());
                if (options.ids() && known >= 0) {
                    assembly.add(known, 1);
                }
                yield described.item();
            }
        };
        assembly.add(space.item(item), items);
        return assembly.done();
    }

    private int checked(int index) {
        if (index >= catalog.size()) {
            throw BadInput.of(
                    "an item index",
                    index,
                    "0 to " + (catalog.size() - 1),
                    "Maybe the profile or the candidates were made for another model's catalogue.");
        }
        return index;
    }

    /** A vector that grows at its end. */
    private static final class Assembly {
        private int size;
        private int[] indices = new int[32];
        private float[] values = new float[32];

        void add(int index, double value) {
            if (size == indices.length) {
                indices = Arrays.copyOf(indices, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            indices[size] = index;
            values[size++] = (float) value;
        }

        void add(Features features, int offset) {
            for (int i = 0; i < features.size(); i++) {
                add(offset + features.index(i), features.value(i));
            }
        }

        Features done() {
            return Features.of(Arrays.copyOf(indices, size), Arrays.copyOf(values, size));
        }
    }
}
