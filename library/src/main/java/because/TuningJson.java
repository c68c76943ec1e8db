package because;

import because.models.tune.Effect;
import because.models.tune.Trial;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of a tuning, as the command line prints it and as it is kept beside the runs; {@code docs/schema/tune.json} states it. */
public final class TuningJson {
    private TuningJson() {}

    /**
     * @param found what a tuning found
     * @return its JSON
     */
    public static ObjectNode of(Tuning.Found found) {
        ObjectNode json = Json.object();
        json.put("run", found.name());
        json.put("model", found.kind());
        json.put("metric", found.metric());
        json.put("part", "validation");
        json.put("budget", found.budget().name().toLowerCase(java.util.Locale.ROOT));
        ArrayNode rungs = json.putArray("rungs");
        found.rungs().forEach(rung -> rungs.add(Json.tree(rung)));
        json.set("space", Json.tree(found.space()));
        json.put("best", found.best());
        json.set("options", Json.tree(new java.util.TreeMap<>(found.model().options())));
        json.put("yaml", found.yaml());
        found.gain().ifPresent(gain -> {
            ObjectNode node = AnswerJson.of(gain.comparison(), "trial 0", found.metric());
            node.put("budget", gain.budget());
            json.set("gain", node);
        });
        json.set("edges", Json.tree(found.edges()));
        json.put("seconds", found.seconds());
        ArrayNode effects = json.putArray("effects");
        found.effects().forEach(effect -> effects.add(effect(effect)));
        ArrayNode trials = json.putArray("trials");
        found.trials().forEach(trial -> trials.add(trial(trial)));
        return json;
    }

    private static ObjectNode effect(Effect effect) {
        ObjectNode json = Json.object();
        json.put("option", effect.option());
        Json.number(json, "share", effect.share());
        Json.number(json, "p", effect.p());
        ArrayNode levels = json.putArray("levels");
        for (Effect.Level level : effect.levels()) {
            ObjectNode one = levels.addObject();
            one.put("label", level.label());
            one.put("configurations", level.configurations());
            Json.number(one, "mean", level.mean());
            Json.number(one, "low", level.low());
            Json.number(one, "high", level.high());
        }
        return json;
    }

    private static ObjectNode trial(Trial trial) {
        ObjectNode json = Json.object();
        json.put("number", trial.number());
        json.set("values", Json.tree(trial.values()));
        ArrayNode results = json.putArray("results");
        for (Trial.Result result : trial.results()) {
            ObjectNode one = results.addObject();
            one.put("budget", result.budget());
            Json.number(one, "mean", result.mean());
            Json.number(one, "se", result.standardError());
            Json.number(one, "seconds", result.seconds());
        }
        if (trial.failed()) {
            json.put("failure", trial.failure());
        }
        return json;
    }
}
