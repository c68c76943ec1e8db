package because.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One step of a {@link Network}. Steps read and write named matrices with a row for each token of the sequence; token 0 is the learned start token and token
 * t ≥ 1 is the t-th event, or the t-th piece of a text. Where the embedding has a vector for blanks, one more token follows: the blank that is to be filled.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Operation.Embed.class, name = "embed"),
    @JsonSubTypes.Type(value = Operation.Norm.class, name = "norm"),
    @JsonSubTypes.Type(value = Operation.Linear.class, name = "linear"),
    @JsonSubTypes.Type(value = Operation.Activation.class, name = "activation"),
    @JsonSubTypes.Type(value = Operation.Attention.class, name = "attention"),
    @JsonSubTypes.Type(value = Operation.PointwiseAttention.class, name = "pointwise-attention"),
    @JsonSubTypes.Type(value = Operation.Add.class, name = "add"),
    @JsonSubTypes.Type(value = Operation.Gate.class, name = "gate"),
    @JsonSubTypes.Type(value = Operation.Pool.class, name = "pool"),
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
     * Turns the sequence into a matrix: row 0 is the start token, row t is the item's vector times the scale, and each row gets its position's vector added.
     * The item part of a hidden event is zero. A text encoder's start token is what it puts before every text, and what all its tokens share, such as the
     * vector of their type, is part of its positions.
     *
     * @param output what is written, [tokens, dimension]
     * @param items a vector for each item, [items, dimension]
     * @param start the start token's vector, [dimension]
     * @param positions a vector for each position, [positions, dimension]
     * @param fromEnd whether positions are counted from the newest token, which then has position 0; otherwise from the start token
     * @param scale what items' vectors are multiplied by: 1, or √dimension where the table is shared with a head that wants it small; finite
     * @param blank the vector of a token whose item is to be told (cloze, Devlin et al. 2018), [dimension]; such a token then ends every sequence
     * @param features a vector for each feature, [features, dimension]: what is known besides items' numbers ({@link Tokens#features}) adds these to its token. What
     *     is known of an item itself is in the item's vector already
     */
    record Embed(
            String output,
            String items,
            String start,
            String positions,
            boolean fromEnd,
            double scale,
            Optional<String> blank,
            Optional<String> features)
            implements Operation {
        /** Nothing is known but items' numbers. */
        public Embed(
                String output,
                String items,
                String start,
                String positions,
                boolean fromEnd,
                double scale,
                Optional<String> blank) {
            this(output, items, start, positions, fromEnd, scale, blank, Optional.empty());
        }

        /** The usual form: a scale of 1 and no blanks. */
        public Embed(String output, String items, String start, String positions, boolean fromEnd) {
            this(output, items, start, positions, fromEnd, 1, Optional.empty());
        }

        @Override
        public List<String> inputs() {
            return List.of();
        }

        @Override
        public List<String> weights() {
            return Stream.concat(
                            Stream.of(items, start, positions),
                            Stream.of(blank, features).flatMap(Optional::stream))
                    .toList();
        }
    }

    /**
     * Normalisation of each row: (x − mean) / √(variance + ε) · weight + bias (layer normalisation, Ba, Kiros, Hinton 2016), or, without taking the mean off,
     * x / √(mean of squares + ε) · weight + bias (RMS normalisation, Zhang, Sennrich 2019).
     *
     * @param output what is written
     * @param input what is read
     * @param weight [dimension]; without it, ones
     * @param bias [dimension]; without it, zeros
     * @param epsilon above 0
     * @param centred whether the mean is taken off
     */
    record Norm(
            String output,
            String input,
            Optional<String> weight,
            Optional<String> bias,
            double epsilon,
            boolean centred)
            implements Operation {
        /** Layer normalisation with weight and bias. */
        public Norm(String output, String input, String weight, String bias, double epsilon) {
            this(output, input, Optional.of(weight), Optional.of(bias), epsilon, true);
        }

        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public List<String> weights() {
            return Stream.of(weight, bias).flatMap(Optional::stream).toList();
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
            SILU,
            /** 1 / (1 + e⁻ˣ). */
            SIGMOID,
            /** The hyperbolic tangent. */
            TANH
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
     * Softmax attention (Vaswani et al. 2017): each token mixes the values of the tokens that it sees, by softmax(q kᵀ / √(dimension / heads)). Hidden events
     * are not attended to, but for their own token.
     *
     * @param output what is written, [tokens, dimension]
     * @param query [tokens, dimension]
     * @param key [tokens, dimension]
     * @param value [tokens, dimension]
     * @param heads how many parts of the dimension attend on their own; divides the dimension
     * @param causal whether a token sees only itself and the tokens before it; otherwise every token
     */
    record Attention(String output, String query, String key, String value, int heads, boolean causal)
            implements Operation {
        /** Causal attention. */
        public Attention(String output, String query, String key, String value, int heads) {
            this(output, query, key, value, heads, true);
        }

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
     * Pointwise attention (HSTU: Zhai et al. 2024, equation 2), causal: token t gets Σₛ SiLU(qₜ·kₛ + P[t − s] + T[bucket(τₜ − tₛ)]) / n · vₛ over the tokens s ≤ t.
     * Nothing is normalised over the tokens, so that how much was liked is not lost, only how it is shared out. Hidden events are not attended to, but for
     * their own token.
     *
     * <p>The buckets of time are those of the authors: ⌊ln(seconds) / 0.301⌋, differences below a second in bucket 0. The last bucket is kept for differences
     * that are not known: to the start token, and where an event has no time.
     *
     * @param output what is written, as wide as the value
     * @param query [tokens, width]
     * @param key [tokens, width]
     * @param value [tokens, any width]
     * @param heads how many parts attend on their own; divides both widths
     * @param length n, what the sum is divided by: the longest sequence of the training; 1 or more
     * @param positions P, [heads or 1, positions]: by how many places s is before t; without it, zeros
     * @param times T, [heads or 1, buckets], 2 buckets or more; without it, zeros
     * @param ahead what moment τₜ is: that of what token t is to predict, which is the next event's or, for the last token, the query's (if it is not known, the
     *     last event's); otherwise that of token t itself. The authors look ahead: it tells a model more than it has when the next event's time is not yet
     *     known
     */
    record PointwiseAttention(
            String output,
            String query,
            String key,
            String value,
            int heads,
            int length,
            Optional<String> positions,
            Optional<String> times,
            boolean ahead)
            implements Operation {
        @Override
        public List<String> inputs() {
            return List.of(query, key, value);
        }

        @Override
        public List<String> weights() {
            return Stream.of(positions, times).flatMap(Optional::stream).toList();
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
     * The product of two matrices, number by number: a branch let through by a gate (SwiGLU: Shazeer 2020; LiGR: Borisyuk et al. 2025).
     *
     * @param output what is written
     * @param input what is let through
     * @param gate how much of it
     */
    record Gate(String output, String input, String gate) implements Operation {
        @Override
        public List<String> inputs() {
            return List.of(input, gate);
        }

        @Override
        public List<String> weights() {
            return List.of();
        }
    }

    /**
     * One vector for the whole sequence, such as a text's. It is the last operation of a network that scores no items.
     *
     * @param output what is written, [dimension]
     * @param input what is read, [tokens, dimension]
     * @param which which rows it is made of
     */
    record Pool(String output, String input, Which which) implements Operation {
        /** The rows that there are to be chosen. */
        public enum Which {
            /** The start token's. */
            FIRST,
            /** The last token's. */
            LAST,
            /** The mean of all that are not hidden. */
            MEAN
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
     * Scores every item: the last row times the item's vector, plus its bias. It is the last operation of a network; a network that tells several
     * things of an item has a head for each ({@link Network#heads}).
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
