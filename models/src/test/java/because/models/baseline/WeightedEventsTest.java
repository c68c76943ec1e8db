package because.models.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Dataset;
import because.core.EventWeights;
import because.core.Profile;
import because.core.Recommender;
import because.core.Trainer;
import because.models.store.Storable;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights of events between "as if it were not there" and "as always". */
class WeightedEventsTest {
    private static Trainer trainer(String kind) {
        return switch (kind) {
            case "ease" -> new EaseTrainer(new EaseOptions(5));
            case "itemknn" -> new ItemKnnTrainer(ItemKnnOptions.defaults());
            default -> new ImplicitAlsTrainer(ImplicitAlsOptions.defaults());
        };
    }

    private static double[] scores(Recommender model, Dataset data, int user) {
        return model.score(List.of(data.profile(user)), data.catalog().candidates())[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"ease", "itemknn", "ials"})
    void an_event_of_weight_0_is_as_if_it_were_not_there_and_one_of_weight_1_as_always(String kind) {
        for (int seed = 0; seed < 20; seed++) {
            Dataset data = Events.random(seed, 30, 12, 200);
            Random random = new Random(seed);
            // Of some people nothing is left.
            boolean[] gone = new boolean[data.events().size()];
            for (int row = 0; row < gone.length; row++) {
                gone[row] = random.nextInt(4) == 0 || row < data.events().to(1);
            }
            EventWeights zeros = EventWeights.of("some", gone.length, row -> gone[row] ? 0 : 1);
            Dataset fewer = data.withEvents(data.events().where(row -> !gone[row]));
            Recommender weighted = trainer(kind).train(data, Trainer.Run.of(1).withWeights(zeros));
            Recommender without = trainer(kind).train(fewer, Trainer.Run.of(1));
            EventWeights ones = EventWeights.of("all", gone.length, _ -> 1);
            Recommender full = trainer(kind).train(data, Trainer.Run.of(1).withWeights(ones));
            Recommender usual = trainer(kind).train(data, Trainer.Run.of(1));
            for (int user = 0; user < 30; user++) {
                assertThat(scores(weighted, data, user)).containsExactly(scores(without, data, user), within(1e-9));
                assertThat(scores(full, data, user)).containsExactly(scores(usual, data, user), within(1e-9));
            }
            assertThat(trainer(kind).weighs()).isTrue();
        }
    }

    /** The mean of XᵀX over all ways in which events can be there or not, each with its weight as probability; by trying all of them. */
    private static double[][] meanGram(Dataset data, double[] weights) {
        int items = data.catalog().size();
        double[][] gram = new double[items][items];
        for (int user = 0; user < data.users().size(); user++) {
            int from = data.events().from(user);
            int size = data.events().to(user) - from;
            for (int there = 0; there < 1 << size; there++) {
                double probability = 1;
                boolean[] has = new boolean[items];
                for (int i = 0; i < size; i++) {
                    boolean present = (there >> i & 1) == 1;
                    probability *= present ? weights[from + i] : 1 - weights[from + i];
                    has[data.events().item(from + i)] |= present;
                }
                for (int i = 0; i < items; i++) {
                    for (int j = 0; j < items; j++) {
                        gram[i][j] += has[i] && has[j] ? probability : 0;
                    }
                }
            }
        }
        return gram;
    }

    @Test
    void ease_solves_for_the_smallest_mean_loss_over_which_events_are_there() {
        for (int seed = 0; seed < 20; seed++) {
            Dataset data = Events.random(seed, 20, 8, 70);
            double[] weights = new Random(seed).doubles(data.events().size()).toArray();
            double[][] gram = meanGram(data, weights);
            for (int i = 0; i < 8; i++) {
                gram[i][i] += 5;
            }
            double[][] p = Events.inverse(gram);
            Recommender model = trainer("ease").train(data, Trainer.Run.of(1).withWeights(weights(weights)));
            for (int i = 0; i < 8; i++) {
                double[] row =
                        model.score(List.of(Profile.ofItems(i)), data.catalog().candidates())[0];
                for (int j = 0; j < 8; j++) {
                    assertThat(row[j]).isCloseTo(i == j ? 0 : -p[i][j] / p[j][j], within(1e-9));
                }
            }
        }
    }

