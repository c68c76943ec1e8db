package because.testkit;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Context;
import because.core.Event;
import because.core.Item;
import because.core.ItemRef;
import because.core.Link;
import because.core.Profile;
import because.core.Recommender;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A recommender that others can ask by the scoring protocol (see {@code docs/guide/models-of-your-own.md}): the other side of the model kinds {@code remote} and
 * {@code command}. It lets a recommender of one program be explained and judged by another, and shows what a model in another language has to do.
 */
public final class ServedModel {
    private static final int FORMAT = 1;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Recommender model;

    /** @param model what is asked; it stays open */
    public ServedModel(Recommender model) {
        this.model = model;
    }

    /**
     * Answers a request.
     *
     * @param request JSON
     * @return JSON without line ends; if the request cannot be answered, an object that says why as {@code error}
     */
    public byte[] answer(byte[] request) {
        ObjectNode answer = JSON.createObjectNode();
        try {
            JsonNode asked = JSON.readTree(request);
            if (asked.path("format").asInt(0) != FORMAT) {
                throw BadInput.of("format", asked.path("format"), "" + FORMAT, "");
            }
            if (asked.path("describe").asBoolean(false)) {
                describe(answer.put("format", FORMAT));
            } else {
                score(asked, answer);
            }
        } catch (JacksonException | BadInput wrong) {
            answer = JSON.createObjectNode().put("error", String.valueOf(wrong.getMessage()));
        }
        return JSON.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
    }

    private void describe(ObjectNode answer) {
        Capabilities can = model.capabilities();
        answer.put("fingerprint", model.provenance().fingerprint())
                .put("order", can.order())
                .put("time", can.time())
                .put("values", can.values())
                .put("repeats", can.repeats())
                .put("masking", can.masking())
                .put("describedItems", can.describedItems())
                .put("describedEvents", can.describedEvents())
                .put("attributes", can.attributes())
                .put("logOdds", model.logOdds());
        if (model.window() < Integer.MAX_VALUE) {
            answer.put("window", model.window());
        }
    }

    private void score(JsonNode asked, ObjectNode answer) {
        List<Profile> profiles = new ArrayList<>();
        for (JsonNode profile : asked.path("profiles")) {
            profiles.add(profile(profile));
        }
        List<Candidate> items = new ArrayList<>();
        for (JsonNode item : asked.path("items")) {
            if (!(item(item) instanceof Candidate candidate)) {
                throw new BadInput("a hidden item cannot be scored.");
            }
            items.add(candidate);
        }
        ArrayNode rows =
                answer.put("fingerprint", model.provenance().fingerprint()).putArray("scores");
        for (double[] row : model.score(profiles, items)) {
            ArrayNode scores = rows.addArray();
            for (double score : row) {
                scores.add(score);
            }
        }
    }

    private Profile profile(JsonNode node) {
        List<Event> events = new ArrayList<>();
        for (JsonNode event : node.path("events")) {
            events.add(new Event(
                    item(event.path("item")),
                    event.path("kind").asString(Event.ANY),
                    event.path("value").asDouble(Double.NaN),
                    event.path("time").asLong(Event.NO_TIME)));
        }
        Set<String> tags = new LinkedHashSet<>();
        node.path("tags").forEach(tag -> tags.add(tag.asString()));
        List<Link> links = new ArrayList<>();
        node.path("links")
                .forEach(link -> links.add(new Link(
                        link.path("relation").asString(), link.path("target").asString())));
        Context context = new Context(node.path("time").asLong(Event.NO_TIME), attributes(node.path("context")));
        return new Profile(events, attributes(node.path("attributes")), tags, links, context);
    }

    private ItemRef item(JsonNode node) {
        if (node.isNull()) {
            return ItemRef.Hidden.HIDDEN;
        }
        Catalog catalog = model.catalog();
        if (node.isString()) {
            int index = catalog.index(node.stringValue());
            if (index < 0) {
                throw BadInput.of("an item", node.stringValue(), "the ids of " + catalog.size() + " items", "");
            }
            return new Candidate.Known(index);
        }
        return new Candidate.Described(new Item(
                node.path("id").asString(), node.path("title").asString(), attributes(node.path("attributes"))));
    }

    private static Map<String, Attribute> attributes(JsonNode node) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        node.properties().forEach(entry -> attributes.put(entry.getKey(), attribute(entry.getValue())));
        return attributes;
    }

    private static Attribute attribute(JsonNode node) {
        if (node.has("tokens")) {
            List<String> tokens = new ArrayList<>();
            node.path("tokens").forEach(token -> tokens.add(token.asString()));
            return new Attribute.Tokens(tokens);
        } else if (node.has("number")) {
            return new Attribute.Quantity(node.path("number").doubleValue());
        } else if (node.has("text")) {
            return new Attribute.Text(node.path("text").asString());
        } else if (node.has("vector")) {
            float[] numbers = new float[node.path("vector").size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = node.path("vector").path(i).floatValue();
            }
            return new Attribute.Vector(numbers);
        }
        JsonNode media = node.path("media");
        return new Attribute.Media(
                media.path("type").asString(), media.path("location").asString());
    }

    /**
     * Answers over HTTP, on this machine only, until it is stopped.
     *
     * @param port where; 0 for any that is free
     * @return the server, which runs; to be stopped
     * @throws IOException if the port is taken
     */
    public HttpServer http(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] answer = answer(exchange.getRequestBody().readAllBytes());
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
        return server;
    }

    /**
     * Answers a line for each line, until the lines end.
     *
     * @param requests a request a line
     * @param answers gets an answer a line
     * @throws IOException if they cannot be read or written
     */
    public void lines(InputStream requests, OutputStream answers) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(requests, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            answers.write(answer(line.getBytes(StandardCharsets.UTF_8)));
            answers.write('\n');
            answers.flush();
        }
    }
}
