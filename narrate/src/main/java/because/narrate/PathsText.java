package because.narrate;

import because.core.Item;
import because.core.Paths;
import java.util.List;

/** Paths as plain text: what the event at the start does to the target, then step after step. */
final class PathsText {
    private final Paths paths;
    private final Sheet sheet;

    PathsText(Paths paths, Language language) {
        this.paths = paths;
        this.sheet = Sheet.of(paths.header(), paths.paths().stream().mapToDouble(Paths.Path::effect), language);
    }

    String lines(Item item, int rows) {
        List<String> lines = sheet.head(item);
        lines.add("");
        if (paths.paths().isEmpty()) {
            lines.add("  "
                    + sheet.say(paths.mattering() == 0 ? Phrase.NOTHING_MATTERS : Phrase.NO_PATH, paths.mattering()));
        }
        for (Paths.Path path : paths.paths().stream().limit(rows).toList()) {
            lines.add("  "
                    + sheet.say(Phrase.PATH_START, sheet.grammar().player(path.player()), sheet.number(path.effect())));
            for (Paths.Step step : path.steps()) {
                String relation = PathWords.words(step.relation());
                String arrow = step.forward() ? "—" + relation + "→ " : "←" + relation + "— ";
                String rarity = step.item().isEmpty() ? " " + sheet.say(Phrase.PATH_DEGREE, step.degree()) : "";
                lines.add("    " + arrow + PathWords.name(step, sheet.grammar()) + rarity);
            }
        }
        lines.add("");
        lines.add(sheet.labelled(Phrase.CHECKED, sheet.say(Phrase.PATHS_CHECKED)));
        return String.join("\n", lines) + "\n";
    }
}
