package because.models.store;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Catalog;
import because.core.Item;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Items as JSON, one a line: {@code {"id":"1","title":"Toy Story","attributes":{"genres":{"tokens":["Comedy"]},"year":{"number":1995}}}}. Texts are
 * {@code {"text":…}}, media {@code {"media":{"type":…,"location":…}}}; vectors are {@code {"vector":…}}, the base64 of 32-bit numbers, little-endian, so that
 * no bit is lost and no number is without a form.
 */
final class ItemJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ItemJson() {}

    static void write(Catalog catalog, OutputStream out) throws IOException {
        for (Item item : catalog.items()) {
            ObjectNode line = JSON.createObjectNode().put("id", item.id()).put("title", item.title());
            if (!item.attributes().isEmpty()) {
                ObjectNode attributes = line.putObject("attributes");
                item.attributes().forEach((name, value) -> write(attributes.putObject(name), value));
            }
            // By way of a string, which also takes text that has no form in UTF-8: half a surrogate pair.
            out.write(JSON.writeValueAsString(line).getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        }
    }

    private static void write(ObjectNode node, Attribute attribute) {
        switch (attribute) {
            case Attribute.Tokens tokens -> {
                var array = node.putArray("tokens");
                tokens.values().forEach(array::add);
            }
            case Attribute.Quantity quantity -> node.put("number", quantity.value());
            case Attribute.Text text -> node.put("text", text.value());
            case Attribute.Vector vector -> {
                ByteBuffer bytes =
                        ByteBuffer.allocate(Float.BYTES * vector.size()).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(vector.toArray());
                node.put("vector", bytes.array());
            }
            case Attribute.Media media ->
                node.putObject("media").put("type", media.type()).put("location", media.location());
        }
    }

    static List<Item> read(InputStream in) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()), 1 << 16);
        List<Item> items = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            try {
                items.add(item(JSON.readTree(line)));
            } catch (JacksonException | BadInput wrong) {
                throw new BadInput("line " + (items.size() + 1) + ": " + wrong.getMessage(), wrong);
            }
        }
        return items;
    }

    private static Item item(JsonNode line) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : line.path("attributes").properties()) {
            attributes.put(entry.getKey(), attribute(entry.getKey(), entry.getValue()));
        }
        return new Item(string(line, "id"), string(line, "title"), attributes);
    }

    private static Attribute attribute(String name, JsonNode node) {
        if (node.path("tokens").isArray()) {
            List<String> tokens = new ArrayList<>();
            for (JsonNode token : node.path("tokens")) {
                tokens.add(token.asString());
            }
            return new Attribute.Tokens(tokens);
        } else if (node.path("number").isNumber()) {
            return new Attribute.Quantity(node.path("number").doubleValue());
        } else if (node.path("text").isString()) {
            return new Attribute.Text(string(node, "text"));
        } else if (node.path("vector").isString()) {
            ByteBuffer bytes =
                    ByteBuffer.wrap(node.path("vector").binaryValue()).order(ByteOrder.LITTLE_ENDIAN);
            float[] values = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(values);
            return new Attribute.Vector(values);
        } else if (node.path("media").isObject()) {
            JsonNode media = node.path("media");
            return new Attribute.Media(string(media, "type"), string(media, "location"));
        }
        throw new BadInput("the attribute '" + name + "' is of no known kind.");
    }

    private static String string(JsonNode node, String name) {
        JsonNode text = node.path(name);
        if (!text.isString()) {
            throw new BadInput("'" + name + "' is not text.");
        }
        return text.stringValue();
    }
}
