package because.evaluate.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Event;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.Predictor;
import because.core.Profile;
import because.core.Provenance;
import because.core.Recommender;
import because.core.Split;
import because.core.Task;
import because.evaluate.accuracy.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PredictionEvaluatorTest {
    private static final int ITEMS = 12;

    /** A rating by a formula of what the profile holds and the item's number; it says when it is asked. */
    private record Formula(Catalog catalog, Runnable asked) implements Recommender, Predictor {
        @Override
        public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
            asked.run();
            double[][] scores = new double[profiles.size()][candidates.size()];
            for (int row = 0; row < scores.length; row++) {
                for (int column = 0; column < scores[row].length; column++) {
                    scores[row][column] = rating(profiles.get(row), ((Candidate.Known) candidates.get(column)).index());
                }
            }
            return scores;
        }

        static double rating(Profile profile, int item) {
            return 3 + Math.sin(31.7 * item + 0.1 * profile.knownItems().hashCode());
        }

        @Override
        public Task task() {
            return Task.RATING;
        }

        @Override
        public Recommender withTemperature(double temperature) {
            throw new UnsupportedOperationException("ratings have none");
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.SET_OF_ITEMS;
        }

        @Override
        public Provenance provenance() {
            return new Provenance("formula", Map.of(), 0, "", "", Map.of());
        }
    }

    /** Random ratings in random parts; of the first people all have one and the same item for the test, as in a campaign. */
    private static Split split(int people, int campaign) {
        Random random = new Random(4);
        List<int[]> rows = new ArrayList<>();
        for (int user = 0; user < people; user++) {
            int count = 1 + random.nextInt(6);
            for (int i = 0; i < count; i++) {
                rows.add(new int[] {user, random.nextInt(ITEMS), user < campaign ? 0 : random.nextInt(3)});
            }
            if (user < campaign) {
                rows.add(new int[] {user, 5, 2});
            }
        }
        float[] values = new float[rows.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = random.nextInt(10) == 0 ? Float.NaN : 1 + random.nextInt(5);
        }
        Dataset data = new Dataset(
                "random",
                new IdMap(IntStream.range(0, people).mapToObj(u -> "u" + u).toList()),
                new Catalog(IntStream.range(0, ITEMS)
                        .mapToObj(i -> Item.of("i" + i))
                        .toList()),
                new IdMap(List.of("rating")),
                Interactions.sorted(
                        people,
                        rows.stream().mapToInt(r -> r[0]).toArray(),
                        rows.stream().mapToInt(r -> r[1]).toArray(),
                        values,
                        null,
                        null),
                Map.of());
        return new Split(
                "by hand",
                data,
                rows.stream().map(r -> Split.Part.values()[r[2]]).toArray(Split.Part[]::new));
    }

    private static PredictionEvaluator evaluator(Split split, int workers) {
        return new PredictionEvaluator(split, Split.Part.TEST, Task.RATING, workers);
    }

    @Test
    void each_label_stands_beside_the_prediction_for_its_person_and_item() {
        Split split = split(300, 60);
        List<Double> predicted = new ArrayList<>();
        List<Double> labels = new ArrayList<>();
        for (int user = 0; user < 300; user++) {
            for (int row : split.rows(user, Split.Part.TEST)) {
                Event event = split.whole().event(row);
                if (!Double.isNaN(event.value())) {
                    predicted.add(Formula.rating(split.before(user, Split.Part.TEST), event.knownItem()));
                    labels.add(event.value());
                }
            }
        }
        Predictions found =
                evaluator(split, 3).predictions(new Formula(split.whole().catalog(), () -> {}));
        assertThat(found.predicted())
                .containsExactly(predicted.stream().mapToDouble(x -> x).toArray());
        double squares = 0;
        for (int n = 0; n < labels.size(); n++) {
            squares += (predicted.get(n) - labels.get(n)) * (predicted.get(n) - labels.get(n));
        }
        assertThat(evaluator(split, 3)
                        .evaluate(new Formula(split.whole().catalog(), () -> {}))
                        .metric("rmse")
                        .mean())
                .isCloseTo(Math.sqrt(squares / labels.size()), within(1e-12));
    }

    @Test
    void the_number_of_workers_does_not_change_a_bit() {
        Split split = split(700, 400);
        Formula model = new Formula(split.whole().catalog(), () -> {});
        Evaluation one = evaluator(split, 1).evaluate(model);
        for (int workers : new int[] {2, 3, 50}) {
            assertThat(evaluator(split, workers).evaluate(model)).isEqualTo(one);
        }
        assertThat(new PredictionEvaluator(split, Split.Part.TEST, Task.RATING).evaluate(model))
                .isEqualTo(one);
        assertThatThrownBy(() -> evaluator(split, 0)).isInstanceOf(BadInput.class);
    }

    @Test
    void people_of_a_campaign_share_calls() {
        Split split = split(400, 400);
        AtomicInteger calls = new AtomicInteger();
        evaluator(split, 2).predictions(new Formula(split.whole().catalog(), calls::incrementAndGet));
        assertThat(calls.get()).isEqualTo(2); // 256 people, and the others
    }

    /** A call waits until another thread has begun one, too. */
    @Test
    void workers_ask_side_by_side() {
        Split split = split(100, 0);
        CountDownLatch two = new CountDownLatch(2);
        AtomicInteger alone = new AtomicInteger();
        evaluator(split, 2).predictions(new Formula(split.whole().catalog(), () -> {
            two.countDown();
            try {
                alone.addAndGet(two.await(20, TimeUnit.SECONDS) ? 0 : 1);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }));
        assertThat(alone.get()).isZero();
    }
}
