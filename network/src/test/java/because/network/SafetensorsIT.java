package because.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsIT {
    @Test
    void reads_and_writes_what_lies_beyond_two_gibibytes(@TempDir Path folder) throws IOException {
        int numbers = 280_000_000;
        long bytes = 8L * numbers;
        byte[] header = ("{\"x\":{\"dtype\":\"F64\",\"shape\":[" + numbers + "],\"data_offsets\":[0," + bytes
                        + "]},\"y\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[" + bytes + "," + (bytes + 4)
                        + "]}}")
                .getBytes(StandardCharsets.UTF_8);
        header = Arrays.copyOf(header, Math.ceilDiv(header.length, 8) * 8);
        for (int i = header.length - 1; header[i] == 0; i--) {
            header[i] = ' ';
        }
        byte[] start = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array();
        Path file = folder.resolve("large.safetensors");
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) { // sparse: it takes no room on the disk
            out.write(start);
            out.write(header);
            out.seek(8 + header.length + bytes);
            out.write(new byte[] {0, 0, (byte) 0x80, 0x3f});
        }
        Map<String, Tensor> tensors = Safetensors.read(file).tensors();
        assertThat(tensors.get("y")).isEqualTo(Tensor.of(new float[] {1}, 1));
        assertThat(tensors.get("x").size()).isEqualTo(numbers);

        long[] written = {0};
        new Safetensors(tensors, Map.of()).write(new OutputStream() {
            @Override
            public void write(int b) {
                written[0]++;
            }

            @Override
            public void write(byte[] b, int from, int length) {
                written[0] += length;
            }
        });
        assertThat(written[0]).isEqualTo(8 + header.length + bytes + 4);
    }
}
