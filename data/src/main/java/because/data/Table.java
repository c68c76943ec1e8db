package because.data;

import because.core.BadInput;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a table lies, how it is written and what its columns mean. Start from {@link #of} or {@link #ofSql} and change what differs.
 *
 * @param files the files, relative to the data folder, read one after the other; empty for SQL
 * @param sql the query, for {@link Format#SQL}; empty otherwise. Paths in it are relative to the data folder
 * @param format how the files are written
 * @param delimiter what separates fields, such as {@code ","} or {@code "::"}
 * @param quote what may surround a field that holds delimiters or line ends: one character, doubled inside of the field; empty if nothing may
 * @param names the columns' names, for text whose first line does not hold them; empty if it does
 * @param encoding UTF-8, or an encoding of one byte for each character
 * @param columns the column of each meaning, such as {@code user: userId}; see {@link Mapping.Role}
 * @param attributes the further columns that are read, and the type of each: {@code token}, {@code tokens(SEPARATOR)}, {@code number}, {@code text},
 *     {@code vector(SEPARATOR)} or {@code json}
 * @param time how times are written: {@code s}, {@code ms} or {@code us} since 1970-01-01T00:00Z, {@code iso}, a pattern such as {@code dd.MM.yyyy}, or
 *     {@code auto}, which looks at the first thousand. Times without a zone are in UTC
 */
public record Table(
        List<String> files,
        String sql,
        Format format,
        String delimiter,
        String quote,
        List<String> names,
        String encoding,
        Map<String, String> columns,
        Map<String, String> attributes,
        String time) {

    /** Copies the collections and refuses what cannot be read. */
    public Table {
        files = List.copyOf(files);
        names = List.copyOf(names);
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        if ((format == Format.SQL) == sql.isBlank()) {
            throw new BadInput("a table of format '" + format.label() + "' "
                    + (sql.isBlank() ? "needs a query in 'sql'." : "cannot have a query in 'sql'."));
        }
        if (format != Format.SQL && files.isEmpty()) {
            throw new BadInput("a table names no file.\nMaybe add 'files: [NAME]' or 'sql: QUERY' to the mapping.");
        }
        if (delimiter.isEmpty() || delimiter.contains("\n") || delimiter.contains("\r") || !ascii(delimiter)) {
            throw BadInput.of("delimiter", delimiter, "ASCII characters other than line ends, one or more", "");
        }
        if (quote.length() > 1 || !ascii(quote) || (delimiter.contains(quote) && !quote.isEmpty())) {
            throw BadInput.of("quote", quote, "one ASCII character that is not in the delimiter, or nothing", "");
        }
        charset(encoding);
        attributes.values().forEach(FieldType::parse);
        TimeFormat.check(time);
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(c -> c > 0 && c < 128);
    }

    /** Encodings in which every ASCII byte is that character, so that lines and fields can be found before anything is decoded. */
    static Charset charset(String encoding) {
        try {
            Charset charset = Charset.forName(encoding);
            if (charset.equals(StandardCharsets.UTF_8)
                    || (charset.newEncoder().maxBytesPerChar() == 1
                            && charset.newDecoder().maxCharsPerByte() == 1
                            && new String(new byte[] {'0', ',', '\n'}, charset).equals("0,\n"))) {
                return charset;
            }
        } catch (IllegalArgumentException | UnsupportedOperationException unusable) {
            // Falls through to the one answer for all that cannot be used.
        }
        throw BadInput.of(
                "encoding",
                encoding,
                "utf-8, iso-8859-1, windows-1252 and other encodings of one byte a character",
                "Maybe convert the file first, for instance with: iconv -t utf-8");
    }

    /**
     * A table in files, of the format that the first name suggests.
     *
     * @param files the files' names, relative to the data folder
     * @return the table; no columns are mapped yet
     */
    public static Table of(String... files) {
        return of(files.length == 0 ? Format.CSV : Format.ofName(files[0]), files);
    }

    /**
     * A table in files.
     *
     * @param format how they are written
     * @param files the files' names, relative to the data folder
     * @return the table; no columns are mapped yet
     */
    public static Table of(Format format, String... files) {
        String delimiter = switch (format) {
            case TSV, RECBOLE -> "\t";
            case SEQUENCE -> " ";
            case CSV, JSONL, PARQUET, SQL -> ",";
        };
        String quote = format == Format.CSV || format == Format.TSV ? "\"" : "";
        return new Table(
                List.of(files), "", format, delimiter, quote, List.of(), "utf-8", Map.of(), Map.of(), TimeFormat.AUTO);
    }

    /**
     * The result of a query.
     *
     * @param sql a query that DuckDB can run; its order is the order of the rows
     * @return the table; no columns are mapped yet
     */
    public static Table ofSql(String sql) {
        return new Table(List.of(), sql, Format.SQL, ",", "", List.of(), "utf-8", Map.of(), Map.of(), TimeFormat.AUTO);
    }

    /**
     * @param meaning what the column is, such as "user"
     * @param column the column's name
     * @return the same table with that column mapped
     */
    public Table withColumn(String meaning, String column) {
        Map<String, String> more = new LinkedHashMap<>(columns);
        more.put(meaning, column);
        return new Table(files, sql, format, delimiter, quote, names, encoding, more, attributes, time);
    }

    /**
     * @param column the column's name, which becomes the attribute's name
     * @param type the attribute's type, such as "tokens(|)"
     * @return the same table with that attribute
     */
    public Table withAttribute(String column, String type) {
        Map<String, String> more = new LinkedHashMap<>(attributes);
        more.put(column, type);
        return new Table(files, sql, format, delimiter, quote, names, encoding, columns, more, time);
    }

    /**
     * @param delimiter what separates fields
     * @return the same table with it
     */
    public Table withDelimiter(String delimiter) {
        return new Table(files, sql, format, delimiter, quote, names, encoding, columns, attributes, time);
    }

    /**
     * @param quote what may surround a field, or nothing
     * @return the same table with it
     */
    public Table withQuote(String quote) {
        return new Table(files, sql, format, delimiter, quote, names, encoding, columns, attributes, time);
    }

    /**
     * @param names the columns' names, where the first line does not hold them
     * @return the same table with them
     */
    public Table withNames(String... names) {
        return new Table(files, sql, format, delimiter, quote, List.of(names), encoding, columns, attributes, time);
    }

    /**
     * @param encoding the encoding of the text
     * @return the same table in it
     */
    public Table withEncoding(String encoding) {
        return new Table(files, sql, format, delimiter, quote, names, encoding, columns, attributes, time);
    }

    /**
     * @param time how times are written
     * @return the same table with it
     */
    public Table withTime(String time) {
        return new Table(files, sql, format, delimiter, quote, names, encoding, columns, attributes, time);
    }
}
