package because.models.text;

import because.core.BadInput;
import because.models.text.OnnxGraph.Node;
import because.network.Network;
import because.network.Operation;
import because.network.Operation.Activation;
import because.network.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads BERT (Devlin et al. 2018) out of an ONNX graph, as PyTorch exports it: biases and norms keep their names, and the matrices are found beside their biases.
 * Whether the network computes what the graph does is for the caller to try on some texts.
 */
public final class BertGraph {
    private static final String WORDS = "embeddings.word_embeddings.weight";

    /** What an encoder of this kind is made of; anything else would be left out in silence. */
    private static final Set<String> KNOWN = Set.of(
            "Add",
            "Cast",
            "Concat",
            "Constant",
            "ConstantOfShape",
            "Div",
            "Equal",
            "Erf",
            "Expand",
            "Gather",
            "Gelu",
            "Gemm",
            "Identity",
            "LayerNormalization",
            "MatMul",
            "Mul",
            "Pow",
            "ReduceMean",
            "Reshape",
            "Shape",
            "Slice",
            "Softmax",
            "Sqrt",
            "Squeeze",
            "Sub",
            "Tanh",
            "Transpose",
            "Unsqueeze",
            "Where");

    private final OnnxGraph graph;
    private final String prefix;
    private final Map<String, Node> makers = new HashMap<>();
    private final Map<String, List<Node>> readers = new HashMap<>();
    private final Map<String, Tensor> weights = new TreeMap<>();
    private final List<Operation> operations = new ArrayList<>();

    private BertGraph(OnnxGraph graph) {
        this.graph = graph;
        for (Node node : graph.nodes()) {
            if (!KNOWN.contains(node.op())) {
                throw unlike("it has a step '" + node.op() + "'"
                        + (node.op().contains("Integer") || node.op().contains("Quantize")
                                ? ": its numbers are quantised.\nMaybe take the file with all 32 bits, usually "
                                        + "model.onnx"
                                : ""));
            }
            node.outputs().forEach(output -> makers.put(output, node));
            node.inputs()
                    .forEach(input -> readers.computeIfAbsent(input, _ -> new ArrayList<>())
                            .add(node));
        }
        String words = graph.tensors().keySet().stream()
                .filter(name -> name.endsWith(WORDS))
                .sorted()
                .findFirst()
                .orElseThrow(() -> unlike("it has no numbers called '" + WORDS + "'"));
        this.prefix = words.substring(0, words.length() - WORDS.length());
    }

    /**
     * Reads an encoder.
     *
     * @param file a whole ONNX file
     * @param start the number of the piece that begins every text
     * @param pooling how the tokens' vectors become one
     * @return the network: it reads the pieces that follow the first, and ends with the pooled vector, not normalised
     * @throws BadInput if the file is damaged or holds no such encoder
     */
    public static Network read(byte[] file, int start, EncoderFiles.Pooling pooling) {
        return new BertGraph(OnnxGraph.read(file)).network(start, pooling);
    }

    private Network network(int start, EncoderFiles.Pooling pooling) {
        Tensor words = tensor(WORDS, 2);
        int width = words.dimension(1);
        if (start < 0 || start >= words.dimension(0)) {
            throw BadInput.of("the piece that begins every text", start, "0 to " + (words.dimension(0) - 1), "");
        }
        weights.put("words", words);
        weights.put("start", Tensor.of(row(words, start), width));
        weights.put("positions", positions(width));
        operations.add(new Operation.Embed("embedded", "words", "start", "positions", false));
        String x = norm("embeddings.LayerNorm", "embedded", "x0");
        int layers = 0;
        while (graph.tensors().containsKey(prefix + layer(layers) + "attention.self.query.bias")) {
            x = layer(layers++, x);
        }
        long gates = graph.nodes().stream()
                .filter(n -> n.op().equals("Erf") || n.op().equals("Gelu"))
                .count();
        if (layers == 0 || gates != layers) {
            throw unlike("it has " + layers + " layers, and " + gates + " times the function GELU");
        }
        operations.add(new Operation.Pool(
                "pooled",
                x,
                pooling == EncoderFiles.Pooling.CLS ? Operation.Pool.Which.FIRST : Operation.Pool.Which.MEAN));
        return new Network(operations, weights);
    }

    private static String layer(int number) {
        return "encoder.layer." + number + ".";
    }

    private String layer(int number, String x) {
        String from = layer(number);
        String to = "layer" + number + ".";
        String query = dense(from + "attention.self.query", x, to + "query");
        String key = dense(from + "attention.self.key", x, to + "key");
        String value = dense(from + "attention.self.value", x, to + "value");
        operations.add(new Operation.Attention(
                to + "attention", query, key, value, heads(prefix + from + "attention.self.query.bias"), false));
        String mixed = dense(from + "attention.output.dense", to + "attention", to + "mixed");
        operations.add(new Operation.Add(to + "attended", x, mixed));
        String attended = norm(from + "attention.output.LayerNorm", to + "attended", to + "attended-normed");
        String inner = dense(from + "intermediate.dense", attended, to + "inner");
        operations.add(new Activation(to + "gelu", inner, Activation.Function.GELU));
        String outer = dense(from + "output.dense", to + "gelu", to + "outer");
        operations.add(new Operation.Add(to + "sum", attended, outer));
        return norm(from + "output.LayerNorm", to + "sum", "x" + (number + 1));
    }

