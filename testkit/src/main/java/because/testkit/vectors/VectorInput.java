package because.testkit.vectors;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A piece of a case's input. It knows where in the case it stands, so that what is missing or of the wrong type can be named. */
public final class VectorInput {
    private final JsonNode node;
    private final String path;

    private VectorInput(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /**
     * @param input the value of a case's key "input"
     * @return the input
     */
    public static VectorInput of(JsonNode input) {
        return new VectorInput(input, "input");
    }

    /** The whole file, for what its cases share. */
    static VectorInput ofFile(JsonNode file) {
        return new VectorInput(file, "file");
    }

    /**
     * @param key a key of this object
     * @return its value
     * @throws BadInput if there is none
     */
    public VectorInput at(String key) {
        return find(key).orElseThrow(() -> new BadInput("the case has no " + path + "." + key + "."));
    }

    /**
     * @param key a key of this object
     * @return its value, if there is one
     */
    public Optional<VectorInput> find(String key) {
        JsonNode child = node.get(key);
        return child == null || child.isNull()
                ? Optional.empty()
                : Optional.of(new VectorInput(child, path + "." + key));
    }

    /** @return the elements of this array */
    public List<VectorInput> elements() {
        require(node.isArray(), "a list");
        List<VectorInput> elements = new ArrayList<>();
        for (JsonNode element : node) {
            elements.add(new VectorInput(element, path + "[" + elements.size() + "]"));
        }
        return elements;
    }

    /** @return the values of this object by key, in the order of the file */
    public Map<String, VectorInput> entries() {
        require(node.isObject(), "an object");
        Map<String, VectorInput> entries = new LinkedHashMap<>();
        node.properties()
                .forEach(entry ->
                        entries.put(entry.getKey(), new VectorInput(entry.getValue(), path + "." + entry.getKey())));
        return entries;
    }

    /** @return whether this is a single number */
    public boolean isNumber() {
        return node.isNumber();
    }

    /** @return this number; the texts "Infinity" and "-Infinity" are numbers, too */
    public double number() {
        Optional<Double> number = number(node);
        require(number.isPresent(), "a number");
        return number.orElseThrow();
    }

    /** @return this whole number */
    public int integer() {
        require(node.isNumber() && node.doubleValue() == (int) node.doubleValue(), "a whole number");
        return (int) node.doubleValue();
    }

    /** @return this text */
    public String text() {
        require(node.isString(), "a text");
        return node.stringValue();
    }

    /** @return this list of numbers */
    public double[] numbers() {
        return elements().stream().mapToDouble(VectorInput::number).toArray();
    }

    /** @return this list of whole numbers */
    public int[] integers() {
        return elements().stream().mapToInt(VectorInput::integer).toArray();
    }

    /** @return this list of lists of numbers */
    public double[][] matrix() {
        return elements().stream().map(VectorInput::numbers).toArray(double[][]::new);
    }

    /** @return this list of lists of whole numbers */
    public int[][] integerRows() {
        return elements().stream().map(VectorInput::integers).toArray(int[][]::new);
    }

    /** What a node says as a number: JSON has no infinity, so a text stands for it. */
    static Optional<Double> number(JsonNode node) {
        if (node.isNumber()) {
            return Optional.of(node.doubleValue());
        }
        return switch (node.isString() ? node.stringValue() : "") {
            case "Infinity" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-Infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> Optional.empty();
        };
    }

    private void require(boolean holds, String wanted) {
        if (!holds) {
            throw BadInput.of("the case's " + path, node, wanted, "");
        }
    }
}
