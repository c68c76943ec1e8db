package because.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class JudgeCommandTest {
    @TempDir
    private static Path project;

    @BeforeAll
    static void train() throws IOException {
        SmallProject.write(project);
        CommandLineRun.in(project, "train", "--model=ease").succeeds();
        CommandLineRun.in(project, "train").succeeds();
    }

    @Test
    void a_judgement_is_printed_by_its_schema_and_the_same_each_time() {
        String[] command = {
            "judge", "--run=ease", "--method=shapley-permutation,leave-one-out", "--people=12", "--repeats=2", "--json"
        };
        CommandLineRun run = CommandLineRun.in(project, command).succeeds();
        assertThat(Schemas.errors("judge.json", run.out())).isEmpty();
        JsonNode json = run.json();
        assertThat(json.get("people").asInt()).isEqualTo(12);
        assertThat(json.get("absence").asString()).isEqualTo("removed");
        assertThat(run.texts("methods", "name")).containsExactly("shapley-permutation", "leave-one-out");
        assertThat(json.at("/methods/0/againstRandom/verdict").asString()).isEqualTo("better than random");
        assertThat(json.at("/methods/0/metrics/randomised data/mean").isNumber())
                .isTrue();
        JsonNode again = CommandLineRun.in(project, command).succeeds().json();
        // All but the seconds.
        assertThat(again.at("/methods/1/metrics/CDCG")).isEqualTo(json.at("/methods/1/metrics/CDCG"));
        assertThat(again.get("bounds")).isEqualTo(json.get("bounds"));
    }

    @Test
    void no_order_is_better_than_the_best_that_all_methods_have_together() {
        JsonNode json = CommandLineRun.in(
                        project,
                        "judge",
                        "--run=ease",
                        "--method=leave-one-out,auto",
                        "--people=8",
                        "--repeats=0",
                        "--json")
                .succeeds()
                .json();
        double best = 1;
        for (JsonNode method : json.get("methods")) {
            best = Math.min(best, method.at("/metrics/POS@5/mean").asDouble());
        }
        for (JsonNode bound : json.get("bounds")) {
            if (bound.get("name").asString().startsWith("best of methods")) {
                assertThat(bound.at("/metrics/POS@5/mean").asDouble()).isLessThanOrEqualTo(best);
            }
        }
    }

    @Test
    void people_read_tables_with_bounds_and_can_keep_them() throws IOException {
        Path file = project.resolve("judged.md");
        CommandLineRun run = CommandLineRun.in(
                project, "judge", "--run=transformer", "--people=10", "--repeats=2", "--markdown=" + file);
        assertThat(run.code()).as(run.err()).isLessThanOrEqualTo(1);
        assertThat(run.out())
                .contains("10 people, 1 recommendation each", "POS@5 ↓", "(random order)", "(search, removing)")
                .contains("all weights →0", "claims that do not hold");
        assertThat(Files.readString(file)).contains("| method |", "leave-one-out");
    }

    @Test
    void what_does_best_is_kept_with_the_model_and_auto_goes_by_it_and_says_so() throws IOException {
        String[] explain = {"explain", "--run=ease", "--user=u1", "--calls=1024"};
        assertThat(CommandLineRun.in(project, explain).succeeds().out())
                .contains("choice    the usual method: none was judged on this model (because judge --keep does)");
        CommandLineRun run = CommandLineRun.in(
                project,
                "judge",
                "--run=ease",
                "--keep",
                "--method=auto,leave-one-out,shapley-permutation",
                "--people=24",
                "--repeats=0",
                "--json");
        assertThat(run.code()).as(run.err()).isLessThanOrEqualTo(1);
        assertThat(Schemas.errors("judge.json", run.out())).isEmpty();
        assertThat(run.json().at("/choice/people").asInt()).isEqualTo(24);
        String picked = run.json().at("/choice/picked").asString();
        CommandLineRun why = CommandLineRun.in(project, explain).succeeds();
        assertThat(why.out()).containsPattern("choice    (by measurement|the usual method: on 2. people)");
        assertThat(why.out()).contains(picked.equals("auto") ? "method    shapley-" : "method    " + picked);
        Files.writeString(project.resolve("runs/.judged/ease.json"), "{");
        assertThat(CommandLineRun.in(project, explain).succeeds().out())
                .contains("what was judged cannot be read, ease.json");
        Files.delete(project.resolve("runs/.judged/ease.json"));
        CommandLineRun.in(project, "judge", "--keep", "--method=lime").isRefused("auto among them");
        CommandLineRun.in(project, "judge", "--keep", "--no-search").isRefused("needs the searched orders");
        CommandLineRun.in(project, "judge", "--keep", "--lean").isRefused("--lean does not look at");
    }

    @Test
    void what_the_reasons_lean_on_is_reported_by_its_schema() {
        CommandLineRun run = CommandLineRun.in(
                project,
                "judge",
                "--run=ease",
                "--lean",
                "--retrain",
                "--people=20",
                "--method=leave-one-out",
                "--json");
        assertThat(run.code()).as(run.err()).isLessThanOrEqualTo(1);
        assertThat(Schemas.errors("lean.json", run.out())).isEmpty();
        boolean leaned = run.json()
                .get("leanings")
                .valueStream()
                .anyMatch(kind -> kind.get("leaned").asBoolean());
        assertThat(run.json().has("retrained")).isEqualTo(leaned);
        CommandLineRun text = CommandLineRun.in(project, "judge", "--run=ease", "--lean", "--people=20");
        assertThat(text.out()).contains("share of weight", "repeated items", "Items that carry more than their share");
        CommandLineRun.in(project, "judge", "--retrain").isRefused("--retrain goes with --lean");
    }

    @Test
    void what_cannot_be_judged_is_refused() {
        CommandLineRun.in(project, "judge", "--method=tarot").isRefused("unknown explainer 'tarot'");
        CommandLineRun.in(project, "judge", "--people=0").isRefused("people is 0");
        CommandLineRun.in(project, "judge", "--run=ease", "--absence=masked", "--people=2")
                .isRefused("absence is 'masked'");
    }
}
