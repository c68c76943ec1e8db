package because;

import because.core.Header;
import because.core.Importance;
import because.core.Importance.Measure;
import because.core.Importance.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of importances, after the header; {@code docs/schema/importance.json} states it. */
final class ImportanceJson {
    private ImportanceJson() {}

    static void write(Importance importance, ObjectNode json) {
        json.put("measure", importance.measure().label());
        json.put("people", importance.people());
        ArrayNode weights = json.putArray("weights");
        for (Weight weight : importance.weights()) {
            ObjectNode node = weights.addObject();
            node.set("features", Json.tree(weight.features()));
            Json.number(node, "value", weight.value());
            Json.number(node, "standardError", weight.standardError());
            Json.number(node, "low", weight.low());
            Json.number(node, "high", weight.high());
            Json.number(node, "share", weight.share());
        }
    }

    static Importance read(Header header, JsonNode json) {
        List<Weight> weights = new ArrayList<>();
        for (JsonNode weight : json.required("weights").values()) {
            List<String> features = new ArrayList<>();
            weight.required("features").values().forEach(name -> features.add(name.asString()));
            weights.add(new Weight(
                    features,
                    Json.number(weight, "value"),
                    Json.number(weight, "standardError"),
                    Json.number(weight, "low"),
                    Json.number(weight, "high"),
                    Json.number(weight, "share")));
        }
        return new Importance(
                header,
                Measure.valueOf(json.required("measure").asString().toUpperCase(Locale.ROOT)),
                json.required("people").asInt(),
                weights);
    }
}
