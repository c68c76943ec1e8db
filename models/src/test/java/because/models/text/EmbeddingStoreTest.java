package because.models.text;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingStoreTest {
    private static final List<String> TEXTS =
            IntStream.range(0, 700).mapToObj(i -> "banana " + i % 600).toList();

    @TempDir
    Path folder;

    private LetterEncoder encoder;
    private EmbeddingStore store;

    @BeforeEach
    void open() throws IOException {
        encoder = new LetterEncoder(
                Files.writeString(folder.resolve("encoder"), "x").toUri());
        store = new EmbeddingStore(folder.resolve("vectors"));
    }

    private void assertRight(float[][] vectors) {
        LetterEncoder fresh = new LetterEncoder(encoder.files().model());
        for (int i = 0; i < TEXTS.size(); i++) {
            assertThat(vectors[i]).as(TEXTS.get(i)).containsExactly(fresh.encode(TEXTS.get(i)));
        }
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("vectors"))) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void computes_each_text_once_ever() {
        assertRight(store.embed(TEXTS, encoder, 2, Progress.NONE));
        assertThat(encoder.asked).hasValue(600);
        assertRight(store.embed(TEXTS, encoder, 1, Progress.NONE));
        assertThat(encoder.asked).hasValue(600);
    }

    @Test
    void computes_only_what_is_new() {
        store.embed(TEXTS.subList(0, 100), encoder, 2, Progress.NONE);
        assertRight(store.embed(TEXTS, encoder, 2, Progress.NONE));
        assertThat(encoder.asked).hasValue(600);
    }

    @Test
    void goes_on_after_a_kill_in_the_middle_of_a_record() throws IOException {
        store.embed(TEXTS.subList(0, 100), encoder, 2, Progress.NONE);
        byte[] whole = Files.readAllBytes(file());
        Files.write(file(), java.util.Arrays.copyOf(whole, whole.length - 13));
        assertRight(store.embed(TEXTS, encoder, 2, Progress.NONE));
        assertThat(encoder.asked).hasValue(601);
        assertRight(store.embed(TEXTS, encoder, 2, Progress.NONE));
        assertThat(encoder.asked).hasValue(601);
    }

    @Test
    void computes_again_what_is_damaged_on_the_disk() throws IOException {
        store.embed(TEXTS, encoder, 2, Progress.NONE);
        byte[] bytes = Files.readAllBytes(file());
        bytes[20] ^= 1;
        Files.write(file(), bytes, StandardOpenOption.TRUNCATE_EXISTING);
        assertRight(store.embed(TEXTS, encoder, 2, Progress.NONE));
        assertThat(encoder.asked).hasValue(601);
    }

    @Test
    void lets_several_write_at_once() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<float[][]>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(
                        () -> new EmbeddingStore(folder.resolve("vectors")).embed(TEXTS, encoder, 2, Progress.NONE)));
            }
            for (Future<float[][]> one : all) {
                assertRight(one.get());
            }
        }
        encoder.asked.set(0);
        assertRight(store.embed(TEXTS, encoder, 2, Progress.NONE));
        assertThat(encoder.asked).hasValue(0);
    }

    @Test
    void keeps_the_vectors_of_different_encoders_apart() throws IOException {
        store.embed(TEXTS, encoder, 2, Progress.NONE);
        LetterEncoder other = new LetterEncoder(
                Files.writeString(folder.resolve("other"), "y").toUri());
        store.embed(TEXTS, other, 2, Progress.NONE);
        assertThat(other.asked).hasValue(600);
    }

    @Test
    void tells_how_far_it_is() {
        List<Long> steps = new ArrayList<>();
        store.embed(TEXTS, encoder, 2, new Progress() {
            @Override
            public void stage(String name, long total) {
                steps.add(total);
            }

            @Override
            public void step(long done, Map<String, Double> values) {
                steps.add(done);
            }
        });
        assertThat(steps).containsExactly(600L, 256L, 512L, 600L);
    }
}
