package because.cli.vectors;

import because.core.BadInput;
import because.network.Program;
import because.network.Scalar;
import because.testkit.vectors.VectorInput;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The models that cases of the family {@code gradients} describe in words or in layers, as programs. */
final class ModelFunctions {
    private static final String NUMBER = "-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?";
    private static final String SIGMOID = "sigmoid(intercept + sum w_i x_i)";
    private static final Pattern SOFTMAX = Pattern.compile("softmax\\(x\\)\\[(\\d+)] of (\\d+) logits");
    private static final Pattern NORM = Pattern.compile("sum_i w_i \\* LayerNorm\\(x\\)_i, w = \\(([^)]*)\\), eps ("
            + NUMBER + "), population variance, no affine");
    private static final Pattern ATTENTION = Pattern.compile(
            ".*?(\\d+) items of width (\\d+).*?s_i = e(\\d+)\\.e_i/sqrt\\((\\d+)\\).*?f = ([^()]*).*", Pattern.DOTALL);
    private static final Pattern TERM = Pattern.compile("\\s*([-+]?)\\s*(" + NUMBER + ")\\s*\\*\\s*o_(\\d+)");

    private ModelFunctions() {}

    /**
     * @param input a case's input, with {@code model} or {@code layers}
     * @param inputs how many numbers the function has
     * @return the function
     * @throws BadInput if the model is not known
     */
    static ProgramFunction of(VectorInput input, int inputs) {
        if (input.find("layers").isPresent()) {
            return layers(input.at("layers").elements(), inputs);
        }
        String text = input.at("model").text();
        if (text.equals(SIGMOID)) {
            return sigmoid(input, inputs);
        }
        Matcher softmax = SOFTMAX.matcher(text);
        if (softmax.matches()) {
            return softmax(Integer.parseInt(softmax.group(1)), inputs);
        }
        Matcher norm = NORM.matcher(text);
        if (norm.matches()) {
            double[] weights = Arrays.stream(norm.group(1).split(",", -1))
                    .mapToDouble(w -> Double.parseDouble(w.strip()))
                    .toArray();
            return norm(weights, Double.parseDouble(norm.group(2)), inputs);
        }
        Matcher attention = ATTENTION.matcher(text);
        return attention.matches() ? attention(attention, inputs) : Formula.parse(text, inputs);
    }

    private static BadInput unfit(int given, int wanted) {
        return BadInput.of("the number of inputs", given, wanted + ", as the model has", "");
    }

    private static ProgramFunction sigmoid(VectorInput input, int inputs) {
        double[] weights = input.at("weights").numbers();
        if (weights.length != inputs) {
            throw unfit(inputs, weights.length);
        }
        Program program = new Program();
        int x = program.input(1, inputs);
        int sum = program.timesTransposed(x, program.constant(1, inputs, weights));
        double intercept = input.find("intercept").map(VectorInput::number).orElse(0.0);
        int logit = program.add(sum, 1, program.constant(1, 1, intercept), 1);
        return new ProgramFunction(program, x, program.apply(Scalar.SIGMOID, logit));
    }

    private static ProgramFunction softmax(int which, int inputs) {
        if (which >= inputs) {
            throw BadInput.of("the logit", which, "0 to " + (inputs - 1), "");
        }
        Program program = new Program();
        int x = program.input(1, inputs);
        int shares = program.shares(x, ones(program, 1, inputs));
        return new ProgramFunction(program, x, program.columns(shares, which, 1));
    }

    private static int ones(Program program, int rows, int columns) {
        double[] ones = new double[rows * columns];
        Arrays.fill(ones, 1);
        return program.constant(rows, columns, ones);
    }

    private static ProgramFunction norm(double[] weights, double epsilon, int inputs) {
        if (weights.length != inputs) {
            throw unfit(inputs, weights.length);
        }
        Program program = new Program();
        int x = program.input(1, inputs);
        int normed = program.normalise(x, epsilon, true);
        return new ProgramFunction(program, x, program.timesTransposed(normed, program.constant(1, inputs, weights)));
    }

    /** One head whose keys and values are the items themselves, asked by one of them. */
    private static ProgramFunction attention(Matcher model, int inputs) {
        int items = Integer.parseInt(model.group(1));
        int width = Integer.parseInt(model.group(2));
        int query = Integer.parseInt(model.group(3));
        if (items * width != inputs || query >= items) {
            throw unfit(inputs, items * width);
        }
        double[] weights = new double[width];
        Matcher term = TERM.matcher(model.group(5));
        while (term.lookingAt()) {
            int place = Integer.parseInt(term.group(3));
            if (place >= width) {
                throw BadInput.of("a number of the output", place, "0 to " + (width - 1), "");
            }
            weights[place] += (term.group(1).equals("-") ? -1 : 1) * Double.parseDouble(term.group(2));
            term.region(term.end(), model.group(5).length());
        }
        Program program = new Program();
        int x = program.input(items, width);
        int scores = program.scale(
                program.timesTransposed(program.row(x, query), x), 1 / Math.sqrt(Double.parseDouble(model.group(4))));
        int mixed = program.times(program.shares(scores, ones(program, 1, items)), x);
        return new ProgramFunction(program, x, program.timesTransposed(mixed, program.constant(1, width, weights)));
    }

    private static ProgramFunction layers(List<VectorInput> layers, int inputs) {
        Program program = new Program();
        int x = program.input(1, inputs);
        int end = x;
        for (VectorInput layer : layers) {
            double[][] weights = layer.at("W").matrix();
            if (weights.length == 0 || Arrays.stream(weights).anyMatch(row -> row.length != weights[0].length)) {
                throw new BadInput("a layer's W is a matrix: rows of the same length.");
            }
            double[] flat =
                    Arrays.stream(weights).flatMapToDouble(Arrays::stream).toArray();
            int sums = program.timesTransposed(end, program.constant(weights.length, weights[0].length, flat));
            double[] constants = layer.at("c").numbers();
            int moved = program.add(sums, 1, program.constant(1, constants.length, constants), 1);
            end = activated(program, moved, layer.at("activation").text());
        }
        if (program.columns(end) != 1) {
            throw BadInput.of("the number of outputs", program.columns(end), "1", "");
        }
        return new ProgramFunction(program, x, end);
    }

    private static int activated(Program program, int step, String activation) {
        return switch (activation) {
            case "identity", "linear", "none" -> step;
            case "relu" -> program.apply(Scalar.RELU, step);
            case "gelu" -> program.apply(Scalar.GELU, step);
            case "silu" -> program.apply(Scalar.SILU, step);
            case "sigmoid" -> program.apply(Scalar.SIGMOID, step);
            case "tanh" -> program.apply(Scalar.TANH, step);
            case "exp" -> program.apply(Scalar.EXP, step);
            default ->
                throw BadInput.unknown(
                        "activation",
                        activation,
                        List.of("identity", "relu", "gelu", "silu", "sigmoid", "tanh", "exp"));
        };
    }
}
