package because.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TuneCommandTest {
    @TempDir
    private Path project;

    @BeforeEach
    void write() throws IOException {
        SmallProject.write(project);
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.in(project, arguments);
    }

    @Test
    void prints_what_its_schema_says_and_keeps_it() throws IOException {
        CommandLineRun run = run(
                        "tune",
                        "--space=learningRate=0.001..0.02 log",
                        "--space=dropout=0.1,0.3",
                        "--configurations=4",
                        "--reduction=2",
                        "--json")
                .succeeds();
        assertThat(Schemas.errors("tune.json", run.out())).isEmpty();
        JsonNode json = run.json();
        assertThat(json.get("rungs").toString())
                .isEqualTo("[{\"configurations\":4,\"budget\":1},{\"configurations\":2,\"budget\":2},"
                        + "{\"configurations\":1,\"budget\":4}]");
        assertThat(json.get("trials")).hasSize(4);
        assertThat(Files.readString(project.resolve("runs/tuned.tuning.json")).strip())
                .isEqualTo(run.out().strip());
        assertThat(run("runs", "--json").texts("runs", "name")).containsExactly("tuned");
        assertThat(run.err()).contains("tuning, rung 1 of 3 (4 configurations, to epoch 1)");
    }

    @Test
    void says_in_words_what_was_tried_what_mattered_and_what_to_write() throws IOException {
        CommandLineRun run = run("tune", "--model=itemknn", "-n=5", "--space=neighbours=1..40", "--name=knn", "--apply")
                .succeeds();
        assertThat(run.out())
                .contains("Tuned itemknn by validation ndcg@10, configurations by rung: 5")
                .contains("0 (present)", "What mattered", "95 % interval", "because.yaml now says:")
                .contains("kind: itemknn", "because evaluate knn", "validation part");
        String yaml = Files.readString(project.resolve("because.yaml"));
        assertThat(yaml).contains("model:\n  kind: itemknn\n").contains("training:\n  seed: 7\n  workers: 2\n");
        run("train", "--json").succeeds();
        assertThat(run("runs", "--json").texts("runs", "fingerprint").stream().distinct())
                .hasSize(1);
        run("evaluate", "knn").succeeds();
    }

    @Test
    void a_model_of_that_name_is_kept_if_that_is_asked_for() {
        run("train", "--model=popularity", "--name=tuned").succeeds();
        run("tune", "--model=popularity", "--keep").isRefused("already holds a model");
        run("tune", "--model=popularity", "-n=3").succeeds();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--space=dropuot=0.1,0.2|dropuot|Maybe you meant dropout",
                "--space=dropout=0.1|dropout|two or more",
                "--space=dropout|NAME=VALUES|dropout",
                "--configurations=1|configurations|2 or more",
                "--reduction=1|reduction|2 or more",
                "--least=100|least budget|4",
                "--budget=money|money|AUTO",
                "--memory=lots|--memory|4g",
                "--model=eese|eese|ease",
                "--name=../x|../x|letters"
            })
    void what_cannot_be_tuned_is_refused_before_time_is_spent(String option, String named, String allowed) {
        run("tune", option).isRefused(named, allowed);
        assertThat(project.resolve("runs/tuned")).doesNotExist();
    }
}
