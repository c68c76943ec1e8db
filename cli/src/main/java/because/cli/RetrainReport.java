package because.cli;

import because.Json;
import because.Retrained;
import because.evaluate.faithfulness.Leaning;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A model before and after events were down-weighted, as text and as JSON. */
final class RetrainReport {
    private RetrainReport() {}

    static String text(Retrained retrained) {
        TextTable accuracy =
                new TextTable("measured on", "metric", "people", "before", "after", "after − before, 95 %");
        for (Retrained.Accuracy one : retrained.accuracy()) {
            accuracy.add(
                    one.part().name().toLowerCase(Locale.ROOT) + (one.clean() ? ", clean events" : ", all events"),
                    one.metric(),
                    Integer.toString(one.people()),
                    String.format(Locale.ROOT, "%.4f", one.before()),
                    String.format(Locale.ROOT, "%.4f", one.after()),
                    one.change()
                            .map(change -> String.format(
                                    Locale.ROOT,
                                    "%+.4f (%+.4f to %+.4f)",
                                    change.meanDifference(),
                                    change.low(),
                                    change.high()))
                            .orElseGet(() -> String.format(Locale.ROOT, "%+.4f", one.after() - one.before())));
        }
        TextTable leaned = new TextTable(
                "reasons lean on",
                "people",
                "share of events",
                "weight before",
                "excess, 95 %",
                "weight after",
                "excess, 95 %");
        for (int i = 0; i < retrained.before().kinds().size(); i++) {
            Leaning before = retrained.before().kinds().get(i);
            Leaning after = retrained.after().kinds().get(i);
            if (before.people() > 0) {
                leaned.add(
                        before.equals(retrained.leanedBefore()) ? "what counts less" : before.what(),
                        Integer.toString(before.people()),
                        LeanReport.percent(before.players()),
                        LeanReport.percent(before.weight()),
                        excess(before),
                        LeanReport.percent(after.weight()),
                        excess(after));
            }
        }
        return String.format(
                Locale.ROOT,
                "Trained again with %,d of %,d events down-weighted: %s%n%n%s%n%nHow much reasons lean on these events, and on other suspects (explained by %s)%n%s",
                retrained.lighter(),
                retrained.events(),
                retrained.weighting(),
                accuracy,
                retrained.before().method(),
                leaned);
    }

    private static String excess(Leaning leaning) {
        return leaning.excess()
                .map(e -> String.format(
                        Locale.ROOT,
                        "%+.1f %% to %+.1f %%%s",
                        100 * e.low(),
                        100 * e.high(),
                        leaning.leaned() ? ", LEANED ON" : ""))
                .orElse("–");
    }

    static ObjectNode json(Retrained retrained) {
        ObjectNode json = Json.object();
        json.put("weighting", retrained.weighting());
        json.put("events", retrained.events());
        json.put("lighter", retrained.lighter());
        ArrayNode accuracy = json.putArray("accuracy");
        for (Retrained.Accuracy one : retrained.accuracy()) {
            ObjectNode number = accuracy.addObject();
            number.put("part", one.part().name().toLowerCase(Locale.ROOT));
            number.put("clean", one.clean());
            number.put("metric", one.metric());
            number.put("people", one.people());
            number.put("before", one.before());
            number.put("after", one.after());
            one.change()
                    .ifPresent(change -> number.putObject("change")
                            .put("mean", change.meanDifference())
                            .put("low", change.low())
                            .put("high", change.high()));
        }
        json.put("method", retrained.before().method());
        ArrayNode leanings = json.putArray("leanings");
        for (int i = 0; i < retrained.before().kinds().size(); i++) {
            ObjectNode one = leanings.addObject();
            one.set("before", LeanReport.json(retrained.before().kinds().get(i)));
            one.set("after", LeanReport.json(retrained.after().kinds().get(i)));
        }
        json.set("leanedBefore", LeanReport.json(retrained.leanedBefore()));
        json.set("leanedAfter", LeanReport.json(retrained.leanedAfter()));
        return json;
    }
}
