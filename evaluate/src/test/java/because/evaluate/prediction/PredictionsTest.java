package because.evaluate.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Task;
import because.evaluate.MetricValue;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PredictionsTest {
    private static MetricValue metric(Predictions predictions, String name) {
        return predictions.metrics().getOrDefault(name, new MetricValue(Double.NaN, Double.NaN));
    }

    @Test
    void rating_errors_are_those_of_scikit_learn() {
        // The examples of sklearn.metrics.mean_squared_error (0.375) and mean_absolute_error (0.5).
        Predictions predictions = new Predictions(
                Task.RATING, new int[] {0, 0, 1, 2}, new double[] {2.5, 0.0, 2, 8}, new double[] {3, -0.5, 2, 7});
        assertThat(metric(predictions, "rmse").mean()).isCloseTo(Math.sqrt(0.375), within(1e-15));
        assertThat(metric(predictions, "mae").mean()).isCloseTo(0.5, within(1e-15));
        assertThat(predictions.metrics()).containsOnlyKeys("rmse", "mae");
    }

    @Test
    void losses_of_probabilities_are_those_of_scikit_learn() {
        // sklearn: log_loss(["spam", "ham", "ham", "spam"], …) = 0.21616…; brier_score_loss([0, 1, 1, 0], …) = 0.0375;
        // roc_auc_score = 0.75.
        Predictions spam = of(new double[] {0.9, 0.1, 0.2, 0.65}, 1, 0, 0, 1);
        assertThat(metric(spam, "log-loss").mean()).isCloseTo(0.21616187468057912, within(1e-14));
        assertThat(metric(of(new double[] {0.1, 0.9, 0.8, 0.3}, 0, 1, 1, 0), "brier")
                        .mean())
                .isCloseTo(0.0375, within(1e-15));
        assertThat(metric(of(new double[] {0.1, 0.4, 0.35, 0.8}, 0, 0, 1, 1), "auc")
                        .mean())
                .isEqualTo(0.75);
    }

    private static Predictions of(double[] predicted, double... labels) {
        return new Predictions(
                Task.PROBABILITY, IntStream.range(0, labels.length).toArray(), predicted, labels);
    }

    @Test
    void a_sure_mistake_loses_much_but_not_without_bound() {
        assertThat(metric(of(new double[] {0, 1}, 1, 0), "log-loss").mean()).isCloseTo(-Math.log(1e-15), within(1e-9));
    }

    @Test
    void the_standard_error_of_the_auc_is_that_of_the_bootstrap() {
        SplittableRandom random = new SplittableRandom(5);
        int n = 400;
        double[] labels = new double[n];
        double[] scores = new double[n];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextDouble() < 0.3 ? 1 : 0;
            scores[i] = Math.clamp(0.4 + 0.2 * labels[i] + 0.2 * random.nextGaussian(), 0, 1);
        }
        MetricValue area = metric(of(scores, labels), "auc");
        double[] drawn = IntStream.range(0, 2000)
                .mapToDouble(_ -> {
                    int[] rows = random.ints(n, 0, n).toArray();
                    return metric(
                                    of(
                                            Arrays.stream(rows)
                                                    .mapToDouble(i -> scores[i])
                                                    .toArray(),
                                            Arrays.stream(rows)
                                                    .mapToDouble(i -> labels[i])
                                                    .toArray()),
                                    "auc")
                            .mean();
                })
                .toArray();
        double mean = Arrays.stream(drawn).average().orElseThrow();
        double spread =
                Math.sqrt(Arrays.stream(drawn).map(a -> (a - mean) * (a - mean)).sum() / drawn.length);
        assertThat(area.standardError()).isCloseTo(spread, within(0.1 * spread));
    }

    @Test
    void the_standard_error_takes_the_examples_of_a_person_as_one_draw() {
        SplittableRandom random = new SplittableRandom(6);
        int people = 300;
        int[] counts = random.ints(people, 1, 12).toArray();
        double[] own = random.doubles(people).toArray();
        int[] person = IntStream.range(0, people)
                .flatMap(p -> IntStream.range(0, counts[p]).map(_ -> p))
                .toArray();
        double[] errors = Arrays.stream(person)
                .mapToDouble(p -> own[p] + 0.1 * random.nextDouble())
                .toArray();
        Predictions predictions = new Predictions(Task.RATING, person, errors, new double[errors.length]);
        double[] sums = new double[people];
        for (int i = 0; i < errors.length; i++) {
            sums[person[i]] += errors[i];
        }
        double[] drawn = IntStream.range(0, 4000)
                .mapToDouble(_ -> {
                    double sum = 0;
                    double count = 0;
                    for (int draw = 0; draw < people; draw++) {
                        int p = random.nextInt(people);
                        sum += sums[p];
                        count += counts[p];
                    }
                    return sum / count;
                })
                .toArray();
        double mean = Arrays.stream(drawn).average().orElseThrow();
        double spread =
                Math.sqrt(Arrays.stream(drawn).map(a -> (a - mean) * (a - mean)).sum() / drawn.length);
        MetricValue mae = metric(predictions, "mae");
        assertThat(mae.mean()).isCloseTo(Arrays.stream(errors).average().orElseThrow(), within(1e-12));
        assertThat(mae.standardError()).isCloseTo(spread, within(0.1 * spread));
        Map<String, double[]> losses = predictions.losses();
        assertThat(Arrays.stream(losses.getOrDefault("mae", new double[0]))
                        .average()
                        .orElseThrow())
                .isCloseTo(mae.mean(), within(1e-12));
    }

    @Test
    void refuses_what_cannot_be_measured() {
        assertThatThrownBy(() -> of(new double[0])).isInstanceOf(BadInput.class).hasMessageContaining("nothing");
        assertThatThrownBy(() -> of(new double[] {Double.NaN}, 1)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> of(new double[] {0.5, 0.5}, 1)).isInstanceOf(BadInput.class);
        assertThat(of(new double[] {0.5, 0.4}, 1, 1).metrics()).doesNotContainKey("auc");
    }
}
