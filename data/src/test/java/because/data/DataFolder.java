package because.data;

import because.core.Dataset;
import because.core.Interactions;
import because.core.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A folder that a test fills with files and imports. */
record DataFolder(Path path) {
    /** A header and the columns that {@link #table} maps. */
    static final String HEADER = "user,item,rating,time\n";

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    DataFolder with(String file, byte[] bytes) {
        try {
            Files.write(path.resolve(file), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    DataFolder with(String file, String text) {
        return with(file, utf8(text));
    }

    static Table table(String file) {
        return Table.of(file)
                .withColumn("user", "user")
                .withColumn("item", "item")
                .withColumn("value", "rating")
                .withColumn("time", "time")
                .withTime("s");
    }

    Importer.Options options() {
        return Importer.Options.defaults(path.resolve("out"));
    }

    Imported read(Mapping mapping) {
        return Importer.read(path, mapping, options(), Progress.NONE);
    }

    Imported read(Table events) {
        return read(Mapping.of("test", events));
    }

    Imported detect(String file) {
        return Importer.read(path.resolve(file), options(), Progress.NONE);
    }

    List<String> rejected() {
        try {
            return Files.readAllLines(path.resolve("out").resolve("rejected.csv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The events in words, such as "u1 i2 4.5 1000", by person and time. */
    static List<String> events(Dataset dataset) {
        List<String> all = new ArrayList<>();
        Interactions events = dataset.events();
        for (int user = 0; user < events.users(); user++) {
            for (int row = events.from(user); row < events.to(user); row++) {
                all.add(dataset.users().id(user) + " "
                        + dataset.catalog().item(events.item(row)).id()
                        + (events.hasValues() ? " " + events.value(row) : "")
                        + (events.hasTimes() ? " " + events.time(row) : ""));
            }
        }
        return all;
    }

    /** A folder of the shared data, which may be absent. */
    static Path shared(String name) {
        return Path.of(System.getProperty("because.shared", "../shared"), "data", name);
    }

    /** The bundled sample. */
    static Path sample() {
        return Path.of(System.getProperty("because.root", ".."), "samples", "movielens");
    }
}
