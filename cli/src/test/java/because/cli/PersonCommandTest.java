package because.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is said of interests in one command counts in the next one. */
class PersonCommandTest {
    /** Keeps to genre 2, and has more events than the model reads. */
    private static final String USER = "--user=u8";

    @TempDir
    private static Path project;

    @BeforeAll
    static void train() throws IOException {
        SmallProject.write(project);
        run("train", "--model=vbmf", "--name=ratings").succeeds();
        run("train", "--model=transformer", "--name=reading", "-o", "attributes=true", "-o", "window=6")
                .succeeds();
    }

    private static CommandLineRun run(String... arguments) {
        return CommandLineRun.in(project, arguments);
    }

    private static List<JsonNode> recommended() {
        List<JsonNode> list = new ArrayList<>();
        run("recommend", USER, "-n", "60", "--run=reading", "--json")
                .succeeds()
                .json()
                .get("recommendations")
                .forEach(list::add);
        return list;
    }

    @Test
    void what_is_added_counts_however_many_events_there_are_and_can_be_taken_back() throws IOException {
        assertThat(SmallProject.items(project, "u8")).hasSizeGreaterThan(6);
        List<JsonNode> before = recommended();
        assertThat(run("person", USER, "--add=genre=g0", "--run=reading", "--json")
                        .succeeds()
                        .texts("interests", "standing"))
                .contains("declared");
        assertThat(recommended()).isNotEqualTo(before).hasSameSizeAs(before);
        run("person", USER, "--reset=genre=g0", "--run=reading").succeeds();
        assertThat(recommended()).isEqualTo(before);
    }

    @Test
    void a_model_that_would_not_read_it_refuses_it_and_says_which_would() {
        run("person", USER, "--add=genre=g0", "--run=ratings")
                .isRefused("the model vbmf", "no effect", "Maybe", "content", "affinity", "attributes=true");
        assertThat(run("person", "--help").succeeds().out()).contains("content", "affinity", "attributes=true");
    }

    @Test
    void what_was_removed_does_not_come_back_with_an_older_event(@TempDir Path copy) throws IOException {
        SmallProject.write(copy);
        CommandLineRun.in(copy, "train", "--model=itemknn").succeeds();
        CommandLineRun.in(copy, "person", USER, "--remove=genre=g2").succeeds();
        assertThat(longTerm(copy)).isZero();
        Path events = copy.resolve("events.csv");
        Files.writeString(events, SmallProject.event("u8", 59, 5, 1) + "\n", StandardOpenOption.APPEND);
        assertThat(longTerm(copy)).isZero();
        Files.writeString(events, SmallProject.event("u8", 56, 5, 90_000) + "\n", StandardOpenOption.APPEND);
        assertThat(longTerm(copy)).isPositive();
    }

    /** The share of the events that count for genre 2. */
    private static double longTerm(Path folder) {
        for (JsonNode interest : CommandLineRun.in(folder, "person", USER, "--json")
                .succeeds()
                .json()
                .get("interests")) {
            if (interest.get("value").asString().equals("g2")) {
                return interest.get("longTerm").asDouble();
            }
        }
        throw new AssertionError("nothing is said of genre 2");
    }
}
