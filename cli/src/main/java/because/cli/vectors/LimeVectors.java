package because.cli.vectors;

import because.core.BadInput;
import because.explain.surrogate.FeatureSelection;
import because.explain.surrogate.LimeKernel;
import because.explain.surrogate.LinearFit;
import because.explain.surrogate.SubmodularPick;
import because.explain.surrogate.WeightedRegression;
import because.testkit.TableGame;
import because.testkit.vectors.VectorFamily;
import because.testkit.vectors.VectorInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The family {@code lime}: kernel weights, weighted regressions, and picks of features and of explanations. */
public final class LimeVectors implements VectorFamily {
    private static final String ALL_MASKS = "all 0/1 masks once, weight 1";
    private static final String EUCLIDEAN = "Euclidean distance of the mask from the all-ones mask";

    /** captum's own runs draw so many masks, and come within so much of one another. */
    private static final int CAPTUM_MASKS = 500;

    private static final double CAPTUM_TOLERANCE = 1.0;

    @Override
    public String name() {
        return "lime";
    }

    @Override
    public Set<String> kinds() {
        return Set.of("captum_lasso", "kernel_weights", "weighted_ridge", "top_features", "submodular_pick");
    }

    @Override
    public Map<String, Double> tolerances() {
        return Map.of("captum_sampled_reference", CAPTUM_TOLERANCE);
    }

    @Override
    public Answer answer(String kind, VectorInput input) {
        return switch (kind) {
            case "captum_lasso" -> lasso(input);
            case "kernel_weights" -> kernel(input);
            case "weighted_ridge" -> ridge(input);
            case "top_features" -> top(input);
            case "submodular_pick" -> pick(input);
            default -> throw BadInput.unknown("kind", kind, kinds());
        };
    }

    private static Answer lasso(VectorInput input) {
        require("masks", input, ALL_MASKS);
        TableGame game = game(input, "y_by_bitmask");
        double alpha = input.at("alpha").number();
        int players = game.players();
        double[][] masks = new double[1 << players][players];
        double[] y = new double[masks.length];
        for (int mask = 0; mask < masks.length; mask++) {
            for (int player = 0; player < players; player++) {
                masks[mask][player] = mask >> player & 1;
            }
            y[mask] = game.v(mask);
        }
        LinearFit fit = WeightedRegression.of(masks, y, ones(y.length)).lasso(alpha);
        return Answer.of(Map.of(
                "coefficients", fit.coefficients(),
                "intercept", fit.intercept(),
                "captum_sampled_reference", sampled(masks, y, alpha)));
    }

