package because.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import because.explain.shapley.PairedDesign.Sampling;
import because.testkit.TableGame;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiffusionFitTest {
    private static final int PLAYERS = 7;

    private static double[] strength(long seed) {
        return new SplittableRandom(seed).doubles(PLAYERS).toArray();
    }

    private static double[] signs(int mask) {
        return IntStream.range(0, PLAYERS)
                .mapToDouble(player -> (mask >> player & 1) == 1 ? 1 : -1)
                .toArray();
    }

    private static DiffusionKernel.Prior prior(double[] strength, int... sequence) {
        return new DiffusionKernel.Prior(strength, new LastPresent(sequence));
    }

    private static DiffusionKernel kernel(double[] strength, int... sequence) {
        return new DiffusionKernel(
                prior(strength, sequence),
                IntStream.range(0, 1 << PLAYERS)
                        .mapToObj(DiffusionFitTest::signs)
                        .toArray(double[][]::new));
    }

    @Test
    void what_a_kernel_gives_each_player_is_its_shapley_value_as_a_game() {
        int[][] sequences = {{}, {0, 1, 2, 3, 4, 5, 6}, {4, 1, 6}, {2}, {5, 3}};
        for (int seed = 0; seed < 10; seed++) {
            DiffusionKernel kernel = kernel(strength(seed), sequences[seed % sequences.length]);
            int centre = 1 + 11 * seed;
            double[][] values = kernel.shapley();
            double[][] products = kernel.products();
            TableGame game =
                    TableGame.of(PLAYERS, present -> products[Math.max(centre, present)][Math.min(centre, present)]);
            Solution exact = ExactShapley.of(game);
            assertThat(exact.score(0)).as("of everybody").isCloseTo(0, within(1e-12));
            for (int player = 0; player < PLAYERS; player++) {
                assertThat(values[player][centre]).isCloseTo(exact.value(player, 0), within(1e-12));
            }
        }
    }

    @Test
    void a_kernel_is_odd_and_positive() {
        double[][] products = kernel(strength(3), 2, 5, 0, 1).products();
        int everybody = (1 << PLAYERS) - 1;
        for (int a = 18; a < everybody; a++) {
            int other = everybody ^ a;
            assertThat(products[a][a]).isPositive();
            assertThat(products[Math.max(a, other)][Math.min(a, other)]).isCloseTo(-products[a][a], within(1e-12));
            assertThat(products[Math.max(17, other)][Math.min(17, other)]).isCloseTo(-products[a][17], within(1e-12));
        }
        double[] nobody = kernel(new double[PLAYERS]).products()[5];
        double[] all = kernel(new double[] {1, 1, 1, 1, 1, 1, 1}).products()[5];
        for (int b = 0; b <= 5; b++) {
            assertThat(nobody[b])
                    .as("where nobody was found to count, everybody is like the others")
                    .isCloseTo(all[b], within(1e-12));
        }
    }

    /** Without a pair means: a design of the others, their weights as they were, fitted anew. Every pair's target but its own moves by its part only. */
    @Test
    void a_residual_is_what_the_fit_of_the_other_pairs_is_off() {
        PairedDesign design = new PairedDesign(PLAYERS, 40, Sampling.LEVERAGE, 5);
        double[][] present = present(design);
        DiffusionFit fit = new DiffusionFit(
                design,
                new DiffusionFit.Solved(
                        new DiffusionFit.Block(
                                design, present, columns(design, present), prior(strength(1), 3, 1, 2), 1),
                        3));
        double[] targets = new SplittableRandom(9).doubles(40).toArray();
        double[] off = fit.residuals(targets);
        for (int pair = 0; pair < 40; pair += 7) {
            double[] known = targets.clone();
            known[pair] -= off[pair]; // what the others foretell, they foretell with it, too
            assertThat(fit.residuals(known)[pair]).isCloseTo(0, within(1e-9));
            double[] other = targets.clone();
            other[pair] += 100;
            assertThat(fit.residuals(other)[pair] - off[pair])
                    .as("its own target has no part in what is foretold of it")
                    .isCloseTo(100, within(1e-8));
        }
    }

    @Test
    void a_number_for_each_player_is_found_whatever_the_kernel_is() {
        PairedDesign design = new PairedDesign(PLAYERS, 30, Sampling.LEVERAGE, 2);
        double[] worth = {0.4, -0.3, 0.2, -0.1, 0.5, -0.6, -0.1}; // of a sum of 0
        double[] targets = targets(design, worth);
        for (double ratio : new double[] {0.1, 10}) {
            DiffusionFit fit = new DiffusionFit(
                    design,
                    new DiffusionFit.Solved(
                            new DiffusionFit.Block(
                                    design,
                                    present(design),
                                    columns(design, present(design)),
                                    prior(strength(2), 0, 1, 2),
                                    1),
                            ratio));
            double[] values = fit.values(targets);
            for (int player = 0; player < PLAYERS; player++) {
                assertThat(values[player]).isCloseTo(worth[player], within(1e-8));
            }
            assertThat(Arrays.stream(fit.standardErrors(targets)).max().orElseThrow())
                    .isLessThan(1e-8);
        }
    }

    @Test
    void many_pairs_are_told_by_the_kernels_of_some() {
        int players = 14;
        PairedDesign design = new PairedDesign(players, Together.MOST + 600, Sampling.LEVERAGE, 2);
        double[][] present = present(design, players);
        double[][] columns = columns(design, present);
        double[] strength = new SplittableRandom(4).doubles(players).toArray();
        Together together = new Together(design, present, columns, prior(strength));
        double[] worth =
                IntStream.range(0, players).mapToDouble(player -> player - 6.5).toArray();
        double[] alone = targets(design, worth);
        double[] threes = alone.clone();
        for (int pair = 0; pair < threes.length; pair++) {
            double product = 1;
            for (int player = 3; player < 6; player++) {
                product *= 2 * present[player][pair] - 1;
            }
            double share = (double) design.coalition(pair).cardinality() / players;
            threes[pair] += 5 * (product - (2 * share - 1));
        }
        for (double ratio : new double[] {0.1, 10}) {
            PairedFit fit = together.fit(ratio);
            double[] values = fit.values(alone);
            for (int player = 0; player < players; player++) {
                assertThat(values[player]).isCloseTo(worth[player], within(1e-7));
            }
        }
        assertThat(together.foretold(threes).get(10.0))
                .isLessThan(together.foretold(threes).get(1.0))
                .isLessThan(together.foretold(threes).get(0.1));
        double[] truth = new double[players];
        for (int player = 0; player < players; player++) {
            truth[player] = worth[player] + 5 * ((player >= 3 && player < 6 ? 2.0 / 3 : 0) - 2.0 / players);
        }
        PairedFit plain =
                new RegressionFit(design, new RegressionFit.Rows(design.weights(), columns, new double[players][0]), 0);
        assertThat(squares(together.fit(10).values(threes), truth))
                .isLessThan(squares(plain.values(threes), truth) / 1.5);
        assertThat(squares(together.fit(10).standardErrors(threes), new double[players]))
                .isLessThan(squares(plain.standardErrors(threes), new double[players]) / 1.5);
    }

    private static double squares(double[] found, double[] truth) {
        return IntStream.range(0, truth.length)
                .mapToDouble(i -> (found[i] - truth[i]) * (found[i] - truth[i]))
                .sum();
    }

    private static double[][] present(PairedDesign design) {
        return present(design, PLAYERS);
    }

    private static double[][] present(PairedDesign design, int players) {
        double[][] present = new double[players][design.pairs()];
        for (int pair = 0; pair < design.pairs(); pair++) {
            BitSet there = design.coalition(pair);
            for (int player = 0; player < players; player++) {
                present[player][pair] = there.get(player) ? 1 : 0;
            }
        }
        return present;
    }

    private static double[][] columns(PairedDesign design, double[][] present) {
        double[][] columns = new double[present.length][design.pairs()];
        for (int pair = 0; pair < design.pairs(); pair++) {
            for (int player = 0; player < present.length; player++) {
                columns[player][pair] =
                        present[player][pair] - (double) design.coalition(pair).cardinality() / present.length;
            }
        }
        return columns;
    }

    private static double[] targets(PairedDesign design, double[] worth) {
        return IntStream.range(0, design.pairs())
                .mapToDouble(pair -> design.coalition(pair).stream()
                        .mapToDouble(player -> worth[player])
                        .sum())
                .toArray();
    }

    @Test
    void an_inverse_has_the_diagonal_that_solving_finds() {
        int n = 300; // more than a tile
        SplittableRandom random = new SplittableRandom(1);
        double[][] a = new double[n][n];
        double[][] b = new double[n][n];
        for (int i = 0; i < n; i++) {
            b[i] = random.doubles(n).toArray();
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                a[i][j] = Sums.product(b[i], b[j]) + (i == j ? 1 : 0);
                a[j][i] = a[i][j];
            }
        }
        Cholesky factors = new Cholesky(a);
        double[] diagonal = factors.inverseDiagonal();
        double[][] one = new double[n][n];
        for (int i = 0; i < n; i++) {
            one[i][i] = 1;
        }
        double[][] inverse = factors.solve(one);
        for (int i = 0; i < n; i++) {
            assertThat(diagonal[i]).isCloseTo(inverse[i][i], within(1e-10));
            for (int j = 0; j < n; j += 37) {
                double[] column = new double[n];
                for (int k = 0; k < n; k++) {
                    column[k] = inverse[k][j];
                }
                assertThat(Sums.product(a[i], column)).isCloseTo(i == j ? 1 : 0, within(1e-9));
            }
        }
    }
}
