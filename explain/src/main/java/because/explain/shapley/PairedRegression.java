package because.explain.shapley;

import because.explain.shapley.PoolFit.Pairs;
import because.explain.shapley.ShapleyRegression.Answers;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * From what was answered about pairs to the values. Of several regressions, and of the game itself and what a fitted pool leaves of it, each column of the game takes what has the smallest standard errors.
 */
final class PairedRegression {
    /** With fewer pairs, standard errors say too little of which ratio is best. */
    private static final int FEWEST_PAIRS = 32;

    /** With fewer pairs, a pool is not fitted. */
    private static final int FEWEST_POOLED = 20;

    /** With fewer pairs a player, what a pool leaves of a pair is taken from a pool that was fitted to other pairs: one that bends to all of them leaves next to nothing. */
    private static final int FEW_A_PLAYER = 4;

    /** Into so many parts pairs are dealt for that. */
    private static final int PARTS = 4;

    /** Standard errors are uncertain themselves: a pool is left aside unless it lowers the sum of their squares to less than this share. */
    private static final double GAIN = 0.8;

    /** With fewer than {@link #FEWEST_PAIRS}, they are more uncertain still. */
    private static final double FEW_GAIN = 0.25;

    /** A pool bends to the pairs more than its slopes say; by so much, real models' intervals hold what they should. */
    private static final double BENT = 1.5;

    private final PairedDesign design;
    private final Answers answers;
    private final double[][] ends;
    private final int n;
    private final LastPresent order;
    private final boolean further;
    private final double[][] targets;
    private final Pairs pairs;

    /**
     * @param design which pairs were asked
     * @param answers what was answered
     * @param ends v of nobody and of everybody
     * @param n how many players
     * @param order of whom it counts who is the last present one
     * @param further whether there is more than a number for each player
     */
    PairedRegression(PairedDesign design, Answers answers, double[][] ends, int n, LastPresent order, boolean further) {
        this.design = design;
        this.answers = answers;
        this.ends = ends;
        this.n = n;
        this.order = order;
        this.further = further;
        this.targets = new double[answers.own().length][design.pairs()];
        double[][] present = new double[n][design.pairs()];
        for (int pair = 0; pair < design.pairs(); pair++) {
            BitSet there = design.coalition(pair);
            for (int player = there.nextSetBit(0); player >= 0; player = there.nextSetBit(player + 1)) {
                present[player][pair] = 1;
            }
            for (int column = 0; column < targets.length; column++) {
                double odd = (answers.own()[column][pair] - answers.others()[column][pair]) / 2;
                targets[column][pair] = odd - fair(pair, ends[1][column] - ends[0][column]);
            }
        }
        this.pairs = new Pairs(present, design.weights());
    }

    /** The odd part of a pair if everybody got the same of a whole. */
    private double fair(int pair, double whole) {
        return whole / n * (2.0 * design.coalition(pair).cardinality() - n) / 2;
    }

    /** What one column gets, and how. */
    private static final class Found {
        private final double[] values;
        private final double[] errors;
        private final PairedFit fit;
        private final boolean pooled;

        Found(double[] values, double[] errors, PairedFit fit, boolean pooled) {
            this.values = values;
            this.errors = errors;
            this.fit = fit;
            this.pooled = pooled;
        }
    }

    /** A column's answers, what a pool leaves of them, and how much players are expected to do together in either. */
    private final class Column {
        private final int column;
        private final double[] own;
        private final double[] others;
        private final double whole;
        private final @Nullable PoolFit pool;
        private final double[] left;

        Column(int column) {
            this.column = column;
            this.own = above(answers.own()[column], ends[0][column]);
            this.others = above(answers.others()[column], ends[0][column]);
            this.whole = ends[1][column] - ends[0][column];
            boolean pooled = further && !design.complete() && design.pairs() >= FEWEST_POOLED;
            this.pool = pooled ? new PoolFit(pairs, own, others, whole) : null;
            this.left = pool == null ? new double[0] : left(targets[column], pool, pairs);
        }

        /** How well each ratio foretells the answers, or what the pool leaves of them if that is foretold better. */
        Map<Double, Double> foretold(Together together) {
            Map<Double, Double> direct = together.foretold(targets[column]);
            if (pool == null) {
                return direct;
            }
            Map<Double, Double> rest = together.foretold(left);
            return Collections.min(rest.values()) < Collections.min(direct.values()) ? rest : direct;
        }

        Found found(List<PairedFit> fits) {
            Found direct = best(fits, targets[column]);
            if (pool == null) {
                return direct;
            }
            double[] moved = {};
            Found rest = best(fits, left);
            if (design.pairs() >= FEW_A_PLAYER * n) {
                if (!better(rest, direct)) {
                    return direct; // leverages only make the errors larger, and take longer than to ask without them
                }
                moved = pool.leverages();
                rest = best(fits, left, moved);
            } else {
                rest = new Found(rest.values, errorsApart(rest.fit), rest.fit, true);
            }
            if (!better(rest, direct)) {
                return direct;
            }
            double[] errors = rest.errors;
            if (moved.length > 0) {
                double[] bent = Arrays.stream(moved).map(part -> BENT * part).toArray();
                errors = rest.fit.standardErrors(left, bent);
            }
            double[] values = pool.shapley();
            double fair = Arrays.stream(values).sum() / n;
            for (int player = 0; player < n; player++) {
                values[player] += rest.values[player] - fair;
            }
            return new Found(values, errors, rest.fit, true);
        }

