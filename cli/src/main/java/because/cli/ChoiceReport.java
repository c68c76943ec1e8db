package because.cli;

import because.Judging;
import because.MethodChoices;
import because.Project;
import because.core.BadInput;
import because.core.Recommender;
import because.evaluate.PairedComparison;
import because.evaluate.faithfulness.Judgement;
import because.evaluate.faithfulness.MethodChoice;
import because.explain.learned.LearnedExplainer;
import because.explain.shapley.AutoShapley;
import java.util.Locale;

/** Which method a judgement puts first: kept with the model, and told. */
final class ChoiceReport {
    private ChoiceReport() {}

    /** Refuses now what would not let a method be chosen after a long judging. */
    static void check(Judging.Options asked, boolean lean) {
        if (lean) {
            throw new BadInput("--keep keeps which method is best, which --lean does not look at.");
        }
        if (!asked.judge().search()) {
            throw new BadInput(
                    "--keep chooses by NAOPC, which needs the searched orders.\nMaybe leave out --no-search.");
        }
        if (asked.methods().contains(LearnedExplainer.ALONE)) {
            throw BadInput.of(
                    "--method",
                    LearnedExplainer.ALONE,
                    "with --keep methods that ask the model",
                    "Maybe judge " + LearnedExplainer.CHECKED
                            + " instead: auto never shows values that were not compared with the model.");
        }
        if (!asked.methods().isEmpty() && !asked.methods().contains(AutoShapley.METHOD)) {
            throw BadInput.of(
                    "--method",
                    String.join(",", asked.methods()),
                    "with --keep some methods with " + AutoShapley.METHOD
                            + " among them: the others are held against it",
                    "");
        }
    }

    static MethodChoice kept(
            Project project,
            String run,
            Recommender recommender,
            Judging.Options asked,
            Judgement judgement,
            Terminal terminal) {
        MethodChoice choice = MethodChoice.of(judgement, AutoShapley.METHOD);
        terminal.note("What auto goes by is in "
                + MethodChoices.keep(project.runs().folder(run), recommender, asked, choice));
        return choice;
    }

    static String text(MethodChoice choice) {
        TextTable table = new TextTable("method", choice.metric(), "less the best, 95 %", "", "calls", "");
        for (MethodChoice.Standing standing : choice.methods()) {
            table.add(
                    standing.name(),
                    String.format(Locale.ROOT, "%.3f ± %.3f", standing.mean(), 1.96 * standing.standardError()),
                    standing.behind().map(ChoiceReport::interval).orElse("–"),
                    standing.asGood() ? "as good" : "worse",
                    String.format(Locale.ROOT, "%.0f", standing.calls()),
                    standing.name().equals(choice.picked()) ? "PICKED" : "");
        }
        return "What auto goes by (compared on every other person, confirmed on the rest)\n" + table + "\n\n"
                + why(choice);
    }

    private static String why(MethodChoice choice) {
        String gain = choice.gain()
                .map(g -> String.format(
                        Locale.ROOT, "%+.3f (%s) on %d others", g.meanDifference(), interval(g), g.people()))
                .orElse("");
        return switch (choice.outcome()) {
            case AMONG_THE_BEST -> "auto stays the usual method: none is certainly better.";
            case CONFIRMED -> "auto is now " + choice.picked() + ": better than the usual method, by " + gain + ".";
            case NOT_CONFIRMED ->
                "auto stays the usual method: " + choice.candidate() + " looked better, which was not confirmed: "
                        + gain + ".";
            case NOT_BETTER_THAN_RANDOM ->
                "auto stays the usual method: " + choice.candidate() + " is no better than random orders.";
            case TOO_FEW_PEOPLE ->
                "auto stays the usual method: " + choice.people() + " people are too few, " + MethodChoice.FEWEST
                        + " are needed.";
        };
    }

    private static String interval(PairedComparison comparison) {
        return String.format(Locale.ROOT, "%+.3f to %+.3f", comparison.low(), comparison.high());
    }
}
