package because.cli.vectors;

import because.core.BadInput;
import because.network.Program;
import because.network.Scalar;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a function of numbers x0, x1, … that a test case writes out, such as {@code x0*x2 - 3*x1^2 + relu(x3 + 1)}, into a program. It may end with {@code with s = …} or {@code , s = …}, which gives
 * a name to a part, and with a remark on inputs that do not matter, {@code (x4 unused)}, or on a function, {@code , gelu exact (erf)}.
 */
final class Formula {
    private static final Pattern REMARK = Pattern.compile(
            "(\\(\\s*x\\d+((,|\\s+and)\\s*x\\d+)*\\s+(is |are )?unused\\s*\\)|,\\s*gelu exact \\(erf\\))\\s*$");
    private static final Pattern DEFINITION =
            Pattern.compile("^(.*?)(?:\\s+(?:with|where)\\s+|,\\s*(?:(?:with|where)\\s+)?)([a-z])\\s*=(.*)$");
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?|x\\d+|[a-z]+|\\*\\*|[-+*/^()])");

    private static final Map<String, Scalar> FUNCTIONS = Map.of(
            "relu", Scalar.RELU,
            "gelu", Scalar.GELU,
            "silu", Scalar.SILU,
            "sigmoid", Scalar.SIGMOID,
            "tanh", Scalar.TANH,
            "exp", Scalar.EXP,
            "log", Scalar.LOG,
            "ln", Scalar.LOG,
            "sqrt", Scalar.power(0.5));

    private final Program program;
    private final int input;
    private final int inputs;
    private final String text;
    private final String name; // of the part that is defined; empty if there is none
    private final int part;
    private int at;

    private Formula(Program program, int input, String text, String name, int part) {
        this.program = program;
        this.input = input;
        this.inputs = program.columns(input);
        this.text = text;
        this.name = name;
        this.part = part;
    }

    /**
     * @param text the formula
     * @param inputs how many inputs there are
     * @return the function
     * @throws BadInput if the text is not a formula, or names an input that there is not
     */
    static ProgramFunction parse(String text, int inputs) {
        Program program = new Program();
        int input = program.input(1, inputs);
        String formula = REMARK.matcher(text).replaceFirst("");
        Matcher definition = DEFINITION.matcher(formula);
        int end;
        if (definition.matches()) {
            int part = new Formula(program, input, definition.group(3), "", -1).whole();
            end = new Formula(program, input, definition.group(1), definition.group(2), part).whole();
        } else {
            end = new Formula(program, input, formula, "", -1).whole();
        }
        return new ProgramFunction(program, input, end);
    }

    private int whole() {
        int sum = sum();
        if (!text.substring(at).isBlank()) {
            throw unknown();
        }
        return sum;
    }

    private BadInput unknown() {
        return BadInput.of(
                "the model",
                text.strip(),
                "a formula of x0 to x" + (inputs - 1) + " with + - * / ^ ( ) and "
                        + String.join(", ", FUNCTIONS.keySet().stream().sorted().toList()),
                "");
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

    private int sum() {
        int sum = product();
        while (true) {
            if (take("+")) {
                sum = program.add(sum, 1, product(), 1);
            } else if (take("-")) {
                sum = program.add(sum, 1, product(), -1);
            } else {
                return sum;
            }
        }
    }

    private int product() {
        int product = signed();
        while (true) {
            if (take("*")) {
                product = program.multiply(product, signed());
            } else if (take("/")) {
                product = program.multiply(product, program.apply(Scalar.RECIPROCAL, signed()));
            } else {
                return product;
            }
        }
    }

    private int signed() {
        return take("-") ? program.scale(signed(), -1) : power();
    }

    private int power() {
        int base = factor();
        if (take("^") || take("**")) {
            double sign = take("-") ? -1 : 1;
            String exponent = next();
            if (!Character.isDigit(exponent.charAt(0))) {
                throw unknown();
            }
            return program.apply(Scalar.power(sign * Double.parseDouble(exponent)), base);
        }
        return base;
    }

    private int factor() {
        String token = next();
        if (Character.isDigit(token.charAt(0))) {
            return program.constant(1, 1, Double.parseDouble(token));
        }
        if (token.equals("(")) {
            return closed();
        }
        Scalar function = FUNCTIONS.get(token);
        if (function != null && take("(")) {
            return program.apply(function, closed());
        }
        if (token.equals(name)) {
            return part;
        }
        if (token.matches("x\\d{1,6}") && Integer.parseInt(token.substring(1)) < inputs) {
            return program.columns(input, Integer.parseInt(token.substring(1)), 1);
        }
        throw unknown();
    }

    private int closed() {
        int inside = sum();
        if (!take(")")) {
            throw unknown();
        }
        return inside;
    }
}
