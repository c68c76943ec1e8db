package because.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The commands about data, and the ways from one of them to the next. */
class DataCommandTest {
    @TempDir
    private Path project;

    @TempDir
    private Path elsewhere;

    @BeforeEach
    void write() throws IOException {
        SmallProject.write(project);
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.in(project, arguments);
    }

    private int rows() throws IOException {
        return Files.readAllLines(project.resolve("events.csv")).size() - 1;
    }

    private void append(String line) throws IOException {
        Files.writeString(project.resolve("events.csv"), line + "\n", StandardOpenOption.APPEND);
    }

    @Test
    void an_import_counts_what_it_read_and_writes_a_project_that_can_be_trained() throws IOException {
        CommandLineRun imported = CommandLineRun.in(elsewhere, "data", "import", project.toString(), "--json")
                .succeeds();
        assertThat(imported.json().get("users").asInt()).isEqualTo(42);
        assertThat(imported.json().get("items").asInt()).isEqualTo(SmallProject.ITEMS);
        assertThat(imported.json().get("events").asInt()).isEqualTo(rows());
        assertThat(imported.json().get("rejected").asInt()).isZero();
        assertThat(elsewhere.resolve("because.yaml")).exists();
        String trained = CommandLineRun.in(elsewhere, "train", "--model=itemknn", "--json")
                .succeeds()
                .json()
                .get("fingerprint")
                .asString();
        assertThat(run("train", "--model=itemknn", "--seed=1", "--json")
                        .succeeds()
                        .json()
                        .get("fingerprint")
                        .asString())
                .as("the mapping that was found out and the one that was written by hand mean the same")
                .isEqualTo(trained);
    }

    @Test
    void a_project_file_is_replaced_only_on_request() throws IOException {
        CommandLineRun.in(elsewhere, "data", "import", project.toString()).succeeds();
        Path file = elsewhere.resolve("because.yaml");
        Files.writeString(file, "data: changed\n");
        CommandLineRun.in(elsewhere, "data", "import", project.toString())
                .isRefused("because.yaml is there already", "--replace");
        assertThat(file).hasContent("data: changed");
        CommandLineRun.in(elsewhere, "data", "import", project.toString(), "--replace")
                .succeeds();
        assertThat(Files.readString(file)).contains("events.csv");
    }

    @Test
    void rows_that_cannot_be_used_are_counted_by_reason_and_kept_with_their_place() throws IOException {
        int line = rows() + 2;
        append("u1,i1,three,1");
        append(",i1,3,1");
        CommandLineRun run = run("data", "import", "--json").succeeds();
        assertThat(run.json().get("rejected").asInt()).isEqualTo(2);
        assertThat(run.json().get("reasons")).hasSize(2);
        assertThat(Files.readString(project.resolve("rejected.csv")))
                .contains("events.csv", String.valueOf(line), String.valueOf(line + 1), "three");
        assertThat(run("data", "import").succeeds().out()).contains("2 rows rejected", "rejected.csv");
    }

