package because;

import because.core.Absence;
import because.core.Attribution;
import because.core.BadInput;
import because.core.Convergence;
import because.core.DeletionTest;
import because.core.Explanation;
import because.core.Header;
import because.core.Link;
import because.core.Part;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
     * @param explanation the explanation
     * @return the tree, which {@link #explanation} reads
     */
    public static ObjectNode write(Explanation explanation) {
        return switch (explanation) {
            case Attribution attribution -> write(attribution);
        };
    }

    private static ObjectNode write(Attribution attribution) {
        Header header = attribution.header();
        ObjectNode json = object();
        json.put("schema", header.schema());
        json.put("kind", "attribution");
        json.put("method", header.method());
        json.set("options", tree(header.options()));
        json.put("seed", header.seed());
        json.put("model", header.model());
        json.put("candidate", header.candidate());
        json.put("target", header.target().label());
        json.put("absence", header.absence().label());
        number(json, "base", header.base());
        number(json, "score", header.score());
        json.put("calls", header.calls());
        ObjectNode convergence = json.putObject("convergence");
        convergence.put("reached", header.convergence().reached());
        number(convergence, "largestError", header.convergence().largestError());
        ArrayNode players = json.putArray("players");
        for (PlayerValue value : attribution.players()) {
            ObjectNode player = players.addObject();
            player.put("id", value.player().id());
            player.put("name", value.player().name());
            number(player, "value", value.value());
            number(player, "standardError", value.standardError());
            ArrayNode parts = player.putArray("parts");
            value.player().parts().forEach(part -> parts.add(write(part)));
        }
        number(json, "completenessGap", attribution.completenessGap());
        header.deletionTest().ifPresent(test -> json.set("deletionTest", tree(test)));
        return json;
    }

    /**
     * Reads an explanation.
     *
     * @param json what {@link #write} wrote
     * @return the explanation, equal to the one that was written
     * @throws BadInput if it is no explanation, or one of a newer form
     */
    public static Explanation explanation(JsonNode json) {
        int schema = json.path("schema").asInt(0);
        if (schema != Header.SCHEMA || !json.path("kind").asString("").equals("attribution")) {
            throw new BadInput("this is no explanation of form " + Header.SCHEMA + ": kind '"
                    + json.path("kind").asString("") + "', schema " + schema + ".");
        }
        try {
            return attribution(json);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new BadInput("the explanation cannot be read: " + e.getMessage(), e);
        }
    }

    private static Attribution attribution(JsonNode json) {
        Map<String, String> options = new LinkedHashMap<>();
        json.required("options")
                .properties()
                .forEach(o -> options.put(o.getKey(), o.getValue().asString()));
        JsonNode convergence = json.required("convergence");
        Optional<DeletionTest> test = json.hasNonNull("deletionTest")
                ? Optional.of(MAPPER.treeToValue(json.get("deletionTest"), DeletionTest.class))
                : Optional.empty();
        Header header = new Header(
                Header.SCHEMA,
                json.required("method").asString(),
                options,
                json.required("seed").asLong(),
                json.required("model").asString(),
                json.required("candidate").asString(),
                Target.valueOf(json.required("target").asString().toUpperCase(Locale.ROOT)),
                Absence.valueOf(json.required("absence").asString().toUpperCase(Locale.ROOT)),
                number(json, "base"),
                number(json, "score"),
                json.required("calls").asLong(),
                new Convergence(convergence.required("reached").asBoolean(), number(convergence, "largestError")),
                test);
        List<PlayerValue> players = new ArrayList<>();
        for (JsonNode player : json.required("players").values()) {
            List<Part> parts = new ArrayList<>();
            player.required("parts").values().forEach(part -> parts.add(part(part)));
            players.add(new PlayerValue(
                    new Player(
                            player.required("id").asString(),
                            player.required("name").asString(),
                            parts),
                    number(player, "value"),
                    number(player, "standardError")));
        }
        return new Attribution(header, players, number(json, "completenessGap"));
    }

    private static ObjectNode write(Part part) {
        ObjectNode json = object();
        switch (part) {
            case Part.OfEvent event -> json.put("event", event.index());
            case Part.OfAttribute attribute -> json.put("attribute", attribute.name());
            case Part.OfTag tag -> json.put("tag", tag.tag());
            case Part.OfLink link ->
                json.putObject("link")
                        .put("relation", link.link().relation())
                        .put("target", link.link().target());
        }
        return json;
    }

    private static Part part(JsonNode json) {
        if (json.has("event")) {
            return new Part.OfEvent(json.required("event").asInt());
        } else if (json.has("attribute")) {
            return new Part.OfAttribute(json.required("attribute").asString());
        } else if (json.has("tag")) {
            return new Part.OfTag(json.required("tag").asString());
        }
        JsonNode link = json.required("link");
        return new Part.OfLink(new Link(
                link.required("relation").asString(), link.required("target").asString()));
    }

    /** Puts a number, or null if it is not finite: JSON has no word for it. */
    static void number(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
        } else {
            json.putNull(name);
        }
    }

    private static double number(JsonNode json, String name) {
        JsonNode value = json.required(name);
        return value.isNull() ? Double.NaN : value.asDouble();
    }
}