        private boolean better(Found rest, Found direct) {
            double gain = design.pairs() < FEWEST_PAIRS ? FEW_GAIN : GAIN;
            return squares(rest.errors) < gain * squares(direct.errors);
        }

        /** From what pools leave of pairs that they were not fitted to: as it is, or what a fit of it is off, whichever is less. */
        private double[] errorsApart(PairedFit fit) {
            double[] apart = apart();
            double[] raw = fit.spreads(apart);
            double[] fitted = fit.standardErrors(apart);
            return squares(raw) < squares(fitted) ? raw : fitted;
        }

        /** Of each pair, what is left by a pool that was fitted to the other parts of the pairs. */
        private double[] apart() {
            double[] apart = new double[design.pairs()];
            for (int part = 0; part < PARTS; part++) {
                PoolFit fitted = new PoolFit(
                        pairs.without(part, PARTS),
                        PoolFit.without(own, part, PARTS),
                        PoolFit.without(others, part, PARTS),
                        whole);
                double[] off = left(targets[column], fitted, pairs);
                for (int pair = part; pair < apart.length; pair += PARTS) {
                    apart[pair] = off[pair];
                }
            }
            return apart;
        }
    }

    /** Fills values and their standard errors, and says how they were found. */
    void solve(double[][] values, double[][] errors, Map<String, String> options) {
        double[][] rows = columns();
        RegressionFit plain =
                new RegressionFit(design, new RegressionFit.Rows(design.weights(), rows, new double[n][0]), 0);
        boolean enough = further && !design.complete() && design.pairs() >= FEWEST_PAIRS;
        // Meanwhile, pools are fitted.
        @Nullable
        CompletableFuture<Together> coming = enough
                ? CompletableFuture.supplyAsync(() ->
                        new Together(design, pairs.present(), rows, new DiffusionKernel.Prior(strength(plain), order)))
                : null;
        List<Column> columns = IntStream.range(0, targets.length)
                .parallel()
                .mapToObj(Column::new)
                .toList();
        @Nullable Together together = coming == null ? null : coming.join();
        double ratio = together == null ? 0 : ratio(columns, together);
        List<PairedFit> fits = together == null ? List.of(plain) : List.of(plain, together.fit(ratio));
        List<Found> found =
                columns.parallelStream().map(column -> column.found(fits)).toList();
        for (int column = 0; column < targets.length; column++) {
            Found own = found.get(column);
            if (further) {
                String name = own.fit == plain ? "none" : Double.toString(ratio);
                options.merge("together", name, (a, b) -> a.equals(b) ? a : "by column");
                options.merge("pool", own.pooled ? "fitted" : "none", (a, b) -> a.equals(b) ? a : "by column");
            }
            for (int player = 0; player < n; player++) {
                values[player][column] = (ends[1][column] - ends[0][column]) / n + own.values[player];
                errors[player][column] = own.errors[player];
            }
        }
    }

    /** One for all columns, as a fit takes its time: the ratio that foretells them best, each in parts of its own. */
    private static double ratio(List<Column> columns, Together together) {
        Map<Double, Double> all = new TreeMap<>();
        columns.parallelStream()
                .map(column -> column.foretold(together))
                .toList()
                .forEach(foretold -> foretold.forEach(
                        (ratio, off) -> all.merge(ratio, Math.log(Math.max(off, Double.MIN_NORMAL)), Double::sum)));
        return Collections.min(all.entrySet(), Map.Entry.comparingByValue()).getKey();
    }

    private static Found best(List<PairedFit> fits, double[] targets, double... moved) {
        PairedFit best = fits.getFirst();
        double[] least = best.standardErrors(targets, moved);
        for (PairedFit fit : fits.subList(1, fits.size())) {
            double[] errors = fit.standardErrors(targets, moved);
            if (squares(errors) < squares(least)) {
                least = errors;
                best = fit;
            }
        }
        return new Found(best.values(targets), least, best, moved.length > 0);
    }

    private static double[] above(double[] answers, double nobody) {
        return Arrays.stream(answers).map(answer -> answer - nobody).toArray();
    }

    /** What a pool leaves of the targets. */
    private double[] left(double[] targets, PoolFit pool, Pairs pairs) {
        double[] odd = pool.odd(pairs);
        double whole = pool.whole();
        double[] left = new double[targets.length];
        Arrays.setAll(left, pair -> targets[pair] - odd[pair] + fair(pair, whole));
        return left;
    }

    /** How much each player counts, in parts of all, over the columns. */
    private double[] strength(RegressionFit plain) {
        double[] strength = new double[n];
        for (double[] target : targets) {
            double[] found = plain.values(target);
            double scale = Math.sqrt(squares(found));
            for (int player = 0; player < n && scale > 0; player++) {
                strength[player] += Math.abs(found[player]) / scale;
            }
        }
        return strength;
    }

    /** Of each player and pair, whether it is there, less the share of all who are. */
    private double[][] columns() {
        double[][] columns = new double[n][design.pairs()];
        for (int pair = 0; pair < design.pairs(); pair++) {
            double share = (double) design.coalition(pair).cardinality() / n;
            for (int player = 0; player < n; player++) {
                columns[player][pair] = pairs.present()[player][pair] - share;
            }
        }
        return columns;
    }

    private static double squares(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number * number;
        }
        return sum;
    }
}
