package because;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.core.Progress;
import because.core.Recommender;
import because.core.Split;
import because.models.sequence.Curve;
import because.models.store.Storable;
import because.testkit.PlantedEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings of a project that were killed: they are taken up again, or thrown away. */
class TakenUpTrainingTest {
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

    private Project with(String option, String value) {
        return project.with(project.config()
                .withModel(new Config.Model(
                        "transformer",
                        Map.of(
                                "dimension",
                                "8",
                                "window",
                                "10",
                                "negatives",
                                "16",
                                "batchTokens",
                                "256",
                                "epochs",
                                "4",
                                option,
                                value))));
    }

    private static void train(Project project, String name, boolean restart, Progress progress) {
        Training.train(project, name, true, restart, progress).recommender().close();
    }

    private void again(String like, String name, boolean restart, Progress progress) {
        Training.retrain(project, like, name, true, restart, Split.Part.TEST, progress)
                .close();
    }

    private byte[] weights(String name) throws IOException {
        return Files.readAllBytes(folder.resolve("runs").resolve(name).resolve("weights.safetensors"));
    }

    private Path checkpoints(String name) {
        return folder.resolve("runs/." + name + ".checkpoints");
    }

    /** After how many epochs a model is best. */
    private int best(String name) {
        try (Recommender model = Models.open(folder.resolve("runs").resolve(name))) {
            return Curve.read(((Storable) model).store().texts().get("training.json"))
                    .best();
        }
    }

    private static Progress killedAfter(int epoch) {
        return new Progress() {
            @Override
            public void stage(String name, long total) {}

            @Override
            public void step(long done, Map<String, Double> values) {
                if (done == epoch) {
                    throw new IllegalStateException("killed");
                }
            }
        };
    }

    /** Keeps which epochs are done, and from which one on a training is taken up. */
    private static final class Listing implements Progress {
        private final List<Long> epochs = new ArrayList<>();
        private long before;

        @Override
        public void stage(String name, long total) {}

        @Override
        public void stage(String name, long total, long done) {
            before = done;
        }

        @Override
        public void step(long done, Map<String, Double> values) {
            epochs.add(done);
        }
    }

    @Test
    void a_killed_training_on_all_events_goes_on_with_the_same_bits() throws IOException {
        train(project, "one", false, Progress.NONE);
        int best = best("one");
        assertThat(best).as("of use to this test").isGreaterThan(1);
        again("one", "unbroken", false, Progress.NONE);
        assertThatThrownBy(() -> again("one", "broken", false, killedAfter(best - 1)))
                .hasMessage("killed");
        assertThat(checkpoints("broken").resolve("epoch-" + (best - 1))).exists();
        Listing listing = new Listing();
        again("one", "broken", false, listing);
        assertThat(listing.before).isEqualTo(best - 1);
        assertThat(listing.epochs).containsExactly((long) best);
        assertThat(weights("broken")).isEqualTo(weights("unbroken")).isNotEqualTo(weights("one"));
        assertThat(checkpoints("broken")).doesNotExist();
        assertThat(checkpoints("unbroken")).doesNotExist();
    }

    @Test
    void an_unfinished_training_on_all_events_is_thrown_away_when_that_is_asked_for() throws IOException {
        train(project, "one", false, Progress.NONE);
        train(with("learningRate", "0.01"), "two", false, Progress.NONE);
        again("two", "unbroken", false, Progress.NONE);
        assertThatThrownBy(() -> again("one", "live", false, killedAfter(1))).hasMessage("killed");
        assertThatThrownBy(() -> again("two", "live", false, Progress.NONE))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(checkpoints("live").toString())
                .hasMessageContaining("Maybe ")
                .hasMessageContaining("because train --restart");
        again("two", "live", true, Progress.NONE);
        assertThat(weights("live")).isEqualTo(weights("unbroken"));
    }

    @Test
    void an_unfinished_training_with_other_options_is_thrown_away_when_that_is_asked_for() throws IOException {
        Project other = with("learningRate", "0.01");
        train(other, "unbroken", false, Progress.NONE);
        assertThatThrownBy(() -> train(project, "one", false, killedAfter(2))).hasMessage("killed");
        assertThatThrownBy(() -> train(other, "one", false, Progress.NONE))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("because train --restart");
        // A slip of the pen costs nothing.
        assertThatThrownBy(() -> train(with("learningRate", "fast"), "one", true, Progress.NONE))
                .isInstanceOf(BadInput.class);
        assertThat(checkpoints("one").resolve("epoch-2")).exists();
        Listing listing = new Listing();
        train(other, "one", true, listing);
        assertThat(listing.before).isZero();
        assertThat(weights("one")).isEqualTo(weights("unbroken"));
    }

    @Test
    void the_same_training_begins_anew_when_that_is_asked_for() {
        assertThatThrownBy(() -> train(project, "one", false, killedAfter(2))).hasMessage("killed");
        Listing listing = new Listing();
        train(project, "one", true, listing);
        assertThat(listing.epochs).containsExactly(1L, 2L, 3L, 4L);
    }
}
