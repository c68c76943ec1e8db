package because.models.text;

import because.core.BadInput;
import because.core.Progress;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;

/**
 * Vectors of texts, kept in a folder by the text's content, so that each is computed once: a file for each encoder, to which records are only ever added. A
 * record is 16 bytes of SHA-256 of the text, the vector, and a checksum. A process that is killed while it writes leaves half a record, which the next writer
 * cuts off; several may write at once. Memory holds the vectors that are asked for, and no more.
 */
public final class EmbeddingStore {
    private static final int KEY = 16;

    /** So many texts are encoded between two writes: what a kill can cost. */
    private static final int CHUNK = 256;

    /** Java refuses a second lock of the same process, so threads wait here first. */
    private static final Object WRITERS = new Object();

    private final Path folder;

    /** @param folder where the vectors are kept; made when the first is */
    public EmbeddingStore(Path folder) {
        this.folder = folder;
    }

    /** The key of a text in the file. */
    private record Key(long high, long low) {
        static Key of(String text) {
            ByteBuffer hash = ByteBuffer.wrap(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
            return new Key(hash.getLong(), hash.getLong());
        }
    }

    /**
     * The vectors of texts: from the file where they are in it, computed and added to it where not.
     *
     * @param texts any texts; equal ones are encoded once
     * @param encoder makes the vectors
     * @param workers how many threads, 1 or more; the vectors do not depend on it
     * @param progress is told how many texts are encoded
     * @return a vector for each text, in their order; equal texts share theirs
     * @throws IllegalStateException if the thread is interrupted; what was computed until then is kept
     */
    public float[][] embed(List<String> texts, TextEncoder encoder, int workers, Progress progress) {
        Path file =
                folder.resolve(encoder.files().name() + "-" + encoder.files().fingerprint() + ".vectors");
        Map<Key, List<Integer>> wanted = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            wanted.computeIfAbsent(Key.of(texts.get(i)), _ -> new ArrayList<>()).add(i);
        }
        float[][] vectors = new float[texts.size()][];
        try {
            read(file, encoder.dimension(), wanted, vectors);
            List<Integer> missing = wanted.values().stream()
                    .map(List::getFirst)
                    .filter(i -> vectors[i] == null)
                    .sorted()
                    .toList();
            if (!missing.isEmpty()) {
                Files.createDirectories(folder);
                compute(texts, missing, wanted, encoder, workers, progress, file, vectors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the vectors in " + file + " cannot be kept: " + e.getMessage(), e);
        }
        return vectors;
    }

    private static void read(Path file, int dimension, Map<Key, List<Integer>> wanted, float[][] vectors)
            throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        byte[] bytes = new byte[record(dimension)];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                DataInputStream in = new DataInputStream(
                        new java.io.BufferedInputStream(Channels.newInputStream(channel), 1 << 20))) {
            while (in.readNBytes(bytes, 0, bytes.length) == bytes.length) {
                ByteBuffer record = ByteBuffer.wrap(bytes);
                List<Integer> places = wanted.get(new Key(record.getLong(), record.getLong()));
                if (places == null) {
                    continue;
                }
                float[] vector = new float[dimension];
                record.asFloatBuffer().get(vector);
                if (record.getInt(bytes.length - Integer.BYTES) == checksum(bytes)) {
                    places.forEach(i -> vectors[i] = vector);
                }
            }
        }
    }

    private static void compute(
            List<String> texts,
            List<Integer> missing,
            Map<Key, List<Integer>> wanted,
            TextEncoder encoder,
            int workers,
            Progress progress,
            Path file,
            float[][] vectors)
            throws IOException {
        progress.stage("encoding texts with " + encoder.files().name(), missing.size());
        try (ExecutorService threads = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().name("because-encode-", 0).daemon().factory())) {
            for (int from = 0; from < missing.size(); from += CHUNK) {
                List<Integer> chunk = missing.subList(from, Math.min(missing.size(), from + CHUNK));
                List<Future<float[]>> results = new ArrayList<>();
                for (int i : chunk) {
                    results.add(threads.submit(() -> encoder.encode(texts.get(i))));
                }
                ByteBuffer records = ByteBuffer.allocate(chunk.size() * record(encoder.dimension()));
                for (int j = 0; j < chunk.size(); j++) {
                    float[] vector = result(results.get(j), threads);
                    Key key = Key.of(texts.get(chunk.get(j)));
                    wanted.getOrDefault(key, List.of()).forEach(i -> vectors[i] = vector);
                    put(records, key, vector);
                }
                append(file, records.flip(), record(encoder.dimension()));
                progress.step(from + chunk.size(), Map.of());
            }
        }
    }

    private static float[] result(Future<float[]> vector, ExecutorService threads) {
        try {
            return vector.get();
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the encoding of texts was interrupted", e);
        } catch (ExecutionException e) {
            threads.shutdownNow();
            if (e.getCause() instanceof BadInput refused) {
                throw refused;
            }
            throw new IllegalStateException("a text cannot be encoded: " + e.getMessage(), e);
        }
    }

    private static void put(ByteBuffer records, Key key, float[] vector) {
        int start = records.position();
        records.putLong(key.high()).putLong(key.low());
        for (float value : vector) {
            records.putFloat(value);
        }
        byte[] written = new byte[record(vector.length)];
        records.get(start, written, 0, written.length - Integer.BYTES);
        records.putInt(checksum(written));
    }

    private static void append(Path file, ByteBuffer records, int length) throws IOException {
        synchronized (WRITERS) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                // Whoever holds the lock is alone, so half a record is what a killed writer left.
                channel.position(channel.size() - channel.size() % length);
                while (records.hasRemaining()) {
                    channel.write(records);
                }
                channel.truncate(channel.position());
            }
        }
    }

    private static int record(int dimension) {
        return KEY + dimension * Float.BYTES + Integer.BYTES;
    }

    private static int checksum(byte[] record) {
        CRC32 crc = new CRC32();
        crc.update(record, 0, record.length - Integer.BYTES);
        return (int) crc.getValue();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
