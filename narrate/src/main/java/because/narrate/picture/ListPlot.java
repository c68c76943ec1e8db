package because.narrate.picture;

import because.core.Counterfactual;
import because.core.Examples;
import because.core.InteractionValues;
import because.core.Trace;
import because.narrate.Decimals;
import because.narrate.ExplanationText;
import because.narrate.Language;
import because.narrate.picture.Rows.Form;
import because.narrate.picture.Rows.Join;
import because.narrate.picture.Rows.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What has names and numbers but no sum, as bars: modules of a network, changes of a counterfactual, people whom a model learned from. */
final class ListPlot implements Plot {
    private final String subtitle;
    private final List<Named> named;
    private final List<String> remarks;
    private final PictureOptions options;

    /** A name with a number. */
    private record Named(String id, String name, double value) {}

    private ListPlot(String subtitle, List<Named> named, List<String> remarks, PictureOptions options) {
        this.subtitle = subtitle;
        this.named = List.copyOf(named);
        this.remarks = List.copyOf(remarks);
        this.options = options;
    }

    static ListPlot of(Trace trace, PictureOptions options) {
        List<Named> modules = trace.modules().stream()
                .map(module ->
                        new Named(module.name(), PartName.of(module.name(), options.language()), module.effect()))
                .sorted(Comparator.comparingDouble((Named module) -> -Math.abs(module.value())))
                .toList();
        return new ListPlot(Words.MODULES.in(options.language()), modules, List.of(), options);
    }

    static ListPlot of(Counterfactual told, PictureOptions options) {
        Language language = options.language();
        List<Named> changes = new ArrayList<>();
        for (Counterfactual.Change change : told.changes()) {
            boolean out = change instanceof Counterfactual.Removed;
            changes.add(new Named(
                    change.id(),
                    (out ? Words.WITHOUT : Words.WITH).in(language, ExplanationText.plain(change.name())),
                    out ? -change.effect() : change.effect()));
        }
        boolean leaves = told.goal() == Counterfactual.Goal.LEAVE;
        String subtitle = changes.isEmpty()
                ? Words.UNCHANGED.in(language, told.rank())
                : Words.CHANGES.in(language, told.rank(), told.rankAfter());
        String others = told.instead().stream()
                .map(at -> Words.INSTEAD.in(language, at.rank(), ExplanationText.plain(at.title())))
                .collect(Collectors.joining(" · "));
        List<String> remarks =
                others.isEmpty() ? List.of() : List.of((leaves ? Words.COMES_IN : Words.GOES_OUT).in(language, others));
        return new ListPlot(subtitle, changes, remarks, options);
    }

    static ListPlot of(Examples examples, PictureOptions options) {
        Language language = options.language();
        List<Named> people = examples.examples().stream()
                .map(example -> new Named(
                        "person:" + example.person(),
                        Words.EXAMPLE.in(
                                language,
                                ExplanationText.plain(example.person()),
                                example.shared().size()),
                        example.support()))
                .toList();
        String subtitle =
                Words.EXAMPLES.in(language, examples.measure().label(), examples.supporters(), examples.people());
        return new ListPlot(subtitle, people, List.of(), options);
    }

    static ListPlot of(InteractionValues told, PictureOptions options) {
        List<Named> pairs = told.pairs().stream()
                .map(pair -> new Named(
                        pair.one() + " × " + pair.other(),
                        Values.name(told.player(pair.one())) + " × " + Values.name(told.player(pair.other())),
                        pair.value()))
                .sorted(Comparator.comparingDouble((Named pair) -> -Math.abs(pair.value())))
                .toList();
        List<String> remarks = pairs.isEmpty() ? List.of(Words.NO_PLAYERS.in(options.language())) : List.of();
        return new ListPlot(Words.PAIRS.in(options.language()), pairs, remarks, options);
    }

    @Override
    public String subtitle() {
        return subtitle;
    }

    @Override
    public String description() {
        Decimals decimals = decimals();
        List<String> parts = new ArrayList<>();
        named.forEach(one -> parts.add(one.name() + ": " + decimals.signed(one.value())));
        parts.addAll(remarks);
        return String.join("; ", parts);
    }

    private Decimals decimals() {
        return Decimals.of(named.stream().mapToDouble(Named::value), options.language());
    }

    @Override
    public double draw(Canvas canvas, double top) {
        double y = top;
        if (!named.isEmpty()) {
            List<Named> shown = named.subList(0, Math.min(options.rows(), named.size()));
            List<Row> rows = shown.stream().map(this::row).toList();
            y = new Rows(rows, Join.NONE).draw(canvas, y);
            if (shown.size() < named.size()) {
                String rest = Words.OTHERS.in(options.language(), named.size() - shown.size());
                y = canvas.paragraph("… " + rest, y, Lettering.SMALL, Colour.MUTED);
            }
        }
        for (String remark : remarks) {
            y = canvas.paragraph(remark, y + 4, Lettering.TEXT, Colour.INK);
        }
        return y;
    }

    private Row row(Named one) {
        String number = decimals().signed(one.value());
        Mark mark = new Mark("value", one.id(), one.value(), one.name() + ": " + number);
        return new Row(mark, one.name(), number, 0, one.value(), 0, Form.BAR, Colour.signed(one.value()));
    }
}
