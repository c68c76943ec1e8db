package because.models.store;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * A file of curves that TensorBoard shows, also while it grows. It is a sequence of TFRecords (length, masked CRC-32C of the length, bytes, masked CRC-32C of the
 * bytes), each of which holds an {@code Event} as protocol buffers encode it: the first one names the version of the format, the others hold scalars of a step.
 */
public final class EventFile implements Closeable {
    /** The version of the format, as the first event names it. */
    private static final String VERSION = "brain.Event:2";

    private static final int MASK = 0xa282ead8;

    // Fields of the messages Event, Summary and Summary.Value (tensorflow/core/util/event.proto,
    // framework/summary.proto).
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;

    // Kinds of fields.
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int BYTES = 2;
    private static final int FOUR_BYTES = 5;

    private final FileChannel channel;

    private EventFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Begins a file. A folder may hold several, which TensorBoard shows as one run.
     *
     * @param folder where it is to be; made if it is not there
     * @param now the time, seconds since 1970
     * @return the file, to be closed
     * @throws IOException if it cannot be written
     */
    public static EventFile create(Path folder, double now) throws IOException {
        Files.createDirectories(folder);
        // TensorBoard reads the files of a folder in the order of their names.
        String name = String.format(java.util.Locale.ROOT, "events.out.tfevents.%014d.because", (long) (now * 1000));
        EventFile file = new EventFile(FileChannel.open(
                folder.resolve(name),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE));
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        fixed(event, WALL_TIME, now);
        bytes(event, FILE_VERSION, VERSION.getBytes(StandardCharsets.UTF_8));
        file.record(event.toByteArray());
        return file;
    }

    /**
     * Adds the numbers of a step.
     *
     * @param now the time, seconds since 1970
     * @param step 0 or more
     * @param scalars numbers by the name of their curve; those that are not finite are left out
     * @throws IOException if they cannot be written
     */
    public void add(double now, long step, Map<String, Double> scalars) throws IOException {
        ByteArrayOutputStream summary = new ByteArrayOutputStream();
        new TreeMap<>(scalars).forEach((name, number) -> {
            if (Double.isFinite(number)) {
                ByteArrayOutputStream value = new ByteArrayOutputStream();
                bytes(value, TAG, name.getBytes(StandardCharsets.UTF_8));
                fixed(value, SIMPLE_VALUE, number.floatValue());
                bytes(summary, VALUE, value.toByteArray());
            }
        });
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        fixed(event, WALL_TIME, now);
        varint(event, (long) STEP << 3 | VARINT);
        varint(event, step);
        bytes(event, SUMMARY, summary.toByteArray());
        record(event.toByteArray());
    }

    private void record(byte[] data) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(data.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(data.length);
        record.putInt(masked(record.array(), Long.BYTES));
        record.put(data);
        record.putInt(masked(data, data.length));
        record.flip();
        while (record.hasRemaining()) {
            channel.write(record);
        }
    }

    /** The checksum of the first bytes, turned and moved, because a CRC of bytes that hold CRCs is weak. */
    private static int masked(byte[] data, int count) {
        CRC32C crc = new CRC32C();
        crc.update(data, 0, count);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    private static void fixed(ByteArrayOutputStream out, int field, double number) {
        varint(out, (long) field << 3 | EIGHT_BYTES);
        out.writeBytes(ByteBuffer.allocate(Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(number)
                .array());
    }

    private static void fixed(ByteArrayOutputStream out, int field, float number) {
        varint(out, (long) field << 3 | FOUR_BYTES);
        out.writeBytes(ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(number)
                .array());
    }

    private static void bytes(ByteArrayOutputStream out, int field, byte[] bytes) {
        varint(out, (long) field << 3 | BYTES);
        varint(out, bytes.length);
        out.writeBytes(bytes);
    }

    /** Seven bits a byte, the lowest first; all but the last byte have the eighth. */
    private static void varint(ByteArrayOutputStream out, long number) {
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
