package because.narrate;

import because.core.Item;
import because.core.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A whole trace as plain text: a line for each layer with the item's place and the first items, for each module with what it does for the target, or for each attention head with what it looked at. */
final class TraceText {
    private static final int NAME = 32;
    private static final int TITLE = 28;
    private static final int SHOWN = 3;

    private final Trace trace;
    private final Sheet sheet;

    TraceText(Trace trace, Language language) {
        this.trace = trace;
        this.sheet = Sheet.of(
                trace.header(),
                DoubleStream.concat(
                        trace.layers().stream().mapToDouble(Trace.Layer::value),
                        trace.modules().stream().mapToDouble(Trace.Module::effect)),
                language);
    }

    String lines(Item item, int rows) {
        List<String> lines = new ArrayList<>(sheet.head(item));
        if (!trace.layers().isEmpty()) {
            lines.add("");
            lines.add(sheet.say(Phrase.LAYERS));
            layers(lines);
        }
        if (!trace.modules().isEmpty()) {
            lines.add("");
            lines.add(sheet.say(Phrase.MODULES));
            modules(lines, rows);
        }
        if (!trace.heads().isEmpty()) {
            lines.add("");
            lines.add(sheet.say(Phrase.HEADS));
            heads(lines);
        }
        return String.join("\n", lines) + "\n";
    }

    /** Each head with the players that got most of it. */
    private void heads(List<String> lines) {
        List<String> names = trace.heads().stream()
                .map(head -> Columns.fit(head.name(), NAME))
                .toList();
        for (int i = 0; i < names.size(); i++) {
            List<Double> shares = trace.heads().get(i).shares();
            List<String> most = IntStream.range(0, shares.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer player) -> -shares.get(player)))
                    .limit(SHOWN)
                    .map(player -> Columns.fit(Grammar.nameOf(trace.attended().get(player)), TITLE)
                            + String.format(Locale.ROOT, " %.0f %%", 100 * shares.get(player)))
                    .toList();
            lines.add("  " + Columns.padded(names.get(i), Columns.widest(names)) + "  " + String.join(" · ", most));
        }
    }

    private void layers(List<String> lines) {
        List<String> names =
                trace.layers().stream().map(l -> Columns.fit(l.name(), NAME)).toList();
        List<String> places = trace.layers().stream().map(l -> place(l.rank())).toList();
        for (int i = 0; i < names.size(); i++) {
            Trace.Layer layer = trace.layers().get(i);
            List<String> best = layer.best().stream()
                    .limit(SHOWN)
                    .map(at -> Columns.fit(Marks.clean(at.title()), TITLE))
                    .toList();
            lines.add("  " + Columns.padded(names.get(i), Columns.widest(names)) + "  "
                    + " ".repeat(Columns.widest(places) - Columns.width(places.get(i))) + places.get(i) + "  "
                    + sheet.signed(layer.value()) + "  " + String.join(" · ", best));
        }
    }

    private static String place(double rank) {
        return rank == Math.rint(rank)
                ? String.format(Locale.ROOT, "%.0f", rank)
                : String.format(Locale.ROOT, "%.1f", rank);
    }

    private void modules(List<String> lines, int rows) {
        List<Trace.Module> order = trace.modules().stream()
                .sorted(Comparator.comparingDouble((Trace.Module m) -> -Math.abs(m.effect())))
                .limit(rows)
                .toList();
        List<String> names =
                order.stream().map(m -> Columns.fit(m.name(), NAME)).toList();
        List<String> effects = order.stream().map(m -> sheet.signed(m.effect())).toList();
        for (int i = 0; i < names.size(); i++) {
            lines.add("  " + Columns.padded(names.get(i), Columns.widest(names)) + "  "
                    + " ".repeat(Columns.widest(effects) - Columns.width(effects.get(i))) + effects.get(i));
        }
        if (trace.modules().size() > order.size()) {
            lines.add("  … " + (trace.modules().size() - order.size()));
        }
    }
}
