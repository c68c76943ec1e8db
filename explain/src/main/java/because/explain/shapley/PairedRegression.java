package because.explain.shapley;

import because.explain.shapley.PoolFit.Pairs;
import because.explain.shapley.ShapleyRegression.Answers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * From what was answered about pairs to the values. Of several regressions, and of the game itself and what a fitted pool leaves of it, each column of the game takes what has the smallest standard errors.
 */
final class PairedRegression {
    private static final double[] PENALTIES = {0.03, 0.3, 3};

    /** So many pairs a feature, at the least, are there for the further features. */
    private static final int PAIRS_A_FEATURE = 1;

    private static final int MOST_STRONG = 8;

    /** With fewer pairs, standard errors say too little of which strength is best. */
    private static final int FEWEST_PAIRS = 24;

    /** With fewer pairs, a pool is not fitted. */
    private static final int FEWEST_POOLED = 20;

    /** With fewer pairs a player, what a pool leaves of a pair is taken from a pool that was fitted to other pairs: one that bends to all of them leaves next to nothing. */
    private static final int FEW_A_PLAYER = 4;

    /** Standard errors are uncertain themselves: a pool is left aside unless it lowers the sum of their squares to less than this share. */
    private static final double GAIN = 0.8;

    /** A pool bends to the pairs more than its slopes say; by so much, real models' intervals hold what they should. */
    private static final double BENT = 1.5;

    private final PairedDesign design;
    private final Answers answers;
    private final double[][] ends;
    private final int n;
    private final boolean further;
    private final double[][] targets;
    private final Pairs pairs;

    /**
     * @param design which pairs were asked
     * @param answers what was answered
     * @param ends v of nobody and of everybody
     * @param n how many players
     * @param further whether there is more than a number for each player
     */
    PairedRegression(PairedDesign design, Answers answers, double[][] ends, int n, boolean further) {
        this.design = design;
        this.answers = answers;
        this.ends = ends;
        this.n = n;
        this.further = further;
        this.targets = new double[answers.own().length][design.pairs()];
        double[] weights = new double[design.pairs()];
        double[][] present = new double[n][design.pairs()];
        for (int s = 0; s < design.strata(); s++) {
            Arrays.fill(weights, design.start(s), design.start(s + 1), design.weight(s));
        }
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
        this.pairs = new Pairs(present, weights);
    }

    /** The odd part of a pair if everybody got the same of a whole. */
    private double fair(int pair, double whole) {
        return whole / n * (2.0 * design.coalition(pair).cardinality() - n) / 2;
    }

    /** What one column gets, and by which regression. */
    private static final class Found {
        private final double[] values;
        private final double[] errors;
        private final int fit;
        private final boolean pooled;

        Found(double[] values, double[] errors, int fit, boolean pooled) {
            this.values = values;
            this.errors = errors;
            this.fit = fit;
            this.pooled = pooled;
        }

        double[] values() {
            return values;
        }

        double[] errors() {
            return errors;
        }

        int fit() {
            return fit;
        }

        boolean pooled() {
            return pooled;
        }
    }

    /** Fills values and their standard errors, and says how they were found. */
    void solve(double[][] values, double[][] errors, Map<String, String> options) {
        OddFeatures none = new OddFeatures(n, false);
        RegressionFit plain = new RegressionFit(design, rows(none), none.values(), 0);
        List<RegressionFit> fits = new ArrayList<>(List.of(plain));
        List<String> names = new ArrayList<>(List.of("none"));
        if (further && !design.complete() && design.pairs() >= FEWEST_PAIRS) {
            OddFeatures features = features(plain);
            RegressionFit.Rows rows = rows(features);
            if (features.size() > 0) {
                double[][] known = features.values();
                fits.addAll(Arrays.stream(PENALTIES)
                        .parallel()
                        .mapToObj(penalty -> new RegressionFit(design, rows, known, penalty))
                        .toList());
                Arrays.stream(PENALTIES).forEach(penalty -> names.add(Double.toString(penalty)));
            }
        }
        List<Found> found = IntStream.range(0, targets.length)
                .parallel()
                .mapToObj(column -> column(column, fits))
                .toList();
        for (int column = 0; column < targets.length; column++) {
            Found own = found.get(column);
            if (further) {
                options.merge("penalty", names.get(own.fit()), (a, b) -> a.equals(b) ? a : "by column");
                options.merge("pool", own.pooled() ? "fitted" : "none", (a, b) -> a.equals(b) ? a : "by column");
            }
            for (int player = 0; player < n; player++) {
                values[player][column] = (ends[1][column] - ends[0][column]) / n + own.values()[player];
                errors[player][column] = own.errors()[player];
            }
        }
    }

