package because.models.labelled;

import because.core.Candidate;
import because.core.Dataset;
import because.core.Interactions;
import because.core.Task;
import because.models.feature.FeatureSpace;
import because.network.Features;
import java.util.ArrayList;
import java.util.List;

/**
 * The labelled examples of a training part: what is known of the person from the events with all other items, and of the candidate, and the label. A history is kept once for
 * all examples of a person: once for each would take memory by the square of its length.
 */
class PairExamples {
    final FeatureSpace space;
    final PairFeatures encoding;
    final double[] labels;
    final double mean;
    private final List<Features> people = new ArrayList<>();
    private final List<FeaturesBut> candidates = new ArrayList<>();
    private final int[] person;
    private final int[] item;

    PairExamples(Dataset data, Task task, PairOptions options) {
        double[] all = task.labels(data);
        double sum = 0;
        int count = 0;
        for (double label : all) {
            sum += Double.isNaN(label) ? 0 : label;
            count += Double.isNaN(label) ? 0 : 1;
        }
        this.mean = sum / count;
        this.space = FeatureSpace.learn(data, options.features());
        this.encoding = new PairFeatures(space, options, task, data.catalog(), mean);
        this.labels = new double[count];
        this.person = new int[count];
        this.item = new int[count];
        for (Candidate candidate : data.catalog().candidates()) {
            candidates.add(FeaturesBut.none(encoding.candidate(candidate)));
        }
        Interactions events = data.events();
        int at = 0;
        for (int user = 0; user < events.users(); user++) {
            people.add(encoding.shared(data.profile(user)));
            for (int row = events.from(user); row < events.to(user); row++) {
                if (!Double.isNaN(all[row])) {
                    person[at] = user;
                    item[at] = events.item(row);
                    labels[at++] = all[row];
                }
            }
        }
    }

    int size() {
        return labels.length;
    }

    /** What is said of an example's person, who has nothing to do with its item. */
    FeaturesBut person(int example) {
        return encoding.without(people.get(person[example]), item[example]);
    }

    /** What is said of an example's item. */
    FeaturesBut candidate(int example) {
        return candidates.get(item[example]);
    }
}
