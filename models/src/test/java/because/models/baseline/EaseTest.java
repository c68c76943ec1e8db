package because.models.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Dataset;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.Profile;
import because.core.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EaseTest {
    /** B as Steck's paper has it, from a plain inverse. */
    private static double[][] weights(Dataset data, double regularisation) {
        double[][] x = Events.matrix(data);
        int items = data.catalog().size();
        double[][] gram = new double[items][items];
        for (double[] row : x) {
            for (int i = 0; i < items; i++) {
                for (int j = 0; j < items; j++) {
                    gram[i][j] += row[i] * row[j];
                }
            }
        }
        for (int i = 0; i < items; i++) {
            gram[i][i] += regularisation;
        }
        double[][] p = Events.inverse(gram);
        double[][] b = new double[items][items];
        for (int i = 0; i < items; i++) {
            for (int j = 0; j < items; j++) {
                b[i][j] = i == j ? 0 : -p[i][j] / p[j][j];
            }
        }
        return b;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 100})
    void agrees_with_plain_elimination_on_movielens(double regularisation) {
        for (Dataset data : List.of(Events.movieLens(671, 300), Events.movieLens(120, 300))) {
            double[][] b = weights(data, regularisation);
            Ease model = train(data, regularisation, true);
            for (int user = 0; user < 100; user++) {
                Profile profile = data.profile(user);
                double[] scores = model.score(List.of(profile), data.catalog().candidates())[0];
                for (int j = 0; j < scores.length; j++) {
                    double expected = 0;
                    for (int i : profile.knownItems().stream().toArray()) {
                        expected += b[i][j];
                    }
                    assertThat(scores[j]).isCloseTo(expected, within(1e-10));
                }
            }
        }
    }

    private static Ease train(Dataset data, double regularisation, boolean byFactors) {
        return new EaseTrainer(new EaseOptions(regularisation)).train(data, Trainer.Run.of(1), byFactors);
    }

    @Test
    void is_the_same_by_factors_and_by_items() {
        for (int seed = 0; seed < 20; seed++) {
            Dataset data = Events.random(seed, 40, 150, 800);
            Ease factors = train(data, 3, true);
            Ease dense = train(data, 3, false);
            assertThat(factors.store().weights()).containsKey(Ease.FACTOR);
            assertThat(dense.store().weights()).containsOnlyKeys(Ease.WEIGHTS);
            List<Profile> profiles = BaselineTest.profiles(data);
            double[][] left = factors.score(profiles, data.catalog().candidates());
            double[][] right = dense.score(profiles, data.catalog().candidates());
            for (int row = 0; row < left.length; row++) {
                assertThat(left[row]).containsExactly(right[row], within(1e-11));
            }
        }
    }

    @Test
    void is_the_optimum_on_the_whole_sample() {
        double regularisation = 100;
        Dataset data = Events.movieLens();
        Ease model = train(data, regularisation, true);
        int items = data.catalog().size();
        SparseRows people = SparseRows.of(data.events(), items);
        // A profile of item i alone scores B_ij for item j.
        List<Profile> single =
                IntStream.range(0, items).mapToObj(Profile::ofItems).toList();
        int[] columns = new Random(3).ints(0, items).distinct().limit(300).toArray();
        List<Candidate> candidates = new ArrayList<>();
        for (int column : columns) {
            candidates.add(new Candidate.Known(column));
        }
        double[][] b = model.score(single, candidates);
        double largest = 0;
        for (int c = 0; c < columns.length; c++) {
            assertThat(b[columns[c]][c]).as("the diagonal").isCloseTo(0, within(1e-12));
            // Off the diagonal the derivative is zero: XᵀX b + λ b = XᵀX e_j, that is Xᵀ(Xb − x_j) + λb = 0.
            double[] derivative = new double[items];
            for (int person = 0; person < people.rows(); person++) {
                double residual = people.place(person, columns[c]) >= 0 ? -1 : 0;
                for (int item : people.row(person)) {
                    residual += b[item][c];
                }
                for (int item : people.row(person)) {
                    derivative[item] += residual;
                }
            }
            for (int item = 0; item < items; item++) {
                if (item != columns[c]) {
                    assertThat(derivative[item] + regularisation * b[item][c]).isCloseTo(0, within(1e-9));
                }
                largest = Math.max(largest, Math.abs(b[item][c]));
            }
        }
        assertThat(largest).as("weights that are not all zero").isGreaterThan(0.05);
    }

    @Test
    void refuses_what_would_not_fit_into_memory() {
        int items = 60_000;
        int[] numbers = IntStream.range(0, items).toArray();
        Dataset data = Events.dataset(
                new IdMap(IntStream.range(0, items).mapToObj(i -> "u" + i).toList()),
                new Catalog(IntStream.range(0, items)
                        .mapToObj(i -> Item.of("i" + i))
                        .toList()),
                Interactions.sorted(items, numbers, numbers.clone(), null, null, null));
        assertThatThrownBy(() -> train(data, 100, true))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("ease for 60000 items");
        assertThatThrownBy(() -> Inverse.checkMemory(1e15, 10, "ease for many items", Long.MAX_VALUE))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("931322.57 GB");
        assertThatThrownBy(() -> Inverse.checkMemory(1, 10_000_000, "ease for many items", Long.MAX_VALUE))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("outside of Java");
    }

    @Test
    void refuses_a_regularisation_that_does_not_hold_anything_back() {
        for (double value : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new EaseOptions(value)).isInstanceOf(BadInput.class);
        }
    }
}
