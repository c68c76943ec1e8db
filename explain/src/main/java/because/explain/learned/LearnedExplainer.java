package because.explain.learned;

import because.core.Absence;
import because.core.BadInput;
import because.core.Budget;
import because.core.Candidate;
import because.core.Coalitions;
import because.core.EventStates;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Game;
import because.core.Question;
import because.core.Recommender;
import because.core.Setting;
import because.core.Target;
import because.explain.shapley.AutoShapley;
import because.explain.shapley.GameSolver;
import because.explain.shapley.Oracle;
import because.explain.shapley.PooledGame;
import because.explain.shapley.Solution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/**
 * Explains by what was learned from the model ({@link LearnedModel}), in one of two ways.
 *
 * <p>{@link #alone}: one forward pass gives all values; nothing is asked but what nobody and everybody are worth, and the values are shifted evenly to add up to that. The standard errors say how far such
 * values were off on other people, and the header says that these were not compared with the model.
 *
 * <p>{@link #checked}: the learned game is a control variate. Shapley values are linear, so φ(v) = φ(v − βg) + βφ(g); the last is known, and the rest is sampled as it is without a learned game, from the same
 * coalitions. β is one of 0, ¼, ½, ¾ and 1, the one with the smallest standard errors; 0 unless they are clearly smaller, so a game that says nothing of the model is left aside. The standard errors are those
 * of the sampling.
 */
public final class LearnedExplainer implements Explainer {
    /** The name of the one that samples. */
    public static final String CHECKED = "learned";

    /** The name of the one that only passes forward. */
    public static final String ALONE = "learned-alone";

    private static final double[] FACTORS = {0.25, 0.5, 0.75, 1};

    /** Standard errors are uncertain themselves: the learned game is left aside unless it lowers the sum of their squares to less than this share. */
    private static final double GAIN = 0.8;

    private final String method;
    private final LearnedModels models;
    private final GameSolver solver;

    private LearnedExplainer(String method, LearnedModels models, GameSolver solver) {
        this.method = method;
        this.models = models;
        this.solver = solver;
    }

    /** @return samples, once a setting has what was learned ({@link #in}) */
    public static LearnedExplainer checked() {
        return new LearnedExplainer(CHECKED, (_, _) -> nothing(), new AutoShapley());
    }

    /** @return only passes forward, once a setting has what was learned ({@link #in}) */
    public static LearnedExplainer alone() {
        return new LearnedExplainer(ALONE, (_, _) -> nothing(), new AutoShapley());
    }

    private static LearnedModel nothing() {
        throw new BadInput("no explainer was learned for this model.\nMaybe learn one first: because learn-explainer");
    }

    /**
     * @param models give what was learned; asked once for each target and absence, when it is first needed
     * @return both ways, by their names
     */
    public static List<Explainer> of(LearnedModels models) {
        LearnedModels once = new Once(models);
        return List.of(
                new LearnedExplainer(CHECKED, once, new AutoShapley()),
                new LearnedExplainer(ALONE, once, new AutoShapley()));
    }

    /** Asks once. */
    private static final class Once implements LearnedModels {
        private final LearnedModels models;
        private final Map<List<Object>, LearnedModel> known = new HashMap<>();

        Once(LearnedModels models) {
            this.models = models;
        }

        @Override
        public synchronized LearnedModel about(Target target, Absence absence) {
            List<Object> asked = List.of(target, absence);
            LearnedModel present = known.get(asked);
            if (present == null) {
                present = models.about(target, absence);
                known.put(asked, present);
            }
            return present;
        }
    }

    /**
     * @param model what was learned
     * @return the same way with it
     */
    public LearnedExplainer with(LearnedModel model) {
        return new LearnedExplainer(method, (_, _) -> model, solver);
    }

    /**
     * @param solver what samples the rest
     * @return the same way with it
     */
    public LearnedExplainer sampling(GameSolver solver) {
        return new LearnedExplainer(method, models, solver);
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public Explainer in(Setting setting) {
        return setting.made().stream()
                .filter(explainer -> explainer.method().equals(method))
                .findFirst()
                .orElse(this);
    }

    @Override
    public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
        LearnedModel learned = models.about(question.target(), question.absence());
        learned.check(recommender, question);
        EventStates states = LearnedModel.states(recommender);
        EventStates.Reading reading = states.read(question.profile());
        PooledGame surrogate = learned.game(states, reading, question);
        Game game = recommender.game(question);
        Solution solution = method.equals(ALONE)
                ? alone(learned, ends(states, reading, question, game), surrogate)
                : check(learned, game, surrogate, budget, seed);
        return solution.attributions(recommender, question, budget, seed);
    }

