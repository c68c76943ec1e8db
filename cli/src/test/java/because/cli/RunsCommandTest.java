package because.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The command runs, with runs to look at and to compare. */
class RunsCommandTest {
    @TempDir
    private static Path project;

    @BeforeAll
    static void train() throws IOException {
        SmallProject.write(project);
        run("train").succeeds();
        run("train", "--option=dropout=0.1", "--name=dry").succeeds();
        run("train", "--model=itemknn").succeeds();
    }

    private static CommandLineRun run(String... arguments) {
        return CommandLineRun.in(project, arguments);
    }

    private static JsonNode fits(CommandLineRun run) {
        JsonNode json = run.succeeds().json();
        assertThat(Schemas.errors("runs.json", run.out())).isEmpty();
        return json;
    }

    @Test
    void what_differs_stands_side_by_side() {
        JsonNode json = fits(run("runs", "transformer", "dry", "--json"));
        assertThat(json.get("options").toString()).isEqualTo("{\"dropout\":[\"0.3\",\"0.1\"]}");
        assertThat(json.get("notes")).isEmpty();
        for (JsonNode side : json.get("runs").values()) {
            assertThat(side.get("epochs").asInt()).isEqualTo(4);
            assertThat(side.get("bestEpoch").asInt()).isBetween(1, 4);
            assertThat(side.get("loss").asDouble()).isPositive();
            assertThat(side.get("seconds").asDouble()).isPositive();
            // The numbers of a small model alone are 60 items by 8.
            assertThat(side.get("numbers").asLong()).isGreaterThan(480);
            assertThat(side.get("memory").asDouble()).isGreaterThan(10e6);
        }
        assertThat(run("runs", "transformer", "dry").succeeds().out())
                .contains("option that differs", "dropout", "0.3", "best epoch", "memory at most")
                .contains("dry less transformer: ndcg@10")
                .doesNotContain("learningRate");
    }

    @Test
    void the_difference_is_that_of_an_evaluation_on_the_validation_part() {
        JsonNode here = fits(run("runs", "transformer", "dry", "itemknn", "--metric=mrr@10", "--json"))
                .get("comparisons");
        JsonNode there = run(
                        "evaluate", "transformer", "dry", "itemknn", "--part=validation", "--metric=mrr@10", "--json")
                .succeeds()
                .json()
                .get("comparisons");
        assertThat(here).hasSize(2).isEqualTo(there);
    }

    @Test
    void models_without_epochs_are_compared_all_the_same() {
        CommandLineRun run = run("runs", "itemknn", "transformer").succeeds();
        assertThat(run.out()).contains("neighbours", "transformer less itemknn", "–");
    }

    @Test
    void a_single_run_is_shown_with_all_its_options() {
        JsonNode json = fits(run("runs", "itemknn", "--json"));
        assertThat(json.get("options").propertyNames()).containsExactly("idf", "neighbours", "shrinkage");
        assertThat(json.get("comparisons")).isEmpty();
        assertThat(run("runs", "transformer").succeeds().out()).contains("learningRate", "ndcg@10", "fingerprint");
        fits(run("runs", "--json"));
    }

    @Test
    void what_is_not_there_is_refused() {
        run("runs", "transformer", "wet").isRefused("'wet'", "dry");
        run("runs", "dry", "dry").isRefused("named twice");
        run("runs", "transformer", "dry", "--metric=ndgc@10").isRefused("'ndgc@10'", "ndcg@10");
    }

    @Test
    void a_model_of_other_data_is_shown_and_it_is_said_why_it_is_not_compared(@TempDir Path other) throws IOException {
        SmallProject.write(other);
        CommandLineRun.in(other, "train", "--model=itemknn").succeeds();
        Files.writeString(
                other.resolve("events.csv"), SmallProject.event("u1", 59, 5, 90_000) + "\n", StandardOpenOption.APPEND);
        CommandLineRun.in(other, "train", "--model=popularity").succeeds();
        JsonNode json = fits(CommandLineRun.in(other, "runs", "popularity", "itemknn", "--json"));
        assertThat(json.get("comparisons")).isEmpty();
        assertThat(json.get("notes").get(0).asString()).contains("itemknn cannot be compared", "trained on other data");
    }
}
