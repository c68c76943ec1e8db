package because.data;

import because.core.BadInput;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** DuckDB in memory, within bounds, and without reaching for the network. */
final class DuckDb {
    private DuckDb() {}

    /**
     * @param folder relative paths in queries are relative to it
     * @param options how many threads and how much memory it may use
     * @return a connection to an empty database of its own
     */
    static Connection open(Path folder, Importer.Options options) {
        Properties settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("threads", Integer.toString(options.threads()));
        settings.setProperty("memory_limit", options.megabytes() + "MB");
        settings.setProperty(
                "file_search_path", folder.toAbsolutePath().normalize().toString());
        settings.setProperty(
                "temp_directory",
                Path.of(
                                System.getProperty("java.io.tmpdir"),
                                "because-duckdb-" + ProcessHandle.current().pid())
                        .toString());
        settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
            }
            return connection;
        } catch (SQLException e) {
            throw failed("DuckDB cannot start", e);
        }
    }

    /** What to tell the user when DuckDB refuses something: its own first lines, which name the place. */
    static BadInput failed(String what, SQLException e) {
        String said = String.valueOf(e.getMessage())
                .lines()
                .filter(l -> !l.isBlank())
                .limit(2)
                .reduce((a, b) -> a + " " + b.strip())
                .orElse("no reason given");
        // DuckDB says the former, and no more, of a compressed file with a large max_line_size.
        boolean large = said.contains("Invalid result set") || said.contains("Out of Memory");
        String hint = large
                ? "\nMaybe it reads too much at once: where the query names a max_line_size, make it smaller."
                : "";
        return new BadInput(what + ": " + said + hint, e);
    }

    /** A text as an SQL string. */
    static String string(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A name as an SQL identifier. */
    static String name(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
