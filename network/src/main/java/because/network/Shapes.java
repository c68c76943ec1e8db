package because.network;

import because.core.BadInput;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Walks through a network's operations and checks that widths and weights fit together. */
final class Shapes {
    private final Map<String, Tensor> weights;
    private final Map<String, Integer> widths = new HashMap<>();

    Shapes(Map<String, Tensor> weights) {
        this.weights = weights;
    }

    void check(List<Operation> operations) {
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            if ((operation instanceof Operation.Embed && i > 0)
                    || (operation instanceof Operation.Head && i < operations.size() - 1)) {
                throw new BadInput("a network has one 'embed', its first operation, and one 'head', its last.");
            }
            if (widths.put(operation.output(), width(operation)) != null) {
                throw new BadInput("two operations write '" + operation.output() + "'.");
            }
        }
    }

    private int width(Operation operation) {
        return switch (operation) {
            case Operation.Embed embed -> {
                int width = matrix(embed.items(), -1);
                shape(embed.start(), width);
                matrix(embed.positions(), width);
                yield width;
            }
            case Operation.Norm norm -> {
                int width = width(norm.input());
                shape(norm.weight(), width);
                shape(norm.bias(), width);
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
                if (attention.heads() < 1 || width % attention.heads() != 0) {
                    throw BadInput.of("heads", attention.heads(), "divisors of the width " + width, "");
                }
                yield width;
            }
            case Operation.Add add -> {
                int width = width(add.input());
                if (width(add.branch()) != width) {
                    throw new BadInput("the two inputs of '" + add.output() + "' differ in width.");
                }
                yield width;
            }
            case Operation.Head head -> {
                matrix(head.items(), width(head.input()));
                int items = weight(head.items()).dimension(0);
                head.bias().ifPresent(bias -> shape(bias, items));
                yield items;
            }
        };
    }

    private int width(String matrix) {
        Integer width = widths.get(matrix);
        if (width == null) {
            throw new BadInput("'" + matrix + "' is read before it is written.");
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
