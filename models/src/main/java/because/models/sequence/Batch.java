package because.models.sequence;

import because.network.Operation;
import because.network.TimeBuckets;
import because.network.Tokens;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Sequences of about the same length, side by side. Token 0 is the start token; token t ≥ 1 holds event t − 1 and token t predicts event t. The numbers are
 * kept as Java arrays; libtorch's tensors are made in the caller's {@code PointerScope}.
 */
final class Batch {
    /** What is added to an item's number for its place in the embedding's table; before it come the start token, blanks and hidden events. */
    private static final int OFFSET = 3;

    private final List<Tokens> read;
    private final List<int[]> sequences;
    private final int tokens;
    private final int targets;

    /** @param sequences the items that are to be predicted, oldest first; each has one at least */
    Batch(List<int[]> sequences) {
        this(
                sequences.stream()
                        .map(s -> Tokens.of(Arrays.copyOf(s, s.length - 1)))
                        .toList(),
                sequences);
    }

    private Batch(List<Tokens> read, List<int[]> sequences) {
        this.read = read;
        this.sequences = sequences;
        this.tokens = 1 + read.stream().mapToInt(Tokens::size).max().orElse(0);
        this.targets = sequences.stream().mapToInt(s -> s.length).sum();
    }

    /**
     * A batch that is only read: nothing is to be predicted.
     *
     * @param read what follows the start token
     * @return the batch
     */
    static Batch reading(List<Tokens> read) {
        return new Batch(read, List.of());
    }

    /** @return how many predictions there are: the lengths' sum */
    int targets() {
        return targets;
    }

    /** @return [sequences, tokens]: 0 for the start token and for padding, an item's number plus 3 for an event */
    Tensor inputs() {
        long[] inputs = new long[read.size() * tokens];
        for (int row = 0; row < read.size(); row++) {
            for (int t = 1; t <= read.get(row).size(); t++) {
                inputs[row * tokens + t] = (long) read.get(row).item(t - 1) + OFFSET;
            }
        }
        return Tensor.create(inputs, read.size(), tokens);
    }

    /**
     * @param fromEnd whether the last token has position 0, rather than the first
     * @return [sequences, tokens]
     */
    Tensor positions(boolean fromEnd) {
        long[] positions = new long[read.size() * tokens];
        for (int row = 0; row < read.size(); row++) {
            int length = read.get(row).size() + 1;
            for (int t = 0; t < length; t++) {
                positions[row * tokens + t] = fromEnd ? length - 1L - t : t;
            }
        }
        return Tensor.create(positions, read.size(), tokens);
    }

    /** @return whether an event is hidden, so that causality alone does not say who sees whom */
    boolean hides() {
        return read.stream().anyMatch(r -> {
            boolean hides = false;
            for (int i = 0; i < r.size(); i++) {
                hides |= r.item(i) == Tokens.HIDDEN;
            }
            return hides;
        });
    }

    /**
     * @param causal whether a token sees only itself and the tokens before it
     * @return [sequences, 1, tokens, tokens]: whether a token attends to another; each, padding too, attends to itself
     */
    Tensor attends(boolean causal) {
        boolean[] attends = new boolean[read.size() * tokens * tokens];
        for (int row = 0; row < read.size(); row++) {
            Tokens own = read.get(row);
            for (int t = 0; t < tokens; t++) {
                for (int s = 0; s < (causal ? t + 1 : tokens); s++) {
                    boolean present = s == 0 || (s <= own.size() && own.item(s - 1) != Tokens.HIDDEN);
                    attends[(row * tokens + t) * tokens + s] = s == t || present;
                }
            }
        }
        return Tensor.create(attends, read.size(), 1, tokens, tokens);
    }

    /** @return [tokens, tokens]: by how many places a token is before another; 0 for those after it */
    Tensor distances() {
        long[] distances = new long[tokens * tokens];
        for (int t = 0; t < tokens; t++) {
            for (int s = 0; s < t; s++) {
                distances[t * tokens + s] = (long) t - s;
            }
        }
        return Tensor.create(distances, tokens, tokens);
    }

    /**
     * @param attention says which moments are compared
     * @param buckets how many buckets there are
     * @return [sequences, tokens, tokens]: the bucket of the time from a token to another
     */
    Tensor buckets(Operation.PointwiseAttention attention, int buckets) {
        long[] found = new long[read.size() * tokens * tokens];
        for (int row = 0; row < read.size(); row++) {
            TimeBuckets.Clock clock = new TimeBuckets.Clock(read.get(row), attention.ahead(), buckets);
            for (int t = 0; t <= read.get(row).size(); t++) {
                for (int s = 0; s <= t; s++) {
                    found[(row * tokens + t) * tokens + s] = clock.bucket(t, s);
                }
            }
        }
        return Tensor.create(found, read.size(), tokens, tokens);
    }

    /** @return [targets]: where in the flattened [sequences · tokens] a prediction is made */
    Tensor places() {
        long[] places = new long[targets];
        int next = 0;
        for (int row = 0; row < sequences.size(); row++) {
            for (int t = 0; t < sequences.get(row).length; t++) {
                places[next++] = (long) row * tokens + t;
            }
        }
        return Tensor.create(places, targets);
    }

    /** @return [targets]: the item that is predicted there */
    Tensor predicted() {
        long[] predicted = new long[targets];
        int next = 0;
        for (int[] sequence : sequences) {
            for (int item : sequence) {
                predicted[next++] = item;
            }
        }
        return Tensor.create(predicted, targets);
    }
}
