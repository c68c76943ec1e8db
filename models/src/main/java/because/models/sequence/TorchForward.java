package because.models.sequence;

import because.network.Network;
import because.network.Operation;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.GELUOptions;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link Network}'s operations in libtorch, on a batch of sequences at once, so that they can be differentiated. It is the same list that
 * {@code FloatEngine} runs later. All tensors that it makes belong to the {@code PointerScope} of the caller.
 */
final class TorchForward {
    private final Network network;
    private final Map<String, Tensor> weights;
    private final double dropout;
    private final @Nullable Generator random;

    /**
     * @param network the operations
     * @param weights libtorch's tensors by the names that the operations use
     * @param dropout the share of numbers that are dropped; 0 for none
     * @param random draws what is dropped; null if nothing is
     */
    TorchForward(Network network, Map<String, Tensor> weights, double dropout, @Nullable Generator random) {
        this.network = network;
        this.weights = weights;
        this.dropout = dropout;
        this.random = random;
    }

    /**
     * Runs all operations but the head.
     *
     * @param batch the sequences, padded at their ends; causal attention keeps the padding from being seen
     * @return what the head reads, [sequences, tokens, dimension]
     */
    Tensor run(Batch batch) {
        Map<String, Tensor> matrices = new HashMap<>();
        for (Operation operation : network.operations()) {
            if (operation instanceof Operation.Head head) {
                return get(matrices, head.input());
            }
            matrices.put(operation.output(), run(operation, batch, matrices));
        }
        throw new IllegalStateException("a network ends with its head");
    }

    private Tensor run(Operation operation, Batch batch, Map<String, Tensor> matrices) {
        return switch (operation) {
            case Operation.Embed embed -> drop(embed(embed, batch));
            case Operation.Norm norm ->
                torch.layer_norm(
                        get(matrices, norm.input()),
                        new long[] {weight(norm.weight()).size(0)},
                        new TensorOptional(weight(norm.weight())),
                        new TensorOptional(weight(norm.bias())),
                        norm.epsilon(),
                        false);
            case Operation.Linear linear ->
                torch.linear(
                        get(matrices, linear.input()),
                        weight(linear.weight()),
                        linear.bias().map(b -> new TensorOptional(weight(b))).orElseGet(TensorOptional::new));
            case Operation.Activation activation -> drop(activate(activation, get(matrices, activation.input())));
            case Operation.Attention attention ->
                attend(
                        get(matrices, attention.query()),
                        get(matrices, attention.key()),
                        get(matrices, attention.value()),
                        attention.heads());
            case Operation.Add add -> get(matrices, add.input()).add(drop(get(matrices, add.branch())));
            case Operation.Head _ -> throw new IllegalStateException("the head is run by the loss");
        };
    }

    private Tensor embed(Operation.Embed embed, Batch batch) {
        // The start token gets the number 0 and each item its own plus 1, so that one look-up does for both.
        Tensor table = torch.cat(
                new org.bytedeco.pytorch.TensorVector(weight(embed.start()).unsqueeze(0), weight(embed.items())), 0);
        Tensor items = torch.embedding(table, batch.inputs());
        return items.add(torch.embedding(weight(embed.positions()), batch.positions(embed.fromEnd())));
    }

    private static Tensor activate(Operation.Activation activation, Tensor x) {
        return switch (activation.function()) {
            case RELU -> torch.relu(x);
            case GELU -> torch.gelu(x, new GELUOptions());
            case SILU -> torch.silu(x);
        };
    }

    private static Tensor attend(Tensor query, Tensor key, Tensor value, int heads) {
        long batch = query.size(0);
        long tokens = query.size(1);
        long width = query.size(2);
        Tensor mixed = torch.scaled_dot_product_attention(
                heads(query, heads),
                heads(key, heads),
                heads(value, heads),
                new TensorOptional(),
                0,
                true,
                new DoubleOptional(),
                false);
        return mixed.transpose(1, 2).reshape(batch, tokens, width);
    }

    private static Tensor heads(Tensor x, int heads) {
        return x.view(x.size(0), x.size(1), heads, x.size(2) / heads).transpose(1, 2);
    }

    private Tensor drop(Tensor x) {
        if (random == null || dropout == 0) {
            return x;
        }
        // Not torch.dropout: its random numbers come from one generator for all threads, whose order would depend on
        // the threads' pace.
        Tensor kept = torch.empty(x.sizes()).bernoulli_(1 - dropout, new GeneratorOptional(random));
        return x.mul(kept).mul(new Scalar(1 / (1 - dropout)));
    }

    private Tensor weight(String name) {
        return get(weights, name);
    }

    private static Tensor get(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalStateException("no tensor " + name); // Network has checked the names
        }
        return tensor;
    }
}
