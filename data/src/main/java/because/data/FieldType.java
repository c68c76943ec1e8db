package because.data;

import because.core.Attribute;
import because.core.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How the text of a field becomes an attribute. */
record FieldType(Kind kind, String separator) {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** MovieLens' own word for "none". */
    private static final String NO_GENRES = "(no genres listed)";

    enum Kind {
        TOKEN,
        TOKENS,
        NUMBER,
        TEXT,
        VECTOR,
        JSON
    }

    /**
     * @param type as it is written in a mapping
     * @return the type
     * @throws BadInput if there is no such type
     */
    static FieldType parse(String type) {
        int open = type.indexOf('(');
        boolean separated = open > 0 && type.endsWith(")") && type.length() > open + 2;
        String separator = separated ? type.substring(open + 1, type.length() - 1) : "";
        return switch (separated ? type.substring(0, open) : type) {
            case "token" -> plain(type, Kind.TOKEN, separated);
            case "number" -> plain(type, Kind.NUMBER, separated);
            case "text" -> plain(type, Kind.TEXT, separated);
            case "json" -> plain(type, Kind.JSON, separated);
            case "tokens" -> new FieldType(Kind.TOKENS, separated ? separator : "|");
            case "vector" -> new FieldType(Kind.VECTOR, separated ? separator : " ");
            default -> throw unknown(type);
        };
    }

    private static FieldType plain(String type, Kind kind, boolean separated) {
        if (separated) {
            throw unknown(type);
        }
        return new FieldType(kind, "");
    }

    private static BadInput unknown(String type) {
        return BadInput.of(
                "an attribute's type",
                type,
                "token, tokens(SEPARATOR), number, text, vector(SEPARATOR), json",
                "Maybe you meant tokens(|)?");
    }

    /**
     * Reads a field.
     *
     * @param name the attribute's name
     * @param text what the field holds; nothing is added if it is blank
     * @param nested whether lists come as JSON text, whatever the separator
     * @param into where the attributes go; a JSON object gives several
     * @return what is wrong with the text, if anything is
     */
    Optional<String> read(String name, String text, boolean nested, Map<String, Attribute> into) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            if (kind == Kind.JSON || (nested && text.startsWith("[") && kind != Kind.TEXT)) {
                addJson(name, JSON.readTree(text), into);
                return Optional.empty();
            }
            switch (kind) {
                case TOKEN -> into.put(name, new Attribute.Tokens(List.of(text.strip())));
                case TOKENS -> addTokens(name, split(text), into);
                case NUMBER -> into.put(name, new Attribute.Quantity(finite(text)));
                case TEXT -> into.put(name, new Attribute.Text(text));
                case VECTOR ->
                    addVector(name, split(text).stream().map(FieldType::finite).toList(), into);
                case JSON -> throw new AssertionError("read above");
            }
            return Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.of("'" + name + "' is not JSON");
        } catch (NumberFormatException notANumber) {
            return Optional.of("'" + name + "' is not a finite number");
        }
    }

    private List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split(Pattern.quote(separator), -1)) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    private static double finite(String text) {
        double value = Double.parseDouble(text.strip());
        if (!Double.isFinite(value)) {
            throw new NumberFormatException(text);
        }
        return value;
    }

    private static void addTokens(String name, List<String> tokens, Map<String, Attribute> into) {
        List<String> known = tokens.stream().filter(t -> !t.equals(NO_GENRES)).toList();
        if (!known.isEmpty()) {
            into.put(name, new Attribute.Tokens(known));
        }
    }

    private static void addVector(String name, List<Double> numbers, Map<String, Attribute> into) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i).floatValue();
        }
        into.put(name, new Attribute.Vector(values));
    }

    private static void addJson(String name, JsonNode node, Map<String, Attribute> into) {
        if (node.isObject()) {
            node.properties().forEach(field -> addJson(name + "." + field.getKey(), field.getValue(), into));
        } else if (node.isArray()) {
            List<JsonNode> parts = new ArrayList<>(node.values());
            parts.removeIf(JsonNode::isNull);
            if (!parts.isEmpty() && parts.stream().allMatch(JsonNode::isNumber)) {
                addVector(name, parts.stream().map(JsonNode::doubleValue).toList(), into);
            } else {
                addTokens(name, parts.stream().map(FieldType::plainText).toList(), into);
            }
        } else if (node.isNumber()) {
            into.put(name, new Attribute.Quantity(finite(node.asString())));
        } else if (!node.isNull() && !plainText(node).isBlank()) {
            into.put(name, new Attribute.Tokens(List.of(plainText(node))));
        }
    }

    private static String plainText(JsonNode node) {
        return node.isValueNode() ? node.asString() : node.toString();
    }
}
