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
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to somebody whose {@code because.yaml} or data is wrong. */
class ProjectFileErrorsTest {
    @TempDir
    private Path project;

    @BeforeEach
    void write() throws IOException {
        SmallProject.write(project);
    }

    private void yaml(String text) throws IOException {
        Files.writeString(project.resolve("because.yaml"), text);
    }

    private CommandLineRun train() {
        return CommandLineRun.in(project, "train", "--model=popularity");
    }

    @Test
    void a_project_that_is_right_is_trained() {
        train().succeeds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "evaluate", "runs", "recommend --user=1", "explain --user=1", "data check"})
    void a_folder_without_a_project_is_refused_with_what_to_do(String command) throws IOException {
        Files.delete(project.resolve("because.yaml"));
        CommandLineRun.in(project, command.split(" ")).isRefused("there is no", "because.yaml", "Maybe", "--project");
    }

    @ParameterizedTest
    @CsvSource({
        "training:,trainings:,'trainings',training",
        "seed:,seeds:,'seeds',seed",
        "item: item,itm: item,'itm',item",
        "kind: transformer,kind: transfomer,'transfomer',transformer",
        "dimension: 8,dimensions: 8,'dimensions',dimension",
        "user: user,user: usr,'usr',user"
    })
    void a_misspelt_word_in_the_file_is_named_together_with_the_near_one(
            String from, String to, String named, String near) throws IOException {
        assertThat(SmallProject.YAML).contains(from);
        yaml(SmallProject.YAML.replace(from, to));
        CommandLineRun run = CommandLineRun.in(project, "train")
                .isRefused(named.replace("'", "").strip());
        assertThat(run.err()).containsPattern("(Maybe.*|known: .*)\\b" + near + "\\b");
    }

    @Test
    void what_is_not_yaml_is_refused() throws IOException {
        yaml("data: [events.csv\nmodel: }");
        train().isRefused("because.yaml", "is not YAML");
        yaml("");
        train().isRefused("holds no keys");
        yaml("- data\n");
        train().isRefused("holds no keys");
        Files.write(project.resolve("because.yaml"), new byte[] {'d', ':', ' ', (byte) 0xff, (byte) 0xfe});
        train().isRefused("is not UTF-8");
    }

    @Test
    void a_key_that_is_there_twice_is_refused() throws IOException {
        yaml(SmallProject.YAML + "training:\n  seed: 8\n");
        train().isRefused("because.yaml", "training");
    }

    @ParameterizedTest
    @CsvSource({
        "seed: 7,seed: seven,training.seed",
        "seed: 7,seed: 7.5,training.seed",
        "workers: 2,workers: 0,training.workers",
        "workers: 2,workers: 99999999999,training.workers",
        "dimension: 8,dimension: -8,dimension",
        "dimension: 8,dimension: wide,dimension",
        "epochs: 4,epochs: [4],epochs",
        "training:,training: all,training"
    })
    void a_value_out_of_range_is_refused_by_its_key(String from, String to, String key) throws IOException {
        String yaml = SmallProject.YAML.replace(from, to);
        yaml(to.equals("training: all") ? yaml.substring(0, yaml.indexOf(to) + to.length()) : yaml);
        CommandLineRun.in(project, "train").isRefused(key);
    }

    @Test
    void data_that_is_not_there_is_refused() throws IOException {
        Files.delete(project.resolve("events.csv"));
        train().isRefused("events.csv");
        yaml("data: nowhere\n");
        train().isRefused("nowhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "user,item,value,time\n"})
    void data_without_events_is_refused(String events) throws IOException {
        Files.writeString(project.resolve("events.csv"), events);
        train().isRefused("events");
    }

    @Test
    void data_too_small_to_hold_out_anything_is_refused_or_trained_but_never_breaks() throws IOException {
        Files.writeString(project.resolve("events.csv"), "user,item,value,time\nu1,i1,1,1\n");
        for (String model :
                new String[] {"popularity", "itemknn", "ease", "ials", "logistic", "fm", "vbmf", "transformer"}) {
            CommandLineRun run = CommandLineRun.in(project, "train", "--model=" + model);
            assertThat(run.code()).as(model + run.err()).isIn(0, 2);
        }
    }
}
