package because.explain.surrogate;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Budget;
import because.core.Explanation;
import because.core.Game;
import because.core.Question;
import because.core.Recommender;
import because.explain.shapley.GameSolver;
import because.explain.shapley.Oracle;
import because.explain.shapley.Solution;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * LIME (Ribeiro, Singh and Guestrin 2016): a linear function of who is present, fitted to the target around the person as they are. How many players are absent is drawn
 * evenly from 0 to n and then who, as lime does it with words; a draw counts √exp(−d²/w²) with d² absent players and w = 0.75 √n. A player's value is its coefficient.
 *
 * <p>lime says nothing of how sure a coefficient is. Here the draws come in independent repetitions. The values are fitted to all of them together; their standard errors
 * come from leaving out one repetition at a time (the delete-a-group jackknife), and say how far the values are from those that infinitely many draws would give. Where players are selected a single
 * repetition hardly changes which, and that jackknife is too sure of itself; there half of the repetitions are left out at a time (Shao and Wu 1989). Standard errors do
 * not say how well a linear function fits: R² does. Where all 2ⁿ coalitions are affordable, nothing is drawn and the fit is that of infinitely many draws.
 *
 * <p>The header's options carry, for each candidate, {@code r2}, the {@code intercept}, and the {@code stability}: how far the five strongest players of two
 * repetitions agree (the mean Jaccard index over all pairs; Visani and others 2022). A repetition has a tenth of the draws, so the whole is more stable than that.
 */
public final class Lime implements GameSolver {
    /** The method's name with the usual options. */
    public static final String METHOD = "lime";

    /** Stability looks at so many of the strongest players. */
    private static final int STRONGEST = 5;

    /** So many halves of the repetitions are fitted where players are selected. */
    private static final int HALVES = 20;

    private final String name;
    private final Options options;

    /** How the linear function is fitted. */
    public enum Fit {
        /** Least squares with a penalty on squared coefficients. */
        RIDGE,
        /** Least squares with a penalty on absolute coefficients, given as a share of the smallest penalty that leaves no player over. */
        LASSO
    }

    /** Which players the function may use. */
    public enum Selection {
        /** All of them. */
        ALL,
        /** Those with the largest absolute coefficients, which are then fitted anew without the others. */
        STRONGEST,
        /** Added one by one, each time the one that explains most, and then fitted. */
        FORWARD
    }

    /**
     * How LIME works.
     *
     * @param width the kernel's width in units of √n, above 0
     * @param fit how the function is fitted
     * @param penalty of the fit, 0 or more; lime's own ridge has 1
     * @param selection which players it uses
     * @param features how many players it uses at most, 1 or more, unless all are used
     * @param repetitions in how many independent parts the draws come, 2 or more
     * @param enumerate whether to use all coalitions instead of draws where they are affordable
     */
    public record Options(
            double width,
            Fit fit,
            double penalty,
            Selection selection,
            int features,
            int repetitions,
            boolean enumerate) {
        /** Refuses numbers out of range. */
        public Options {
            if (!(width > 0)) {
                throw BadInput.of("the kernel's width", width, "above 0", "");
            }
            if (!(penalty >= 0)) {
                throw BadInput.of("penalty", penalty, "0 or more", "");
            }
            if (features < 1) {
                throw BadInput.of("features", features, "1 or more", "");
            }
            if (repetitions < 2) {
                throw BadInput.of("repetitions", repetitions, "2 or more", "");
            }
        }

        /** @return lime's kernel, all players, no penalty (lime's would pull values towards 0, which no standard error counts), ten repetitions */
        public static Options defaults() {
            return new Options(LimeKernel.WIDTH, Fit.RIDGE, 0, Selection.ALL, 10, 10, true);
        }

        /**
         * @param fit how the function is fitted
         * @param penalty of the fit
         * @return the same options with them
         */
        public Options withFit(Fit fit, double penalty) {
            return new Options(width, fit, penalty, selection, features, repetitions, enumerate);
        }

        /**
         * @param selection which players the function uses
         * @param features how many at most
         * @return the same options with them
         */
        public Options withSelection(Selection selection, int features) {
            return new Options(width, fit, penalty, selection, features, repetitions, enumerate);
        }

        /**
         * @param repetitions in how many independent parts the draws come
         * @return the same options with them
         */
        public Options withRepetitions(int repetitions) {
            return new Options(width, fit, penalty, selection, features, repetitions, enumerate);
        }

        /**
         * @param enumerate whether to use all coalitions where they are affordable
         * @return the same options with it
         */
        public Options withEnumerate(boolean enumerate) {
            return new Options(width, fit, penalty, selection, features, repetitions, enumerate);
        }

        private Map<String, String> named() {
            Map<String, String> named = new LinkedHashMap<>();
            named.put("width", Double.toString(width));
            named.put("fit", fit.name().toLowerCase(Locale.ROOT));
            named.put("penalty", Double.toString(penalty));
            named.put("selection", selection.name().toLowerCase(Locale.ROOT));
            if (selection != Selection.ALL) {
                named.put("features", Integer.toString(features));
            }
            return named;
        }
    }

