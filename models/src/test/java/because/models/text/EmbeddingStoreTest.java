package because.models.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingStoreTest {
    private static final List<String> TEXTS =
            IntStream.range(0, 700).mapToObj(i -> "banana " + i % 600).toList();

    @TempDir
    Path folder;

    private final AtomicInteger opened = new AtomicInteger();
    private LetterEncoder encoder;
    private EmbeddingStore store;

    @BeforeEach
    void open() throws IOException {
        encoder = new LetterEncoder(
                Files.writeString(folder.resolve("encoder"), "x").toUri());
        store = new EmbeddingStore(folder.resolve("vectors"));
    }

    /** Counts how often the encoder is opened. */
    private EncoderSource source(LetterEncoder letters) {
        return new EncoderSource("letters", letters.files().fingerprint(), () -> {
            opened.incrementAndGet();
            return letters;
        });
    }

    private float[][] embed(List<String> texts, int workers) {
        return store.embed(texts, source(encoder), workers, Progress.NONE);
    }

    private void assertRight(float[][] vectors) {
        assertRight(TEXTS, vectors);
    }

    private void assertRight(List<String> texts, float[][] vectors) {
        LetterEncoder fresh = new LetterEncoder(encoder.files().model());
        for (int i = 0; i < texts.size(); i++) {
            assertThat(vectors[i]).as(texts.get(i)).containsExactly(fresh.encode(texts.get(i)));
        }
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("vectors"))) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void computes_each_text_once_ever() {
        assertRight(embed(TEXTS, 2));
        assertThat(encoder.asked).hasValue(600);
        assertRight(embed(TEXTS, 1));
        assertThat(encoder.asked).hasValue(600);
    }

    @Test
    void computes_only_what_is_new() {
        embed(TEXTS.subList(0, 100), 2);
        assertRight(embed(TEXTS, 2));
        assertThat(encoder.asked).hasValue(600);
    }

    @Test
    void opens_the_encoder_only_if_a_vector_is_missing() throws IOException {
        embed(TEXTS.subList(0, 100), 2);
        assertThat(opened).hasValue(1);
        embed(TEXTS.subList(20, 90), 2);
        new EmbeddingStore(folder.resolve("vectors")).embed(TEXTS.subList(0, 100), source(encoder), 2, Progress.NONE);
        assertThat(embed(List.of(), 2)).isEmpty();
        assertThat(opened).hasValue(1);
        embed(TEXTS.subList(0, 101), 2);
        assertThat(opened).hasValue(2);
        // A file that was changed is another encoder: it is opened, and none of the old vectors is its own.
        Files.writeString(folder.resolve("encoder"), "z");
        assertRight(embed(TEXTS, 2));
        assertThat(opened).hasValue(3);
        assertThat(encoder.asked).hasValue(101 + 600);
    }

    @Test
    void gives_one_vector_after_the_other_in_the_texts_order() {
        embed(TEXTS.subList(300, 500), 2); // what is there lies before what is not
        List<String> shuffled = new ArrayList<>(TEXTS);
        Collections.shuffle(shuffled, new Random(1));
        List<Integer> order = new ArrayList<>();
        float[][] vectors = new float[TEXTS.size()][];
        store.each(shuffled, source(encoder), 2, Progress.NONE, (text, vector) -> {
            order.add(text);
            vectors[text] = vector;
        });
        assertThat(order).isEqualTo(IntStream.range(0, TEXTS.size()).boxed().toList());
        assertRight(shuffled, vectors);
        assertThat(encoder.asked).hasValue(600);
    }

    @Test
    void takes_over_a_file_whose_name_does_not_say_how_long_vectors_are() throws IOException {
        embed(TEXTS, 2);
        Path named = file();
        assertThat(named.getFileName()).hasToString("letters-" + encoder.files().fingerprint() + "-3.vectors");
        Files.move(named, named.resolveSibling("letters-" + encoder.files().fingerprint() + ".vectors"));
        assertRight(embed(TEXTS, 2));
        assertThat(encoder.asked).hasValue(600);
        assertThat(opened).hasValue(2);
        assertThat(file()).isEqualTo(named);
        embed(TEXTS, 2);
        assertThat(opened).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 1 << 20})
    void a_file_that_changes_while_it_is_read_is_noticed(int size) {
        embed(TEXTS, 2);
        assertThatThrownBy(() -> store.each(TEXTS, source(encoder), 2, Progress.NONE, (_, _) -> {
                    try {
                        Files.write(file(), new byte[size]);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("changed meanwhile");
    }

    @Test
    void goes_on_after_a_kill_in_the_middle_of_a_record() throws IOException {
        embed(TEXTS.subList(0, 100), 2);
        byte[] whole = Files.readAllBytes(file());
        Files.write(file(), java.util.Arrays.copyOf(whole, whole.length - 13));
        assertRight(embed(TEXTS, 2));
        assertThat(encoder.asked).hasValue(601);
        assertRight(embed(TEXTS, 2));
        assertThat(encoder.asked).hasValue(601);
    }

    @Test
    void computes_again_what_is_damaged_on_the_disk() throws IOException {
        embed(TEXTS, 2);
        byte[] bytes = Files.readAllBytes(file());
        bytes[20] ^= 1;
        Files.write(file(), bytes, StandardOpenOption.TRUNCATE_EXISTING);
        assertRight(embed(TEXTS, 2));
        assertThat(encoder.asked).hasValue(601);
    }

    @Test
    void lets_several_write_at_once() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<float[][]>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(() ->
                        new EmbeddingStore(folder.resolve("vectors")).embed(TEXTS, source(encoder), 2, Progress.NONE)));
            }
            for (Future<float[][]> one : all) {
                assertRight(one.get());
            }
        }
        encoder.asked.set(0);
        assertRight(embed(TEXTS, 2));
        assertThat(encoder.asked).hasValue(0);
    }

    @Test
    void keeps_the_vectors_of_different_encoders_apart() throws IOException {
        embed(TEXTS, 2);
        LetterEncoder other = new LetterEncoder(
                Files.writeString(folder.resolve("other"), "y").toUri());
        store.embed(TEXTS, source(other), 2, Progress.NONE);
        assertThat(other.asked).hasValue(600);
    }

    @Test
    void tells_how_far_it_is() {
        List<Long> steps = new ArrayList<>();
        store.embed(TEXTS, source(encoder), 2, new Progress() {
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
