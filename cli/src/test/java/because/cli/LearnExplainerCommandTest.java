package because.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LearnExplainerCommandTest {
    @TempDir
    private static Path project;

    private static CommandLineRun learned = new CommandLineRun(-1, "", "");

    @BeforeAll
    static void learn() throws IOException {
        SmallProject.write(project);
        CommandLineRun.in(project, "train", "--model=popularity").succeeds();
        CommandLineRun.in(project, "train").succeeds();
        CommandLineRun.in(project, "explain", "--user=u1", "--method=learned").isRefused("because learn-explainer");
        learned = CommandLineRun.in(project, "learn-explainer", "--epochs=3", "--json")
                .succeeds();
    }

    @Test
    void says_in_json_what_was_learned() {
        JsonNode json = learned.json();
        assertThat(Schemas.errors("learn-explainer.json", learned.out())).isEmpty();
        assertThat(json.get("run").asString()).isEqualTo("transformer");
        assertThat(json.at("/measured/answers").asInt()).isPositive();
        assertThat(json.at("/options/epochs").asString()).isEqualTo("3");
    }

    @Test
    void explains_with_it_in_both_ways() {
        for (String method : new String[] {"learned", "learned-alone"}) {
            CommandLineRun run = CommandLineRun.in(project, "explain", "--user=u1", "--method=" + method, "--json")
                    .succeeds();
            assertThat(Schemas.errors("explain.json", run.out())).isEmpty();
            JsonNode header = run.json().get("explanation");
            assertThat(header.get("method").asString()).isEqualTo(method);
            assertThat(header.at("/options/learnedError").asString()).isNotEmpty();
            assertThat(run.json().get("text").asString()).contains("\nlearned   ");
        }
        CommandLineRun.in(project, "recommend", "--user=u1", "--why", "--method=learned-alone")
                .succeeds();
    }

    @Test
    void is_judged_beside_others() {
        CommandLineRun run = CommandLineRun.in(
                project, "judge", "--method=learned,learned-alone,auto", "--people=10", "--repeats=2", "--json");
        assertThat(Schemas.errors("judge.json", run.out())).isEmpty();
        assertThat(run.texts("methods", "name")).contains("learned", "learned-alone", "auto");
    }

    @Test
    void does_not_replace_unasked() throws IOException {
        Path file = project.resolve("runs/transformer.explainer.safetensors");
        byte[] before = Files.readAllBytes(file);
        CommandLineRun.in(project, "learn-explainer", "--epochs=2").isRefused("--replace");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void other_questions_and_other_models_say_what_to_do() {
        CommandLineRun.in(project, "explain", "--user=u1", "--method=learned", "--target=margin")
                .isRefused("because learn-explainer --target margin");
        CommandLineRun.in(project, "explain", "--user=u1", "--method=learned", "--run=popularity")
                .isRefused("because learn-explainer --run popularity");
        CommandLineRun.in(project, "learn-explainer", "--run=popularity").isRefused("--method auto");
        CommandLineRun.in(project, "learn-explainer", "--absence=marginal", "--replace")
                .isRefused("removed or masked");
        CommandLineRun.in(project, "learn-explainer", "--people=3", "--replace").isRefused("10 to");
    }
}
