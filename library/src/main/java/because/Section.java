package because;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A part of {@code because.yaml}: knows where it stands, refuses keys that nobody asked for, and says what would have been right. */
final class Section {
    private final String path;
    private final JsonNode node;
    private final Set<String> known = new TreeSet<>();

    /**
     * @param path where it stands, such as {@code data.events}; empty for the whole file
     * @param node what stands there
     */
    Section(String path, JsonNode node) {
        this.path = path;
        this.node = node;
        if (!node.isObject() && !node.isMissingNode()) {
            throw BadInput.of(path.isEmpty() ? Config.FILE : path, node, "keys and values", "");
        }
    }

    /** A part of this part; empty if it is not there. */
    Optional<Section> section(String key) {
        return value(key).map(child -> new Section(at(key), child));
    }

    /** A part of this part; one without keys if it is not there. */
    Section sectionOrEmpty(String key) {
        return section(key).orElseGet(() -> new Section(at(key), Json.object()));
    }

    Optional<String> text(String key) {
        return value(key).map(child -> scalar(key, child));
    }

    String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    int whole(String key, int otherwise) {
        return Math.toIntExact(whole(key, (long) otherwise, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    long whole(String key, long otherwise) {
        return whole(key, otherwise, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private long whole(String key, long otherwise, long least, long most) {
        Optional<JsonNode> child = value(key);
        if (child.isEmpty()) {
            return otherwise;
        }
        if (!child.get().isIntegralNumber()
                || !child.get().canConvertToLong()
                || child.get().asLong() < least
                || child.get().asLong() > most) {
            throw BadInput.of(at(key), scalar(key, child.get()), "whole numbers", "");
        }
        return child.get().asLong();
    }

    double number(String key, double otherwise) {
        Optional<JsonNode> child = value(key);
        if (child.isPresent() && !child.get().isNumber()) {
            throw BadInput.of(at(key), scalar(key, child.get()), "numbers", "");
        }
        return child.map(JsonNode::asDouble).orElse(otherwise);
    }

    boolean truth(String key, boolean otherwise) {
        Optional<JsonNode> child = value(key);
        if (child.isPresent() && !child.get().isBoolean()) {
            throw BadInput.of(at(key), scalar(key, child.get()), "true or false", "");
        }
        return child.map(JsonNode::asBoolean).orElse(otherwise);
    }

    /** One of some names. */
    <E extends Enum<E>> E name(String key, Class<E> type, E otherwise) {
        return text(key).map(text -> constant(key, text, type)).orElse(otherwise);
    }

    /** A list of some names. */
    <E extends Enum<E>> List<E> names(String key, Class<E> type) {
        return texts(key).stream().map(text -> constant(key, text, type)).toList();
    }

    private <E extends Enum<E>> E constant(String key, String text, Class<E> type) {
        List<String> labels = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String label = constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            if (label.equals(text)) {
                return constant;
            }
            labels.add(label);
        }
        throw BadInput.unknown("value of " + at(key), text, labels);
    }

    /** A list of texts, which may be written as one text. */
    List<String> texts(String key) {
        Optional<JsonNode> child = value(key);
        if (child.isEmpty()) {
            return List.of();
        }
        if (!child.get().isArray()) {
            return List.of(scalar(key, child.get()));
        }
        List<String> texts = new ArrayList<>();
        child.get().values().forEach(element -> texts.add(scalar(key, element)));
        return texts;
    }

    /** All keys with their values, whatever they are called. */
    Map<String, String> map() {
        Map<String, String> map = new LinkedHashMap<>();
        node.properties().forEach(property -> {
            known.add(property.getKey());
            map.put(property.getKey(), scalar(property.getKey(), property.getValue()));
        });
        return map;
    }

    /** All keys, whatever they are called, each with its value or its list of values, separated by commas. */
    Map<String, String> lists() {
        Map<String, String> map = new LinkedHashMap<>();
        node.properties().forEach(property -> map.put(property.getKey(), String.join(", ", texts(property.getKey()))));
        return map;
    }

    /** Whether the value of a key is a text, not a section. */
    boolean isText(String key) {
        return value(key).map(JsonNode::isString).orElse(false);
    }

    /** Refuses keys that nobody asked for. */
    void done() {
        if (node instanceof ObjectNode object) {
            for (String key : object.propertyNames()) {
                if (!known.contains(key)) {
                    throw BadInput.unknown(
                            "key in " + (path.isEmpty() ? Config.FILE : "'" + path + "' of " + Config.FILE),
                            key,
                            known);
                }
            }
        }
    }

    private Optional<JsonNode> value(String key) {
        known.add(key);
        JsonNode child = node.path(key);
        return child.isMissingNode() || child.isNull() ? Optional.empty() : Optional.of(child);
    }

    private String scalar(String key, JsonNode value) {
        if (!value.isValueNode()) {
            throw BadInput.of(at(key), value, "one value", "");
        }
        return value.asString();
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
