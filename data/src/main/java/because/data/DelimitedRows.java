package because.data;

import because.core.BadInput;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of fields between delimiters (RFC 4180, with any delimiter). Lines end in LF or CRLF, in any mixture. A quote counts only at the start of a field, and
 * a quoted field may hold delimiters and line ends. Lines with nothing in them hold no row. If a quote is not closed, or something stands between it and the
 * next delimiter, only the line in which the row begins is rejected, and reading goes on behind that line.
 */
final class DelimitedRows extends Rows {
    private static final int MORE = -1;
    private static final int BROKEN_QUOTE = -2;

    private final TextInput input;
    private final String file;
    private final Rejections rejections;
    private final byte[] delimiter;
    private final byte quote; // 0: none
    private final byte highestSpecial;
    private final int longest;
    private final List<String> columns;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer decoded = CharBuffer.allocate(1 << 12);

    private final byte[] buffer;
    private int limit; // the end of what is read
    private int start; // of the row at hand
    private int end; // of the row at hand, its line end included
    private boolean ended;
    private long line;
    private long nextLine = 1;

    private int[] from = new int[16];
    private int[] to = new int[16];
    private int fields;
    private boolean escapes; // whether a quoted field of the row holds doubled quotes
    private boolean zeros; // whether there is a NUL byte in the row
    private boolean foreign; // whether there is a byte outside ASCII in the row
    private @Nullable String raw; // the row before its quotes were undoubled

    /**
     * Opens a file.
     *
     * @param input its bytes
     * @param file what to call it
     * @param table how it is written
     * @param longest how many bytes a row may have
     * @param rejections where rows go that cannot be read
     */
    DelimitedRows(TextInput input, String file, Table table, int longest, Rejections rejections) {
        this(
                input,
                file,
                table.delimiter().getBytes(StandardCharsets.US_ASCII),
                table.quote().isEmpty() ? 0 : (byte) table.quote().charAt(0),
                longest,
                rejections);
        columns.addAll(table.names().isEmpty() ? header(table.format()) : table.names());
    }

    private DelimitedRows(
            TextInput input, String file, byte[] delimiter, byte quote, int longest, Rejections rejections) {
        this.input = input;
        this.file = file;
        this.rejections = rejections;
        this.delimiter = delimiter;
        this.quote = quote;
        this.highestSpecial = (byte) Math.max('\r', delimiter.length == 0 ? 0 : delimiter[0]);
        this.longest = longest;
        this.buffer = new byte[longest + 2]; // the longest row and its CRLF
        this.columns = new ArrayList<>();
    }

    /**
     * Rows of as many fields as a line happens to have.
     *
     * @param delimiter what separates them; empty for one field, the whole line
     */
    static DelimitedRows ragged(TextInput input, String file, String delimiter, int longest, Rejections rejections) {
        return new DelimitedRows(
                input, file, delimiter.getBytes(StandardCharsets.US_ASCII), (byte) 0, longest, rejections);
    }

    private List<String> header(Format format) {
        if (!parsedRow()) {
            throw new BadInput("file '" + file + "' has no line with the names of its columns.");
        }
        if (zeros) {
            throw new BadInput("the first line of '" + file + "' holds NUL bytes: this is not text, or it is UTF-16."
                    + "\nMaybe convert it first: iconv -f utf-16 -t utf-8, or unpack it.");
        }
        if (foreign && !decodes()) {
            throw new BadInput("the first line of '" + file + "' is not UTF-8."
                    + "\nMaybe say how it is encoded, such as 'encoding: iso-8859-1', or unpack the file.");
        }
        if (escapes) {
            undouble();
        }
        List<String> names = new ArrayList<>();
        for (int c = 0; c < fields; c++) {
            String name = text(c).strip();
            int type = format == Format.RECBOLE ? name.indexOf(':') : -1;
            names.add(type < 0 ? name : name.substring(0, type));
        }
        return names;
    }

    @Override
    List<String> columns() {
        return columns;
    }

    /** @return how many fields the row at hand has */
    int fields() {
        return fields;
    }

    @Override
    boolean next() {
        while (parsedRow()) {
            if (zeros) {
                reject("holds a NUL byte");
            } else if (foreign && !decodes()) {
                reject("is not UTF-8");
            } else if (!columns.isEmpty() && fields != columns.size()) {
                reject("has " + fields + " columns instead of " + columns.size());
            } else {
                if (escapes) {
                    undouble();
                }
                return true;
            }
        }
        return false;
    }

    private void reject(String reason) {
        rejections.add(file, line, reason, raw());
    }

    /** Finds the next row that is not blank and whose quotes are right, whatever is in it. Its doubled quotes are still doubled. */
    private boolean parsedRow() {
        while (true) {
            start = end;
            line = nextLine;
            raw = null;
            int parsed = parse();
            if (parsed == MORE) {
                if (fill()) {
                    parsed = parse();
                }
                if (parsed == MORE) {
                    rejectLine(
                            lineEnd() < limit
                                    ? "has a quote that is not closed within " + longest + " bytes"
                                    : "is longer than " + longest + " bytes");
                    continue;
                }
            }
            if (parsed == BROKEN_QUOTE) {
                rejectLine("has a quote that is not closed, or text behind a closed one");
                continue;
            }
            end = parsed;
            if (fields != 1 || from[0] != to[0]) {
                return fields > 0;
            }
        }
    }

