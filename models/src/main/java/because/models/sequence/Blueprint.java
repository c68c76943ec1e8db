package because.models.sequence;

import because.core.Task;
import because.models.sequence.Form.Positions;
import because.models.sequence.Learning.Objective;
import because.network.Network;
import because.network.Operation;
import because.network.Operation.Activation.Function;
import because.network.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Draws up the untrained network that some options ask for: blocks over item and position vectors. */
final class Blueprint {
    private static final double EPSILON = 1e-8;

    /** What a block adds begins small against what it is added to, so that training starts from the items themselves. */
    private static final double BRANCH = 0.2;

    private static final double POSITION = 0.05;

    /** Ratings and probabilities begin near their mean. */
    private static final double LABELLED = 0.1;

    /** What a feature says begins smaller than what an item's own vector says. */
    private static final double FEATURE = 0.5;

    /** The buckets of HSTU's times: up to a hundred years, and one for times that are not known. */
    private static final int BUCKETS = 75;

    private final Form form;
    private final boolean cloze;
    private final Adapters adapters;
    private final RandomGenerator random;
    private final int leading;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Tensor> weights = new TreeMap<>();

    private Blueprint(TransformerOptions options, int leading, RandomGenerator random) {
        this.leading = leading;
        this.form = options.form();
        this.cloze = options.learning().objective() == Objective.CLOZE;
        this.adapters = options.adapters();
        this.random = random;
    }

    /**
     * @param options the network's form
     * @param items how many items it scores
     * @param features how many features it reads
     * @param random draws the first weights
     * @return the network
     */
    static Network draw(TransformerOptions options, int items, int features, RandomGenerator random) {
        return draw(options, items, features, 0, random);
    }

    /**
     * @param options the network's form
     * @param items how many items it scores
     * @param features how many features it reads
     * @param leading how many tokens there may be between the start token and the events
     * @param random draws the first weights
     * @return the network
     */
    static Network draw(TransformerOptions options, int items, int features, int leading, RandomGenerator random) {
        return new Blueprint(options, leading, random).network(items, features);
    }

    private Network network(int items, int features) {
        int d = form.dimension();
        normal("items", 1 / Math.sqrt(d), items, d);
        normal("start", 1 / Math.sqrt(d), d);
        normal("positions", form.positions() == Positions.NONE ? 0 : POSITION, tokens(), d);
        Optional<String> blank = cloze ? Optional.of(normal("blank", 1 / Math.sqrt(d), d)) : Optional.empty();
        Optional<String> besides =
                features == 0 ? Optional.empty() : Optional.of(normal("features", FEATURE / Math.sqrt(d), features, d));
        boolean fromEnd = form.positions() == Positions.FROM_END;
        operations.add(new Operation.Embed("x", "items", "start", "positions", fromEnd, 1, blank, besides));
        String x = "x";
        for (int b = 0; b < form.blocks(); b++) {
            String name = "blocks." + b + ".";
            x = switch (form.block()) {
                case PRE_NORM -> preNorm(name, x);
                case POST_NORM -> postNorm(name, x);
                case LIGR -> ligr(name, x);
                case HSTU -> hstu(name, x);
            };
        }
        String last = norm("last", x);
        String table = form.tied() ? "items" : normal("scored", 1 / Math.sqrt(d), items, d);
        if (adapters.learned().containsKey(Task.Kind.NEXT_ITEM)) {
            Optional<String> bias = form.bias() ? Optional.of(constant("bias", 0, items)) : Optional.empty();
            operations.add(new Operation.Head(LabelledHead.name(Task.Kind.NEXT_ITEM), last, table, bias));
        }
        for (Task.Kind kind : adapters.learned().keySet()) {
            if (kind != Task.Kind.NEXT_ITEM) {
                labelled(LabelledHead.name(kind), last, table, items);
            }
        }
        return new Network(operations, weights);
    }

    /**
     * ⟨x Wᵀ + b, v⟩ + b<sub>item</sub>: the items' vectors are those of the trunk, and so hold what is known of items; W and b say what that means for the label.
     * What all items have in common ({@link Described#COMMON}) is in their vectors, so a part of the product is the person's own, whatever the item.
     */
    private void labelled(String name, String last, String table, int items) {
        int d = form.dimension();
        String state = linear(name + ".state", last, d, d, LABELLED);
        operations.add(new Operation.Head(name, state, table, Optional.of(constant(name + ".bias", 0, items))));
    }

    /** The start token, what else stands before the events, the window, and the blank at the end of a cloze. */
    private int tokens() {
        return leading + form.window() + (cloze ? 2 : 1);
    }

