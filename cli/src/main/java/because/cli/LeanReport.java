package because.cli;

import because.Json;
import because.Leanings;
import because.evaluate.faithfulness.Leaning;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a model's reasons lean on, as text and as JSON. */
final class LeanReport {
    private LeanReport() {}

    static String text(String model, Leanings leanings, Optional<Leanings.Retrained> retrained) {
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
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "What %s leans on when it is asked for what %d people used next (explained by %s)%n%n%s%n%nItems that carry more than their share%n%s",
                model,
                leanings.people(),
                leanings.method(),
                kinds,
                items));
        retrained.ifPresent(r -> text.append(String.format(
                Locale.ROOT,
                "%n%nTrained again without %,d repeated events: validation ndcg@10 %.4f, before %.4f",
                r.left(),
                r.after().metric("ndcg@10").mean(),
                r.before().metric("ndcg@10").mean())));
        return text.toString();
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static ObjectNode json(String model, Leanings leanings, Optional<Leanings.Retrained> retrained) {
        ObjectNode json = Json.object();
        json.put("model", model);
        json.put("method", leanings.method());
        json.put("people", leanings.people());
        ArrayNode kinds = json.putArray("leanings");
        for (Leaning kind : leanings.kinds()) {
            ObjectNode one = kinds.addObject();
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
        retrained.ifPresent(r -> {
            ObjectNode again = json.putObject("retrained");
            again.put("left", r.left());
            again.put("before", r.before().metric("ndcg@10").mean());
            again.put("after", r.after().metric("ndcg@10").mean());
        });
        return json;
    }
}
