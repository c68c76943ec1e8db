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
        ArrayNode players = json.putArray("players");
        for (PlayerValue value : attribution.players()) {
            ObjectNode player = PlayerJson.write(value.player(), players.addObject());
            Json.number(player, "value", value.value());
            Json.number(player, "standardError", value.standardError());
            PlayerJson.parts(value.player(), player);
        }
        Json.number(json, "completenessGap", attribution.completenessGap());
    }

    static Attribution read(Header header, JsonNode json) {
        List<PlayerValue> players = new ArrayList<>();
        for (JsonNode player : json.required("players").values()) {
            players.add(new PlayerValue(
                    PlayerJson.read(player), Json.number(player, "value"), Json.number(player, "standardError")));
        }
        return new Attribution(header, players, Json.number(json, "completenessGap"));
    }
}
