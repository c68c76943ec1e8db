package because.models.sequence;

import because.network.Network;
import because.network.Operation;
import because.network.Tokens;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.GELUOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link Network}'s operations in libtorch, on a batch of sequences at once, so that they can be differentiated. It is the same list that
 * {@code FloatEngine} runs later. All tensors that it makes belong to the {@code PointerScope} of the caller.
 */
final class TorchForward {
    private final Network network;
    private final Map<String, Tensor> weights;
    private final @Nullable Dropout dropout;

    /**
     * @param network the operations
     * @param weights libtorch's tensors by the names that the operations use
     * @param dropout drops numbers; null if none is dropped
     */
    TorchForward(Network network, Map<String, Tensor> weights, @Nullable Dropout dropout) {
        this.network = network;
        this.weights = weights;
        this.dropout = dropout;
    }

    /**
     * Runs all operations but the head or the pooling.
     *
     * @param batch the sequences, padded at their ends; nobody attends to the padding
     * @return what the last head reads, [sequences, tokens, dimension]
     */
    Tensor run(Batch batch) {
        return get(ends(batch), network.operations().getLast().output());
    }

    /**
     * Runs all operations but the heads or the pooling.
     *
     * @param batch the sequences, padded at their ends; nobody attends to the padding
     * @return what each head reads, [sequences, tokens, dimension], by the name of what the head writes
     */
    Map<String, Tensor> ends(Batch batch) {
        Map<String, Tensor> matrices = new HashMap<>();
        Map<String, Tensor> ends = new HashMap<>();
        for (Operation operation : network.operations()) {
            if (operation instanceof Operation.Head || operation instanceof Operation.Pool) {
                ends.put(operation.output(), get(matrices, operation.inputs().getFirst()));
            } else {
                matrices.put(operation.output(), run(operation, batch, matrices));
            }
        }
        return ends;
    }

    /**
     * Runs a part of the operations, but neither heads nor a pooling.
     *
     * @param batch the sequences
     * @param from the first operation
     * @param to after the last
     * @param given what the operations before it wrote, as far as it is read
     * @return what the last of them writes, [sequences, tokens, dimension]
     */
    Tensor part(Batch batch, int from, int to, Map<String, Tensor> given) {
        Map<String, Tensor> matrices = new HashMap<>(given);
        for (Operation operation : network.operations().subList(from, to)) {
            matrices.put(operation.output(), run(operation, batch, matrices));
        }
        return get(matrices, network.operations().get(to - 1).output());
    }

    /**
     * One vector of each text, as the network's pooling makes it.
     *
     * @param network ends with a pooling
     * @param states what it reads, [texts, tokens, dimension]
     * @param texts what follows the start token of each
     * @return [texts, dimension]
     */
    static Tensor pooled(Network network, Tensor states, List<Tokens> texts) {
        Operation.Pool pool = (Operation.Pool) network.operations().getLast();
        int tokens = (int) states.size(1);
        float[] shares = new float[texts.size() * tokens];
        for (int i = 0; i < texts.size(); i++) {
            int count = texts.get(i).size() + 1;
            switch (pool.which()) {
                case FIRST -> shares[i * tokens] = 1;
                case LAST -> shares[i * tokens + count - 1] = 1;
                case MEAN -> Arrays.fill(shares, i * tokens, i * tokens + count, 1f / count);
            }
        }
        return Placement.of(shares, texts.size(), 1, tokens).matmul(states).squeeze(1);
    }

    /** Vectors scaled to the length 1; of [texts, dimension]. */
    static Tensor unit(Tensor vectors) {
        Tensor squares = vectors.mul(vectors).sum(new long[] {1}, true, new ScalarTypeOptional());
        return vectors.mul(torch.rsqrt(squares.add(new Scalar(1e-12))));
    }

    private Tensor run(Operation operation, Batch batch, Map<String, Tensor> matrices) {
        return switch (operation) {
            case Operation.Embed embed -> drop(embed(embed, batch));
            case Operation.Norm norm -> norm(norm, get(matrices, norm.input()));
            case Operation.Linear linear ->
                torch.linear(
                        get(matrices, linear.input()),
                        weight(linear.weight()),
                        linear.bias().map(b -> new TensorOptional(weight(b))).orElseGet(TensorOptional::new));
            case Operation.Activation activation -> drop(activate(activation, get(matrices, activation.input())));
            case Operation.Attention attention ->
                attend(
                        attention,
                        batch,
                        get(matrices, attention.query()),
                        get(matrices, attention.key()),
                        get(matrices, attention.value()));
            case Operation.PointwiseAttention attention ->
                attend(
                        attention,
                        batch,
                        get(matrices, attention.query()),
                        get(matrices, attention.key()),
                        get(matrices, attention.value()));
            case Operation.Add add -> get(matrices, add.input()).add(drop(get(matrices, add.branch())));
            case Operation.Gate gate -> get(matrices, gate.input()).mul(get(matrices, gate.gate()));
            case Operation.Head _, Operation.Pool _ -> throw new IllegalStateException("the end is run by the loss");
        };
    }

