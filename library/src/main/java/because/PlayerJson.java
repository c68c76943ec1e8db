package because;

import because.core.Link;
import because.core.Part;
import because.core.Player;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of players: what is named, and the pieces of the profile that it stands for. */
final class PlayerJson {
    private PlayerJson() {}

    /** Begins an object with a player's id and name; the parts follow with {@link #parts}. */
    static ObjectNode write(Player player, ObjectNode json) {
        json.put("id", player.id());
        json.put("name", player.name());
        return json;
    }

    static void parts(Player player, ObjectNode json) {
        ArrayNode parts = json.putArray("parts");
        player.parts().forEach(part -> parts.add(write(part)));
    }

    static Player read(JsonNode json) {
        List<Part> parts = new ArrayList<>();
        json.required("parts").values().forEach(part -> parts.add(part(part)));
        return new Player(json.required("id").asString(), json.required("name").asString(), parts);
    }

    private static ObjectNode write(Part part) {
        ObjectNode json = Json.object();
        switch (part) {
            case Part.OfEvent event -> json.put("event", event.index());
            case Part.OfAttribute attribute -> json.put("attribute", attribute.name());
            case Part.OfItemAttribute(int event, String name) ->
                item(json.putObject("item"), event).put("attribute", name);
            case Part.OfWord word ->
                item(json.putObject("item"), word.event())
                        .put("text", word.text())
                        .put("from", word.from())
                        .put("to", word.to());
            case Part.OfToken(String attribute, String token) ->
                json.putObject("token").put("attribute", attribute).put("value", token);
            case Part.OfTag tag -> json.put("tag", tag.tag());
            case Part.OfLink link ->
                json.putObject("link")
                        .put("relation", link.link().relation())
                        .put("target", link.link().target());
        }
        return json;
    }

    /** The item of an event is known by the event's place, the one that is explained by none. */
    private static ObjectNode item(ObjectNode json, int event) {
        return event == Part.OfItem.CANDIDATE ? json : json.put("event", event);
    }

    private static Part ofItem(JsonNode json) {
        int event = json.has("event") ? json.required("event").asInt() : Part.OfItem.CANDIDATE;
        return json.has("attribute")
                ? new Part.OfItemAttribute(event, json.required("attribute").asString())
                : new Part.OfWord(
                        event,
                        json.required("text").asString(),
                        json.required("from").asInt(),
                        json.required("to").asInt());
    }

    private static Part part(JsonNode json) {
        if (json.has("event")) {
            return new Part.OfEvent(json.required("event").asInt());
        } else if (json.has("attribute")) {
            return new Part.OfAttribute(json.required("attribute").asString());
        } else if (json.has("token")) {
            JsonNode token = json.required("token");
            return new Part.OfToken(
                    token.required("attribute").asString(),
                    token.required("value").asString());
        } else if (json.has("item")) {
            return ofItem(json.required("item"));
        } else if (json.has("tag")) {
            return new Part.OfTag(json.required("tag").asString());
        }
        JsonNode link = json.required("link");
        return new Part.OfLink(new Link(
                link.required("relation").asString(), link.required("target").asString()));
    }
}
