package because.narrate;

import java.util.List;

/** Text in columns of a terminal, where a Chinese character is as wide as two Latin ones. */
final class Columns {
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
