package because.narrate;

import java.text.BreakIterator;
import java.util.Locale;

/** The marks around a name, and what a name from the data must lose so that it cannot break out of them. */
enum Marks {
    /** Around titles in English, and around all that is no work's title in Chinese. */
    QUOTES('“', '”', '‘', '’'),
    /** Around titles in Chinese. */
    WORK('《', '》', '〈', '〉');

    /** Longer names are cut: a sentence with three of them must stay readable. */
    private static final int LONGEST = 80;

    /** A cut goes back to a space if there is one among this many last characters. */
    private static final int SPACE_REACH = 20;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private final char open;
    private final char close;
    private final char innerOpen;
    private final char innerClose;

    Marks(char open, char close, char innerOpen, char innerClose) {
        this.open = open;
        this.close = close;
        this.innerOpen = innerOpen;
        this.innerClose = innerClose;
    }

    /** The name between the marks. */
    String around(String name) {
        return open + inside(name) + close;
    }

    /** The name as it stands between the marks: clean, and with its own marks of this kind turned into the inner ones; a question mark if nothing is left. */
    String inside(String name) {
        String clean = clean(name);
        return clean.isEmpty() ? "?" : clean.replace(open, innerOpen).replace(close, innerClose);
    }

    /**
     * A name on one line, without characters that cannot be seen or that change how their neighbours are shown (control characters, terminal escapes,
     * marks of text direction), and not too long. Empty if nothing is left.
     */
    static String clean(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085') {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
                    text.append(' ');
                }
            } else if (visible(c)) {
                text.appendCodePoint(c);
            }
        });
        return cut(text.toString().strip());
    }

    private static boolean visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE -> false;
            // The two joiners shape letters and emoji; all other format characters are invisible or turn the direction
            // of the text.
            case Character.FORMAT -> c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
            default -> true;
        };
    }

    private static String cut(String line) {
        if (line.codePointCount(0, line.length()) <= LONGEST) {
            return line;
        }
        int limit = line.offsetByCodePoints(0, LONGEST - 1);
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(line);
        int end = characters.isBoundary(limit) ? limit : characters.preceding(limit);
        int space = line.lastIndexOf(' ', end);
        if (space > end - SPACE_REACH) {
            end = space;
        }
        return line.substring(0, end > 0 ? end : limit) + "…";
    }
}
