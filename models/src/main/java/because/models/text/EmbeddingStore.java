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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Vectors of texts, kept in a folder by the text's content, so that each is computed once: a file for each encoder, to which records are only ever added. A
 * record is 16 bytes of SHA-256 of the text, the vector, and a checksum. A process that is killed while it writes leaves half a record, which the next writer
 * cuts off; several may write at once. The file's name says how many numbers a vector has, so that the encoder is only opened if a vector is missing.
 */
public final class EmbeddingStore {
    private static final int KEY = 16;
    private static final String SUFFIX = ".vectors";

    /** So many texts are encoded between two writes: what a kill can cost. */
    private static final int CHUNK = 256;

    /** Java refuses a second lock of the same process, so threads wait here first. */
    private static final Object WRITERS = new Object();

    private static final long MISSING = -1;

    private final Path folder;

    /** @param folder where the vectors are kept; made when the first is */
    public EmbeddingStore(Path folder) {
        this.folder = folder;
    }

    /** Is given one vector after the other. */
    @FunctionalInterface
    public interface Reader {
        /**
         * @param text which text's it is
         * @param vector its vector, which is the reader's own
         */
        void read(int text, float[] vector);
    }

    /** The key of a text in the file. */
    private record Key(long high, long low) {
        static Key of(String text) {
            ByteBuffer hash = ByteBuffer.wrap(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
            return new Key(hash.getLong(), hash.getLong());
        }
    }

    /** A file of vectors that have so many numbers each. */
    private record Kept(Path file, int dimension) {
        int record() {
            return KEY + dimension * Float.BYTES + Integer.BYTES;
        }
    }

    /** Different texts, and where their vectors are in the file. */
    private static final class Places {
        private final Map<Key, Integer> numbers = new HashMap<>();
        private final List<String> different = new ArrayList<>();
        private final int[] numberOf;
        private final long[] at;

        Places(List<String> texts) {
            numberOf = new int[texts.size()];
            for (int i = 0; i < numberOf.length; i++) {
                String text = texts.get(i);
                Integer number = numbers.putIfAbsent(Key.of(text), different.size());
                numberOf[i] = number == null ? different.size() : number;
                if (number == null) {
                    different.add(text);
                }
            }
            at = new long[different.size()];
            Arrays.fill(at, MISSING);
        }

        List<Integer> missing() {
            return IntStream.range(0, at.length)
                    .filter(number -> at[number] == MISSING)
                    .boxed()
                    .toList();
        }
    }

    /**
     * The vectors of texts: from the file where they are in it, computed and added to it where not.
     *
     * @param texts any texts; equal ones are encoded once
     * @param encoder makes the vectors; opened if one is missing, and closed again
     * @param workers how many threads, 1 or more; the vectors do not depend on it
     * @param progress is told how many texts are encoded
     * @return a vector for each text, in their order; equal texts share theirs
     * @throws because.core.BadInput if a vector is missing and the encoder cannot be opened
     * @throws IllegalStateException if the thread is interrupted; what was computed until then is kept
     */
    public float[][] embed(List<String> texts, EncoderSource encoder, int workers, Progress progress) {
        Places places = new Places(texts);
        float[][] different = new float[places.at.length][];
        find(places, encoder, workers, progress)
                .ifPresent(kept -> read(
                        kept,
                        places,
                        IntStream.range(0, different.length).toArray(),
                        (number, vector) -> different[number] = vector));
        return Arrays.stream(places.numberOf)
                .mapToObj(number -> different[number])
                .toArray(float[][]::new);
    }

    /**
     * The same, but one vector after the other, so that memory never holds all of them.
     *
     * @param texts any texts; equal ones are encoded once
     * @param encoder makes the vectors; opened if one is missing, and closed again
     * @param workers how many threads, 1 or more; the vectors do not depend on it
     * @param progress is told how many texts are encoded
     * @param reader is given the vector of each text, in their order
     * @throws because.core.BadInput if a vector is missing and the encoder cannot be opened
     * @throws IllegalStateException if the thread is interrupted; what was computed until then is kept
     */
    public void each(List<String> texts, EncoderSource encoder, int workers, Progress progress, Reader reader) {
        Places places = new Places(texts);
        find(places, encoder, workers, progress).ifPresent(kept -> read(kept, places, places.numberOf, reader));
    }

