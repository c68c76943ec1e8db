package because.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The rows of a query that DuckDB runs. Every column comes as text; lists and structures as JSON text. */
final class QueryRows extends Rows {
    private final Connection connection;
    private final String source;
    private final Rejections rejections;
    private final List<String> columns = new ArrayList<>();
    private final PreparedStatement statement;
    private final ResultSet result;
    private final FieldBuffer fields;
    private long line;

    /**
     * Runs a query.
     *
     * @param connection a database, which is closed with the rows
     * @param query the query
     * @param source what to call it in errors
     * @param rejections where rows go that hold NUL characters
     */
    QueryRows(Connection connection, String query, String source, Rejections rejections) {
        this.connection = connection;
        this.source = source;
        this.rejections = rejections;
        try {
            List<String> texts = new ArrayList<>();
            try (PreparedStatement outline = connection.prepareStatement(query)) {
                ResultSetMetaData meta = outline.getMetaData();
                for (int c = 1; c <= meta.getColumnCount(); c++) {
                    columns.add(meta.getColumnName(c));
                    String type = meta.getColumnTypeName(c);
                    boolean nested = type.endsWith("]") || type.startsWith("STRUCT") || type.startsWith("MAP");
                    // By position, since a query may give two columns the same name.
                    texts.add("CAST(" + (nested ? "to_json(c" + c + ")" : "c" + c) + " AS VARCHAR)");
                }
            }
            StringBuilder names = new StringBuilder();
            for (int c = 1; c <= columns.size(); c++) {
                names.append(c == 1 ? "c" : ", c").append(c);
            }
            statement = connection.prepareStatement("SELECT " + String.join(", ", texts) + " FROM ("
                    + query.strip().replaceAll(";$", "") + "\n) AS t(" + names + ")");
            result = statement.executeQuery();
        } catch (SQLException e) {
            closeQuietly();
            throw DuckDb.failed(source + " cannot be read", e);
        }
        fields = new FieldBuffer(columns.size());
    }

    @Override
    List<String> columns() {
        return columns;
    }

    @Override
    boolean next() {
        try {
            while (result.next()) {
                line++;
                fields.clear();
                boolean zeros = false;
                for (int c = 0; c < columns.size(); c++) {
                    String text = result.getString(c + 1);
                    if (text != null) {
                        fields.set(c, text);
                        zeros |= text.indexOf('\0') >= 0;
                    }
                }
                if (!zeros) {
                    return true;
                }
                rejections.add(source, line, "holds a NUL byte", raw());
            }
            return false;
        } catch (SQLException e) {
            throw DuckDb.failed(source + " cannot be read further than row " + line, e);
        }
    }

    @Override
    boolean nested() {
        return true;
    }

    @Override
    long line() {
        return line;
    }

    @Override
    byte[] bytes() {
        return fields.bytes();
    }

    @Override
    int from(int column) {
        return fields.from(column);
    }

    @Override
    int to(int column) {
        return fields.to(column);
    }

    @Override
    String raw() {
        List<String> texts = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            texts.add(TableWriter.csv(text(c)));
        }
        return String.join(",", texts);
    }

    @Override
    long done() {
        return line;
    }

    @Override
    public void close() {
        closeQuietly();
    }

    private void closeQuietly() {
        try {
            connection.close(); // closes the statement and the result with it
        } catch (SQLException ignored) {
            // Nothing is lost: the database lives in memory and was only read from.
        }
    }
}
