package because.explain.shapley;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * What the players of a design do together, for several answers to the same questions: how much of it is to be expected, and the fits that expect it. With up to {@value #MOST} pairs a {@link DiffusionFit}, whose algebra
 * rises with their third power; with more, a regression on the kernels of {@value #CENTRES} of them (Nyström's approximation).
 */
final class Together {
    static final int MOST = 1000;
    static final int CENTRES = 400;

    /** So many pairs, and so many a player, say well enough how much players do together. */
    private static final int PILOT = 128;

    private static final int PILOT_A_PLAYER = 3;

    /** How many times as much as what is left over, in squares, players may be expected to do together. */
    private static final double[] RATIOS = {0.1, 1, 10};

    private final Map<Double, DiffusionFit.Solved> pilots = new TreeMap<>();
    private final DoubleFunction<PairedFit> fits;

    /**
     * @param design which coalitions there are
     * @param present of each player, in which pairs' coalitions it is: 1 or 0
     * @param columns for each player the regression's column
     * @param prior what is known of the players
     */
    Together(PairedDesign design, double[][] present, double[][] columns, DiffusionKernel.Prior prior) {
        int few = Math.max(PILOT, PILOT_A_PLAYER * present.length);
        DiffusionFit.Block pilot =
                new DiffusionFit.Block(design, present, columns, prior, Math.ceilDiv(design.pairs(), few));
        if (design.pairs() <= MOST) {
            DiffusionFit.Block all =
                    design.pairs() <= few ? pilot : new DiffusionFit.Block(design, present, columns, prior, 1);
            this.fits = ratio -> new DiffusionFit(design, new DiffusionFit.Solved(all, ratio));
        } else {
            RegressionFit.Rows thinned = thinned(design, present, columns, prior);
            this.fits = ratio -> new RegressionFit(design, thinned, 1 / ratio);
        }
        Arrays.stream(RATIOS)
                .parallel()
                .mapToObj(ratio -> Map.entry(ratio, new DiffusionFit.Solved(pilot, ratio)))
                .toList()
                .forEach(solved -> pilots.put(solved.getKey(), solved.getValue()));
    }

    /** The kernels of some pairs as columns, turned so that all are expected alike. */
    private static RegressionFit.Rows thinned(
            PairedDesign design, double[][] present, double[][] columns, DiffusionKernel.Prior prior) {
        int n = present.length;
        double[][] signs = DiffusionKernel.signs(
                present, IntStream.range(0, design.pairs()).toArray());
        double[][] centres = IntStream.range(0, CENTRES)
                .mapToObj(centre -> signs[(int) ((long) centre * signs.length / CENTRES)])
                .toArray(double[][]::new);
        DiffusionKernel kernel = new DiffusionKernel(prior, centres);
        Cholesky factors = new Cholesky(kernel.products());
        double[][] features = factors.forward(transposed(kernel.products(signs)));
        double[][] values = transposed(factors.forward(transposed(kernel.shapley())));
        double[][] all = Arrays.copyOf(columns, n + CENTRES);
        System.arraycopy(features, 0, all, n, CENTRES);
        return new RegressionFit.Rows(design.weights(), all, values);
    }

    private static double[][] transposed(double[][] rows) {
        return DiffusionKernel.transposed(rows);
    }

    /**
     * @param targets of each pair
     * @return of each ratio, how well it foretells some pairs, each from the others: the mean square of what it is off
     */
    Map<Double, Double> foretold(double[] targets) {
        Map<Double, Double> off = new TreeMap<>();
        pilots.forEach((ratio, pilot) -> off.put(ratio, pilot.meanSquare(targets)));
        return off;
    }

    /**
     * @param ratio one of those that {@link #foretold} knows
     * @return the fit that expects so much
     */
    PairedFit fit(double ratio) {
        return fits.apply(ratio);
    }
}
