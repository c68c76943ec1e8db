package because.cli.vectors;

import because.core.Absence;
import because.core.Attribution;
import because.core.BadInput;
import because.core.Convergence;
import because.core.Game;
import because.core.Header;
import because.core.Part;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Target;
import because.explain.shapley.Dividends;
import because.explain.shapley.ExactShapley;
import because.explain.shapley.InteractionIndex;
import because.explain.shapley.LinearShapley;
import because.explain.shapley.OwenValues;
import because.explain.shapley.PermutationShapley;
import because.explain.shapley.ShapleyRegression;
import because.explain.shapley.Solution;
import because.testkit.TableGame;
import because.testkit.vectors.VectorFamily;
import because.testkit.vectors.VectorInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The family {@code shapley}: games that are written out or described, solved by the explainers. */
public final class ShapleyVectors implements VectorFamily {
    private static final Pattern CAPTUM = Pattern.compile("captum BasicModel_MultiLayer, output \\d+: (.+)");
    private static final String SIGMOID = "sigmoid(intercept + sum w_i x_i)";
    private static final String LOGIT = "v(S) = logit(mean over background of model output)";
    private static final String PAIR = "v(S) = |S|/n + 1 if both members of the pair are in S";
    private static final String GAUSSIAN = "E[f(X) | X_S = x_S], X Gaussian";

    @Override
    public String name() {
        return "shapley";
    }

    @Override
    public Set<String> kinds() {
        return Set.of(
                "captum_model",
                "second_order",
                "linear_interventional",
                "linear_observational",
                "logit_link",
                "dummy_game",
                "soum_interactions",
                "random_game",
                "owen",
                "kernel_weights",
                "kernel_regression",
                "tree",
                "additivity_gate");
    }

    @Override
    public Answer answer(String kind, VectorInput input) {
        return switch (kind) {
            case "captum_model" -> captum(input);
            case "second_order" -> secondOrder(input);
            case "linear_interventional" -> linearInterventional(input);
            case "linear_observational" -> linearObservational(input);
            case "logit_link" -> logitLink(input);
            case "dummy_game" -> dummyGame(input);
            case "soum_interactions" -> sumOfUnanimity(input);
            case "random_game" -> Answer.of(IndexVectors.all(VectorGames.table(input)));
            case "owen" -> owen(input);
            case "kernel_weights" -> kernelWeights(input);
            case "kernel_regression" -> kernelRegression(input);
            case "tree" -> TreeVectors.answer(input);
            case "additivity_gate" -> additivityGate(input);
            default -> throw BadInput.unknown("kind", kind, kinds());
        };
    }

    private static double[] values(Game game) {
        Solution solution = ExactShapley.of(game);
        return IntStream.range(0, game.players())
                .mapToDouble(player -> solution.value(player, 0))
                .toArray();
    }

    private static Map<String, Object> valuesBaseAndScore(Game game) {
        Solution solution = ExactShapley.of(game);
        return Map.of("values", values(game), "base", solution.base(0), "score", solution.score(0));
    }

    private static Answer captum(VectorInput input) {
        String text = input.at("model").text();
        Matcher model = CAPTUM.matcher(text);
        if (!model.matches()) {
            throw BadInput.unknown("model", text, List.of("captum BasicModel_MultiLayer, output 0: <formula>"));
        }
        return Answer.of(valuesBaseAndScore(ofFormula(model.group(1), input)));
    }

    /** The players are the groups of features, or all features if no groups are given. */
    private static TableGame ofFormula(String formula, VectorInput input) {
        double[] x = input.at("x").numbers();
        List<int[]> players = input.find("groups")
                .map(groups -> List.of(groups.integerRows()))
                .orElseGet(() -> VectorGames.singles(x.length));
        TableGame game = VectorGames.ofFeatures(Formula.parse(formula, x.length), x, background(input), players);
        return VectorGames.checked(game, input);
    }

    private static double[][] background(VectorInput input) {
        return input.find("background").map(VectorInput::matrix).orElseGet(() ->
                new double[][] {input.at("baseline").numbers()});
    }

