package because;

import because.core.Concepts;
import because.core.Concepts.Concept;
import because.core.Concepts.Space;
import because.core.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of concepts, after the header; {@code docs/schema/concepts.json} states it. */
final class ConceptsJson {
    private ConceptsJson() {}

    static void write(Concepts concepts, ObjectNode json) {
        json.put("space", concepts.space().label());
        json.put("dimensions", concepts.dimensions());
        ArrayNode list = json.putArray("concepts");
        for (Concept concept : concepts.concepts()) {
            ObjectNode node = list.addObject();
            node.put("name", concept.name());
            node.put("items", concept.items());
            node.put("others", concept.others());
            Json.number(node, "auc", concept.auc());
            Json.number(node, "standardError", concept.standardError());
            Json.number(node, "low", concept.low());
            Json.number(node, "high", concept.high());
            Json.number(node, "accuracy", concept.accuracy());
            Json.number(node, "control", concept.control());
            Json.number(node, "p", concept.p());
            node.put("held", concept.held());
        }
    }

    static Concepts read(Header header, JsonNode json) {
        List<Concept> list = new ArrayList<>();
        for (JsonNode concept : json.required("concepts").values()) {
            list.add(new Concept(
                    concept.required("name").asString(),
                    concept.required("items").asInt(),
                    concept.required("others").asInt(),
                    Json.number(concept, "auc"),
                    Json.number(concept, "standardError"),
                    Json.number(concept, "low"),
                    Json.number(concept, "high"),
                    Json.number(concept, "accuracy"),
                    Json.number(concept, "control"),
                    Json.number(concept, "p")));
        }
        return new Concepts(
                header,
                Space.valueOf(json.required("space").asString().toUpperCase(Locale.ROOT)),
                json.required("dimensions").asInt(),
                list);
    }
}
