package because.network;

import because.core.BadInput;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks through a network's operations and checks that widths and weights fit together. */
final class Shapes {
    private final Map<String, Tensor> weights;
    private final Map<String, Integer> widths = new HashMap<>();
    private final Set<String> ends = new HashSet<>();
    private int positions;

    Shapes(Map<String, Tensor> weights) {
        this.weights = weights;
    }

    /** @return the width of each matrix that is written, by its name; of a head, how many items it scores */
    Map<String, Integer> check(List<Operation> operations) {
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            if ((operation instanceof Operation.Embed && i > 0)
                    || (operation instanceof Operation.Pool && (i < operations.size() - 1 || !ends.isEmpty()))) {
                throw new BadInput(
                        "a network has one 'embed', its first operation, and one 'head' or 'pool', its last.");
            }
            if (widths.put(operation.output(), width(operation)) != null) {
                throw new BadInput("two operations write '" + operation.output() + "'.");
            }
            if (operation instanceof Operation.Head) {
                ends.add(operation.output());
            }
        }
        return widths;
    }

    private int width(Operation operation) {
        return switch (operation) {
            case Operation.Embed embed -> {
                int width = matrix(embed.items(), -1);
                shape(embed.start(), width);
                matrix(embed.positions(), width);
                embed.blank().ifPresent(blank -> shape(blank, width));
                embed.features().ifPresent(features -> matrix(features, width));
                if (!Double.isFinite(embed.scale())) {
                    throw BadInput.of("scale", embed.scale(), "finite numbers", "");
                }
                positions = weight(embed.positions()).dimension(0);
                if (embed.blank().isPresent() && positions < 2) {
                    throw new BadInput("a network with blanks has two positions at least.");
                }
                yield width;
            }
            case Operation.Norm norm -> {
                int width = width(norm.input());
                norm.weight().ifPresent(weight -> shape(weight, width));
                norm.bias().ifPresent(bias -> shape(bias, width));
                if (!(norm.epsilon() > 0 && norm.epsilon() < Double.POSITIVE_INFINITY)) {
                    throw BadInput.of("epsilon", norm.epsilon(), "numbers above 0", "");
                }
                yield width;
            }
            case Operation.Linear linear -> {
                matrix(linear.weight(), width(linear.input()));
                int out = weight(linear.weight()).dimension(0);
                linear.bias().ifPresent(bias -> shape(bias, out));
                yield out;
            }
            case Operation.Activation activation -> width(activation.input());
            case Operation.Attention attention -> {
                int width = width(attention.query());
                if (width(attention.key()) != width || width(attention.value()) != width) {
                    throw new BadInput("query, key and value of '" + attention.output() + "' differ in width.");
                }
                heads(attention.heads(), width);
                yield width;
            }
            case Operation.PointwiseAttention attention -> pointwise(attention);
            case Operation.Add add -> same(add.input(), add.branch(), add.output());
            case Operation.Gate gate -> same(gate.input(), gate.gate(), gate.output());
            case Operation.Pool pool -> width(pool.input());
            case Operation.Head head -> {
                matrix(head.items(), width(head.input()));
                int items = weight(head.items()).dimension(0);
                head.bias().ifPresent(bias -> shape(bias, items));
                yield items;
            }
        };
    }

    private int pointwise(Operation.PointwiseAttention attention) {
        int width = width(attention.query());
        if (width(attention.key()) != width) {
            throw new BadInput("query and key of '" + attention.output() + "' differ in width.");
        }
        int out = width(attention.value());
        heads(attention.heads(), width);
        heads(attention.heads(), out);
        if (attention.length() < 1) {
            throw BadInput.of("length", attention.length(), "1 or more", "");
        }
        attention.positions().ifPresent(table -> table(table, attention.heads(), positions));
        attention.times().ifPresent(table -> table(table, attention.heads(), 2));
        return out;
    }

    /** Checks a table for each head, or for all heads, that is wide enough. */
    private void table(String name, int heads, int width) {
        matrix(name, -1);
        Tensor table = weight(name);
        if ((table.dimension(0) != 1 && table.dimension(0) != heads) || table.dimension(1) < width) {
            throw new BadInput("the weight '" + name + "' has shape " + Arrays.toString(table.shape()) + ", not [1 or "
                    + heads + ", " + width + " or more].");
        }
    }

    private static void heads(int heads, int width) {
        if (heads < 1 || width % heads != 0) {
            throw BadInput.of("heads", heads, "divisors of the width " + width, "");
        }
    }

    private int same(String one, String other, String output) {
        int width = width(one);
        if (width(other) != width) {
            throw new BadInput("the two inputs of '" + output + "' differ in width.");
        }
        return width;
    }

    private int width(String matrix) {
        Integer width = widths.get(matrix);
        if (width == null) {
            throw new BadInput("'" + matrix + "' is read before it is written.");
        }
        if (ends.contains(matrix)) {
            throw new BadInput("'" + matrix + "' is what a head says, and is read by no operation.");
        }
        return width;
    }

    private Tensor weight(String name) {
        Tensor weight = weights.get(name);
        if (weight == null) {
            throw new BadInput("the network has no weight '" + name + "'.");
        }
        if (weight.type() != Tensor.Type.FLOAT32) {
            throw new BadInput(
                    "the weight '" + name + "' is of type " + weight.type().label() + ", not F32.");
        }
        return weight;
    }

    /** Checks a matrix of any height, 1 or more; −1 allows any width. */
    private int matrix(String name, int width) {
        Tensor weight = weight(name);
        if (weight.rank() != 2 || weight.size() == 0 || (width >= 0 && weight.dimension(1) != width)) {
            throw new BadInput("the weight '" + name + "' has shape " + Arrays.toString(weight.shape()) + ", not [any, "
                    + (width < 0 ? "any" : width) + "].");
        }
        return weight.dimension(1);
    }

    private void shape(String name, int length) {
        Tensor weight = weight(name);
        if (weight.rank() != 1 || weight.dimension(0) != length) {
            throw new BadInput("the weight '" + name + "' has shape " + Arrays.toString(weight.shape()) + ", not ["
                    + length + "].");
        }
    }
}
