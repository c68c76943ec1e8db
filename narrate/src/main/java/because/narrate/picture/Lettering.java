package because.narrate.picture;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How wide text is, without asking any font: the widths of DejaVu Sans, which is wider than most, so what is laid out by them fits in others too.
 *
 * @param size of the letters in pixels
 * @param bold whether they are bold
 */
record Lettering(double size, boolean bold) {
    static final Lettering TITLE = new Lettering(18, true);
    static final Lettering TEXT = new Lettering(13, false);
    static final Lettering SMALL = new Lettering(11, false);

    /** Percents of the size, from space to tilde. */
    private static final int[] ASCII = {
        32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34,
        84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99,
        69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52,
        39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84
    };

    private static final double BOLD = 1.12;
    private static final double NARROW = 0.68;
    private static final double WIDE = 1.02;

    double width(String text) {
        return text.codePoints().mapToDouble(this::width).sum();
    }

    private double width(int c) {
        double share;
        if (c >= ' ' && c < ' ' + ASCII.length) {
            share = ASCII[c - ' '] / 100.0;
        } else {
            share = switch (Character.getType(c)) {
                case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
                case Character.MATH_SYMBOL -> 0.84;
                default -> wide(c) ? WIDE : NARROW;
            };
        }
        return share * size * (bold ? BOLD : 1);
    }

    private static boolean wide(int c) {
        return c > 0xFFFF
                || Character.isIdeographic(c)
                || (c >= 0x1100 && c <= 0x11FF)
                || (c >= 0x2E80 && c <= 0xD7FF)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE4F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || c == '…'
                || c == '—';
    }

    /** The text, or so much of its beginning as fits, with an ellipsis. */
    String fit(String text, double room) {
        if (width(text) <= room) {
            return text;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        double used = width("…");
        int end = 0;
        for (int next = characters.next(); next != BreakIterator.DONE; next = characters.next()) {
            used += width(text.substring(end, next));
            if (used > room) {
                break;
            }
            end = next;
        }
        return text.substring(0, end).stripTrailing() + "…";
    }

    /** The text in lines that fit, broken where its language breaks lines; a piece that is too long for a line of its own is cut into several. */
    List<String> lines(String text, double room) {
        BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(text);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
            String piece = text.substring(start, end);
            if (width((line + piece).stripTrailing()) > room && !line.isEmpty()) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            while (width(piece.stripTrailing()) > room && piece.length() > 1) {
                int cut = cut(piece, room);
                lines.add(piece.substring(0, cut));
                piece = piece.substring(cut);
            }
            line.append(piece);
        }
        if (!line.isEmpty() || lines.isEmpty()) {
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** How much of a word fits: at least one character. */
    private int cut(String word, double room) {
        double used = 0;
        int end = 0;
        while (end < word.length()) {
            int c = word.codePointAt(end);
            used += width(c);
            if (used > room && end > 0) {
                break;
            }
            end += Character.charCount(c);
        }
        return end;
    }
}
