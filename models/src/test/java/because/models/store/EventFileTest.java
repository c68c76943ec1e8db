package because.models.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads event files by a decoder of its own, after the published formats: TFRecord, and the protocol buffers' encoding of event.proto and summary.proto. */
class EventFileTest {
    @TempDir
    private Path folder;

    /** CRC-32C bit by bit, from its polynomial. */
    private static int crc(byte[] data) {
        int crc = -1;
        for (byte b : data) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0x82f63b78;
            }
        }
        return ~crc;
    }

    /** As tensorflow/core/lib/hash/crc32c.h states it. */
    private static int masked(byte[] data) {
        int crc = crc(data);
        return (crc >>> 15 | crc << 17) + 0xa282ead8;
    }

    /** RFC 3720, B.4, and the check value of the algorithm's catalogue entry. */
    @Test
    void the_tests_own_checksum_is_that_of_the_published_vectors() {
        byte[] ones = new byte[32];
        java.util.Arrays.fill(ones, (byte) 0xff);
        byte[] rising = new byte[32];
        for (int i = 0; i < 32; i++) {
            rising[i] = (byte) i;
        }
        assertThat(crc(new byte[32])).isEqualTo(0x8a9136aa);
        assertThat(crc(ones)).isEqualTo(0x62a8ab43);
        assertThat(crc(rising)).isEqualTo(0x46dd794e);
        assertThat(crc("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xe3069283);
    }

    private static List<byte[]> records(byte[] file) {
        List<byte[]> records = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            byte[] length = new byte[8];
            in.get(length);
            assertThat(in.getInt()).isEqualTo(masked(length));
            byte[] data = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            in.get(data);
            assertThat(in.getInt()).isEqualTo(masked(data));
            records.add(data);
        }
        return records;
    }

    private static long varint(ByteBuffer in) {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = in.get();
            number |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return number;
            }
        }
    }

    /** The fields of a message, by number; repeated ones are lists. */
    private static Map<Integer, List<Object>> message(byte[] bytes) {
        Map<Integer, List<Object>> fields = new LinkedHashMap<>();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long key = varint(in);
            Object value = switch ((int) (key & 7)) {
                case 0 -> varint(in);
                case 1 -> in.getDouble();
                case 2 -> {
                    byte[] content = new byte[(int) varint(in)];
                    in.get(content);
                    yield content;
                }
                case 5 -> in.getFloat();
                default -> throw new AssertionError("no kind of field: " + key);
            };
            fields.computeIfAbsent((int) (key >>> 3), _ -> new ArrayList<>()).add(value);
        }
        return fields;
    }

    private static Object field(Map<Integer, List<Object>> message, int number) {
        List<Object> values = message.getOrDefault(number, List.of());
        assertThat(values).hasSize(1);
        return values.getFirst();
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    private static Map<String, Float> scalars(Map<Integer, List<Object>> event) {
        Map<String, Float> scalars = new LinkedHashMap<>();
        Map<Integer, List<Object>> summary = message((byte[]) field(event, 5));
        for (Object value : summary.getOrDefault(1, List.of())) {
            Map<Integer, List<Object>> fields = message((byte[]) value);
            scalars.put(text(field(fields, 1)), (Float) field(fields, 2));
        }
        return scalars;
    }

    private byte[] written() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("a/b"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            assertThat(all.getFirst().getFileName().toString()).matches("events\\.out\\.tfevents\\.\\d+\\.because");
            return Files.readAllBytes(all.getFirst());
        }
    }

    @Test
    void holds_what_was_added_in_the_published_format() throws IOException {
        try (EventFile file = EventFile.create(folder.resolve("a/b"), 1_700_000_000.25)) {
            file.add(1_700_000_001.5, 1, Map.of("loss", 5.25, "验证 ndcg@10", 0.0625));
            file.add(1_700_000_003, 300, Map.of("loss", 1 / 3.0, "none", Double.NaN));
            // A reader sees what is there before the file is closed.
            assertThat(records(written())).hasSize(3);
        }
        List<byte[]> records = records(written());
        Map<Integer, List<Object>> first = message(records.get(0));
        assertThat(field(first, 1)).isEqualTo(1_700_000_000.25);
        assertThat(text(field(first, 3))).isEqualTo("brain.Event:2");
        Map<Integer, List<Object>> second = message(records.get(1));
        assertThat(field(second, 1)).isEqualTo(1_700_000_001.5);
        assertThat(field(second, 2)).isEqualTo(1L);
        assertThat(scalars(second)).isEqualTo(Map.of("loss", 5.25f, "验证 ndcg@10", 0.0625f));
        Map<Integer, List<Object>> third = message(records.get(2));
        assertThat(field(third, 2)).isEqualTo(300L);
        assertThat(scalars(third)).isEqualTo(Map.of("loss", (float) (1 / 3.0)));
    }

    /** The first bytes of each event file of this version, whoever wrote it: the length 24, its checksum, and the event but for its time. */
    @Test
    void begins_as_files_of_other_writers_do() throws IOException {
        EventFile.create(folder.resolve("a/b"), 0).close();
        byte[] file = written();
        assertThat(HexFormat.of().formatHex(file, 0, 12)).isEqualTo("1800000000000000a37f4b22");
        assertThat(HexFormat.of().formatHex(file, 12, 36))
                .isEqualTo("09" + "0000000000000000" + "1a0d" + "627261696e2e4576656e743a32");
        assertThat(file).hasSize(40);
    }
}
