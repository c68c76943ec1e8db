package because.cli.vectors;

import because.core.BadInput;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function of numbers x0, x1, … that a test case writes out, such as {@code x0*x2 - 3*x1^2 + relu(x3 + 1)}. It may end with {@code with s = …} or {@code , s = …}, which gives
 * a name to a part, and with a remark on inputs that do not matter, {@code (x4 unused)}.
 */
final class Formula {
    private static final Pattern REMARK =
            Pattern.compile("\\(\\s*x\\d+((,|\\s+and)\\s*x\\d+)*\\s+(is |are )?unused\\s*\\)\\s*$");
    private static final Pattern DEFINITION =
            Pattern.compile("^(.*?)(?:\\s+(?:with|where)\\s+|,\\s*(?:(?:with|where)\\s+)?)([a-z])\\s*=(.*)$");
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?|x\\d+|[a-z]+|\\*\\*|[-+*^()])");

    private final String text;
    private final int inputs;
    private final String name; // of the part that is defined; empty if there is none
    private final ToDoubleFunction<double[]> part;
    private int at;

    private Formula(String text, int inputs, String name, ToDoubleFunction<double[]> part) {
        this.text = text;
        this.inputs = inputs;
        this.name = name;
        this.part = part;
    }

    /**
     * @param text the formula
     * @param inputs how many inputs there are
     * @return the function
     * @throws BadInput if the text is not a formula, or names an input that there is not
     */
    static ToDoubleFunction<double[]> parse(String text, int inputs) {
        String formula = REMARK.matcher(text).replaceFirst("");
        Matcher definition = DEFINITION.matcher(formula);
        if (definition.matches()) {
            ToDoubleFunction<double[]> part = new Formula(definition.group(3), inputs, "", _ -> 0).whole();
            return new Formula(definition.group(1), inputs, definition.group(2), part).whole();
        }
        return new Formula(formula, inputs, "", _ -> 0).whole();
    }

    private ToDoubleFunction<double[]> whole() {
        ToDoubleFunction<double[]> sum = sum();
        if (!text.substring(at).isBlank()) {
            throw unknown();
        }
        return sum;
    }

    private BadInput unknown() {
        return BadInput.of(
                "the model", text.strip(), "a formula of x0 to x" + (inputs - 1) + " with + - * ^ ( ) and relu", "");
    }

    /** @return the next token, which is not taken; empty at the end */
    private String peek() {
        Matcher token = TOKEN.matcher(text).region(at, text.length());
        return token.lookingAt() ? token.group(1) : "";
    }

    private boolean take(String wanted) {
        if (!peek().equals(wanted)) {
            return false;
        }
        at = text.indexOf(wanted, at) + wanted.length();
        return true;
    }

    private String next() {
        String token = peek();
        if (token.isEmpty() || !take(token)) {
            throw unknown();
        }
        return token;
    }

    private ToDoubleFunction<double[]> sum() {
        ToDoubleFunction<double[]> sum = product();
        while (true) {
            ToDoubleFunction<double[]> left = sum;
            if (take("+")) {
                ToDoubleFunction<double[]> right = product();
                sum = x -> left.applyAsDouble(x) + right.applyAsDouble(x);
            } else if (take("-")) {
                ToDoubleFunction<double[]> right = product();
                sum = x -> left.applyAsDouble(x) - right.applyAsDouble(x);
            } else {
                return sum;
            }
        }
    }

    private ToDoubleFunction<double[]> product() {
        ToDoubleFunction<double[]> product = signed();
        while (take("*")) {
            ToDoubleFunction<double[]> left = product;
            ToDoubleFunction<double[]> right = signed();
            product = x -> left.applyAsDouble(x) * right.applyAsDouble(x);
        }
        return product;
    }

    private ToDoubleFunction<double[]> signed() {
        if (take("-")) {
            ToDoubleFunction<double[]> negated = signed();
            return x -> -negated.applyAsDouble(x);
        }
        return power();
    }

    private ToDoubleFunction<double[]> power() {
        ToDoubleFunction<double[]> base = factor();
        if (take("^") || take("**")) {
            ToDoubleFunction<double[]> exponent = signed();
            return x -> Math.pow(base.applyAsDouble(x), exponent.applyAsDouble(x));
        }
        return base;
    }

    private ToDoubleFunction<double[]> factor() {
        String token = next();
        if (Character.isDigit(token.charAt(0))) {
            double number = Double.parseDouble(token);
            return _ -> number;
        }
        if (token.equals("(")) {
            return closed();
        }
        if (token.equals("relu") && take("(")) {
            ToDoubleFunction<double[]> inside = closed();
            return x -> Math.max(0, inside.applyAsDouble(x));
        }
        if (token.equals(name)) {
            return part;
        }
        if (token.matches("x\\d{1,6}") && Integer.parseInt(token.substring(1)) < inputs) {
            int input = Integer.parseInt(token.substring(1));
            return x -> x[input];
        }
        throw unknown();
    }

    private ToDoubleFunction<double[]> closed() {
        ToDoubleFunction<double[]> inside = sum();
        if (!take(")")) {
            throw unknown();
        }
        return inside;
    }
}