    /** What nobody and everybody are worth; a score of everybody is known from the reading. */
    private static double[][] ends(EventStates states, EventStates.Reading reading, Question question, Game game) {
        List<Candidate> candidates = question.candidates();
        double[] scores = question.target() == Target.SCORE && game.players() > 0
                ? candidates.stream()
                        .flatMapToDouble(candidate -> states.score(reading, candidate).stream())
                        .toArray()
                : new double[0];
        Oracle oracle = new Oracle(game);
        if (scores.length < candidates.size()) {
            return oracle.ends();
        }
        Coalitions nobody = new Coalitions(game.players());
        nobody.addNone();
        return new double[][] {oracle.ask(nobody)[0], scores};
    }

    private Solution alone(LearnedModel learned, double[][] ends, PooledGame surrogate) {
        double[][] values = alone(surrogate, column -> ends[0][column], column -> ends[1][column]);
        double[][] errors = new double[values.length][surrogate.columns()];
        for (int column = 0; column < surrogate.columns(); column++) {
            double squares = 0;
            for (double[] row : values) {
                squares += row[column] * row[column];
            }
            double error = learned.measured().spread() * Math.sqrt(squares / values.length);
            for (double[] row : errors) {
                row[column] = error;
            }
        }
        Map<String, String> said = said(learned);
        said.put("comparedWithModel", "false");
        return new Solution(method, said, ends[0], ends[1], values, errors, values.length == 0 ? 1 : 2);
    }

    /** The Shapley values of the learned game, shifted evenly to add up to what everybody is worth more than nobody. */
    static double[][] alone(PooledGame surrogate, IntToDoubleFunction base, IntToDoubleFunction score) {
        double[][] values = surrogate.shapley();
        for (int column = 0; column < surrogate.columns(); column++) {
            double left = score.applyAsDouble(column) - base.applyAsDouble(column);
            for (double[] row : values) {
                left -= row[column];
            }
            for (double[] row : values) {
                row[column] += left / values.length;
            }
        }
        return values;
    }

    private Solution check(LearnedModel learned, Game game, PooledGame surrogate, Budget budget, long seed) {
        Solution solution = check(solver, game, surrogate, budget, seed);
        Map<String, String> said = said(learned);
        said.putAll(solution.options());
        return solution.with(method, said);
    }

    /** Shapley values of a game, sampled with another as control variate. */
    static Solution check(GameSolver solver, Game game, PooledGame surrogate, Budget budget, long seed) {
        Rest rest = new Rest(game, surrogate, FACTORS);
        Solution plain = solver.solve(rest.recording(), budget, seed);
        Solution helped = solver.solve(rest, budget, seed); // asks the same coalitions in the same order
        double[][] known = surrogate.shapley();
        int n = game.players();
        double[] base = new double[game.columns()];
        double[] score = new double[game.columns()];
        double[][] values = new double[n][game.columns()];
        double[][] errors = new double[n][game.columns()];
        List<String> factors = new ArrayList<>();
        for (int column = 0; column < game.columns(); column++) {
            base[column] = plain.base(column);
            score[column] = plain.score(column);
            int best = -1;
            double least = GAIN * squares(plain, column);
            for (int f = 0; f < FACTORS.length; f++) {
                double own = squares(helped, column * FACTORS.length + f);
                if (own < least) {
                    best = f;
                    least = own;
                }
            }
            double factor = best < 0 ? 0 : FACTORS[best];
            Solution chosen = best < 0 ? plain : helped;
            int from = best < 0 ? column : column * FACTORS.length + best;
            for (int i = 0; i < n; i++) {
                values[i][column] = chosen.value(i, from) + factor * known[i][column];
                errors[i][column] = chosen.standardError(i, from);
            }
            factors.add(String.format(Locale.ROOT, "%s", factor));
        }
        Map<String, String> said = new TreeMap<>(plain.options());
        said.put("sampledBy", plain.method());
        said.put("learnedFactor", String.join(", ", factors.stream().distinct().toList()));
        return new Solution(plain.method(), said, base, score, values, errors, plain.calls());
    }

    private static double squares(Solution solution, int column) {
        double sum = 0;
        for (int i = 0; i < solution.players(); i++) {
            sum += Math.pow(solution.standardError(i, column), 2);
        }
        return sum;
    }

    private static Map<String, String> said(LearnedModel learned) {
        LearnedModel.Measured measured = learned.measured();
        Map<String, String> said = new TreeMap<>();
        said.put("learnedError", String.format(Locale.ROOT, "%.4f", measured.error()));
        said.put("learnedCorrelation", String.format(Locale.ROOT, "%.4f", measured.correlation()));
        said.put("learnedAnswers", String.valueOf(measured.answers()));
        said.put("learnedSeed", String.valueOf(learned.origin().seed()));
        said.put("learnedFrom", learned.origin().data());
        return said;
    }
}
