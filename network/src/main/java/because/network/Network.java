package because.network;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Transformer as data, of items or of the pieces of a text: operations in the order in which they run, and the weights that they name. Immutable; checked when it is made, so that whatever
 * runs it need not check again.
 *
 * @param operations begins with {@link Operation.Embed} and ends with {@link Operation.Head}, or with {@link Operation.Pool} if it scores no items. There may be heads before
 *     the last; no operation reads what they write
 * @param weights every weight that an operation names, and no other
 */
public record Network(List<Operation> operations, Map<String, Tensor> weights) {
    /** Strict: an operation that is not read as it was meant would make another network. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /**
     * Copies and checks.
     *
     * @throws BadInput if an operation reads what was not written, a weight is missing, superfluous, of a wrong shape or not finite
     */
    public Network {
        operations = List.copyOf(operations);
        weights = Collections.unmodifiableMap(new TreeMap<>(weights));
        check(operations, weights);
    }

    /** @return the first operation */
    public Operation.Embed embed() {
        return (Operation.Embed) operations.getFirst();
    }

    /**
     * @return the last operation
     * @throws BadInput if the network scores no items
     */
    public Operation.Head head() {
        if (operations.getLast() instanceof Operation.Head head) {
            return head;
        }
        throw new BadInput("the network scores no items: it ends with 'pool'.");
    }

    /**
     * The heads: one for each thing that the network tells, over one trunk. What runs a network wants one of a single head: {@link #to}.
     *
     * @return in the order of the operations; none if it scores no items
     */
    public List<Operation.Head> heads() {
        return operations.stream()
                .filter(Operation.Head.class::isInstance)
                .map(Operation.Head.class::cast)
                .toList();
    }

    /**
     * @param name what a head writes
     * @return the head
     * @throws BadInput if there is no such head
     */
    public Operation.Head head(String name) {
        return heads().stream()
                .filter(head -> head.output().equals(name))
                .findFirst()
                .orElseThrow(() -> BadInput.unknown(
                        "head of the network",
                        name,
                        heads().stream().map(Operation.Head::output).toList()));
    }

    /**
     * The part of the network that leads to one of its heads.
     *
     * @param head what the head writes
     * @return a network of this head alone, without what only the others need
     * @throws BadInput if there is no such head
     */
    public Network to(String head) {
        Set<String> needed = new HashSet<>(Set.of(head(head).output()));
        List<Operation> kept = new ArrayList<>();
        Map<String, Tensor> used = new TreeMap<>();
        for (Operation operation : operations.reversed()) {
            if (needed.contains(operation.output())) {
                kept.addFirst(operation);
                needed.addAll(operation.inputs());
                operation.weights().forEach(name -> used.put(name, weight(name)));
            }
        }
        return new Network(kept, used);
    }

    /** @return how many items it scores; without a head, how many it reads */
    public int items() {
        return weight(operations.getLast() instanceof Operation.Head head ? head.items() : embed().items())
                .dimension(0);
    }

    /** @return how many numbers it makes of a sequence, for its head to read */
    public int dimension() {
        return operations.getLast() instanceof Operation.Head head
                ? weight(head.items()).dimension(1)
                : widths().getOrDefault(operations.getLast().output(), 0);
    }

    /** @return how many tokens it can read, the start token and the blank among them */
    public int positions() {
        return weight(embed().positions()).dimension(0);
    }

    /** @return how many events it looks at: the newest so many of a sequence */
    public int window() {
        return positions() - (embed().blank().isPresent() ? 2 : 1);
    }

    /** The width of each matrix that an operation writes. */
    Map<String, Integer> widths() {
        return new Shapes(weights).check(operations);
    }

    /**
     * @param name a weight's name
     * @return the weight
     */
    public Tensor weight(String name) {
        Tensor weight = weights.get(name);
        if (weight == null) {
            throw new BadInput("the network has no weight '" + name + "'.");
        }
        return weight;
    }

    /** @return the operations as JSON, an array; the weights are not in it */
    public String operationsJson() {
        return JSON.writerFor(new TypeReference<List<Operation>>() {}).writeValueAsString(operations);
    }

    /**
     * Reads what {@link #operationsJson()} wrote.
     *
     * @param json an array of operations
     * @param weights the weights
     * @return the network
     * @throws BadInput if it is not such an array, or does not fit the weights
     */
    public static Network read(String json, Map<String, Tensor> weights) {
        List<Operation> operations = new ArrayList<>();
        try {
            JsonNode tree = JSON.readTree(json);
            if (!tree.isArray()) {
                throw new BadInput("the network's operations cannot be read: they are no array.");
            }
            for (JsonNode operation : tree.values()) {
                if (!operation.isObject()) {
                    throw new BadInput("the network's operations cannot be read: " + operation + " is none.");
                }
                operations.add(JSON.treeToValue(complete((ObjectNode) operation), Operation.class));
            }
        } catch (JacksonException e) {
            throw new BadInput("the network's operations cannot be read: " + e.getOriginalMessage(), e);
        }
        return new Network(operations, weights);
    }

    /** Says what operations of older files leave unsaid, as there was no choice. */
    private static ObjectNode complete(ObjectNode operation) {
        switch (operation.path("op").asString("")) {
            case "embed" -> {
                if (!operation.has("scale")) {
                    operation.put("scale", 1.0);
                }
                if (!operation.has("blank")) {
                    operation.putNull("blank");
                }
                if (!operation.has("features")) {
                    operation.putNull("features");
                }
            }
            case "norm" -> {
                if (!operation.has("centred")) {
                    operation.put("centred", true);
                }
            }
            case "attention" -> {
                if (!operation.has("causal")) {
                    operation.put("causal", true);
                }
            }
            default -> {}
        }
        return operation;
    }

    private static void check(List<Operation> operations, Map<String, Tensor> weights) {
        if (operations.size() < 2
                || !(operations.getFirst() instanceof Operation.Embed)
                || !(operations.getLast() instanceof Operation.Head
                        || operations.getLast() instanceof Operation.Pool)) {
            throw new BadInput("a network begins with 'embed' and ends with 'head', or with 'pool'.");
        }
        new Shapes(weights).check(operations);
        Set<String> named = new HashSet<>();
        operations.forEach(operation -> named.addAll(operation.weights()));
        for (Map.Entry<String, Tensor> weight : weights.entrySet()) {
            if (!named.contains(weight.getKey())) {
                throw new BadInput("no operation uses the weight '" + weight.getKey() + "'.");
            }
            for (float value : weight.getValue().floats()) {
                if (!Float.isFinite(value)) {
                    throw new BadInput("the weight '" + weight.getKey() + "' holds " + value + ".");
                }
            }
        }
    }
}
