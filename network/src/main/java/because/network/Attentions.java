package because.network;

import because.network.Layout.Extent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How {@link FloatEngine} runs what looks at other tokens, on the {@link Matrices} of one thread. */
final class Attentions {
    private final Network network;
    private final Plan plan;
    private final Matrices matrices;
    private final Map<String, Mixer> mixers = new HashMap<>();
    private final Map<String, float[][]> tables = new HashMap<>();
    private final Map<String, float[][][]> multiplied = new HashMap<>();
    private long pairs;

    Attentions(Network network, Plan plan, Matrices matrices) {
        this.network = network;
        this.plan = plan;
        this.matrices = matrices;
    }

    /**
     * Other sequences come.
     *
     * @param parts how they are laid out
     */
    void begin(List<Layout> parts) {
        pairs = parts.stream().mapToLong(Layout::pairs).sum();
        tables.clear();
        multiplied.clear();
    }

    /**
     * Runs an attention, of all tokens or of the last ones.
     *
     * @param operation the attention
     * @param out gets what it writes, if that is what is needed of it
     */
    void run(Operation operation, float[][] out) {
        if (plan.extent(operation.output()) != Extent.LAST) {
            attend(
                    operation,
                    plan.out(operation)
                            .map(linear -> matrices.written(linear.output()))
                            .orElse(out));
        } else if (operation instanceof Operation.Attention attention
                && plan.fold(attention).isPresent()) {
            attendLast(attention, plan.fold(attention).orElseThrow(), out);
        } else {
            attendLast(operation, out);
        }
    }

    /** The attention of all tokens that have a row of their own. */
    private void attend(Operation operation, float[][] out) {
        Layout layout = matrices.layout();
        String query = operation.inputs().get(0);
        String key = operation.inputs().get(1);
        String value = operation.inputs().get(2);
        Mixer mixer = mixer(operation);
        float[][] table = table(operation, query, key);
        Matrices.Source queries = matrices.source(query);
        Matrices.Source keys = matrices.source(key);
        Matrices.Source values = matrices.source(value);
        Optional<Operation.Linear> after = plan.out(operation);
        float[] bias = after.map(plan::bias).orElseGet(() -> new float[0]);
        float[][][] heads = after.map(linear -> multiplied(linear, mixer, matrices.computed(value)))
                .orElseGet(() -> new float[0][][]);
        for (int i = 0; i < layout.sequences(); i++) {
            Layout.Chain chain = layout.chain(i);
            int from = layout.fresh(i);
            if (from == chain.length()) {
                continue;
            }
            mixer.begin(chain, from, !(operation instanceof Operation.Attention softmax) || softmax.causal());
            if (table.length > 0) {
                mixer.match(table, chain, from);
            } else {
                mixer.match(queries.of(i), from, keys.of(i), chain.length());
            }
            weigh(mixer, operation, chain, from);
            float[][] own = new float[chain.length() - from][];
            System.arraycopy(out, layout.row(i, from), own, 0, own.length);
            if (after.isPresent()) {
                mixer.mix(heads, chain, bias, own);
            } else {
                mixer.mix(values.of(i), own);
            }
        }
    }

    /** Each head's part of each distinct token's value, multiplied by what comes after the attention. */
    private float[][][] multiplied(Operation.Linear after, Mixer mixer, float[][] values) {
        return multiplied.computeIfAbsent(
                after.output(), _ -> mixer.multiplied(plan.weight(after), values, matrices.distinct()));
    }

    private void weigh(Mixer mixer, Operation operation, Layout.Chain chain, int from) {
        if (operation instanceof Operation.PointwiseAttention pointwise) {
            mixer.weigh(pointwise, new Mixer.Biases(network, pointwise, chain.rows()), chain, from);
        } else {
            mixer.softmax();
        }
    }

    /** The products of all queries with all keys, where there are fewer of them than would be made for all sequences; else nothing. */
    private float[][] table(Operation operation, String query, String key) {
        long distinct = matrices.distinct();
        if (plan.extent(query) != Extent.DISTINCT
                || plan.extent(key) != Extent.DISTINCT
                || distinct * distinct > pairs) {
            return new float[0][];
        }
        return tables.computeIfAbsent(
                operation.output(),
                _ -> mixer(operation).table(matrices.computed(query), matrices.computed(key), matrices.distinct()));
    }

    /** The same to the inputs of what would be keys and values. */
    private void attendLast(Operation.Attention attention, Plan.Fold fold, float[][] out) {
        Layout layout = matrices.layout();
        Mixer mixer = mixer(attention);
        Matrices.Source keys = matrices.source(fold.keyInput());
        Matrices.Source values = matrices.source(fold.valueInput());
        float[][] keyRows = fold.keyRows();
        float[][] weight = plan.weight(fold.value());
        float[] bias = plan.bias(fold.value());
        float[][] vectors = new float[attention.heads()][keyRows[0].length];
        float[][] sums = new float[attention.heads()][weight.length];
        float[][] queries = matrices.of(attention.query(), Extent.LAST);
        int part = plan.width(attention.key()) / attention.heads();
        int valuePart = plan.width(attention.output()) / attention.heads();
        for (int i = 0; i < layout.sequences(); i++) {
            Layout.Chain chain = layout.chain(i);
            for (int h = 0; h < vectors.length; h++) {
                Arrays.fill(vectors[h], 0);
                Kernels.combine(queries[i], 0, keyRows, h * part, (h + 1) * part, vectors[h], 0, vectors[h].length);
            }
            mixer.begin(chain, chain.length() - 1, true);
            mixer.match(vectors, keys.of(i), vectors[0].length);
            mixer.softmax();
            mixer.mixRows(values.of(i), weight.length, sums);
            System.arraycopy(bias, 0, out[i], 0, bias.length);
            for (int h = 0; h < sums.length; h++) {
                Kernels.combine(sums[h], 0, weight, 0, weight.length, out[i], h * valuePart, (h + 1) * valuePart);
            }
        }
    }

    /** The attention of each sequence's last token alone. */
    private void attendLast(Operation operation, float[][] out) {
        Layout layout = matrices.layout();
        Mixer mixer = mixer(operation);
        float[][] queries = matrices.of(operation.inputs().get(0), Extent.LAST);
        Matrices.Source keys = matrices.source(operation.inputs().get(1));
        Matrices.Source values = matrices.source(operation.inputs().get(2));
        for (int i = 0; i < layout.sequences(); i++) {
            Layout.Chain chain = layout.chain(i);
            int last = chain.length() - 1;
            float[][] own = new float[last + 1][];
            own[last] = queries[i];
            mixer.begin(chain, last, true);
            mixer.match(own, last, keys.of(i), last + 1);
            weigh(mixer, operation, chain, last);
            mixer.mix(values.of(i), new float[][] {out[i]});
        }
    }

    private Mixer mixer(Operation operation) {
        return mixers.computeIfAbsent(operation.output(), _ -> switch (operation) {
            case Operation.Attention a -> new Mixer(a.heads(), plan.width(a.key()), plan.width(a.value()));
            case Operation.PointwiseAttention a -> new Mixer(a.heads(), plan.width(a.key()), plan.width(a.value()));
            default -> throw new IllegalStateException(operation + " does not look at other tokens");
        });
    }
}
