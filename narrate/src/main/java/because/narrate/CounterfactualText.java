package because.narrate;

import because.core.Counterfactual;
import because.core.Counterfactual.Change;
import because.core.Counterfactual.Goal;
import because.core.Counterfactual.Listed;
import because.core.Item;
import java.util.ArrayList;
import java.util.List;

/** A whole counterfactual as plain text: each change with what it does alone, what the list then shows, and whether fewer changes could do it. */
final class CounterfactualText {
    private static final int NAME = 40;

    private final Counterfactual counterfactual;
    private final Sheet sheet;

    CounterfactualText(Counterfactual counterfactual, Language language) {
        this.counterfactual = counterfactual;
        this.sheet = Sheet.of(
                counterfactual.header(), counterfactual.changes().stream().mapToDouble(Change::effect), language);
    }

    String lines(Item item, int rows) {
        boolean leaves = counterfactual.goal() == Goal.LEAVE;
        boolean found = !counterfactual.changes().isEmpty();
        List<String> lines = new ArrayList<>();
        lines.add(question(item));
        lines.add("");
        lines.add(sheet.method());
        lines.add(sheet.labelled(
                Phrase.PLACE,
                found
                        ? sheet.say(Phrase.PLACE_VALUE, counterfactual.rank(), counterfactual.rankAfter())
                        : sheet.say(Phrase.PLACE_NOW, counterfactual.rank())));
        if (found) {
            lines.add("");
            lines.add("  " + sheet.say(Phrase.CHANGE_ALONE));
            lines.addAll(changes(rows));
            lines.add("");
            counterfactual.instead().stream()
                    .limit(rows)
                    .forEach(listed ->
                            lines.add(sheet.labelled(leaves ? Phrase.COMES_IN : Phrase.GOES_OUT, listed(listed))));
        }
        lines.add(sheet.labelled(Phrase.FEWEST, fewest()));
        if (found) {
            lines.add(sheet.labelled(Phrase.CHECKED, sheet.say(Phrase.CHECKED_VALUE)));
        }
        return String.join("\n", lines) + "\n";
    }

    /** What is asked, in a sentence. */
    String question(Item item) {
        Phrase phrase = counterfactual.goal() == Goal.ENTER
                ? Phrase.WHAT_IF_ENTER
                : counterfactual.top() == 1 ? Phrase.WHAT_IF_FIRST : Phrase.WHAT_IF_LEAVE;
        return sheet.say(phrase, sheet.title(item), counterfactual.top());
    }

    /** Whether fewer changes could do it. */
    String fewest() {
        return fewest(!counterfactual.changes().isEmpty());
    }

    private String fewest(boolean found) {
        if (!found) {
            return sheet.say(Phrase.NONE_FOUND, counterfactual.atLeast());
        }
        return counterfactual.minimal()
                ? sheet.say(Phrase.FEWEST_PROVEN)
                : sheet.say(Phrase.FEWEST_OPEN, counterfactual.atLeast());
    }

    private List<String> changes(int rows) {
        List<Change> shown = counterfactual.changes().stream().limit(rows).toList();
        List<String> names =
                shown.stream().map(change -> Columns.fit(name(change), NAME)).toList();
        List<String> ways = shown.stream()
                .map(change -> sheet.say(change instanceof Counterfactual.Added ? Phrase.PUT_IN : Phrase.TAKE_OUT))
                .toList();
        List<String> effects = shown.stream()
                .map(change ->
                        sheet.signed(change instanceof Counterfactual.Removed ? -change.effect() : change.effect()))
                .toList();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            lines.add("  " + Columns.padded(ways.get(i), Columns.widest(ways)) + "  "
                    + Columns.padded(names.get(i), Columns.widest(names)) + "  "
                    + " ".repeat(Columns.widest(effects) - Columns.width(effects.get(i))) + effects.get(i));
        }
        int hidden = counterfactual.changes().size() - shown.size();
        if (hidden > 0) {
            lines.add("  … " + hidden);
        }
        return lines;
    }

    private String name(Change change) {
        return change instanceof Counterfactual.Removed removed ? Grammar.nameOf(removed.player()) : change.name();
    }

    private String listed(Listed listed) {
        String title = listed.item().equals(listed.title())
                ? sheet.grammar().name(listed.item())
                : sheet.grammar().work(listed.title());
        return sheet.say(Phrase.AT_PLACE, title, listed.rank());
    }
}
