package because.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.testkit.TableGame;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TreeShapleyTest {
    private static final int FEATURES = 6;

    private static Tree.Node grow(SplittableRandom random, int depth, double cover) {
        if (depth == 0 || random.nextInt(5) == 0) {
            return new Tree.Leaf(random.nextDouble(-1, 1), cover);
        }
        double left = cover * random.nextDouble(0.1, 0.9);
        return new Tree.Split(
                random.nextInt(FEATURES),
                random.nextDouble(),
                grow(random, depth - 1, left),
                grow(random, depth - 1, cover - left),
                cover);
    }

    /** The definition: at a split of an absent feature both ways, by the covers. */
    private static double expected(Tree.Node node, double[] x, int present) {
        return switch (node) {
            case Tree.Leaf leaf -> leaf.value();
            case Tree.Split split -> {
                if ((present >> split.feature() & 1) != 0) {
                    yield expected(x[split.feature()] <= split.threshold() ? split.left() : split.right(), x, present);
                }
                double left = split.left().cover();
                double right = split.right().cover();
                yield (left * expected(split.left(), x, present) + right * expected(split.right(), x, present))
                        / (left + right);
            }
        };
    }

    @Test
    void equals_brute_force_over_all_coalitions() {
        for (int g = 0; g < 200; g++) {
            SplittableRandom random = new SplittableRandom(g);
            List<Tree> trees =
                    List.of(new Tree(FEATURES, grow(random, 6, 100)), new Tree(FEATURES, grow(random, 4, 10)));
            double[] x = random.doubles(FEATURES).toArray();
            double[][] background = {
                random.doubles(FEATURES).toArray(), random.doubles(FEATURES).toArray()
            };
            TreeShapley shapley = new TreeShapley(trees);
            equal(
                    shapley.pathDependent(x),
                    TableGame.of(
                            FEATURES,
                            present -> trees.stream()
                                    .mapToDouble(tree -> expected(tree.root(), x, present))
                                    .sum()));
            equal(shapley.interventional(x, background), TableGame.of(FEATURES, present -> {
                double sum = 0;
                for (double[] row : background) {
                    double[] mixed = row.clone();
                    for (int i = 0; i < FEATURES; i++) {
                        mixed[i] = (present >> i & 1) != 0 ? x[i] : row[i];
                    }
                    sum += trees.stream().mapToDouble(t -> t.predict(mixed)).sum() / background.length;
                }
                return sum;
            }));
        }
    }

    private static void equal(TreeShapley.Values values, TableGame game) {
        Dividends truth = Dividends.of(game);
        assertThat(values.base()).isCloseTo(truth.base(0), within(1e-12));
        for (int i = 0; i < FEATURES; i++) {
            assertThat(values.values()[i]).isCloseTo(truth.shapley(i, 0), within(1e-12));
            for (int j = 0; j < i; j++) {
                assertThat(values.pair(i, j)).isCloseTo(truth.pair(InteractionIndex.SII, i, j, 0), within(1e-12));
            }
        }
    }

    @Test
    void trees_that_cannot_be_are_refused() {
        Tree.Node leaf = new Tree.Leaf(1, 1);
        assertThatThrownBy(() -> new Tree(0, leaf)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> new Tree(1, new Tree.Split(1, 0, leaf, leaf, 2)))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> new Tree(1, new Tree.Leaf(1, 0))).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> new TreeShapley(List.of())).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> new TreeShapley(List.of(new Tree(2, leaf))).pathDependent(new double[] {1}))
                .isInstanceOf(BadInput.class);
    }
}
