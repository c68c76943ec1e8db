package because.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The fields of one row as UTF-8, for sources that give strings. */
final class FieldBuffer {
    private final int[] from;
    private final int[] to;
    private byte[] bytes = new byte[1 << 10];
    private int size;

    FieldBuffer(int columns) {
        from = new int[columns];
        to = new int[columns];
    }

    /** Empties all fields. */
    void clear() {
        size = 0;
        Arrays.fill(from, 0);
        Arrays.fill(to, 0);
    }

    void set(int column, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        if (size + encoded.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + encoded.length));
        }
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        from[column] = size;
        size += encoded.length;
        to[column] = size;
    }

    byte[] bytes() {
        return bytes;
    }

    int from(int column) {
        return from[column];
    }

    int to(int column) {
        return to[column];
    }
}
