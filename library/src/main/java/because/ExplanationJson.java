package because;

import because.core.Absence;
import because.core.Attribution;
import because.core.BadInput;
import because.core.Concepts;
import because.core.Convergence;
import because.core.Counterfactual;
import because.core.Curve;
import because.core.DeletionTest;
import because.core.Examples;
import because.core.Explanation;
import because.core.Header;
import because.core.Importance;
import because.core.InteractionValues;
import because.core.Paths;
import because.core.Rules;
import because.core.Target;
import because.core.Trace;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of explanations of all kinds: the header is the same for all, what follows has a class for each kind. */
final class ExplanationJson {
    private ExplanationJson() {}

    static ObjectNode write(Explanation explanation) {
        ObjectNode json = header(explanation.header(), explanation.kind());
        switch (explanation) {
            case Attribution attribution -> AttributionJson.write(attribution, json);
            case Counterfactual counterfactual -> CounterfactualJson.write(counterfactual, json);
            case Trace trace -> TraceJson.write(trace, json);
            case Examples examples -> ExamplesJson.write(examples, json);
            case Paths paths -> PathsJson.write(paths, json);
            case InteractionValues told -> InteractionsJson.write(told, json);
            case Rules rules -> RulesJson.write(rules, json);
            case Importance importance -> ImportanceJson.write(importance, json);
            case Curve curve -> CurveJson.write(curve, json);
            case Concepts concepts -> ConceptsJson.write(concepts, json);
        }
        explanation.header().deletionTest().ifPresent(test -> json.set("deletionTest", Json.tree(test)));
        return json;
    }

    static Explanation read(JsonNode json) {
        int schema = json.path("schema").asInt(0);
        String kind = json.path("kind").asString("");
        if (schema != Header.SCHEMA) {
            throw unknown(kind, schema);
        }
        try {
            return switch (kind) {
                case "attribution" -> AttributionJson.read(header(json), json);
                case "counterfactual" -> CounterfactualJson.read(header(json), json);
                case "trace" -> TraceJson.read(header(json), json);
                case "examples" -> ExamplesJson.read(header(json), json);
                case "concepts" -> ConceptsJson.read(header(json), json);
                case "curve" -> CurveJson.read(header(json), json);
                case "importance" -> ImportanceJson.read(header(json), json);
                case "interactions" -> InteractionsJson.read(header(json), json);
                case "rules" -> RulesJson.read(header(json), json);
                case "paths" -> PathsJson.read(header(json), json);
                default -> throw unknown(kind, schema);
            };
        } catch (JacksonException | IllegalArgumentException e) {
            throw new BadInput("the explanation cannot be read: " + e.getMessage(), e);
        }
    }

    private static BadInput unknown(String kind, int schema) {
        return new BadInput(
                "this is no explanation of form " + Header.SCHEMA + ": kind '" + kind + "', schema " + schema + ".");
    }

    private static ObjectNode header(Header header, String kind) {
        ObjectNode json = Json.object();
        json.put("schema", header.schema());
        json.put("kind", kind);
        json.put("method", header.method());
        json.set("options", Json.tree(header.options()));
        json.put("seed", header.seed());
        json.put("model", header.model());
        json.put("candidate", header.candidate());
        json.put("target", header.target().label());
        json.put("absence", header.absence().label());
        Json.number(json, "base", header.base());
        Json.number(json, "score", header.score());
        json.put("calls", header.calls());
        ObjectNode convergence = json.putObject("convergence");
        convergence.put("reached", header.convergence().reached());
        Json.number(convergence, "largestError", header.convergence().largestError());
        return json;
    }

    private static Header header(JsonNode json) {
        Map<String, String> options = new LinkedHashMap<>();
        json.required("options")
                .properties()
                .forEach(o -> options.put(o.getKey(), o.getValue().asString()));
        JsonNode convergence = json.required("convergence");
        Optional<DeletionTest> test = json.hasNonNull("deletionTest")
                ? Optional.of(Json.value(json.get("deletionTest"), DeletionTest.class))
                : Optional.empty();
        return new Header(
                Header.SCHEMA,
                json.required("method").asString(),
                options,
                json.required("seed").asLong(),
                json.required("model").asString(),
                json.required("candidate").asString(),
                Target.valueOf(json.required("target").asString().toUpperCase(Locale.ROOT)),
                Absence.valueOf(json.required("absence").asString().toUpperCase(Locale.ROOT)),
                Json.number(json, "base"),
                Json.number(json, "score"),
                json.required("calls").asLong(),
                new Convergence(convergence.required("reached").asBoolean(), Json.number(convergence, "largestError")),
                test);
    }
}
