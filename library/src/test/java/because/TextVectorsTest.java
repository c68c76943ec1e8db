package because;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Dataset;
import because.core.Progress;
import because.models.text.EmbeddingStore;
import because.models.text.EncoderFiles;
import because.models.text.EncoderSource;
import because.models.text.TextEncoder;
import because.models.text.TextEncoders;
import because.network.Network;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vectors of texts are looked up first: the encoder is opened if one is missing, and need not be there if none is. */
class TextVectorsTest {
    private static final List<String> ENCODED = new ArrayList<>();
    private static final ClassLoader BEFORE = Thread.currentThread().getContextClassLoader();

    @TempDir
    private Path folder;

    /** A text's length, and that of the encoder's file. */
    private record LengthEncoder(EncoderFiles files) implements TextEncoder {
        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public float[] encode(String text) {
            synchronized (ENCODED) {
                ENCODED.add(text);
            }
            return new float[] {text.length(), files.bytes(files.model()).length};
        }

        @Override
        public List<Token> tokens(String text) {
            return List.of();
        }

        @Override
        public void close() {}
    }

    /** Opens such encoders, and counts them. */
    public static final class Lengths implements TextEncoders.Engine {
        private static int opened;

        @Override
        public TextEncoder open(EncoderFiles files) {
            opened++;
            return new LengthEncoder(files);
        }

        @Override
        public TextEncoder open(EncoderFiles files, Network network) {
            return open(files); // nothing of it can be trained
        }
    }

    @BeforeEach
    void write() throws IOException {
        ENCODED.clear();
        Lengths.opened = 0;
        Files.createDirectories(folder.resolve("lengths"));
        Files.writeString(folder.resolve("lengths/model.onnx"), "abc");
        Files.writeString(folder.resolve("lengths/tokenizer.json"), "{}");
        Files.writeString(folder.resolve("events.csv"), "u,i\nann,a\nann,b\nbob,b\nbob,a\n");
        items("a,one\nb,three\n");
    }

    @AfterEach
    void without() {
        Thread.currentThread().setContextClassLoader(BEFORE);
    }

    private void items(String rows) throws IOException {
        Files.writeString(folder.resolve("items.csv"), "id,title\n" + rows);
    }

    /** Reads the project anew, as each command does, with an engine installed or without. */
    private Dataset read(boolean installed, String encoder) throws IOException {
        Files.writeString(folder.resolve("because.yaml"), """
                data:
                  path: .
                  events: {files: events.csv, user: u, item: i}
                  items: {files: items.csv, id: id, title: title}
                  texts: {encoder: %s, of: [title]}
                """.formatted(encoder));
        Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
        Files.writeString(services.resolve(TextEncoders.Engine.class.getName()), Lengths.class.getName());
        URL[] classes = installed ? new URL[] {folder.resolve("classes").toUri().toURL()} : new URL[0];
        try (URLClassLoader with = new URLClassLoader(classes, BEFORE)) {
            Thread.currentThread().setContextClassLoader(with);
            return Project.open(folder).data(Progress.NONE);
        }
    }

    private static Attribute vector(Dataset data, String item) {
        return data.catalog().item(data.catalog().index(item)).attributes().get("text vector");
    }

    @Test
    void the_second_run_opens_nothing() throws IOException {
        String first = read(true, "lengths").fingerprint();
        assertThat(Lengths.opened).isEqualTo(1);
        Dataset second = read(true, "lengths");
        assertThat(second.fingerprint()).isEqualTo(first);
        assertThat(vector(second, "b")).isEqualTo(new Attribute.Vector(new float[] {5, 3}));
        assertThat(Lengths.opened).isEqualTo(1);
        items("a,one\nb,eleven\n");
        assertThat(vector(read(true, "lengths"), "b")).isEqualTo(new Attribute.Vector(new float[] {6, 3}));
        assertThat(Lengths.opened).isEqualTo(2);
        assertThat(ENCODED).containsExactlyInAnyOrder("one", "three", "eleven");
    }

    @Test
    void a_file_of_the_encoder_that_was_changed_makes_new_vectors() throws IOException {
        read(true, "lengths");
        Files.writeString(folder.resolve("lengths/model.onnx"), "abcd");
        assertThat(vector(read(true, "lengths"), "a")).isEqualTo(new Attribute.Vector(new float[] {3, 4}));
        assertThat(Lengths.opened).isEqualTo(2);
    }

    @Test
    void what_runs_encoders_is_only_missed_where_a_vector_is() throws IOException {
        String first = read(true, "lengths").fingerprint();
        assertThat(read(false, "lengths").fingerprint()).isEqualTo(first);
        items("a,one\nb,eleven\n");
        assertThatThrownBy(() -> read(false, "lengths"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Maybe run: ./because add encoders");
    }

    @Test
    void the_vectors_of_a_ready_encoder_are_found_where_it_is_not_installed() throws IOException {
        String ready = EncoderFiles.MINILM;
        URI file = folder.resolve("lengths/model.onnx").toUri();
        EncoderFiles files = new EncoderFiles(ready, file, file, EncoderFiles.Pooling.MEAN, true, 256);
        String fingerprint = EncoderSource.READY.getOrDefault(ready, "");
        EncoderSource source = new EncoderSource(ready, fingerprint, () -> new LengthEncoder(files));
        new EmbeddingStore(folder.resolve(".because/cache")).embed(List.of("one", "three"), source, 1, Progress.NONE);
        assertThat(vector(read(false, "auto"), "b")).isEqualTo(new Attribute.Vector(new float[] {5, 3}));
        items("a,one\nb,eleven\n");
        assertThatThrownBy(() -> read(false, "auto"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Maybe run: ./because add encoders");
    }
}
