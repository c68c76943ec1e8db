package because.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Budget;
import because.core.Coalitions;
import because.core.ForwardingGame;
import because.core.Game;
import because.testkit.TableGame;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ShapleyRegressionTest {
    private static final List<ShapleyRegression> ALL =
            List.of(ShapleyRegression.kernel(), ShapleyRegression.leverage(), ShapleyRegression.enriched());

    @Test
    void is_exact_when_every_coalition_is_asked() {
        for (int g = 0; g < 200; g++) {
            TableGame game = TableGame.random(1 + g % 9, g);
            Solution exact = ExactShapley.of(game);
            for (ShapleyRegression method : ALL) {
                Solution all = method.solve(game, Budget.calls(Math.max(1L << game.players(), 2)), g);
                for (int player = 0; player < game.players(); player++) {
                    assertThat(all.value(player, 0))
                            .as("%s, %d players", method.method(), game.players())
                            .isCloseTo(exact.value(player, 0), within(1e-9));
                    assertThat(all.standardError(player, 0)).isZero();
                }
            }
        }
    }

    @Test
    void is_exact_at_a_small_budget_where_nothing_joins_more_than_two_players() {
        for (int g = 0; g < 60; g++) {
            int n = 2 + g % 40;
            SplittableRandom random = new SplittableRandom(g);
            double[] alone = random.doubles(n).toArray();
            double[] with = random.doubles(n).toArray();
            Game game = of(n, present -> {
                double sum = 0.5;
                for (int i = present.nextSetBit(0); i >= 0; i = present.nextSetBit(i + 1)) {
                    sum += alone[i] + (i > 0 && present.get(i - 1) ? with[i] : 0);
                }
                return sum;
            });
            for (ShapleyRegression method : ALL) {
                Solution solution = method.solve(game, Budget.calls(8L * n), g);
                for (int i = 0; i < n; i++) {
                    double truth = alone[i] + (i > 0 ? with[i] / 2 : 0) + (i < n - 1 ? with[i + 1] / 2 : 0);
                    assertThat(solution.value(i, 0)).as(method.method()).isCloseTo(truth, within(1e-6));
                }
            }
        }
    }

    /** There are more coalitions of 550 players than a double can count. */
    @Test
    void so_many_players_that_coalitions_cannot_be_counted_are_solved() {
        int n = 1100;
        Game game = of(n, present -> present.cardinality() + (present.get(7) ? 2 : 0));
        Solution solution = ShapleyRegression.leverage().solve(game, Budget.calls(ShapleyRegression.fewest(n)), 1);
        assertThat(solution.value(7, 0)).isCloseTo(3, within(1e-4));
        assertThat(solution.value(8, 0)).isCloseTo(1, within(1e-4));
        assertThat(solution.standardError(8, 0)).isLessThan(1e-3);
    }

    private static Game of(int players, ToDoubleFunction<BitSet> v) {
        return new Game() {
            @Override
            public int players() {
                return players;
            }

            @Override
            public int columns() {
                return 1;
            }

            @Override
            public void values(Coalitions coalitions, double[][] out) {
                for (int row = 0; row < coalitions.size(); row++) {
                    out[row][0] = v.applyAsDouble(coalitions.row(row));
                }
            }
        };
    }

    @Test
    void shares_out_the_whole_difference_within_the_budget() {
        for (int g = 0; g < 60; g++) {
            int n = 3 + g % 10;
            TableGame game = TableGame.random(n, g);
            for (ShapleyRegression method : ALL) {
                long calls = ShapleyRegression.fewest(n) + g;
                Solution solution = method.solve(game, Budget.calls(calls), g);
                double sum = 0;
                for (int player = 0; player < n; player++) {
                    sum += solution.value(player, 0);
                }
                assertThat(sum).isCloseTo(solution.score(0) - solution.base(0), within(1e-8));
                assertThat(solution.calls()).isLessThanOrEqualTo(calls);
            }
        }
    }

    @Test
    void intervals_cover_the_exact_value_as_often_as_they_say() {
        for (ShapleyRegression method : ALL) {
            int covered = 0;
            int games = 500;
            for (int g = 0; g < games; g++) {
                TableGame game = attention(10, g);
                Solution estimate = method.solve(game, Budget.calls(160), 10_000 + g);
                int player = g % 10;
                double off = Math.abs(
                        estimate.value(player, 0) - ExactShapley.of(game).value(player, 0));
                double t = StudentT.twoSided(0.95, estimate.degrees());
                covered += off <= t * estimate.standardError(player, 0) + 1e-12 ? 1 : 0;
            }
            assertThat((double) covered / games).as(method.method()).isBetween(0.92, 0.985);
        }
    }

    private static TableGame attention(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] keys = random.doubles(n).map(u -> 3 * u).toArray();
        double[] seen = random.doubles(n).map(u -> u - 0.3).toArray();
        return TableGame.of(n, present -> {
            double weights = 1;
            double sum = 0;
            for (int i = 0; i < n; i++) {
                double weight = (present >> i & 1) * Math.exp(keys[i]);
                weights += weight;
                sum += weight * seen[i];
            }
            return sum / weights;
        });
    }

    @Test
    void what_players_do_together_makes_the_error_smaller_where_players_crowd_each_other_out() {
        double enriched = 0;
        double leverage = 0;
        for (int g = 0; g < 40; g++) {
            TableGame game = attention(12, g);
            Solution exact = ExactShapley.of(game);
            enriched += squaredError(ShapleyRegression.enriched().solve(game, Budget.calls(192), g), exact);
            leverage += squaredError(ShapleyRegression.leverage().solve(game, Budget.calls(192), g), exact);
        }
        assertThat(enriched).isLessThan(leverage / 2);
    }

    @Test
    void who_is_the_last_present_one_makes_the_error_smaller_where_it_counts() {
        double inOrder = 0;
        double without = 0;
        int covered = 0;
        int games = 200;
        for (int g = 0; g < games; g++) {
            Game game = TableGame.history(12, g);
            Solution exact = ExactShapley.of(game);
            Solution solution = ShapleyRegression.enriched().solve(game, Budget.calls(194), g);
            assertThat(solution.options()).containsEntry("sampling", "between");
            inOrder += squaredError(solution, exact);
            without += squaredError(
                    ShapleyRegression.enriched().solve(TableGame.copyOf(game), Budget.calls(194), g), exact);
            int player = g % 12;
            double t = StudentT.twoSided(0.95, solution.degrees());
            covered += Math.abs(solution.value(player, 0) - exact.value(player, 0))
                            <= t * solution.standardError(player, 0)
                    ? 1
                    : 0;
        }
        assertThat(inOrder).isLessThan(without / 2);
        assertThat((double) covered / games).isBetween(0.9, 0.99);
    }

    @Test
    void with_few_calls_or_without_what_players_do_together_sizes_are_drawn_as_ever() {
        Game game = TableGame.history(12, 1);
        assertThat(ShapleyRegression.enriched().solve(game, Budget.calls(60), 1).options())
                .containsEntry("sampling", "leverage");
        assertThat(ShapleyRegression.kernel().solve(game, Budget.calls(194), 1).options())
                .containsEntry("sampling", "kernel");
    }

    private static double squaredError(Solution solution, Solution exact) {
        double sum = 0;
        for (int i = 0; i < exact.players(); i++) {
            double off = solution.value(i, 0) - exact.value(i, 0);
            sum += off * off;
        }
        return sum;
    }

    @Test
    void columns_are_solved_as_if_each_were_alone_but_for_the_choice_of_features() {
        TableGame one = TableGame.random(8, 1);
        TableGame other = TableGame.random(8, 2);
        double[] v = new double[256];
        double[] w = new double[256];
        for (int mask = 0; mask < 256; mask++) {
            v[mask] = one.v(mask);
            w[mask] = other.v(mask);
        }
        Solution both = ShapleyRegression.leverage().solve(new TableGame(v, w), Budget.calls(80), 5);
        Solution alone = ShapleyRegression.leverage().solve(other, Budget.calls(80), 5);
        for (int player = 0; player < 8; player++) {
            assertThat(both.value(player, 1)).isEqualTo(alone.value(player, 0));
            assertThat(both.standardError(player, 1)).isEqualTo(alone.standardError(player, 0));
        }
    }

    @Test
    void a_design_holds_each_pair_once_and_from_each_size_its_share() {
        for (int n = 2; n < 14; n++) {
            for (int pairs = n; pairs < 200; pairs += 37) {
                PairedDesign.Sampling sampling = PairedDesign.Sampling.values()[(n + pairs) % 3];
                PairedDesign design = new PairedDesign(n, pairs, sampling, n);
                Set<BitSet> seen = new HashSet<>();
                for (int i = 0; i < design.pairs(); i++) {
                    BitSet complement = (BitSet) design.coalition(i).clone();
                    complement.flip(0, n);
                    assertThat(seen.add(design.coalition(i))).isTrue();
                    assertThat(seen.add(complement)).isTrue();
                }
                assertThat(design.pairs()).isEqualTo(Math.min(pairs, (1 << (n - 1)) - 1));
                assertThat(design.complete()).isEqualTo(pairs >= (1 << (n - 1)) - 1);
            }
        }
    }

    @Test
    void a_budget_that_is_too_small_says_what_is_needed() {
        assertThatThrownBy(() -> ShapleyRegression.enriched().solve(TableGame.random(10, 1), Budget.calls(20), 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("32 calls or more");
        Game strange = new ForwardingGame(TableGame.random(10, 1)) {
            @Override
            public int[] sequence() {
                return new int[] {3, 10};
            }
        };
        assertThatThrownBy(() -> ShapleyRegression.enriched().solve(strange, Budget.calls(100), 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("sequence is 10");
        assertThatThrownBy(() -> ShapleyRegression.kernelWeight(4, 4)).isInstanceOf(BadInput.class);
    }

    @Test
    void with_too_few_pairs_to_choose_by_nothing_further_is_fitted() {
        Game game = TableGame.of(
                8, present -> (present & 7) == 7 ? 1 : (present & 28) == 28 ? 2 : (present & 224) == 224 ? 3 : 0);
        Budget few = Budget.calls(4 * 8); // 15 pairs
        Budget enough = Budget.calls(16 * 8);
        for (int player = 0; player < 8; player++) {
            assertThat(ShapleyRegression.enriched().solve(game, few, 1).value(player, 0))
                    .isEqualTo(ShapleyRegression.leverage().solve(game, few, 1).value(player, 0));
        }
        assertThat(ShapleyRegression.enriched().solve(game, few, 1).options()).containsEntry("together", "none");
        assertThat(ShapleyRegression.enriched().solve(game, enough, 1).options().get("together"))
                .isNotEqualTo("none");
    }
}
