package because;

import because.core.Header;
import because.core.Player;
import because.core.Trace;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of traces, after the header; {@code docs/schema/trace.json} states it. */
final class TraceJson {
    private TraceJson() {}

    static void write(Trace trace, ObjectNode json) {
        ArrayNode layers = json.putArray("layers");
        for (Trace.Layer layer : trace.layers()) {
            ObjectNode node = layers.addObject();
            node.put("name", layer.name());
            Json.number(node, "value", layer.value());
            Json.number(node, "rank", layer.rank());
            ArrayNode best = node.putArray("best");
            for (Trace.ItemAt at : layer.best()) {
                ObjectNode item = best.addObject();
                item.put("item", at.item());
                item.put("title", at.title());
                Json.number(item, "score", at.score());
            }
        }
        ArrayNode modules = json.putArray("modules");
        for (Trace.Module module : trace.modules()) {
            ObjectNode node = modules.addObject();
            node.put("name", module.name());
            Json.number(node, "effect", module.effect());
        }
        if (!trace.heads().isEmpty()) {
            attention(trace, json);
        }
    }

    private static void attention(Trace trace, ObjectNode json) {
        ArrayNode attended = json.putArray("attended");
        for (Player player : trace.attended()) {
            PlayerJson.parts(player, PlayerJson.write(player, attended.addObject()));
        }
        ArrayNode heads = json.putArray("heads");
        for (Trace.Head head : trace.heads()) {
            ObjectNode node = heads.addObject();
            node.put("name", head.name());
            ArrayNode shares = node.putArray("shares");
            head.shares().forEach(shares::add);
        }
    }

    static Trace read(Header header, JsonNode json) {
        List<Trace.Layer> layers = new ArrayList<>();
        for (JsonNode layer : json.required("layers").values()) {
            List<Trace.ItemAt> best = new ArrayList<>();
            for (JsonNode at : layer.required("best").values()) {
                best.add(new Trace.ItemAt(
                        at.required("item").asString(), at.required("title").asString(), Json.number(at, "score")));
            }
            layers.add(new Trace.Layer(
                    layer.required("name").asString(), Json.number(layer, "value"), Json.number(layer, "rank"), best));
        }
        List<Trace.Module> modules = new ArrayList<>();
        for (JsonNode module : json.required("modules").values()) {
            modules.add(new Trace.Module(module.required("name").asString(), Json.number(module, "effect")));
        }
        List<Player> attended = new ArrayList<>();
        json.path("attended").values().forEach(player -> attended.add(PlayerJson.read(player)));
        List<Trace.Head> heads = new ArrayList<>();
        for (JsonNode head : json.path("heads").values()) {
            List<Double> shares = new ArrayList<>();
            head.required("shares").values().forEach(share -> shares.add(share.asDouble()));
            heads.add(new Trace.Head(head.required("name").asString(), shares));
        }
        return new Trace(header, layers, modules, attended, heads);
    }
}
