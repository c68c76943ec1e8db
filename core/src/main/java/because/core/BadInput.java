package because.core;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Something that the caller gave cannot be used: a file, an option, a request, a model folder. The message says what, the value and what is allowed;
 * the last line, if there is one, starts with "Maybe" and says what to do. It is meant to be shown to the user as it stands, without a stack trace.
 */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The most characters of a value that a message quotes. */
    private static final int QUOTED = 120;

    /** @param message what is wrong, complete, in the form that the user reads */
    public BadInput(String message) {
        super(message);
    }

    /**
     * @param message what is wrong, complete, in the form that the user reads
     * @param cause what was thrown below, for the log
     */
    public BadInput(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Makes the message in the house's form.
     *
     * @param what the name of the option, file or field
     * @param value the value that was given
     * @param allowed what would have been right, in words
     * @param maybe what to do about it, starting with "Maybe"; empty for no such line
     * @return the exception, to be thrown
     */
    public static BadInput of(String what, Object value, String allowed, String maybe) {
        String text = what + " is " + quote(value) + "; allowed: " + allowed + ".";
        return new BadInput(maybe.isEmpty() ? text : text + "\n" + maybe);
    }

    /**
     * A name that is none of the known ones; the message names all of them, or the nearest where there are many.
     *
     * @param what what kind of name it is, such as "model"
     * @param name the name that was given
     * @param known the names that would have been right
     * @return the exception, to be thrown
     */
    public static BadInput unknown(String what, String name, Collection<String> known) {
        List<String> nearest = nearest(name, known);
        String names = known.isEmpty() ? "none" : String.join(", ", known);
        String text = "unknown " + what + " " + quote(name) + "; "
                + (known.size() <= 12 ? "known: " + names : known.size() + " are known") + ".";
        return new BadInput(
                nearest.isEmpty() ? text : text + "\nMaybe you meant " + String.join(" or ", nearest) + "?");
    }

    /**
     * The names at a small edit distance from a given one, nearest first.
     *
     * @param name what was written
     * @param known what could have been meant
     * @return at most three names, none further than a third of the name's length (at least 2) unless it begins with all of three letters or more; letter case does not count
     */
    public static List<String> nearest(String name, Collection<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int reach = Math.max(2, name.length() / 3);
        record Near(String name, int distance) {}
        return known.stream()
                .map(k -> new Near(k, distance(wanted, k.toLowerCase(Locale.ROOT))))
                .map(near ->
                        begins(near.name(), wanted) ? new Near(near.name(), Math.min(near.distance(), reach)) : near)
                .filter(near -> near.distance() <= reach)
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .limit(3)
                .map(Near::name)
                .toList();
    }

    private static boolean begins(String known, String wanted) {
        return wanted.length() >= 3 && known.toLowerCase(Locale.ROOT).startsWith(wanted);
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }

    private static String quote(Object value) {
        int[] characters = String.valueOf(value).codePoints().limit(QUOTED + 1).toArray();
        boolean cut = characters.length > QUOTED;
        String text = Arrays.stream(characters, 0, cut ? QUOTED - 3 : characters.length)
                        .mapToObj(BadInput::visible)
                        .collect(Collectors.joining())
                + (cut ? "..." : "");
        return value instanceof Number ? text : "'" + text + "'";
    }

    /** Control characters, escaped: they would break the message's lines and could steer the terminal that shows it. */
    private static String visible(int character) {
        return switch (character) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                Character.isISOControl(character)
                        ? String.format(Locale.ROOT, "\\u%04x", character)
                        : Character.toString(character);
        };
    }
}