    /**
     * @param name the method's name in headers
     * @param options how it works
     */
    public Lime(String name, Options options) {
        this.name = name;
        this.options = options;
    }

    /** LIME with the usual options. */
    public Lime() {
        this(METHOD, Options.defaults());
    }

    /** @return LIME by weighted lasso, which gives most players 0 and pulls the others a little towards 0 */
    public static Lime lasso() {
        return new Lime("lime-lasso", Options.defaults().withFit(Fit.LASSO, 0.02));
    }

    /** @return LIME in terms of six players, found by forward selection */
    public static Lime forward() {
        return new Lime("lime-forward", Options.defaults().withSelection(Selection.FORWARD, 6));
    }

    @Override
    public String method() {
        return name;
    }

    @Override
    public Solution solve(Game game, Budget budget, long seed) {
        return fit(game, budget, seed).solution();
    }

    @Override
    public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
        Fitted fitted = fit(recommender.game(question), budget, seed);
        List<Explanation> explanations = new ArrayList<>();
        for (Explanation explanation : fitted.solution().attributions(recommender, question, budget, seed)) {
            int column = explanations.size();
            Attribution attribution = (Attribution) explanation;
            LinearFit fit = fitted.fits().get(column);
            explanations.add(attribution.withHeader(attribution
                    .header()
                    .adding(Map.of(
                            "intercept",
                            Double.toString(fit.intercept()),
                            "r2",
                            Double.toString(fit.score()),
                            "stability",
                            Double.toString(fitted.stabilities().get(column))))));
        }
        return explanations;
    }

    /**
     * A game's linear stand-in.
     *
     * @param solution the coefficients as values
     * @param fits for each column of the game the fitted function
     * @param stabilities for each column how far repetitions agree, 0 to 1
     */
    public record Fitted(Solution solution, List<LinearFit> fits, List<Double> stabilities) {
        /** Copies the lists. */
        public Fitted {
            fits = List.copyOf(fits);
            stabilities = List.copyOf(stabilities);
        }
    }

    /**
     * Fits a game.
     *
     * @param game the game
     * @param budget how many coalitions may be evaluated; for n players at least 2 (n + 2)
     * @param seed of the draws
     * @return the fit
     * @throws BadInput if the budget is too small
     */
    public Fitted fit(Game game, Budget budget, long seed) {
        int n = game.players();
        boolean all = options.enumerate() && n < Long.SIZE - 2 && 1L << n <= budget.calls();
        int repetitions = all ? 1 : (int) Math.min(options.repetitions(), (budget.calls() - 2) / (n + 1L));
        if (!all && repetitions < 2) {
            throw BadInput.of(
                    "budget",
                    budget.calls(),
                    2 * (n + 2L) + " calls or more for " + name + " with " + n + " players",
                    "Maybe raise the budget, explain fewer events, or group them.");
        }
        Oracle oracle = new Oracle(game);
        double[][] ends = oracle.ends();
        Neighbourhood neighbourhood = new Neighbourhood(oracle, ends, n, options.width());
        List<WeightedRegression> parts = new ArrayList<>();
        if (all) {
            parts.add(neighbourhood.all());
        } else {
            SplittableRandom seeds = new SplittableRandom(seed);
            int draws = (int) Math.min(Integer.MAX_VALUE, (budget.calls() - 2) / repetitions);
            for (int repetition = 0; repetition < repetitions; repetition++) {
                parts.add(neighbourhood.drawn(draws, seeds.split()));
            }
        }
        return fitted(parts, ends, oracle);
    }

    private Fitted fitted(List<WeightedRegression> parts, double[][] ends, Oracle oracle) {
        int columns = ends[0].length;
        WeightedRegression whole = sum(parts, ends);
        int n = whole.features();
        double[][] values = new double[n][columns];
        double[][] errors = new double[n][columns];
        List<LinearFit> fits = new ArrayList<>();
        List<Double> stabilities = new ArrayList<>();
        boolean selects = options.selection() != Selection.ALL;
        List<WeightedRegression> leftOut = parts.size() < 2
                ? List.of()
                : selects
                        ? halves(parts, ends)
                        : parts.stream().map(part -> without(parts, part, ends)).toList();
        int left = selects ? parts.size() / 2 : parts.size() - 1; // in each of them
        for (int column = 0; column < columns; column++) {
            int target = column;
            LinearFit fit = fit(whole, target);
            fits.add(fit);
            List<LinearFit> jackknife =
                    leftOut.stream().map(part -> fit(part, target)).toList();
            for (int player = 0; player < n; player++) {
                values[player][column] = fit.coefficients().get(player);
                errors[player][column] = error(jackknife, player, left / (double) (parts.size() - left));
            }
            stabilities.add(parts.size() < 2 ? 1 : stability(parts, target));
        }
        Map<String, String> named = options.named();
        named.put("repetitions", Integer.toString(parts.size()));
        return new Fitted(
                new Solution(name, named, ends[0], ends[1], values, errors, oracle.calls()), fits, stabilities);
    }

    private static WeightedRegression sum(List<WeightedRegression> parts, double[][] ends) {
        WeightedRegression sum = Neighbourhood.empty(parts.getFirst().features(), ends);
        parts.forEach(part -> sum.add(part, 1));
        return sum;
    }

    private static WeightedRegression without(
            List<WeightedRegression> parts, WeightedRegression left, double[][] ends) {
        return sum(parts.stream().filter(part -> part != left).toList(), ends);
    }

    /** Halves of the repetitions, always the same ones. */
    private static List<WeightedRegression> halves(List<WeightedRegression> parts, double[][] ends) {
        Random random = new Random(1);
        List<WeightedRegression> shuffled = new ArrayList<>(parts);
        List<WeightedRegression> halves = new ArrayList<>();
        while (halves.size() < HALVES) {
            Collections.shuffle(shuffled, random);
            halves.add(sum(shuffled.subList(0, shuffled.size() / 2), ends));
        }
        return halves;
    }

    private LinearFit fit(WeightedRegression regression, int target) {
        int[] used = switch (options.selection()) {
            case ALL -> IntStream.range(0, regression.features()).toArray();
            case STRONGEST ->
                FeatureSelection.strongest(fitAll(regression, target).coefficients(), options.features()).stream()
                        .mapToInt(i -> i)
                        .toArray();
            case FORWARD -> FeatureSelection.forward(regression, target, options.features());
        };
        return options.selection() == Selection.ALL
                ? fitAll(regression, target)
                : regression.ridge(target, options.fit() == Fit.RIDGE ? options.penalty() : 0, used);
    }

    private LinearFit fitAll(WeightedRegression regression, int target) {
        return switch (options.fit()) {
            case RIDGE ->
                regression.ridge(
                        target,
                        options.penalty(),
                        IntStream.range(0, regression.features()).toArray());
            case LASSO -> regression.lasso(target, options.penalty() * regression.emptyPenalty(target));
        };
    }

    /** The root of the mean of (β − mean)² over fits that leave something out, times how much more is left than left out. */
    private static double error(List<LinearFit> jackknife, int player, double ratio) {
        double mean = jackknife.stream()
                .mapToDouble(f -> f.coefficients().get(player))
                .average()
                .orElse(0);
        double squares = jackknife.stream()
                .mapToDouble(f -> Math.pow(f.coefficients().get(player) - mean, 2))
                .average()
                .orElse(0);
        return squares == 0 ? 0 : Math.sqrt(squares * ratio);
    }

    private double stability(List<WeightedRegression> parts, int target) {
        List<BitSet> strongest = new ArrayList<>();
        for (WeightedRegression part : parts) {
            BitSet set = new BitSet();
            List<Double> coefficients = fit(part, target).coefficients();
            FeatureSelection.strongest(coefficients, STRONGEST).stream()
                    .filter(i -> coefficients.get(i) != 0)
                    .forEach(set::set);
            strongest.add(set);
        }
        double sum = 0;
        for (int a = 0; a < strongest.size(); a++) {
            for (int b = a + 1; b < strongest.size(); b++) {
                BitSet both = (BitSet) strongest.get(a).clone();
                both.and(strongest.get(b));
                BitSet either = (BitSet) strongest.get(a).clone();
                either.or(strongest.get(b));
                sum += either.isEmpty() ? 1 : (double) both.cardinality() / either.cardinality();
            }
        }
        return sum * 2 / (strongest.size() * (strongest.size() - 1.0));
    }
}
