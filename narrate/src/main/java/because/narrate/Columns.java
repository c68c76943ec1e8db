package because.narrate;

import java.util.ArrayList;
import java.util.List;

/** Text in columns of a terminal, where a Chinese character is as wide as two Latin ones. */
final class Columns {
    /** A terminal is at least so wide. */
    static final int TERMINAL = 80;

    /** On so many lines stands a name at most. */
    private static final int LINES = 3;

    private static final String TIMES = "× ";

    private Columns() {}

    static int widest(List<String> texts) {
        return texts.stream().mapToInt(Columns::width).max().orElse(0);
    }

    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** A name on one line that is at most as wide as its column. */
    static String fit(String name, int columns) {
        String line = Marks.clean(name);
        if (width(line) <= columns) {
            return line;
        }
        StringBuilder start = new StringBuilder();
        int used = 0;
        for (int c : line.codePoints().toArray()) {
            used += width(c);
            if (used >= columns) {
                break;
            }
            start.appendCodePoint(c);
        }
        return start.append('…').toString();
    }

    /** How wide a column of names may be, at the left of a terminal, beside so much else. */
    static int beside(int others) {
        return Math.max(TERMINAL / 4, TERMINAL - others);
    }

    /** A name, or several that belong together: on one line if that is no wider than the column, otherwise each name on lines of its own. */
    static List<String> lines(List<String> names, int columns) {
        List<String> clean = names.stream().map(Marks::clean).toList();
        String one = String.join(" " + TIMES, clean);
        if (width(one) <= columns) {
            return List.of(one);
        }
        List<String> lines = new ArrayList<>();
        for (String name : clean) {
            lines.addAll(wrapped((lines.isEmpty() ? "" : TIMES) + name, columns));
        }
        return lines;
    }

    /** A text on lines that end between words where they can; the further ones are indented. */
    private static List<String> wrapped(String text, int columns) {
        List<String> lines = new ArrayList<>();
        String indent = "";
        String rest = text;
        while (width(indent + rest) > columns && lines.size() < LINES - 1) {
            int end = 0;
            int space = 0;
            for (int used = width(indent); used + width(rest.codePointAt(end)) <= columns; ) {
                used += width(rest.codePointAt(end));
                end += Character.charCount(rest.codePointAt(end));
                if (rest.charAt(end) == ' ') {
                    space = end;
                }
            }
            int cut = space > TIMES.length() ? space : end;
            lines.add(indent + rest.substring(0, cut));
            rest = rest.substring(cut).strip();
            indent = " ".repeat(TIMES.length());
        }
        lines.add(indent + fit(rest, columns - indent.length()));
        return lines;
    }

    static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    /** How many columns of a terminal a character takes. */
    static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = Character.isEmojiPresentation(c)
                || (c >= 0xFF01 && c <= 0xFF60)
                || (c >= 0x3000 && c <= 0x303F)
                || switch (Character.UnicodeScript.of(c)) {
                    case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
                    default -> false;
                };
        return wide ? 2 : 1;
    }
}
