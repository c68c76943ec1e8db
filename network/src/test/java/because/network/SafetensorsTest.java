package because.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void writes_and_reads_random_tensors_bit_for_bit() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            int count = random.nextInt(6);
            for (int i = 0; i < count; i++) {
                tensors.put("tensor " + i + " é\"\\\n", random(random));
            }
            Map<String, String> metadata = random.nextBoolean() ? Map.of() : Map.of("format", "pt", "naïve", "ü\"");
            Path file = folder.resolve("random.safetensors");
            Safetensors.write(file, tensors, metadata);
            Safetensors read = Safetensors.read(file);
            assertThat(read.tensors()).isEqualTo(tensors);
            assertThat(read.metadata()).isEqualTo(metadata);
        }
    }

    private static Tensor random(Random random) {
        int[] shape = random.ints(random.nextInt(4), 0, 5).toArray();
        int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return switch (random.nextInt(4)) {
            case 0 -> {
                float[] values = new float[size];
                for (int i = 0; i < size; i++) {
                    values[i] = Float.intBitsToFloat(random.nextInt());
                }
                yield Tensor.of(values, shape);
            }
            case 1 -> Tensor.of(random.doubles(size).toArray(), shape);
            case 2 -> Tensor.of(random.ints(size).toArray(), shape);
            default -> Tensor.of(random.longs(size).toArray(), shape);
        };
    }

    @Test
    void writes_the_bytes_of_the_reference_implementation() throws IOException {
        // What safetensors 0.8.0 for Python wrote for the same tensors and metadata.
        String json = "{\"__metadata__\":{\"k\":\"v\"},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[4,12]}} ";
        String expected = "\u0088\0\0\0\0\0\0\0" + json + "\0\0\u00e0@\0\0\u0080?\0\0\0@";
        assertThat(written(
                        Map.of("b", Tensor.of(new float[] {1, 2}, 1, 2), "a", Tensor.of(new float[] {7}, 1)),
                        Map.of("k", "v")))
                .isEqualTo(expected);
    }

    @Test
    void orders_types_as_the_reference_implementation_does() throws IOException {
        String json = "{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"F64\",\"shape\":[1,2],\"data_offsets\":[8,24]},"
                + "\"d\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[24,28]},"
                + "\"c\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[28,32]}}     ";
        String expected =
                "\u00e0\0\0\0\0\0\0\0" + json + "\7\0\0\0\0\0\0\0\0\0\0\0\0\0\u00f0?\0\0\0\0\0\0\0@\0\0\u00e0@\7\0\0\0";
        assertThat(written(
                        Map.of(
                                "a", Tensor.of(new long[] {7}, 1),
                                "b", Tensor.of(new double[] {1, 2}, 1, 2),
                                "c", Tensor.of(new int[] {7}, 1),
                                "d", Tensor.of(new float[] {7})),
                        Map.of()))
                .isEqualTo(expected);
    }

    private static String written(Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Safetensors(tensors, metadata).write(out);
        return new String(out.toByteArray(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void reads_tensors_that_are_larger_than_a_piece() throws IOException {
        double[] values = new Random(3).doubles(400_001).toArray();
        Path file = folder.resolve("large.safetensors");
        Safetensors.write(file, Map.of("x", Tensor.of(values, 400_001)), Map.of());
        assertThat(Safetensors.read(file).tensors().get("x")).isEqualTo(Tensor.of(values, 400_001));
    }

    @Test
    void refuses_a_file_that_is_cut_off_anywhere() throws IOException {
        Path file = folder.resolve("whole.safetensors");
        Safetensors.write(file, Map.of("x", Tensor.of(new float[] {1, 2, 3}, 3)), Map.of("k", "v"));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Path cut = folder.resolve("cut.safetensors");
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Safetensors.read(cut)).isInstanceOf(BadInput.class);
        }
        Path longer = folder.resolve("longer.safetensors");
        Files.write(longer, Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> Safetensors.read(longer)).isInstanceOf(BadInput.class);
    }

    @Test
    void never_fails_on_random_damage_other_than_by_refusing() throws IOException {
        Path file = folder.resolve("whole.safetensors");
        Safetensors.write(
                file,
                Map.of("x", Tensor.of(new float[] {1, 2, 3}, 3), "y", Tensor.of(new long[] {4}, 1)),
                Map.of("k", "v"));
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(5);
        int refused = 0;
        for (int trial = 0; trial < 2000; trial++) {
            byte[] damaged = whole.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged[random.nextInt(whole.length - 20)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            try {
                Safetensors.read(file);
            } catch (BadInput expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{\"x\":1}",
                "{\"x\":{}}",
                "{\"x\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,8]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[-1,-2],\"data_offsets\":[0,8]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":\"2\",\"data_offsets\":[0,8]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,4],\"data_offsets\":[0,8]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,4,2],\"data_offsets\":[0,8]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2147483647,1],\"data_offsets\":[0,8589934588]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"y\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"y\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,99999999999999999999999999]}}",
                "{\"__metadata__\":3,\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"__metadata__\":{\"k\":3},\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} {}",
            })
    void refuses_hostile_headers(String header) throws IOException {
        Path file = folder.resolve("hostile.safetensors");
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        Files.write(
                file,
                ByteBuffer.allocate(16 + json.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .put(json)
                        .array());
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("hostile.safetensors");
    }

    @Test
    void refuses_a_header_longer_than_the_file_and_deep_nesting() throws IOException {
        for (long length : new long[] {9, 1L << 40, -1, Long.MIN_VALUE, 100_000_001}) {
            Path file = folder.resolve("hostile.safetensors");
            Files.write(
                    file,
                    ByteBuffer.allocate(16)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(length)
                            .array());
            assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(BadInput.class);
        }
        refuses_hostile_headers("{\"x\":" + "[".repeat(1_000_000));
    }

    @Test
    void says_that_a_file_is_missing_as_the_platform_does() {
        assertThatThrownBy(() -> Safetensors.read(folder.resolve("nothing"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void refuses_shapes_that_do_not_fit_the_values() {
        assertThatThrownBy(() -> Tensor.of(new float[3], 2)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Tensor.of(new float[1], -1, -1)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Tensor.of(new float[0], 65536, 65536)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Tensor.of(new float[1], 1).doubles()).isInstanceOf(IllegalStateException.class);
        assertThat(Tensor.of(new double[] {1}).rank()).isZero();
    }
}