    /** Computes what is not there, and says where everything is; empty if there are no texts. */
    private Optional<Kept> find(Places places, EncoderSource encoder, int workers, Progress progress) {
        String name = encoder.name() + "-" + encoder.fingerprint();
        try {
            Optional<Kept> there = kept(name);
            if (there.isPresent()) {
                scan(there.get(), places);
            }
            if (places.missing().isEmpty()) {
                return there;
            }
            try (TextEncoder opened = encoder.open().get()) {
                Files.createDirectories(folder);
                Kept kept = new Kept(folder.resolve(name + "-" + opened.dimension() + SUFFIX), opened.dimension());
                if (!there.equals(Optional.of(kept))) {
                    Arrays.fill(places.at, MISSING);
                    adopt(folder.resolve(name + SUFFIX), kept.file());
                    scan(kept, places);
                }
                compute(places, opened, workers, progress, kept);
                return Optional.of(kept);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the vectors in " + folder + " cannot be kept: " + e.getMessage(), e);
        }
    }

    /** The file of an encoder, which is known by its name as long as the encoder is closed. */
    private Optional<Kept> kept(String name) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Pattern pattern = Pattern.compile(Pattern.quote(name) + "-([1-9][0-9]{0,5})" + Pattern.quote(SUFFIX));
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted()
                    .map(file -> pattern.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(found -> new Kept(folder.resolve(found.group()), Integer.parseInt(found.group(1))))
                    .findFirst();
        }
    }

    /** Takes over a file of the time when names did not say how many numbers a vector has. */
    private static void adopt(Path before, Path file) throws IOException {
        synchronized (WRITERS) {
            if (Files.exists(before) && !Files.exists(file)) {
                Files.move(before, file);
            }
        }
    }

    /** Notes where the vectors are that are whole, until all are found. */
    private static void scan(Kept kept, Places places) throws IOException {
        int missing = places.missing().size();
        if (missing == 0 || !Files.exists(kept.file())) {
            return;
        }
        byte[] bytes = new byte[kept.record()];
        try (FileChannel channel = FileChannel.open(kept.file(), StandardOpenOption.READ);
                DataInputStream in = new DataInputStream(
                        new java.io.BufferedInputStream(Channels.newInputStream(channel), 1 << 20))) {
            for (long at = 0;
                    missing > 0 && in.readNBytes(bytes, 0, bytes.length) == bytes.length;
                    at += bytes.length) {
                ByteBuffer record = ByteBuffer.wrap(bytes);
                Integer number = places.numbers.get(new Key(record.getLong(), record.getLong()));
                if (number != null && places.at[number] == MISSING && whole(bytes)) {
                    places.at[number] = at;
                    missing--;
                }
            }
        }
    }

    private static void read(Kept kept, Places places, int[] numbers, Reader reader) {
        try (FileChannel channel = FileChannel.open(kept.file(), StandardOpenOption.READ)) {
            byte[] bytes = new byte[kept.record()];
            for (int i = 0; i < numbers.length; i++) {
                ByteBuffer record = ByteBuffer.wrap(bytes);
                long at = places.at[numbers[i]];
                while (record.hasRemaining() && channel.read(record, at + record.position()) >= 0) {
                    // Most often all of it comes at once.
                }
                if (record.hasRemaining() || !whole(bytes)) {
                    throw new IOException("it was changed meanwhile");
                }
                float[] vector = new float[kept.dimension()];
                record.position(KEY).asFloatBuffer().get(vector);
                reader.read(i, vector);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the vectors in " + kept.file() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void compute(Places places, TextEncoder encoder, int workers, Progress progress, Kept kept)
            throws IOException {
        List<Integer> missing = places.missing();
        if (missing.isEmpty()) {
            return;
        }
        progress.stage("encoding texts with " + encoder.files().name(), missing.size());
        try (ExecutorService threads = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().name("because-encode-", 0).daemon().factory())) {
            for (int from = 0; from < missing.size(); from += CHUNK) {
                List<Integer> chunk = missing.subList(from, Math.min(missing.size(), from + CHUNK));
                List<Future<float[]>> results = new ArrayList<>();
                for (int number : chunk) {
                    results.add(threads.submit(() -> encoder.encode(places.different.get(number))));
                }
                ByteBuffer records = ByteBuffer.allocate(chunk.size() * kept.record());
                for (int j = 0; j < chunk.size(); j++) {
                    put(records, Key.of(places.different.get(chunk.get(j))), result(results.get(j), threads));
                }
                long at = append(kept, records.flip());
                for (int number : chunk) {
                    places.at[number] = at;
                    at += kept.record();
                }
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
        byte[] written = new byte[records.position() - start + Integer.BYTES];
        records.get(start, written, 0, written.length - Integer.BYTES);
        records.putInt(checksum(written));
    }

    /** Adds records, and says where the first is. */
    private static long append(Kept kept, ByteBuffer records) throws IOException {
        synchronized (WRITERS) {
            try (FileChannel channel =
                            FileChannel.open(kept.file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                // Whoever holds the lock is alone, so half a record is what a killed writer left.
                long at = channel.size() - channel.size() % kept.record();
                channel.position(at);
                while (records.hasRemaining()) {
                    channel.write(records);
                }
                channel.truncate(channel.position());
                return at;
            }
        }
    }

    private static boolean whole(byte[] record) {
        return ByteBuffer.wrap(record).getInt(record.length - Integer.BYTES) == checksum(record);
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