    private String preNorm(String name, String x) {
        String attended = add(name + "attended", x, attention(name, norm(name + "attention.norm", x)));
        return add(name + "x", attended, forward(name, norm(name + "forward.norm", attended)));
    }

    private String postNorm(String name, String x) {
        String attended = norm(name + "attention.norm", add(name + "attended", x, attention(name, x)));
        return norm(name + "forward.norm", add(name + "x", attended, forward(name, attended)));
    }

    /** x + attention ⊙ σ(x W), then the same of a SwiGLU feed-forward. */
    private String ligr(String name, String x) {
        int d = form.dimension();
        String attention = attention(name, norm(name + "attention.norm", x));
        String attended = add(name + "attended", x, gated(name + "attention.", attention, x));
        String normed = norm(name + "forward.norm", attended);
        String wide = linear(name + "forward.in", normed, d, d * form.inner(), 1);
        String active = activation(
                name + "forward.active", linear(name + "forward.gate", normed, d, d * form.inner(), 1), Function.SILU);
        String product = gate(name + "forward.product", wide, active);
        String narrow = linear(name + "forward.out", product, d * form.inner(), d, BRANCH);
        return add(name + "x", attended, gated(name + "forward.", narrow, attended));
    }

    private String gated(String name, String branch, String x) {
        int d = form.dimension();
        String open = activation(name + "open", linear(name + "opening", x, d, d, 1), Function.SIGMOID);
        return gate(name + "let", branch, open);
    }

    /** x + (norm(A v) ⊙ u) W, where u, v, q, k = SiLU(norm(x) W′) (Zhai et al. 2024, equations 1 to 3). */
    private String hstu(String name, String x) {
        int d = form.dimension();
        String normed = norm(name + "norm", x);
        String query = hstuPart(name + "query", normed);
        String key = hstuPart(name + "key", normed);
        String value = hstuPart(name + "value", normed);
        String let = hstuPart(name + "let", normed);
        String mixed = name + "mixed";
        operations.add(new Operation.PointwiseAttention(
                mixed,
                query,
                key,
                value,
                form.heads(),
                tokens(),
                Optional.of(normal(name + "distances", POSITION, 1, tokens())),
                Optional.of(normal(name + "times", POSITION, 1, BUCKETS)),
                form.queryTime()));
        String product = gate(name + "product", norm(name + "mixed.norm", mixed), let);
        return add(name + "x", x, linear(name + "out", product, d, d, BRANCH));
    }

    private String hstuPart(String name, String input) {
        int d = form.dimension();
        return activation(name, linear(name + ".in", input, d, d, 1), Function.SILU);
    }

    private String attention(String name, String input) {
        int d = form.dimension();
        String query = linear(name + "attention.query", input, d, d, 1);
        String key = linear(name + "attention.key", input, d, d, 1);
        String value = linear(name + "attention.value", input, d, d, 1);
        String mixed = name + "attention.mixed";
        operations.add(new Operation.Attention(mixed, query, key, value, form.heads(), !cloze));
        return linear(name + "attention.out", mixed, d, d, BRANCH);
    }

    private String forward(String name, String input) {
        int d = form.dimension();
        String wide = linear(name + "forward.in", input, d, d * form.inner(), 1);
        String active = activation(name + "forward.active", wide, Function.GELU);
        return linear(name + "forward.out", active, d * form.inner(), d, BRANCH);
    }

    private String activation(String name, String input, Function function) {
        operations.add(new Operation.Activation(name, input, function));
        return name;
    }

    private String gate(String name, String input, String gate) {
        operations.add(new Operation.Gate(name, input, gate));
        return name;
    }

    private String add(String name, String input, String branch) {
        operations.add(new Operation.Add(name, input, branch));
        return name;
    }

    private String norm(String name, String input) {
        int d = form.dimension();
        operations.add(new Operation.Norm(
                name, input, constant(name + ".weight", 1, d), constant(name + ".bias", 0, d), EPSILON));
        return name;
    }

    private String linear(String name, String input, int in, int out, double scale) {
        String weight = normal(name + ".weight", scale / Math.sqrt(in), out, in);
        operations.add(new Operation.Linear(name, input, weight, Optional.of(constant(name + ".bias", 0, out))));
        return name;
    }

    private String normal(String name, double deviation, int... shape) {
        float[] values = new float[size(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        weights.put(name, Tensor.of(values, shape));
        return name;
    }

    private String constant(String name, float value, int... shape) {
        float[] values = new float[size(shape)];
        java.util.Arrays.fill(values, value);
        weights.put(name, Tensor.of(values, shape));
        return name;
    }

    private static int size(int[] shape) {
        int size = 1;
        for (int dimension : shape) {
            size = Math.multiplyExact(size, dimension);
        }
        return size;
    }
}
