package because;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.core.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnseenItemsTest {
    private static final String YAML = """
            data:
              events: {files: events.csv, user: user, item: item}
              items: {files: items.csv, id: item, attributes: {genre: token}}
            split: {kind: %s, validation: 0.2, test: 0.2}
            model: {kind: %s, options: {%s}}
            training: {workers: 1}
            """;

    private static final String CHANCE = "ranked by chance";

    @TempDir
    private Path folder;

    private final List<String> stages = new ArrayList<>();

    /** Forty people who take items of one genre. */
    @BeforeEach
    void write() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder events = new StringBuilder("user,item\n");
        StringBuilder items = new StringBuilder("item,genre\n");
        for (int item = 0; item < 30; item++) {
            items.append("i" + item + ",g" + item % 3 + "\n");
        }
        for (int user = 0; user < 40; user++) {
            for (int event = 0; event < 8; event++) {
                events.append("u" + user + ",i" + (3 * random.nextInt(10) + user % 3) + "\n");
            }
        }
        Files.writeString(folder.resolve("events.csv"), events);
        Files.writeString(folder.resolve("items.csv"), items);
    }

    private Project project(String split, String kind, String options) throws IOException {
        Files.writeString(folder.resolve(Config.FILE), YAML.formatted(split, kind, options));
        return Project.open(folder);
    }

    private void train(Project project) {
        Progress progress = new Progress() {
            @Override
            public void stage(String name, long total) {
                stages.add(name);
            }

            @Override
            public void step(long done, Map<String, Double> values) {}
        };
        Training.train(project, "model", true, progress).recommender().close();
    }

    @Test
    void a_transformer_of_ids_is_refused() throws IOException {
        Project ids = project("unseen-items", "transformer", "dimension: 8, epochs: 1");
        for (Runnable training :
                List.<Runnable>of(() -> train(ids), () -> Tuning.tune(ids, "tuned", true, false, Progress.NONE))) {
            assertThatThrownBy(training::run)
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("attributes")
                    .hasMessageContaining("unseen-items")
                    .hasMessageContaining("\nMaybe")
                    .hasMessageContaining("content");
        }
        train(project("leave-last-out", "transformer", "dimension: 8, epochs: 1"));
        train(project("unseen-items", "transformer", "dimension: 8, epochs: 1, attributes: true"));
        assertThat(stages).noneMatch(stage -> stage.contains(CHANCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"popularity", "itemknn", "ease", "ials"})
    void models_that_know_nothing_of_such_items_say_that_they_are_a_floor(String kind) throws IOException {
        train(project("leave-last-out", kind, ""));
        train(project("unseen-items", "content", ""));
        assertThat(stages).noneMatch(stage -> stage.contains(CHANCE));
        train(project("unseen-items", kind, ""));
        assertThat(stages).anyMatch(stage -> stage.contains(CHANCE));
    }
}
