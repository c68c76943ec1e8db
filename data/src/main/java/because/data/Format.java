package because.data;

import java.util.Locale;

/** How a table is written. The text formats may be gzipped, which is seen from the first bytes and not from the name. */
public enum Format {
    /** Fields between delimiters, a line for each row, the names of the columns in the first line. */
    CSV,
    /** Like CSV, with tabs. */
    TSV,
    /** RecBole's atomic files: tabs, no quotes, and a header of {@code name:type}. */
    RECBOLE,
    /** A person's id and the ids of their items in time order, between blanks, a line for each person. */
    SEQUENCE,
    /** A JSON object for each line. */
    JSONL,
    /** Apache Parquet, read by DuckDB. */
    PARQUET,
    /** The result of a query that DuckDB runs. */
    SQL;

    /** @return the name that is written in options */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The format that a file's name suggests.
     *
     * @param file a file's name
     * @return the format; CSV if the name says nothing
     */
    public static Format ofName(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        return switch (plain.substring(plain.lastIndexOf('.') + 1)) {
            case "tsv" -> TSV;
            case "inter", "user", "item", "kg", "link", "net" -> RECBOLE;
            case "jsonl", "ndjson", "json" -> JSONL;
            case "parquet" -> PARQUET;
            case "txt" -> SEQUENCE;
            default -> CSV;
        };
    }
}