    @Test
    void a_check_finds_nothing_wrong_with_good_data_and_fails_on_bad_data() throws IOException {
        CommandLineRun good = run("data", "check", "--json").succeeds();
        assertThat(good.json().get("failed").asBoolean()).isFalse();
        append(Files.readAllLines(project.resolve("events.csv")).getLast());
        CommandLineRun bad = run("data", "check", "--json");
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.json().get("failed").asBoolean()).isTrue();
        CommandLineRun text = run("data", "check");
        assertThat(text.code()).isEqualTo(1);
        assertThat(text.out()).contains("error", "leak-copies", "user 'collector'");
    }

    @Test
    void a_check_speaks_of_rows_that_cannot_be_used() throws IOException {
        append("u1,i1,three,1");
        assertThat(run("data", "check").succeeds().out()).contains("rejected-rows", "'value' is not a finite number");
    }

    @Test
    void a_check_speaks_of_ids_that_differ_only_by_case() throws IOException {
        append("U1,i1,3,1");
        assertThat(run("data", "check").out()).contains("U1", "u1");
    }

    @Test
    void a_description_counts_what_is_there() throws IOException {
        assertThat(run("data", "describe").succeeds().out())
                .contains("people               42, 1 of them without events", "items                60");
        JsonNode json = run("data", "describe", "--json").succeeds().json();
        assertThat(json.findValue("events").asInt()).isEqualTo(rows());
    }

    @Test
    void a_split_is_written_with_each_persons_last_events_apart_and_can_be_used_as_it_stands() throws IOException {
        Path file = elsewhere.resolve("split.csv");
        JsonNode json =
                run("data", "split", "--to=" + file, "--json").succeeds().json();
        assertThat(json.get("validation").asInt()).isEqualTo(41);
        assertThat(json.get("test").asInt()).isEqualTo(41);
        assertThat(json.get("train").asInt()).isEqualTo(rows() - 82);
        List<String> own = SmallProject.items(project, "u7");
        List<String> parts = Files.readAllLines(file).stream()
                .map(line -> line.split(","))
                .filter(cells -> cells[0].equals("u7"))
                .filter(cells -> !cells[5].equals("train"))
                .map(cells -> cells[1] + " " + cells[5])
                .toList();
        assertThat(parts).containsExactlyInAnyOrder(own.get(own.size() - 2) + " validation", own.getLast() + " test");

        String usual = run("train", "--model=itemknn", "--json")
                .succeeds()
                .json()
                .get("fingerprint")
                .asString();
        Files.writeString(
                project.resolve("because.yaml"),
                "split:\n  kind: files\n  file: " + file + "\n",
                StandardOpenOption.APPEND);
        assertThat(run("train", "--model=itemknn", "--json")
                        .succeeds()
                        .json()
                        .get("fingerprint")
                        .asString())
                .isEqualTo(usual);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void what_is_exported_is_imported_as_it_was(String format) throws IOException {
        Path folder = elsewhere.resolve(format);
        run("data", "export", "--to=" + folder, "--format=" + format).succeeds();
        JsonNode before = run("data", "describe", "--json").succeeds().json();
        JsonNode after = CommandLineRun.in(elsewhere, "data", "describe", folder.toString(), "--json")
                .succeeds()
                .json();
        assertThat(after.findValue("events")).isEqualTo(before.findValue("events"));
        assertThat(after.findValue("items")).isEqualTo(before.findValue("items"));
        Path split = elsewhere.resolve("split.csv");
        Path again = elsewhere.resolve("again.csv");
        run("data", "split", "--to=" + split).succeeds();
        CommandLineRun.in(elsewhere, "data", "split", folder.toString(), "--to=" + again)
                .succeeds();
        assertThat(again).hasSameTextualContentAs(split);
    }

    @Test
    void an_export_holds_what_the_filters_leave() throws IOException {
        Files.writeString(
                project.resolve("because.yaml"), SmallProject.YAML.replace("data:\n", "data:\n  minimumValue: 4\n"));
        JsonNode json =
                run("data", "export", "--to=" + elsewhere, "--json").succeeds().json();
        long high = Files.readAllLines(project.resolve("events.csv")).stream()
                .skip(1)
                .filter(line -> Integer.parseInt(line.split(",")[2]) >= 4)
                .count();
        assertThat(json.get("events").asLong()).isEqualTo(high).isPositive();
        assertThat(Files.readAllLines(elsewhere.resolve("events.csv"))).hasSize((int) high + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "data import nowhere,there is no nowhere",
        "data check nowhere,there is no nowhere",
        "data export --to=x --format=exe,--format",
        "data export --to=x --format=sql,format",
        "data split,--to"
    })
    void what_cannot_be_read_or_written_is_refused(String command, String complaint) {
        run(command.split(" ")).isRefused(complaint);
    }

    @Test
    void nothing_is_written_through_a_file_as_if_it_were_a_folder() {
        Path through = project.resolve("events.csv").resolve("below");
        for (String command : List.of("split", "export")) {
            CommandLineRun run = run("data", command, "--to=" + through);
            assertThat(run.code()).isIn(2, 3);
            assertThat(run.err()).contains("cannot be written");
        }
        assertThat(project.resolve("events.csv")).isRegularFile();
    }

    @Test
    void a_core_of_people_alone_leaves_out_those_with_fewer_events() throws IOException {
        Files.writeString(
                project.resolve("because.yaml"), SmallProject.YAML.replace("data:\n", "data:\n  userCore: 16\n"));
        JsonNode json =
                run("data", "export", "--to=" + elsewhere, "--json").succeeds().json();
        assertThat(json.get("users").asInt()).isEqualTo(5);
        assertThat(json.get("events").asInt()).isEqualTo(4 * 16 + SmallProject.ITEMS);
    }

    @Test
    void filters_that_leave_nothing_are_refused() throws IOException {
        Files.writeString(
                project.resolve("because.yaml"), SmallProject.YAML.replace("data:\n", "data:\n  userCore: 1000\n"));
        run("data", "describe").isRefused("no events are left", "data.userCore");
    }
}
