package because.explain.global;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Rules;
import because.core.Rules.Condition;
import because.core.Rules.Relation;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Stand-ins find planted rules, and say truly how faithful they are. */
class SurrogatesTest {
    private static final List<Variable> VARIABLES = List.of(
            Variable.number("age"),
            Variable.category("town", List.of("Ulm", "Bonn", "Köln")),
            new Variable("comedy", Variable.Kind.FLAG, List.of(), false, true),
            Variable.number("noise"));

    private static final List<Integer> ALL = List.of(0, 1, 2, 3);

    private static Table table(int n, long seed, ToDoubleFunction<double[]> f) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] =
                    new double[] {18 + random.nextInt(60), random.nextInt(3), random.nextInt(2), random.nextGaussian()};
        }
        return Table.of(VARIABLES, rows, x -> Arrays.stream(x).mapToDouble(f).toArray());
    }

    /** Those in Bonn who are at most 40 get 5, all others get 1. */
    private static double planted(double[] x) {
        return x[1] == 1 && x[0] <= 40 ? 5 : 1;
    }

    private static Surrogates surrogates() {
        return new Surrogates(Surrogates.Options.defaults());
    }

    @Test
    void a_list_finds_a_planted_rule_and_is_wholly_faithful() {
        Rules rules = surrogates().list(table(600, 1, SurrogatesTest::planted), ALL, 1);
        assertThat(rules.rules()).hasSize(2);
        Rules.Rule first = rules.rules().getFirst();
        assertThat(first.conditions())
                .extracting(Condition::feature, Condition::relation)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("age", Relation.AT_MOST),
                        org.assertj.core.groups.Tuple.tuple("town", Relation.IS));
        assertThat(first.value()).isGreaterThan(4.5);
        assertThat(rules.rules().getLast().conditions()).isEmpty();
        assertThat(rules.fidelity()).isGreaterThan(0.85);
    }

    @Test
    void a_tree_finds_the_planted_rule_exactly() {
        Rules rules = surrogates().tree(table(600, 2, SurrogatesTest::planted), ALL, 1);
        Rules.Rule five = rules.rules().stream()
                .filter(rule -> rule.value() == 5)
                .findFirst()
                .orElseThrow();
        assertThat(five.conditions())
                .containsExactlyInAnyOrder(
                        new Condition("age", Relation.AT_MOST, "40.50"), new Condition("town", Relation.IS, "Bonn"));
        assertThat(rules.fidelity()).isEqualTo(1);
        assertThat(rules.rules().stream().mapToDouble(Rules.Rule::coverage).sum())
                .isCloseTo(1, within(1e-12));
        assertThat(rules.rules()).filteredOn(rule -> rule.coverage() > 0).allSatisfy(rule -> {
            assertThat(rule.measured()).isEqualTo(rule.value());
            assertThat(rule.standardError()).isZero();
        });
    }

    @Test
    void only_the_features_that_are_named_are_used() {
        Rules rules = surrogates().tree(table(600, 2, SurrogatesTest::planted), List.of(0, 3), 1);
        assertThat(rules.rules().stream().flatMap(rule -> rule.conditions().stream()))
                .extracting(Condition::feature)
                .containsOnly("age");
        assertThat(rules.fidelity()).isLessThan(0.6);
    }

    @Test
    void what_is_noise_to_the_features_has_no_fidelity() {
        SplittableRandom random = new SplittableRandom(9);
        Rules rules = surrogates().tree(table(400, 3, _ -> random.nextGaussian()), ALL, 1);
        assertThat(rules.fidelity()).isLessThan(0.1);
        assertThat(rules.low()).isLessThan(0);
    }

    @Test
    void a_value_that_is_not_known_is_told_apart_where_that_tells_something() {
        SplittableRandom random = new SplittableRandom(4);
        double[][] rows = new double[300][];
        for (int i = 0; i < 300; i++) {
            rows[i] =
                    new double[] {random.nextInt(3) == 0 ? Double.NaN : random.nextInt(50), 0, 0, random.nextGaussian()
                    };
        }
        Table table = Table.of(
                VARIABLES,
                rows,
                x -> Arrays.stream(x)
                        .mapToDouble(r -> Double.isNaN(r[0]) ? 1 : 0)
                        .toArray());
        Rules rules = surrogates().list(table, ALL, 1);
        assertThat(rules.rules().getFirst().conditions())
                .singleElement()
                .matches(c -> c.feature().equals("age known"));
        assertThat(rules.fidelity()).isEqualTo(1);
    }

    @Test
    void the_same_seed_gives_the_same_rules() {
        Table table = table(300, 5, x -> x[0] + 3 * x[2] + x[3]);
        assertThat(surrogates().list(table, ALL, 7)).isEqualTo(surrogates().list(table, ALL, 7));
        assertThat(surrogates().tree(table, ALL, 7)).isEqualTo(surrogates().tree(table, ALL, 7));
        assertThat(surrogates().tree(table, ALL, 8)).isNotEqualTo(surrogates().tree(table, ALL, 7));
    }

    @Test
    void a_few_people_or_none_that_differ_are_refused() {
        assertThatThrownBy(() -> surrogates().tree(table(3, 1, _ -> 1), ALL, 1)).isInstanceOf(BadInput.class);
        double[][] same = new double[20][4];
        Table table = Table.of(VARIABLES, same, x -> new double[x.length]);
        assertThatThrownBy(() -> surrogates().list(table, ALL, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no feature differs");
    }
}