    /** Makes room and reads until the buffer is full or the file ends. */
    private boolean fill() {
        if (ended) {
            return false;
        }
        System.arraycopy(buffer, start, buffer, 0, limit - start);
        limit -= start;
        start = 0;
        end = 0;
        while (limit < buffer.length && !ended) {
            int count = input.read(buffer, limit, buffer.length);
            ended = count < 0;
            limit += Math.max(0, count);
        }
        return true;
    }

    /** Splits the row that begins at {@link #start}; returns where the next one begins. At the end of the file there are no fields. */
    private int parse() {
        fields = 0;
        escapes = false;
        zeros = false;
        foreign = false;
        nextLine = line;
        byte[] bytes = buffer;
        int last = limit;
        byte first = delimiter.length == 0 ? (byte) '\n' : delimiter[0];
        int at = start;
        if (at == last && ended) {
            return at;
        }
        while (true) {
            if (fields == from.length) {
                from = Arrays.copyOf(from, 2 * fields);
                to = Arrays.copyOf(to, 2 * fields);
            }
            int begin = at;
            if (quote != 0 && at < last && bytes[at] == quote) {
                at = closingQuote(at + 1);
                if (at < 0) {
                    return at;
                }
                from[fields] = begin + 1;
                to[fields] = at++;
                if (at + Math.max(2, delimiter.length) > last && !ended) {
                    return MORE;
                }
                if (at < last && bytes[at] == '\r' && (at + 1 == last || bytes[at + 1] == '\n')) {
                    at++;
                }
                if (at < last && bytes[at] != '\n' && !delimiterAt(at)) {
                    return BROKEN_QUOTE;
                }
            } else {
                // NUL bytes and those outside ASCII are negative or zero: below every delimiter.
                while (at < last) {
                    byte b = bytes[at];
                    if (b <= highestSpecial) {
                        if (b == '\n' || (b == first && delimiterAt(at))) {
                            break;
                        }
                        zeros |= b == 0;
                        foreign |= b < 0;
                    }
                    at++;
                }
                if (at + delimiter.length > last && !ended) {
                    return MORE;
                }
                from[fields] = begin;
                boolean crlf = at > begin && bytes[at - 1] == '\r' && (at == last || bytes[at] == '\n');
                to[fields] = crlf ? at - 1 : at;
            }
            fields++;
            if (at >= last) {
                return ended ? last : MORE;
            }
            if (bytes[at] == '\n') {
                nextLine++;
                return at + 1;
            }
            at += delimiter.length;
        }
    }

    private boolean delimiterAt(int at) {
        if (delimiter.length == 0 || at + delimiter.length > limit) {
            return false;
        }
        for (int i = 0; i < delimiter.length; i++) {
            if (buffer[at + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    /** Where the quote closes that was opened before a place. */
    private int closingQuote(int at) {
        for (; at < limit; at++) {
            byte b = buffer[at];
            if (b == quote) {
                if (at + 1 < limit && buffer[at + 1] == quote) {
                    escapes = true;
                    at++;
                } else {
                    return at + 1 < limit || ended ? at : MORE;
                }
            }
            if (b == '\n') {
                nextLine++;
            }
            zeros |= b == 0;
            foreign |= b < 0;
        }
        return ended ? BROKEN_QUOTE : MORE;
    }

    private void undouble() {
        raw = raw();
        for (int c = 0; c < fields; c++) {
            if (from[c] == start || buffer[from[c] - 1] != quote) {
                continue;
            }
            int write = from[c];
            for (int read = from[c]; read < to[c]; read++) {
                buffer[write++] = buffer[read];
                read += buffer[read] == quote ? 1 : 0;
            }
            to[c] = write;
        }
    }

    /** Passes over the line in which the row begins, however long it is. */
    private void rejectLine(String reason) {
        if (lineEnd() == limit) {
            fill();
        }
        int lineEnd = lineEnd();
        rejections.add(
                file,
                line,
                reason,
                Numbers.text(buffer, start, Math.min(lineEnd, start + 2000)).stripTrailing());
        while (lineEnd == limit && !ended) {
            start = limit;
            fill();
            lineEnd = lineEnd();
        }
        end = Math.min(limit, lineEnd + 1);
        nextLine = line + 1;
    }

    private int lineEnd() {
        int at = start;
        while (at < limit && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    private boolean decodes() {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, start, end - start);
        decoder.reset();
        CoderResult result;
        do {
            decoded.clear();
            result = decoder.decode(bytes, decoded, true);
        } while (result.isOverflow());
        return !result.isError();
    }

    @Override
    long line() {
        return line;
    }

    @Override
    byte[] bytes() {
        return buffer;
    }

    @Override
    int from(int column) {
        return from[column];
    }

    @Override
    int to(int column) {
        return to[column];
    }

    @Override
    String raw() {
        return raw != null ? raw : Numbers.text(buffer, start, end).stripTrailing();
    }

    @Override
    long done() {
        return input.done();
    }

    @Override
    public void close() {
        input.close();
    }
}
