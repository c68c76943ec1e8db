package because.models.labelled;

import because.core.Candidate;
import because.core.Dataset;
import because.core.Interactions;
import because.core.Profile;
import because.core.Task;
import because.models.feature.FeatureSpace;
import because.network.Features;
import java.util.ArrayList;
import java.util.List;

/** The labelled examples of a training part: what is known of the person from all other events, and of the candidate, and the label. */
final class PairExamples {
    final FeatureSpace space;
    final PairFeatures encoding;
    final List<Features> people = new ArrayList<>();
    final List<Features> candidates = new ArrayList<>();
    final double[] labels;
    final double mean;

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
        List<Features> items = new ArrayList<>();
        for (Candidate candidate : data.catalog().candidates()) {
            items.add(encoding.candidate(candidate));
        }
        Interactions events = data.events();
        int at = 0;
        for (int user = 0; user < events.users(); user++) {
            Profile profile = data.profile(user);
            for (int row = events.from(user); row < events.to(user); row++) {
                if (!Double.isNaN(all[row])) {
                    people.add(encoding.person(profile, events.item(row)));
                    candidates.add(items.get(events.item(row)));
                    labels[at++] = all[row];
                }
            }
        }
    }

    int size() {
        return labels.length;
    }
}
