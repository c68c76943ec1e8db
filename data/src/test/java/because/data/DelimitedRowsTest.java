package because.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DelimitedRowsTest {
    private static final String[] PIECES = {
        "a", "7", "é", "日本", "\"", "\n", "\r\n", ",", "::", ";", ":", " ", "\t", "\r", "x\"\"y"
    };

    @TempDir
    Path temp;

    private record Row(List<String> fields, long line) {}

    /** RFC 4180, written down independently of the reader. */
    private static String written(List<Row> rows, String delimiter, SplittableRandom random, boolean lastLineEnd) {
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            for (int f = 0; f < row.fields.size(); f++) {
                String field = row.fields.get(f);
                boolean needed = field.contains("\n")
                        || field.contains("\r")
                        || field.contains(delimiter)
                        || field.startsWith("\"")
                        || (delimiter.startsWith(":") && field.contains(":"));
                text.append(f == 0 ? "" : delimiter)
                        .append(needed || random.nextInt(4) == 0 ? '"' + field.replace("\"", "\"\"") + '"' : field);
            }
            text.append(random.nextBoolean() ? "\n" : "\r\n");
        }
        while (!lastLineEnd && (text.charAt(text.length() - 1) == '\n' || text.charAt(text.length() - 1) == '\r')) {
            text.setLength(text.length() - 1);
        }
        return text.toString();
    }

    private List<Row> read(String text, Table table, int longest, Rejections rejections) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        new DataFolder(temp).with("t.csv", bytes);
        List<Row> rows = new ArrayList<>();
        TextInput input = TextInput.open(temp.resolve("t.csv"), "t.csv", StandardCharsets.UTF_8);
        try (DelimitedRows reader = new DelimitedRows(input, "t.csv", table, longest, rejections)) {
            while (reader.next()) {
                List<String> fields = new ArrayList<>();
                for (int c = 0; c < reader.columns().size(); c++) {
                    fields.add(reader.text(c));
                }
                rows.add(new Row(fields, reader.line()));
            }
        }
        return rows;
    }

    @Test
    void reads_back_whatever_can_be_written_across_all_buffer_borders() {
        SplittableRandom random = new SplittableRandom(4180);
        for (int run = 0; run < 400; run++) {
            String delimiter = new String[] {",", ";", "\t", "::", "|"}[random.nextInt(5)];
            int columns = 2 + random.nextInt(4);
            List<Row> rows = new ArrayList<>();
            long line = 1;
            for (int r = 0; r < 1 + random.nextInt(40); r++) {
                List<String> fields = new ArrayList<>();
                for (int c = 0; c < columns; c++) {
                    StringBuilder field = new StringBuilder();
                    for (int p = random.nextInt(7); p > 0; p--) {
                        field.append(PIECES[random.nextInt(PIECES.length)]);
                    }
                    fields.add(field.toString());
                }
                rows.add(new Row(fields, line));
                line += 1
                        + String.join("", fields).chars().filter(c -> c == '\n').count();
            }
            String last = rows.getLast().fields.getLast();
            boolean lastLineEnd = last.isEmpty() || last.endsWith("\r") || random.nextBoolean();
            String text = written(rows, delimiter, random, lastLineEnd);
            String[] names = rows.getFirst().fields.stream().map(f -> "c").toArray(String[]::new);
            Table table = Table.of(Format.CSV, "t.csv").withDelimiter(delimiter).withNames(names);
            Rejections rejections = Rejections.uncollected();
            // The longest row has about 300 bytes, so small buffers end within fields, quotes and line ends.
            List<Row> read = read(text, table, 400 + random.nextInt(700), rejections);
            assertThat(rejections.reasons()).as("run %d: %s", run, text).isEmpty();
            assertThat(read).as("run %d: %s", run, text).isEqualTo(rows);
        }
    }

    @Test
    void random_bytes_never_stop_the_reader_and_every_line_is_a_row_or_rejected() {
        SplittableRandom random = new SplittableRandom(99);
        byte[] alphabet = {'a', '1', ',', ',', '"', '\n', '\n', '\r', 0, (byte) 0xc3, (byte) 0xa9, (byte) 0xff};
        for (int run = 0; run < 400; run++) {
            StringBuilder plain = new StringBuilder();
            byte[] bytes = new byte[1 + random.nextInt(3000)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = alphabet[random.nextInt(alphabet.length)];
                plain.append((char) (bytes[i] & 0xff));
            }
            bytes[0] = 'a';
            new DataFolder(temp).with("t.csv", bytes);
            Rejections rejections = Rejections.uncollected();
            Table table = Table.of(Format.CSV, "t.csv").withNames("a", "b");
            long lines = plain.chars().filter(c -> c == '\n').count() + 1;
            long last = 0;
            int rows = 0;
            TextInput input = TextInput.open(temp.resolve("t.csv"), "t.csv", StandardCharsets.UTF_8);
            try (DelimitedRows reader = new DelimitedRows(input, "t.csv", table, 64, rejections)) {
                while (reader.next()) {
                    assertThat(reader.line())
                            .as("run %d", run)
                            .isGreaterThan(last)
                            .isLessThanOrEqualTo(lines);
                    last = reader.line();
                    rows++;
                }
            }
            assertThat(rows + rejections.count()).as("run %d", run).isBetween(1L, lines);
        }
    }

    @Test
    void without_quotes_and_line_ends_in_fields_each_line_is_counted_once() {
        SplittableRandom random = new SplittableRandom(5);
        for (int run = 0; run < 200; run++) {
            StringBuilder text = new StringBuilder();
            int good = 0;
            int bad = 0;
            for (int line = 0; line < 100; line++) {
                switch (random.nextInt(5)) {
                    case 0 -> text.append("\n");
                    case 1 -> {
                        text.append("x".repeat(random.nextInt(1, 300))).append("\n");
                        bad++;
                    }
                    case 2 -> {
                        text.append("x".repeat(2000)).append(",y\r\n");
                        bad++;
                    }
                    default -> {
                        text.append("x,")
                                .append("y".repeat(random.nextInt(1000)))
                                .append("\r\n");
                        good++;
                    }
                }
            }
            Rejections rejections = Rejections.uncollected();
            Table table = Table.of(Format.CSV, "t.csv").withNames("a", "b");
            assertThat(read(text.toString(), table, 1024, rejections)).hasSize(good);
            assertThat(rejections.count()).isEqualTo(bad);
        }
    }

    @Test
    void a_row_of_exactly_the_longest_length_is_read() {
        Table table = Table.of(Format.CSV, "t.csv").withNames("a", "b");
        for (String end : List.of("\n", "\r\n", "")) {
            Rejections rejections = Rejections.uncollected();
            assertThat(read("x".repeat(1022) + ",y" + end, table, 1024, rejections))
                    .as("with end %s", end.length())
                    .hasSize(1);
            assertThat(read("x".repeat(1025) + ",y" + end, table, 1024, rejections))
                    .as("with end %s", end.length())
                    .isEmpty();
            assertThat(rejections.reasons()).containsExactly(java.util.Map.entry("is longer than 1024 bytes", 1L));
        }
    }
}
