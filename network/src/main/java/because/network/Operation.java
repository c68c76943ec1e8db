package because.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;

/**
 * One step of a {@link Network}. Steps read and write named matrices with a row for each token of the sequence; token 0 is the learned start token and token
 * t ≥ 1 is the t-th event.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Operation.Embed.class, name = "embed"),
    @JsonSubTypes.Type(value = Operation.Norm.class, name = "norm"),
    @JsonSubTypes.Type(value = Operation.Linear.class, name = "linear"),
    @JsonSubTypes.Type(value = Operation.Activation.class, name = "activation"),
    @JsonSubTypes.Type(value = Operation.Attention.class, name = "attention"),
    @JsonSubTypes.Type(value = Operation.Add.class, name = "add"),
    @JsonSubTypes.Type(value = Operation.Head.class, name = "head")
})
public sealed interface Operation {

    /** @return the names of the matrices that it reads */
    List<String> inputs();

    /** @return the name of the matrix that it writes */
    String output();

    /** @return the names of the weights that it uses */
    List<String> weights();

    /**
     * Turns the sequence into a matrix: row 0 is the start token, row t is the item's vector, and each row gets its position's vector added. The item part of
     * a hidden event is zero.
     *
     * @param output what is written, [tokens, dimension]
     * @param items a vector for each item, [items, dimension]
     * @param start the start token's vector, [dimension]
     * @param positions a vector for each position, [positions, dimension]
     * @param fromEnd whether positions are counted from the newest token, which then has position 0; otherwise from the start token
     */
    record Embed(String output, String items, String start, String positions, boolean fromEnd) implements Operation {
        @Override
        public List<String> inputs() {
            return List.of();
        }

        @Override
        public List<String> weights() {
            return List.of(items, start, positions);
        }
    }

    /**
     * Layer normalisation of each row (Ba, Kiros, Hinton 2016): (x − mean) / √(variance + ε) · weight + bias.
     *
     * @param output what is written
     * @param input what is read
     * @param weight [dimension]
     * @param bias [dimension]
     * @param epsilon above 0
     */
    record Norm(String output, String input, String weight, String bias, double epsilon) implements Operation {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public List<String> weights() {
            return List.of(weight, bias);
        }
    }

    /**
     * y = x Wᵀ + b for each row.
     *
     * @param output what is written, [tokens, out]
     * @param input what is read, [tokens, in]
     * @param weight [out, in]
     * @param bias [out]
     */
    record Linear(String output, String input, String weight, Optional<String> bias) implements Operation {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public List<String> weights() {
            return bias.map(b -> List.of(weight, b)).orElse(List.of(weight));
        }
    }

    /**
     * A function of each number alone.
     *
     * @param output what is written
     * @param input what is read
     * @param function which function
     */
    record Activation(String output, String input, Function function) implements Operation {
        /** The functions there are. */
        public enum Function {
            /** max(x, 0). */
            RELU,
            /** x · Φ(x), with the error function, not its approximation (Hendrycks, Gimpel 2016). */
            GELU,
            /** x / (1 + e⁻ˣ). */
            SILU
        }

        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public List<String> weights() {
            return List.of();
        }
    }

    /**
     * Causal softmax attention (Vaswani et al. 2017): each token mixes the values of itself and of the tokens before it, by softmax(q kᵀ / √(dimension /
     * heads)). Hidden events are not attended to, but for their own token.
     *
     * @param output what is written, [tokens, dimension]
     * @param query [tokens, dimension]
     * @param key [tokens, dimension]
     * @param value [tokens, dimension]
     * @param heads how many parts of the dimension attend on their own; divides the dimension
     */
    record Attention(String output, String query, String key, String value, int heads) implements Operation {
        @Override
        public List<String> inputs() {
            return List.of(query, key, value);
        }

        @Override
        public List<String> weights() {
            return List.of();
        }
    }

    /**
     * The sum of two matrices: a residual connection. In training the second is subject to dropout.
     *
     * @param output what is written
     * @param input what is read
     * @param branch what is added
     */
    record Add(String output, String input, String branch) implements Operation {
        @Override
        public List<String> inputs() {
            return List.of(input, branch);
        }

        @Override
        public List<String> weights() {
            return List.of();
        }
    }

    /**
     * Scores every item: the last row times the item's vector, plus its bias. It is the last operation of a network.
     *
     * @param output what is written, [items]
     * @param input what is read, [tokens, dimension]
     * @param items a vector for each item, [items, dimension]; may be the table of {@link Embed}
     * @param bias [items]
     */
    record Head(String output, String input, String items, Optional<String> bias) implements Operation {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public List<String> weights() {
            return bias.map(b -> List.of(items, b)).orElse(List.of(items));
        }
    }
}