    @Test
    void itemknn_takes_the_cosine_of_the_mean_sums() {
        for (int seed = 0; seed < 20; seed++) {
            Dataset data = Events.random(seed, 20, 8, 70);
            double[] weights = new Random(seed).doubles(data.events().size()).toArray();
            double[][] gram = meanGram(data, weights);
            Recommender model = new ItemKnnTrainer(new ItemKnnOptions(10, 0, false))
                    .train(data, Trainer.Run.of(1).withWeights(weights(weights)));
            for (int i = 0; i < 8; i++) {
                double[] row =
                        model.score(List.of(Profile.ofItems(i)), data.catalog().candidates())[0];
                for (int j = 0; j < 8; j++) {
                    double cosine = gram[i][j] == 0 ? 0 : gram[i][j] / Math.sqrt(gram[i][i] * gram[j][j]);
                    assertThat(row[j]).isCloseTo(i == j ? 0 : cosine, within(1e-9));
                }
            }
        }
    }

    @Test
    void half_a_step_of_als_minimises_its_weighted_loss() {
        Random random = new Random(5);
        ImplicitAlsOptions options = ImplicitAlsOptions.defaults();
        int k = options.factors();
        int rows = 7;
        double[] factors = random.doubles(rows * k, -1, 1).toArray();
        int[] items = {1, 3, 6};
        double[] weights = {0.3, 1, 0.7};
        double[] x = new HalfStep(factors, options).solve(items, weights);
        double least = loss(x, factors, items, weights, options);
        for (int a = 0; a < k; a++) {
            for (double step : new double[] {-1e-3, 1e-3}) {
                double[] moved = x.clone();
                moved[a] += step;
                assertThat(loss(moved, factors, items, weights, options)).isGreaterThan(least);
            }
        }
    }

    /** Each item is, to its share, one that the person has (weight 1 + α, wanted 1), and for the rest one they have not (weight 1, wanted 0). */
    private static double loss(
            double[] x, double[] factors, int[] items, double[] weights, ImplicitAlsOptions options) {
        int k = options.factors();
        double loss =
                options.regularisation() * Arrays.stream(x).map(v -> v * v).sum();
        for (int row = 0; row < factors.length / k; row++) {
            int own = row;
            double score = IntStream.range(0, k)
                    .mapToDouble(a -> x[a] * factors[own * k + a])
                    .sum();
            int place = IntStream.range(0, items.length)
                    .filter(i -> items[i] == own)
                    .findFirst()
                    .orElse(-1);
            double share = place < 0 ? 0 : weights[place];
            loss += share * (1 + options.alpha()) * (1 - score) * (1 - score) + (1 - share) * score * score;
        }
        return loss;
    }

    private static EventWeights weights(double[] weights) {
        return EventWeights.of("drawn", weights.length, row -> weights[row]);
    }

    @Test
    void a_weighted_model_says_so_and_does_not_say_what_it_would_be_without_somebody() {
        Dataset data = Events.random(2, 20, 8, 90);
        EventWeights half = EventWeights.of("leaked=0.5", data.events().size(), row -> row % 2 == 0 ? 1 : 0.5);
        Ease model = new EaseTrainer(new EaseOptions(5))
                .train(data, Trainer.Run.of(1).withWeights(half));
        Ease usual = new EaseTrainer(new EaseOptions(5)).train(data, Trainer.Run.of(1));
        assertThat(((Storable) model).store().weighted().orElseThrow().how()).isEqualTo("leaked=0.5");
        assertThat(((Storable) model).store().weighted().orElseThrow().lighter())
                .isEqualTo(half.lighter());
        assertThat(usual.store().weighted()).isEmpty();
        assertThat(model.provenance().fingerprint())
                .isNotEqualTo(usual.provenance().fingerprint());
        assertThat(model.provenance().data())
                .as("the events are the same")
                .isEqualTo(usual.provenance().data());
        Profile profile = data.profile(0);
        assertThatThrownBy(() -> model.withoutEach(
                        data, profile, List.of(data.catalog().candidates().get(1))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("trained on weighted events (leaked=0.5)");
    }

    @Test
    void weights_that_are_none_or_of_other_data_are_refused() {
        Dataset data = Events.random(2, 20, 8, 90);
        assertThatThrownBy(() -> EventWeights.of("x", 3, _ -> 1.5))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the weight of an event is 1.5");
        assertThatThrownBy(() -> EventWeights.of("x", 3, _ -> Double.NaN)).isInstanceOf(BadInput.class);
        Trainer.Run run = Trainer.Run.of(1).withWeights(EventWeights.of("x", 3, _ -> 1));
        assertThatThrownBy(() -> trainer("ease").train(data, run))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the number of event weights is 3");
        PopularityTrainer popularity = new PopularityTrainer(PopularityOptions.defaults());
        assertThat(popularity.weighs()).isFalse();
        assertThatThrownBy(() -> popularity.train(data, run))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the model popularity")
                .hasMessageContaining("cannot weigh events");
    }
}
