package because;

import because.core.BadInput;
import because.core.Explanation;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form of answers and explanations, as the schemas in {@code docs/schema} state it. Numbers that are not known (NaN) are null. */
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final JsonMapper LINE = JsonMapper.builder().build();

    private Json() {}

    /** @return an empty object, to be filled */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** @return an empty array, to be filled */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /**
     * @param node a tree
     * @return its text, over several lines
     */
    public static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /**
     * @param node a tree
     * @return its text, in one line
     */
    public static String line(JsonNode node) {
        return LINE.writeValueAsString(node);
    }

    /**
     * @param text JSON
     * @return its tree
     * @throws BadInput if it is not JSON
     */
    public static JsonNode read(String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (tree.isMissingNode()) {
                throw new BadInput("this is not JSON: it is empty.");
            }
            return tree;
        } catch (JacksonException e) {
            throw new BadInput("this is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Any record of plain values as a tree.
     *
     * @param value a record, map or list
     * @return the tree
     */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /**
     * Writes an explanation.
     *
     * @param explanation the explanation, of any kind
     * @return the tree, which {@link #explanation} reads
     */
    public static ObjectNode write(Explanation explanation) {
        return ExplanationJson.write(explanation);
    }

    /**
     * Reads an explanation.
     *
     * @param json what {@link #write} wrote
     * @return the explanation, equal to the one that was written
     * @throws BadInput if it is no explanation, or one of a newer form
     */
    public static Explanation explanation(JsonNode json) {
        return ExplanationJson.read(json);
    }

    /** A record from the tree that {@link #tree} made of it. */
    static <T> T value(JsonNode tree, Class<T> type) {
        return MAPPER.treeToValue(tree, type);
    }

    /** Puts a number, or null if it is not finite: JSON has no word for it. */
    static void number(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
        } else {
            json.putNull(name);
        }
    }

    /** Reads what {@link #number(ObjectNode, String, double)} put. */
    static double number(JsonNode json, String name) {
        JsonNode value = json.required(name);
        return value.isNull() ? Double.NaN : value.asDouble();
    }
}
