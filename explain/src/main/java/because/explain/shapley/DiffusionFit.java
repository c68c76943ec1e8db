package because.explain.shapley;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Universal kriging of the odd part of a game: a number for each player, of which nothing is known before, and beside them all that players do together, of which a {@link DiffusionKernel} says how much is to
 * be expected. What is left over is orthogonal to the players in the regression's weights, so values tend to the Shapley values whatever the kernel is. A pair's residual without itself is known in closed form
 * (Dubrule 1983).
 *
 * <p>More pairs than {@value #MOST} are dealt out to blocks, each of which is a fit of its own; what they find is averaged.
 */
final class DiffusionFit extends PairedFit {
    /** The algebra's cost rises with the third power. */
    static final int MOST = 700;

    /** So many pairs say well enough how much players do together. */
    private static final int PILOT = 256;

    /** A block of fewer pairs a player would know too little of each. */
    private static final int FEWEST_A_PLAYER = 4;

    private final List<Solved> blocks;
    private final int pairs;

    /** Some pairs, and what the kernel says of them: the same for every ratio. */
    static final class Block {
        private final int[] pairs;
        private final double[] weights;
        private final double[][] columns;
        private final double[][] kernel;
        private final double[][] shapley;

        private Block(PairedDesign design, double[][] present, double[] strength, int first, int step) {
            this.pairs = IntStream.iterate(first, i -> i < design.pairs(), i -> i + step)
                    .toArray();
            this.weights = weights(design, pairs);
            int n = present.length;
            this.columns = new double[n][pairs.length];
            double[][] signs = new double[pairs.length][n];
            for (int i = 0; i < pairs.length; i++) {
                double share = 0;
                for (int player = 0; player < n; player++) {
                    double there = present[player][pairs[i]];
                    signs[i][player] = 2 * there - 1;
                    share += there / n;
                }
                for (int player = 0; player < n; player++) {
                    columns[player][i] = present[player][pairs[i]] - share;
                }
            }
            DiffusionKernel expected = new DiffusionKernel(strength, signs);
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
    private static final class Solved {
        private final Block block;
        private final Cholesky factors;
        private final Cholesky players;
        private final double[][] direct; // S⁻¹ X
        private final double[] own; // the diagonal of Q = S⁻¹ − S⁻¹ X (Xᵀ S⁻¹ X)⁻¹ Xᵀ S⁻¹
        private final double ratio;

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
            this.direct = transposed(factors.solve(transposed(block.columns)));
            int n = block.columns.length;
            double[][] gram = new double[n][n];
            for (int a = 0; a < n; a++) {
                for (int b = 0; b <= a; b++) {
                    gram[a][b] = Sums.product(direct[a], block.columns[b]);
                }
            }
            this.players = new Cholesky(RegressionFit.centred(gram));
            this.own = factors.inverseDiagonal();
            for (double[] part : players.forward(direct)) {
                for (int i = 0; i < m; i++) {
                    own[i] -= part[i] * part[i];
                }
            }
        }

        /** By how much each player's value rises with a pair's target: E G⁻¹ (1 − c H) + c F, where E = S⁻¹ X, G = Xᵀ E, F = S⁻¹ Ψ, H = Eᵀ Ψ, and Ψ what the kernels of the pairs give each player. */
        double[][] influences() {
            int n = block.columns.length;
            double[][] influences = transposed(factors.solve(transposed(block.shapley)));
            double[][] wanted = new double[n][n];
            for (int a = 0; a < n; a++) {
                for (int b = 0; b < n; b++) {
                    wanted[a][b] = (a == b ? 1 : 0) - ratio * Sums.product(direct[a], block.shapley[b]);
                }
            }
            double[][] mixed = transposed(players.solve(wanted));
            for (int player = 0; player < n; player++) {
                double[] row = influences[player];
                for (int i = 0; i < row.length; i++) {
                    row[i] *= ratio;
                }
                Sums.add(mixed[player], n, direct, row);
            }
            return influences;
        }

        /** Writes what the block's targets are off, each without itself: (Q t)ᵢ / Qᵢᵢ. */
        void residuals(double[] targets, double[] moved, double[] off) {
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
                off[block.pairs[i]] = errors[i] / block.weights[i] / unmoved(1 - left, moved, block.pairs[i]);
            }
        }

        private static double[][] transposed(double[][] rows) {
            double[][] columns = new double[rows[0].length][rows.length];
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < columns.length; j++) {
                    columns[j][i] = rows[i][j];
                }
            }
            return columns;
        }
    }

    private DiffusionFit(PairedDesign design, double[][] influences, List<Solved> blocks) {
        super(design, influences, blocks.size() == 1);
        this.blocks = blocks;
        this.pairs = design.pairs();
    }

    /**
     * @param design which coalitions there are
     * @param present of each player, in which pairs' coalitions it is: 1 or 0
     * @param strength how much each player was found to count
     * @return the pairs, dealt out
     */
    static List<Block> blocks(PairedDesign design, double[][] present, double[] strength) {
        int count = Math.ceilDiv(design.pairs(), Math.max(MOST, FEWEST_A_PLAYER * present.length));
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(first -> new Block(design, present, strength, first, count))
                .toList();
    }

    /**
     * @param design which coalitions there are
     * @param blocks its pairs
     * @param ratio how many times as much as what is left over, in squares, players are expected to do together
     * @return what is found
     */
    static DiffusionFit of(PairedDesign design, List<Block> blocks, double ratio) {
        List<Solved> solved =
                blocks.parallelStream().map(block -> new Solved(block, ratio)).toList();
        double[][] influences = new double[blocks.getFirst().columns.length][design.pairs()];
        for (Solved block : solved) {
            double[][] own = block.influences();
            for (int player = 0; player < own.length; player++) {
                for (int i = 0; i < own[player].length; i++) {
                    influences[player][block.block.pairs[i]] = own[player][i] / solved.size();
                }
            }
        }
        return new DiffusionFit(design, influences, solved);
    }

    /** Says how much players do together, by how well each ratio foretells every one of some pairs from the others. */
    static final class Pilot {
        private final int pairs;
        private final Map<Double, Solved> ratios = new TreeMap<>();

        /**
         * @param design which coalitions there are
         * @param present of each player, in which pairs' coalitions it is: 1 or 0
         * @param strength how much each player was found to count
         * @param ratios to choose among
         */
        Pilot(PairedDesign design, double[][] present, double[] strength, double... ratios) {
            this.pairs = design.pairs();
            Block block = new Block(design, present, strength, 0, Math.ceilDiv(pairs, PILOT));
            for (double ratio : ratios) {
                this.ratios.put(ratio, new Solved(block, ratio));
            }
        }

        /**
         * @param targets of each pair
         * @return the ratio that foretells them best
         */
        double best(double[] targets) {
            double best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (Map.Entry<Double, Solved> each : ratios.entrySet()) {
                Block block = each.getValue().block;
                double[] off = new double[pairs];
                each.getValue().residuals(targets, new double[0], off);
                double squares = 0;
                for (int i = 0; i < block.pairs.length; i++) {
                    squares += block.weights[i] * off[block.pairs[i]] * off[block.pairs[i]];
                }
                if (squares < least) {
                    least = squares;
                    best = each.getKey();
                }
            }
            return best;
        }
    }

    @Override
    double[] residuals(double[] targets, double... moved) {
        double[] off = new double[pairs];
        blocks.forEach(block -> block.residuals(targets, moved, off));
        return off;
    }
}
