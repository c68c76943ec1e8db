package because.explain.global;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Curve;
import because.core.Importance;
import because.core.Importance.Measure;
import because.core.Importance.Weight;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Importances, curves and interactions against closed forms and brute force on plain tables. */
class GlobalMethodsTest {
    private static final double[] WEIGHTS = {2, -1, 0.5, 0};

    private static double linear(double[] x) {
        double sum = 3;
        for (int j = 0; j < x.length; j++) {
            sum += WEIGHTS[j] * x[j];
        }
        return sum;
    }

    private static Table.Function each(ToDoubleFunction<double[]> f) {
        return rows -> Arrays.stream(rows).mapToDouble(f).toArray();
    }

    private static List<Variable> numbers(int count) {
        return IntStream.range(0, count).mapToObj(j -> Variable.number("x" + j)).toList();
    }

    /** Rows of correlated numbers. */
    private static double[][] rows(int n, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rows = new double[n][columns];
        for (double[] row : rows) {
            double common = random.nextGaussian();
            for (int j = 0; j < columns; j++) {
                row[j] = 0.5 * common + random.nextGaussian();
            }
        }
        return rows;
    }

    private static Map<String, Weight> byName(Importance importance) {
        return importance.weights().stream().collect(Collectors.toMap(Weight::name, w -> w, (a, _) -> a, TreeMap::new));
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }

    private static double[] column(double[][] rows, int j) {
        return Arrays.stream(rows).mapToDouble(row -> row[j]).toArray();
    }

    @Test
    void of_a_linear_model_each_feature_carries_its_weight_squared_times_its_variance() {
        double[][] rows = rows(40, 4, 1);
        Table table = Table.of(numbers(4), rows, each(GlobalMethodsTest::linear));
        Importance exact = new PermutationImportance(Measure.VARIATION, 1000).explain(table, List.of(0, 1, 2, 3), 1);
        double whole = variance(
                Arrays.stream(rows).mapToDouble(GlobalMethodsTest::linear).toArray());
        for (int j = 0; j < 4; j++) {
            double share = WEIGHTS[j] * WEIGHTS[j] * variance(column(rows, j)) / whole;
            assertThat(byName(exact).get("x" + j).value()).isCloseTo(share, within(1e-12));
        }
        assertThat(exact.header().options()).containsEntry("draws", "all");
        Weight unused = byName(exact).get("x3");
        assertThat(unused.value()).isZero();
        assertThat(unused.standardError()).isZero();
    }

    @Test
    void exact_importance_is_the_mean_over_all_pairs() {
        for (int seed = 0; seed < 50; seed++) {
            double[][] rows = rows(7, 3, seed);
            ToDoubleFunction<double[]> f = x -> x[0] * x[1] + Math.abs(x[2]);
            double[] labels = column(rows(7, 1, seed + 1000), 0);
            Table table = Table.of(numbers(3), rows, each(f)).withLabels(labels, (y, p) -> Math.abs(y - p));
            Importance exact = new PermutationImportance(Measure.LOSS, 6).explain(table, List.of(0, 1, 2), seed);
            for (int j = 0; j < 3; j++) {
                double sum = 0;
                for (int i = 0; i < 7; i++) {
                    for (int k = 0; k < 7; k++) {
                        double[] mixed = rows[i].clone();
                        mixed[j] = rows[k][j];
                        sum += i == k
                                ? 0
                                : Math.abs(labels[i] - f.applyAsDouble(mixed))
                                        - Math.abs(labels[i] - f.applyAsDouble(rows[i]));
                    }
                }
                assertThat(byName(exact).get("x" + j).value()).isCloseTo(sum / 42, within(1e-12));
            }
        }
    }

