package because.cli;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The schemas that {@code docs/schema} promises of what the commands print. */
final class Schemas {
    private static final Path FOLDER =
            Path.of(System.getProperty("because.root", "..")).resolve("docs/schema");

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, b -> b.schemas(Schemas::read));

    private Schemas() {}

    private static @Nullable String read(String iri) {
        Path file = FOLDER.resolve(iri.substring(iri.lastIndexOf('/') + 1));
        try {
            return Files.exists(file) ? Files.readString(file) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all of them. */
    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** What is wrong with a document, measured by one of the schemas. */
    static List<String> errors(String schema, String json) {
        return errorsOf(SchemaLocation.of("docs:/schema/" + schema), json);
    }

    /** What is wrong with a schema, measured by the standard that it names. */
    static List<String> errorsOfSchema(String schema) throws IOException {
        return errorsOf(
                SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"),
                Files.readString(FOLDER.resolve(schema)));
    }

    private static List<String> errorsOf(SchemaLocation schema, String json) {
        return REGISTRY.getSchema(schema).validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }
}
