package because.explain.shapley;

import because.core.Budget;
import because.core.Coalitions;
import because.core.Convergence;
import because.core.DeletionTest;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Game;
import because.core.Header;
import because.core.InteractionValues;
import because.core.InteractionValues.Check;
import because.core.InteractionValues.Pair;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Question;
import because.core.Recommender;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Says what pairs of players do together: an {@link InteractionIndex}, exact from all coalitions where that is affordable (at most
 * {@value ExactShapley#MOST_PLAYERS} players) and otherwise from random orders, with standard errors. The strongest pair is checked on the game
 * ({@link InteractionValues.Check}), at some 120 calls beside the budget.
 */
public final class InteractionExplainer implements Explainer {
    /** The method's name; that of another index than SII follows it. */
    public static final String METHOD = "interactions";

    /** What is smaller, against the largest number of the game, is rounding. */
    private static final double ROUNDING = 1e-9;

    private final InteractionIndex index;

    /** @param index which */
    public InteractionExplainer(InteractionIndex index) {
        this.index = index;
    }

    @Override
    public String method() {
        return index == InteractionIndex.SII ? METHOD : METHOD + "-" + index.label();
    }

    @Override
    public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
        Game game = recommender.game(question);
        Solution all = solve(game, budget, seed);
        int n = game.players();
        double[][] values = rounded(all, n);
        List<List<Pair>> pairs = new ArrayList<>();
        List<Optional<Pair>> strongest = new ArrayList<>();
        for (int column = 0; column < game.columns(); column++) {
            List<Pair> told = new ArrayList<>();
            for (int one = 0; one < n; one++) {
                for (int other = one + 1; other < n; other++) {
                    int row = PairWalks.row(one, other, n);
                    told.add(new Pair(
                            question.players().get(one).id(),
                            question.players().get(other).id(),
                            values[row][column],
                            values[row][column] == 0 ? 0 : all.standardError(row, column)));
                }
            }
            pairs.add(told);
            strongest.add(told.stream()
                    .filter(pair -> pair.value() != 0)
                    .max(Comparator.comparingDouble(pair -> Math.abs(pair.value()))));
        }
        Together together = new Together(game, seed);
        Map<String, Integer> numbers = new LinkedHashMap<>();
        question.players().forEach(player -> numbers.put(player.id(), numbers.size()));
        strongest.forEach(pair -> pair.ifPresent(named -> together.plan(set(named, numbers))));
        together.measure();
        List<Explanation> explanations = new ArrayList<>();
        for (int column = 0; column < game.columns(); column++) {
            int measured = column;
            Optional<Check> check = strongest
                    .get(column)
                    .map(pair -> together.check(pair, set(pair, numbers), measured, certain(pair, all)));
            explanations.add(
                    told(recommender, question, budget, seed, all, column, pairs.get(column), check, together.calls()));
        }
        return explanations;
    }

    private InteractionValues told(
            Recommender recommender,
            Question question,
            Budget budget,
            long seed,
            Solution all,
            int column,
            List<Pair> pairs,
            Optional<Check> check,
            long calls) {
        List<PlayerValue> alone = new ArrayList<>();
        double sum = 0;
        for (int player = 0; player < question.players().size(); player++) {
            Player who = question.players().get(player);
            alone.add(new PlayerValue(who, all.value(player, column), all.standardError(player, column)));
            sum += all.value(player, column);
        }
        double error = 0;
        double largest = 0;
        for (Pair pair : pairs) {
            sum += pair.value();
            error = Math.max(error, pair.standardError());
            largest = Math.max(largest, Math.abs(pair.value()));
        }
        Map<String, String> options = new TreeMap<>(all.options());
        options.put("index", index.label());
        options.put("budget", Long.toString(budget.calls()));
        Header header = new Header(
                Header.SCHEMA,
                method(),
                options,
                seed,
                recommender.provenance().fingerprint(),
                Solution.id(recommender, question.candidates().get(column)),
                question.target(),
                question.absence(),
                all.base(column),
                all.score(column),
                all.calls() + calls,
                error == 0 ? Convergence.EXACT : Convergence.of(error / largest),
                Optional.empty());
        return new InteractionValues(
                header, index.label(), alone, pairs, all.score(column) - all.base(column) - sum, check);
    }

    /** A pair whose value is within rounding of 0 gets 0: of a model that adds up, no pair is to seem the strongest. */
    private static double[][] rounded(Solution all, int players) {
        double[][] pairs = new double[all.players()][all.columns()];
        for (int column = 0; column < all.columns(); column++) {
            double largest = Math.max(Math.abs(all.base(column)), Math.abs(all.score(column)));
            for (int player = 0; player < players; player++) {
                largest = Math.max(largest, Math.abs(all.value(player, column)));
            }
            for (int row = players; row < pairs.length; row++) {
                double value = all.value(row, column);
                double reach = Math.abs(value) + 2 * all.standardError(row, column);
                pairs[row][column] = reach <= ROUNDING * largest ? 0 : value;
            }
        }
        return pairs;
    }

    /**
     * Solves a game.
     *
     * @param game any
     * @param budget how many coalitions may be asked
     * @param seed of the random orders, where not all coalitions are asked
     * @return the values of the players, and after them those of the pairs: 0 and 1, 0 and 2, …, 1 and 2, …
     * @throws because.core.BadInput if the budget is too small
     */
    public Solution solve(Game game, Budget budget, long seed) {
        int n = game.players();
        if (n < 2 || (n <= ExactShapley.MOST_PLAYERS && 1L << n <= budget.calls())) {
            return exact(game);
        }
        int blocks = PairWalks.blocks(n, index, budget.calls());
        if (blocks < PairWalks.FEWEST_BLOCKS) {
            long fewest = PairWalks.calls(n, index, PairWalks.FEWEST_BLOCKS);
            long all = n <= ExactShapley.MOST_PLAYERS ? 1L << n : Long.MAX_VALUE;
            throw Solution.tooSmall(budget, Math.min(fewest, all), method(), n);
        }
        return new PairWalks(game, index).solve(blocks, seed);
    }

    private Solution exact(Game game) {
        Dividends dividends = Dividends.of(game);
        int n = game.players();
        int columns = game.columns();
        double[][] values = new double[n + n * (n - 1) / 2][columns];
        double[] base = new double[columns];
        double[] score = new double[columns];
        for (int column = 0; column < columns; column++) {
            base[column] = dividends.base(column);
            score[column] = dividends.score(column);
            for (int one = 0; one < n; one++) {
                values[one][column] = dividends.alone(index, one, column);
                for (int other = one + 1; other < n; other++) {
                    values[PairWalks.row(one, other, n)][column] = dividends.pair(index, one, other, column);
                }
            }
        }
        return new Solution(
                index.label(), Map.of(), base, score, values, new double[values.length][columns], dividends.calls());
    }

    /** Whether 0 is outside the 95 % interval, which is wide where there were few blocks. */
    private static boolean certain(Pair pair, Solution solution) {
        return Math.abs(pair.value()) > StudentT.twoSided(0.95, solution.degrees()) * pair.standardError();
    }

    private static BitSet set(Pair pair, Map<String, Integer> numbers) {
        BitSet set = new BitSet();
        set.set(numbers.getOrDefault(pair.one(), 0));
        set.set(numbers.getOrDefault(pair.other(), 0));
        return set;
    }

    /** What pairs do together while everybody else is present, all measured in one batch. */
    private static final class Together {
        private final Game game;
        private final long seed;
        private final Map<BitSet, Integer> rows = new LinkedHashMap<>();
        private List<BitSet> others = List.of();
        private double[][] values = {};

        Together(Game game, long seed) {
            this.game = game;
            this.seed = seed;
        }

        /** Plans a pair, and the others that it is compared with: one more than is needed, as one of them may be the pair itself. */
        void plan(BitSet pair) {
            if (others.isEmpty()) {
                others = random(DeletionTest.REMOVALS + 1);
                others.forEach(this::add);
            }
            add(pair);
        }

        /** So many different pairs, or all where there are fewer. */
        private List<BitSet> random(int count) {
            int n = game.players();
            int[] numbers = new int[n * n];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = i;
            }
            PermutationShapley.shuffle(numbers, new SplittableRandom(seed));
            List<BitSet> pairs = new ArrayList<>();
            for (int i = 0; i < numbers.length && pairs.size() < count; i++) {
                if (numbers[i] / n < numbers[i] % n) {
                    BitSet pair = new BitSet();
                    pair.set(numbers[i] / n);
                    pair.set(numbers[i] % n);
                    pairs.add(pair);
                }
            }
            return pairs;
        }

        private void add(BitSet pair) {
            row(new BitSet());
            row(pair);
            pair.stream().forEach(player -> {
                BitSet one = new BitSet();
                one.set(player);
                row(one);
            });
        }

        private void row(BitSet removed) {
            rows.putIfAbsent(removed, rows.size());
        }

        void measure() {
            Coalitions coalitions = new Coalitions(game.players());
            for (BitSet removed : rows.keySet()) {
                BitSet present = new BitSet(game.players());
                present.set(0, game.players());
                present.andNot(removed);
                coalitions.add(present);
            }
            values = rows.isEmpty() ? values : new Oracle(game).ask(coalitions);
        }

        private double without(BitSet removed, int column) {
            return values[rows.getOrDefault(removed, 0)][column];
        }

        private double of(BitSet pair, int column) {
            double sum = without(new BitSet(), column) + without(pair, column);
            for (int player : pair.stream().toArray()) {
                BitSet one = new BitSet();
                one.set(player);
                sum -= without(one, column);
            }
            return sum;
        }

        Check check(Pair named, BitSet pair, int column, boolean certain) {
            double together = of(pair, column);
            List<BitSet> compared = others.stream()
                    .filter(other -> !other.equals(pair))
                    .limit(DeletionTest.REMOVALS)
                    .toList();
            int weaker = (int) compared.stream()
                    .filter(other -> Math.abs(of(other, column)) < Math.abs(together))
                    .count();
            return Check.of(named, together, compared.size(), weaker, certain);
        }

        long calls() {
            return values.length;
        }
    }
}