    private static Answer secondOrder(VectorInput input) {
        Optional<VectorInput> model = input.find("model");
        TableGame game = model.isPresent() ? ofFormula(model.get().text(), input) : VectorGames.table(input);
        int[] order = input.at("permutation").integers();
        if (!Arrays.equals(
                Arrays.stream(order).sorted().toArray(),
                IntStream.range(0, game.players()).toArray())) {
            throw BadInput.of(
                    "the permutation", Arrays.toString(order), "each of " + game.players() + " players once", "");
        }
        int[] back = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            back[i] = order[order.length - 1 - i];
        }
        double[] exact = values(game);
        double[] forward = firstColumn(PermutationShapley.marginals(game, order));
        double[] backward = firstColumn(PermutationShapley.marginals(game, back));
        double[] mean = new double[exact.length];
        boolean same = true;
        for (int player = 0; player < mean.length; player++) {
            mean[player] = (forward[player] + backward[player]) / 2;
            same &= Math.abs(mean[player] - exact[player]) <= 1e-9 * Math.max(1, Math.abs(exact[player]));
        }
        return Answer.of(Map.of(
                "values", exact,
                "forward", forward,
                "backward", backward,
                "mean_of_forward_and_backward", mean,
                "single_pair_is_exact", same));
    }

    private static double[] firstColumn(double[][] rows) {
        return Arrays.stream(rows).mapToDouble(row -> row[0]).toArray();
    }

    private static Answer linearInterventional(VectorInput input) {
        double[] x = input.at("x").numbers();
        ToDoubleFunction<double[]> model = linearModel(input, "coefficients", x.length);
        double[][] background = background(input);
        TableGame game =
                VectorGames.checked(VectorGames.ofFeatures(model, x, background, VectorGames.singles(x.length)), input);
        double[] mean = new double[x.length];
        for (double[] row : background) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / background.length;
            }
        }
        return Answer.of(Map.of(
                "values",
                LinearShapley.interventional(input.at("coefficients").numbers(), x, mean),
                "base",
                game.v(0),
                "score",
                game.v((1 << x.length) - 1)));
    }

    private static ToDoubleFunction<double[]> linearModel(VectorInput input, String key, int features) {
        double[] weights = input.at(key).numbers();
        if (weights.length != features) {
            throw BadInput.of("the number of " + key, weights.length, features + ", as there are features", "");
        }
        return VectorGames.linear(
                weights, input.find("intercept").map(VectorInput::number).orElse(0.0));
    }

    private static Answer linearObservational(VectorInput input) {
        requireKnown("value function", input.at("value_function").text(), GAUSSIAN);
        double[] x = input.at("x").numbers();
        double[] mean = input.at("mean").numbers();
        double[][] covariance = input.at("covariance").matrix();
        double[] coefficients = input.at("coefficients").numbers();
        return Answer.of(Map.of(
                "observational", values(LinearShapley.observational(coefficients, x, mean, covariance, 0)),
                "interventional", LinearShapley.interventional(coefficients, x, mean)));
    }

    private static Answer logitLink(VectorInput input) {
        requireKnown("model", input.at("model").text(), SIGMOID);
        requireKnown("link", input.at("link").text(), LOGIT);
        double[] x = input.at("x").numbers();
        ToDoubleFunction<double[]> logit = linearModel(input, "weights", x.length);
        TableGame probabilities = VectorGames.ofFeatures(
                row -> 1 / (1 + Math.exp(-logit.applyAsDouble(row))),
                x,
                background(input),
                VectorGames.singles(x.length));
        TableGame game = TableGame.of(x.length, present -> {
            double p = probabilities.v(present);
            return Math.log(p / (1 - p));
        });
        return Answer.of(valuesBaseAndScore(VectorGames.checked(game, input)));
    }

    private static Answer dummyGame(VectorInput input) {
        requireKnown("game", input.at("game").text(), PAIR);
        TableGame game =
                VectorGames.ofPair(input.at("n").integer(), input.at("pair").integers());
        Map<String, Object> answer = new LinkedHashMap<>(IndexVectors.all(VectorGames.checked(game, input)));
        Dividends dividends = Dividends.of(game);
        int[] pair = input.at("pair").integers();
        answer.put("sum", Arrays.stream(values(game)).sum());
        answer.put("sii_pair", dividends.pair(InteractionIndex.SII, pair[0], pair[1], 0));
        answer.put("moebius_pair", dividends.of(bits(pair), 0));
        // The same for every player; which one is told does not matter, and the table says it for all.
        answer.put("moebius_singletons", dividends.of(bits(0), 0));
        return Answer.of(answer);
    }

    private static BitSet bits(int... members) {
        BitSet bits = new BitSet();
        Arrays.stream(members).forEach(bits::set);
        return bits;
    }

    private static Answer sumOfUnanimity(VectorInput input) {
        TableGame game =
                VectorGames.ofTerms(input.at("n").integer(), input.at("terms").elements());
        return Answer.of(IndexVectors.all(VectorGames.checked(game, input)));
    }

    private static Answer owen(VectorInput input) {
        TableGame game = VectorGames.table(input);
        Solution owen = OwenValues.exact(game, List.of(input.at("partition").integerRows()));
        double[] values = IntStream.range(0, game.players())
                .mapToDouble(player -> owen.value(player, 0))
                .toArray();
        return Answer.of(Map.of("shapley", values(game), "owen", values));
    }

    private static Answer kernelWeights(VectorInput input) {
        int n = input.at("n").integer();
        double[] weights = new double[n - 1];
        double[] total = new double[n - 1];
        double choose = 1;
        for (int size = 1; size < n; size++) {
            choose = choose * (n - size + 1) / size;
            weights[size - 1] = ShapleyRegression.kernelWeight(n, size);
            total[size - 1] = weights[size - 1] * choose;
        }
        return Answer.of(Map.of("weight_by_size", weights, "total_weight_by_size", total));
    }

    private static Answer kernelRegression(VectorInput input) {
        TableGame game = VectorGames.table(input);
        List<BitSet> coalitions = Arrays.stream(input.at("coalitions_bitmask").integers())
                .mapToObj(mask -> BitSet.valueOf(new long[] {mask}))
                .toList();
        Solution solution = ShapleyRegression.of(game, coalitions);
        double[] values = IntStream.range(0, game.players())
                .mapToDouble(player -> solution.value(player, 0))
                .toArray();
        return Answer.of(Map.of("values", values, "exact_shapley", values(game)));
    }

    private static Answer additivityGate(VectorInput input) {
        List<PlayerValue> players = new ArrayList<>();
        for (double value : input.at("values").numbers()) {
            int i = players.size();
            players.add(new PlayerValue(new Player("p" + i, "p" + i, List.of(new Part.OfEvent(i))), value, 0));
        }
        Header header = new Header(
                Header.SCHEMA,
                "given",
                Map.of(),
                0,
                "",
                "",
                Target.SCORE,
                Absence.REMOVED,
                input.at("base").number(),
                input.at("score").number(),
                0,
                Convergence.EXACT,
                Optional.empty());
        double gap = Math.abs(Attribution.of(header, players).completenessGap());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("gap", gap);
        answer.put("accept", gap <= input.at("gate_tolerance").number());
        return Answer.of(answer);
    }

    private static void requireKnown(String what, String name, String known) {
        if (!name.equals(known)) {
            throw BadInput.unknown(what, name, List.of(known));
        }
    }
}
