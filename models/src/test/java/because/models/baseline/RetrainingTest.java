package because.models.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import because.core.Candidate;
import because.core.Dataset;
import because.core.Profile;
import because.core.Recommender;
import because.core.Retraining;
import because.core.Trainer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a training without a person is what that training gives. */
class RetrainingTest {
    private static void agrees(Trainer trainer, int people, int items) {
        Dataset data = Events.movieLens(people, items);
        List<Candidate> candidates = data.catalog().candidates().subList(0, 25);
        Profile profile = data.profile(7);
        Recommender model = trainer.train(data, Trainer.Run.of(1));
        double[][] without = ((Retraining) model).withoutEach(data, profile, candidates);
        double largest = 0;
        double[] whole = model.score(List.of(profile), candidates)[0];
        for (int user = 0; user < people; user += 9) {
            int absent = user;
            Dataset less = data.withEvents(data.events()
                    .where(row -> row < data.events().from(absent)
                            || row >= data.events().to(absent)));
            double[] truth = trainer.train(less, Trainer.Run.of(1)).score(List.of(profile), candidates)[0];
            for (int j = 0; j < truth.length; j++) {
                assertThat(without[user][j]).as("person %d, item %d", user, j).isCloseTo(truth[j], within(1e-9));
                largest = Math.max(largest, Math.abs(truth[j] - whole[j]));
            }
        }
        assertThat(largest).as("a person changes something").isGreaterThan(1e-4);
    }

    @Test
    void ease_without_a_person_is_exact_in_either_form() {
        agrees(new EaseTrainer(new EaseOptions(2)), 90, 60);
        agrees(new EaseTrainer(new EaseOptions(2)), 50, 80);
    }

    @Test
    void itemknn_without_a_person_is_exact() {
        agrees(new ItemKnnTrainer(new ItemKnnOptions(10, 1, true)), 80, 60);
        agrees(new ItemKnnTrainer(new ItemKnnOptions(5, 0, false)), 80, 60);
    }
}
