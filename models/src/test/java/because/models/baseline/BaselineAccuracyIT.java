package because.models.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import because.core.Dataset;
import because.core.Profile;
import because.core.Recommender;
import because.core.Split;
import because.core.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What others measured on the sample with the same protocol: leave-last-out, all items ranked, seen ones masked, ties by their mean rank. */
class BaselineAccuracyIT {
    /** About twice the standard error of an NDCG@10 of 671 people. */
    private static final double TOLERANCE = 0.012;

    @Test
    void reaches_the_ndcg_that_others_published() {
        assertThat(ndcg(new PopularityTrainer(PopularityOptions.defaults()))).isCloseTo(0.020, within(TOLERANCE / 3));
        assertThat(ndcg(new ItemKnnTrainer(ItemKnnOptions.defaults()))).isCloseTo(0.036, within(TOLERANCE));
        assertThat(ndcg(new EaseTrainer(EaseOptions.defaults()))).isCloseTo(0.042, within(TOLERANCE / 10));
        assertThat(ndcg(new ImplicitAlsTrainer(ImplicitAlsOptions.defaults()))).isCloseTo(0.038, within(TOLERANCE));
    }

    private static double ndcg(Trainer trainer) {
        Dataset data = Events.movieLens();
        Split.Part[] parts = new Split.Part[data.events().size()];
        Arrays.fill(parts, Split.Part.TRAIN);
        for (int user = 0; user < data.users().size(); user++) {
            parts[data.events().to(user) - 1] = Split.Part.TEST;
        }
        Split split = new Split("leave-last-out", data, parts);
        Recommender model = trainer.train(split.train(), Trainer.Run.of(1));
        List<Profile> profiles = new ArrayList<>();
        for (int user = 0; user < data.users().size(); user++) {
            profiles.add(split.before(user, Split.Part.TEST));
        }
        double[][] scores = model.score(profiles, data.catalog().candidates());
        double sum = 0;
        for (int user = 0; user < scores.length; user++) {
            int target = data.events().item(data.events().to(user) - 1);
            BitSet seen = profiles.get(user).knownItems();
            double rank = 1;
            for (int item = 0; item < scores[user].length; item++) {
                if (item != target && !seen.get(item)) {
                    double difference = scores[user][item] - scores[user][target];
                    rank += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
                }
            }
            sum += rank <= 10 ? Math.log(2) / Math.log(1 + rank) : 0;
        }
        return sum / scores.length;
    }
}
