package because.cli.vectors;

import because.core.BadInput;
import because.explain.gradient.PathIntegral;
import because.explain.gradient.Quadrature;
import because.testkit.vectors.VectorFamily;
import because.testkit.vectors.VectorInput;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The family {@code gradients}: gradients, integrated gradients and DeepLIFT of functions that a case writes out. They run through the same program and the same rules as networks do. */
public final class GradientVectors implements VectorFamily {
    private static final double TOLERANCE = 1e-13;
    private static final int MOST_POINTS = 200_000;

    @Override
    public String name() {
        return "gradients";
    }

    @Override
    public Set<String> kinds() {
        return Set.of(
                "ig_relu",
                "ig_closed_form",
                "ig_smooth",
                "ig_transformer",
                "ig_step_rules",
                "deeplift_rescale",
                "gradient_times_input",
                "expected_gradients");
    }

    @Override
    public Answer answer(String kind, VectorInput input) {
        double[] x = input.at("x").numbers();
        ProgramFunction f = ModelFunctions.of(input, x.length);
        return Answer.of(
                switch (kind) {
                    case "ig_relu", "ig_closed_form", "ig_smooth", "ig_transformer" ->
                        integrated(f, x, baseline(input));
                    case "ig_step_rules" ->
                        steps(f, x, baseline(input), input.at("n_steps").integer());
                    case "deeplift_rescale" -> deepLift(f, x, baseline(input));
                    case "gradient_times_input" -> gradient(f, x);
                    case "expected_gradients" ->
                        expected(f, x, input.at("baselines").matrix());
                    default -> throw BadInput.unknown("kind", kind, kinds());
                });
    }

    private static double[] baseline(VectorInput input) {
        return input.at("baseline").numbers();
    }

    private static double[] exact(ProgramFunction f, double[] x, double[] baseline) {
        return PathIntegral.adaptive(f, x, baseline, TOLERANCE, MOST_POINTS).values(0);
    }

    private static Map<String, Object> ends(ProgramFunction f, double[] x, double[] baseline) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("f_x", f.applyAsDouble(x));
        answer.put("f_baseline", f.applyAsDouble(baseline));
        answer.put("delta", f.applyAsDouble(x) - f.applyAsDouble(baseline));
        answer.put("gradient_at_x", f.slopes(x, x));
        return answer;
    }

    private static Map<String, Object> integrated(ProgramFunction f, double[] x, double[] baseline) {
        Map<String, Object> answer = ends(f, x, baseline);
        answer.put("ig", exact(f, x, baseline));
        return answer;
    }

    private static Map<String, Object> steps(ProgramFunction f, double[] x, double[] baseline, int steps) {
        Map<String, Object> answer = ends(f, x, baseline);
        for (Quadrature rule : Quadrature.values()) {
            answer.put(
                    rule.name().toLowerCase(Locale.ROOT),
                    PathIntegral.fixed(f, x, baseline, rule, steps).values(0));
        }
        answer.put("exact", exact(f, x, baseline));
        return answer;
    }

    private static Map<String, Object> deepLift(ProgramFunction f, double[] x, double[] baseline) {
        Map<String, Object> answer = ends(f, x, baseline);
        double[] multipliers = f.slopes(x, baseline);
        answer.put("multipliers", multipliers);
        answer.put(
                "values",
                IntStream.range(0, x.length)
                        .mapToDouble(i -> multipliers[i] * (x[i] - baseline[i]))
                        .toArray());
        return answer;
    }

    private static Map<String, Object> gradient(ProgramFunction f, double[] x) {
        double[] gradient = f.slopes(x, x);
        return Map.of(
                "f_x", f.applyAsDouble(x),
                "gradient", gradient,
                "saliency_abs", Arrays.stream(gradient).map(Math::abs).toArray(),
                "input_times_gradient",
                        IntStream.range(0, x.length)
                                .mapToDouble(i -> x[i] * gradient[i])
                                .toArray());
    }

    /** The mean over the baselines (Erion et al. 2021). */
    private static Map<String, Object> expected(ProgramFunction f, double[] x, double[][] baselines) {
        double[] mean = new double[x.length];
        double begin = 0;
        for (double[] baseline : baselines) {
            double[] values = exact(f, x, baseline);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += values[i] / baselines.length;
            }
            begin += f.applyAsDouble(baseline) / baselines.length;
        }
        return Map.of("values", mean, "delta", f.applyAsDouble(x) - begin, "f_x", f.applyAsDouble(x));
    }
}
