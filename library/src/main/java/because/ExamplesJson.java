package because;

import because.core.Examples;
import because.core.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of examples, after the header; {@code docs/schema/examples.json} states it. */
final class ExamplesJson {
    private ExamplesJson() {}

    static void write(Examples examples, ObjectNode json) {
        json.put("measure", examples.measure().label());
        ArrayNode list = json.putArray("examples");
        for (Examples.Example example : examples.examples()) {
            ObjectNode node = list.addObject();
            node.put("person", example.person());
            Json.number(node, "support", example.support());
            node.set("shared", Json.tree(example.shared()));
            node.put("events", example.events());
        }
        json.put("supporters", examples.supporters());
        json.put("people", examples.people());
    }

    static Examples read(Header header, JsonNode json) {
        List<Examples.Example> list = new ArrayList<>();
        for (JsonNode example : json.required("examples").values()) {
            List<String> shared = new ArrayList<>();
            example.required("shared").values().forEach(title -> shared.add(title.asString()));
            list.add(new Examples.Example(
                    example.required("person").asString(),
                    Json.number(example, "support"),
                    shared,
                    example.required("events").asInt()));
        }
        return new Examples(
                header,
                Examples.Measure.valueOf(json.required("measure").asString().toUpperCase(Locale.ROOT)),
                list,
                json.required("supporters").asInt(),
                json.required("people").asInt());
    }
}
