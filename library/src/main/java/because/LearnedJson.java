package because;

import because.explain.learned.LearnedModel;
import tools.jackson.databind.node.ObjectNode;

/** What an explainer was learned from and how far it is off, as JSON. */
public final class LearnedJson {
    private LearnedJson() {}

    /**
     * @param learned what was learned
     * @return one object; see docs/schema/learn-explainer.json
     */
    public static ObjectNode of(LearnedModel learned) {
        ObjectNode json = Json.object();
        LearnedModel.Origin origin = learned.origin();
        json.put("fingerprint", origin.model());
        json.put("target", origin.target().label());
        json.put("absence", origin.absence().label());
        json.put("seed", origin.seed());
        json.put("data", origin.data());
        ObjectNode options = json.putObject("options");
        origin.options().forEach(options::put);
        ObjectNode measured = json.putObject("measured");
        measured.put("answers", learned.measured().answers());
        measured.put("relativeRmse", learned.measured().error());
        measured.put("rankCorrelation", learned.measured().correlation());
        measured.put("unexplained", learned.measured().unexplained());
        measured.put("referenceError", learned.measured().reference());
        return json;
    }
}
