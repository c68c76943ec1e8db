package because.network;

import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * A function of one number, with its derivative.
 *
 * @param name as formulas write it
 * @param value the function
 * @param slope its derivative; at a kink 0
 * @param chord the slope between two numbers where there is a form of it that loses no digits
 */
public record Scalar(
        String name, DoubleUnaryOperator value, DoubleUnaryOperator slope, Optional<DoubleBinaryOperator> chord) {
    /** Below this difference between two numbers, the slope between them is the derivative: their quotient would be rounding. */
    private static final double SAME = 1e-10;

    private Scalar(String name, DoubleUnaryOperator value, DoubleUnaryOperator slope) {
        this(name, value, slope, Optional.empty());
    }

    private static final double ROOT_2 = Math.sqrt(2);

    /** max(x, 0). */
    public static final Scalar RELU = new Scalar("relu", x -> Math.max(x, 0), x -> x > 0 ? 1 : 0);

    /** x · Φ(x). */
    public static final Scalar GELU = new Scalar("gelu", x -> x * normal(x), x -> normal(x) + x * density(x));

    /** x / (1 + e⁻ˣ). */
    public static final Scalar SILU =
            new Scalar("silu", x -> x * sigmoid(x), x -> sigmoid(x) * (1 + x * (1 - sigmoid(x))));

    /** 1 / (1 + e⁻ˣ). */
    public static final Scalar SIGMOID = new Scalar("sigmoid", Scalar::sigmoid, x -> sigmoid(x) * (1 - sigmoid(x)));

    /** The hyperbolic tangent. */
    public static final Scalar TANH = new Scalar("tanh", Math::tanh, x -> 1 - Math.tanh(x) * Math.tanh(x));

    /** eˣ. */
    public static final Scalar EXP = new Scalar(
            "exp",
            Math::exp,
            Math::exp,
            Optional.of((x, y) -> x == y ? Math.exp(x) : Math.exp(y) * Math.expm1(x - y) / (x - y)));

    /** The natural logarithm. */
    public static final Scalar LOG = new Scalar(
            "log", Math::log, x -> 1 / x, Optional.of((x, y) -> x == y ? 1 / x : Math.log1p((x - y) / y) / (x - y)));

    /** 1 / x. */
    public static final Scalar RECIPROCAL =
            new Scalar("reciprocal", x -> 1 / x, x -> -1 / (x * x), Optional.of((x, y) -> -1 / (x * y)));

    /**
     * @param exponent a number
     * @return x to that power
     */
    public static Scalar power(double exponent) {
        return new Scalar(
                "^" + exponent,
                x -> Math.pow(x, exponent),
                x -> exponent == 0 ? 0 : exponent * Math.pow(x, exponent - 1));
    }

    /**
     * @param epsilon what is added first
     * @return 1 / √(x + ε)
     */
    static Scalar inverseRoot(double epsilon) {
        return new Scalar(
                "inverse-root",
                x -> 1 / Math.sqrt(x + epsilon),
                x -> -0.5 / ((x + epsilon) * Math.sqrt(x + epsilon)),
                Optional.of((x, y) -> {
                    double a = Math.sqrt(x + epsilon);
                    double b = Math.sqrt(y + epsilon);
                    return -1 / (a * b * (a + b));
                }));
    }

    static Scalar of(Operation.Activation.Function function) {
        return switch (function) {
            case RELU -> RELU;
            case GELU -> GELU;
            case SILU -> SILU;
            case SIGMOID -> SIGMOID;
            case TANH -> TANH;
        };
    }

    private static double sigmoid(double x) {
        return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
    }

    private static double normal(double x) {
        return 0.5 * (1 + Functions.erf(x / ROOT_2));
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /**
     * The slope between two numbers: the Rescale rule (DeepLIFT: Shrikumar et al. 2017).
     *
     * @param x one number
     * @param reference another
     * @return (f(x) − f(x′)) / (x − x′), or the derivative at x if the two are the same
     */
    public double between(double x, double reference) {
        if (chord.isPresent()) {
            return chord.get().applyAsDouble(x, reference);
        }
        double step = x - reference;
        return Math.abs(step) < SAME
                ? slope.applyAsDouble(x)
                : (value.applyAsDouble(x) - value.applyAsDouble(reference)) / step;
    }
}
