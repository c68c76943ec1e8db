package because.models.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Profile;
import because.core.Trainer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ItemKnnTest {
    /** All similarities, by the definition and with no thought of speed. */
    private static double[][] similarities(Dataset data, double shrinkage, boolean idf) {
        double[][] x = Events.matrix(data);
        int items = data.catalog().size();
        for (double[] row : x) {
            double count = 0;
            for (double v : row) {
                count += v;
            }
            for (int i = 0; i < items; i++) {
                row[i] *= idf ? Math.log((1 + items) / (1 + count)) : 1;
            }
        }
        double[][] similarities = new double[items][items];
        for (int i = 0; i < items; i++) {
            for (int j = 0; j < items; j++) {
                double product = 0;
                double left = 0;
                double right = 0;
                for (double[] row : x) {
                    product += row[i] * row[j];
                    left += row[i] * row[i];
                    right += row[j] * row[j];
                }
                similarities[i][j] =
                        i == j || product == 0 ? 0 : product / (Math.sqrt(left) * Math.sqrt(right) + shrinkage);
            }
        }
        return similarities;
    }

    @Test
    void is_the_cosine_of_the_definition_on_movielens() {
        Dataset data = Events.movieLens(671, 250);
        check(data, ItemKnnOptions.defaults().withNeighbours(1000).withIdf(false));
        check(
                data,
                ItemKnnOptions.defaults().withNeighbours(1000).withShrinkage(20).withIdf(true));
        check(
                data,
                ItemKnnOptions.defaults().withNeighbours(10).withShrinkage(3).withIdf(false));
        check(data, ItemKnnOptions.defaults().withNeighbours(1));
    }

    private static void check(Dataset data, ItemKnnOptions options) {
        double[][] similarities = similarities(data, options.shrinkage(), options.idf());
        int items = data.catalog().size();
        ItemKnn model = new ItemKnnTrainer(options).train(data, Trainer.Run.of(1));
        List<Profile> single =
                IntStream.range(0, items).mapToObj(Profile::ofItems).toList();
        double[][] scores = model.score(single, data.catalog().candidates());
        for (int i = 0; i < items; i++) {
            double[] row = similarities[i];
            List<Integer> nearest = IntStream.range(0, items)
                    .boxed()
                    .filter(j -> row[j] > 0)
                    .sorted(Comparator.comparingDouble((Integer j) -> -row[j]))
                    .limit(options.neighbours())
                    .toList();
            double least = nearest.isEmpty() ? 0 : row[nearest.getLast()];
            int kept = 0;
            for (int j = 0; j < items; j++) {
                kept += scores[i][j] > 0 ? 1 : 0;
                // Items that are as similar as the last neighbour, but for rounding, may be in or out.
                if (Math.abs(row[j] - least) > 1e-12 || scores[i][j] > 0) {
                    assertThat(scores[i][j]).isCloseTo(row[j] >= least - 1e-12 ? row[j] : 0, within(1e-12));
                }
            }
            assertThat(kept).isEqualTo(nearest.size());
        }
        Profile profile = data.profile(3);
        double[] sums = model.score(List.of(profile), data.catalog().candidates())[0];
        for (int j = 0; j < items; j++) {
            double sum = 0;
            for (int i : profile.knownItems().stream().toArray()) {
                sum += scores[i][j];
            }
            assertThat(sums[j]).isCloseTo(sum, within(1e-10));
        }
    }

    @Test
    void keeps_the_first_of_equally_similar_items() {
        Dataset data = Events.movieLens(1, 9066); // one person: all of their items are similar alike
        int[] items = data.profile(0).knownItems().stream().toArray();
        assertThat(items.length).isGreaterThan(4);
        ItemKnn model = new ItemKnnTrainer(ItemKnnOptions.defaults().withNeighbours(2)).train(data, Trainer.Run.of(1));
        double[] scores =
                model.score(List.of(Profile.ofItems(items[3])), data.catalog().candidates())[0];
        assertThat(IntStream.range(0, scores.length).filter(i -> scores[i] > 0)).containsExactly(items[0], items[1]);
    }

    @Test
    void refuses_impossible_options() {
        assertThatThrownBy(() -> ItemKnnOptions.defaults().withNeighbours(0)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> ItemKnnOptions.defaults().withShrinkage(Double.NaN))
                .isInstanceOf(BadInput.class);
    }
}
