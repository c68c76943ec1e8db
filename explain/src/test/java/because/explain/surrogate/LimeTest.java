package because.explain.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Budget;
import because.explain.shapley.Solution;
import because.explain.shapley.StudentT;
import because.explain.surrogate.Lime.Fitted;
import because.explain.surrogate.Lime.Options;
import because.testkit.ExplainerContract;
import because.testkit.ExplainerContract.Rule;
import because.testkit.PlantedWorld;
import because.testkit.TableGame;
import because.testkit.Violation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimeTest {
    private static final Lime SAMPLED = new Lime("lime", Options.defaults().withEnumerate(false));

    private static TableGame linear(int players, long seed) {
        double[] weights = new SplittableRandom(seed).doubles(players, -2, 2).toArray();
        return TableGame.of(
                players,
                mask -> 7
                        + IntStream.range(0, players)
                                .filter(i -> (mask >> i & 1) != 0)
                                .mapToDouble(i -> weights[i])
                                .sum());
    }

    @Test
    void explains_a_linear_game_exactly_and_says_that_it_fits() {
        for (long seed = 0; seed < 200; seed++) {
            int players = 1 + (int) (seed % 9);
            TableGame game = linear(players, seed);
            Fitted fitted = SAMPLED.fit(game, Budget.calls(300), seed);
            for (int player = 0; player < players; player++) {
                assertThat(fitted.solution().value(player, 0)).isEqualTo(game.v(1 << player) - game.v(0), within(1e-9));
                assertThat(fitted.solution().standardError(player, 0)).isLessThan(1e-9);
            }
            assertThat(fitted.fits().getFirst().score()).isEqualTo(1, within(1e-9));
            assertThat(fitted.fits().getFirst().intercept()).isEqualTo(7, within(1e-9));
            assertThat(fitted.stabilities()).containsExactly(1.0);
        }
    }

    /** Least squares over all masks, by the definition: each set of s absent players has the weight kernel(√s) / ((n + 1) · (n choose s)). */
    private static List<Double> definition(TableGame game) {
        int n = game.players();
        double[][] masks = new double[1 << n][n];
        double[] y = new double[masks.length];
        double[] weights = new double[masks.length];
        for (int mask = 0; mask < masks.length; mask++) {
            int absent = n - Integer.bitCount(mask);
            double choose = 1;
            for (int k = 1; k <= absent; k++) {
                choose = choose * (n - k + 1) / k;
            }
            for (int i = 0; i < n; i++) {
                masks[mask][i] = mask >> i & 1;
            }
            y[mask] = game.v(mask);
            weights[mask] = Math.exp(-absent / (2 * 0.5625 * n)) / ((n + 1) * choose);
        }
        return WeightedRegression.of(masks, y, weights).ridge(0).coefficients();
    }

    @Test
    void where_all_coalitions_are_affordable_it_is_the_limit_of_infinitely_many_draws() {
        TableGame game = TableGame.random(7, 4);
        Solution solution = new Lime().solve(game, Budget.calls(128), 1);
        List<Double> definition = definition(game);
        for (int player = 0; player < 7; player++) {
            assertThat(solution.value(player, 0)).isEqualTo(definition.get(player), within(1e-12));
            assertThat(solution.standardError(player, 0)).isZero();
        }
        assertThat(solution.calls()).isEqualTo(128);
        assertThat(new Lime().solve(game, Budget.calls(127), 1).standardError(0, 0))
                .isPositive();
    }

    @Test
    void intervals_hold_the_limit_as_often_as_they_say() {
        int covered = 0;
        int games = 1000;
        for (long seed = 0; seed < games; seed++) {
            TableGame game = TableGame.random(8, seed);
            Solution solution = SAMPLED.solve(game, Budget.calls(400), seed + 1);
            double limit = definition(game).getFirst();
            double t = StudentT.twoSided(0.95, solution.degrees());
            covered += Math.abs(solution.value(0, 0) - limit) <= t * solution.standardError(0, 0) ? 1 : 0;
        }
        assertThat((double) covered / games).isBetween(0.93, 0.97);
    }

    /** Where nothing is worth selecting, which players are is chance, and leaving out a single repetition would show little of it. */
    @Test
    void intervals_count_the_chance_of_being_selected() {
        int covered = 0;
        int games = 300;
        for (long seed = 0; seed < games; seed++) {
            TableGame game = TableGame.random(10, seed);
            double limit =
                    Lime.forward().solve(game, Budget.calls(1 << 10), seed).value(0, 0);
            Solution solution = Lime.forward().solve(game, Budget.calls(200), seed + 1);
            double t = StudentT.twoSided(0.95, solution.degrees());
            covered += Math.abs(solution.value(0, 0) - limit) <= t * solution.standardError(0, 0) ? 1 : 0;
        }
        assertThat((double) covered / games).isBetween(0.93, 0.985);
    }

    @Test
    void the_sampled_and_the_enumerated_form_keep_the_contract() {
        assertThat(ExplainerContract.check(SAMPLED, Set.of())).isEmpty();
        assertThat(ExplainerContract.check(new Lime(), Set.of())).isEmpty();
    }

    @Test
    void short_forms_keep_the_contract_but_for_what_they_leave_out() {
        for (Lime lime : List.of(Lime.lasso(), Lime.forward())) {
            assertThat(ExplainerContract.check(lime, Set.of()))
                    .as(lime.method())
                    .extracting(Violation::rule)
                    .isSubsetOf(Rule.ERRORS.text(), Rule.TRUTH.text(), Rule.TWINS.text());
        }
    }

    @Test
    void forward_selection_finds_the_players_that_matter() {
        double[] weights = {0, 3, 0.001, -2, 0, 0.5, 0, 0.0005, 0, 1, 0, 0.2};
        TableGame game = TableGame.of(
                12,
                mask -> IntStream.range(0, 12)
                        .filter(i -> (mask >> i & 1) != 0)
                        .mapToDouble(i -> weights[i])
                        .sum());
        Lime four = new Lime("four", Options.defaults().withSelection(Lime.Selection.FORWARD, 4));
        Lime strongest = new Lime("four", Options.defaults().withSelection(Lime.Selection.STRONGEST, 4));
        for (Lime lime : List.of(four, strongest)) {
            Solution solution = lime.solve(game, Budget.calls(1000), 3);
            assertThat(IntStream.range(0, 12).filter(i -> solution.value(i, 0) != 0))
                    .containsExactly(1, 3, 5, 9);
        }
    }

    @Test
    void an_unstable_explanation_is_called_so() {
        // Parity of all players: no player means anything by itself, so what a sample finds is chance.
        TableGame parity = TableGame.of(12, mask -> Integer.bitCount(mask) % 2);
        Fitted chance = SAMPLED.fit(parity, Budget.calls(400), 1);
        Fitted sure = SAMPLED.fit(linear(12, 1), Budget.calls(400), 1);
        assertThat(chance.stabilities().getFirst()).isLessThan(0.5);
        assertThat(chance.fits().getFirst().score()).isLessThan(0.3);
        assertThat(sure.stabilities().getFirst()).isEqualTo(1);
        assertThat(chance.solution().convergence(0).reached()).isFalse();
    }

    @Test
    void the_header_carries_weights_fit_and_stability_of_each_candidate() {
        PlantedWorld world = PlantedWorld.triples(1);
        for (int column = 0; column < 3; column++) {
            Attribution attribution = (Attribution) SAMPLED.explain(world, world.question(), Budget.calls(100), 5)
                    .get(column);
            Map<String, String> options = attribution.header().options();
            assertThat(options).containsKeys("budget", "fit", "width", "penalty", "repetitions", "intercept");
            assertThat(Double.parseDouble(options.getOrDefault("r2", ""))).isBetween(0.0, 1.0);
            assertThat(Double.parseDouble(options.getOrDefault("stability", "")))
                    .isBetween(0.0, 1.0);
        }
    }

    @Test
    void the_same_seed_gives_the_same_bits_and_another_one_others() {
        TableGame game = TableGame.random(12, 1);
        Solution first = SAMPLED.solve(game, Budget.calls(300), 1);
        assertThat(SAMPLED.solve(game, Budget.calls(300), 1).value(3, 0)).isEqualTo(first.value(3, 0));
        assertThat(SAMPLED.solve(game, Budget.calls(300), 2).value(3, 0)).isNotEqualTo(first.value(3, 0));
        assertThat(first.calls()).isLessThanOrEqualTo(300);
    }

    @Test
    void a_budget_that_is_too_small_is_refused_with_the_least_that_would_do() {
        assertThatThrownBy(() -> new Lime().solve(linear(20, 1), Budget.calls(43), 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("44 calls or more for lime with 20 players");
        assertThat(new Lime().solve(linear(20, 1), Budget.calls(44), 1).players())
                .isEqualTo(20);
    }
}
