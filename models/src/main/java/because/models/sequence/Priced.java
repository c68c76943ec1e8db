package because.models.sequence;

import because.core.Regularizer;
import because.network.Tokens;
import java.util.BitSet;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;

/** A regularizer's price on scores, with the profiles as a network reads them. */
final class Priced {
    private final Regularizer.Term term;
    private final List<Example> examples;

    /**
     * @param term what scores cost
     * @param model reads the profiles
     */
    Priced(Regularizer.Term term, Transformer model) {
        boolean cloze = model.network().embed().blank().isPresent();
        this.term = term;
        this.examples = term.profiles().stream()
                .map(profile -> Example.scored(newest(model.tokens(profile), model.window()), term.item(), cloze))
                .toList();
    }

    /** The tokens that the model reads. */
    private static Tokens newest(Tokens tokens, int window) {
        BitSet older = new BitSet();
        older.set(0, Math.max(0, tokens.size() - window));
        return older.isEmpty() ? tokens : tokens.without(older);
    }

    /** @return for each profile what is read, and the item */
    List<Example> examples() {
        return examples;
    }

    /**
     * The cost; adds its derivatives, times a scale, to the gradients of all that the scores were made from.
     *
     * @param states what the head reads, a row for each profile
     * @param rows the item's row in the head's table, once for each profile
     * @param head scores items
     * @param scale what cost and derivatives are multiplied by
     * @return the cost, times the scale
     */
    double backward(Tensor states, Tensor rows, Criterion.Head head, double scale) {
        Tensor scores = states.mul(head.table().index_select(0, rows)).sum(1);
        Tensor bias = head.bias();
        if (bias != null) {
            scores = scores.add(bias.index_select(0, rows));
        }
        float[] numbers = Placement.numbers(scores);
        double[] given = new double[numbers.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = numbers[i];
        }
        double[] slopes = new double[given.length];
        double cost = term.cost(given, slopes);
        for (int i = 0; i < slopes.length; i++) {
            numbers[i] = (float) (scale * slopes[i]);
        }
        scores.backward(Placement.of(numbers, numbers.length), new BoolOptional(), false, new TensorArrayRefOptional());
        return scale * cost;
    }
}
