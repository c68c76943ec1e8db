package because.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import because.core.Coalitions;
import because.core.Game;
import because.testkit.TableGame;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PairWalksTest {

    /** The truth by the dividends, which need all coalitions. */
    private static double exact(Dividends dividends, InteractionIndex index, int row, int n) {
        if (row < n) {
            return dividends.alone(index, row, 0);
        }
        for (int one = 0; one < n; one++) {
            for (int other = one + 1; other < n; other++) {
                if (PairWalks.row(one, other, n) == row) {
                    return dividends.pair(index, one, other, 0);
                }
            }
        }
        throw new AssertionError("no row " + row);
    }

    @ParameterizedTest
    @EnumSource(InteractionIndex.class)
    void intervals_hold_the_exact_values_as_often_as_they_say(InteractionIndex index) {
        int covered = 0;
        int asked = 0;
        for (int g = 0; g < 120; g++) {
            int n = 4 + g % 4;
            TableGame game = TableGame.random(n, g);
            Dividends dividends = Dividends.of(game);
            Solution sampled = new PairWalks(game, index).solve(20, g);
            assertThat(sampled.degrees()).isEqualTo(19);
            double t = StudentT.twoSided(0.95, sampled.degrees());
            int row = new SplittableRandom(g).nextInt(sampled.players());
            for (int both : new int[] {row, n + row % (sampled.players() - n)}) {
                double off = Math.abs(sampled.value(both, 0) - exact(dividends, index, both, n));
                covered += off <= t * sampled.standardError(both, 0) + 1e-12 ? 1 : 0;
                asked++;
            }
        }
        assertThat((double) covered / asked).isBetween(0.91, 0.99);
    }

    @ParameterizedTest
    @EnumSource(InteractionIndex.class)
    void many_blocks_come_to_the_exact_values(InteractionIndex index) {
        for (int n = 2; n <= 7; n++) {
            TableGame game = TableGame.random(n, n);
            Dividends dividends = Dividends.of(game);
            Solution sampled = new PairWalks(game, index).solve(4000, 1);
            for (int row = 0; row < sampled.players(); row++) {
                double error = sampled.standardError(row, 0);
                assertThat(error).isLessThan(0.1);
                assertThat(sampled.value(row, 0))
                        .as("%s %d of %d", index, row, n)
                        .isCloseTo(exact(dividends, index, row, n), within(4.5 * error + 1e-9));
            }
        }
    }

    @Test
    void a_game_of_pairs_is_solved_exactly_by_any_two_blocks() {
        int n = 9;
        SplittableRandom random = new SplittableRandom(3);
        double[][] weights = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                weights[i][j] = random.nextDouble(-1, 1);
            }
        }
        TableGame game = TableGame.of(n, mask -> {
            double sum = 2;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    sum += (mask >> i & mask >> j & 1) * weights[i][j];
                }
            }
            return sum;
        });
        Solution sampled = new PairWalks(game, InteractionIndex.SII).solve(2, 5);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                int row = PairWalks.row(i, j, n);
                assertThat(sampled.value(row, 0)).isCloseTo(weights[i][j], within(1e-12));
                assertThat(sampled.standardError(row, 0)).isCloseTo(0, within(1e-12));
            }
        }
    }

    @Test
    void a_block_costs_what_is_said() {
        for (InteractionIndex index : InteractionIndex.values()) {
            for (int n = 2; n <= 9; n++) {
                for (int blocks = 1; blocks <= 3; blocks++) {
                    Solution solution = new PairWalks(TableGame.random(n, n), index).solve(blocks, 1);
                    assertThat(solution.calls()).isEqualTo(PairWalks.calls(n, index, blocks));
                    assertThat(PairWalks.blocks(n, index, solution.calls())).isEqualTo(blocks);
                    assertThat(PairWalks.blocks(n, index, solution.calls() - 1)).isEqualTo(blocks - 1);
                }
            }
        }
    }

    @Test
    void every_pair_has_a_row_of_its_own() {
        for (int n = 2; n < 30; n++) {
            boolean[] taken = new boolean[n + n * (n - 1) / 2];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    int row = PairWalks.row(i, j, n);
                    assertThat(row).isEqualTo(PairWalks.row(j, i, n)).isGreaterThanOrEqualTo(n);
                    assertThat(taken[row]).isFalse();
                    taken[row] = true;
                }
            }
        }
    }

    @Test
    void the_same_seed_gives_the_same_bits_and_columns_do_not_mix() {
        TableGame one = TableGame.random(6, 1);
        Game both = new Game() {
            @Override
            public int players() {
                return 6;
            }

            @Override
            public int columns() {
                return 2;
            }

            @Override
            public void values(Coalitions coalitions, double[][] out) {
                double[][] first = new double[coalitions.size()][1];
                one.values(coalitions, first);
                for (int row = 0; row < out.length; row++) {
                    out[row][0] = -first[row][0];
                    out[row][1] = first[row][0];
                }
            }
        };
        Solution alone = new PairWalks(one, InteractionIndex.FSII).solve(3, 8);
        Solution beside = new PairWalks(both, InteractionIndex.FSII).solve(3, 8);
        for (int row = 0; row < alone.players(); row++) {
            assertThat(beside.value(row, 1)).isEqualTo(alone.value(row, 0));
            assertThat(beside.value(row, 0)).isEqualTo(-alone.value(row, 0));
        }
    }
}
