package because.data;

import because.core.BadInput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes a table row by row. */
abstract class TableWriter implements AutoCloseable {

    /**
     * Opens a file.
     *
     * @param path the file, which is replaced
     * @param format CSV, JSONL or PARQUET
     * @param columns the columns' types by their names, in order
     * @param options the bounds of DuckDB
     * @return the writer
     */
    static TableWriter open(Path path, Format format, Map<String, ColumnType> columns, Importer.Options options) {
        try {
            Files.createDirectories(Importer.folder(path));
            return switch (format) {
                case CSV -> new Csv(path, columns);
                case JSONL -> new Jsonl(path, columns);
                case PARQUET -> new Parquet(path, columns, options);
                case TSV, RECBOLE, SEQUENCE, SQL -> throw new IllegalArgumentException(format.label());
            };
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /**
     * Writes a row.
     *
     * @param values a String, Long, Double or null for each column
     */
    abstract void row(List<? extends @Nullable Object> values);

    @Override
    public abstract void close();

    static BadInput failed(Path path, Exception e) {
        return new BadInput(
                "'" + path + "' cannot be written: " + e.getMessage()
                        + ".\nMaybe the disk is full, or the folder belongs to somebody else.",
                e);
    }

    /** A text as a field of a CSV file. */
    static String csv(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return '"' + text.replace("\"", "\"\"") + '"';
            }
        }
        return text;
    }

    /** A number as short as it can be read back: whole ones without a fraction. */
    static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    private static final class Csv extends TableWriter {
        private final Path path;
        private final BufferedWriter writer;

        private Csv(Path path, Map<String, ColumnType> columns) throws IOException {
            this.path = path;
            this.writer = Files.newBufferedWriter(path);
            row(new ArrayList<>(columns.keySet()));
        }

        @Override
        void row(List<? extends @Nullable Object> values) {
            try {
                String separator = "";
                for (Object value : values) {
                    writer.write(separator);
                    writer.write(
                            switch (value) {
                                case null -> "";
                                case Double number -> plain(number);
                                default -> csv(value.toString());
                            });
                    separator = ",";
                }
                writer.write('\n');
            } catch (IOException e) {
                throw failed(path, e);
            }
        }

        @Override
        public void close() {
            try {
                writer.close();
            } catch (IOException e) {
                throw failed(path, e);
            }
        }
    }

    private static final class Jsonl extends TableWriter {
        private final JsonMapper json = JsonMapper.shared();
        private final Path path;
        private final Map<String, ColumnType> columns;
        private final BufferedWriter writer;

        private Jsonl(Path path, Map<String, ColumnType> columns) throws IOException {
            this.path = path;
            this.columns = columns;
            this.writer = Files.newBufferedWriter(path);
        }

        @Override
        void row(List<? extends @Nullable Object> values) {
            ObjectNode node = json.createObjectNode();
            int c = 0;
            for (Map.Entry<String, ColumnType> column : columns.entrySet()) {
                switch (values.get(c++)) {
                    case null -> {}
                    case Long whole -> node.put(column.getKey(), whole);
                    case Double number -> node.set(column.getKey(), json.readTree(plain(number)));
                    case Object text
                    when column.getValue() == ColumnType.JSON ->
                        node.set(column.getKey(), json.readTree(text.toString()));
                    case Object text -> node.put(column.getKey(), text.toString());
                }
            }
            try {
                writer.write(node.toString());
                writer.write('\n');
            } catch (IOException e) {
                throw failed(path, e);
            }
        }

        @Override
        public void close() {
            try {
                writer.close();
            } catch (IOException e) {
                throw failed(path, e);
            }
        }
    }

    /** Gathers the rows in DuckDB, which writes the file when all are there. */
    private static final class Parquet extends TableWriter {
        private final Path path;
        private final Connection connection;
        private final DuckDBAppender appender;

        private Parquet(Path path, Map<String, ColumnType> columns, Importer.Options options) {
            this.path = path;
            this.connection = DuckDb.open(Importer.folder(path), options);
            List<String> definitions = new ArrayList<>();
            columns.forEach((name, type) -> definitions.add(DuckDb.name(name)
                    + switch (type) {
                        case TEXT, JSON -> " VARCHAR";
                        case WHOLE -> " BIGINT";
                        case NUMBER -> " DOUBLE";
                    }));
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE rows (" + String.join(", ", definitions) + ")");
                appender = connection
                        .unwrap(DuckDBConnection.class)
                        .createAppender(DuckDBConnection.DEFAULT_SCHEMA, "rows");
            } catch (SQLException e) {
                throw failed(path, e);
            }
        }

        @Override
        void row(List<? extends @Nullable Object> values) {
            try {
                appender.beginRow();
                for (Object value : values) {
                    switch (value) {
                        case null -> appender.appendNull();
                        case Long whole -> appender.append(whole.longValue());
                        case Double number -> appender.append(number.doubleValue());
                        default -> appender.append(value.toString());
                    }
                }
                appender.endRow();
            } catch (SQLException e) {
                throw failed(path, e);
            }
        }

        @Override
        public void close() {
            try (connection) {
                appender.close();
                try (Statement statement = connection.createStatement()) {
                    statement.execute("COPY rows TO "
                            + DuckDb.string(path.toAbsolutePath().toString()) + " (FORMAT parquet)");
                }
            } catch (SQLException e) {
                throw failed(path, e);
            }
        }
    }
}
