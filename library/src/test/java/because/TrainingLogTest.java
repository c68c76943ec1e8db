package because;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.core.Device;
import because.core.Progress;
import because.core.Recommender;
import because.testkit.PlantedEvents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Curves, time and memory of a project's trainings. */
class TrainingLogTest {
    @TempDir
    private Path folder;

    private Project project = Project.of(Path.of("."), Config.of("none", Path.of(".")));

    @BeforeEach
    void write() throws IOException {
        PlantedEvents world = PlantedEvents.generate(new PlantedEvents.Options(40, 30, 8, 1, 0.8), 1);
        StringBuilder csv = new StringBuilder("user,item,time\n");
        for (int user = 0; user < 40; user++) {
            for (int row = world.data().events().from(user);
                    row < world.data().events().to(user);
                    row++) {
                csv.append("u" + user + ",i" + world.data().events().item(row) + "," + row + "\n");
            }
        }
        Files.writeString(folder.resolve("events.csv"), csv);
        Files.writeString(folder.resolve(Config.FILE), """
                data: events.csv
                model:
                  options: {dimension: 8, window: 10, negatives: 16, batchTokens: 256, epochs: 4}
                training: {workers: 2}
                """);
        project = Project.open(folder);
    }

    private void train(String name, Progress progress) {
        Training.train(project, name, true, progress).recommender().close();
    }

    /** How many events each file has after the first one, which names the version; the oldest file first. */
    private List<Integer> events(String name) throws IOException {
        Path curves = folder.resolve("runs/.tensorboard").resolve(name);
        List<Integer> counts = new ArrayList<>();
        try (Stream<Path> files = Files.list(curves)) {
            for (Path file : files.sorted().toList()) {
                ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
                int count = -1;
                while (bytes.hasRemaining()) {
                    bytes.position(bytes.position() + 12 + (int) bytes.getLong(bytes.position()) + 4);
                    count++;
                }
                counts.add(count);
            }
        }
        return counts;
    }

    private Map<String, Double> metrics(String name) {
        return project.runs().run(name).metrics();
    }

    private static Progress killedAfter(int epoch, long millis) {
        return new Progress() {
            @Override
            public void stage(String name, long total) {}

            @Override
            public void step(long done, Map<String, Double> values) {
                if (done == epoch) {
                    try {
                        Thread.sleep(millis);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new IllegalStateException("killed");
                }
            }
        };
    }

    @Test
    void each_epoch_is_an_event_and_time_and_memory_are_kept_with_the_model() throws IOException {
        train("one", Progress.NONE);
        assertThat(events("one")).containsExactly(4);
        assertThat(metrics("one").get("training seconds")).isPositive();
        assertThat(metrics("one").get("training memory bytes")).isGreaterThan(10e6);
        // Once more: the old curve goes.
        train("one", Progress.NONE);
        assertThat(events("one")).containsExactly(4);
        Training.retrain(project, "one", "live", true, because.core.Split.Part.TEST, Progress.NONE)
                .close();
        assertThat(metrics("live").get("training seconds")).isPositive();
    }

    @Test
    void a_training_that_is_taken_up_goes_on_with_its_curve_and_its_time() throws IOException {
        assertThatThrownBy(() -> train("two", killedAfter(3, 0))).hasMessage("killed");
        assertThat(events("two")).containsExactly(3);
        // What it took before, as if it had been long.
        TrainingLog.took(folder.resolve("runs/.two.checkpoints"), 1000);
        train("two", Progress.NONE);
        assertThat(events("two")).containsExactly(3, 1);
        assertThat(metrics("two").get("training seconds")).isBetween(1000.0, 1100.0);
        assertThat(folder.resolve("runs/.two.checkpoints")).doesNotExist();
    }

    @Test
    void each_trial_of_a_tuning_has_a_curve_and_so_has_its_best_model() throws IOException {
        Project tuned = project.with(project.config()
                .withTuning(new TuningOptions(Map.of("dropout", "0.0..0.5"), 2, 2, 2, TuningOptions.Budget.AUTO, 1)));
        Tuning.Found found = Tuning.tune(tuned, "tuned", true, false, Progress.NONE);
        assertThat(events("tuned").stream().mapToInt(Integer::intValue).sum()).isEqualTo(4);
        int other = 1 - found.best();
        // The present configuration is trained in full, whatever comes of it.
        assertThat(events("tuned.trials/trial-00" + other).stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(other == 0 ? 4 : 2);
        assertThat(metrics("tuned").get("training seconds")).isPositive();
    }

    @Test
    void less_memory_than_java_alone_may_take_is_refused_and_a_little_more_changes_nothing() throws IOException {
        long java = Runtime.getRuntime().maxMemory();
        Config config = project.config();
        Project small = project.with(config.withTraining(new Config.Training(1, "ndcg@10", 2, java, Device.AUTO)));
        assertThatThrownBy(() -> Training.train(small, "three", true, Progress.NONE))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the memory outside of Java that a transformer of dimension 8")
                .hasMessageContaining("Maybe allow ")
                .hasMessageContaining("m (--memory, or training.memory)");
        Project less = project.with(config.withTraining(new Config.Training(1, "ndcg@10", 2, java / 2, Device.AUTO))
                .withModel(new Config.Model("popularity", Map.of())));
        assertThatThrownBy(() -> Training.train(less, "three", true, Progress.NONE))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("as much as Java alone may take")
                .hasMessageContaining("BECAUSE_MEMORY");
        assertThat(folder.resolve("runs/three")).doesNotExist();
        train("free", Progress.NONE);
        Project enough =
                project.with(config.withTraining(new Config.Training(1, "ndcg@10", 2, java + (1L << 30), Device.AUTO)));
        Training.train(enough, "three", true, Progress.NONE).recommender().close();
        try (Recommender free = Models.open(folder.resolve("runs/free"));
                Recommender limited = Models.open(folder.resolve("runs/three"))) {
            assertThat(limited.provenance().fingerprint())
                    .isEqualTo(free.provenance().fingerprint());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void no_more_threads_train_than_are_allowed(int workers) {
        Set<String> seen = new TreeSet<>();
        Progress looking = new Progress() {
            @Override
            public void stage(String name, long total) {}

            @Override
            public void step(long done, Map<String, Double> values) {
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("because-train-"))
                        .forEach(seen::add);
            }
        };
        Config config = project.config().withTraining(new Config.Training(1, "ndcg@10", workers));
        Training.train(project.with(config), "threads", true, looking)
                .recommender()
                .close();
        assertThat(seen).isNotEmpty().hasSizeLessThanOrEqualTo(workers);
    }
}
