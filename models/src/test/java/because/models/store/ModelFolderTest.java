package because.models.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Catalog;
import because.core.Item;
import because.core.Provenance;
import because.network.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFolderTest {
    @TempDir
    Path place;

    private static StoredModel model(int number) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put("genres", new Attribute.Tokens(List.of("Comedy", "", "Science \"Fiction\"")));
        attributes.put("year", new Attribute.Quantity(0.1 + number));
        attributes.put("overview", new Attribute.Text("two\nlines, 漢字, \u2028"));
        attributes.put("embedding", new Attribute.Vector(new float[] {0.1f, Float.MIN_VALUE, Float.NaN, -0f}));
        attributes.put("poster", new Attribute.Media("image/jpeg", "posters/1.jpg"));
        Catalog catalog = new Catalog(List.of(new Item("1", "Toy Story", attributes), Item.of("b\\ä")));
        float[] weights = {number, -0f, Float.MIN_VALUE};
        Provenance provenance = new Provenance(
                "test", Map.of("rate", "0.1"), Long.MIN_VALUE, "data", "fingerprint", Map.of("java", "25"));
        return new StoredModel(
                provenance,
                Map.of("ndcg@10", 0.1),
                catalog,
                Map.of("w", Tensor.of(weights, 3), "none", Tensor.of(new int[0], 0, 7)),
                Map.of("network.json", "{\"ü\":[]}\n"));
    }

    private static void assertSame(StoredModel actual, StoredModel expected) {
        assertThat(actual.catalog().items()).isEqualTo(expected.catalog().items());
        assertThat(actual.catalog().item(0).attributes().keySet())
                .containsExactlyElementsOf(
                        expected.catalog().item(0).attributes().keySet());
        assertThat(actual.provenance()).isEqualTo(expected.provenance());
        assertThat(actual.metrics()).isEqualTo(expected.metrics());
        assertThat(actual.weights()).isEqualTo(expected.weights());
        assertThat(actual.texts()).isEqualTo(expected.texts());
    }

    /** Everything beside and in the folder but the lock, which stays. */
    private List<String> there() throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void reads_back_the_very_model() throws IOException {
        Path folder = place.resolve("deep/er/model");
        ModelFolder.write(folder, model(1), false);
        assertSame(ModelFolder.read(folder), model(1));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "model.json", "items.jsonl", "weights.safetensors", "network.json", "checksums.sha256");
        }
    }

    @Test
    void has_checksums_that_the_usual_tool_understands() throws Exception {
        Path folder = place.resolve("model");
        ModelFolder.write(folder, model(1), false);
        Process tool;
        try {
            tool = new ProcessBuilder("sha256sum", "-c", "--strict", "checksums.sha256")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException missing) {
            Assumptions.abort("skipped: there is no sha256sum here");
            return;
        }
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tool.waitFor()).as(said).isZero();
    }

    @Test
    void replaces_a_model_only_when_asked() throws IOException {
        Path folder = place.resolve("model");
        ModelFolder.write(folder, model(1), false);
        assertThatThrownBy(() -> ModelFolder.write(folder, model(2), false))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("already holds a model");
        assertSame(ModelFolder.read(folder), model(1));
        ModelFolder.write(folder, model(2), true);
        assertSame(ModelFolder.read(folder), model(2));
        assertThat(there()).containsExactly("model");
    }

    @Test
    void writes_through_a_link_and_into_an_empty_folder() throws IOException {
        Path folder = Files.createDirectory(place.resolve("model"));
        Path link = Files.createSymbolicLink(place.resolve("link"), folder);
        ModelFolder.write(link, model(1), false);
        assertThat(link).isSymbolicLink();
        assertSame(ModelFolder.read(folder), model(1));
        assertSame(ModelFolder.read(link), model(1));
    }

    @Test
    void never_replaces_what_is_not_a_model() throws IOException {
        Path folder = Files.createDirectory(place.resolve("photos"));
        Files.writeString(folder.resolve("photo.txt"), "dear");
        Path file = Files.writeString(place.resolve("file"), "dear");
        Path mixed = place.resolve("mixed");
        ModelFolder.write(mixed, model(1), false);
        Files.writeString(mixed.resolve("notes.txt"), "dear");
        for (Path target : List.of(folder, file, mixed)) {
            assertThatThrownBy(() -> ModelFolder.write(target, model(2), true)).isInstanceOf(BadInput.class);
        }
        assertThat(folder.resolve("photo.txt")).hasContent("dear");
        assertThat(file).hasContent("dear");
        assertThat(mixed.resolve("notes.txt")).hasContent("dear");
        assertSame(ModelFolder.read(mixed), model(1));
        assertThatThrownBy(() -> ModelFolder.write(mixed, model(2), true)).hasMessageContaining("notes.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"items.jsonl", "weights.safetensors", "network.json", "model.json", "checksums.sha256"})
    void leaves_nothing_and_keeps_the_old_model_when_the_disk_is_full(String full) throws IOException {
        Path device = Path.of("/dev/full"); // every write to it fails as on a full disk
        Assumptions.assumeTrue(Files.exists(device), "skipped: there is no /dev/full here");
        ModelFolder.Disk disk = file -> file.endsWith(full)
                ? FileChannel.open(device, StandardOpenOption.WRITE)
                : FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Path fresh = place.resolve("fresh");
        try (ModelFolder folder = ModelFolder.reserve(fresh, false, disk)) {
            assertThatThrownBy(() -> folder.write(model(1)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("Nothing was changed");
        }
        assertThat(there()).isEmpty();

        Path old = place.resolve("old");
        ModelFolder.write(old, model(1), false);
        try (ModelFolder folder = ModelFolder.reserve(old, true, disk)) {
            assertThatThrownBy(() -> folder.write(model(2))).isInstanceOf(UncheckedIOException.class);
        }
        assertSame(ModelFolder.read(old), model(1));
        assertThat(there()).containsExactly("old");
        ModelFolder.write(old, model(2), true);
        assertSame(ModelFolder.read(old), model(2));
    }

    @Test
    void lets_one_training_at_a_time_into_a_folder() {
        Path folder = place.resolve("model");
        try (ModelFolder first = ModelFolder.reserve(folder, false)) {
            assertThatThrownBy(() -> ModelFolder.reserve(folder, true))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("another training is under way into " + folder);
            ModelFolder.reserve(place.resolve("other"), false).close();
            first.write(model(1));
        }
        ModelFolder.write(folder, model(2), true);
        assertSame(ModelFolder.read(folder), model(2));
    }

    @Test
    void lets_no_other_process_in_either() throws Exception {
        Path folder = place.resolve("model");
        List<String> other = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Reserving.class.getName(),
                folder.toString());
        try (ModelFolder _ = ModelFolder.reserve(folder, false)) {
            assertThatThrownBy(() -> ModelFolder.reserve(folder, false)).isInstanceOf(BadInput.class);
            assertThat(new ProcessBuilder(other).start().waitFor()).isEqualTo(2);
        }
        assertThat(new ProcessBuilder(other).start().waitFor()).isZero();
    }

    /** Another process that wants the folder. */
    static final class Reserving {
        private Reserving() {}

        public static void main(String[] arguments) {
            try (ModelFolder _ = ModelFolder.reserve(Path.of(arguments[0]), false)) {
                System.exit(0);
            } catch (BadInput refused) {
                System.exit(2);
            }
        }
    }

    @Test
    void takes_up_what_a_killed_process_left() throws IOException {
        Path folder = place.resolve("model");
        ModelFolder.write(folder, model(1), false);
        Files.move(folder, place.resolve(".model.previous"));
        Files.createDirectory(place.resolve(".model.saving"));
        Files.writeString(place.resolve(".model.saving/model.json"), "{");
        assertSame(ModelFolder.read(folder), model(1));
        ModelFolder.reserve(folder, true).close();
        assertThat(there()).containsExactly("model");
        assertSame(ModelFolder.read(folder), model(1));
    }

    @Test
    void a_reader_sees_the_old_or_the_new_model_while_it_is_replaced() throws Exception {
        Path folder = place.resolve("model");
        ModelFolder.write(folder, model(0), false);
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int number = 1; number <= 40; number++) {
                ModelFolder.write(folder, model(number), true);
            }
            done.set(true);
        });
        int last = 0;
        while (!done.get()) {
            StoredModel read = ModelFolder.read(folder);
            int number = (int) read.weights().get("w").floats()[0];
            assertSame(read, model(number));
            assertThat(number).isGreaterThanOrEqualTo(last);
            last = number;
        }
        writer.join();
    }

    @Test
    void refuses_a_folder_in_which_any_byte_was_flipped() throws IOException {
        Path folder = place.resolve("model");
        ModelFolder.write(folder, model(1), false);
        Random random = new Random(1);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                byte[] whole = Files.readAllBytes(file);
                for (int trial = 0; trial < 100; trial++) {
                    byte[] damaged = whole.clone();
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                    Files.write(file, damaged);
                    assertThatThrownBy(() -> ModelFolder.read(folder)).isInstanceOf(BadInput.class);
                }
                Files.write(file, whole);
            }
        }
        assertSame(ModelFolder.read(folder), model(1));
    }

    @Test
    void refuses_a_folder_whose_files_are_cut_off_or_missing_and_says_which() throws IOException {
        Path folder = place.resolve("model");
        ModelFolder.write(folder, model(1), false);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                byte[] whole = Files.readAllBytes(file);
                for (int length : new int[] {0, whole.length / 2, whole.length - 1}) {
                    Files.write(file, Arrays.copyOf(whole, length));
                    assertThatThrownBy(() -> ModelFolder.read(folder))
                            .isInstanceOf(BadInput.class)
                            .hasMessageContaining(file.getFileName().toString());
                }
                Files.delete(file);
                assertThatThrownBy(() -> ModelFolder.read(folder))
                        .isInstanceOf(BadInput.class)
                        .hasMessageContaining(file.getFileName().toString());
                Files.createSymbolicLink(file, Path.of("/dev/zero"));
                assertThatThrownBy(() -> ModelFolder.read(folder)).isInstanceOf(BadInput.class);
                Files.delete(file);
                Files.write(file, whole);
            }
        }
        assertSame(ModelFolder.read(folder), model(1));
    }

    @Test
    void refuses_folders_that_are_no_models() throws IOException {
        assertThatThrownBy(() -> ModelFolder.read(place.resolve("nothing")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("there is no model folder");
        assertThatThrownBy(() -> ModelFolder.read(place))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("it has no model.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "3",
                "[]",
                "{}",
                "{\"format\":\"onnx\",\"version\":1}",
                "{\"format\":\"because-model\"}",
                "{\"format\":\"because-model\",\"version\":\"1\"}",
                "{\"format\":\"because-model\",\"version\":0}",
                "{\"format\":\"because-model\",\"version\":1e99}",
                "{\"format\":\"because-model\",\"version\":1,\"version\":1}",
                "{\"format\":\"because-model\",\"version\":1,\"provenance\":null,\"metrics\":{},\"files\":{}}",
                "{\"format\":\"because-model\",\"version\":1,\"provenance\":{\"model\":\"m\",\"options\":{\"a\":null},\"seed\":1,\"data\":\"\",\"fingerprint\":\"\",\"environment\":{}},\"metrics\":{},\"files\":{}}",
                "{\"format\":\"because-model\",\"version\":1,\"provenance\":{\"model\":\"m\",\"options\":{},\"seed\":1,\"data\":\"\",\"fingerprint\":\"\",\"environment\":{}},\"metrics\":{\"a\":1e999},\"files\":{}}",
                "{\"format\":\"because-model\",\"version\":1,\"provenance\":{\"model\":\"m\",\"options\":{},\"seed\":1,\"data\":\"\",\"fingerprint\":\"\",\"environment\":{}},\"metrics\":{},\"files\":{\"../../secret\":3}}",
                "{\"format\":\"because-model\",\"version\":1,\"provenance\":{\"model\":\"m\",\"options\":{},\"seed\":1,\"data\":\"\",\"fingerprint\":\"\",\"environment\":{}},\"metrics\":{},\"files\":{},\"more\":1}",
            })
    void refuses_absurd_descriptions(String json) throws IOException {
        Path folder = place.resolve("model");
        ModelFolder.write(folder, model(1), false);
        Files.writeString(folder.resolve("model.json"), json);
        assertThatThrownBy(() -> ModelFolder.read(folder))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("model.json");
    }

    @Test
    void refuses_deep_nesting_and_a_newer_version() throws IOException {
        refuses_absurd_descriptions("[".repeat(1_000_000));
        Path folder = place.resolve("model");
        Files.writeString(folder.resolve("model.json"), "{\"format\":\"because-model\",\"version\":2,\"new\":true}");
        assertThatThrownBy(() -> ModelFolder.read(folder))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void refuses_texts_that_would_leave_the_folder_or_hide_its_files() {
        for (String name : List.of("../x.json", "/x", "", ".hidden", "model.json", "weights.safetensors", "a b")) {
            StoredModel model = model(1);
            StoredModel hostile =
                    new StoredModel(model.provenance(), Map.of(), model.catalog(), model.weights(), Map.of(name, "x"));
            assertThatThrownBy(() -> ModelFolder.write(place.resolve("model"), hostile, false))
                    .isInstanceOf(BadInput.class);
        }
        assertThat(place.resolve("model")).doesNotExist();
    }

    @Test
    void gives_weights_only_in_the_type_and_shape_that_are_asked_for() {
        StoredModel model = model(1);
        assertThat(model.weight("w", Tensor.Type.FLOAT32, 3).size()).isEqualTo(3);
        assertThat(model.weight("none", Tensor.Type.INT32, -1, 7).size()).isZero();
        assertThatThrownBy(() -> model.weight("w", Tensor.Type.FLOAT64, 3)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> model.weight("w", Tensor.Type.FLOAT32, 4)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> model.weight("w", Tensor.Type.FLOAT32, 3, 1)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> model.weight("missing", Tensor.Type.FLOAT32)).hasMessageContaining("missing");
        assertThatThrownBy(() -> model.text("missing")).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> model.ofKind("other")).isInstanceOf(BadInput.class);
    }
}
