package because;

import because.core.Counterfactual;
import because.core.Counterfactual.Change;
import because.core.Counterfactual.Goal;
import because.core.Counterfactual.Listed;
import because.core.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of counterfactuals, after the header; {@code docs/schema/counterfactual.json} states it. */
final class CounterfactualJson {
    private CounterfactualJson() {}

    static void write(Counterfactual counterfactual, ObjectNode json) {
        json.put("goal", counterfactual.goal().label());
        json.put("top", counterfactual.top());
        json.put("rank", counterfactual.rank());
        ArrayNode changes = json.putArray("changes");
        for (Change change : counterfactual.changes()) {
            ObjectNode node = changes.addObject();
            switch (change) {
                case Counterfactual.Removed removed -> {
                    node.put("change", "removed");
                    PlayerJson.write(removed.player(), node);
                    PlayerJson.parts(removed.player(), node);
                }
                case Counterfactual.Added added -> {
                    node.put("change", "added");
                    node.put("id", added.id());
                    node.put("name", added.name());
                    node.put("item", added.item());
                }
            }
            Json.number(node, "effect", change.effect());
        }
        json.put("rankAfter", counterfactual.rankAfter());
        json.set("instead", Json.tree(counterfactual.instead()));
        json.put("atLeast", counterfactual.atLeast());
        json.put("minimal", counterfactual.minimal());
    }

    static Counterfactual read(Header header, JsonNode json) {
        List<Change> changes = new ArrayList<>();
        for (JsonNode change : json.required("changes").values()) {
            double effect = Json.number(change, "effect");
            changes.add(
                    change.required("change").asString().equals("added")
                            ? new Counterfactual.Added(
                                    change.required("item").asString(),
                                    change.required("name").asString(),
                                    effect)
                            : new Counterfactual.Removed(PlayerJson.read(change), effect));
        }
        List<Listed> instead = new ArrayList<>();
        for (JsonNode listed : json.required("instead").values()) {
            instead.add(new Listed(
                    listed.required("item").asString(),
                    listed.required("title").asString(),
                    listed.required("rank").asInt()));
        }
        return new Counterfactual(
                header,
                Goal.valueOf(json.required("goal").asString().toUpperCase(Locale.ROOT)),
                json.required("top").asInt(),
                json.required("rank").asInt(),
                changes,
                json.required("rankAfter").asInt(),
                instead,
                json.required("atLeast").asInt());
    }
}