    /** What all tokens share, the vector of their type, is part of their positions. */
    private Tensor positions(int width) {
        Tensor positions = tensor("embeddings.position_embeddings.weight", 2);
        float[] type = tensor("embeddings.token_type_embeddings.weight", 2).floats();
        float[] sum = positions.floats().clone();
        if (positions.dimension(1) != width || type.length < width) {
            throw unlike("its positions are not as wide as its words");
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] += type[i % width];
        }
        return Tensor.of(sum, positions.shape());
    }

    private static float[] row(Tensor table, int row) {
        int width = table.dimension(1);
        float[] copy = new float[width];
        System.arraycopy(table.floats(), row * width, copy, 0, width);
        return copy;
    }

    private String dense(String name, String input, String output) {
        String bias = prefix + name + ".bias";
        weights.put(output + ".weight", matrix(bias));
        weights.put(output + ".bias", tensor(name + ".bias", 1));
        operations.add(new Operation.Linear(output, input, output + ".weight", Optional.of(output + ".bias")));
        return output;
    }

    /** The matrix whose product a bias is added to, [out, in]. */
    private Tensor matrix(String bias) {
        for (Node node : readers.getOrDefault(bias, List.of())) {
            if (node.op().equals("Gemm")) {
                Tensor weight = stored(node.inputs().get(1), 2);
                return node.numbers().getOrDefault("transB", 0.0) == 0 ? transposed(weight) : weight;
            }
            for (String input : node.inputs()) {
                Node product = makers.get(input);
                if (node.op().equals("Add") && product != null && product.op().equals("MatMul")) {
                    return transposed(stored(product.inputs().get(1), 2));
                }
            }
        }
        throw unlike("there is no matrix beside '" + bias + "'");
    }

    private static Tensor transposed(Tensor matrix) {
        int rows = matrix.dimension(0);
        int columns = matrix.dimension(1);
        float[] from = matrix.floats();
        float[] to = new float[from.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                to[j * rows + i] = from[i * columns + j];
            }
        }
        return Tensor.of(to, columns, rows);
    }

    /** Of the shape in which the queries are laid out, [texts, tokens, heads, width of a head]. */
    private int heads(String queryBias) {
        for (Node sum : readers.getOrDefault(queryBias, List.of())) {
            for (Node laid : readers.getOrDefault(sum.outputs().getFirst(), List.of())) {
                if (laid.op().equals("Reshape")) {
                    Node shape = makers.get(laid.inputs().get(1));
                    List<Long> dimensions = new ArrayList<>();
                    for (String part : shape != null && shape.op().equals("Concat")
                            ? shape.inputs()
                            : List.of(laid.inputs().get(1))) {
                        Tensor known = graph.tensors().get(part);
                        if (known != null && known.type() == Tensor.Type.INT64) {
                            for (long dimension : known.longs()) {
                                dimensions.add(dimension);
                            }
                        }
                    }
                    if (dimensions.size() >= 2 && dimensions.get(dimensions.size() - 2) > 0) {
                        return Math.toIntExact(dimensions.get(dimensions.size() - 2));
                    }
                }
            }
        }
        throw unlike("it does not say how many heads its attention has");
    }

    private String norm(String name, String input, String output) {
        weights.put(output + ".weight", tensor(name + ".weight", 1));
        weights.put(output + ".bias", tensor(name + ".bias", 1));
        operations.add(new Operation.Norm(
                output, input, output + ".weight", output + ".bias", epsilon(prefix + name + ".weight")));
        return output;
    }

    private double epsilon(String weight) {
        for (Node node : readers.getOrDefault(weight, List.of())) {
            if (node.op().equals("LayerNormalization")) {
                return node.numbers().getOrDefault("epsilon", 1e-5);
            }
            Optional<Node> root = maker(node, "Div").flatMap(n -> maker(n, "Sqrt"));
            Optional<Double> found = root.flatMap(n -> maker(n, "Add")).flatMap(this::constant);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw unlike("it does not say what '" + weight + "' normalises by");
    }

    private Optional<Node> maker(Node of, String op) {
        return of.inputs().stream()
                .map(makers::get)
                .filter(node -> node != null && node.op().equals(op))
                .findFirst();
    }

    private Optional<Double> constant(Node node) {
        return node.inputs().stream()
                .map(input -> graph.tensors().get(input))
                .filter(t -> t != null && t.type() == Tensor.Type.FLOAT32 && t.size() == 1)
                .map(t -> (double) t.floats()[0])
                .findFirst();
    }

    private Tensor tensor(String name, int rank) {
        return stored(prefix + name, rank);
    }

    private Tensor stored(String name, int rank) {
        Tensor tensor = graph.tensors().get(name);
        if (tensor == null || tensor.type() != Tensor.Type.FLOAT32 || tensor.rank() != rank) {
            throw unlike("'" + name + "' is "
                    + (tensor == null
                            ? graph.others().contains(name) ? "not in 32 bits" : "missing"
                            : tensor.toString()));
        }
        return tensor;
    }

    private static BadInput unlike(String why) {
        return new BadInput("the ONNX file holds no encoder of the kind of BERT: " + why
                + ".\nMaybe it is another architecture: it can be used as it is, but not trained.");
    }
}
