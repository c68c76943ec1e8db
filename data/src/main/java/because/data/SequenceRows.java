package because.data;

import java.util.List;

/** Lines of {@code user item item …} as rows of one user and one item each. */
final class SequenceRows extends Rows {
    private static final List<String> COLUMNS = List.of("user", "item");

    private final DelimitedRows lines;
    private final String file;
    private final Rejections rejections;
    private int user = -1;
    private int item = -1;

    SequenceRows(DelimitedRows lines, String file, Rejections rejections) {
        this.lines = lines;
        this.file = file;
        this.rejections = rejections;
    }

    @Override
    List<String> columns() {
        return COLUMNS;
    }

    @Override
    boolean next() {
        while (true) {
            if (user >= 0) {
                item = filled(item + 1);
                if (item >= 0) {
                    return true;
                }
            }
            if (!lines.next()) {
                return false;
            }
            user = filled(0);
            item = user;
            if (user >= 0 && filled(user + 1) < 0) {
                rejections.add(file, lines.line(), "has a user and no items", lines.raw());
                user = -1;
            }
        }
    }

    /** The first field that is not empty, from one on: several blanks separate like one. */
    private int filled(int field) {
        for (int f = field; f < lines.fields(); f++) {
            if (!lines.blank(f)) {
                return f;
            }
        }
        return -1;
    }

    @Override
    long line() {
        return lines.line();
    }

    @Override
    byte[] bytes() {
        return lines.bytes();
    }

    @Override
    int from(int column) {
        return lines.from(column == 0 ? user : item);
    }

    @Override
    int to(int column) {
        return lines.to(column == 0 ? user : item);
    }

    @Override
    String raw() {
        return lines.raw();
    }

    @Override
    long done() {
        return lines.done();
    }

    @Override
    public void close() {
        lines.close();
    }
}
