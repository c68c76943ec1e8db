package because.models.outside;

import because.core.Attribute;
import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Context;
import because.core.Event;
import because.core.Item;
import because.core.ItemRef;
import because.core.Link;
import because.core.Profile;
import because.models.outside.Exchange.Unanswered;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests and answers as JSON, as {@code docs/schema/scoring-request.json} and {@code docs/schema/scoring-answer.json} say. */
final class Protocol {
    private static final int FORMAT = 1;
    private static final int BRIEF = 200;

    /** NaN and Infinity are no JSON, but some write them; a message about them says more than one about JSON. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static final String DESCRIBED_EVENTS = "describedEvents";

    private static final Set<String> LOOKS = Set.of(
            "order",
            "time",
            "values",
            "repeats",
            "masking",
            "describedItems",
            DESCRIBED_EVENTS,
            "attributes",
            "logOdds",
            "window",
            "fingerprint",
            "format");

    private final Catalog catalog;

    /** @param catalog the items whose numbers become ids */
    Protocol(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Asks what the model is. */
    static byte[] describing() {
        return bytes(JSON.createObjectNode().put("format", FORMAT).put("describe", true));
    }

    /** Asks for the scores of candidates for profiles. */
    byte[] scoring(List<Profile> profiles, List<? extends Candidate> candidates) {
        ObjectNode request = JSON.createObjectNode().put("format", FORMAT);
        ArrayNode people = request.putArray("profiles");
        profiles.forEach(profile -> write(people.addObject(), profile));
        ArrayNode items = request.putArray("items");
        candidates.forEach(candidate -> items.add(item(candidate)));
        return bytes(request);
    }

    private static byte[] bytes(ObjectNode request) {
        return JSON.writeValueAsString(request).getBytes(StandardCharsets.UTF_8);
    }

    private void write(ObjectNode node, Profile profile) {
        ArrayNode events = node.putArray("events");
        for (Event event : profile.events()) {
            ObjectNode written = events.addObject();
            written.set("item", item(event.item()));
            if (!event.kind().equals(Event.ANY)) {
                written.put("kind", event.kind());
            }
            if (!Double.isNaN(event.value())) {
                written.put("value", event.value());
            }
            if (event.time() != Event.NO_TIME) {
                written.put("time", event.time());
            }
        }
        if (!profile.attributes().isEmpty()) {
            write(node.putObject("attributes"), profile.attributes());
        }
        if (!profile.tags().isEmpty()) {
            profile.tags().forEach(node.putArray("tags")::add);
        }
        if (!profile.links().isEmpty()) {
            ArrayNode links = node.putArray("links");
            for (Link link : profile.links()) {
                links.addObject().put("relation", link.relation()).put("target", link.target());
            }
        }
        Context context = profile.context();
        if (context.time() != Event.NO_TIME) {
            node.put("time", context.time());
        }
        if (!context.values().isEmpty()) {
            write(node.putObject("context"), context.values());
        }
    }

    /** An item of the catalogue is its id, one that is described is an object, one that is hidden is null. */
    private JsonNode item(ItemRef ref) {
        return switch (ref) {
            case Candidate.Known known ->
                JSON.getNodeFactory().stringNode(catalog.item(known.index()).id());
            case Candidate.Described(Item item) -> {
                ObjectNode node = JSON.createObjectNode().put("id", item.id()).put("title", item.title());
                if (!item.attributes().isEmpty()) {
                    write(node.putObject("attributes"), item.attributes());
                }
                yield node;
            }
            case ItemRef.Hidden _ -> JSON.getNodeFactory().nullNode();
        };
    }

    private static void write(ObjectNode node, Map<String, Attribute> attributes) {
        attributes.forEach((name, attribute) -> {
            ObjectNode value = node.putObject(name);
            switch (attribute) {
                case Attribute.Tokens tokens -> tokens.values().forEach(value.putArray("tokens")::add);
                case Attribute.Quantity quantity -> value.put("number", quantity.value());
                case Attribute.Text text -> value.put("text", text.value());
                case Attribute.Vector vector -> {
                    ArrayNode numbers = value.putArray("vector");
                    for (int i = 0; i < vector.size(); i++) {
                        numbers.add(vector.get(i));
                    }
                }
                case Attribute.Media media ->
                    value.putObject("media").put("type", media.type()).put("location", media.location());
            }
        });
    }

    /**
     * What the model says of itself. What it does not say is taken so that nothing it could do is ruled out: it looks at everything, and cannot be asked about what
     * is hidden or described. One that scores described items is taken to look at events of them, too.
     */
    static Declared declared(byte[] answer) throws Unanswered {
        JsonNode said = answer(answer);
        JsonNode format = said.path("format");
        if (!format.isInt() || format.intValue() != FORMAT) {
            throw wrong("says that it speaks format " + (format.isMissingNode() ? "none" : format) + ", but only "
                    + FORMAT + " is known: answer {\"describe\": true} with {\"format\": 1}");
        }
        for (String name : said.propertyNames()) {
            if (!LOOKS.contains(name)) {
                throw wrong("says '" + visible(name) + "' of itself, which is none of "
                        + String.join(", ", LOOKS.stream().sorted().toList()));
            }
        }
        Capabilities capabilities = new Capabilities(
                is(said, "order", true),
                is(said, "time", true),
                is(said, "values", true),
                is(said, "repeats", true),
                is(said, "masking", false),
                is(said, "describedItems", false),
                is(said, DESCRIBED_EVENTS, is(said, "describedItems", false)),
                is(said, "attributes", true));
        JsonNode window = said.path("window");
        if (!window.isMissingNode() && !(window.isInt() && window.intValue() > 0)) {
            throw wrong("says that its window is " + window + ", not a whole number of 1 or more");
        }
        return new Declared(
                fingerprint(said),
                capabilities,
                window.isMissingNode() ? Integer.MAX_VALUE : window.intValue(),
                is(said, "logOdds", false),
                List.of());
    }

    private static boolean is(JsonNode said, String name, boolean usual) throws Unanswered {
        JsonNode value = said.path(name);
        if (value.isMissingNode()) {
            return usual;
        }
        if (!value.isBoolean()) {
            throw wrong("says that '" + name + "' is " + value + ", not true or false");
        }
        return value.booleanValue();
    }

    private static String fingerprint(JsonNode said) throws Unanswered {
        JsonNode fingerprint = said.path("fingerprint");
        if (!fingerprint.isMissingNode() && !fingerprint.isString()) {
            throw wrong("has a fingerprint that is not text: " + fingerprint);
        }
        return fingerprint.asString("");
    }

    /**
     * The scores in an answer.
     *
     * @param answer what came back
     * @param rows how many profiles were asked for
     * @param columns how many items were asked for
     * @param fingerprint of the model that was registered; an answer that names another is refused
     */
    static double[][] scores(byte[] answer, int rows, int columns, String fingerprint) throws Unanswered {
        JsonNode said = answer(answer);
        String now = fingerprint(said);
        if (!now.isEmpty() && !fingerprint.isEmpty() && !now.equals(fingerprint)) {
            throw wrong("is another model now: its fingerprint is '" + visible(now) + "', not '" + visible(fingerprint)
                    + "'.\nMaybe register it again: because train");
        }
        JsonNode table = said.path("scores");
        if (!table.isArray() || table.size() != rows) {
            throw wrong("answered with " + (table.isArray() ? table.size() + " rows of scores" : "no array 'scores'")
                    + " for " + rows + " profiles");
        }
        double[][] scores = new double[rows][columns];
        int row = 0;
        for (JsonNode line : table) {
            if (!line.isArray() || line.size() != columns) {
                throw wrong("answered with " + (line.isArray() ? line.size() + " scores" : "no array of scores")
                        + " for " + columns + " items, in row " + (row + 1));
            }
            int column = 0;
            for (JsonNode score : line) {
                double value = score.isNumber() ? score.doubleValue() : Double.NaN;
                if (!Double.isFinite(value)) {
                    throw wrong("answered with the score " + visible(score.toString()) + " in row " + (row + 1)
                            + ", column " + (column + 1) + "; each must be a finite number");
                }
                scores[row][column++] = value;
            }
            row++;
        }
        return scores;
    }

    private static JsonNode answer(byte[] answer) throws Unanswered {
        JsonNode said;
        try {
            said = JSON.readTree(answer);
        } catch (JacksonException notJson) {
            throw wrong("answered with something that is not JSON: " + brief(answer));
        }
        if (!said.isObject()) {
            throw wrong("answered with something that is no JSON object: " + brief(answer));
        }
        if (said.has("error")) {
            throw wrong("says: "
                    + visible(said.path("error").asString(said.path("error").toString())));
        }
        return said;
    }

    /** The same request would get the same answer. */
    private static Unanswered wrong(String message) {
        return new Unanswered(message, false, 0);
    }

    /** The beginning of what came back. */
    static String brief(byte[] answer) {
        String text = new String(answer, 0, Math.min(answer.length, 4 * BRIEF), StandardCharsets.UTF_8).strip();
        return text.isEmpty()
                ? "nothing"
                : "'" + visible(text.length() > BRIEF ? text.substring(0, BRIEF) + "..." : text) + "'";
    }

    /** Several lines as they are. */
    static String lines(byte[] text) {
        return String.join(
                "\n",
                new String(text, StandardCharsets.UTF_8)
                        .strip()
                        .lines()
                        .map(Protocol::visible)
                        .toList());
    }

    /** Without control characters, which could steer the terminal that shows it. */
    private static String visible(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