    /** The loss rises by twice the weight squared times the variance: what is known of all people, not of the sample. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 1000})
    void intervals_of_the_loss_hold_the_truth_about_nineteen_times_in_twenty(int draws) {
        int held = 0;
        int replicates = 600;
        for (int seed = 0; seed < replicates; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[][] rows = new double[60][2];
            double[] labels = new double[60];
            for (int i = 0; i < 60; i++) {
                rows[i] = new double[] {random.nextGaussian(), random.nextGaussian()};
                labels[i] = rows[i][0] - rows[i][1] + random.nextGaussian();
            }
            Table table =
                    Table.of(numbers(2), rows, each(x -> x[0] - x[1])).withLabels(labels, (y, p) -> (y - p) * (y - p));
            Weight weight = new PermutationImportance(Measure.LOSS, draws)
                    .explain(table, List.of(0), seed)
                    .weights()
                    .getFirst();
            held += weight.low() <= 2 && 2 <= weight.high() ? 1 : 0;
        }
        assertThat(held / (double) replicates).isBetween(0.91, 0.985);
    }

    @Test
    void the_same_seed_draws_the_same_and_another_one_others() {
        Table table = Table.of(numbers(4), rows(50, 4, 3), each(x -> x[0] * x[1] + x[2]));
        PermutationImportance sampled = new PermutationImportance(Measure.VARIATION, 3);
        Importance one = sampled.explain(table, List.of(0, 1, 2), 1);
        assertThat(sampled.explain(table, List.of(0, 1, 2), 1)).isEqualTo(one);
        assertThat(sampled.explain(table, List.of(0, 1, 2), 2)).isNotEqualTo(one);
        assertThat(one.header().calls()).isEqualTo(50 + 3 * 3 * 50);
    }

    @Test
    void mean_shapley_of_a_linear_model_is_the_weight_times_the_mean_distance_from_the_others() {
        double[][] rows = rows(12, 4, 5);
        Table table = Table.of(numbers(4), rows, each(GlobalMethodsTest::linear));
        Importance importance = new ShapleyImportance(1000).explain(table, List.of(0, 1, 2, 3), 1);
        double all = 0;
        double[] means = new double[4];
        for (int j = 0; j < 4; j++) {
            double[] x = column(rows, j);
            double sum = Arrays.stream(x).sum();
            for (double own : x) {
                means[j] += Math.abs(WEIGHTS[j] * (own - (sum - own) / 11)) / 12;
            }
            all += means[j];
        }
        for (int j = 0; j < 4; j++) {
            Weight weight = byName(importance).get("x" + j);
            assertThat(weight.value()).isCloseTo(means[j], within(1e-12));
            assertThat(weight.share()).isCloseTo(means[j] / all, within(1e-12));
        }
        assertThat(importance.weights().stream().mapToDouble(Weight::share).sum())
                .isCloseTo(1, within(1e-12));
        assertThat(importance.header().options()).containsEntry("values", "exact");
    }

    /** Of a product alone the interaction of a row is the mean of (x − z)(y − w) over the others; what adds up has none. */
    @ParameterizedTest
    @ValueSource(ints = {3, 9})
    void mean_shapley_interaction_of_a_product_is_that_of_its_deviations_and_no_other_pair_has_any(int features) {
        double[][] rows = rows(12, features, 5);
        Table table = Table.of(numbers(features), rows, each(x -> 3 * x[0] * x[1] + x[2]));
        List<Integer> all = IntStream.range(0, features).boxed().toList();
        Importance importance = new ShapleyInteractionImportance(1000).explain(table, all, 1);
        double mean = 0;
        for (double[] row : rows) {
            double sum = 0;
            for (double[] other : rows) {
                sum += 3 * (row[0] - other[0]) * (row[1] - other[1]);
            }
            mean += Math.abs(sum / 11) / 12;
        }
        assertThat(importance.measure()).isEqualTo(Measure.SII);
        assertThat(importance.weights()).hasSize(features * (features - 1) / 2);
        Weight first = importance.weights().getFirst();
        assertThat(first.features()).containsExactly("x0", "x1");
        assertThat(first.value()).isCloseTo(mean, within(1e-9));
        assertThat(first.share()).isCloseTo(1, within(1e-9));
        assertThat(importance.weights().subList(1, importance.weights().size()))
                .allMatch(weight -> weight.value() == 0);
        assertThat(importance.header().options()).containsEntry("values", features > 8 ? "sampled" : "exact");
        assertThatThrownBy(() -> new ShapleyInteractionImportance(1).explain(table, List.of(0), 1))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void curves_of_a_linear_model_are_lines_with_its_weights_as_slopes() {
        Table table = Table.of(numbers(4), rows(200, 4, 7), each(GlobalMethodsTest::linear));
        for (int j = 0; j < 4; j++) {
            Curve pdp = new PartialDependence(12, 0).explain(table, j, 1);
            Curve ale = new AccumulatedEffects(12).explain(table, j, 1);
            for (Curve curve : List.of(pdp, ale)) {
                assertThat(curve.points()).hasSize(12);
                Curve.Point first = curve.points().getFirst();
                for (Curve.Point point : curve.points()) {
                    assertThat(point.value() - first.value())
                            .isCloseTo(WEIGHTS[j] * (point.x() - first.x()), within(1e-9));
                }
            }
            assertThat(ale.points()).allMatch(point -> point.standardError() < 1e-9);
        }
    }

    @Test
    void partial_dependence_is_the_mean_of_the_lines_and_each_line_what_the_model_says() {
        double[][] rows = rows(9, 2, 8);
        ToDoubleFunction<double[]> f = x -> Math.sin(x[0]) * x[1];
        Table table = Table.of(numbers(2), rows, each(f));
        Curve ice = new PartialDependence(30, 9).explain(table, 0, 1);
        assertThat(ice.form()).isEqualTo(Curve.Form.ICE);
        assertThat(ice.lines()).hasSize(9);
        for (int p = 0; p < ice.points().size(); p++) {
            double mean = 0;
            for (int row = 0; row < 9; row++) {
                double expected =
                        f.applyAsDouble(new double[] {ice.points().get(p).x(), rows[row][1]});
                assertThat(ice.lines().get(row).values().get(p)).isEqualTo(expected);
                mean += expected / 9;
            }
            assertThat(ice.points().get(p).value()).isCloseTo(mean, within(1e-12));
        }
    }

    /** The definition of Apley and Zhu, written down another way: level by level, then the mean over the rows of the middles of their intervals taken off. */
    @Test
    void accumulated_effects_are_those_of_the_definition() {
        for (int seed = 0; seed < 50; seed++) {
            double[][] rows = rows(30, 2, seed);
            if (seed % 3 == 0) {
                for (double[] row : rows) {
                    row[0] = Math.round(row[0]); // ties
                }
            }
            ToDoubleFunction<double[]> f = x -> x[0] * x[0] * x[1] + x[1];
            Curve ale = new AccumulatedEffects(7).explain(Table.of(numbers(2), rows, each(f)), 0, 1);
            double[] z = ale.points().stream().mapToDouble(Curve.Point::x).toArray();
            double[] level = new double[z.length];
            double middles = 0;
            for (int k = 1; k < z.length; k++) {
                double sum = 0;
                int count = 0;
                for (double[] row : rows) {
                    if ((row[0] > z[k - 1] || k == 1) && row[0] <= z[k]) {
                        sum += f.applyAsDouble(new double[] {z[k], row[1]})
                                - f.applyAsDouble(new double[] {z[k - 1], row[1]});
                        count++;
                    }
                }
                assertThat(count).isPositive();
                level[k] = level[k - 1] + sum / count;
                middles += count * (level[k] + level[k - 1]) / 2 / rows.length;
            }
            for (int k = 0; k < z.length; k++) {
                assertThat(ale.points().get(k).value()).isCloseTo(level[k] - middles, within(1e-9));
            }
        }
    }

    @Test
    void accumulated_effects_do_not_ask_about_what_there_is_not() {
        // Two features that are always equal, and a model that is 1000 where they are not: partial dependence falls for
        // it, local effects hardly.
        double[][] rows = new double[200][2];
        for (int i = 0; i < 200; i++) {
            rows[i] = new double[] {i / 200.0, i / 200.0};
        }
        Table table = Table.of(numbers(2), rows, each(x -> Math.abs(x[0] - x[1]) > 0.2 ? 1000 : x[0]));
        assertThat(new AccumulatedEffects(11).explain(table, 0, 1).range()).isCloseTo(1, within(0.01));
        assertThat(new PartialDependence(11, 0).explain(table, 0, 1).range()).isGreaterThan(100);
    }

    @Test
    void a_category_has_a_point_for_each_of_its_names_and_no_neighbours() {
        List<Variable> variables =
                List.of(Variable.category("colour", List.of("red", "green", "blue")), Variable.number("size"));
        double[][] rows = {{0, 1}, {1, 2}, {2, 3}, {0, 6}};
        Table table = Table.of(variables, rows, each(x -> 10 * x[0] + x[1]));
        Curve curve = new PartialDependence(2, 0).explain(table, 0, 1);
        assertThat(curve.points()).extracting(Curve.Point::at).containsExactly("red", "green", "blue");
        assertThat(curve.points()).extracting(Curve.Point::value).containsExactly(3.0, 13.0, 23.0);
        assertThatThrownBy(() -> new AccumulatedEffects(5).explain(table, 0, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Maybe ask for the pdp");
    }

    @Test
    void additive_models_have_no_interactions_and_pure_products_nothing_else() {
        double[][] corners = {{-1, -1, 0}, {-1, 1, 1}, {1, -1, 2}, {1, 1, 3}};
        Table product = Table.of(numbers(3), corners, each(x -> x[0] * x[1]));
        Map<String, Weight> of = byName(new FriedmanInteractions(4).explain(product, List.of(0, 1, 2), 1));
        assertThat(of.get("x0 × x1").value()).isCloseTo(1, within(1e-12));
        assertThat(of.get("x0 × x1").share()).isCloseTo(1, within(1e-12));
        assertThat(of.get("x0 × x2").value()).isZero();
        Table additive = Table.of(numbers(3), rows(30, 3, 2), each(x -> Math.exp(x[0]) + x[1] * x[1] - x[2]));
        assertThat(new FriedmanInteractions(30)
                        .explain(additive, List.of(0, 1, 2), 1)
                        .weights())
                .allMatch(weight -> weight.value() < 1e-12);
    }

    @Test
    void the_strength_of_an_interaction_is_that_of_the_definition() {
        for (int seed = 0; seed < 20; seed++) {
            double[][] rows = rows(15, 3, seed);
            ToDoubleFunction<double[]> f = x -> x[0] + x[1] * x[2] + 0.3 * x[0] * x[2];
            Weight weight = byName(
                            new FriedmanInteractions(15).explain(Table.of(numbers(3), rows, each(f)), List.of(1, 2), 1))
                    .get("x1 × x2");
            double[] both = dependence(rows, f, 1, 2);
            double[] one = dependence(rows, f, 1);
            double[] other = dependence(rows, f, 2);
            double above = 0;
            double below = 0;
            for (int i = 0; i < 15; i++) {
                above += Math.pow(both[i] - one[i] - other[i], 2);
                below += both[i] * both[i];
            }
            assertThat(weight.value()).isCloseTo(above / below, within(1e-9));
            assertThat(weight.low()).isLessThanOrEqualTo(weight.value());
            assertThat(weight.high()).isGreaterThanOrEqualTo(weight.value());
        }
    }

    private static double[] dependence(double[][] rows, ToDoubleFunction<double[]> f, int... columns) {
        double[] values = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (double[] row : rows) {
                double[] mixed = row.clone();
                for (int c : columns) {
                    mixed[c] = rows[i][c];
                }
                values[i] += f.applyAsDouble(mixed) / rows.length;
            }
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(v -> v - mean).toArray();
    }

    @Test
    void what_cannot_be_measured_is_refused() {
        Table one = Table.of(numbers(2), new double[][] {{1, 2}}, each(x -> x[0]));
        assertThatThrownBy(() -> new PermutationImportance(Measure.VARIATION, 1).explain(one, List.of(0), 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("rows is 1");
        Table two = Table.of(numbers(2), new double[][] {{1, 2}, {3, 2}}, each(x -> x[0]));
        assertThatThrownBy(() -> new PermutationImportance(Measure.LOSS, 1).explain(two, List.of(0), 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("what really happened");
        assertThatThrownBy(() -> new AccumulatedEffects(5).explain(two, 1, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the same value");
        assertThatThrownBy(() -> two.changeable(List.of("x7")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("unknown feature 'x7'");
    }
}
