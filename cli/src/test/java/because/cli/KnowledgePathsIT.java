package because.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Paths over the real knowledge graph of MovieLens-100K: each step is a triple of the file, read here by other code. */
class KnowledgePathsIT {
    private static final Path DATA =
            Path.of(System.getProperty("because.shared", "../../shared")).resolve("data/scenario/video/ml-100k-kg");
    private static final int PEOPLE = 12;

    @TempDir
    private static Path project;

    private static final Set<String> TRIPLES = new HashSet<>();
    private static final Map<String, String> ENTITIES = new HashMap<>();
    private static final Map<String, List<String>> HISTORIES = new HashMap<>();

    @BeforeAll
    static void train() throws IOException {
        Assumptions.assumeTrue(Files.exists(DATA.resolve("ml-100k.kg.gz")), "skipped: there is no " + DATA);
        Files.writeString(
                project.resolve("because.yaml"),
                "name: kg\ndata:\n  path: \"" + DATA.toAbsolutePath().normalize() + "\"\nmodel:\n  kind: ease\n");
        CommandLineRun.in(project, "train").succeeds();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(DATA.resolve("ml-100k.kg.gz"))), StandardCharsets.UTF_8))) {
            lines.lines().skip(1).forEach(TRIPLES::add);
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(DATA.resolve("ml-100k.inter.gz"))), StandardCharsets.UTF_8))) {
            lines.lines()
                    .skip(1)
                    .map(line -> line.split("\t"))
                    .sorted(Comparator.comparingLong(cells -> Long.parseLong(cells[3])))
                    .forEach(cells -> HISTORIES
                            .computeIfAbsent(cells[0], _ -> new ArrayList<>())
                            .add(cells[1]));
        }
        Files.readAllLines(DATA.resolve("ml-100k.link")).stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .forEach(cells -> ENTITIES.put(cells[0], cells[1]));
    }

    @Test
    void each_step_of_each_path_is_in_the_file_and_films_have_their_names(TestReporter reporter) {
        int told = 0;
        int paths = 0;
        for (int user = 1; user <= PEOPLE; user++) {
            CommandLineRun run =
                    CommandLineRun.in(project, "explain", "--user=" + user, "--method=paths", "--calls=2000", "--json");
            assertThat(Schemas.errors("explain.json", run.succeeds().out())).isEmpty();
            JsonNode json = run.json();
            JsonNode explanation = json.get("explanation");
            told += explanation.get("paths").isEmpty() ? 0 : 1;
            for (JsonNode path : explanation.get("paths")) {
                paths++;
                int event = path.at("/parts/0/event").asInt();
                String at = ENTITIES.get(HISTORIES.get("" + user).get(event));
                assertThat(at).as(path.toString()).isNotNull();
                double cost = 0;
                for (JsonNode step : path.get("steps")) {
                    String item = step.get("item").asString();
                    String next = item.isEmpty() ? step.get("entity").asString() : ENTITIES.get(item);
                    String relation = "\t" + step.get("relation").asString() + "\t";
                    assertThat(TRIPLES)
                            .contains(step.get("forward").asBoolean() ? at + relation + next : next + relation + at);
                    if (!item.isEmpty()) {
                        assertThat(step.get("entity").asString())
                                .doesNotStartWith("m.0"); // a film is called by its title
                    }
                    cost += Math.log(step.get("degree").asInt());
                    at = next;
                }
                JsonNode last = path.get("steps").get(path.get("steps").size() - 1);
                assertThat(last.get("item").asString())
                        .isEqualTo(json.get("item").asString());
                assertThat(path.get("cost").asDouble())
                        .isCloseTo(
                                cost - Math.log(last.get("degree").asInt()), org.assertj.core.data.Offset.offset(1e-9));
            }
        }
        reporter.publishEntry("people with a path", told + " of " + PEOPLE + ", " + paths + " paths");
        assertThat(told).isGreaterThan(PEOPLE / 2);
    }

    @Test
    void the_guide_shows_what_is_said() throws IOException {
        String guide = Files.readString(
                Path.of(System.getProperty("because.root", "..")).resolve("docs/guide/reasons.md"));
        String command = "$ ./because explain -p benchmarks/recipes/ml-100k-kg ";
        int from = guide.indexOf(command) + command.length();
        List<String> shown =
                guide.substring(from, guide.indexOf("\n```", from)).lines().toList();
        List<String> arguments = new ArrayList<>(List.of("explain"));
        arguments.addAll(List.of(shown.getFirst().split(" ")));
        List<String> said = CommandLineRun.in(project, arguments.toArray(String[]::new))
                .succeeds()
                .out()
                .lines()
                .toList();
        assertThat(said)
                .containsSubsequence(
                        shown.stream().skip(1).filter(line -> !line.equals("…")).toList());
    }

    @Test
    void people_read_a_sentence_with_the_names_of_films_in_both_languages(TestReporter reporter) {
        for (String language : new String[] {"en", "zh"}) {
            String text = CommandLineRun.in(
                            project, "explain", "--user=6", "--method=paths", "--calls=2000", "--language=" + language)
                    .succeeds()
                    .out();
            reporter.publishEntry(language, text);
            assertThat(text.lines().findFirst().orElse("")).isNotBlank().doesNotContain("film.film.", "m.0");
        }
    }
}
