package because;

import because.evaluate.MetricValue;
import because.evaluate.PairedComparison;
import because.evaluate.accuracy.Evaluation;
import because.narrate.Language;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of what the product answers, as the command line prints it; {@code docs/schema} states it. */
public final class AnswerJson {
    private AnswerJson() {}

    /**
     * @param answer recommendations
     * @return their JSON, see {@code docs/schema/recommend.json}
     */
    public static ObjectNode of(Answer answer) {
        ObjectNode json = Json.object();
        json.put("user", answer.user());
        json.put("model", answer.model());
        json.put("known", answer.known());
        ArrayNode list = json.putArray("recommendations");
        for (Answer.Recommended recommended : answer.recommendations()) {
            ObjectNode item = list.addObject();
            item.put("rank", recommended.rank());
            item.put("item", recommended.item());
            item.put("title", recommended.title());
            item.put("score", recommended.score());
            recommended.why().ifPresent(why -> put(why, item));
        }
        return json;
    }

    /**
     * Adds a reason to an object.
     *
     * @param why the reason
     * @param json gets the fields {@code explanation} and {@code reasons}
     */
    public static void put(Answer.Why why, ObjectNode json) {
        json.set("explanation", Json.write(why.explanation()));
        ObjectNode reasons = json.putObject("reasons");
        for (Language language : Language.values()) {
            reasons.put(language.code(), why.reason(language));
        }
    }

    /**
     * @param evaluation how a model did
     * @return its JSON, see {@code docs/schema/evaluate.json}
     */
    public static ObjectNode of(Evaluation evaluation) {
        ObjectNode json = Json.object();
        json.set("protocol", Json.tree(evaluation.protocol()));
        json.put("model", evaluation.model());
        json.set("metrics", metrics(evaluation.metrics()));
        ObjectNode catalogue = json.putObject("catalogue");
        evaluation.catalogue().forEach((name, value) -> Json.number(catalogue, name, value));
        if (!evaluation.calibration().isEmpty()) {
            ArrayNode curve = json.putArray("calibration");
            evaluation.calibration().forEach(bin -> curve.add(Json.tree(bin)));
        }
        return json;
    }

    /**
     * @param metrics means with standard errors by name
     * @return an object with {@code mean} and {@code se} for each
     */
    public static ObjectNode metrics(Map<String, MetricValue> metrics) {
        ObjectNode json = Json.object();
        metrics.forEach((name, value) -> {
            ObjectNode metric = json.putObject(name);
            Json.number(metric, "mean", value.mean());
            Json.number(metric, "se", value.standardError());
        });
        return json;
    }

    /**
     * @param comparison of two models
     * @param against the other model's name
     * @param metric what was compared
     * @return its JSON
     */
    public static ObjectNode of(PairedComparison comparison, String against, String metric) {
        ObjectNode json = Json.object();
        json.put("against", against);
        json.put("metric", metric);
        Json.number(json, "meanDifference", comparison.meanDifference());
        Json.number(json, "standardError", comparison.standardError());
        Json.number(json, "low", comparison.low());
        Json.number(json, "high", comparison.high());
        Json.number(json, "pTwoSided", comparison.pTwoSided());
        json.put("resamples", comparison.resamples());
        json.put("seed", comparison.seed());
        return json;
    }
}
