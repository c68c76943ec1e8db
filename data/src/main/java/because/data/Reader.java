package because.data;

import because.core.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Opens the tables of a data folder.
 *
 * @param folder where the files are
 * @param options the bounds of reading
 */
record Reader(Path folder, Importer.Options options) {

    /** The parts of a table, which are read one after the other. */
    static List<String> sources(Table table) {
        return table.format() == Format.SQL ? List.of("the query") : table.files();
    }

    /**
     * Opens one part of a table.
     *
     * @param table the table
     * @param part which of its {@link #sources}
     * @param rejections where rows go that cannot be read
     * @return its rows
     * @throws BadInput if the part cannot be opened
     */
    Rows open(Table table, int part, Rejections rejections) {
        String source = sources(table).get(part);
        return switch (table.format()) {
            case CSV, TSV, RECBOLE -> {
                TextInput input = text(table, source);
                yield opened(input, () -> new DelimitedRows(input, source, table, options.longestRow(), rejections));
            }
            case SEQUENCE -> new SequenceRows(lines(table, source, table.delimiter(), rejections), source, rejections);
            case JSONL -> {
                List<String> names = JsonRows.names(lines(table, source, "", Rejections.uncollected()), source);
                yield new JsonRows(lines(table, source, "", rejections), source, names, rejections);
            }
            case PARQUET -> {
                TextInput.requireFile(path(source), source);
                String query = "SELECT * FROM read_parquet("
                        + DuckDb.string(path(source).toAbsolutePath().toString()) + ")";
                yield new QueryRows(DuckDb.open(folder, options), query, "file '" + source + "'", rejections);
            }
            case SQL -> new QueryRows(DuckDb.open(folder, options), table.sql(), source, rejections);
        };
    }

    private DelimitedRows lines(Table table, String source, String delimiter, Rejections rejections) {
        return DelimitedRows.ragged(text(table, source), source, delimiter, options.longestRow(), rejections);
    }

    private TextInput text(Table table, String source) {
        return TextInput.open(path(source), source, Table.charset(table.encoding()));
    }

    private static Rows opened(TextInput input, java.util.function.Supplier<Rows> rows) {
        try {
            return rows.get();
        } catch (BadInput e) {
            input.close();
            throw e;
        }
    }

    private Path path(String source) {
        return folder.resolve(source);
    }

    /** How long a part is in the unit of {@link Rows#done()}; 0 if that is not known. */
    long length(Table table, int part) {
        if (table.format() == Format.SQL || table.format() == Format.PARQUET) {
            return 0;
        }
        try {
            return Files.size(path(table.files().get(part)));
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * The first fields of a column that are not blank.
     *
     * @param table the table
     * @param column the column
     * @param count how many at most
     * @return the fields
     */
    List<String> sample(Table table, String column, int count) {
        List<String> texts = new ArrayList<>();
        try (Rows rows = open(table, 0, Rejections.uncollected())) {
            int c = rows.column(sources(table).getFirst(), column);
            for (int row = 0; row < 10 * count && texts.size() < count && rows.next(); row++) {
                if (!rows.blank(c)) {
                    texts.add(rows.text(c).strip());
                }
            }
        }
        return texts;
    }

    /** The names of the files in the folder, in alphabetical order. */
    List<String> fileNames() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(f -> f.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new BadInput("folder '" + folder + "' cannot be listed: " + e.getMessage() + ".", e);
        }
    }
}
