package because;

import tools.jackson.databind.node.ObjectNode;

/** What an explainer was learned from and how far it is off, as JSON. */
public final class LearnedJson {
    private LearnedJson() {}

    /**
     * @param learned what was learned
     * @return one object; see docs/schema/learn-explainer.json
     */
    public static ObjectNode of(ExplainerLearning.Learned learned) {
        ObjectNode json = Json.object();
        json.put("run", learned.run());
        json.put("fingerprint", learned.model());
        json.put("target", learned.target().label());
        json.put("absence", learned.absence().label());
        json.put("seed", learned.seed());
        json.put("data", learned.data());
        ObjectNode options = json.putObject("options");
        learned.options().forEach(options::put);
        ObjectNode measured = json.putObject("measured");
        measured.put("answers", learned.answers());
        measured.put("relativeRmse", learned.error());
        measured.put("rankCorrelation", learned.correlation());
        measured.put("unexplained", learned.unexplained());
        measured.put("referenceError", learned.reference());
        return json;
    }
}
