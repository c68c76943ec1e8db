package because.cli;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A table of text: the first column left-aligned, the others right-aligned but for those that hold words. Wide characters, such as Chinese ones, count for two. */
final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();
    private final BitSet texts = new BitSet();

    TextTable(String... heads) {
        rows.add(List.of(heads));
        texts.set(0);
    }

    /** A column that holds words, and so is left-aligned. */
    TextTable words(int column) {
        texts.set(column);
        return this;
    }

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    @Override
    public String toString() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < row.size(); c++) {
                widths[c] = Math.max(widths[c], width(row.get(c)));
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < row.size(); c++) {
                String padding = " ".repeat(widths[c] - width(row.get(c)));
                String gap = c == 0 ? "" : "  ";
                line.append(gap).append(texts.get(c) ? row.get(c) + padding : padding + row.get(c));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString().stripTrailing();
    }

    private static int width(String cell) {
        return cell.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
    }

    private static boolean isWide(int c) {
        return c >= 0x1100
                && (c <= 0x115f
                        || (c >= 0x2e80 && c <= 0xa4cf)
                        || (c >= 0xac00 && c <= 0xd7a3)
                        || (c >= 0xf900 && c <= 0xfaff)
                        || (c >= 0xfe30 && c <= 0xfe6f)
                        || (c >= 0xff00 && c <= 0xff60)
                        || (c >= 0x20000 && c <= 0x3fffd));
    }
}
