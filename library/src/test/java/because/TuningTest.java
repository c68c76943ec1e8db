package because;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Progress;
import because.core.Recommender;
import because.models.tune.Trial;
import because.models.tune.Tuner;
import because.testkit.PlantedEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TuningTest {
    private static final String YAML = """
            # A small world.
            data: events.csv # where it lies
            model:
              kind: %s # to be tuned
              options: {%s}

            # How it is trained.
            training: {workers: 2, seed: 3}
            tuning:
              configurations: 4
              reduction: 2
              space: {%s}
            """;

    private static final String SMALL =
            "dimension: 8, window: 10, negatives: 16, batchTokens: 256, epochs: 4, averaging: 0";

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        PlantedEvents world = PlantedEvents.generate(new PlantedEvents.Options(50, 30, 10, 1, 0.8), 1);
        StringBuilder csv = new StringBuilder("user,item,value,time\n");
        for (int user = 0; user < 50; user++) {
            for (int row = world.data().events().from(user);
                    row < world.data().events().to(user);
                    row++) {
                csv.append(
                        "u" + user + ",i" + world.data().events().item(row) + "," + (1 + row % 5) + "," + row + "\n");
            }
        }
        Files.writeString(folder.resolve("events.csv"), csv);
    }

    private Project project(String kind, String options, String space) throws IOException {
        Files.writeString(folder.resolve(Config.FILE), YAML.formatted(kind, options, space));
        return Project.open(folder);
    }

    private Tuning.Found tune(Project project) {
        return Tuning.tune(project, "tuned", true, false, Progress.NONE);
    }

    private static String fingerprint(Project project, String run) {
        try (Recommender model = Models.open(project.runs().path(run))) {
            return model.provenance().fingerprint();
        }
    }

    private static Trial best(Tuning.Found found) {
        return found.trials().get(found.best());
    }

    /** Whose validation metric was best when all were trained apart. */
    @Test
    void finds_what_trying_each_one_finds() throws IOException {
        Project project = project("itemknn", "", "neighbours: [1, 3, 10]");
        Tuning.Found found = tune(project);
        assertThat(found.budget()).isEqualTo(Tuner.Budget.FULL);
        assertThat(found.trials()).hasSize(4);
        Map<String, Double> apart = new java.util.TreeMap<>();
        for (String neighbours : List.of("1", "3", "10", "100")) {
            Config config = project.config().withModel(new Config.Model("itemknn", Map.of("neighbours", neighbours)));
            Training.Trained trained = Training.train(project.with(config), "apart", true, Progress.NONE);
            apart.put(neighbours, trained.validation().metric("ndcg@10").mean());
            trained.recommender().close();
        }
        for (Trial trial : found.trials()) {
            assertThat(trial.results().getLast().mean())
                    .isCloseTo(
                            apart.getOrDefault(trial.values().getOrDefault("neighbours", ""), Double.NaN),
                            within(1e-12)); // two ways to add up a mean
        }
        String wanted = found.trials().stream()
                .max(Comparator.comparingDouble(
                                (Trial trial) -> trial.results().getLast().mean())
                        .thenComparing(trial -> -trial.number()))
                .orElseThrow()
                .values()
                .getOrDefault("neighbours", "");
        assertThat(best(found).values()).containsEntry("neighbours", wanted);
        assertThat(found.trials().getFirst().values()).containsEntry("neighbours", "100");
        assertThat(found.effects()).hasSize(1);
        assertThat(folder.resolve("runs/.tuned.tuning")).doesNotExist();
        assertThat(Json.read(Files.readString(folder.resolve("runs/tuned.tuning.json")))
                        .get("best")
                        .asInt())
                .isEqualTo(found.best());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "transformer|dimension: 8, window: 10, negatives: 16, batchTokens: 256, epochs: 4, averaging: 0|learningRate: 0.001..0.02 log, dropout: [0.0, 0.2]",
                "ease|''|regularisation: 1..100 log",
                "ials|iterations: 4|factors: 2..8, alpha: 1..20"
            })
    void the_best_model_is_the_one_that_its_options_train(String kind, String options, String space)
            throws IOException {
        Project project = project(kind, options, space);
        Tuning.Found found = tune(project);
        assertThat(found.rungs().getLast().budget()).isEqualTo(kind.equals("ease") ? 1 : 4);
        assertThat(found.rungs()).hasSize(kind.equals("ease") ? 1 : 3);
        Tuning.apply(project, found);
        String yaml = Files.readString(folder.resolve(Config.FILE));
        assertThat(yaml)
                .startsWith("# A small world.\ndata: events.csv # where it lies\n" + found.yaml())
                .contains("\n\n# How it is trained.\ntraining: {workers: 2, seed: 3}\ntuning:\n");
        Project applied = Project.open(folder);
        assertThat(applied.config()).isEqualTo(project.config().withModel(found.model()));
        Training.train(applied, "again", true, Progress.NONE).recommender().close();
        assertThat(fingerprint(project, "tuned")).isEqualTo(fingerprint(project, "again"));
        double again = project.runs().list().runs().stream()
                .filter(run -> run.name().equals("again"))
                .findFirst()
                .orElseThrow()
                .metrics()
                .getOrDefault("validation ndcg@10", Double.NaN);
        assertThat(best(found).results().getLast().mean()).isCloseTo(again, within(1e-12));
    }

    @Test
    void a_killed_tuning_ends_in_the_same_model() throws IOException {
        Project project = project("transformer", SMALL, "learningRate: 0.001..0.02 log");
        Tuning.Found unbroken = tune(project);
        String fingerprint = fingerprint(project, "tuned");
        AtomicInteger steps = new AtomicInteger();
        Progress killing = new Progress() {
            @Override
            public void stage(String name, long total) {}

            @Override
            public void step(long done, Map<String, Double> values) {
                if (values.containsKey(LEFT) && steps.incrementAndGet() == 7) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        assertThatThrownBy(() -> Tuning.tune(project, "killed", true, false, killing))
                .hasMessage("killed");
        assertThat(folder.resolve("runs/.killed.tuning")).exists();
        // Another tuning does not take it for its own.
        Project other = project.with(project.config()
                .withTuning(new TuningOptions(Map.of("dropout", "0.1, 0.2"), 4, 2, 0, TuningOptions.Budget.AUTO, 1)));
        assertThatThrownBy(() -> Tuning.tune(other, "killed", true, false, Progress.NONE))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--restart");
        Tuning.Found found = Tuning.tune(project, "killed", true, false, Progress.NONE);
        assertThat(fingerprint(project, "killed")).isEqualTo(fingerprint);
        assertThat(found.effects()).isEqualTo(unbroken.effects());
        assertThat(found.gain()).isEqualTo(unbroken.gain());
        assertThat(found.trials().stream()
                        .map(trial -> trial.results().getLast().mean()))
                .isEqualTo(unbroken.trials().stream()
                        .map(trial -> trial.results().getLast().mean())
                        .toList());
        Tuning.tune(other, "killed", true, true, Progress.NONE);
    }

    @Test
    void each_kind_of_model_has_a_usual_space_that_fits_it() throws IOException {
        Project project = project("popularity", "", "");
        for (String kind : Models.kinds()) {
            Map<String, String> usual = TuningSpaces.usual(kind, Models.defaults(kind));
            if (kind.equals("content") || Models.outside(kind)) {
                assertThat(usual).isEmpty(); // it learns nothing, so there is nothing to tune
                continue;
            }
            assertThat(usual).as(kind).isNotEmpty();
            because.models.tune.Space.parse(usual)
                    .draw(20, Models.defaults(kind), 1, values -> Models.trainer(kind, values));
            assertThat(Models.defaults(kind).keySet()).containsAll(usual.keySet());
        }
        assertThat(TuningSpaces.usual("transformer", Map.of("loss", "softmax"))).doesNotContainKey("negatives");
        Tuning.Found found = tune(project);
        assertThat(found.space()).containsOnlyKeys("window");
        assertThat(found.trials()).hasSize(4);
    }

    @Test
    void people_are_a_budget_for_any_model() throws IOException {
        Project project = project("itemknn", "", "neighbours: 1..50");
        Project people = project.with(project.config()
                .withTuning(
                        new TuningOptions(Map.of("neighbours", "1..50"), 4, 2, 25, TuningOptions.Budget.PEOPLE, 1)));
        Tuning.Found found = tune(people);
        assertThat(found.rungs().stream().map(rung -> rung.budget())).containsExactly(25, 50, 100);
        Tuning.apply(project, found);
        Training.train(Project.open(folder), "again", true, Progress.NONE)
                .recommender()
                .close();
        assertThat(fingerprint(project, "tuned")).isEqualTo(fingerprint(project, "again"));
    }

    /** Sixty people with one event to learn from, and two with all others: without these there is nothing before an event, and the preset reads no ratings. */
    @Test
    void a_preset_chooses_by_all_people_what_is_trained_on_few() throws IOException {
        StringBuilder csv = new StringBuilder("user,item,value,time\n");
        for (int row = 0; row < 420; row++) {
            csv.append("u" + (row < 120 ? row / 2 : 60 + row % 2) + ",i" + row % 30 + "," + (1 + row % 5) + "," + row
                    + "\n");
        }
        Files.writeString(folder.resolve("events.csv"), csv);
        Files.writeString(
                folder.resolve(Config.FILE),
                YAML.replace("seed: 3", "seed: 4") // by which neither of the two is among the first people
                                .formatted("transformer", SMALL.replace("epochs: 4", "epochs: 1"), "dropout: 0.0..0.1")
                        + "task: rating\n");
        Project project = Project.open(folder);
        Set<String> read = new TreeSet<>();
        Set<String> data = new TreeSet<>();
        Progress looking = new Progress() {
            @Override
            public void stage(String name, long total) {}

            @Override
            public void step(long done, Map<String, Double> values) {
                for (String training : trainings()) {
                    read.addAll(found("actions=(\\w+)", training));
                    data.addAll(found("data (\\w+)", training));
                }
            }
        };
        Tuning.tune(
                project.with(project.config()
                        .withTuning(new TuningOptions(
                                Map.of("dropout", "0.0..0.1"), 4, 4, 25, TuningOptions.Budget.PEOPLE, 1))),
                "tuned",
                true,
                false,
                looking);
        assertThat(data).as("of some of the people, and of all").hasSize(2);
        assertThat(read).containsExactly("true");
    }

    /** What the checkpoints say of their trainings. */
    private List<String> trainings() {
        try (Stream<Path> files = Files.walk(folder.resolve("runs"))) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(file -> file.endsWith("state.json")).toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void ratings_are_tuned_by_their_own_loss() throws IOException {
        Project project = project("vbmf", "iterations: 4", "factors: 1..5");
        assertThat(tune(project).metric()).isEqualTo("minus squared-error");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ease|regularization: 1..10|unknown option of the model ease in the space 'regularization'",
                "transformer|epochs: 1..10|nor how long a training is",
                "transformer|queryTime: [true, false]|do not change what is measured",
                "ease|regularisation: 5|two or more",
                "transformer|heads: [3, 5]|no configuration of the space fits"
            })
    void a_space_that_does_not_fit_is_refused(String kind, String space, String complaint) {
        assertThatThrownBy(() -> tune(project(kind, "", space)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(complaint);
        assertThat(folder.resolve("runs/tuned")).doesNotExist();
    }

    @Test
    void a_budget_that_the_model_lacks_is_refused() throws IOException {
        Project project = project("ease", "", "");
        Project epochs = project.with(
                project.config().withTuning(new TuningOptions(Map.of(), 4, 2, 0, TuningOptions.Budget.EPOCHS, 1)));
        assertThatThrownBy(() -> tune(epochs)).isInstanceOf(BadInput.class).hasMessageContaining("has no epochs");
        assertThatThrownBy(() -> new TuningOptions(Map.of(), 1, 2, 0, TuningOptions.Budget.AUTO, 1))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> new TuningOptions(Map.of(), 4, 1, 0, TuningOptions.Budget.AUTO, 1))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> new TuningOptions(Map.of(), 4, 2, -1, TuningOptions.Budget.AUTO, 1))
                .isInstanceOf(BadInput.class);
    }

    /** The section is replaced wherever it stands and however it is written, or the file stays as it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: x\n",
                "data: x\nmodel: {kind: ease, options: {regularisation: 7}}\n# end\nruns: r\n",
                "model:\n  # why\n  kind: ease\n\n  options:\n    regularisation: 7\n\n# about data\ndata: x\n",
                "data: x\nmodel:\n  kind: ease # last line",
                "data: x\nmodel: {kind: ease,\n  options: {regularisation: 7}}\n"
            })
    void only_the_section_model_changes(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve(Config.FILE), yaml);
        Config before = ConfigReader.read(file);
        Config.Model model = new Config.Model("itemknn", Map.of("neighbours", "5", "idf", "false"));
        ModelSection.put(file, model);
        assertThat(ConfigReader.read(file)).isEqualTo(before.withModel(model));
        for (String line : yaml.split("\n")) {
            if (line.startsWith("#") || line.startsWith("data") || line.startsWith("runs")) {
                assertThat(Files.readString(file)).contains(line + "\n");
            }
        }
    }

    @Test
    void a_file_that_cannot_be_changed_safely_stays_as_it_is() throws IOException {
        Path file = Files.writeString(folder.resolve(Config.FILE), "{data: x, model: {kind: ease}}\n");
        Config.Model model = new Config.Model("itemknn", Map.of());
        assertThatThrownBy(() -> ModelSection.put(file, model))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("kind: itemknn");
        assertThat(Files.readString(file)).isEqualTo("{data: x, model: {kind: ease}}\n");
        assertThat(folder.resolve(Config.FILE + ".next")).doesNotExist();
    }
}
