package because.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.testkit.TableGame;
import java.util.BitSet;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class DividendsTest {
    private static final int GAMES = 60;

    @Test
    void a_game_is_the_sum_of_its_dividends() {
        for (int g = 0; g < GAMES; g++) {
            TableGame game = TableGame.random(1 + g % 7, g);
            double[] m = Dividends.of(game).all(0);
            for (int mask = 0; mask < m.length; mask++) {
                double sum = 0;
                for (int within = mask; ; within = (within - 1) & mask) {
                    sum += m[within];
                    if (within == 0) {
                        break;
                    }
                }
                assertThat(sum).isCloseTo(game.v(mask), within(1e-10));
            }
        }
    }

    @Test
    void values_of_players_are_means_of_what_they_add() {
        for (int g = 0; g < GAMES; g++) {
            int n = 1 + g % 7;
            TableGame game = TableGame.random(n, g);
            Dividends dividends = Dividends.of(game);
            double[] shapley = game.shapleyOverAllOrders(0);
            for (int i = 0; i < n; i++) {
                assertThat(dividends.shapley(i, 0)).isCloseTo(shapley[i], within(1e-10));
                assertThat(dividends.banzhaf(i, 0))
                        .isCloseTo(overSubsets(game, 1 << i, _ -> Math.scalb(1.0, 1 - n)), within(1e-10));
            }
        }
    }

    /** Σ over the coalitions of the others of a weight by their number times the discrete derivative with respect to some players. */
    private static double overSubsets(TableGame game, int players, IntToDoubleFunction weight) {
        double sum = 0;
        for (int others = 0; others < 1 << game.players(); others++) {
            if ((others & players) != 0) {
                continue;
            }
            double derivative = 0;
            for (int part = players; ; part = (part - 1) & players) {
                int missing = Integer.bitCount(players) - Integer.bitCount(part);
                derivative += (missing % 2 == 0 ? 1 : -1) * game.v(others | part);
                if (part == 0) {
                    break;
                }
            }
            sum += weight.applyAsDouble(Integer.bitCount(others)) * derivative;
        }
        return sum;
    }

    private static double choose(int n, int k) {
        double choose = 1;
        for (int i = 1; i <= k; i++) {
            choose = choose * (n - k + i) / i;
        }
        return choose;
    }

    @Test
    void interactions_of_pairs_follow_their_definitions() {
        for (int g = 0; g < GAMES; g++) {
            int n = 2 + g % 6;
            TableGame game = TableGame.random(n, g);
            Dividends dividends = Dividends.of(game);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    int pair = 1 << i | 1 << j;
                    double shapley = overSubsets(game, pair, s -> 1 / ((n - 1) * choose(n - 2, s)));
                    double taylor = overSubsets(game, pair, s -> 2.0 / n / choose(n - 1, s));
                    assertThat(dividends.pair(InteractionIndex.SII, i, j, 0)).isCloseTo(shapley, within(1e-10));
                    assertThat(dividends.pair(InteractionIndex.K_SII, i, j, 0)).isCloseTo(shapley, within(1e-10));
                    assertThat(dividends.pair(InteractionIndex.STII, i, j, 0)).isCloseTo(taylor, within(1e-10));
                    assertThat(dividends.pair(InteractionIndex.FSII, j, i, 0))
                            .isEqualTo(dividends.pair(InteractionIndex.FSII, i, j, 0));
                }
            }
        }
    }

    @Test
    void players_and_pairs_together_make_up_the_whole() {
        for (int g = 0; g < GAMES; g++) {
            int n = 2 + g % 6;
            TableGame game = TableGame.random(n, g);
            Dividends dividends = Dividends.of(game);
            for (InteractionIndex index : InteractionIndex.values()) {
                if (index == InteractionIndex.SII) {
                    continue;
                }
                double sum = dividends.base(0);
                for (int i = 0; i < n; i++) {
                    sum += dividends.alone(index, i, 0);
                    for (int j = 0; j < i; j++) {
                        sum += dividends.pair(index, i, j, 0);
                    }
                }
                assertThat(sum).as("%s", index).isCloseTo(dividends.score(0), within(1e-10));
            }
        }
    }

    /** The definition: the smallest Σ π(S) (v(S) − Σ of what is within S)², π the Shapley kernel, nobody and everybody met exactly. */
    @Test
    void faithful_interactions_cannot_be_moved_towards_the_game() {
        for (int g = 0; g < GAMES; g++) {
            int n = 3 + g % 4;
            TableGame game = TableGame.random(n, g);
            double[][] faithful = sums(Dividends.of(game), n);
            double least = off(game, faithful);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    for (double step : new double[] {-1e-3, 1e-3}) {
                        double[][] moved = sums(Dividends.of(game), n);
                        moved[Math.max(i, j)][Math.min(i, j)] += step;
                        moved[n - 1][n - 2] -= step; // everybody together stays the same
                        assertThat(off(game, moved)).isGreaterThanOrEqualTo(least - 1e-12);
                    }
                }
            }
        }
    }

    private static double[][] sums(Dividends dividends, int n) {
        double[][] sums = new double[n][n];
        for (int i = 0; i < n; i++) {
            sums[i][i] = dividends.alone(InteractionIndex.FSII, i, 0);
            for (int j = 0; j < i; j++) {
                sums[i][j] = dividends.pair(InteractionIndex.FSII, i, j, 0);
            }
        }
        return sums;
    }

    private static double off(TableGame game, double[][] sums) {
        int n = game.players();
        double off = 0;
        for (int mask = 1; mask < (1 << n) - 1; mask++) {
            double fitted = game.v(0);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    fitted += (mask >> i & mask >> j & 1) * sums[i][j];
                }
            }
            int size = Integer.bitCount(mask);
            off += ShapleyRegression.kernelWeight(n, size) * (game.v(mask) - fitted) * (game.v(mask) - fitted);
        }
        return off;
    }

    @Test
    void one_player_is_no_pair_and_too_many_are_refused() {
        Dividends dividends = Dividends.of(TableGame.random(3, 1));
        assertThatThrownBy(() -> dividends.pair(InteractionIndex.SII, 1, 1, 0)).isInstanceOf(BadInput.class);
        BitSet all = new BitSet();
        all.set(0, 3);
        assertThat(dividends.of(all, 0)).isEqualTo(dividends.all(0)[7]);
    }
}
