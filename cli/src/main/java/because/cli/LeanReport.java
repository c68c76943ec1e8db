package because.cli;

import because.Json;
import because.Leanings;
import because.Retrained;
import because.evaluate.faithfulness.Leaning;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a model's reasons lean on, as text and as JSON. */
final class LeanReport {
    private LeanReport() {}

    static String text(String model, Leanings leanings, Optional<Retrained> retrained) {
        TextTable kinds =
                new TextTable("what", "people", "share of events", "share of weight", "excess, 95 % interval", "");
        for (Leaning kind : leanings.kinds()) {
            kinds.add(
                    kind.what(),
                    Integer.toString(kind.people()),
                    percent(kind.players()),
                    percent(kind.weight()),
                    kind.excess()
                            .map(e -> String.format(Locale.ROOT, "%+.1f %% to %+.1f %%", 100 * e.low(), 100 * e.high()))
                            .orElse("–"),
                    kind.leaned() ? "LEANED ON" : "");
        }
        TextTable items = new TextTable("item", "histories", "mean weight", "times its share");
        leanings.items()
                .forEach(item -> items.add(
                        item.item().title(),
                        Integer.toString(item.histories()),
                        percent(item.weight()),
                        String.format(Locale.ROOT, "%.1f", item.weight() / item.players())));
        TextTable attributes = new TextTable("attribute", "value", "histories", "mean weight", "times its share");
        leanings.attributes()
                .forEach(word -> attributes.add(
                        word.attribute(),
                        word.value(),
                        Integer.toString(word.histories()),
                        percent(word.weight()),
                        String.format(Locale.ROOT, "%.1f", word.weight() / word.players())));
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "What %s leans on when it is asked for what %d people used next (explained by %s)%n%n%s%n%nItems that carry more than their share%n%s",
                model,
                leanings.people(),
                leanings.method(),
                kinds,
                items));
        if (!leanings.attributes().isEmpty()) {
            text.append("\n\nAttributes that carry more than their share\n").append(attributes);
        }
        retrained.ifPresent(r -> text.append("\n\n").append(RetrainReport.text(r)));
        return text.toString();
    }

    /** "12.3 %". */
    static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static ObjectNode json(String model, Leanings leanings, Optional<Retrained> retrained) {
        ObjectNode json = Json.object();
        json.put("model", model);
        json.put("method", leanings.method());
        json.put("people", leanings.people());
        ArrayNode kinds = json.putArray("leanings");
        for (Leaning kind : leanings.kinds()) {
            kinds.add(json(kind));
        }
        ArrayNode items = json.putArray("items");
        leanings.items().forEach(item -> {
            ObjectNode one = items.addObject();
            one.put("item", item.item().id());
            one.put("title", item.item().title());
            one.put("histories", item.histories());
            one.put("weight", item.weight());
            one.put("share", item.players());
        });
        ArrayNode attributes = json.putArray("attributes");
        leanings.attributes().forEach(word -> {
            ObjectNode one = attributes.addObject();
            one.put("attribute", word.attribute());
            one.put("value", word.value());
            one.put("histories", word.histories());
            one.put("weight", word.weight());
            one.put("share", word.players());
        });
        retrained.ifPresent(r -> json.set("retrained", RetrainReport.json(r)));
        return json;
    }

    /** How much is leaned on one kind of events. */
    static ObjectNode json(Leaning kind) {
        ObjectNode one = Json.object();
        one.put("what", kind.what());
        one.put("people", kind.people());
        one.put("leaned", kind.leaned());
        if (kind.people() > 0) {
            one.put("events", kind.players());
            one.put("weight", kind.weight());
        }
        kind.excess().ifPresent(e -> {
            ObjectNode excess = one.putObject("excess");
            excess.put("mean", e.meanDifference());
            excess.put("low", e.low());
            excess.put("high", e.high());
        });
        return one;
    }
}
