package because;

import because.core.Header;
import because.core.Paths;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of paths, after the header; {@code docs/schema/paths.json} states it. */
final class PathsJson {
    private PathsJson() {}

    static void write(Paths paths, ObjectNode json) {
        ArrayNode list = json.putArray("paths");
        for (Paths.Path path : paths.paths()) {
            ObjectNode node = PlayerJson.write(path.player(), list.addObject());
            PlayerJson.parts(path.player(), node);
            Json.number(node, "effect", path.effect());
            Json.number(node, "cost", path.cost());
            node.set("steps", Json.tree(path.steps()));
        }
        json.put("mattering", paths.mattering());
    }

    static Paths read(Header header, JsonNode json) {
        List<Paths.Path> paths = new ArrayList<>();
        for (JsonNode path : json.required("paths").values()) {
            List<Paths.Step> steps = new ArrayList<>();
            for (JsonNode step : path.required("steps").values()) {
                steps.add(new Paths.Step(
                        step.required("relation").asString(),
                        step.required("forward").asBoolean(),
                        step.required("entity").asString(),
                        step.required("item").asString(),
                        step.required("degree").asInt()));
            }
            paths.add(new Paths.Path(
                    PlayerJson.read(path), Json.number(path, "effect"), Json.number(path, "cost"), steps));
        }
        return new Paths(header, paths, json.required("mattering").asInt());
    }
}