    /** What captum does: masks drawn at random, all of weight 1. */
    private static List<Double> sampled(double[][] masks, double[] y, double alpha) {
        SplittableRandom random = new SplittableRandom(1);
        int[] drawn = IntStream.range(0, CAPTUM_MASKS)
                .map(_ -> random.nextInt(masks.length))
                .toArray();
        double[][] rows = IntStream.of(drawn).mapToObj(mask -> masks[mask]).toArray(double[][]::new);
        double[] targets = IntStream.of(drawn).mapToDouble(mask -> y[mask]).toArray();
        return WeightedRegression.of(rows, targets, ones(CAPTUM_MASKS))
                .lasso(alpha)
                .coefficients();
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static void require(String key, VectorInput input, String known) {
        input.find(key)
                .map(VectorInput::text)
                .filter(text -> !text.equals(known))
                .ifPresent(text -> {
                    throw BadInput.unknown(key, text, List.of(known));
                });
    }

    /** The game of the model, held against the table where the case gives one; the table alone where the model is told in words that are no formula. */
    private static TableGame game(VectorInput input, String table) {
        if (input.find(table).isPresent()
                && input.find("model").filter(LimeVectors::isFormula).isEmpty()) {
            return new TableGame(input.at(table).numbers());
        }
        double[] x = input.at("x").numbers();
        List<int[]> groups = input.find("groups")
                .map(given -> List.of(given.integerRows()))
                .orElseGet(() -> VectorGames.singles(x.length));
        TableGame game = VectorGames.ofFeatures(
                Formula.parse(input.at("model").text(), x.length),
                x,
                new double[][] {input.at("baseline").numbers()},
                groups);
        return VectorGames.checked(game, input, table);
    }

    private static boolean isFormula(VectorInput model) {
        try {
            Formula.parse(model.text(), 1_000);
            return true;
        } catch (BadInput told) {
            return false;
        }
    }

    private static Answer kernel(VectorInput input) {
        int players = input.at("n_features").integer();
        double[] distances = input.at("distances").numbers();
        double width = input.find("kernel_width").map(VectorInput::number).orElseGet(() -> LimeKernel.width(players));
        // Tribuo forgets a root: 0.75 n for 0.75 √n. Its weights are computed here only to show that ours are others.
        double forgotten = LimeKernel.WIDTH * players;
        return Answer.of(Map.of(
                "kernel_width", width,
                "lime_weights", weights(distances, width),
                "tribuo_defect_weights", weights(distances, forgotten)));
    }

    private static double[] weights(double[] distances, double width) {
        return Arrays.stream(distances)
                .map(distance -> LimeKernel.weight(distance, width))
                .toArray();
    }

    private static Answer ridge(VectorInput input) {
        require("distance", input, EUCLIDEAN);
        double[][] masks = input.at("masks").matrix();
        double[] y = targets(input, masks);
        int players = masks.length == 0 ? 0 : masks[0].length;
        double width = input.find("kernel_width").map(VectorInput::number).orElseGet(() -> LimeKernel.width(players));
        double[] weights = Arrays.stream(masks)
                .mapToDouble(mask -> LimeKernel.weight(
                        Math.sqrt(
                                Arrays.stream(mask).map(m -> (1 - m) * (1 - m)).sum()),
                        width))
                .toArray();
        LinearFit fit =
                WeightedRegression.of(masks, y, weights).ridge(input.at("alpha").number());
        return Answer.of(Map.of(
                "weights", weights,
                "coefficients", fit.coefficients(),
                "intercept", fit.intercept(),
                "score", fit.score(),
                "local_prediction", fit.predict(ones(players))));
    }

    /** The targets of the masks: those of the model, held against the given ones, or these where there is no model. */
    private static double[] targets(VectorInput input, double[][] masks) {
        if (input.find("y").isPresent()
                && input.find("model").filter(LimeVectors::isFormula).isEmpty()) {
            return input.at("y").numbers();
        }
        TableGame game = game(input, "y_by_bitmask");
        double[] y = Arrays.stream(masks)
                .mapToInt(LimeVectors::bits)
                .mapToDouble(game::v)
                .toArray();
        if (input.find("y").isPresent()) {
            double[] given = input.at("y").numbers();
            for (int row = 0; row < Math.max(y.length, given.length); row++) {
                if (given.length != y.length
                        || !(Math.abs(given[row] - y[row]) <= 1e-9 * Math.max(1, Math.abs(y[row])))) {
                    throw new BadInput("the model and y disagree: the model gives " + Arrays.toString(y) + ".");
                }
            }
        }
        return y;
    }

    private static int bits(double[] mask) {
        int bits = 0;
        for (int player = 0; player < mask.length; player++) {
            if (mask[player] != 0 && mask[player] != 1) {
                throw BadInput.of("a mask's element", mask[player], "0 or 1", "");
            }
            bits |= (int) mask[player] << player;
        }
        return bits;
    }

    private static Answer top(VectorInput input) {
        require("tie_rule", input, "lower index first");
        double[] coefficients = input.at("coefficients").numbers();
        List<Integer> order = FeatureSelection.strongest(
                Arrays.stream(coefficients).boxed().toList(),
                input.at("num_features").integer());
        List<Double> values = new ArrayList<>();
        order.forEach(feature -> values.add(coefficients[feature]));
        return Answer.of(Map.of("order", order, "values", values));
    }

    private static Answer pick(VectorInput input) {
        require("tie_rule", input, "lower row first");
        SubmodularPick pick = SubmodularPick.of(
                input.at("weights").matrix(), input.at("budget").integer());
        return Answer.of(Map.of(
                "importance", pick.importance(),
                "chosen", pick.chosen(),
                "coverage", pick.coverage()));
    }
}
