package because.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A project in which, at the moment of each event but the first, the item with the next number but one of the same genre was logged just before: a leak. */
class RetrainCommandTest {
    @TempDir
    private static Path project;

    @BeforeAll
    static void train() throws IOException {
        SmallProject.write(project);
        Path file = project.resolve("events.csv");
        List<String> leaked = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.split(",");
            if (cells[0].startsWith("u") && !cells[0].equals("user") && leaked.size() % 3 != 0) {
                int item = Integer.parseInt(cells[1].substring(1));
                leaked.add(
                        SmallProject.event(cells[0], (item + 3) % SmallProject.ITEMS, 3, Integer.parseInt(cells[3])));
            }
            leaked.add(line);
        }
        Files.write(file, leaked);
        CommandLineRun.in(project, "train", "--model=ease").succeeds();
        CommandLineRun.in(project, "train", "--model=popularity").succeeds();
    }

    @Test
    void before_and_after_are_told_by_the_schema_and_the_new_model_is_kept_and_trained_on_alike() throws IOException {
        CommandLineRun run = CommandLineRun.in(
                project,
                "retrain",
                "--run=ease",
                "--down-weight=leaked=0",
                "--down-weight=item:i5",
                "--people=15",
                "--name=clean",
                "--part=test",
                "--json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Schemas.errors("retrain.json", run.out())).isEmpty();
        JsonNode json = run.json();
        assertThat(json.get("weighting").asString()).isEqualTo("leaked=0.0, item:i5=0.1");
        assertThat(json.get("lighter").asInt()).isBetween(50, json.get("events").asInt());
        assertThat(json.get("accuracy").size()).isEqualTo(4);
        assertThat(json.at("/accuracy/0/part").asString()).isEqualTo("test");
        assertThat(json.get("run").asString()).isEqualTo("clean");
        assertThat(Files.readString(project.resolve("runs/clean/weighted.json")))
                .contains("leaked=0.0, item:i5=0.1");
        // What was measured is what the kept model gives.
        JsonNode evaluated = CommandLineRun.in(project, "evaluate", "clean", "--part=test", "--json")
                .succeeds()
                .json();
        assertThat(evaluated.at("/metrics/ndcg@10/mean").asDouble())
                .isEqualTo(json.at("/accuracy/1/after").asDouble());
        CommandLineRun.in(project, "retrain", "--run=ease", "--down-weight=leaked", "--name=clean")
                .isRefused("already holds a model");
        CommandLineRun.in(project, "train", "--like=clean").succeeds();
        assertThat(Files.readString(project.resolve("runs/clean-final/weighted.json")))
                .contains("leaked=0.0, item:i5=0.1");
        CommandLineRun.in(project, "explain", "--run=clean", "--user=u1", "--method=examples")
                .isRefused("trained on weighted events");
    }

    @ParameterizedTest
    @CsvSource({"task: rating,'rmse,mae'", "'task: {kind: probability, atLeast: 3}','log-loss,brier,auc'"})
    void a_model_of_ratings_or_probabilities_is_told_in_its_own_metrics(String task, String metrics, @TempDir Path own)
            throws IOException {
        SmallProject.write(own);
        Files.writeString(own.resolve("because.yaml"), SmallProject.YAML + task + "\n");
        CommandLineRun.in(own, "train").succeeds();
        String[] asked = {
            "retrain", "--down-weight=item:i5=0", "--people=8", "--name=light", "--method=leave-one-out", "--part=test"
        };
        CommandLineRun run = CommandLineRun.in(
                own, Stream.concat(Stream.of(asked), Stream.of("--json")).toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Schemas.errors("retrain.json", run.out())).isEmpty();
        JsonNode accuracy = run.json().get("accuracy");
        assertThat(accuracy.findValuesAsString("metric").stream().distinct()).containsExactly(metrics.split(","));
        JsonNode evaluated = CommandLineRun.in(own, "evaluate", "light", "--part=test", "--json")
                .succeeds()
                .json();
        for (JsonNode one : accuracy) {
            if (!one.get("clean").asBoolean()) {
                assertThat(one.get("after").asDouble())
                        .isEqualTo(evaluated
                                .at("/metrics/" + one.get("metric").asString() + "/mean")
                                .asDouble());
            }
        }
        CommandLineRun text = CommandLineRun.in(
                        own,
                        Stream.concat(Stream.of(asked), Stream.of("--replace")).toArray(String[]::new))
                .succeeds();
        assertThat(text.out()).contains("test, all events").contains(metrics.split(","));
    }

    @Test
    void people_read_a_table_of_accuracy_and_one_of_reasons() throws IOException {
        Path weights = project.resolve("weights.csv");
        Files.writeString(weights, "item,weight\ni4,0.2\ni7,0\n");
        CommandLineRun run = CommandLineRun.in(
                        project,
                        "retrain",
                        "--run=ease",
                        "--weights=" + weights,
                        "--people=10",
                        "--method=leave-one-out")
                .succeeds();
        assertThat(run.out())
                .contains("events down-weighted: file weights.csv")
                .contains("validation, all events", "validation, clean events", "recall@10", "ndcg@10")
                .contains("How much reasons lean on these events, and on other suspects (explained by leave-one-out)")
                .contains("what counts less", "weight before", "weight after")
                .contains("The new model was not kept. Maybe keep it: --name NAME");
    }

    @Test
    void the_report_itself_says_what_is_down_weighted() {
        CommandLineRun run = CommandLineRun.in(
                project,
                "judge",
                "--run=ease",
                "--lean",
                "--retrain",
                "--people=30",
                "--json",
                "--method=leave-one-out");
        assertThat(run.code()).as(run.err()).isLessThanOrEqualTo(1);
        assertThat(Schemas.errors("lean.json", run.out())).isEmpty();
        boolean leaned = run.json()
                .get("leanings")
                .valueStream()
                .anyMatch(kind -> kind.get("leaned").asBoolean());
        assertThat(run.json().has("retrained")).isEqualTo(leaned);
        assertThat(run.json().get("attributes").size()).isPositive();
        CommandLineRun again =
                CommandLineRun.in(project, "retrain", "--run=ease", "--people=30", "--json", "--method=leave-one-out");
        assertThat(Schemas.errors("retrain.json", again.out())).isEmpty();
        assertThat(again.json().has("nothing")).isEqualTo(!leaned);
    }

    @Test
    void what_cannot_be_done_is_refused() {
        CommandLineRun.in(project, "retrain", "--run=popularity", "--down-weight=leaked")
                .isRefused("one whose training can weigh events: itemknn, ease, ials, transformer");
        CommandLineRun.in(project, "retrain", "--run=ease", "--down-weight=tarot")
                .isRefused("leaked, repeated, popular");
        CommandLineRun.in(project, "retrain", "--run=ease", "--down-weight=leaked=2")
                .isRefused("the weight of leaked is 2");
        CommandLineRun.in(project, "retrain", "--run=ease", "--down-weight=leaked=x")
                .isRefused("the weight in leaked=x");
        CommandLineRun.in(project, "retrain", "--run=ease", "--down-weight=item:i99999")
                .isRefused("unknown item");
        CommandLineRun.in(project, "retrain", "--run=ease", "--down-weight=attribute:genre:g9=0")
                .isRefused("unknown value of the attribute genre");
        CommandLineRun.in(project, "retrain", "--run=ease", "--down-weight=repeated=1")
                .isRefused("none counts less");
        CommandLineRun.in(project, "retrain", "--run=ease", "--weights=none.csv")
                .isRefused("none.csv");
        CommandLineRun.in(project, "retrain", "--run=ease", "--part=train").isRefused("train");
    }
}
