package because;

import because.core.Header;
import because.core.Rules;
import because.core.Rules.Condition;
import because.core.Rules.Form;
import because.core.Rules.Relation;
import because.core.Rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of rules, after the header; {@code docs/schema/rules.json} states it. */
final class RulesJson {
    private RulesJson() {}

    static void write(Rules rules, ObjectNode json) {
        json.put("form", rules.form().label());
        ArrayNode list = json.putArray("rules");
        for (Rule rule : rules.rules()) {
            ObjectNode node = list.addObject();
            ArrayNode conditions = node.putArray("conditions");
            for (Condition condition : rule.conditions()) {
                ObjectNode one = conditions.addObject();
                one.put("feature", condition.feature());
                one.put("relation", condition.relation().label());
                one.put("value", condition.value());
            }
            Json.number(node, "value", rule.value());
            Json.number(node, "coverage", rule.coverage());
            Json.number(node, "measured", rule.measured());
            Json.number(node, "standardError", rule.standardError());
            Json.number(node, "low", rule.low());
            Json.number(node, "high", rule.high());
        }
        Json.number(json, "fidelity", rules.fidelity());
        Json.number(json, "low", rules.low());
        Json.number(json, "high", rules.high());
        json.put("fitted", rules.fitted());
        json.put("heldOut", rules.heldOut());
    }

    static Rules read(Header header, JsonNode json) {
        List<Rule> list = new ArrayList<>();
        for (JsonNode rule : json.required("rules").values()) {
            List<Condition> conditions = new ArrayList<>();
            for (JsonNode condition : rule.required("conditions").values()) {
                conditions.add(new Condition(
                        condition.required("feature").asString(),
                        Relation.valueOf(
                                condition.required("relation").asString().toUpperCase(Locale.ROOT)),
                        condition.required("value").asString()));
            }
            list.add(new Rule(
                    conditions,
                    Json.number(rule, "value"),
                    Json.number(rule, "coverage"),
                    Json.number(rule, "measured"),
                    Json.number(rule, "standardError"),
                    Json.number(rule, "low"),
                    Json.number(rule, "high")));
        }
        return new Rules(
                header,
                Form.valueOf(json.required("form").asString().toUpperCase(Locale.ROOT)),
                list,
                Json.number(json, "fidelity"),
                Json.number(json, "low"),
                Json.number(json, "high"),
                json.required("fitted").asInt(),
                json.required("heldOut").asInt());
    }
}
