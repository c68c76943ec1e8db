package because;

import because.core.Header;
import because.core.InteractionValues;
import because.core.InteractionValues.Check;
import because.core.InteractionValues.Pair;
import because.core.PlayerValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of interactions, after the header; {@code docs/schema/interactions.json} states it. */
final class InteractionsJson {
    private InteractionsJson() {}

    static void write(InteractionValues told, ObjectNode json) {
        json.put("index", told.index());
        AttributionJson.players(told.alone(), json.putArray("alone"));
        ArrayNode pairs = json.putArray("pairs");
        told.pairs().forEach(pair -> write(pair, pairs.addObject()));
        Json.number(json, "completenessGap", told.completenessGap());
        told.check().ifPresent(check -> {
            ObjectNode written = json.putObject("check");
            write(check.pair(), written.putObject("pair"));
            Json.number(written, "together", check.together());
            written.put("pairs", check.pairs());
            written.put("weaker", check.weaker());
            written.put("certain", check.certain());
            written.put("passed", check.passed());
        });
    }

    private static void write(Pair pair, ObjectNode json) {
        json.put("one", pair.one());
        json.put("other", pair.other());
        Json.number(json, "value", pair.value());
        Json.number(json, "standardError", pair.standardError());
    }

    static InteractionValues read(Header header, JsonNode json) {
        List<PlayerValue> alone = AttributionJson.players(json.required("alone"));
        List<Pair> pairs = new ArrayList<>();
        json.required("pairs").values().forEach(pair -> pairs.add(pair(pair)));
        Optional<Check> check = Optional.empty();
        if (json.hasNonNull("check")) {
            JsonNode written = json.required("check");
            check = Optional.of(new Check(
                    pair(written.required("pair")),
                    Json.number(written, "together"),
                    written.required("pairs").asInt(),
                    written.required("weaker").asInt(),
                    written.required("certain").asBoolean(),
                    written.required("passed").asBoolean()));
        }
        return new InteractionValues(
                header, json.required("index").asString(), alone, pairs, Json.number(json, "completenessGap"), check);
    }

    private static Pair pair(JsonNode json) {
        return new Pair(
                json.required("one").asString(),
                json.required("other").asString(),
                Json.number(json, "value"),
                Json.number(json, "standardError"));
    }
}
