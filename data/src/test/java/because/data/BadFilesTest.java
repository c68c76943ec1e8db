package because.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.core.Progress;
import because.data.Mapping.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadFilesTest {
    private static final String HEADER = DataFolder.HEADER;

    @TempDir
    Path temp;

    private DataFolder folder() {
        return new DataFolder(temp);
    }

    private Imported read(String csv) {
        return folder().with("e.csv", csv).read(DataFolder.table("e.csv"));
    }

    private void refuses(String file, String... words) {
        assertThatThrownBy(() -> folder().read(DataFolder.table(file)))
                .isInstanceOf(BadInput.class)
                .message()
                .contains(words);
    }

    @Test
    void an_empty_file_is_refused() {
        folder().with("e.csv", "")
                .with("e.csv.gz", DataFolder.gzip(new byte[0]))
                .with("e.jsonl", "")
                .with("e.parquet", "");
        refuses("e.csv", "'e.csv' is empty", "Maybe");
        refuses("e.csv.gz", "empty gzip");
        refuses("e.jsonl", "'e.jsonl' is empty");
        refuses("e.parquet", "'e.parquet' cannot be read");
    }

    @Test
    void a_header_without_rows_is_refused_for_events_and_taken_for_items() {
        folder().with("e.csv", HEADER).with("bom.csv", "\uFEFF").with("i.csv", "id\n");
        refuses("e.csv", "no event could be read from e.csv: there are no rows", "Maybe");
        refuses("bom.csv", "no line with the names");
        folder().with("e.csv", HEADER + "u,x,1,2\n");
        Mapping mapping = Mapping.of("m", DataFolder.table("e.csv"))
                .with(Role.ITEMS, Table.of("i.csv").withColumn("id", "id"));
        assertThat(folder().read(mapping).dataset().catalog().size()).isEqualTo(1);
    }

    @Test
    void a_byte_order_mark_and_mixed_line_ends_do_no_harm() {
        Imported imported =
                read("\uFEFFuser,item,rating,time\r\nu,x,1,1\nu,y,2,2\r\n\r\n\nu,\"z\",3,\"3\"\r\nu,\"w\",,4\r");
        assertThat(DataFolder.events(imported.dataset()))
                .containsExactly("u x 1.0 1000", "u y 2.0 2000", "u z 3.0 3000", "u w NaN 4000");
        assertThat(imported.report().rejected()).isZero();
        assertThat(imported.report().rejectedFile()).isEmpty();
    }

    @Test
    void quotes_may_hold_delimiters_quotes_and_line_ends() {
        Imported imported =
                read(HEADER + "\"u\",\"a,\"\"b\"\"\r\nc\",1,1\nu,d\"e,2,2\nu,é\"\"é,3,3\nu,\"\"\"é\",4,4\n");
        assertThat(DataFolder.events(imported.dataset()))
                .containsExactly("u a,\"b\"\r\nc 1.0 1000", "u d\"e 2.0 2000", "u é\"\"é 3.0 3000", "u \"é 4.0 4000");
    }

    @Test
    void a_broken_quote_costs_its_own_line_only() {
        Imported imported =
                read(HEADER + "u,\"a\"b,1,1\nu,c,2,2\nu,\"d,3,3\nu,e,4,4\nu,\"f\nf\",5,5\nu,\"open,6,6\nu,g,7,7\n");
        assertThat(DataFolder.events(imported.dataset()))
                .containsExactly("u c 2.0 2000", "u e 4.0 4000", "u f\nf 5.0 5000", "u g 7.0 7000");
        assertThat(folder().rejected())
                .containsExactly(
                        "file,line,reason,text",
                        "e.csv,2,\"has a quote that is not closed, or text behind a closed one\",\"u,\"\"a\"\"b,1,1\"",
                        "e.csv,4,\"has a quote that is not closed, or text behind a closed one\",\"u,\"\"d,3,3\"",
                        "e.csv,8,\"has a quote that is not closed, or text behind a closed one\",\"u,\"\"open,6,6\"");
    }

    @Test
    void rows_that_are_no_events_are_listed_with_line_and_reason() {
        List<String> bad = List.of(
                "u,x,1 has 3 columns instead of 4",
                "u,x,1,2,3 has 5 columns instead of 4",
                "u,x,NaN,2 'rating' is not a finite number",
                "u,x,inf,2 'rating' is not a finite number",
                "u,x,-Infinity,2 'rating' is not a finite number",
                "u,x,1e39,2 'rating' is not a finite number",
                "u,x,0x1p3,2 'rating' is not a finite number",
                "u,x,4f,2 'rating' is not a finite number",
                "u,x,four,2 'rating' is not a finite number",
                "u,x,1, 'time' is empty",
                "u,x,1,yesterday 'time' is not a time ('s') between the years 1 and 9999",
                "u,x,1,nan 'time' is not a time ('s') between the years 1 and 9999",
                "u,x,1,99999999999999999999 'time' is not a time ('s') between the years 1 and 9999",
                "u,x,1,253402300800 'time' is not a time ('s') between the years 1 and 9999",
                ",x,1,2 'user' is empty",
                "u, ,1,2 'item' is empty",
                "\"\",x,1,2 'user' is empty");
        StringBuilder csv = new StringBuilder(HEADER);
        for (String row : bad) {
            csv.append(row, 0, row.indexOf(' ', row.startsWith("u, ") ? 4 : 0)).append("\nok,y,1,2\n");
        }
        Imported imported = read(csv.toString());
        assertThat(imported.dataset().users().ids())
                .as("a rejected row numbers nobody")
                .containsExactly("ok");
        assertThat(imported.dataset().catalog().size()).isEqualTo(1);
        assertThat(imported.dataset().events().size()).isEqualTo(bad.size());
        assertThat(imported.report().rows()).isEqualTo(2 * bad.size());
        assertThat(imported.report().rejected()).isEqualTo(bad.size());
        assertThat(imported.report().reasons().values().stream()
                        .mapToLong(n -> n)
                        .sum())
                .isEqualTo(bad.size());
        assertThat(imported.report().reasons().keySet().iterator().next()).isEqualTo("'rating' is not a finite number");
        List<String> rejected = folder().rejected();
        for (int i = 0; i < bad.size(); i++) {
            String reason =
                    bad.get(i).substring(bad.get(i).indexOf(' ', bad.get(i).startsWith("u, ") ? 4 : 0) + 1);
            assertThat(rejected.get(i + 1)).startsWith("e.csv," + (2 * i + 2) + "," + TableWriter.csv(reason) + ",");
        }
    }

    @Test
    void negative_and_future_times_are_taken() {
        Imported imported = read(HEADER + "u,x,1,-86400\nu,y,1,-1.5\nu,z,1,4102444800\n");
        assertThat(DataFolder.events(imported.dataset()))
                .containsExactly("u x 1.0 -86400000", "u y 1.0 -1500", "u z 1.0 4102444800000");
    }

    @Test
    void a_line_of_ten_megabytes_is_passed_over_and_the_rest_is_read() {
        String huge = "x".repeat(10_000_000);
        String csv = HEADER + "u,a,1,1\nu," + huge + ",1,2\nu,b,1,3\nu,\"" + huge + "\",1,4\nu,c,1,5\n";
        Imported imported = read(csv);
        assertThat(DataFolder.events(imported.dataset()))
                .containsExactly("u a 1.0 1000", "u b 1.0 3000", "u c 1.0 5000");
        List<String> rejected = folder().rejected();
        assertThat(rejected).hasSize(3);
        assertThat(rejected.get(1))
                .startsWith("e.csv,3,is longer than 1048576 bytes,\"u,xxx")
                .hasSizeLessThan(2000);
        assertThat(rejected.get(2)).startsWith("e.csv,5,is longer than 1048576 bytes,");
        Imported patient = Importer.read(
                temp,
                Mapping.of("m", DataFolder.table("e.csv")),
                folder().options().withLongestRow(11_000_000),
                Progress.NONE);
        assertThat(patient.dataset().events().size()).isEqualTo(5);
        assertThat(patient.dataset().catalog().index(huge)).isEqualTo(1);
    }

    @Test
    void a_quote_that_stays_open_for_longer_than_a_row_may_be_costs_one_line() {
        String csv = HEADER + "u,\"a,1,1\n" + "u,b,1,2\n".repeat(2000);
        folder().with("e.csv", csv);
        Imported imported = Importer.read(
                temp,
                Mapping.of("m", DataFolder.table("e.csv")),
                folder().options().withLongestRow(1024),
                Progress.NONE);
        assertThat(imported.dataset().events().size()).isEqualTo(2000);
        assertThat(folder().rejected().get(1))
                .isEqualTo("e.csv,2,has a quote that is not closed within 1024 bytes,\"u,\"\"a,1,1\"");
    }

    @Test
    void invalid_utf_8_and_nul_bytes_cost_their_own_rows() {
        byte[] csv = DataFolder.utf8(HEADER + "u,a,1,1\nu,b?c,1,2\nu,d!e,1,3\nu,日本,1,4\nu,\"f\"\"?\",1,5\n");
        for (int i = 0; i < csv.length; i++) {
            csv[i] = csv[i] == '?' ? (byte) 0xe9 : csv[i] == '!' ? 0 : csv[i];
        }
        Imported imported = folder().with("e.csv", csv).read(DataFolder.table("e.csv"));
        assertThat(DataFolder.events(imported.dataset())).containsExactly("u a 1.0 1000", "u 日本 1.0 4000");
        assertThat(folder().rejected())
                .containsExactly(
                        "file,line,reason,text",
                        "e.csv,3,is not UTF-8,\"u,b\uFFFDc,1,2\"",
                        "e.csv,4,holds a NUL byte,\"u,d\uFFFDe,1,3\"",
                        "e.csv,6,is not UTF-8,\"u,\"\"f\"\"\"\"\uFFFD\"\",1,5\"");
        assertThat(folder().read(DataFolder.table("e.csv").withEncoding("iso-8859-1"))
                        .dataset()
                        .catalog()
                        .index("béc"))
                .isEqualTo(1);
    }

    @Test
    void utf_16_is_refused_with_and_without_its_mark() {
        String csv = HEADER + "u,x,1,2\n";
        folder().with("e.csv", csv.getBytes(StandardCharsets.UTF_16))
                .with("le.csv", csv.getBytes(StandardCharsets.UTF_16LE))
                .with("gz.csv", DataFolder.gzip(csv.getBytes(StandardCharsets.UTF_16)))
                .with("latin.csv", "user,item,rating,time,größe\nu,x,1,2,3\n".getBytes(StandardCharsets.ISO_8859_1));
        refuses("e.csv", "UTF-16", "Maybe", "iconv");
        refuses("gz.csv", "UTF-16", "Maybe", "iconv");
        refuses("le.csv", "NUL bytes", "UTF-16");
        refuses("latin.csv", "not UTF-8", "encoding: iso-8859-1");
    }

    @Test
    void cut_off_and_damaged_gzip_files_are_refused_as_a_whole() {
        byte[] packed = DataFolder.gzip(DataFolder.utf8(HEADER
                + IntStream.range(0, 50_000)
                        .mapToObj(i -> "u" + i * 7919 % 1000 + ",x" + i * 31 % 997 + ",1," + i + "\n")
                        .collect(Collectors.joining())));
        byte[] damaged = packed.clone();
        Arrays.fill(damaged, packed.length / 2, packed.length / 2 + 50, (byte) 0x55);
        folder().with("cut.csv.gz", Arrays.copyOf(packed, packed.length / 2))
                .with("end.csv.gz", Arrays.copyOf(packed, packed.length - 4))
                .with("start.csv.gz", Arrays.copyOf(packed, 5))
                .with("damaged.csv.gz", damaged);
        refuses("cut.csv.gz", "'cut.csv.gz' is cut off", "Maybe copy it again");
        refuses("end.csv.gz", "'end.csv.gz' is cut off");
        refuses("start.csv.gz", "'start.csv.gz' is cut off");
        refuses("damaged.csv.gz", "'damaged.csv.gz' is damaged");
    }

    @Test
    void cut_off_parquet_and_wrong_sql_are_refused() throws Exception {
        Path file = temp.resolve("whole.parquet");
        try (Connection duckDb = DuckDb.open(temp, folder().options());
                Statement statement = duckDb.createStatement()) {
            statement.execute(
                    "COPY (SELECT 'u' AS \"user\", range AS item, 1.5 AS rating, range AS \"time\" FROM range(10000)) TO '"
                            + file + "' (FORMAT parquet)");
        }
        byte[] whole = Files.readAllBytes(file);
        folder().with("cut.parquet", Arrays.copyOf(whole, whole.length / 2)).with("text.parquet", HEADER + "u,x,1,2\n");
        assertThat(folder().read(DataFolder.table("whole.parquet"))
                        .dataset()
                        .events()
                        .size())
                .isEqualTo(10_000);
        refuses("cut.parquet", "file 'cut.parquet' cannot be read");
        refuses("text.parquet", "file 'text.parquet' cannot be read");
        Table sql = Table.ofSql("SELECT usr FROM 'whole.parquet'")
                .withColumn("user", "user")
                .withColumn("item", "item");
        assertThatThrownBy(() -> folder().read(sql))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the query cannot be read")
                .hasMessageContaining("usr");
    }

    @Test
    void a_query_that_reads_too_much_at_once_is_refused_with_what_to_do() throws IOException {
        try (var out = new GZIPOutputStream(Files.newOutputStream(temp.resolve("wide.csv.gz")))) {
            out.write("u1,i1\nu2,i2\n".getBytes(StandardCharsets.UTF_8));
        }
        Table sql = Table.ofSql(
                        "SELECT * FROM read_csv('wide.csv.gz', header=false, columns={'user': 'VARCHAR', 'item': 'VARCHAR'},"
                                + " max_line_size=1000000000)")
                .withColumn("user", "user")
                .withColumn("item", "item");
        assertThatThrownBy(() -> folder().read(sql))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Maybe it reads too much at once");
    }

    @Test
    void duckdb_cannot_reach_the_network() {
        Table sql = Table.ofSql("SELECT * FROM read_csv('https://example.org/e.csv')")
                .withColumn("user", "user")
                .withColumn("item", "item");
        assertThatThrownBy(() -> folder().read(sql))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the query cannot be read");
        Table install = Table.ofSql("SELECT * FROM sqlite_scan('a.db', 't')")
                .withColumn("user", "user")
                .withColumn("item", "item");
        assertThatThrownBy(() -> folder().read(install)).isInstanceOf(BadInput.class);
    }

    @Test
    void missing_files_and_folders_in_their_place_are_refused() throws IOException {
        Files.createDirectories(temp.resolve("folder.csv"));
        Files.createDirectories(temp.resolve("folder.parquet"));
        for (String kind : List.of("csv", "csv.gz", "jsonl", "parquet")) {
            refuses("missing." + kind, "file 'missing." + kind + "' is not there", "Maybe");
        }
        refuses("folder.csv", "'folder.csv' is a folder", "Maybe");
        refuses("folder.parquet", "'folder.parquet' is a folder", "Maybe");
        assertThatThrownBy(() -> Mapping.detect(temp.resolve("missing.csv")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is not there");
        assertThatThrownBy(() -> Mapping.detect(temp.resolve("folder.csv")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no known layout");
    }

    @Test
    void a_file_that_may_not_be_read_is_refused() throws IOException {
        folder().with("e.csv", HEADER + "u,x,1,2\n");
        Files.setPosixFilePermissions(temp.resolve("e.csv"), PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(temp.resolve("e.csv")), "skipped: this user may read everything");
        refuses("e.csv", "may not be read", "Maybe");
    }

    @Test
    void rejected_rows_that_cannot_be_written_stop_the_import() {
        folder().with("out", "a file where the folder should be").with("e.csv", HEADER + "u,x,1\nu,x,1,2\n");
        refuses("e.csv", "rejected.csv' cannot be written", "Maybe");
    }

    @Test
    void the_list_of_an_earlier_import_is_deleted() {
        read(HEADER + "u,x,1\nu,x,1,2\n");
        assertThat(temp.resolve("out/rejected.csv")).exists();
        read(HEADER + "u,x,1,2\n");
        assertThat(temp.resolve("out/rejected.csv")).doesNotExist();
    }

    @Test
    void events_of_which_no_row_can_be_used_are_refused_with_the_most_frequent_reason() {
        folder().with("e.csv", HEADER + "u,x,1,2,3\n".repeat(9) + "u,x,a,2\n");
        refuses(
                "e.csv",
                "all 10 rows were rejected, most often (9 times): has 5 columns instead of 4.",
                "Maybe",
                "rejected.csv");
    }

    @Test
    void lines_that_are_no_json_objects_are_rejected() {
        Imported imported = folder().with("e.jsonl", """
                        {"user":"u","item":"x","rating":1,"time":1}
                        {"user":"u","item":"x","rating":1,"time":1
                        [1,2]
                        {"user":"u","item":null,"rating":1,"time":1}
                        {"user":"u","item":"y","time":2,"more":{"a":1}}
                        {"user":"u","item":"z","rating":"Infinity","time":3}
                        {"user":"u","item":"z\\u0000","rating":1,"time":3}
                        """).read(DataFolder.table("e.jsonl"));
        assertThat(DataFolder.events(imported.dataset())).containsExactly("u x 1.0 1000", "u y NaN 2000");
        assertThat(folder().rejected().stream()
                        .map(l -> l.split(",")[1] + " " + l.split(",")[2])
                        .toList())
                .containsExactly(
                        "line reason",
                        "2 is not a JSON object",
                        "3 is not a JSON object",
                        "4 'item' is empty",
                        "6 'rating' is not a finite number",
                        "7 holds a NUL byte");
    }

    @Test
    void bad_rows_of_items_are_rejected_and_the_first_of_a_doubled_id_stays() {
        Imported imported = folder().with("e.csv", HEADER + "u,x,1,2\n")
                .with("i.csv", "id,title,price\nx,First,1\nx,Second,2\n,Nameless,3\ny,Dear,many\nz,Free,\n")
                .read(Mapping.of("m", DataFolder.table("e.csv"))
                        .with(
                                Role.ITEMS,
                                Table.of("i.csv")
                                        .withColumn("id", "id")
                                        .withColumn("title", "title")
                                        .withAttribute("price", "number")));
        assertThat(imported.dataset().catalog().items().stream().map(i -> i.id() + i.title()))
                .containsExactly("xFirst", "zFree");
        assertThat(folder().rejected())
                .containsExactly(
                        "file,line,reason,text",
                        "i.csv,3,has an id that an earlier row has,\"x,Second,2\"",
                        "i.csv,4,'id' is empty,\",Nameless,3\"",
                        "i.csv,5,'price' is not a finite number,\"y,Dear,many\"");
    }
}
