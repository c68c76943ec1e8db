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
        Path file = project.resolve("runs/.explainers/transformer/next-item.score.removed.safetensors");
        byte[] before = Files.readAllBytes(file);
        CommandLineRun.in(project, "learn-explainer", "--epochs=2").isRefused("--replace");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void each_target_has_a_file_of_its_own() throws IOException {
        CommandLineRun.in(project, "learn-explainer", "--epochs=2", "--target=probability")
                .succeeds();
        Path files = project.resolve("runs/.explainers/transformer");
        assertThat(files.resolve("next-item.score.removed.safetensors")).exists();
        assertThat(files.resolve("next-item.probability.removed.safetensors")).exists();
        for (String target : new String[] {"score", "probability"}) {
            CommandLineRun.in(project, "explain", "--user=u1", "--method=learned", "--target=" + target)
                    .succeeds();
        }
    }

    @Test
    void the_single_file_of_earlier_versions_is_read() throws IOException {
        Path old = project.resolve("old");
        Files.createDirectories(old);
        SmallProject.write(old);
        CommandLineRun.in(old, "train").succeeds();
        CommandLineRun.in(old, "learn-explainer", "--epochs=2").succeeds();
        Files.move(
                old.resolve("runs/.explainers/transformer/next-item.score.removed.safetensors"),
                old.resolve("runs/transformer.explainer.safetensors"));
        CommandLineRun.in(old, "explain", "--user=u1", "--method=learned").succeeds();
        CommandLineRun.in(old, "explain", "--user=u1", "--method=learned", "--absence=masked")
                .isRefused("because learn-explainer --run transformer --target score --absence masked");
        CommandLineRun.in(old, "learn-explainer", "--epochs=2").isRefused("--replace");
    }

    @Test
    void a_model_and_its_explainer_are_learned_together() throws IOException {
        Path joint = project.resolve("joint");
        Files.createDirectories(joint);
        SmallProject.write(joint);
        CommandLineRun trained = CommandLineRun.in(joint, "train", "-o", "fidelity=0.1", "--json")
                .succeeds();
        assertThat(Schemas.errors("evaluate.json", trained.out())).isEmpty();
        assertThat(trained.json().at("/explainer/options/learnedWithModel").asString())
                .isEqualTo("true");
        CommandLineRun.in(joint, "explain", "--user=u1", "--method=learned").succeeds();
        CommandLineRun.in(joint, "judge", "--method=auto,learned-alone", "--keep", "--people=5")
                .isRefused("Maybe judge learned instead");
        CommandLineRun.in(joint, "retrain", "--run=transformer:next-item", "--down-weight=popular")
                .isRefused("Maybe --run transformer");
    }

    @Test
    void other_questions_and_other_models_say_what_to_do() {
        CommandLineRun.in(project, "explain", "--user=u1", "--method=learned", "--target=margin")
                .isRefused("because learn-explainer --run transformer --target margin");
        CommandLineRun.in(project, "explain", "--user=u1", "--method=learned", "--run=popularity")
                .isRefused("because learn-explainer --run popularity");
        CommandLineRun.in(project, "learn-explainer", "--run=popularity").isRefused("--method auto");
        CommandLineRun.in(project, "learn-explainer", "--absence=marginal", "--replace")
                .isRefused("removed or masked");
        CommandLineRun.in(project, "learn-explainer", "--people=3", "--replace").isRefused("10 to");
    }
}
