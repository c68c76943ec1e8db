package because.models.sequence;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Sequences of about the same length, side by side. Token 0 is the start token; token t ≥ 1 holds event t − 1 and token t predicts event t. The numbers are
 * kept as Java arrays; libtorch's tensors are made in the caller's {@code PointerScope}.
 */
final class Batch {
    private final List<int[]> sequences;
    private final int tokens;
    private final int targets;

    /** @param sequences the items that are to be predicted, oldest first; each has one at least */
    Batch(List<int[]> sequences) {
        this.sequences = sequences;
        this.tokens = sequences.stream().mapToInt(s -> s.length).max().orElse(0);
        this.targets = sequences.stream().mapToInt(s -> s.length).sum();
    }

    /** @return how many predictions there are: the lengths' sum */
    int targets() {
        return targets;
    }

    /** @return [sequences, tokens]: 0 for the start token and for padding, an item's number plus 1 for an event */
    Tensor inputs() {
        long[] inputs = new long[sequences.size() * tokens];
        for (int row = 0; row < sequences.size(); row++) {
            int[] sequence = sequences.get(row);
            for (int t = 1; t < sequence.length; t++) {
                inputs[row * tokens + t] = sequence[t - 1] + 1L;
            }
        }
        return Tensor.create(inputs, sequences.size(), tokens);
    }

    /**
     * @param fromEnd whether the last token has position 0, rather than the first
     * @return [sequences, tokens]
     */
    Tensor positions(boolean fromEnd) {
        long[] positions = new long[sequences.size() * tokens];
        for (int row = 0; row < sequences.size(); row++) {
            int length = sequences.get(row).length;
            for (int t = 0; t < length; t++) {
                positions[row * tokens + t] = fromEnd ? length - 1L - t : t;
            }
        }
        return Tensor.create(positions, sequences.size(), tokens);
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
