package because;

import because.evaluate.MetricValue;
import because.evaluate.PairedComparison;
import because.evaluate.faithfulness.AgainstRandom;
import because.evaluate.faithfulness.Judge;
import because.evaluate.faithfulness.Judgement;
import because.evaluate.faithfulness.MethodChoice;
import because.evaluate.faithfulness.MethodResult;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of a judgement, as the command line prints it; {@code docs/schema/judge.json} states it. */
public final class JudgementJson {
    private JudgementJson() {}

    /**
     * @param judgement how faithful explainers are
     * @param people whether each person's numbers are written, too, so that methods can be compared later
     * @return its JSON
     */
    public static ObjectNode of(Judgement judgement, boolean people) {
        ObjectNode json = Json.object();
        json.put("model", judgement.model());
        json.put("fingerprint", judgement.fingerprint());
        json.put("people", judgement.people().size());
        json.put("recommendations", judgement.recommendations());
        Json.number(json, "players", judgement.players());
        json.put("absence", judgement.absence());
        json.set("options", options(judgement.options()));
        json.set("methods", results(judgement.methods(), people));
        json.set("bounds", results(judgement.bounds(), people));
        ArrayNode agreement = json.putArray("agreement");
        judgement.agreement().forEach(pair -> {
            ObjectNode one = agreement.addObject();
            one.put("first", pair.first());
            one.put("second", pair.second());
            Json.number(one, "spearman", pair.spearman());
            Json.number(one, "overlap@3", pair.overlap());
        });
        ObjectNode skipped = json.putObject("skipped");
        judgement.skipped().forEach(skipped::put);
        return json;
    }

    /**
     * @param readings how the reasons read that people are shown
     * @return their JSON
     */
    public static ArrayNode of(List<ReasonReading> readings) {
        ArrayNode array = Json.array();
        for (ReasonReading reading : readings) {
            ObjectNode one = array.addObject();
            one.put("language", reading.language().code());
            one.put("reasons", reading.reasons());
            Json.number(one, "supported", reading.supported());
            Json.number(one, "named", reading.named().mean());
            Json.number(one, "plain", reading.plain());
            Json.number(one, "characters", reading.characters().mean());
            Json.number(one, "clause", reading.clause().mean());
            Json.number(one, "ease", reading.ease().mean());
        }
        return array;
    }

    /**
     * @param choice which method does best
     * @return its JSON
     */
    public static ObjectNode of(MethodChoice choice) {
        ObjectNode json = Json.object();
        json.put("metric", choice.metric());
        json.put("people", choice.people());
        json.put("usual", choice.usual());
        json.put("best", choice.best());
        json.put("candidate", choice.candidate());
        json.put("picked", choice.picked());
        json.put("outcome", choice.outcome().label());
        choice.gain().ifPresent(gain -> json.set("gain", interval(gain)));
        ArrayNode methods = json.putArray("methods");
        for (MethodChoice.Standing standing : choice.methods()) {
            ObjectNode one = methods.addObject();
            one.put("name", standing.name());
            Json.number(one, "mean", standing.mean());
            Json.number(one, "se", standing.standardError());
            standing.behind().ifPresent(behind -> one.set("behind", interval(behind)));
            one.put("asGood", standing.asGood());
            Json.number(one, "calls", standing.calls());
            one.put("betterThanRandom", standing.better());
        }
        return json;
    }

    private static ObjectNode interval(PairedComparison comparison) {
        ObjectNode json = Json.object();
        json.put("people", comparison.people());
        json.put("mean", comparison.meanDifference());
        json.put("low", comparison.low());
        json.put("high", comparison.high());
        return json;
    }

    private static ObjectNode options(Judge.Options options) {
        ObjectNode json = Json.object();
        json.put("measured", options.measured().label());
        json.put("ties", options.ties().label());
        json.set("ks", Json.tree(options.ks()));
        json.put("randoms", options.randoms());
        json.put("repeats", options.repeats());
        json.put("search", options.search());
        json.put("beam", options.beam());
        json.put("seed", options.seed());
        return json;
    }

    private static ArrayNode results(List<MethodResult> results, boolean people) {
        ArrayNode array = Json.array();
        for (MethodResult result : results) {
            ObjectNode one = array.addObject();
            one.put("name", result.name());
            ObjectNode metrics = one.putObject("metrics");
            for (String metric : result.metrics()) {
                MetricValue value = result.metric(metric);
                ObjectNode number = metrics.putObject(metric);
                Json.number(number, "mean", value.mean());
                Json.number(number, "se", value.standardError());
                if (people) {
                    ArrayNode each = number.putArray("people");
                    for (double v : result.perPerson(metric)) {
                        if (Double.isFinite(v)) {
                            each.add(v);
                        } else {
                            each.addNull();
                        }
                    }
                }
            }
            result.test().ifPresent(test -> one.set("againstRandom", test(test)));
        }
        return array;
    }

    private static ObjectNode test(AgainstRandom test) {
        ObjectNode json = Json.object();
        json.put("recommendations", test.recommendations());
        json.put("orderings", test.orderings());
        json.put("beaten", test.beaten());
        json.put("pBetter", test.pBetter());
        json.put("pWorse", test.pWorse());
        json.put("verdict", test.verdict());
        return json;
    }
}
