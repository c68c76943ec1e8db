package because.models.sequence;

import because.network.Features;
import because.network.Operation;
import because.network.TimeBuckets;
import because.network.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Examples of about the same length, side by side. Token 0 is the start token and token t ≥ 1 holds event t − 1. The numbers are kept as Java arrays; libtorch's tensors are made in the caller's {@code PointerScope}.
 */
final class Batch {
    /** What is added to an item's number for its place in the embedding's table; before it come the start token, blanks and hidden events. */
    private static final int OFFSET = 3;

    private final List<Example> examples;
    private final IntUnaryOperator row;
    private final int tokens;
    private final int targets;

    /**
     * @param examples what is read and told
     * @param row each item's row in the tables that are used
     */
    Batch(List<Example> examples, IntUnaryOperator row) {
        this.examples = examples;
        this.row = row;
        this.tokens = 1 + examples.stream().mapToInt(e -> e.read().size()).max().orElse(0);
        this.targets = examples.stream().mapToInt(Example::targets).sum();
    }

    /**
     * A batch that is only read: nothing is to be predicted.
     *
     * @param read what follows the start token
     * @return the batch
     */
    static Batch reading(List<Tokens> read) {
        return new Batch(read.stream().map(Example::reading).toList(), IntUnaryOperator.identity());
    }

    private Tokens read(int sequence) {
        return examples.get(sequence).read();
    }

    /** @return how many predictions there are */
    int targets() {
        return targets;
    }

    /** @return [sequences, tokens]: 0 for the start token and for padding, an item's number plus 3 for an event */
    Tensor inputs() {
        long[] inputs = new long[examples.size() * tokens];
        for (int sequence = 0; sequence < examples.size(); sequence++) {
            for (int t = 1; t <= read(sequence).size(); t++) {
                inputs[sequence * tokens + t] =
                        (long) OFFSET + number(read(sequence).item(t - 1));
            }
        }
        return Placement.of(inputs, examples.size(), tokens);
    }

    private int number(int item) {
        // An item that has no vector is read as a hidden one is: its features say what it is.
        return item == Tokens.DESCRIBED ? Tokens.HIDDEN : item < 0 ? item : row.applyAsInt(item);
    }

    /**
     * What is known of tokens besides their items: features, each at some token.
     *
     * @param places where in the flattened [sequences · tokens], [features]
     * @param rows which features, [features]
     * @param values their values, [features]
     */
    record Beside(Tensor places, Tensor rows, Tensor values) {}

    /** @return what is known besides items; empty if nothing is */
    Optional<Beside> beside() {
        List<Features> all = new ArrayList<>();
        int count = 0;
        for (int sequence = 0; sequence < examples.size(); sequence++) {
            for (int t = 0; t < tokens; t++) {
                Features features = t <= read(sequence).size() ? read(sequence).features(t) : Features.NONE;
                all.add(features);
                count += features.size();
            }
        }
        long[] places = new long[count];
        long[] rows = new long[count];
        float[] values = new float[count];
        int next = 0;
        for (int place = 0; place < all.size(); place++) {
            for (int i = 0; i < all.get(place).size(); i++) {
                places[next] = place;
                rows[next] = all.get(place).index(i);
                values[next++] = all.get(place).value(i);
            }
        }
        return count == 0
                ? Optional.empty()
                : Optional.of(new Beside(
                        Placement.of(places, count), Placement.of(rows, count), Placement.of(values, count)));
    }

    /**
     * @param fromEnd whether the last token has position 0, rather than the first
     * @return [sequences, tokens]
     */
    Tensor positions(boolean fromEnd) {
        long[] positions = new long[examples.size() * tokens];
        for (int sequence = 0; sequence < examples.size(); sequence++) {
            int length = read(sequence).size() + 1;
            for (int t = 0; t < length; t++) {
                positions[sequence * tokens + t] = fromEnd ? length - 1L - t : t;
            }
        }
        return Placement.of(positions, examples.size(), tokens);
    }

    /** @return whether an event is hidden, so that causality alone does not say who sees whom */
    boolean hides() {
        return examples.stream()
                .map(Example::read)
                .anyMatch(read -> IntStream.range(0, read.size()).anyMatch(i -> read.item(i) == Tokens.HIDDEN));
    }

    /**
     * @param causal whether a token sees only itself and the tokens before it
     * @return [sequences, 1, tokens, tokens]: whether a token attends to another; each, padding too, attends to itself
     */
    Tensor attends(boolean causal) {
        boolean[] attends = new boolean[examples.size() * tokens * tokens];
        for (int sequence = 0; sequence < examples.size(); sequence++) {
            Tokens own = read(sequence);
            for (int t = 0; t < tokens; t++) {
                for (int s = 0; s < (causal ? t + 1 : tokens); s++) {
                    boolean present = s == 0 || (s <= own.size() && own.item(s - 1) != Tokens.HIDDEN);
                    attends[(sequence * tokens + t) * tokens + s] = s == t || present;
                }
            }
        }
        return Placement.of(attends, examples.size(), 1, tokens, tokens);
    }

    /** @return [tokens, tokens]: by how many places a token is before another; 0 for those after it */
    Tensor distances() {
        long[] distances = new long[tokens * tokens];
        for (int t = 0; t < tokens; t++) {
            for (int s = 0; s < t; s++) {
                distances[t * tokens + s] = (long) t - s;
            }
        }
        return Placement.of(distances, tokens, tokens);
    }

    /**
     * @param attention says which moments are compared
     * @param buckets how many buckets there are
     * @return [sequences, tokens, tokens]: the bucket of the time from a token to another
     */
    Tensor buckets(Operation.PointwiseAttention attention, int buckets) {
        long[] found = new long[examples.size() * tokens * tokens];
        for (int sequence = 0; sequence < examples.size(); sequence++) {
            boolean ahead = attention.ahead() && examples.get(sequence).asked();
            TimeBuckets.Clock clock = new TimeBuckets.Clock(read(sequence), ahead, buckets);
            for (int t = 0; t <= read(sequence).size(); t++) {
                for (int s = 0; s <= t; s++) {
                    found[(sequence * tokens + t) * tokens + s] = clock.bucket(t, s);
                }
            }
        }
        return Placement.of(found, examples.size(), tokens, tokens);
    }

    /** @return [targets]: where in the flattened [sequences · tokens] a prediction is made */
    Tensor places() {
        long[] places = new long[targets];
        int next = 0;
        for (int sequence = 0; sequence < examples.size(); sequence++) {
            Example example = examples.get(sequence);
            for (int i = 0; i < example.targets(); i++) {
                places[next++] = (long) sequence * tokens + example.place(i);
            }
        }
        return Placement.of(places, targets);
    }

    /** @return [targets]: the row of the item that is predicted there */
    Tensor predicted() {
        long[] predicted = new long[targets];
        int next = 0;
        for (Example example : examples) {
            for (int i = 0; i < example.targets(); i++) {
                predicted[next++] = row.applyAsInt(example.told(i));
            }
        }
        return Placement.of(predicted, targets);
    }
}