    private Found column(int column, List<RegressionFit> fits) {
        Found direct = best(fits, targets[column]);
        if (!further || design.complete() || design.pairs() < FEWEST_POOLED) {
            return direct;
        }
        double[] own = above(answers.own()[column], ends[0][column]);
        double[] others = above(answers.others()[column], ends[0][column]);
        double whole = ends[1][column] - ends[0][column];
        PoolFit pool = new PoolFit(pairs, own, others, whole);
        double[] left = left(targets[column], pool, pairs);
        double[] moved = {};
        Found rest;
        if (design.pairs() >= FEW_A_PLAYER * n) {
            if (!(squares(best(fits, left).errors()) < GAIN * squares(direct.errors()))) {
                return direct; // leverages only make the errors larger, and take longer than to ask without them
            }
            moved = pool.leverages();
            rest = best(fits, left, moved);
        } else {
            RegressionFit plain = fits.getFirst();
            rest = new Found(plain.values(left), plain.spreads(apart(column, own, others, whole)), 0, true);
        }
        if (!(squares(rest.errors()) < GAIN * squares(direct.errors()))) {
            return direct;
        }
        double[] errors = rest.errors();
        if (moved.length > 0) {
            double[] bent = Arrays.stream(moved).map(part -> BENT * part).toArray();
            errors = fits.get(rest.fit()).standardErrors(left, bent);
        }
        double[] values = pool.shapley();
        double fair = Arrays.stream(values).sum() / n;
        for (int player = 0; player < n; player++) {
            values[player] += rest.values()[player] - fair;
        }
        return new Found(values, errors, rest.fit(), true);
    }

    private static Found best(List<RegressionFit> fits, double[] targets, double... moved) {
        int best = 0;
        double[] least = new double[0];
        for (int f = 0; f < fits.size(); f++) {
            double[] errors = fits.get(f).standardErrors(targets, moved);
            if (f == 0 || squares(errors) < squares(least)) {
                least = errors;
                best = f;
            }
        }
        return new Found(fits.get(best).values(targets), least, best, moved.length > 0);
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

    /** Of each pair, what is left by a pool that was fitted to one half of the pairs, this one not among them. */
    private double[] apart(int column, double[] own, double[] others, double whole) {
        double[] apart = new double[design.pairs()];
        for (int half = 0; half < 2; half++) {
            PoolFit pool = new PoolFit(pairs.half(half), PoolFit.half(own, half), PoolFit.half(others, half), whole);
            double[] left = left(targets[column], pool, pairs);
            for (int pair = 1 - half; pair < apart.length; pair += 2) {
                apart[pair] = left[pair];
            }
        }
        return apart;
    }

    /** As many as the pairs pay for. */
    private OddFeatures features(RegressionFit plain) {
        int room = design.pairs() / PAIRS_A_FEATURE - n;
        boolean crowd = room >= n;
        int left = crowd ? room - n : room;
        int strong = 2;
        while (strong < Math.min(n, MOST_STRONG) && (strong + 1) * strong * (strong - 1) / 6 <= left) {
            strong++;
        }
        double[] strength = new double[n];
        for (double[] target : targets) {
            double[] found = plain.values(target);
            double scale = Math.sqrt(squares(found));
            for (int player = 0; player < n && scale > 0; player++) {
                strength[player] += Math.abs(found[player]) / scale;
            }
        }
        return new OddFeatures(n, crowd, OddFeatures.strongest(strength, strong));
    }

    private RegressionFit.Rows rows(OddFeatures features) {
        double[][] rows = new double[design.pairs()][n + features.size()];
        for (int pair = 0; pair < rows.length; pair++) {
            BitSet present = design.coalition(pair);
            double share = (double) present.cardinality() / n;
            for (int player = 0; player < n; player++) {
                rows[pair][player] = (present.get(player) ? 1 : 0) - share;
            }
            features.write(present, rows[pair], n);
        }
        return new RegressionFit.Rows(design, rows, n + features.size());
    }

    private static double squares(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number * number;
        }
        return sum;
    }
}