    private Tensor embed(Operation.Embed embed, Batch batch) {
        // The start token, blanks and hidden events get numbers below the items', so that one look-up does for all.
        Tensor start = weight(embed.start()).unsqueeze(0);
        Tensor hidden = torch.zeros_like(start);
        Tensor blank = embed.blank().map(b -> weight(b).unsqueeze(0)).orElse(hidden);
        Tensor items = weight(embed.items());
        if (embed.scale() != 1) {
            items = items.mul(new Scalar(embed.scale()));
        }
        Tensor table = torch.cat(new TensorVector(start, blank, hidden, items), 0);
        Tensor tokens = torch.embedding(table, batch.inputs())
                .add(torch.embedding(weight(embed.positions()), batch.positions(embed.fromEnd())));
        return batch.beside()
                .map(beside -> tokens.add(sums(weight(embed.features().orElseThrow()), beside, tokens)))
                .orElse(tokens);
    }

    /** Each token's features' vectors, times their values, added up. */
    private static Tensor sums(Tensor features, Batch.Beside beside, Tensor tokens) {
        Tensor vectors =
                torch.embedding(features, beside.rows()).mul(beside.values().unsqueeze(1));
        return torch.zeros_like(tokens.detach())
                .view(-1, tokens.size(2))
                .index_add(0, beside.places(), vectors)
                .view_as(tokens);
    }

    private Tensor norm(Operation.Norm norm, Tensor x) {
        TensorOptional weight =
                norm.weight().map(w -> new TensorOptional(weight(w))).orElseGet(TensorOptional::new);
        TensorOptional bias =
                norm.bias().map(b -> new TensorOptional(weight(b))).orElseGet(TensorOptional::new);
        if (norm.centred()) {
            return torch.layer_norm(x, new long[] {x.size(-1)}, weight, bias, norm.epsilon(), false);
        }
        Tensor squares = x.mul(x).mean(new long[] {-1}, true, new ScalarTypeOptional());
        Tensor normed = x.mul(torch.rsqrt(squares.add(new Scalar(norm.epsilon()))));
        Tensor scaled = weight.has_value() ? normed.mul(weight.get()) : normed;
        return bias.has_value() ? scaled.add(bias.get()) : scaled;
    }

    private static Tensor activate(Operation.Activation activation, Tensor x) {
        return switch (activation.function()) {
            case RELU -> torch.relu(x);
            case GELU -> torch.gelu(x, new GELUOptions());
            case SILU -> torch.silu(x);
            case SIGMOID -> torch.sigmoid(x);
            case TANH -> torch.tanh(x);
        };
    }

    private static Tensor attend(Operation.Attention attention, Batch batch, Tensor query, Tensor key, Tensor value) {
        boolean plain = attention.causal() && !batch.hides();
        Tensor mixed = torch.scaled_dot_product_attention(
                heads(query, attention.heads()),
                heads(key, attention.heads()),
                heads(value, attention.heads()),
                plain ? new TensorOptional() : new TensorOptional(batch.attends(attention.causal())),
                0,
                plain,
                new DoubleOptional(),
                false);
        return joined(mixed);
    }

    private Tensor attend(Operation.PointwiseAttention attention, Batch batch, Tensor query, Tensor key, Tensor value) {
        Tensor scores = heads(query, attention.heads())
                .matmul(heads(key, attention.heads()).transpose(2, 3));
        if (attention.positions().isPresent()) {
            Tensor table = weight(attention.positions().get()).t();
            scores = scores.add(torch.embedding(table, batch.distances()).permute(2, 0, 1));
        }
        if (attention.times().isPresent()) {
            Tensor table = weight(attention.times().get());
            Tensor buckets = batch.buckets(attention, (int) table.size(1));
            scores = scores.add(torch.embedding(table.t(), buckets).permute(0, 3, 1, 2));
        }
        Tensor weights =
                torch.silu(scores).div(new Scalar((double) attention.length())).mul(batch.attends(true));
        return joined(weights.matmul(heads(value, attention.heads())));
    }

    private static Tensor joined(Tensor heads) {
        return heads.transpose(1, 2).reshape(heads.size(0), heads.size(2), heads.size(1) * heads.size(3));
    }

    private static Tensor heads(Tensor x, int heads) {
        return x.view(x.size(0), x.size(1), heads, x.size(2) / heads).transpose(1, 2);
    }

    private Tensor drop(Tensor x) {
        return dropout == null ? x : dropout.apply(x);
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
