package because.explain.shapley;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Budget;
import because.core.Candidate;
import because.core.Convergence;
import because.core.Explanation;
import because.core.Header;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Question;
import because.core.Recommender;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What each player of a game gets, in each column of the game. It cannot be changed. */
public final class Solution {
    private final String method;
    private final Map<String, String> options;
    private final double[] base;
    private final double[] score;
    private final double[][] values;
    private final double[][] standardErrors;
    private final long calls;

    /**
     * All arrays are copied.
     *
     * @param method the name of the method that found it
     * @param options the method's options, by name
     * @param base v of nobody, a number for each column
     * @param score v of everybody, a number for each column
     * @param values what each player gets: a row for each player, a column for each column of the game
     * @param standardErrors of the values, in the same shape; 0 where a value is exact, NaN where the method cannot say
     * @param calls how many coalitions were evaluated
     */
    public Solution(
            String method,
            Map<String, String> options,
            double[] base,
            double[] score,
            double[][] values,
            double[][] standardErrors,
            long calls) {
        this.method = method;
        this.options = Map.copyOf(options);
        this.base = base.clone();
        this.score = score.clone();
        this.values = copy(values);
        this.standardErrors = copy(standardErrors);
        this.calls = calls;
    }

    /** The same of some of the players alone, from one to before another. */
    Solution part(int from, int to) {
        return new Solution(
                method,
                options,
                base,
                score,
                Arrays.copyOfRange(values, from, to),
                Arrays.copyOfRange(standardErrors, from, to),
                calls);
    }

    private static double[][] copy(double[][] rows) {
        double[][] copy = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            copy[row] = rows[row].clone();
        }
        return copy;
    }

    /**
     * @param method another name
     * @param options other options
     * @return the same values under them
     */
    public Solution with(String method, Map<String, String> options) {
        return new Solution(method, options, base, score, values, standardErrors, calls);
    }

    /** @return the name of the method that found it */
    public String method() {
        return method;
    }

    /** @return the method's options, by name */
    public Map<String, String> options() {
        return options;
    }

    /** @return how many players there are */
    public int players() {
        return values.length;
    }

    /** @return how many columns the game has */
    public int columns() {
        return base.length;
    }

    /** @return how many coalitions were evaluated, for all columns together */
    public long calls() {
        return calls;
    }

    /**
     * @param column from 0 to columns − 1
     * @return v of nobody
     */
    public double base(int column) {
        return base[column];
    }

    /**
     * @param column from 0 to columns − 1
     * @return v of everybody
     */
    public double score(int column) {
        return score[column];
    }

    /**
     * @param player from 0 to players − 1
     * @param column from 0 to columns − 1
     * @return what the player gets
     */
    public double value(int player, int column) {
        return values[player][column];
    }

    /**
     * @param player from 0 to players − 1
     * @param column from 0 to columns − 1
     * @return the standard error of the player's value; 0 if it is exact, NaN if the method cannot say
     */
    public double standardError(int player, int column) {
        return standardErrors[player][column];
    }

    /**
     * @return of how many degrees of freedom the t-distribution is that makes an interval of a value and its standard error ({@link StudentT}): independent draws less what was fitted to them, 1 or more
     */
    public int degrees() {
        int drawn = Stream.of("pairs", "blocks", "repetitions")
                .filter(options::containsKey)
                .mapToInt(what -> Integer.parseInt(options.getOrDefault(what, "")))
                .findFirst()
                .orElse(2);
        boolean fitted = options.containsKey(ShapleyRegression.SAMPLING);
        return Math.max(1, drawn - (fitted ? players() : 1));
    }

    /**
     * Whether enough was drawn for a column.
     *
     * @param column from 0 to columns − 1
     * @return the largest standard error against the largest value; not reached if a standard error is not known
     */
    public Convergence convergence(int column) {
        double error = 0;
        double value = 0;
        for (int player = 0; player < players(); player++) {
            error = Math.max(error, standardErrors[player][column]);
            value = Math.max(value, Math.abs(values[player][column]));
        }
        return error == 0 ? Convergence.EXACT : Convergence.of(error / value);
    }

    /**
     * Says the solution as an answer to the question that the game was made of.
     *
     * @param recommender the model that is explained
     * @param question its players are the game's players, its candidates the game's columns
     * @param budget what the solution was allowed to cost
     * @param seed of everything random
     * @return an attribution for each candidate, in their order
     */
    public List<Explanation> attributions(Recommender recommender, Question question, Budget budget, long seed) {
        Map<String, String> all = new TreeMap<>(options);
        all.put("budget", Long.toString(budget.calls()));
        List<Explanation> attributions = new ArrayList<>(columns());
        for (int column = 0; column < columns(); column++) {
            Header header = new Header(
                    Header.SCHEMA,
                    method,
                    all,
                    seed,
                    recommender.provenance().fingerprint(),
                    id(recommender, question.candidates().get(column)),
                    question.target(),
                    question.absence(),
                    base[column],
                    score[column],
                    calls,
                    convergence(column),
                    Optional.empty());
            List<PlayerValue> players = new ArrayList<>(players());
            for (int player = 0; player < players(); player++) {
                Player who = question.players().get(player);
                players.add(new PlayerValue(who, values[player][column], standardErrors[player][column]));
            }
            attributions.add(Attribution.of(header, players));
        }
        return attributions;
    }

    /** The id by which an explanation names the item that it is about. */
    static String id(Recommender recommender, Candidate candidate) {
        return switch (candidate) {
            case Candidate.Known known ->
                recommender.catalog().item(known.index()).id();
            case Candidate.Described described -> described.item().id();
        };
    }

    /** What a solver says when the budget does not reach. */
    static BadInput tooSmall(Budget budget, long needed, String method, int players) {
        return BadInput.of(
                "budget",
                budget.calls(),
                needed + " calls or more for " + method + " with " + players + " players",
                "Maybe raise the budget, explain fewer events, or group them.");
    }
}
