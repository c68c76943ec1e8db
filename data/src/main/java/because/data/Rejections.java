package because.data;

import because.core.BadInput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where rows go that cannot be used: {@code rejected.csv} with file, line, reason and text. The file is there only if there are such rows. */
final class Rejections implements AutoCloseable {
    static final String FILE_NAME = "rejected.csv";
    private static final int LONGEST_TEXT = 1000;

    private final @Nullable Path path;
    private final Map<String, Long> reasons = new LinkedHashMap<>();
    private long count;
    private @Nullable BufferedWriter writer;

    private Rejections(@Nullable Path path) {
        this.path = path;
    }

    /**
     * @param folder where {@code rejected.csv} is written; that of an earlier import is deleted
     * @return nothing rejected yet
     */
    static Rejections into(Path folder) {
        Path path = folder.resolve(FILE_NAME);
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
        return new Rejections(path);
    }

    /** @return rejections that are only counted, for a first look at a file that will be read again */
    static Rejections uncollected() {
        return new Rejections(null);
    }

    /**
     * Rejects a row.
     *
     * @param file where it is from
     * @param line the line in which it begins
     * @param reason why, in the same words for all rows that have the same wrong with them
     * @param text the row; its end is cut off if it is long
     */
    void add(String file, long line, String reason, String text) {
        count++;
        reasons.merge(reason, 1L, Long::sum);
        if (path == null) {
            return;
        }
        try {
            if (writer == null) {
                Files.createDirectories(path.toAbsolutePath().getParent());
                writer = Files.newBufferedWriter(path);
                writer.write("file,line,reason,text\n");
            }
            String start = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
            writer.write(TableWriter.csv(file) + "," + line + "," + TableWriter.csv(reason) + ","
                    + TableWriter.csv(start.replace('\0', '\uFFFD')) + "\n");
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static BadInput unwritable(Path path, IOException e) {
        return new BadInput(
                "'" + path + "' cannot be written: " + e.getMessage()
                        + ".\nMaybe the disk is full, or the folder belongs to somebody else.",
                e);
    }

    long count() {
        return count;
    }

    /** @return how many rows were rejected for each reason */
    Map<String, Long> reasons() {
        return reasons;
    }

    /** @return the file, if anything was written */
    Optional<Path> file() {
        return writer == null ? Optional.empty() : Optional.ofNullable(path);
    }

    @Override
    public void close() {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            throw unwritable(java.util.Objects.requireNonNull(path), e);
        }
    }
}
