package because.explain.shapley;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Universal kriging of the odd part of a game: a number for each player, of which nothing is known before, and beside them all that players do together, of which a {@link DiffusionKernel} says how much is to
 * be expected. What is left over is orthogonal to the players in the regression's weights, so values tend to the Shapley values whatever the kernel is. A pair's residual without itself is known in closed form
 * (Dubrule 1983).
 */
final class DiffusionFit extends PairedFit {
    private final Solved solved;

    /** Some pairs, and what the kernel says of them: the same for every ratio. */
    static final class Block {
        private final int[] pairs;
        private final double[] weights;
        private final double[][] columns;
        private final double[][] kernel;
        private final double[][] shapley;

        /**
         * @param design which coalitions there are
         * @param present of each player, in which pairs' coalitions it is: 1 or 0
         * @param columns for each player the regression's column
         * @param prior what is known of the players
         * @param step every so manieth pair is taken
         */
        Block(PairedDesign design, double[][] present, double[][] columns, DiffusionKernel.Prior prior, int step) {
            this.pairs =
                    IntStream.iterate(0, i -> i < design.pairs(), i -> i + step).toArray();
            this.weights = weights(design, pairs);
            this.columns = Arrays.stream(columns)
                    .map(column -> Arrays.stream(pairs)
                            .mapToDouble(pair -> column[pair])
                            .toArray())
                    .toArray(double[][]::new);
            double[][] signs = DiffusionKernel.signs(present, pairs);
            DiffusionKernel expected = new DiffusionKernel(prior, signs);
            this.kernel = expected.products();
            this.shapley = expected.shapley();
        }

        /** A size's weight is shared by those of its pairs that are in the block; 1 on the average. */
        private static double[] weights(PairedDesign design, int[] pairs) {
            double[] all = design.weights();
            double[] weights =
                    Arrays.stream(pairs).mapToDouble(pair -> all[pair]).toArray();
            for (int s = 0; s < design.strata(); s++) {
                int from = lowerBound(pairs, design.start(s));
                int to = lowerBound(pairs, design.start(s + 1));
                for (int i = from; i < to; i++) {
                    weights[i] *= (double) (design.start(s + 1) - design.start(s)) / (to - from);
                }
            }
            double mean = Arrays.stream(weights).average().orElse(1);
            return Arrays.stream(weights).map(weight -> weight / mean).toArray();
        }

        private static int lowerBound(int[] sorted, int wanted) {
            int found = Arrays.binarySearch(sorted, wanted);
            return found < 0 ? -found - 1 : found;
        }
    }

    /** A block's equations, solved for a ratio of what is expected of players together to what is left over. */
    static final class Solved {
        private static final int AT_ONCE = 32;

        private final Block block;
        private final Cholesky factors;
        private final Cholesky players;
        private final double[][] direct; // S⁻¹ X
        private final double[] own; // the diagonal of Q = S⁻¹ − S⁻¹ X (Xᵀ S⁻¹ X)⁻¹ Xᵀ S⁻¹
        private final double ratio;

        /**
         * @param block the pairs
         * @param ratio how many times as much as what is left over, in squares, players are expected to do together
         */
        Solved(Block block, double ratio) {
            this.block = block;
            this.ratio = ratio;
            int m = block.pairs.length;
            double[][] covariance = new double[m][];
            for (int i = 0; i < m; i++) {
                covariance[i] = new double[i + 1];
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] = ratio * block.kernel[i][j];
                }
                covariance[i][i] += 1 / block.weights[i];
            }
            this.factors = new Cholesky(covariance);
            CompletableFuture<double[]> diagonal = CompletableFuture.supplyAsync(factors::inverseDiagonal);
            this.direct = solved(block.columns);
            int n = block.columns.length;
            double[][] gram = new double[n][n];
            for (int a = 0; a < n; a++) {
                for (int b = 0; b <= a; b++) {
                    gram[a][b] = Sums.product(direct[a], block.columns[b]);
                }
            }
            RegressionFit.centre(gram, n);
            this.players = new Cholesky(gram);
            this.own = diagonal.join();
            for (double[] part : players.forward(direct)) {
                for (int i = 0; i < m; i++) {
                    own[i] -= part[i] * part[i];
                }
            }
        }

        /** S⁻¹ of a row for each player, some players at a time. */
        private double[][] solved(double[][] rows) {
            int n = rows.length;
            return IntStream.range(0, Math.ceilDiv(n, AT_ONCE))
                    .parallel()
                    .mapToObj(part -> Arrays.copyOfRange(rows, part * AT_ONCE, Math.min(n, (part + 1) * AT_ONCE)))
                    .map(part -> DiffusionKernel.transposed(factors.solve(DiffusionKernel.transposed(part))))
                    .flatMap(Arrays::stream)
                    .toArray(double[][]::new);
        }

        /** By how much each player's value rises with a pair's target: E G⁻¹ (1 − c H) + c F, where E = S⁻¹ X, G = Xᵀ E, F = S⁻¹ Ψ, H = Eᵀ Ψ, and Ψ what the kernels of the pairs give each player. */
        double[][] influences() {
            int n = block.columns.length;
            double[][] influences = solved(block.shapley);
            double[][] wanted = new double[n][n];
            for (int a = 0; a < n; a++) {
                for (int b = 0; b < n; b++) {
                    wanted[a][b] = (a == b ? 1 : 0) - ratio * Sums.product(direct[a], block.shapley[b]);
                }
            }
            double[][] mixed = DiffusionKernel.transposed(players.solve(wanted));
            for (int player = 0; player < n; player++) {
                double[] row = influences[player];
                for (int i = 0; i < row.length; i++) {
                    row[i] *= ratio;
                }
                Sums.add(mixed[player], n, direct, row);
            }
            return influences;
        }

        /** What the block's targets are off, each without itself: (Q t)ᵢ / Qᵢᵢ. */
        double[] residuals(double[] targets, double... moved) {
            double[] errors = Arrays.stream(block.pairs)
                    .mapToDouble(pair -> targets[pair])
                    .toArray();
            double[] beta = new double[direct.length];
            for (int a = 0; a < beta.length; a++) {
                beta[a] = Sums.product(direct[a], errors);
            }
            players.solve(beta);
            factors.solve(errors);
            Sums.add(Sums.negative(beta), beta.length, direct, errors);
            for (int i = 0; i < errors.length; i++) {
                double left = Math.max(own[i] / block.weights[i], 1e-6);
                errors[i] /= block.weights[i] * unmoved(1 - left, moved, block.pairs[i]);
            }
            return errors;
        }

        /** The mean square of those. */
        double meanSquare(double[] targets) {
            double[] off = residuals(targets);
            double sum = 0;
            for (int i = 0; i < off.length; i++) {
                sum += block.weights[i] * off[i] * off[i];
            }
            return sum / off.length;
        }
    }

    /**
     * @param design which coalitions there are
     * @param solved all of its pairs
     */
    DiffusionFit(PairedDesign design, Solved solved) {
        super(design, solved.influences());
        this.solved = solved;
    }

    @Override
    double[] residuals(double[] targets, double... moved) {
        return solved.residuals(targets, moved);
    }
}
