package because;

import because.core.Attribution;
import because.core.Header;
import because.core.PlayerValue;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of attributions, after the header; {@code docs/schema/attribution.json} states it. */
final class AttributionJson {
    private AttributionJson() {}

    static void write(Attribution attribution, ObjectNode json) {
        players(attribution.players(), json.putArray("players"));
        if (!attribution.groups().isEmpty()) {
            ArrayNode groups = json.putArray("groups");
            players(attribution.groups(), groups);
            for (int i = 0; i < groups.size(); i++) {
                ArrayNode members = ((ObjectNode) groups.get(i)).putArray("members");
                attribution
                        .members(attribution.groups().get(i))
                        .forEach(member -> members.add(member.player().id()));
            }
        }
        Json.number(json, "completenessGap", attribution.completenessGap());
    }

    static void players(List<PlayerValue> values, ArrayNode array) {
        for (PlayerValue value : values) {
            ObjectNode player = PlayerJson.write(value.player(), array.addObject());
            Json.number(player, "value", value.value());
            Json.number(player, "standardError", value.standardError());
            PlayerJson.parts(value.player(), player);
        }
    }

    static List<PlayerValue> players(JsonNode array) {
        List<PlayerValue> players = new ArrayList<>();
        for (JsonNode player : array.values()) {
            players.add(new PlayerValue(
                    PlayerJson.read(player), Json.number(player, "value"), Json.number(player, "standardError")));
        }
        return players;
    }

    static Attribution read(Header header, JsonNode json) {
        List<PlayerValue> groups = json.has("groups") ? players(json.required("groups")) : List.of();
        return new Attribution(header, players(json.required("players")), Json.number(json, "completenessGap"), groups);
    }
}
