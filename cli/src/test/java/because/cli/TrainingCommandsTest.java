package because.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.Project;
import because.Training;
import because.core.Progress;
import because.models.store.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands train, evaluate and runs. */
class TrainingCommandsTest {
    @TempDir
    private Path project;

    @BeforeEach
    void write() throws IOException {
        SmallProject.write(project);
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.in(project, arguments);
    }

    private String fingerprint(String... arguments) {
        return run(arguments).succeeds().json().get("fingerprint").asString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"popularity", "itemknn", "ease", "ials", "vbmf", "transformer"})
    void each_model_is_trained_kept_and_found_again(String model) {
        String fingerprint = fingerprint("train", "--model=" + model, "--json");
        CommandLineRun runs = run("runs", "--json").succeeds();
        assertThat(runs.texts("runs", "name")).containsExactly(model);
        assertThat(runs.texts("runs", "fingerprint")).containsExactly(fingerprint);
        assertThat(run("recommend", "--user=u1", "--json")
                        .succeeds()
                        .json()
                        .get("model")
                        .asString())
                .isEqualTo(model);
        assertThat(run("recommend", "--user=u1", "--why", "-n", "2").succeeds().out())
                .contains("  1  Title");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ials", "transformer"})
    void the_seed_and_nothing_else_decides_the_model(String model) {
        String one = fingerprint("train", "--model=" + model, "--name=one", "--workers=1", "--json");
        String two = fingerprint("train", "--model=" + model, "--name=two", "--workers=2", "--json");
        String other = fingerprint("train", "--model=" + model, "--name=other", "--seed=8", "--json");
        assertThat(two).isEqualTo(one).isNotEqualTo(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ease", "transformer"})
    void a_model_learns_once_more_from_all_events(String model) {
        String first = fingerprint("train", "--model=" + model, "--json");
        run("train", "--like=" + model, "--through=validation", "--name=late", "--evaluate=test")
                .succeeds();
        String all = fingerprint("train", "--like=" + model, "--json");
        assertThat(all).isNotEqualTo(first);
        assertThat(fingerprint("train", "--like=" + model, "--name=again", "--json"))
                .isEqualTo(all);
        assertThat(run("recommend", "--user=u1", "--json").succeeds().json().has("recommendations"))
                .isTrue();
        run("evaluate", "late").succeeds();
        // It has seen what it would have to predict.
        run("evaluate", model + "-final").isRefused("may have seen");
        run("evaluate", "late", "--part=validation").isRefused("may have seen");
        run("train", "--like=" + model, "--evaluate=test").isRefused("--through validation");
        run("train", "--like=" + model, "--seed=3").isRefused("--like takes");
        run("train", "--like=nothing").isRefused("nothing");
    }

    @Test
    void an_unfinished_training_stands_in_the_way_of_another_one_until_it_is_thrown_away() {
        String first = fingerprint("train", "--name=first", "--json");
        Progress killing = new Progress() {
            @Override
            public void stage(String name, long total) {}

            @Override
            public void step(long done, Map<String, Double> values) {
                if (done == 2) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        Project opened = Project.open(project);
        for (String name : List.of("transformer", "first-final")) {
            assertThatThrownBy(() -> Training.train(opened, name, true, killing))
                    .hasMessage("killed");
        }
        run("train", "--seed=8").isRefused("another seed", "because train --restart");
        assertThat(fingerprint("train", "--seed=8", "--restart", "--json")).isNotEqualTo(first);
        run("train", "--like=first").isRefused("other data", "because train --restart");
        run("train", "--like=first", "--restart").succeeds();
    }

    @Test
    void asked_at_the_time_of_the_target_is_another_protocol() {
        run("train", "--option=block=hstu", "--option=queryTime=true").succeeds();
        assertThat(run("runs").succeeds().out()).contains(" *", "* asked at the time of what is predicted");
        assertThat(run("evaluate", "--query-time").succeeds().out()).contains("asked at the target's time");
        assertThat(run("evaluate").succeeds().out()).contains("ranking: full;");
    }

    @Test
    void the_tour_leaves_out_what_the_data_does_not_allow(@TempDir Path other) throws IOException {
        Path events = other.resolve("bought.csv");
        Files.writeString(
                events, Files.readString(project.resolve("events.csv")).replaceAll("(?m)^([^,]*,[^,]*),.*$", "$1"));
        CommandLineRun tour = CommandLineRun.of("quickstart", "--json", "--data=" + events, "--folder=" + other)
                .succeeds();
        assertThat(Schemas.errors("quickstart.json", tour.out())).isEmpty();
        assertThat(tour.texts("models", "name"))
                .containsExactly("popularity", "itemknn", "ease", "ials", "transformer");
        assertThat(tour.json().get("notes").toString()).contains("without content: ", "without affinity: ");
    }

    @Test
    void before_the_first_training_there_is_nothing_to_ask() {
        assertThat(run("runs").succeeds().out()).contains("no trained model yet", "because train");
        assertThat(run("runs", "--json").succeeds().texts("runs", "name")).isEmpty();
        run("recommend", "--user=u1").isRefused("no trained model", "because train");
        run("evaluate").isRefused("no trained model", "because train");
    }

    @Test
    void a_model_is_kept_when_that_is_asked_for_and_replaced_otherwise() {
        String first = fingerprint("train", "--model=itemknn", "--json");
        run("train", "--model=itemknn", "--option=neighbours=3", "--keep").isRefused("already holds a model");
        assertThat(run("runs", "--json").texts("runs", "fingerprint")).containsExactly(first);
        String second = fingerprint("train", "--model=itemknn", "--option=neighbours=3", "--json");
        assertThat(run("runs", "--json").texts("runs", "fingerprint")).containsExactly(second);
        assertThat(second).isNotEqualTo(first);
        run("train", "--model=itemknn", "--name=another", "--keep").succeeds();
    }

    @Test
    void two_trainings_into_one_folder_are_refused() throws IOException {
        Path folder = project.resolve("runs/itemknn");
        Files.createDirectories(folder.getParent());
        try (ModelFolder _ = ModelFolder.reserve(folder, true)) {
            run("train", "--model=itemknn").isRefused("itemknn");
            run("train", "--model=itemknn", "--name=free").succeeds();
        }
        run("train", "--model=itemknn").succeeds();
    }

    @ParameterizedTest
    @CsvSource({
        "--model=itemkn,'itemkn',itemknn",
        "--option=dimensoin=8,'dimensoin',dimension",
        "--option=dimension=big,dimension,big",
        "--option=dimension=7,heads,7",
        "--name=../elsewhere,'../elsewhere',letters",
        "--name=.hidden,'.hidden',letters",
        "--evaluate=train,'train',validation",
        "--evaluate=tset,tset,TEST",
        "--workers=0,workers,1 or more"
    })
    void what_cannot_be_trained_is_refused_before_time_is_spent(String option, String named, String allowed)
            throws IOException {
        CommandLineRun run = run("train", option).isRefused(named, allowed);
        assertThat(run.err()).doesNotContain("training transformer:");
        assertThat(project.resolve("runs/transformer")).doesNotExist();
    }

    @Test
    void an_evaluation_on_other_data_is_refused() throws IOException {
        run("train", "--model=itemknn").succeeds();
        run("evaluate").succeeds();
        Files.writeString(
                project.resolve("events.csv"),
                SmallProject.event("u1", 59, 5, 90_000) + "\n",
                StandardOpenOption.APPEND);
        run("evaluate").isRefused("trained on other data", "Maybe", "because train");
    }

    @Test
    void what_cannot_be_evaluated_is_refused() {
        run("train", "--model=itemknn").succeeds();
        run("train", "--model=popularity").succeeds();
        run("evaluate", "--part=train").isRefused("'train'", "validation, test");
        run("evaluate", "--part=tests").isRefused("--part", "TEST");
        run("evaluate", "itemkn").isRefused("'itemkn'", "itemknn");
        run("evaluate", "itemknn", "popularity", "--metric=ndgc@10").isRefused("'ndgc@10'", "ndcg@10");
        assertThat(run("evaluate", "itemknn", "popularity").succeeds().out())
                .contains("popularity less itemknn: ndcg@10", "paired bootstrap");
    }

    @Test
    void a_damaged_model_is_refused_whichever_file_is_damaged() throws IOException {
        Path folder = project.resolve("runs/transformer");
        run("train", "--model=popularity").succeeds();
        run("train", "--model=transformer").succeeds();
        List<Path> files;
        try (Stream<Path> children = Files.list(folder)) {
            files = children.sorted().toList();
        }
        assertThat(files).hasSizeGreaterThan(3);
        for (Path file : files) {
            byte[] whole = Files.readAllBytes(file);
            byte[] flipped = whole.clone();
            flipped[flipped.length / 2] ^= 1;
            Files.write(file, flipped);
            isRefused();
            Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
            isRefused();
            if (!file.endsWith("model.json")) {
                Files.delete(file);
                isRefused();
            }
            Files.write(file, whole);
            run("recommend", "--user=u1", "--run=transformer").succeeds();
        }
    }

    private void isRefused() {
        run("recommend", "--user=u1", "--run=transformer").isRefused("transformer");
        CommandLineRun runs = run("runs", "--json").succeeds();
        assertThat(runs.texts("runs", "name")).containsExactly("popularity");
        assertThat(runs.json().get("unreadable")).hasSize(1);
    }
}
