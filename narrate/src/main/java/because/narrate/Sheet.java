package because.narrate;

import because.core.Convergence;
import because.core.Header;
import because.core.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * What the reports of all kinds of explanations have in common: the head that says how it was made, labelled lines, and numbers that all have the same decimals.
 *
 * @param header of the explanation
 * @param language of the words
 * @param decimals how each number is written
 */
record Sheet(Header header, Language language, Decimals decimals) {
    private static final int LABEL = 10;

    /**
     * @param header of the explanation
     * @param values all further numbers that the report shows: the largest gets four digits
     * @param language of the words
     * @return the sheet
     */
    static Sheet of(Header header, DoubleStream values, Language language) {
        return alone(header, DoubleStream.concat(DoubleStream.of(header.base(), header.score()), values), language);
    }

    /**
     * @param header of the explanation
     * @param values all numbers that the report shows, which are not of the target's size: the largest gets four digits
     * @param language of the words
     * @return the sheet
     */
    static Sheet alone(Header header, DoubleStream values, Language language) {
        return new Sheet(header, language, Decimals.of(values, language));
    }

    Grammar grammar() {
        return new Grammar(language);
    }

    /** The first lines of a report: what is explained, and how it was found. */
    List<String> head(Item item) {
        List<String> lines = new ArrayList<>();
        lines.add(say(Phrase.WHY, title(item)));
        lines.add("");
        lines.add(method());
        choice().ifPresent(choice -> lines.add(labelled(Phrase.CHOICE, choice)));
        lines.add(labelled(Phrase.TARGET, target()));
        lines.add(labelled(Phrase.BASE, say(Phrase.BASE_VALUE, number(header.base()))));
        lines.add(labelled(Phrase.FULL, say(Phrase.FULL_VALUE, number(header.score()))));
        lines.add(labelled(Phrase.PRECISION, precision()));
        return lines;
    }

    /** The first lines of a report about many people: what is asked, and how it was found. */
    List<String> overview(String question) {
        List<String> lines = new ArrayList<>();
        lines.add(question);
        lines.add("");
        lines.add(labelled(Phrase.METHOD, say(Phrase.METHOD_MANY, header.method(), header.seed(), header.calls())));
        return lines;
    }

    /** How it was found over many people, for a caption. */
    List<String> found() {
        String between = language == Language.EN ? ": " : "：";
        return List.of(
                say(Phrase.METHOD) + between + say(Phrase.METHOD_MANY, header.method(), header.seed(), header.calls()),
                say(Phrase.TARGET) + between + target());
    }

    /** What is predicted, and its mean over the people. */
    List<String> predicted() {
        return List.of(
                labelled(Phrase.TARGET, target()),
                labelled(Phrase.MEAN, say(Phrase.MEAN_VALUE, number(header.score()))));
    }

    /** How far off the values may be. */
    String drawn() {
        double error = header.convergence().largestError();
        String text = error == 0
                ? say(Phrase.EXACT)
                : Double.isFinite(error) ? say(Phrase.LARGEST_ERROR, share(error)) : say(Phrase.NOT_SAID);
        return labelled(Phrase.PRECISION, text);
    }

    /** An item's title, or its id where it has none, in the marks that suit it. */
    String title(Item item) {
        return item.title().equals(item.id())
                ? grammar().name(item.id())
                : grammar().work(item.title());
    }

    String method() {
        return labelled(Phrase.METHOD, methodValue());
    }

    /** Why the method auto became this one, where nobody named a method. */
    private Optional<String> choice() {
        Map<String, String> options = header.options();
        String why = options.get("auto");
        if (why == null) {
            return Optional.empty();
        }
        Object[] measured = {
            options.getOrDefault("auto people", ""),
            options.getOrDefault("auto metric", ""),
            options.getOrDefault("auto candidate", ""),
            options.getOrDefault("auto gain", ""),
            options.getOrDefault("auto gain low", ""),
            options.getOrDefault("auto gain high", "")
        };
        return Optional.of(
                switch (why) {
                    case "confirmed" -> say(Phrase.CHOICE_CONFIRMED, measured);
                    case "among the best" -> say(Phrase.CHOICE_AMONG, measured);
                    case "not confirmed" -> say(Phrase.CHOICE_NOT_CONFIRMED, measured);
                    case "not better than random" -> say(Phrase.CHOICE_RANDOM, measured);
                    case "too few people" -> say(Phrase.CHOICE_FEW, measured);
                    case "another model" -> say(Phrase.CHOICE_MODEL);
                    case "another question" -> say(Phrase.CHOICE_QUESTION);
                    case "another budget" -> say(Phrase.CHOICE_BUDGET, options.getOrDefault("auto calls", "N"));
                    case "a time or a precision" -> say(Phrase.CHOICE_ANYTIME);
                    case "unreadable" -> say(Phrase.CHOICE_UNREADABLE, options.getOrDefault("auto file", ""));
                    case "could not answer" -> say(Phrase.CHOICE_REFUSED, options.getOrDefault("auto candidate", ""));
                    default -> say(Phrase.CHOICE_NONE);
                });
    }

    String methodValue() {
        return methodValue(header.method(), header.calls());
    }

    String methodValue(String method, long calls) {
        return say(Phrase.METHOD_VALUE, method, header.seed(), calls, absence());
    }

    private String absence() {
        String background = header.options().getOrDefault("background", "");
        return switch (header.absence()) {
            case REMOVED -> say(Phrase.REMOVED);
            case MASKED -> say(Phrase.MASKED);
            case BACKGROUND -> say(Phrase.BY_BACKGROUND, background);
            case MARGINAL -> say(Phrase.BY_PEOPLE, background);
            case CONDITIONAL -> say(Phrase.BY_NEIGHBOURS, background);
        };
    }

    String target() {
        Map<String, String> options = header.options();
        return switch (header.target()) {
            case SCORE -> say(Phrase.SCORE);
            case MARGIN -> say(Phrase.MARGIN);
            case RANK -> say(Phrase.RANK);
            case NEXT -> say(Phrase.NEXT, options.getOrDefault("next", say(Phrase.UNKNOWN)));
            case LIST -> say(Phrase.LIST, options.getOrDefault("list", say(Phrase.UNKNOWN)));
            case PROBABILITY -> say(Phrase.PROBABILITY);
        };
    }

    String precision() {
        if (header.convergence().equals(Convergence.EXACT)) {
            return say(Phrase.EXACT);
        }
        double error = header.convergence().largestError();
        if (!Double.isFinite(error)) {
            return say(Phrase.NOT_SAID);
        }
        String share = share(error);
        if ("false".equals(header.options().get("comparedWithModel"))) { // foreseen by what was learned
            return say(Phrase.FORESEEN, share);
        }
        String points = header.options().get("points"); // a path was integrated, nothing was drawn
        return points != null
                ? say(Phrase.INTEGRATED, points, String.format(Locale.ROOT, "%.2g", error))
                : say(header.convergence().reached() ? Phrase.ENOUGH : Phrase.TOO_LITTLE, share);
    }

    /** A part of something in percent; one that would be rounded to nothing is less than the smallest that is not. */
    private static String share(double part) {
        double percent = 100 * part;
        return percent > 0 && percent < 0.05 ? "< 0.1 %" : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    String say(Phrase phrase, Object... gaps) {
        return phrase.in(language, gaps);
    }

    String labelled(Phrase label, String text) {
        return Columns.padded(say(label), LABEL) + text;
    }

    String number(double value) {
        return decimals.number(value);
    }

    String signed(double value) {
        return decimals.signed(value);
    }

    String error(double standardError) {
        return number(standardError);
    }
}
