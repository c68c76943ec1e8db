package because.models.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Dataset;
import because.core.Item;
import because.core.Profile;
import because.core.Recommender;
import because.core.Task;
import because.core.Trainer;
import because.testkit.RecommenderContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class BayesianFactorsTest {
    private static final BayesianFactorsOptions FEW =
            BayesianFactorsOptions.defaults().withFactors(4).withIterations(30);

    /** The error of predicting each tenth rating from a person's others. */
    private static double error(Recommender model, Dataset whole, java.util.function.IntPredicate held) {
        double sum = 0;
        int count = 0;
        for (int row = 0; row < whole.events().size(); row++) {
            if (held.test(row)) {
                int user = user(whole, row);
                Profile before = whole.withEvents(whole.events().where(r -> !held.test(r)))
                        .profile(user);
                double score = model.score(
                                List.of(before),
                                List.of(new Candidate.Known(whole.events().item(row))))[0][0];
                sum += Math.pow(score - whole.events().value(row), 2);
                count++;
            }
        }
        return Math.sqrt(sum / count);
    }

    private static int user(Dataset data, int row) {
        int user = 0;
        while (row >= data.events().to(user)) {
            user++;
        }
        return user;
    }

    @Test
    void finds_a_planted_law_down_to_its_noise() {
        Dataset whole = Offers.ratings(200, 120, 1);
        Dataset train = whole.withEvents(whole.events().where(row -> row % 10 != 0));
        Recommender model = new BayesianFactorsTrainer(FEW).train(train, Trainer.Run.of(1));
        // The noise is 0.3; the ratings themselves spread by more than 1.
        assertThat(error(model, whole, row -> row % 10 == 0)).isLessThan(0.4);
    }

    @Test
    void a_person_is_folded_in_as_in_training() {
        // With everything else known, one person's numbers are a ridge regression; the update is checked against its
        // normal equations.
        double[] q1 = {0.5, 1, 2};
        double[] q2 = {-1, 1, 0.3};
        double[] y = {1.2, -0.4};
        double[] second = new double[9];
        double[] first = new double[3];
        for (int f = 0; f < 3; f++) {
            first[f] = y[0] * q1[f] + y[1] * q2[f];
            for (int g = 0; g < 3; g++) {
                second[f * 3 + g] = q1[f] * q1[g] + q2[f] * q2[g];
            }
        }
        double[] prior = {0, 0.1, -0.2};
        double[] variances = {1, 0.5, 2};
        double noise = 0.7;
        Gaussian.update(3, 0, second, first, prior, variances, noise);
        assertThat(first[0]).isEqualTo(1);
        for (int f = 1; f < 3; f++) {
            double slope = (first[f] - prior[f]) / variances[f];
            double[][] items = {q1, q2};
            for (int n = 0; n < 2; n++) {
                double residual = y[n] - first[0] * items[n][0] - first[1] * items[n][1] - first[2] * items[n][2];
                slope -= residual * items[n][f] / noise;
            }
            assertThat(slope).isCloseTo(0, within(1e-12));
        }
    }

    @Test
    void the_inverse_is_the_inverse() {
        double[] matrix = {4, 1, 0.5, 1, 3, -0.2, 0.5, -0.2, 2};
        double[] inverse = Gaussian.inverse(matrix, 3);
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 3; c++) {
                double sum = 0;
                for (int k = 0; k < 3; k++) {
                    sum += matrix[r * 3 + k] * inverse[k * 3 + c];
                }
                assertThat(sum).isCloseTo(r == c ? 1 : 0, within(1e-14));
            }
        }
    }

    @Test
    void keeps_the_contract_of_recommenders() {
        Recommender model =
                new BayesianFactorsTrainer(FEW).train(Offers.coloured(Offers.ratings(60, 30, 4)), Trainer.Run.of(1));
        assertThat(RecommenderContract.check(model)).isEmpty();
        Item unknown = Item.of("nobody knows it");
        assertThat(model.score(List.of(Profile.EMPTY), List.of(new Candidate.Described(unknown)))[0][0])
                .isFinite();
    }

    @Test
    void the_same_seed_gives_the_same_bits_at_any_number_of_workers_and_after_storing() {
        Dataset data = Offers.ratings(150, 90, 2);
        BayesianFactors one = (BayesianFactors)
                new BayesianFactorsTrainer(FEW).train(data, Trainer.Run.of(3).withWorkers(1));
        BayesianFactors other = (BayesianFactors)
                new BayesianFactorsTrainer(FEW).train(data, Trainer.Run.of(3).withWorkers(3));
        assertThat(one.provenance().fingerprint()).isEqualTo(other.provenance().fingerprint());
        List<Profile> people = List.of(data.profile(0), Profile.EMPTY);
        assertThat(BayesianFactors.restore(one.store())
                        .score(people, one.catalog().candidates()))
                .isEqualTo(one.score(people, one.catalog().candidates()));
    }

    @Test
    void data_without_ratings_and_other_tasks_are_refused() {
        assertThatThrownBy(() -> new BayesianFactorsTrainer(FEW).train(Offers.made(10, 1), Trainer.Run.of(1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("nothing to learn");
        assertThatThrownBy(() -> new BayesianFactorsOptions(
                        Task.PROBABILITY, because.models.feature.FeatureOptions.defaults(), 4, 1, true, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("fm");
    }
}
